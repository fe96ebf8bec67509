"""The settings: `extra.badgepress` in mkdocs.yml."""

from typing import Annotated

from pydantic import AfterValidator, Field

from badgepress.model.fields import DISTINCT, Amount, Authored, Id, Text, Url, wrong


def _base_url(value: str) -> str:
    if "?" in value or "#" in value:
        raise wrong(
            "base-url",
            "the address has a question mark or a #",
            "write the site's public home alone, such as https://badges.example.org/",
        )
    return value.rstrip("/") + "/"


class Settings(Authored):
    """What holds for the whole site."""

    base_url: Annotated[Url, Field(max_length=150), AfterValidator(_base_url)]
    """The site's public home, for ever; all ids in badge documents are made from it."""
    hours_per_ceu: Amount = 10
    """Hours of professional learning that make one CEU."""
    renewal_categories: dict[Id, Text] = Field(default_factory=dict)
    """Categories of license renewal: id → name. States differ."""
    roles: Annotated[tuple[Text, ...], *DISTINCT] = ()
    """Roles that an audience may name; left out, any."""
    grades: Annotated[tuple[Text, ...], *DISTINCT] = ()
    """Grade bands that an audience may name, in their order; left out, any."""
    notice: Text | None = None
    """One sentence shown on every page, such as what this site is not."""
