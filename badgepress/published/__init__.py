"""What was published, and what keeps it as it was.

```text
published/addresses.txt                every permanent address, one a line, sorted; only grows
published/base_urls.yaml               every public home that the site has had
published/issuers/<id>/record.yaml     the home under which an issuer was first published
published/<address>/v<n>/source.yaml   the document as it was published
                         badgeclass.json, achievement.json, badge.svg   served byte for byte
                         record.yaml   when it was published, digests, and each amendment
```
"""
