"""The scripted life of a catalog: what owners do to it over the years, by chance but repeatably."""

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SMALL
from killing import Killed, killed_at
from publishing import FIRST_DAY, edit

from badgepress import badge_files, pictures
from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK, Kind
from badgepress.load import load
from badgepress.problems import Problems
from badgepress.published.amend import amend
from badgepress.published.publish import publish
from badgepress.published.revise import move, revise
from badgepress.published.texts import to_yaml

HOMES = (
    "https://credentials.southfield.education/badges/",
    # The folder's own parent: addresses below the one begin like those below the other.
    "https://credentials.southfield.education/",
)
MOVES = {70: HOMES[0], 140: HOMES[1]}
UPGRADES = (35, 90, 120, 165)
_WORDS = [
    "care",
    "craft",
    "media",
    "text",
    "sound",
    "image",
    "data",
    "rights",
    "sources",
    "safety",
    "voices",
    "maps",
    "code",
    "play",
]


class Life:
    """A catalog that changes step by step; every step leaves it as an owner would commit it."""

    def __init__(self, root: Path, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.documents = load(root, Problems())
        """What the folder held after the last step."""
        self.day = FIRST_DAY
        self.amended: tuple[Kind, str] | None = None
        """What the last step amended."""
        self.redirects: list[tuple[str, str]] = []
        """What each earlier host redirects, as the last move has said."""
        self._chance = random.Random(seed)  # noqa: S311 - a script, not a secret
        self._patch = patch
        self._count = 0
        self._engine = 0

    def step(self, number: int) -> str:
        """Do one thing; returns what."""
        self.day += timedelta(days=self._chance.randint(1, 20))
        self.amended = None
        if number in MOVES:
            return self._move(MOVES[number])
        if number in UPGRADES:
            return self._upgrade()
        for action in self._in_some_order():
            if done := action():
                return done
        raise AssertionError("nothing could be done")

    def _in_some_order(self) -> Iterator[Callable[[], str]]:
        weights: dict[Callable[[], str], int] = {
            self._publish: 30, self._publish_killed: 8, self._correct: 22, self._revise: 22,
            self._activate: 14, self._rename: 16, self._rename_party: 6, self._retire: 8,
            self._split: 4, self._merge: 4, self._add: 14, self._add_stack: 8, self._add_term: 6,
            self._add_issuer: 2, self._change_outside: 8, self._change_issuer: 6,
            self._change_recognizer: 4,
        }  # fmt: skip
        while weights:
            (action,) = self._chance.choices(list(weights), list(weights.values()))
            del weights[action]
            yield action

    # What is there

    def _heads(
        self, *, status: str = "active", published: bool | None = None
    ) -> list[tuple[Kind, str, Path]]:
        """Kind, id and file of what has that status; `published`: whether this version is."""
        return [
            (kind, entry.id, entry.file.path)
            for kind in (MICRO_CREDENTIAL, STACK)
            for entry in self.documents.entries[kind.name].values()
            if entry.data.status == status
            and published in (None, entry.data.version in self._published(kind, entry.id))
        ]

    def _published(self, kind: Kind, entity_id: str) -> Collection[int]:
        return self.documents.published.of(kind.name, entity_id)

    def _choose(self, items: Sequence[Any]) -> Any:
        return self._chance.choice(items) if items else None

    def _new_id(self) -> str:
        self._count += 1
        return f"{self._chance.choice(_WORDS)}-{self._count}"

    def _set(self, path: Path, **changes: Any) -> None:
        edit(self.root, path.relative_to(self.root).as_posix(), changes)

    def _read(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        return values

    def _sentence(self) -> str:
        return " ".join(self._chance.choices(_WORDS, k=5)).capitalize() + "."

    # What is published

    def _publish(self) -> str:
        done = publish(self.root, today=self.day)
        return f"publish {len(done.versions)} versions" if done.versions or done.addresses else ""

    def _publish_killed(self) -> str:
        last = self._chance.randint(1, 12)
        with suppress(Killed), killed_at(last):
            publish(self.root, today=self.day)
        return f"publish, killed at {last}"

    def _correct(self) -> str:
        chosen = self._choose(
            self._heads(published=True) + self._heads(status="retired", published=True)
        )
        if chosen is None:
            return ""
        kind, entity_id, path = chosen
        text = self._sentence()
        changes = [{"summary": text}, {"tags": text[:-1].lower().split(" ", 1)}]
        if artwork := self._read(path).get("artwork"):
            changes.append({"artwork": artwork | {"stars": (artwork.get("stars", 0) + 1) % 4}})
        before = self._read(path)
        self._set(path, **self._choose(changes))
        if self._read(path) == before:
            return ""
        amend(self.root, f"{kind.address}/{entity_id}", f"Better: {text}", today=self.day)
        self.amended = kind, entity_id
        return f"amend {entity_id}"

    def _revise(self) -> str:
        chosen = self._choose(self._heads(published=True))
        if chosen is None:
            return ""
        kind, entity_id, path = chosen
        number = revise(self.root, f"{kind.address}/{entity_id}").number
        if kind is STACK:
            self._set(path, description=self._sentence())
        else:
            hours = self._chance.choice([5, 10, 20, 30])
            self._set(path, competency=self._sentence(), hours=hours, ceu=hours / 10)
        if self._chance.random() < 0.6:
            self._set(path, status="active")
        return f"revise {entity_id} to {number}"

    def _activate(self) -> str:
        chosen = self._choose(self._heads(status="draft"))
        if chosen is None:
            return ""
        self._set(chosen[2], status="active")
        return f"activate {chosen[1]}"

    # Names

    def _rename(self) -> str:
        chosen = self._choose(self._heads() + self._heads(status="retired"))
        return self._renamed(chosen[2]) if chosen else ""

    def _rename_party(self) -> str:
        if self._chance.random() < 0.3:
            return self._rename_term()
        kind = self._choose((ISSUER, RECOGNIZER, FRAMEWORK))
        return self._renamed(self._choose(sorted((self.root / kind.folder).glob("*.yaml"))))

    def _renamed(self, path: Path) -> str:
        new = self._new_id()
        formerly = [*self._read(path).get("formerly", ()), path.stem]
        self._set(path, formerly=formerly)
        path.rename(path.with_name(f"{new}.yaml"))
        return f"rename {path.stem} to {new}"

    def _rename_term(self) -> str:
        terms = self._read(self.root / "glossary.yaml")["terms"]
        term = self._choose(terms)
        old, new = term["id"], self._new_id()
        term["formerly"] = [*term.get("formerly", ()), old]
        term["id"] = new
        (self.root / "glossary.yaml").write_text(to_yaml({"terms": terms}), "utf-8")
        return f"rename term {old} to {new}"

    # What comes and goes

    def _retire(self) -> str:
        heads = self._heads(published=True)
        chosen = self._choose(heads)
        if len(heads) < 6 or chosen is None:
            return ""
        kind, entity_id, path = chosen
        others = [each for k, each, _ in heads if k is kind and each != entity_id]
        replacements = self._chance.sample(others, min(len(others), self._chance.randint(0, 2)))
        self._retired(path, replacements)
        return f"retire {entity_id} for {replacements}"

    def _retired(self, path: Path, replacements: Sequence[str]) -> None:
        retired = {"date": self.day.isoformat(), "reason": self._sentence()}
        self._set(path, status="retired", retired=retired | {"replaced_by": list(replacements)})

    def _split(self) -> str:
        chosen = self._choose([h for h in self._heads(published=True) if h[0] is MICRO_CREDENTIAL])
        if chosen is None:
            return ""
        parts = [self._made(), self._made()]
        self._retired(chosen[2], parts)
        return f"split {chosen[1]} into {parts}"

    def _merge(self) -> str:
        heads = [h for h in self._heads(published=True) if h[0] is MICRO_CREDENTIAL]
        if len(heads) < 4:
            return ""
        one, other = self._chance.sample(heads, 2)
        whole = self._made()
        for head in (one, other):
            self._retired(head[2], [whole])
        return f"merge {one[1]} and {other[1]} into {whole}"

    def _add(self) -> str:
        if len(self._heads()) > 22:
            return ""
        status = self._chance.choice(["active", "active", "draft"])
        return f"add {self._made(status=status)}"

    def _made(self, **changes: Any) -> str:
        """A new micro-credential."""
        new = self._new_id()
        values = yaml.safe_load((SMALL / "catalog/safe-online.yaml").read_text("utf-8"))
        (framework,) = self.documents.entries[FRAMEWORK.name]
        issuers = sorted(self.documents.entries[ISSUER.name])
        known = [each for kind, each, _ in self._heads() if kind is MICRO_CREDENTIAL]
        values |= {
            "name": f"Name of {new}",
            "competency": self._sentence(),
            "summary": self._sentence(),
            "alignments": [f"{framework}/safety"],
            "issuer": self._choose(issuers),
            "prerequisites": self._chance.sample(known, min(len(known), 2)),
        }
        (self.root / f"catalog/{new}.yaml").write_text(to_yaml(values | changes), "utf-8")
        return new

    def _add_stack(self) -> str:
        heads = self._heads()
        if len(heads) > 26:
            return ""
        known = [each for kind, each, _ in heads if kind is MICRO_CREDENTIAL]
        stacks = [each for kind, each, _ in heads if kind is STACK]
        if len(known) < 4:
            return ""
        one, *others = self._chance.sample(known, 4)
        steps: list[dict[str, Any]] = [
            {"micro_credential": one},
            {"any": {"at_least": 2, "of": others}},
        ]
        if stacks:
            steps.append({"stack": self._choose(stacks), "note": self._sentence()})
        new = self._new_id()
        values = yaml.safe_load((SMALL / "stacks/media-teacher.yaml").read_text("utf-8"))
        issuers = sorted(self.documents.entries[ISSUER.name])
        values |= {"name": f"Name of {new}", "steps": steps, "issuer": self._choose(issuers)}
        values["awards"] = self._chance.choice(["none", "stack", "credential"])
        (self.root / f"stacks/{new}.yaml").write_text(to_yaml(values), "utf-8")
        return f"add stack {new}"

    def _add_term(self) -> str:
        values = self._read(self.root / "glossary.yaml")
        new = self._new_id()
        term = {"id": new, "term": new.replace("-", " "), "definition": self._sentence()}
        about = {"source": {"title": "Ours"}, "since": self.day.isoformat(), "status": "current"}
        values["terms"].append(term | about)
        (self.root / "glossary.yaml").write_text(to_yaml(values), "utf-8")
        return f"add term {new}"

    def _add_issuer(self) -> str:
        folder = self.root / ISSUER.folder
        first = sorted(folder.glob("*.yaml"))
        if len(first) > 3:
            return ""
        new = self._new_id()
        values = self._read(first[0]) | {"name": f"Agency of {new}", "formerly": None}
        kept = {name: value for name, value in values.items() if value is not None}
        (folder / f"{new}.yaml").write_text(to_yaml(kept), "utf-8")
        return f"add issuer {new}"

    # What changes beside the badges

    def _change_outside(self) -> str:
        chosen = self._choose([h for h in self._heads() if h[0] is MICRO_CREDENTIAL])
        if chosen is None:
            return ""
        self._set(chosen[2], resources=[{"title": self._sentence()}])
        return f"other resources for {chosen[1]}"

    def _change_issuer(self) -> str:
        path = self._choose(sorted((self.root / ISSUER.folder).glob("*.yaml")))
        guide = self._read(path)["scoring_guide"]
        for level in guide["levels"]:
            level["name"] = self._chance.choice(_WORDS).capitalize()
            level["description"] = self._sentence()
        review = self._read(path)["review"] | {"days": self._chance.randint(1, 60)}
        self._set(path, scoring_guide=guide, review=review)
        return f"another scoring guide of {path.stem}"

    def _change_recognizer(self) -> str:
        path = self._choose(sorted((self.root / RECOGNIZER.folder).glob("*.yaml")))
        self._set(path, description=self._sentence())
        return f"another description of {path.stem}"

    def _move(self, home: str) -> str:
        if self.documents.published.homes is None:
            publish(self.root, today=self.day)
        done = move(self.root, home, today=self.day)
        self.redirects = [(before, done.after) for before in done.before]
        return f"move to {home}"

    def _upgrade(self) -> str:
        """From now on the engine derives every document and picture in another way."""
        self._engine += 1
        engine = self._engine
        for name in ("badge_class", "achievement"):
            self._patch.setattr(badge_files, name, _newer(getattr(badge_files, name), engine))
        draw = pictures.artwork.draw
        self._patch.setattr(
            pictures.artwork,
            "draw",
            lambda design: draw(design).replace("</svg>", f"<!-- engine {engine} --></svg>"),
        )
        pictures._drawn.cache_clear()
        return f"engine {engine}"


def _newer(derive: Callable[..., dict[str, Any]], engine: int) -> Callable[..., dict[str, Any]]:
    def derived(*arguments: Any) -> dict[str, Any]:
        document = derive(*arguments)
        narrative = f"In the words of engine {engine}: {document['criteria']['narrative']}"
        document["criteria"] = document["criteria"] | {"narrative": narrative}
        return {"@context": document["@context"], **dict(reversed(document.items()))}

    return derived
