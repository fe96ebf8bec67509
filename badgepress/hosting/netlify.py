"""`_headers` and `_redirects`, which Netlify and Cloudflare Pages read alike.

Written for the stricter of both: Cloudflare Pages takes 100 rules of headers with lines of 2,000
characters, and 2,000 plain redirects with lines of 1,000; what is more it ignores. Only one `*` may
stand in a pattern. Where several rules match, Netlify lets the last one win; Cloudflare joins their
values unless a line with `!` takes the earlier one away, which Netlify skips.
(developers.cloudflare.com/pages/configuration, docs.netlify.com/manage/routing/headers)
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from badgepress.hosting.rules import HSTS, Rule, headers_for

MAX_REDIRECTS = 2000

_SAMPLE = re.compile(r"\*|:\w+")
"""What stands for anything in a pattern, to find an address that it matches."""
_HEAD = (
    "# Netlify and Cloudflare Pages send these headers. Made by badgepress with each build; a file",
    "# pages/_headers of your own takes its place.",
)


def header_file(rules: Sequence[Rule]) -> str:
    """The text of `_headers`."""
    lines = list(_HEAD)
    for number, rule in enumerate(rules):
        earlier = headers_for(rules[:number], _SAMPLE.sub("x", rule.pattern)[1:])
        lines += ["", f"# {rule.why}", rule.pattern]
        lines += [f"  ! {name}" for name in rule.headers if name in earlier]
        lines += [f"  {name}: {value}" for name, value in rule.headers.items()]
        if number == 0:
            lines += _hsts()
    return "\n".join(lines) + "\n"


def _hsts() -> Iterator[str]:
    yield "  # Only if all of your domain is, and stays, reachable by https:"
    yield f"  # {HSTS[0]}: {HSTS[1]}"


def redirect_file(moved: Sequence[tuple[str, str]], base_url: str) -> str:
    """The text of `_redirects`; addresses beyond the limit are left to the pages that stand there.

    Targets are complete where the home has a path, because such a site is seen through another
    one's address.
    """
    home = base_url if urlsplit(base_url).path != "/" else "/"
    lines = [f"/{old} {home}{new} 301" for old, new in moved[:MAX_REDIRECTS]]
    head = "# Netlify and Cloudflare Pages redirect these addresses. Made by badgepress."
    return "\n".join([head, *lines]) + "\n"
