"""Behavior of badge pictures: what is drawn, and what is refused from the owner."""

import itertools
import re
import struct
import subprocess
import sys
import zlib
from xml.etree import ElementTree

import pytest

from badgepress.artwork import (
    SHAPES,
    ArtworkError,
    Design,
    MissingGlyphError,
    contrast,
    draw,
    icon_names,
    inspect_image,
    letter_height,
    rasterize,
    wrap_png,
)
from badgepress.artwork.colors import palette
from badgepress.artwork.raster import MAX_BYTES

COLORS = [
    "#ffffff", "#000000", "#ffff00", "#ffeb3b", "#ff0000", "#00ff00", "#0000ff", "#808080",
    "#a9a9a9", "#00ffff", "#ff00ff", "#e65100", "#1a5f7a", "#43a047", "#fefefe", "#010101",
]  # fmt: skip
NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
GOOD_SVG = f'<svg {NS} viewBox="0 0 100 100"><circle cx="50" cy="50" r="40"/></svg>'
TRANSPARENT = (0, 0, 0, 0)


def design(**changes: object) -> Design:
    """The reference picture, three stars over a banner, with changes."""
    values: dict[str, object] = {
        "shape": "hexagon",
        "icon": None,
        "stars": 3,
        "banner": "Teachers",
        "color": "#1a5f7a",
        "title": "Badge",
    }
    return Design(**(values | changes))  # type: ignore[arg-type]


def chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG chunk with its length and checksum."""
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def png(width: int = 600, height: int = 600, color: int = 6, pixels: bytes | None = None) -> bytes:
    """A PNG file of one color with 8 bits per channel."""
    channels = {2: 3, 6: 4}[color]
    if pixels is None:
        pixels = bytes(min(height, 4000) * (1 + min(width, 4000) * channels))
    header = struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def pixels_of(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of an 8-bit RGBA PNG without interlacing."""
    width, height, depth, color, *_, interlace = struct.unpack_from(">IIBBBBB", data, 16)
    assert (depth, color, interlace) == (8, 6, 0)
    position, packed = 8, b""
    while position < len(data):
        (length,) = struct.unpack_from(">I", data, position)
        if data[position + 4 : position + 8] == b"IDAT":
            packed += data[position + 8 : position + 8 + length]
        position += 12 + length
    raw, rows, above = zlib.decompress(packed), [], bytes(width * 4)
    for y in range(height):
        start = y * (width * 4 + 1)
        above = unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + width * 4]), above)
        rows.append(above)
    return width, height, rows


def unfiltered(kind: int, row: bytearray, above: bytes) -> bytes:
    """A row after undoing the PNG filter, 4 bytes per pixel."""
    for i in range(len(row)):
        left = row[i - 4] if i >= 4 else 0
        corner = above[i - 4] if i >= 4 else 0
        if kind == 4:
            estimate = left + above[i] - corner
            nearest = min((left, above[i], corner), key=lambda v: abs(estimate - v))
        else:
            nearest = (0, left, above[i], (left + above[i]) // 2)[kind]
        row[i] = (row[i] + nearest) & 255
    return bytes(row)


def pixel(rows: list[bytes], x: int, y: int) -> tuple[int, ...]:
    """Red, green, blue and alpha of one pixel."""
    return tuple(rows[y][4 * x : 4 * x + 4])


@pytest.mark.parametrize("shape", SHAPES)
def test_every_combination_renders_within_the_limits(shape: str) -> None:
    """Each shape with each count of stars, with and without icon and banner, fits."""
    for stars, banner, icon in itertools.product(
        range(4), (None, "Teachers", "Transformational L"), (None, "school")
    ):
        svg = draw(design(shape=shape, stars=stars, banner=banner, icon=icon))
        data = rasterize(svg)
        assert data.startswith(b"\x89PNG")
        assert struct.unpack_from(">IIBB", data, 16) == (600, 600, 8, 6)
        assert len(data) <= MAX_BYTES
        assert len(svg.encode()) <= 12 * 1024


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("banner", [None, "Transformational L"])
def test_nothing_is_cut_off_at_the_edges(shape: str, banner: str | None) -> None:
    """All four edges, corners included, stay transparent while the middle is opaque."""
    _, _, rows = pixels_of(rasterize(draw(design(shape=shape, banner=banner))))
    edge = [(i, j) for i in range(600) for j in (0, 599)]
    assert {pixel(rows, x, y) for x, y in edge + [(y, x) for x, y in edge]} == {TRANSPARENT}
    assert pixel(rows, 300, 300)[3] == 255


@pytest.mark.parametrize("color", COLORS)
def test_text_and_signs_have_enough_contrast(color: str) -> None:
    """Banner text and icon reach 4.5:1 on both ends of their grounds, stars 3:1, for any color."""
    p = palette(color)
    assert min(contrast(p.text, p.ribbon_light), contrast(p.text, p.ribbon_dark)) >= 4.5
    assert min(contrast(p.ink, p.field_light), contrast(p.ink, p.field_dark)) >= 4.5
    assert min(contrast(p.star, p.field_light), contrast(p.star, p.field_dark)) >= 3


@pytest.mark.parametrize("color", ["#ffffff", "#000000", "#ffff00", "#1a5f7a"])
def test_drawn_text_has_the_contrast_of_the_palette(color: str) -> None:
    """Pixels in the banner's middle differ by 4.5:1, measured in the finished PNG."""
    _, _, rows = pixels_of(rasterize(draw(design(color=color, banner="HHHHHH"))))
    colors = {"#{:02x}{:02x}{:02x}".format(*pixel(rows, x, 450)) for x in range(220, 380)}
    assert max(contrast(a, b) for a, b in itertools.combinations(colors, 2)) >= 4.5


def test_contrast_follows_wcag() -> None:
    """Black on white is 21:1, equal colors 1:1, and #767676 just passes on white."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_banner_text_is_in_the_picture() -> None:
    """Another text of the same ribbon changes pixels inside of the banner and nowhere else."""
    one = pixels_of(rasterize(draw(design(banner="Hill"))))[2]
    two = pixels_of(rasterize(draw(design(banner="IIII"))))[2]
    changed = [y for y in range(600) if one[y] != two[y]]
    assert len(changed) > 20
    assert min(changed) > 395
    assert max(changed) < 505


def test_banner_text_shrinks_to_fit() -> None:
    """Eighteen of the widest letters stay inside of the picture."""
    svg = draw(design(banner="W" * 18))
    places = [float(x) for x in re.findall(r'g0" transform="translate\((-?[\d.]+) ', svg)]
    assert len(places) == 18
    assert -240 < min(places) < max(places) < 240


def test_letters_of_a_banner_shrink_with_its_length() -> None:
    """The height of capitals in a small picture is that of the drawing, and the width scales it."""
    assert letter_height("Teachers", 90) == pytest.approx(6.14, abs=0.01)
    assert letter_height("W" * 18, 90) == pytest.approx(2.76, abs=0.01)
    assert letter_height("W" * 18, 600) == pytest.approx(18.4, abs=0.1)
    with pytest.raises(MissingGlyphError):
        letter_height("数学", 90)


def test_the_picture_centers_again_without_a_banner() -> None:
    """Stars move down when no banner takes the lower part."""
    assert lowest_star(draw(design(banner=None))) > lowest_star(draw(design())) + 30


def lowest_star(svg: str) -> float:
    """The largest y of the star paths, relative to the emblem's center."""
    data = re.findall(r'd="([^"]*)" fill="#ffd873"', svg)[0]
    return max(float(y) for y in re.findall(r"[ML]-?[\d.]+ (-?[\d.]+)", data))


@pytest.mark.parametrize("stars", [0, 1, 2, 3])
@pytest.mark.parametrize("icon", [None, "school"])
def test_the_number_of_stars_is_drawn(stars: int, icon: str | None) -> None:
    """The golden path holds one closed star per star of the design."""
    svg = draw(design(stars=stars, icon=icon))
    golden = re.findall(r'd="([^"]*)" fill="#ffd873"', svg)
    assert sum(data.count("Z") for data in golden) == stars


def test_the_icon_is_drawn() -> None:
    """The outline of the chosen icon is in the picture and changes it."""
    assert "M12 3 1 9" in draw(design(icon="school"))
    assert rasterize(draw(design(icon="school"))) != rasterize(draw(design(icon="robot")))


def test_without_icon_and_stars_the_title_gives_a_letter() -> None:
    """The empty design differs by the first letter of its title."""
    first, second = (rasterize(draw(design(stars=0, title=t))) for t in ("Apple", "Zebra"))
    assert first != second


def test_pictures_are_deterministic_across_processes() -> None:
    """A second interpreter with another hash seed draws the same bytes."""
    code = (
        "import sys; from badgepress.artwork import *; "
        "sys.stdout.write(draw(Design('rosette','school',2,'Kōdō Äé','#1a5f7a','T')))"
    )
    wanted = draw(Design("rosette", "school", 2, "Kōdō Äé", "#1a5f7a", "T"))
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        )
        assert run.stdout.decode() == wanted


def test_the_package_does_not_import_mkdocs() -> None:
    """Drawing with an icon loads neither MkDocs nor the theme's code."""
    code = (
        "import sys; from badgepress.artwork import *; "
        "draw(Design('circle','school',1,'A','#000000','T')); "
        "sys.exit(any(m.split('.')[0] in ('mkdocs', 'material') for m in sys.modules))"
    )
    env = {"PYTHONPATH": ":".join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0


def test_svg_is_self_contained_and_accessible() -> None:
    """The SVG has an escaped title, a role and no text, font, style or outside reference."""
    svg = draw(design(icon="school", title="Q&A <script>\x01"))
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert (root.get("viewBox"), root.get("role")) == ("0 0 600 600", "img")
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Q&A <script>"
    assert not re.search(r"<(text|tspan|style|image|script|foreignObject)\b|font|data:", svg)
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', svg))
    assert all(len(number) <= 3 for number in re.findall(r"\.\d{3,}", svg))


def test_own_pictures_pass_the_inspection() -> None:
    """Every shape, once with everything, survives what is asked of foreign pictures."""
    for shape in SHAPES:
        svg = draw(design(shape=shape, icon="school"))
        assert inspect_image(svg.encode(), "badge.svg") == []
        assert inspect_image(rasterize(svg), "badge.png") == []


def test_ids_never_collide_between_designs() -> None:
    """Designs that differ in anything share no id, and references stay within their picture."""
    changes: list[dict[str, object]] = [
        {}, {"stars": 2}, {"color": "#1a5f7b"}, {"banner": "Teacher"}, {"shape": "circle"},
        {"icon": "school"}, {"title": "Other"}, {"banner": None},
    ]  # fmt: skip
    seen: set[str] = set()
    for change in changes:
        svg = draw(design(**change))
        ids = re.findall(r'\bid="([^"]+)"', svg)
        assert len(ids) == len(set(ids)) > 3
        assert not seen & set(ids)
        assert set(re.findall(r"#(b[0-9a-f]{8}\w+)", svg)) <= set(ids)
        seen |= set(ids)


def test_missing_glyphs_are_named_once() -> None:
    """The error names each character that the font lacks, and is a ValueError."""
    with pytest.raises(
        MissingGlyphError, match=r"“数” \(U\+6570\), “学” \(U\+5B66\) — use"
    ) as caught:
        draw(design(banner="数学数 A"))
    assert caught.value.characters == "数学"
    assert isinstance(caught.value, ValueError)


def test_decomposed_text_is_composed() -> None:
    """An e with a combining accent gives the same letters as é."""
    decomposed, composed = (
        re.sub("b[0-9a-f]{8}", "", draw(design(banner=text))) for text in ("Cafe\u0301", "Café")
    )
    assert decomposed == composed


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"shape": "blob"}, "“blob” is not a badge shape — use one of: hexagon, circle, shield, "
         "square, octagon, rosette"),
        ({"stars": 4}, "4 stars do not fit — use 0, 1, 2 or 3"),
        ({"color": "red"}, "“red” is not a color — write it like #1a5f7a"),
        ({"color": "#12345g"}, "“#12345g” is not a color — write it like #1a5f7a"),
        ({"title": " "}, "The picture has no title — give the badge a name"),
        ({"banner": " "}, "The banner has no text — write one or leave the banner out"),
        ({"banner": "x" * 19},
         f"The banner “{'x' * 19}” has 19 characters — use 18 at most"),
        ({"icon": "../school"}, "There is no icon “../school” — choose a name from "
         "https://pictogrammers.com/library/mdi/, such as school"),
    ],
)  # fmt: skip
def test_impossible_designs_are_refused(changes: dict[str, object], message: str) -> None:
    """A design outside of the rules raises an error with a sentence for the owner."""
    with pytest.raises(ArtworkError) as caught:
        draw(design(**changes))
    assert str(caught.value) == message


def test_every_icon_name_can_be_drawn() -> None:
    """There are thousands of icons, and the outline of every five hundredth is found and drawn."""
    names = sorted(icon_names())
    assert len(names) > 5000
    for name in names[::500]:
        assert rasterize(draw(design(icon=name)))


def test_rasterize_refuses_resources() -> None:
    """Neither files nor the network nor embedded SVG are drawn."""
    for target in ("/etc/passwd", "https://example.org/a.png", "data:image/svg+xml;base64,AA=="):
        with pytest.raises(ArtworkError, match="only what is inside of the picture is drawn"):
            rasterize(f'<svg {NS} viewBox="0 0 1 1"><image href="{target}"/></svg>')


def test_rasterize_refuses_pngs_above_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that becomes too large is an error and not a file."""
    monkeypatch.setattr("badgepress.artwork.raster.MAX_BYTES", 1000)
    with pytest.raises(ArtworkError, match="1,000 bytes at most"):
        rasterize(draw(design()))


def test_wrapped_png_shows_the_png() -> None:
    """The SVG around a PNG draws the same pixels and carries an escaped title."""
    original = rasterize(draw(design()))
    wrapped = wrap_png(original, "A & B")
    assert "<title>A &amp; B</title>" in wrapped
    assert pixels_of(rasterize(wrapped))[2][450] == pixels_of(original)[2][450]


def svg(body: str, attributes: str = 'viewBox="0 0 100 100"') -> bytes:
    """A foreign SVG file."""
    return f"<svg {NS} {attributes}>{body}</svg>".encode()


SCRIPT = "The drawing contains a script — remove the script element"
WEB_PAGE = "The drawing contains a piece of a web page — remove the foreignObject element"
DOCTYPE = (
    "The drawing has a DOCTYPE line or entities — export it as “plain SVG” or delete the line "
    "that starts with <!DOCTYPE"
)
NOT_UTF8 = "The drawing is not written in UTF-8 — export it again with the encoding UTF-8"
BACKSLASH = "The drawing contains a backslash in its styles — remove it"
JAVASCRIPT = "The drawing contains a javascript: link — remove it"
STYLE_URL = (
    "The drawing's style element contains url(…) — export it with “presentation attributes” "
    "instead of CSS"
)
NOTHING = "The drawing shows nothing — draw something that is visible"


def refers(target: str) -> str:
    """The sentence about a reference to the outside."""
    return (
        f"The drawing refers to “{target}” — remove the link, picture or font, or convert it to "
        "shapes of the drawing"
    )


def no_shape(name: str) -> str:
    """The sentence about an element that may do more than draw."""
    return f"The drawing contains “{name}”, which is no shape — remove that element"


BAD_SVGS = {
    "script": (svg("<script>1</script>"), [SCRIPT]),
    "foreign script": (svg('<x:script xmlns:x="urn:x">1</x:script>'), [SCRIPT]),
    "event": (svg('<g onclick="a()"/>'),
              ["The drawing reacts to events (onclick) — remove that attribute"]),
    "foreignObject": (svg("<foreignObject/>"), [WEB_PAGE]),
    "xhtml": (svg('<p xmlns="http://www.w3.org/1999/xhtml"/>'), [WEB_PAGE]),
    "text": (svg("<text>A</text>"), ["The drawing contains text that needs a font — convert the "
                                      "text to outlines (paths)"]),
    "href": (svg('<use href="other.svg#a"/>'), [refers("other.svg#a")]),
    "xlink": (svg('<image xlink:href="http://x.org/a.png"/>'), [refers("http://x.org/a.png")]),
    "data": (svg('<image href="data:image/png;base64,AA"/>'), [refers("data:image/png;base64,AA")]),
    "src": (svg('<g src="a.png"/>'), [refers("a.png")]),
    "url": (svg('<rect fill="URL( \'http://x.org/#a\')"/>'), [refers("http://x.org/#a")]),
    "style attribute": (svg('<g style="fill:url(//x)"/>'), [refers("//x")]),
    "style url": (svg("<style>a{fill:url(#a)}</style>"), [STYLE_URL]),
    "style import": (svg("<style>@IMPORT 'a.css';</style>"), [refers("@IMPORT")]),
    "style escape": (svg(r"<style>@\69mport 'a.css';</style>"), [BACKSLASH]),
    "attribute escape": (svg(r'<g fill="u\72l(http://x)"/>'), [BACKSLASH]),
    "javascript": (svg('<a href="java&#10;script:x()"/>'),
                   [refers("java\nscript:x()"), no_shape("a"), JAVASCRIPT]),
    "animate": (svg('<animate attributeName="opacity" to="0"/>'), [no_shape("animate")]),
    "set": (svg('<set attributeName="href" to="#a"/>'), [no_shape("set")]),
    "handler": (svg('<handler type="text/javascript">alert(1)</handler>'), [no_shape("handler")]),
    "link": (svg('<a href="#a"><path d="M0 0"/></a>'), [no_shape("a")]),
    "image of a filter": (svg("<filter><feImage/></filter>"), [no_shape("feimage")]),
    "listener": (svg('<e:listener xmlns:e="http://www.w3.org/2001/xml-events"/>'),
                 [no_shape("listener")]),
    "formula": (svg('<math xmlns="http://www.w3.org/1998/Math/MathML"/>'), [no_shape("math")]),
    "ping": (svg('<g ping="https://x.org/p"/>'), [refers("https://x.org/p")]),
    "empty": (svg(""), [NOTHING]),
    "transparent": (svg('<rect width="100" height="100" opacity="0"/>'), [NOTHING]),
    "outside of the viewBox": (svg('<rect x="200" width="100" height="100"/>'), [NOTHING]),
    "stylesheet": (b'<?xml-stylesheet href="a.css"?>' + svg(""), ["The drawing loads a style "
                   "sheet — remove the line that starts with <?xml-stylesheet"]),
    "doctype": (b"<!DOCTYPE svg>" + svg(""), [DOCTYPE]),
    "entity": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), [DOCTYPE]),
    "depth": (svg("<g>" * 100 + "</g>" * 100),
              ["The drawing has groups nested more than 100 deep — ungroup them"]),
    "namespace": (b'<svg viewBox="0 0 1 1"/>', ["The drawing does not start with an svg element "
                  "of the SVG namespace — export it again as “plain SVG”"]),
    "oblong": (svg("", 'viewBox="0 0 100 50"'), ["The drawing is 100 by 50 — make it square"]),
    "oblong size": (svg("", 'viewBox="0 0 9 9" width="9px" height="8px"'),
                    ["The drawing is 9 by 8 — make it square"]),
    "no size": (svg("", 'width="100%" height="100%"'),
                ["The drawing has no size — give the svg element a viewBox such as 0 0 600 600"]),
    "latin-1": ("<svg>é</svg>".encode("latin-1"), [NOT_UTF8]),
    "declared": (b'<?xml version="1.0" encoding="UTF-7"?>' + svg(""), [NOT_UTF8]),
    "html": (b"<!doctype html><svg/>", ["The file is named .svg but holds an HTML page — export "
             "it as SVG; a new name does not change what is inside"]),
    "several": (svg('<script/><g src="a"/>'), [refers("a"), SCRIPT]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_SVGS)
def test_bad_svgs_are_refused(name: str) -> None:
    """Each forbidden piece of an SVG is reported by its own sentence, all of them at once."""
    data, messages = BAD_SVGS[name]
    assert inspect_image(data, "badge.svg") == messages


def test_broken_xml_is_reported_with_its_place() -> None:
    """The sentence for XML that is not well-formed says where it breaks."""
    (message,) = inspect_image(b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', "a.svg")
    assert message == (
        "The drawing is not well-formed XML (mismatched tag: line 1, column 45) — export it "
        "again from the drawing program"
    )


@pytest.mark.parametrize(
    "body",
    [
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#a"/>',
        "<style>.a{fill:red}</style>",
        '<g inkscape:path="C:\\a" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"/>',
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
        '<filter id="f"><feDropShadow/></filter><g filter="url(#f)"><path d="M0 0h9v9z"/></g>',
    ],
)
def test_good_svgs_are_accepted(body: str) -> None:
    """References within the drawing, plain styles and editor data are no problem."""
    body += '<path d="M10 10h20v20z"/>'
    assert inspect_image(svg(body), "badge.SVG") == []
    assert inspect_image(b'\xef\xbb\xbf<?xml version="1.0"?>\n' + svg(body), "b.svg") == []


def test_svg_that_would_exhaust_the_memory_is_reported() -> None:
    """A pattern of gigantic size is a sentence and not the end of the program."""
    body = (
        '<pattern id="f" width="1e5" height="1e5" patternUnits="userSpaceOnUse"><rect width="9" '
        'height="9"/></pattern><rect width="100" height="100" fill="url(#f)"/>'
    )
    assert inspect_image(svg(body), "badge.svg") == [
        "The drawing needs too much memory — simplify it: remove filters and patterns"
    ]


def test_svg_that_draws_for_minutes_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter that keeps the renderer busy is stopped."""
    monkeypatch.setattr("badgepress.artwork.raster._SECONDS", 2)
    body = (
        '<filter id="f"><feMorphology radius="40"/></filter>'
        '<rect width="100" height="100" filter="url(#f)"/>'
    )
    assert inspect_image(svg(body), "badge.svg") == [
        "The drawing takes too long to draw — simplify it: remove filters and patterns"
    ]


def damaged(where: str) -> list[str]:
    """The sentence about a broken PNG."""
    return [f"The PNG file is damaged ({where}) — export it again from the drawing program"]


def wrong_size(width: int, height: int) -> str:
    """The sentence about a PNG of another size."""
    return (
        f"The PNG is {width} by {height} pixels — export it at exactly 600 by 600 pixels with a "
        "transparent background"
    )


OPAQUE = "The PNG has no transparency — export it with a transparent background (RGBA)"
BAD_PNGS = {
    "small": (png(599, 599), [wrong_size(599, 599)]),
    "oblong": (png(600, 800), [wrong_size(600, 800)]),
    "bomb": (png(60000, 60000, pixels=b""), [wrong_size(60000, 60000)]),
    "opaque": (png(color=2), [OPAQUE]),
    "opaque and large": (png(700, 700, color=2), [wrong_size(700, 700), OPAQUE]),
    "cut": (png()[:-12], damaged("its end is missing")),
    "cut in a chunk": (png()[:100], damaged("its end is missing")),
    "checksum": (png()[:60] + b"\xaa\xaa" + png()[62:], damaged("a checksum is wrong")),
    "tail": (png() + b"<script>", damaged("something follows its end")),
    "no header": (png()[:8] + png()[33:], damaged("its header is missing")),
    "bad header": (png()[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", 600, 600, 3, 6, 0, 0, 0))
                   + png()[33:], damaged("its header is wrong")),
    "few pixels": (png(pixels=bytes(1000)), damaged("its pixels are incomplete")),
    "many pixels": (png(pixels=bytes(9_000_000)), damaged("its pixels are incomplete")),
    "no zlib": (png()[:33] + chunk(b"IDAT", b"abc") + chunk(b"IEND", b""),
                damaged("its pixels cannot be read")),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_PNGS)
def test_bad_pngs_are_refused(name: str) -> None:
    """Each kind of broken, mis-sized or opaque PNG is reported by its own sentence."""
    data, messages = BAD_PNGS[name]
    assert inspect_image(data, "badge.png") == messages


def test_a_good_png_is_accepted() -> None:
    """A transparent PNG of 600 by 600 pixels has no problem."""
    assert inspect_image(png(), "Badge.PNG") == []


@pytest.mark.parametrize(
    ("data", "name", "held"),
    [
        (b"\xff\xd8\xff\xe0", "a.png", "a JPEG picture"),
        (b"GIF89a", "a.png", "a GIF picture"),
        (b"RIFF....WEBP", "a.png", "a WebP picture"),
        (b"<html>", "a.png", "an HTML page"),
        (GOOD_SVG.encode(), "a.png", "an SVG drawing"),
        (png(), "a.svg", "a PNG picture"),
        (b"\x1f\x8b\x08", "a.svg", "a compressed file"),
        (b"", "a.svg", "nothing"),
        (b"hello", "a.svg", "unknown content"),
    ],
)
def test_renamed_files_are_refused(data: bytes, name: str, held: str) -> None:
    """The content decides, and the sentence says what was found."""
    ending = name[-3:]
    assert inspect_image(data, name) == [
        f"The file is named .{ending} but holds {held} — export it as {ending.upper()}; a new "
        "name does not change what is inside"
    ]


@pytest.mark.parametrize("name", ["badge.jpg", "badge", "png", "badge.svgz"])
def test_other_endings_are_refused(name: str) -> None:
    """Only .svg and .png are taken, whatever the content."""
    assert inspect_image(png(), name) == [
        "The picture's name does not end in .svg or .png — export the picture as SVG or PNG"
    ]


def test_files_above_the_limit_are_refused() -> None:
    """One byte above 256 KB is too much, 256 KB is not."""
    filler = GOOD_SVG.encode() + b" " * (MAX_BYTES - len(GOOD_SVG))
    assert inspect_image(filler, "badge.svg") == []
    assert inspect_image(filler + b" ", "badge.svg") == [
        "The picture file has 257 KB — make it 256 KB or smaller"
    ]
