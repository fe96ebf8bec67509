"""The words that generated catalogs are made of: varied enough to be worth a search."""

import random
import re

TERMS = (
    "micro-credential", "earner", "issuer", "recognizer", "artifact", "rubric", "stack", "badge",
    "review process", "backpack", "assertion", "learning outcome", "competency", "renewal credit",
    "continuing education unit", "reflection", "portfolio", "formative assessment", "scaffold",
    "digital citizenship", "blended learning", "learning analytics", "accessibility", "coaching",
    "universal design", "peer review", "fair use", "open license", "metacognition", "feedback",
    "differentiation", "inquiry", "inclusion", "mentoring", "mastery", "evidence", "criterion",
    "work sample", "learning community", "pacing", "retrieval practice", "data literacy", "equity",
    "computational thinking", "media literacy", "privacy", "station rotation", "exit ticket",
    "student agency", "professional learning",
)  # fmt: skip
"""The glossary's fifty terms."""

TOPICS = (
    "Formative Questions", "Éducation aux médias", "Lesson Study", "Aprendizaje por proyectos",
    "Żywe laboratorium", "Quiet Students’ Voices", "Ünterricht im Wechsel", "Reading Ramps",
    "Data Conversations", "Naïve Conceptions", "探究の学び", "Open Textbooks", "Çocuk ve kodlama",
    "Accessible Slides", "Family Partnerships", "Señales de comprensión", "Peer Feedback",
    "Student Podcasts", "Fractions with Meaning", "Музика та мова", "Maker Notebooks",
    "Field Work by Phone", "Lab Safety & Curiosity", "Crème de la crème: Model Texts",
)  # fmt: skip
"""Half of them with letters beyond ASCII."""

PLACES = ("in Grade 3", "in Biology", "for Newcomers", "at Home", "with Tablets", "in Choir",
          "in Algebra I", "in Rural Schools", "for Media Centers", "in Teams")  # fmt: skip

ICONS = ("school", "account-group", "chart-line", "copyright", "lightbulb", "book-open-variant",
         "laptop", "compass", "shield-check", "handshake", "comment-text", "magnify", "puzzle",
         "rocket-launch", "tree", "pencil", "calculator", "music", "palette", "flask")  # fmt: skip

_WHO = ("The educator", "A team of two", "Each group", "The earner", "Every student", "A colleague",
        "The class", "A mentor")  # fmt: skip
_VERBS = ("collects", "compares", "documents", "explains", "revises", "plans", "observes",
          "discusses", "records", "sorts", "questions", "shares")  # fmt: skip
_THINGS = ("two pieces of student work", "notes from three lessons", "the goals of a unit",
           "what students already know", "a short recording", "answers from a survey",
           "the reasons for a choice", "a seating plan", "questions that came up",
           "the first draft", "results of the last quarter", "the turning point")  # fmt: skip
_HOW = ("before the unit begins", "with a colleague", "against the goals", "week by week",
        "in plain language", "without names or faces", "at the end of each lesson",
        "so that others can follow", "in at most ten minutes", "and acts upon it")  # fmt: skip
_PROSE = (
    "{who} {verb} {thing} {how}: this is {term}.",
    "{who} {verb} {thing}, and says how the {term} changed.",
    "Nothing counts as {term} unless {low} {verb} {thing}.",
    "With {term} in mind, {low} {verb} {thing}.",
    "It names one {term} and {verb} {thing}.",
)
_MARKED = (
    "**{who}** {verb} {thing} {how}; see the [{term}](https://www.example.org/{slug}/) for why.",
    "{who} {verb} *{thing}* {how} and notes it as `{term}`.",
)
_LISTED = "\n\n- {who} {verb} {thing}.\n- What does the {term} show {how}?\n"


def sentence(rng: random.Random, marked: bool = False) -> str:
    """One sentence on teaching; with `marked`, it has Markdown in it."""
    return _filled(rng, rng.choice(_MARKED if marked else _PROSE))


def prose(rng: random.Random, sentences: int) -> str:
    """A field of prose: in one of three, there is Markdown, now and then with a list."""
    marked = rng.random() < 1 / 3
    said = [sentence(rng, marked and number == 0) for number in range(sentences)]
    listed = _filled(rng, _LISTED) if marked and sentences > 1 and rng.random() < 0.5 else ""
    return " ".join(said) + listed


def about(rng: random.Random) -> str:
    """A sentence that surely names a term of the glossary."""
    return _filled(rng, "About {term}: {low} {verb} {thing} {how}.")


def slug(text: str) -> str:
    """A text as an id."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def _filled(rng: random.Random, template: str) -> str:
    who, term = rng.choice(_WHO), rng.choice(TERMS)
    return template.format(
        who=who,
        low=who[0].lower() + who[1:],
        verb=rng.choice(_VERBS),
        thing=rng.choice(_THINGS),
        how=rng.choice(_HOW),
        term=term,
        slug=slug(term),
    )
