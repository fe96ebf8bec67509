"""Inspection of picture files that the owner brings along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from .design import ArtworkError
from .png import SIGNATURE, inspect_png
from .raster import MAX_BYTES, trial
from .references import local, outside_references, parse

_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_STARTS = {
    SIGNATURE: "PNG picture",
    b"\xff\xd8\xff": "JPEG picture",
    b"GIF8": "GIF picture",
    b"RIFF": "WebP picture",
    b"BM": "BMP picture",
    b"%PDF": "PDF document",
    b"\x1f\x8b": "compressed file",
}
_ELEMENTS = {
    "svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style",
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image",
    "lineargradient", "radialgradient", "stop", "clippath", "mask", "pattern", "marker", "filter",
    "feblend", "fecolormatrix", "fecomponenttransfer", "fecomposite", "feconvolvematrix",
    "fediffuselighting", "fedisplacementmap", "fedistantlight", "fedropshadow", "feflood",
    "fefunca", "fefuncb", "fefuncg", "fefuncr", "fegaussianblur", "femerge", "femergenode",
    "femorphology", "feoffset", "fepointlight", "fespecularlighting", "fespotlight", "fetile",
    "feturbulence",
}  # fmt: skip
"""What draws, by its name in lower case; an image is refused by what it refers to."""
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ENTRY = re.compile(r"<(?:!doctype\s+)?(?:\w+:)?(html|svg)\b", re.IGNORECASE)
_LENGTH = re.compile(r"\s*\+?(\d+\.?\d*|\.\d+)\s*(?:px|pt|mm|cm|in|pc)?\s*")


def inspect_image(data: bytes, name: str) -> list[str]:
    """Problems of a picture file, each “what is wrong — what to do”; empty if it is good.

    `name` is the file's name; its ending says what the content has to be. SVG is judged as
    if it were opened on its own in a browser, where scripts run and links load. At most
    256 KB; a PNG has exactly 600 by 600 pixels with transparency, an SVG is square.
    """
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if ending not in ("svg", "png"):
        return [
            "The picture's name does not end in .svg or .png — export the picture as SVG or PNG"
        ]
    if len(data) > MAX_BYTES:
        return [
            f"The picture file has {-(-len(data) // 1024)} KB — make it {MAX_BYTES // 1024} KB "
            "or smaller"
        ]
    kind = _kind(data)
    if not kind.lower().startswith(ending):
        return [
            f"The file is named .{ending} but holds {_article(kind)} — export it as "
            f"{ending.upper()}; a new name does not change what is inside"
        ]
    return inspect_png(data) if ending == "png" else _inspect_svg(data)


def svg_faults(data: bytes) -> list[str]:
    """What is dangerous in an SVG of ours: programs, and anything that it would load.

    It is not drawn; one PNG inside, as `wrap_png` puts it there, is fine.
    """
    try:
        root = parse(data)
    except ArtworkError as error:
        return [str(error)]
    return list(_content_problems(root, data, "data:image/png;base64,"))


def _kind(data: bytes) -> str:
    """What the content is, whatever the file's name says."""
    if not data.strip():
        return "nothing"
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    text = data.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    entry = _ENTRY.search(text) if text.startswith("<") else None
    if entry is None:
        return "unknown content"
    return "SVG drawing" if entry[1].lower() == "svg" else "HTML page"


def _article(kind: str) -> str:
    if kind in ("nothing", "unknown content"):
        return kind
    return ("an " if kind[0] in "SH" else "a ") + kind


def _inspect_svg(data: bytes) -> list[str]:
    try:
        root = parse(data)
    except ArtworkError as error:
        return [str(error)]
    if root.tag != f"{_SVG}svg":
        return [
            "The drawing does not start with an svg element of the SVG namespace — export it "
            "again as “plain SVG”"
        ]
    problems = [*_shape_problems(root), *_content_problems(root, data)]
    if not problems and (failure := trial(data)):
        problems.append(failure)
    return problems


def _shape_problems(root: Element) -> Iterator[str]:
    """An SVG has to be square by its viewBox, and by width and height if it has them."""
    box = [_length(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]]
    sides = [_length(root.get("width", "")), _length(root.get("height", ""))]
    sizes = [size for size in (box, sides) if len(size) == 2 and all(size)]
    if not sizes:
        yield "The drawing has no size — give the svg element a viewBox such as 0 0 600 600"
    for width, height in sizes[:2]:
        if abs(width - height) > 0.001 * max(width, height):
            yield f"The drawing is {width:g} by {height:g} — make it square"
            return


def _length(text: str) -> float:
    """A length in whatever unit; 0 for anything that is none, such as 100%."""
    match = _LENGTH.fullmatch(text)
    return float(match[1]) if match else 0.0


def _content_problems(root: Element, data: bytes, inside: str = "\0") -> Iterator[str]:
    if b"<?xml-stylesheet" in data.lower():
        yield "The drawing loads a style sheet — remove the line that starts with <?xml-stylesheet"
    for reference in dict.fromkeys(outside_references(root)):
        if reference.startswith(inside):
            continue
        yield (
            f"The drawing refers to “{reference[:60]}” — remove the link, picture or font, or "
            "convert it to shapes of the drawing"
        )
    found: dict[str, None] = {}
    for element in root.iter():
        found.update(dict.fromkeys(problem for rule in _RULES for problem in rule(element)))
    yield from found


def _element_problems(element: Element) -> Iterator[str]:
    tag = local(str(element.tag))
    if tag == "script":
        yield "The drawing contains a script — remove the script element"
    elif tag == "foreignobject" or str(element.tag).startswith(_XHTML):
        yield "The drawing contains a piece of a web page — remove the foreignObject element"
    elif tag in ("text", "tspan"):
        yield "The drawing contains text that needs a font — convert the text to outlines (paths)"
    elif tag == "style" and re.search(r"url\(", "".join(element.itertext()), re.IGNORECASE):
        yield (
            "The drawing's style element contains url(…) — export it with “presentation "
            "attributes” instead of CSS"
        )
    elif _may_act(str(element.tag)):
        yield f"The drawing contains “{tag[:60]}”, which is no shape — remove that element"


def _may_act(tag: str) -> bool:
    """Whether an element is anything but a part of a drawing or a drawing program's own note."""
    if tag.startswith(_SVG):
        return local(tag) not in _ELEMENTS
    return tag.startswith("{http://www.w3.org/") and not tag.startswith(_RDF)


def _attribute_problems(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if local(name).startswith("on"):
            yield f"The drawing reacts to events ({local(name)}) — remove that attribute"
        if "javascript:" in re.sub(r"[\s\x00-\x1f]", "", value).lower():
            yield "The drawing contains a javascript: link — remove it"


def _escape_problems(element: Element) -> Iterator[str]:
    """CSS may spell any letter as an escape, which would hide url( and @import."""
    css = [value for name, value in element.attrib.items() if not name.startswith("{")]
    css += element.itertext() if local(str(element.tag)) == "style" else []
    if any("\\" in text for text in css):
        yield "The drawing contains a backslash in its styles — remove it"


_RULES: tuple[Callable[[Element], Iterator[str]], ...] = (
    _element_problems,
    _attribute_problems,
    _escape_problems,
)
