"""What fields of several platforms' forms are filled in with."""

from badgepress.platforms.badge import Badge


def name(badge: Badge) -> str:
    """The badge's name."""
    text: str = badge.document["name"]
    return text


def description(badge: Badge) -> str:
    """The badge's description."""
    text: str = badge.document["description"]
    return text


def with_address(most: int | None) -> "_WithAddress":
    """The description and, where both fit, the badge class's address."""
    return _WithAddress(most)


class _WithAddress:
    def __init__(self, most: int | None) -> None:
        self._most = most

    def __call__(self, badge: Badge) -> str:
        both = f"{description(badge)} {badge.address}"
        return both if self._most is None or len(both) <= self._most else description(badge)


def address(badge: Badge) -> str:
    """The badge class's address."""
    return badge.address


def criteria(badge: Badge) -> str:
    """The address of the page that says what is required."""
    return badge.criteria


def narrative(badge: Badge) -> str:
    """Everything that is required, in Markdown."""
    return badge.narrative


def image(badge: Badge) -> str:
    """The address of the PNG."""
    return badge.image


def version(badge: Badge) -> str:
    """The version's number."""
    return str(badge.data.version)


def tags(badge: Badge) -> str:
    """The tags, separated by commas, which none of them has."""
    return ", ".join(badge.document.get("tags") or [])


def expiry(badge: Badge) -> str:
    """How long an award is valid, in words."""
    text = getattr(badge.data, "valid_for", None)
    return text or "does not expire"


def alignments(badge: Badge) -> str:
    """The alignments, one a paragraph."""
    return "\n\n".join("\n".join(_lines(each)) for each in badge.alignments)


def _lines(alignment: dict[str, str]) -> list[str]:
    names = {
        "targetName": "Name",
        "targetUrl": "URL",
        "targetDescription": "Description",
        "targetFramework": "Framework",
        "targetCode": "Code",
    }
    return [f"{label}: {alignment[key]}" for key, label in names.items() if key in alignment]


def issuer_name(badge: Badge) -> str:
    """The issuer's name."""
    return badge.issuer.data.name


def issuer_url(badge: Badge) -> str:
    """The issuer's home page."""
    return badge.issuer.data.url


def issuer_email(badge: Badge) -> str:
    """The issuer's e-mail address."""
    return badge.issuer.data.email
