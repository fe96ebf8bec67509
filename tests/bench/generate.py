"""A realistic project of any size, the same bytes for the same number.

    python -m tests.bench.generate 1000 /tmp/project

Micro-credentials of about 350 words, with markup in a third of the fields, glossary terms in all,
names beyond ASCII, prerequisites, stacks of stacks, issuers, recognizers and a framework.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.bench import words

ROOT = Path(__file__).resolve().parents[2]
AREAS = ("lead-and-learn", "citizenship", "content-and-teaching", "data-and-judgment")
COLORS = ("#5b2a86", "#1177a3", "#b8500c", "#2e7d32")
SHAPES = ("hexagon", "circle", "shield", "square", "octagon", "rosette")
LEVELS = ("foundational", "intermediate", "advanced")
ROLES = ("teacher", "media coordinator", "instructional coach", "school administrator")
GRADES = ("PreK", "K-5", "6-8", "9-12")
CATEGORIES = {"subject-area": "Subject area", "literacy": "Literacy", "general": "General"}
ISSUERS = 5
RATINGS = ("passing", "basic", "developing")

SMALLEST = 10
"""Stacks need some to choose from."""

Document = dict[str, Any]


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes long and multi-line text the way people do."""


def _text(dumper: Any, value: str) -> Any:
    style = "|" if "\n" in value else ">" if len(value) > 80 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def generate(folder: Path, size: int, terms: int = len(words.TERMS)) -> None:
    """Write a project with so many micro-credentials and terms into a folder, new or empty."""
    files: dict[str, Document] = {
        "mkdocs.yml": _config(ROOT / "build_hooks.py", nav=True),
        "mkdocs-plain.yml": _config(Path(__file__).with_name("plain.py"), nav=False),
        "glossary.yaml": {"terms": [_term(number) for number in range(terms)]},
        "catalog/frameworks/teaching.yaml": _framework(),
    }
    files |= {f"catalog/issuers/{issuer_id(n)}.yaml": _issuer(n) for n in range(ISSUERS)}
    for name, document in files.items():
        _write(folder / name, document)
    for number in range(size):
        _write(folder / place_of(number), _micro_credential(number))
    for number in range(stack_count(size)):
        _write(folder / f"stacks/{stack_id(number)}.yaml", _stack(number, size))
    for number in range(max(3, size // 100)):
        _write(folder / f"catalog/recognizers/district-{number}.yaml", _recognizer(number, size))
    for name, text in _PAGES.items():
        page = folder / "pages" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")


def _write(path: Path, document: Document) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, "utf-8")


def _rng(kind: str, number: int) -> random.Random:
    """Randomness of its own for each document, so that a larger catalog begins like a smaller."""
    return random.Random(f"{kind} {number}")  # noqa: S311 - nothing secret


# Names


def name_of(number: int) -> str:
    """A micro-credential's name, each its own."""
    topic = words.TOPICS[number % len(words.TOPICS)]
    place = words.PLACES[number // len(words.TOPICS) % len(words.PLACES)]
    series = number // (len(words.TOPICS) * len(words.PLACES))
    return f"{topic} {place}" + (f", Part {series + 1}" if series else "")


def id_of(number: int) -> str:
    """A micro-credential's id."""
    return f"{words.slug(name_of(number))[:50].strip('-')}-{number}"


def place_of(number: int) -> str:
    """A micro-credential's file, in a folder of its focus area."""
    return f"catalog/{AREAS[number % len(AREAS)]}/{id_of(number)}.yaml"


def issuer_id(number: int) -> str:
    """An issuer's id."""
    return f"agency-{number % ISSUERS}"


def stack_id(number: int) -> str:
    """A stack's id."""
    return f"path-{number}"


def stack_count(size: int) -> int:
    """How many stacks go with so many micro-credentials."""
    return max(2, size // 20)


# Documents


def _micro_credential(number: int) -> Document:
    rng = _rng("micro-credential", number)
    hours = rng.choice((5, 10, 15, 20))
    return {
        **_offered(rng, number, name_of(number)),
        "competency": words.about(rng),
        "rationale": words.prose(rng, 2),
        "audience": {"roles": rng.sample(ROLES, 2), "grades": rng.sample(GRADES, 2)},
        "level": LEVELS[number % 3],
        "hours": hours,
        "ceu": hours / 10,
        "renewal_category": rng.choice(list(CATEGORIES)),
        "valid_for": "5 years",
        "alignments": _alignments(rng, number),
        "method": {
            "key": words.prose(rng, 1),
            "components": [_component(rng, n) for n in range(3)],
        },
        "parts": [_part(rng, kind) for kind in ("overview", "artifact", "reflection")],
        "prerequisites": _prerequisites(rng, number),
        "resources": [_link(rng, "Guide"), _link(rng, "Example")],
        "research": [_link(rng, "Study")],
        "tags": rng.sample(words.TERMS, 3),
        "artwork": _artwork(rng, number, rng.choice(("Teachers", "K-5", "Coaches", "Leadership"))),
    }


def _offered(rng: random.Random, number: int, name: str) -> Document:
    document: Document = {
        "name": name,
        "version": 2 if number % 10 == 0 else 1,
        "status": "active",
        "issuer": issuer_id(number),
        "summary": f"{words.about(rng)} {words.sentence(rng)}",
    }
    if number % 50 == 49:
        document["status"] = "retired"
        document["retired"] = {"date": date(2026, 6, 30), "reason": words.sentence(rng)}
    return document


def _alignments(rng: random.Random, number: int) -> list[str]:
    area = AREAS[number % len(AREAS)]
    found = [f"teaching/{area}-{rng.randrange(3)}"]
    if rng.random() < 0.3:
        found.append(f"teaching/{AREAS[(number + 1) % len(AREAS)]}-{rng.randrange(3)}")
    return found


def _component(rng: random.Random, number: int) -> Document:
    name = f"{('Look', 'Try', 'Judge')[number]} at {rng.choice(words.TERMS)}"
    return {"name": name, "description": words.prose(rng, 1)}


def _part(rng: random.Random, kind: str) -> Document:
    part: Document = {
        "kind": kind,
        "name": f"Your {rng.choice(words.TERMS)}",
        "prompt": words.prose(rng, 2),
    }
    if kind != "artifact":
        part["words"] = {"min": 200, "max": 500}
    if kind == "artifact" and rng.random() < 0.3:
        part["criteria"] = [{"name": n, "rubric": _rubric(rng)} for n in ("Accuracy", "Use")]
    else:
        part["rubric"] = _rubric(rng)
    return part


def _rubric(rng: random.Random) -> Document:
    return {rating: words.sentence(rng, rng.random() < 1 / 3) for rating in RATINGS}


def _prerequisites(rng: random.Random, number: int) -> list[str]:
    """Earlier ones only, so that there is no circle."""
    earlier = range(max(0, number - 40), number)
    return [id_of(n) for n in rng.sample(earlier, min(len(earlier), rng.choice((0, 0, 1, 2))))]


def _link(rng: random.Random, what: str) -> Document:
    term = rng.choice(words.TERMS)
    return {"title": f"{what}: {term}", "url": f"https://www.example.org/{words.slug(term)}/"}


def _artwork(rng: random.Random, number: int, banner: str) -> Document:
    icon = rng.choice(words.ICONS)
    shape = SHAPES[number % len(SHAPES)]
    return {"shape": shape, "icon": icon, "stars": number % 4, "banner": banner}


def _stack(number: int, size: int) -> Document:
    """Every fourth one is made of the two stacks before it, every sixteenth of such ones."""
    rng = _rng("stack", number)
    awards = ("stack", "credential", "none")[number % 3]
    ids = [id_of(n) for n in rng.sample(range(size), min(6, size))]
    steps: list[Document] = [{"micro_credential": key, "note": words.about(rng)} for key in ids[:3]]
    steps.append({"any": {"at_least": 1, "of": ids[3:]}, "note": words.sentence(rng)})
    if number % 16 == 15:
        steps = [{"stack": stack_id(number - 4)}, {"stack": stack_id(number - 8)}, steps[0]]
    elif number % 4 == 3:
        steps = [{"stack": stack_id(number - 1)}, {"stack": stack_id(number - 2)}, steps[0]]
    document = {
        **_offered(rng, number, f"Path {number + 1}: {words.TOPICS[number % len(words.TOPICS)]}"),
        "awards": awards,
        "description": words.prose(rng, 3),
        "steps": steps,
    }
    if awards != "none":
        document["artwork"] = _artwork(rng, number, "Path")
    return document


def _recognizer(number: int, size: int) -> Document:
    """Only the first three recognize an issuer as a whole, or pages would grow with the catalog."""
    rng = _rng("recognizer", number)
    targets = [("micro_credential", id_of(n)) for n in rng.sample(range(size), min(12, size))]
    targets += [("stack", stack_id(rng.randrange(stack_count(size))))]
    if number < 3:
        targets.append(("issuer", issuer_id(number)))
    return {
        "name": f"Bezirk Nº {number + 1} (São Tomé)",
        "kind": "local education agency",
        "url": f"https://district-{number}.example.org/",
        "description": words.prose(rng, 3),
        "recognizes": [_recognition(rng, kind, target) for kind, target in targets],
    }


def _recognition(rng: random.Random, kind: str, target: str) -> Document:
    return {
        kind: target,
        "since": date(2026, 8, 1),
        "as": {"ceu": rng.choice((0.5, 1.0)), "renewal_category": rng.choice(list(CATEGORIES))},
        "for": rng.choice(("renewal", "hiring", "pay", "leadership")),
        "roles": rng.sample(ROLES, 1),
        "conditions": words.about(rng),
        "source": "https://www.example.org/policy/",
    }


def _issuer(number: int) -> Document:
    rng = _rng("issuer", number)
    levels = [{"id": r, "name": r.capitalize(), "description": words.about(rng)} for r in RATINGS]
    return {
        "name": f"Agentur für Lehre {number + 1}",
        "url": "https://badges.example.org/",
        "email": f"agency-{number}@example.org",
        "description": words.prose(rng, 3),
        "artwork": _artwork(rng, number, "Agency"),
        "scoring_guide": {"levels": levels, "pass": "every part at passing"},
        "review": {"by": words.about(rng), "days": 14, "resubmission": words.prose(rng, 2)},
        "apply": {"url": "https://badges.example.org/apply/", "fee": "none"},
    }


def _framework() -> Document:
    rng = _rng("framework", 0)
    return {
        "name": "Competencies for Teaching",
        "publisher": "Ministerio de Educación",
        "url": "https://www.example.org/framework/",
        "description": words.prose(rng, 3),
        "focus_areas": [_focus_area(rng, *area) for area in zip(AREAS, COLORS, strict=True)],
    }


def _focus_area(rng: random.Random, area: str, color: str) -> Document:
    name = area.replace("-", " ").capitalize()
    competencies = [
        {"id": f"{area}-{n}", "name": f"{name} {n + 1}", "description": words.about(rng)}
        for n in range(3)
    ]
    return {"id": area, "name": name, "color": color, "competencies": competencies}


def _term(number: int) -> Document:
    rng = _rng("term", number)
    # Beyond the words that texts use, terms that begin as those do.
    series, number = divmod(number, len(words.TERMS))
    term = words.TERMS[number] + (f" of kind {series}" if series else "")
    following = words.TERMS[(number + 1) % len(words.TERMS)]
    return {
        "id": words.slug(term),
        "term": term.capitalize(),
        "definition": words.about(rng),
        "forms": [f"{term}s"],
        "see": [words.slug(following)],
        "source": {"title": "Glossary of teaching", "url": "https://www.example.org/glossary/"},
        "since": date(2016, 3, 1),
        "status": "current",
    }


# The site around it

_PAGES = {
    "index.md": "---\ntitle: Catalog of Teaching\nlayout: home\n---\n\nFind what fits.\n",
    "about/index.md": "# About\n\nThis catalog was generated to measure how fast it is built.\n",
}


def _config(hook: Path, *, nav: bool) -> Document:
    """MkDocs' settings; without `nav`, its default one lists every page."""
    config: Document = {
        "site_name": "Catalog of Teaching",
        "docs_dir": "pages",
        "extra": {"generator": False, "badgepress": _settings()},
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.tabs", "navigation.indexes", "navigation.top", "toc.follow"],
        },
        "hooks": [str(hook)],
        "plugins": [] if nav else ["search"],
        "markdown_extensions": ["admonition", "attr_list", "tables", {"toc": {"permalink": True}}],
    }
    if nav:
        config["nav"] = [*_nav(), {"About": "about/index.md"}]
    return config


def _nav() -> Iterator[Document]:
    yield {"Home": "index.md"}
    for name in ("catalog", "stacks", "glossary", "recognizers", "issuers", "frameworks"):
        yield {name.capitalize(): f"{name}/index.md"}


def _settings() -> Document:
    return {
        "base_url": "https://badges.example.org/",
        "hours_per_ceu": 10,
        "renewal_categories": CATEGORIES,
        "roles": list(ROLES),
        "grades": list(GRADES),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("size", type=int, help="how many micro-credentials")
    parser.add_argument("folder", type=Path, help="where to; new or empty")
    chosen = parser.parse_args()
    generate(chosen.folder, chosen.size)
