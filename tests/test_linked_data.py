"""schema.org JSON-LD in every page, judged by a JSON-LD processor and by the vocabulary."""

import json
import re
from collections.abc import Iterator
from inspect import get_annotations
from typing import Any
from urllib.parse import urlsplit

import msgspec_schemaorg.models as vocabulary
import pytest
from badge_documents import typed_nodes
from built_site import Page, Site
from pyld import jsonld

from badgepress import urls
from badgepress.documents.jsontext import to_script

pytest_plugins = ["site_fixtures"]

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SCHEMA = "https://schema.org/"
ADDRESSES = {"@id", "url", "contentUrl", "image", "logo", "item", "targetUrl"}


def _pages(site: Site) -> Iterator[Page]:
    return (page for page in site.pages.values() if not page.is_error_page)


def _document(site: Site, path: str) -> dict[str, Any]:
    """The JSON-LD of the page in a file of the site."""
    (text,) = SCRIPT.findall((site.folder / path).read_text("utf-8"))
    document: dict[str, Any] = json.loads(text)
    return document


def _load(url: str, options: object) -> dict[str, Any]:
    """schema.org's context says that every term is one of its vocabulary; no other is answered."""
    assert url == "https://schema.org"
    context = {"@context": {"@vocab": SCHEMA}}
    return {"contextUrl": None, "documentUrl": url, "document": context}


def _class(name: str) -> type:
    found = getattr(vocabulary, name, None)
    assert isinstance(found, type), f"schema.org has no type {name}"
    return found


def _expected(owner: type, field: str) -> set[type]:
    """Types that schema.org expects as values of a property."""
    for base in owner.__mro__:
        if note := get_annotations(base).get(field):
            names = re.findall(r"\w+", str(note))
            return {c for name in names if isinstance(c := getattr(vocabulary, name, None), type)}
    return set()


def _faults(node: dict[str, Any]) -> Iterator[str]:
    """Properties that schema.org does not know on this type, and values of types it does not."""
    owner = _class(node["@type"])
    known = dict(zip(owner.__struct_encode_fields__, owner.__struct_fields__, strict=True))
    for name, value in node.items():
        if name == "@reverse":
            for inverse, subjects in value.items():
                for subject in subjects:
                    yield from _faults(
                        {"@type": subject["@type"], inverse: {"@type": node["@type"]}}
                    )
            continue
        if name not in known:
            yield f"{node['@type']}.{name}"
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "@type" in item:
                wanted = tuple(_expected(owner, known[name]))
                if not issubclass(_class(item["@type"]), wanted):
                    yield f"{node['@type']}.{name}: {item['@type']}"


def test_every_page_says_what_it_is(any_site: Site) -> None:
    """Each page holds one JSON-LD document, and no letter in it could end its element."""
    for page in _pages(any_site):
        (text,) = SCRIPT.findall((any_site.folder / page.path).read_text("utf-8"))
        assert not set("<>&") & set(text), page.path
        graph = json.loads(text)["@graph"]
        assert graph[0]["@id"] == graph[0]["url"] == page.address
        assert len(page.tree.xpath("//script[@type='application/ld+json']")) == 1


def test_every_term_is_schema_orgs(any_site: Site) -> None:
    """Each type exists, has each property that is given, and takes each value as such."""
    faults = {
        fault
        for page in _pages(any_site)
        for node in typed_nodes(_document(any_site, page.path))
        for fault in _faults(node)
    }
    assert sorted(faults) == []


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Organization", "tags": "x"},
        {"@type": "Organization", "recognizedBy": {"@type": "Organization"}},
        {"@type": "DefinedTermSet", "hasDefinedTerm": {"@type": "Offer"}},
        {"@type": "Organization", "@reverse": {"recognizedBy": [{"@type": "Offer"}]}},
    ],
    ids=["unknown", "of another type", "value of another type", "inverse of another type"],
)
def test_vocabulary_finds_faults(node: dict[str, Any]) -> None:
    """A property that a type does not have, or a wrong value, is seen."""
    assert list(_faults(node))


def test_json_ld_expands_with_absolute_ids_of_this_site(any_site: Site) -> None:
    """A JSON-LD processor reads every page; each id and address is complete and begins at home."""
    for page in _pages(any_site):
        document = _document(any_site, page.path)
        expanded = jsonld.expand(document, {"documentLoader": _load})
        assert len(expanded) == len(document["@graph"])
        for node in typed_nodes(document):
            for name in ADDRESSES & set(node):
                parts = urlsplit(node[name])
                assert parts.scheme in ("http", "https"), node
                assert parts.netloc, node
            if "@id" in node:
                assert node["@id"].startswith(any_site.base), node


def test_breadcrumbs_are_those_of_the_page(any_site: Site) -> None:
    """The way to a page is the one that its readers see, in the same words, step by step."""
    for page in _pages(any_site):
        graph = _document(any_site, page.path)["@graph"]
        trails = [node for node in graph if node["@type"] == "BreadcrumbList"]
        if page.is_home:
            assert trails == []
            continue
        (trail,) = trails
        assert graph[0]["breadcrumb"] == {"@id": trail["@id"]}
        steps = trail["itemListElement"]
        shown = page.tree.xpath("//nav[@class='bp-crumbs']//li[a or @aria-current]")
        assert [step["name"] for step in steps] == [item.text_content() for item in shown]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == page.address
        for step in steps:
            assert any_site.file_at(step["item"]), step


def test_list_holds_what_its_page_shows(any_site: Site) -> None:
    """A list names the entries of its page, in the page's order, and leads to their pages."""
    lists = 0
    for page in _pages(any_site):
        about = _document(any_site, page.path)["@graph"][-1]
        if about["@type"] != "ItemList":
            continue
        lists += 1
        links = page.tree.xpath(
            "//ul[contains(@class, 'bp-cards') or @class='bp-overview']/li"
            "//*[self::h2 or self::h3]/a"
        )
        items = about["itemListElement"]
        assert [item["name"] for item in items] == [link.text_content() for link in links]
        for item in items:
            assert any_site.file_at(item["url"]), item
    assert lists > len(urls.LISTS)


def _about(site: Site, path: str) -> dict[str, Any]:
    document = _document(site, path + "index.html")
    node: dict[str, Any] = document["@graph"][-1]
    assert document["@graph"][0]["mainEntity"] == {"@id": node["@id"]}
    return node


def test_micro_credential_is_described(full_site: Site) -> None:
    """Search engines learn who issues and recognizes it, what it asks for, and how to start."""
    node = _about(full_site, "catalog/every-field/")
    home = f"{full_site.base}catalog/every-field/v3/"
    data = full_site.catalog.micro_credentials["every-field"].data
    assert node["@type"] == "EducationalOccupationalCredential"
    assert node["@id"] == f"{home}#micro-credential"
    assert node["credentialCategory"] == "micro-credential"
    assert (node["name"], node["description"]) == (data.name, data.summary)
    assert (node["timeRequired"], node["validFor"]) == ("PT12H30M", "P5Y")
    assert node["creator"]["@id"] == f"{full_site.base}issuers/full-agency/#issuer"
    assert [each["url"] for each in node["recognizedBy"]] == [
        "https://schools.example.org/?a=1&b=2"
    ]
    assert node["competencyRequired"].startswith("The educator *writes*")
    assert node["offers"]["url"] == "https://agency.example.org/apply/every-field?x=1&y=2"
    assert node["offers"]["description"] == "Fee: none"
    assert [each["contentUrl"] for each in node["encoding"]] == [
        f"{home}badgeclass.json",
        f"{home}achievement.json",
    ]
    assert node == _about(full_site, "catalog/every-field/v3/")


def test_retired_is_not_offered(full_site: Site) -> None:
    """What is retired says so, and no search engine offers it."""
    for path in ("catalog/old-one/", "stacks/badge-path/"):
        node = _about(full_site, path)
        assert node["creativeWorkStatus"] == "retired"
        assert "offers" not in node


def test_stack_names_its_steps_and_a_path_is_no_credential(full_site: Site) -> None:
    """A stack that awards something is a credential made of parts; a suggested path only leads."""
    stack = _about(full_site, "stacks/every-step/")
    assert stack["@type"] == "EducationalOccupationalCredential"
    assert stack["credentialCategory"] == "credential"
    assert [part["url"].removeprefix(full_site.base) for part in stack["hasPart"]] == [
        "catalog/short-one/v1/",
        "stacks/plain-path/v1/",
        "catalog/every-field/v3/",
        "catalog/old-one/v1/",
        "stacks/badge-path/v1/",
    ]
    assert "timeRequired" not in stack
    path = _about(full_site, "stacks/plain-path/")
    assert path["@type"] == "LearningResource"
    assert not {"image", "encoding", "credentialCategory", "recognizedBy"} & set(path)


def test_parties_frameworks_and_terms_are_described(full_site: Site) -> None:
    """Organizations, competencies and terms are what schema.org has words for."""
    recognizer = _about(full_site, "recognizers/full-county/")
    assert recognizer["@type"] == "Organization"
    recognized = recognizer["@reverse"]["recognizedBy"]
    assert [each["url"].removeprefix(full_site.base) for each in recognized] == [
        "catalog/every-field/v3/",
        "stacks/every-step/v2/",
    ]
    issuer = _about(full_site, "issuers/full-agency/")
    assert issuer["logo"] == f"{full_site.base}issuers/full-agency/logo.png"
    framework = _about(full_site, "frameworks/every-field/")
    assert [item["termCode"] for item in framework["hasDefinedTerm"][:2]] == ["1.10", "010"]
    glossary = _about(full_site, "glossary/")
    assert glossary["@type"] == "DefinedTermSet"
    term = _about(full_site, "glossary/every-field/")
    assert term["@id"] == f"{full_site.base}glossary/#every-field"
    assert term["inDefinedTermSet"]["@id"] == glossary["@id"]
    assert term["@id"] in {each["@id"] for each in glossary["hasDefinedTerm"]}
    assert term["subjectOf"]["datePublished"] == "2016-03-01"


def test_home_is_about_the_site(full_site: Site) -> None:
    """The home page names the site as its owner does."""
    document = _document(full_site, "index.html")
    page, site = document["@graph"]
    assert (page["@type"], site["@type"]) == ("WebPage", "WebSite")
    assert site["name"] == "Every Field & <b>Every Trap</b>"
    assert site["description"] == "Every field."
    assert page["isPartOf"] == {"@id": site["@id"]}


def test_hand_written_page_is_a_page_of_the_site(site: Site) -> None:
    """A page of the owner's has its title, its description and its way from home."""
    page, trail = _document(site, "about/for-badge-systems/index.html")["@graph"]
    assert page["@type"] == "WebPage"
    assert page["isPartOf"] == {"@id": f"{site.base}#website"}
    assert page["description"]
    assert trail["@type"] == "BreadcrumbList"


def test_text_cannot_end_the_script() -> None:
    """No text can end the script element, or open a comment in it."""
    text = to_script({"a": "</script><!--<script>&", "b": ["\u2028"]})
    assert text == (
        '{"a":"\\u003c/script\\u003e\\u003c!--\\u003cscript\\u003e\\u0026","b":["\\u2028"]}'
    )
