"""The settings: `extra.badgepress` in mkdocs.yml."""

import re
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, Field

from badgepress.model.fields import DISTINCT, Amount, Authored, Id, Text, Url, short, wrong

_SUCH_AS = "such as https://badges.example.org/"
_FILE = re.compile(r"\.(?:x?html?|php|aspx?|jsp|json|xml|md)$", re.IGNORECASE)


def _base_url(value: str) -> str:
    if "?" in value or "#" in value:
        raise wrong(
            "base-url",
            "the address has a question mark or a #",
            f"write the site's public home alone, {_SUCH_AS}",
        )
    folders = [unquote(part) for part in urlsplit(value).path.removesuffix("/").split("/")[1:]]
    if odd := [part for part in folders if part in ("", ".", "..")]:
        shown = f"'{odd[0]}' as a folder" if odd[0] else "two slashes in a row"
        raise wrong("base-url", f"the address has {shown}", f"write it without, {_SUCH_AS}")
    if folders and _FILE.search(folders[-1]):
        message = f"the address ends with a file's name ('{short(folders[-1])}')"
        raise wrong("base-url", message, f"write the folder alone, {_SUCH_AS}")
    return value.removesuffix("/") + "/"


def _corrections(value: str) -> str:
    if not re.fullmatch(
        r"[^@\s/]+@[^@\s/]+\.[^@\s/]+|https://[^\s/?#]+(?:/[^\s/?#]+){2,}/?", value
    ):
        raise wrong(
            "corrections",
            f"'{short(value)}' is neither an e-mail address nor a repository's address",
            "write one such as badges@example.org, or https://github.com/OWNER/REPOSITORY",
        )
    return value


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
    corrections: Annotated[Text, AfterValidator(_corrections)] | None = None
    """Where readers propose corrections: an e-mail address, or a repository such as
    https://github.com/OWNER/REPOSITORY; left out, pages offer none."""
    notice: Text | None = None
    """One sentence shown on every page, such as what this site is not."""
