"""A shell script that puts the site into an S3 bucket, each file with its type and caching.

An S3 website endpoint sends what is stored with an object: type and caching, and, by the bucket's
settings, CORS. It can send no other header, and speaks no https.
(docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html)
"""

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from badgepress.hosting.rules import (
    CACHE,
    FOR_HOSTS,
    OTHER_TYPE,
    SHORT,
    TYPE,
    TYPES,
    Rule,
    content_type,
    headers_for,
)

_CORS = {
    "CORSRules": [
        {
            "AllowedOrigins": ["*"],
            "AllowedMethods": ["GET", "HEAD"],
            "AllowedHeaders": ["*"],
            "MaxAgeSeconds": 86400,
        }
    ]
}
_WEBSITE = {"IndexDocument": {"Suffix": "index.html"}}
_HEAD = """#!/bin/sh
# {base_url} — made by 'badgepress hosting s3'. Start it in the project's folder after a build.
# It needs the AWS command line (aws), and a bucket that everybody may read.
# Nothing is deleted: an address that was published goes on answering.
set -eu
SITE=${{1:-site}}
test -f "$SITE/index.html" || {{ echo "There is no built site in $SITE" >&2; exit 1; }}

put() {{
    type=$1 cache=$2
    shift 2
    aws s3 cp "$SITE" {target} --recursive --only-show-errors \\
        --content-type "$type" --cache-control "$cache" --exclude '*' "$@"
}}
"""


def script(
    base_url: str, bucket: str, rules: Sequence[Rule], moved: Sequence[tuple[str, str]]
) -> str:
    """The text of the script; documents and pictures go first, the pages that name them last."""
    home = urlsplit(base_url).path
    special = [_glob(rule.pattern) for rule in rules if _is_special(rule)]
    lines = [_HEAD.format(base_url=base_url, target=shlex.quote(f"s3://{bucket}{home}"))]
    lines += [_put(glob, rules, glob) for glob in special]
    endings = sorted(TYPES, key=lambda ending: ending == "html")
    known = [f"*.{ending}" for ending in endings]
    hidden = (*FOR_HOSTS, ".*", "*/.*")
    rest = [name for name in special if not name.endswith(tuple(f".{end}" for end in endings))]
    lines.append(_call(OTHER_TYPE, SHORT, ["*"], [*known, *rest, *hidden]))
    for glob in known:
        others = [name for name in special if name.endswith(glob[1:])]
        lines.append(
            _put(glob, rules, "x" + glob[1:], [*others, ".*", "*/.*"], f".well-known/{glob}")
        )
    lines += ["", *_settings(bucket, home), *_moved(bucket, home, moved)]
    return "\n".join(lines) + "\n"


def _is_special(rule: Rule) -> bool:
    """Whether it gives some files another type or caching than their ending does."""
    general = re.fullmatch(r"/\*(\.\w+)?", rule.pattern)
    return not general and bool({CACHE, TYPE} & set(rule.headers))


def _glob(pattern: str) -> str:
    """A rule's pattern as the AWS command line takes it, where `*` stands for slashes as well."""
    return re.sub(r":\w+", "*", pattern[1:])


def _put(
    glob: str,
    rules: Sequence[Rule],
    sample: str,
    excluded: Sequence[str] = (),
    also: str | None = None,
) -> str:
    """The line that puts some files; `sample` is the path of one of them."""
    path = sample.replace("*", "x")
    cache = headers_for(rules, path)[CACHE]
    return _call(content_type(path), cache, [glob], excluded, [also] if also else [])


def _call(
    kind: str,
    cache: str,
    included: Sequence[str],
    excluded: Sequence[str],
    again: Sequence[str] = (),
) -> str:
    """One call of `put`; a later filter goes before an earlier one."""
    words = ["put", kind, cache]
    for option, globs in (("include", included), ("exclude", excluded), ("include", again)):
        for glob in globs:
            words += [f"--{option}", glob]
    return shlex.join(words)


def _settings(bucket: str, home: str) -> Iterator[str]:
    website = {**_WEBSITE, "ErrorDocument": {"Key": f"{home[1:]}404.html"}}
    for command, option, value in (
        ("put-bucket-website", "website-configuration", website),
        ("put-bucket-cors", "cors-configuration", _CORS),
    ):
        words = ["aws", "s3api", command, "--bucket", bucket, f"--{option}", json.dumps(value)]
        yield shlex.join(words)


def _moved(bucket: str, home: str, moved: Sequence[tuple[str, str]]) -> Iterator[str]:
    for old, new in moved:
        key = f"{home[1:]}{old}" + ("index.html" if old.endswith("/") else "")
        where = ["--bucket", bucket, "--key", key, "--website-redirect-location", home + new]
        sent = ["--content-type", content_type(key), "--cache-control", SHORT]
        yield shlex.join(["aws", "s3api", "put-object", *where, *sent])
