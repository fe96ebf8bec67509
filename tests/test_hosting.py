"""The hosting kit: each host is told the same, in its own language."""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import SMALL, MakeProject
from hosted import Hosted

from badgepress.cli import main
from badgepress.hosting import redirects, site_files
from badgepress.hosting.netlify import redirect_file
from badgepress.hosting.rules import content_type, headers_for, is_served, rules_of
from badgepress.hosting.s3 import script
from badgepress.mkdocs_build import build_site
from badgepress.project import open_catalog

pytest_plugins = ["hosting_fixtures"]

AWS = """#!{python}
import json, sys
with open({log!r}, "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
"""
NOT_THERE_YET = [
    "catalog/safe-online/v2/badgeclass.json", "glossary/glossary.json", "glossary/glossary.ttl",
    "glossary/glossary.jsonld", "glossary/glossary.csv", "feed.xml", "api/v1/index.json",
    "embed/catalog/safe-online/", "recognizers/small-county/recognized.csv", ".well-known/x.json",
]  # fmt: skip
"""Addresses that are kept for later; the rules know them already."""


def _header_rules(text: str) -> list[tuple[str, list[tuple[str, str]], list[str]]]:
    """Path, headers and detached names of each rule, read as both hosts read a line."""
    rules: list[tuple[str, list[tuple[str, str]], list[str]]] = []
    for line in map(str.strip, text.splitlines()):
        if line.startswith("/"):
            rules.append((line, [], []))
        elif ":" in line and not line.startswith("#"):
            name, _, value = line.partition(":")
            rules[-1][1].append((name.strip(), value.strip()))
        elif line.startswith("! "):
            rules[-1][2].append(line[2:])
    return rules


def _netlify(text: str, path: str) -> dict[str, str]:
    """What Netlify sends: of all rules that match, the last word; lines with `!` are skipped."""
    found: dict[str, str] = {}
    for pattern, headers, _ in _header_rules(text):
        parts = []
        for part in filter(None, pattern.split("/")):
            if part.startswith(":"):
                parts.append("([^/]+)")
            elif part == "*":
                parts.append("?(.*)")
            else:
                parts.append(part.replace("*", "(.*)") if "*" in part else re.escape(part))
        if re.fullmatch(f"/{'/'.join(parts)}/?", "/" + path, re.IGNORECASE):
            found |= dict(headers)
    return found


def _cloudflare(text: str, path: str) -> dict[str, str]:
    """What Cloudflare Pages sends: values of all rules that match, joined unless detached."""
    found: dict[str, str] = {}
    for pattern, headers, detached in _header_rules(text):
        parts = re.split(r"(\*|:[A-Za-z]\w*)", pattern)
        known = {"*": ".*"}
        expression = "".join(
            known.get(part, "[^/]+" if part.startswith(":") else re.escape(part)) for part in parts
        )
        if re.fullmatch(expression, "/" + path):
            for name in detached:
                found.pop(name, None)
            for name, value in headers:
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


@pytest.mark.parametrize("host", [_netlify, _cloudflare])
def test_headers_file_says_what_the_rules_say(hosted: Hosted, host: object) -> None:
    """Netlify and Cloudflare Pages, each by its own reading, send exactly what the rules say."""
    rules = rules_of(hosted.catalog)
    text = (hosted.folder / "_headers").read_text("utf-8")
    assert callable(host)
    wrong = {}
    for file in [*filter(is_served, hosted.files()), *NOT_THERE_YET]:
        path = file.removesuffix("index.html") if file.endswith("index.html") else file
        if host(text, path) != headers_for(rules, path):
            wrong[path] = host(text, path)
    assert wrong == {}


def test_headers_file_keeps_the_limits_of_both_hosts(hosted: Hosted) -> None:
    """No host leaves out a rule because there are too many, or a line because it is too long."""
    text = (hosted.folder / "_headers").read_text("utf-8")
    rules = _header_rules(text)
    assert 10 < len(rules) <= 100
    assert max(map(len, text.splitlines())) <= 2000
    assert [path for path, _, _ in rules if path.count("*") > 1] == []


def test_redirects_file_keeps_the_limits_of_both_hosts() -> None:
    """Of very many moved addresses, as many are redirected as a host takes."""
    moved = [(f"catalog/old-{n}/", f"catalog/new-{n}/") for n in range(3000)]
    lines = redirect_file(moved, "https://badges.example.org/").splitlines()[1:]
    assert lines[0] == "/catalog/old-0/ /catalog/new-0/ 301"
    assert len(lines) == 2000
    assert max(map(len, lines)) <= 1000


def test_redirects_below_a_path_name_the_whole_address() -> None:
    """A site that is seen below a path of another one is not left by a redirect."""
    text = redirect_file([("catalog/old/", "catalog/new/")], "https://example.org/learn/")
    assert text.splitlines()[1] == "/catalog/old/ https://example.org/learn/catalog/new/ 301"


def test_every_site_holds_the_files_for_hosts(hosted: Hosted) -> None:
    """Each build writes what Netlify, Cloudflare Pages and GitHub Pages read."""
    for name, text in site_files(hosted.catalog).items():
        assert (hosted.folder / name).read_text("utf-8") == text
    assert (hosted.folder / ".nojekyll").read_bytes() == b""


def test_file_of_ones_own_takes_the_place_of_ours(project: MakeProject) -> None:
    """An owner's `_headers` is published instead; a `.nojekyll` of one's own is no collision."""
    root = project({"pages/_headers": "/*\n  X-Mine: yes\n", "pages/.nojekyll": ""})
    assert build_site(root / "mkdocs.yml", root / "out") == []
    assert (root / "out" / "_headers").read_text("utf-8") == "/*\n  X-Mine: yes\n"
    assert (root / "out" / ".nojekyll").read_bytes() == b""
    assert "Netlify" in (root / "out" / "_redirects").read_text("utf-8")


@pytest.mark.parametrize(
    ("awards", "linked"), [("none", False), ("stack\nartwork: {shape: shield}", True)]
)
def test_stacks_without_badges_name_no_document(
    awards: str, linked: bool, project: MakeProject
) -> None:
    """A header never promises a badge class that one of the stacks does not have."""
    name = "stacks/media-basics.yaml"
    text = (SMALL / name).read_text("utf-8").replace("awards: none", f"awards: {awards}")
    rules = rules_of(open_catalog(project({name: text}))[0])
    assert ("Link" in headers_for(rules, "stacks/media-basics/v1/")) is linked
    assert "Link" in headers_for(rules, "catalog/safe-online/v1/")


def _run_script(text: str, site: Path, folder: Path) -> list[list[str]]:
    """Run the printed script with a command line of Amazon's that only listens."""
    log = folder / "log"
    aws = folder / "aws"
    aws.write_text(AWS.format(python=sys.executable, log=str(log)), "utf-8")
    aws.chmod(aws.stat().st_mode | stat.S_IXUSR)
    (folder / "publish.sh").write_text(text, "utf-8")
    finished = subprocess.run(
        ["sh", str(folder / "publish.sh"), str(site)],
        env={"PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert finished.returncode == 0, finished.stderr
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def _taken(call: Sequence[str], paths: Sequence[str]) -> list[str]:
    """Which files a call copies: the last filter that matches decides, as Amazon says."""
    filters = [
        (call[n], call[n + 1]) for n, word in enumerate(call) if word in ("--include", "--exclude")
    ]
    taken = []
    for path in paths:
        fits = [name for name, glob in filters if _glob(glob, path)]
        if not fits or fits[-1] == "--include":
            taken.append(path)
    return taken


def _glob(glob: str, path: str) -> bool:
    return re.fullmatch(re.escape(glob).replace(r"\*", ".*"), path) is not None


def test_script_for_s3_puts_each_file_once_with_its_type(hosted: Hosted, tmp_path: Path) -> None:
    """Each file that visitors should get is copied once, as the rules say; no other file is."""
    rules = rules_of(hosted.catalog)
    base_url = hosted.catalog.settings.base_url
    moved = [("catalog/old/", "catalog/safe-online/")]
    calls = _run_script(script(base_url, "bucket", rules, moved), hosted.folder, tmp_path)
    files = [*hosted.files(), ".well-known/x.json", ".git/x.json", "a/.b/x.json", "LICENSE"]
    copied: dict[str, list[tuple[str, str]]] = {path: [] for path in files}
    for call in calls:
        if call[:2] == ["s3", "cp"]:
            sent = (call[call.index("--content-type") + 1], call[call.index("--cache-control") + 1])
            for path in _taken(call, files):
                copied[path].append(sent)
    home = base_url.removeprefix("https://badges.example.org")
    assert {call[3] for call in calls if call[:2] == ["s3", "cp"]} == {f"s3://bucket{home}"}
    wrong = {}
    for path, sent_with in copied.items():
        expected = [(content_type(path), headers_for(rules, path)["Cache-Control"])]
        if sent_with != (expected if is_served(path) else []):
            wrong[path] = sent_with
    assert wrong == {}


def test_script_for_s3_uploads_pages_last_and_sets_the_bucket(
    hosted: Hosted, tmp_path: Path
) -> None:
    """A page is there after what it names; the bucket is a website that any site may read."""
    base_url = hosted.catalog.settings.base_url
    home = base_url.removeprefix("https://badges.example.org/")
    moved = [("catalog/old/", "catalog/safe-online/")]
    text = script(base_url, "my-bucket", rules_of(hosted.catalog), moved)
    calls = _run_script(text, hosted.folder, tmp_path)
    copies = [call for call in calls if call[:2] == ["s3", "cp"]]
    assert "*.html" in copies[-1]
    website, cors, redirect = calls[len(copies) :]
    assert website[:4] == ["s3api", "put-bucket-website", "--bucket", "my-bucket"]
    assert json.loads(website[-1]) == {
        "IndexDocument": {"Suffix": "index.html"},
        "ErrorDocument": {"Key": f"{home}404.html"},
    }
    assert json.loads(cors[-1])["CORSRules"][0]["AllowedOrigins"] == ["*"]
    assert redirect[redirect.index("--key") + 1] == f"{home}catalog/old/index.html"
    where = redirect[redirect.index("--website-redirect-location") + 1]
    assert where == f"/{home}catalog/safe-online/"


def test_script_for_s3_without_a_site_stops(hosted: Hosted, tmp_path: Path) -> None:
    """Where nothing is built, nothing is uploaded."""
    path = tmp_path / "publish.sh"
    base_url = hosted.catalog.settings.base_url
    path.write_text(script(base_url, "bucket", rules_of(hosted.catalog), []), "utf-8")
    finished = subprocess.run(
        ["sh", str(path)], cwd=tmp_path, capture_output=True, text=True, timeout=30
    )
    assert finished.returncode == 1
    assert finished.stderr == "There is no built site in site\n"


def test_nothing_has_moved_yet(hosted: Hosted) -> None:
    """Redirects come from one list."""
    assert redirects(hosted.catalog) == []


def test_nginx_is_printed_for_the_projects_home(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """The configuration names the project's host, the usual folders, and Let's Encrypt's files."""
    assert main(["hosting", "nginx", "--project", str(project())]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# https://badges.example.org/ — made by 'badgepress hosting nginx'.\n")
    for line in (
        "    listen 443 ssl;",
        "    server_name badges.example.org;",
        '    ssl_certificate "/etc/letsencrypt/live/badges.example.org/fullchain.pem";',
        '    root "/var/www/badges.example.org";',
        "    location ^~ /.well-known/acme-challenge/ { root /var/www/html; }",
        "    location / { return 301 https://badges.example.org$request_uri; }",
        '    # add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;',
    ):
        assert line in out.splitlines()


def test_nginx_takes_the_owners_word(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options say where the site lies, who speaks https, and whether the domain is bound to it."""
    options = ["--plain", "--hsts", "--root", "/srv/site/"]
    assert main(["hosting", "nginx", *options, "--project", str(project())]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert '    root "/srv/site";' in lines
    assert not [line for line in lines if "ssl" in line or "443" in line]
    hsts = '    add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;'
    assert hsts in lines


def test_s3_names_the_bucket(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Left out, the bucket has the host's name, as a website endpoint wants it."""
    root = str(project())
    for options, bucket in (([], "badges.example.org"), (["--bucket", "mine"], "mine")):
        assert main(["hosting", "s3", *options, "--project", root]) == 0
        assert f'aws s3 cp "$SITE" s3://{bucket}/ --recursive' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["s3", "--hsts"], "--hsts is no option of s3 — leave it out\n"),
        (["nginx", "--bucket", "x"], "--bucket is no option of nginx — leave it out\n"),
        (
            ["nginx", "--plain", "--certificates", "x"],
            "--plain needs no --certificates — leave one of them out\n",
        ),
    ],
)
def test_option_of_another_host_is_refused(
    options: list[str], sentence: str, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would have no effect is said instead of passed over."""
    assert main(["hosting", *options, "--project", str(project())]) == 2
    assert capsys.readouterr().err == sentence


def test_hosting_of_a_broken_project_lists_the_problems(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the YAML has mistakes, they are listed instead of a configuration."""
    root = project({"catalog/safe-online.yaml": "name: ["})
    assert main(["hosting", "nginx", "--project", str(root)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("catalog/safe-online.yaml:2:1: this is not valid YAML")
