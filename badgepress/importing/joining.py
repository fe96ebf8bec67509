"""Several documents of one thing: its versions, and what each standard says of it."""

from collections.abc import Iterator

from badgepress.importing.found import Found, Remark, issuers_of


def newest(items: list[Found], remarks: list[Remark]) -> Iterator[Found]:
    """Everything once: of several versions the latest, of several documents what all say."""
    best: dict[tuple[str, str], Found] = {}
    for found in items:
        key = (found.kind.name, found.id)
        if found.id and _rank(found) > _rank(best.get(key)):
            best[key] = found
    for found in items:
        kept = best.get((found.kind.name, found.id), found) if found.id else found
        if kept is found:
            continue
        latest = kept.values.get("version", 1)
        number = found.values.get("version", latest)
        if number == latest:
            _join(kept, found)
        else:
            message = f"it is version {number} of '{found.id}'; version {latest} was taken"
            remarks.append(Remark(found.at, message, "import it alone if you need it"))
    yield from (each for each in items if not each.id or best[each.kind.name, each.id] is each)


def issuers_once(items: list[Found]) -> dict[int, Found]:
    """`id()` of every issuer that stands alone or is named → the one that stands for it.

    Documents of one issuer have the same id of badgepress; or else the same name and no two home
    pages; or, where one has no name, the same home page.
    """
    stands: dict[int, Found] = {}
    known: dict[tuple[str, str], Found] = {}
    # Those that say most first: what has no id or name finds them.
    order = sorted(issuers_of(items), key=lambda each: (not each.id, not each.values.get("name")))
    for found in order:
        name = str(found.values.get("name", "")).casefold()
        url = str(found.values.get("url", "")).rstrip("/")
        keys = [("id", found.id), ("name", name), ("name and url", f"{name} {url}")]
        keys += [("url", url)] if not name else []
        same = next((known[key] for key in keys if key in known and _fits(known[key], found)), None)
        if same is not None:
            _join(same, found)
        kept = stands[id(found)] = same or found
        for key in (*keys, ("url", url)):
            if key[1].strip():
                known.setdefault(key, kept)
    return stands


def _fits(one: Found, other: Found) -> bool:
    """Whether nothing says that two issuers are two."""
    if one.id and other.id:
        return one.id == other.id
    urls = {str(each.values["url"]).rstrip("/") for each in (one, other) if "url" in each.values}
    return len(urls) < 2


def _join(kept: Found, other: Found) -> None:
    """Add what another document says of the same thing."""
    for name, value in other.values.items():
        if kept.values.setdefault(name, value) != value:
            kept.note(f"{name} ({other.form})", value)
    kept.alignments += [each for each in other.alignments if each not in kept.alignments]
    kept.notes += [each for each in other.notes if each not in kept.notes]
    kept.issuer = kept.issuer or other.issuer
    kept.picture = kept.picture or other.picture
    kept.drop(*other.dropped)


def _rank(found: Found | None) -> tuple[int, bool, int]:
    """What makes one of several documents of a thing the better one."""
    if found is None:
        return (-1, False, 0)
    version = found.values.get("version", 1)
    number = version if isinstance(version, int) else 0
    return (number, "3.0" in found.form, len(found.values))
