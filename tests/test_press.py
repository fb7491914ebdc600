"""Pages for the press: black alone, bare fonts, nothing on a page but what is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from PIL import Image, ImageChops, ImageCms

from anthology.errors import SeveralProblems, Severity
from anthology.print.layout import draw
from anthology.print.press import Claim, gray, outlines, press, profile
from anthology.project import Standard

PLAIN = Claim(Standard.NONE, "Oars", None)
PAGE = """
    @page { size: 300pt 300pt; margin: 40pt }
    html { color: black; font-family: "Source Serif 4" }
    a { color: inherit }
    img { display: block }
"""
POEM = '<h1 id="a">Oars</h1><p>Two of them, <em>wet</em>.</p><p><a href="#a">Again.</a></p>'


def drawn(body: str, css: str = "", files: Mapping[str, bytes] | None = None) -> bytes:
    html = f'<html lang="en"><title>Oars</title><body>{body}</body></html>'
    return draw(html, [PAGE, css], dict(files or {}))


def picture(size: int, colour: tuple[int, ...] = (200, 30, 30), format_: str = "PNG") -> bytes:
    data = io.BytesIO()
    mode = {3: "RGB", 4: "RGBA"}[len(colour)]
    Image.new(mode, (size, size), colour).save(data, format_)
    return data.getvalue()


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf


def operators(data: bytes) -> set[str]:
    with opened(data) as pdf:
        return {
            str(each.operator) for page in pdf.pages for each in pikepdf.parse_content_stream(page)
        }


def seen(data: bytes) -> Any:
    document = pypdfium2.PdfDocument(data)
    return document[0].render(scale=2).to_pil().convert("L")


def shades(image: Any) -> Any:
    """The darkest and the lightest of a gray picture."""
    return pikepdf.PdfImage(image).as_pil_image().getextrema()


def farthest_apart(one: bytes, other: bytes) -> int:
    """The largest difference between two renderings, of 255."""
    apart: Any = ImageChops.difference(seen(one), seen(other)).getextrema()
    return int(apart[1])


def complaints(css: str, body: str = POEM) -> list[str]:
    with pytest.raises(SeveralProblems) as caught:
        press(drawn(body, css), PLAIN)
    return [problem.message for problem in caught.value.problems]


def test_black_text_is_drawn_in_gray() -> None:
    before = drawn(POEM)

    after = press(before, PLAIN).pdf

    assert "rg" in operators(before)
    assert operators(after) & {"rg", "RG", "k", "K", "cs", "gs"} == set()
    assert "g" in operators(after)


def test_it_looks_the_same() -> None:
    before = drawn(POEM, "h1 { border-bottom: 1pt solid #777; background: #eee }")

    after = press(before, PLAIN).pdf

    # PDFium hints bare outlines a little otherwise than wrapped ones.
    assert farthest_apart(before, after) < 64
    assert seen(before).getbbox() == seen(after).getbbox()


def test_the_same_words_stand_in_the_same_places() -> None:
    before = drawn(POEM)

    after = press(before, PLAIN).pdf

    def words(data: bytes) -> list[tuple[str, float]]:
        text = pypdfium2.PdfDocument(data)[0].get_textpage()
        return [
            (text.get_text_range(at, 1), round(text.get_charbox(at)[0]))
            for at in range(text.count_chars())
        ]

    assert words(before) == words(after)
    assert len(words(after)) > 20


def test_a_gray_keeps_its_shade() -> None:
    after = press(drawn("<p>Oars</p>", "html { color: #808080 }"), PLAIN).pdf

    with opened(after) as pdf:
        said = [
            float(each.operands[0])
            for each in pikepdf.parse_content_stream(pdf.pages[0])
            if str(each.operator) == "g"
        ]
    assert set(said) == {0.502}


def test_black_as_ink_is_drawn_in_gray() -> None:
    after = press(drawn(POEM, "html { color: device-cmyk(0 0 0 1) }"), PLAIN).pdf

    assert "g" in operators(after)
    assert "scn" not in operators(after)


def test_nearly_black_is_black() -> None:
    assert gray.shade("/DeviceRGB", (0.0066, 0.0066, 0.0066)) == 0


def test_a_colour_is_refused_with_its_page() -> None:
    css = "h1 { break-before: page } h1 { color: rgb(120 0 0) }"

    said = complaints(css, f"<p>First.</p>{POEM}")

    assert said == ["page 2 of the PDF: something is drawn in colour: rgb(120 0 0)"]


@pytest.mark.parametrize(
    "css",
    [
        "h1 { opacity: .5 }",
        "h1 { color: rgb(0 0 0 / .4) }",
        "h1 { background: rgb(0 0 0 / .1) }",
    ],
)
def test_what_is_see_through_is_refused(css: str) -> None:
    (said,) = complaints(css)

    assert said == "page 1 of the PDF: something lets what lies below it show through"


def test_a_gradient_is_refused() -> None:
    said = complaints("h1 { background: linear-gradient(white, black) }")

    assert any("gradient" in each for each in said)


def test_every_colour_is_told_at_once() -> None:
    said = complaints("h1 { color: red } p { color: blue }")

    assert [each.partition(": ")[2] for each in said] == [
        "something is drawn in colour: rgb(0 0 255)",
        "something is drawn in colour: rgb(255 0 0)",
    ]


def test_a_picture_turns_gray() -> None:
    body = '<p>Oars</p><img src="book:oar.png" alt="" style="width: 20pt">'

    after = press(drawn(body, files={"oar.png": picture(100)}), PLAIN, ["oar.png"])

    with opened(after.pdf) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert image.ColorSpace == "/DeviceGray"
        assert "/Interpolate" not in image
        assert shades(image) == (81, 81)
    assert after.problems == ()


def test_a_jpeg_stays_one() -> None:
    body = '<img src="book:oar.jpg" alt="" style="width: 20pt">'

    after = press(drawn(body, files={"oar.jpg": picture(100, format_="JPEG")}), PLAIN).pdf

    with opened(after) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert (image.Filter, image.ColorSpace) == ("/DCTDecode", "/DeviceGray")


def test_a_see_through_picture_is_laid_on_white() -> None:
    body = '<img src="book:oar.png" alt="" style="width: 20pt">'

    after = press(drawn(body, files={"oar.png": picture(100, (0, 0, 0, 51))}), PLAIN).pdf

    with opened(after) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert "/SMask" not in image
        assert shades(image) == (204, 204)


def test_a_coarse_picture_is_told_by_name_where_it_is_coarsest() -> None:
    shown = '<img src="book:old%20oar.png" alt="" style="width: {}pt; break-before: page">'
    body = shown.format(24) + shown.format(96) + shown.format(48)

    after = press(drawn(body, files={"old oar.png": picture(100)}), PLAIN, ["old oar.png"])

    (problem,) = after.problems
    assert problem.severity is Severity.WARNING
    assert problem.message == (
        "old oar.png is printed at 75 pixels an inch on page 2 of the PDF; printers ask for 300"
    )
    assert problem.hint == "take a picture 4.0 times as wide, or show it smaller"


def test_nothing_but_pages_is_left() -> None:
    before = drawn(POEM, "h1 { bookmark-level: 1 }")

    after = press(before, PLAIN).pdf

    with opened(before) as pdf:
        assert "/Annots" in pdf.pages[0]
        assert "/Outlines" in pdf.Root
    with opened(after) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.pages[0].keys()) == {
            "/Type", "/Parent", "/Contents", "/Resources",
            "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox",
        }  # fmt: skip
        assert "/Info" not in pdf.trailer
        assert pdf.pdf_version == "1.4"
    assert b"/ObjStm" not in after


def test_fonts_are_bare_and_keyed_by_number() -> None:
    after = press(drawn(POEM), PLAIN).pdf

    with opened(after) as pdf:
        fonts = [font.DescendantFonts[0] for font in pdf.pages[0].Resources.Font.values()]
        for font in fonts:
            file = font.FontDescriptor.FontFile3
            cff = CFFFontSet()
            cff.decompile(io.BytesIO(file.read_bytes()), None)
            top = cff.topDictIndex[0]
            assert (file.Subtype, top.ROS) == ("/CIDFontType0C", ("Adobe", "Identity", 0))
            assert top.charset[:3] == [".notdef", "cid00001", "cid00002"]
            listed = font.FontDescriptor.CIDSet.read_bytes()
            assert sum(byte.bit_count() for byte in listed) == len(top.CharStrings)
            assert "/CIDToGIDMap" not in font
        assert fonts


def test_baring_a_font_twice_changes_nothing() -> None:
    with opened(press(drawn(POEM), PLAIN).pdf) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        file = fonts[0].DescendantFonts[0].FontDescriptor.FontFile3
        before = file.read_bytes()

        outlines.unwrap(fonts)

        assert file.read_bytes() == before


def test_a_sheet_that_begins_elsewhere_is_moved_to_the_origin() -> None:
    with opened(drawn(POEM)) as pdf:
        page = pdf.pages[0]
        page.MediaBox = page.TrimBox = page.BleedBox = [-9, -9, 291, 291]
        page.contents_add(b"1 0 0 1 -9 -9 cm", prepend=True)
        moved = io.BytesIO()
        pdf.save(moved)

    after = press(moved.getvalue(), PLAIN).pdf

    with opened(after) as pdf:
        assert [float(edge) for edge in pdf.pages[0].MediaBox] == [0, 0, 300, 300]
    assert farthest_apart(drawn(POEM), after) < 64


def test_an_empty_page_has_no_drawing() -> None:
    with opened(drawn(POEM)) as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        longer = io.BytesIO()
        pdf.save(longer)

    after = press(longer.getvalue(), PLAIN).pdf

    with opened(after) as pdf:
        assert len(pdf.pages) == 2
        assert "/Contents" not in pdf.pages[1]


def test_the_same_book_gives_the_same_bytes() -> None:
    before = drawn(POEM)

    assert press(before, PLAIN).pdf == press(before, PLAIN).pdf


def test_a_standard_is_named_with_what_it_wants_said() -> None:
    claim = Claim(Standard.X_1A, "Oars", date(2026, 3, 1))

    after = press(drawn(POEM), claim).pdf

    with opened(after) as pdf:
        info = pdf.trailer.Info
        assert str(info["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        assert str(info["/CreationDate"]) == "D:20260301000000Z"
        assert info["/Trapped"] == "/False"
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "CGATS TR 001"
        assert "/DestOutputProfile" not in intent


def test_pdf_x_4_carries_the_profile_of_one_black_ink() -> None:
    claim = Claim(Standard.X_4, "Oars & Ropes", date(2026, 3, 1))

    after = press(drawn(POEM), claim).pdf

    with opened(after) as pdf:
        (intent,) = pdf.Root.OutputIntents
        said = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
        assert (said.device_class, said.xcolor_space, said.version) == ("prtr", "GRAY", 2.1)
        assert said.profile_description == str(intent.Info)
        assert pdf.open_metadata()["dc:title"] == "Oars & Ropes"
        assert pdf.pdf_version == "1.6"
    assert press(drawn(POEM), claim).pdf == after


def test_in_that_profile_half_tones_gain_a_fifth_and_the_ends_stay() -> None:
    gray = [0.0, 0.25, 0.5, 0.75, 1.0]

    assert [round(profile.lightness(each), 3) for each in gray] == [0.0, 0.1, 0.3, 0.6, 1.0]


def test_a_standard_without_a_date_is_refused() -> None:
    with pytest.raises(SeveralProblems) as caught:
        press(drawn(POEM), Claim(Standard.X_3, "Oars", None))

    (problem,) = caught.value.problems
    assert problem.message == "PDF/X-3:2003 wants a date, and the book has none"
