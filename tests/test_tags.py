"""A unit's PDF tells what is on its pages; the golden cases stand in fixtures/tags/elements.md."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tagged import read_out, words

from anthology.check import inked, rows
from anthology.print.job import SCHEME, Design, Job, asset, bundled_fonts
from anthology.print.layout import draw, lay_out
from anthology.stylesheets import Sheet, font_face_rules

FIXTURES = Path(__file__).parent / "fixtures"
CASES = re.findall(
    r"^([^\n]+):\n\.\n(.*?)\n\.\n(.*?)\n\.$",
    (FIXTURES / "tags/elements.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
PAGE = """
    @page { size: 200pt 400pt; margin: 20pt; @top-center { content: "A head" } }
    @page { @bottom-right { content: "0"; visibility: hidden } }
    html { font: 10pt/12pt "Source Serif 4" }
    body, p { margin: 0 }
    p { hyphens: auto; text-align: justify }
    .line { display: block; hyphens: none }
    .ornament::before { content: "* * *" }
    .entries { list-style: none }
"""


def unit(body: str) -> str:
    """The HTML of an essay of one page, or of as many as `body` opens itself."""
    if not body.startswith('<div class="page"'):
        body = f'<div class="page"><section>{body}</section></div>'
    return f'<!DOCTYPE html><html lang="en"><body class="unit unit-essay">{body}</body></html>'


def laid_out(body: str, css: str = "") -> bytes:
    sheets = (font_face_rules(SCHEME + "fonts/"), Sheet("page", PAGE), Sheet("style", css))
    slip = asset("slip.png", FIXTURES / "print/images/the slip.png")
    drawn = lay_out(Job("Gulls", unit(body), (slip,)), Design(sheets, bundled_fonts()))
    assert drawn.sidecar.problems == ()
    return drawn.pdf


def seen(pdf: bytes) -> list[bytes]:
    """The pages as they look."""
    return [page.render(scale=2).to_pil().tobytes() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize(
    ("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_elements_are_read_out_as_in_the_fixture(body: str, expected: str) -> None:
    top, _, told = read_out(laid_out(body)).partition("\n")

    assert top == "Sect"
    assert told == "\n".join(f"  {line}" for line in expected.splitlines())


def test_the_fixture_was_read() -> None:
    assert len(CASES) == 12


def test_what_readers_answered_stands_below_the_essay() -> None:
    essay = '<div class="page"><section class="essay"><h1>Gulls</h1></section></div>'
    answers = '<div class="page"><section class="comments"><h1>Answers</h1><h2>Jo</h2></section>'

    told = read_out(laid_out(essay + answers)).split()

    assert told == "Sect Sect H1 Gulls Sect H2 Answers H3 Jo".split()


def test_an_element_on_two_pages_is_one() -> None:
    long = "One gull, and then another, and then none. " * 40
    small = "@page { size: 200pt 200pt } p { hyphens: none }"

    pdf = laid_out(f"<p>{long}</p><p>And the sea.</p>", small)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) > 1
    assert words(pdf) == [long.strip(), "And the sea."]


def test_a_line_that_is_broken_keeps_its_space() -> None:
    said = "Gulls and <em>terns</em> and <em>oyster</em> <strong>catchers</strong>, all of them."

    (told,) = words(laid_out(f"<p>{said}</p>", "p { width: 60pt; hyphens: none }"))

    assert told == "Gulls and terns and oyster catchers, all of them."


def test_a_hyphen_that_layout_put_in_is_marked_as_one() -> None:
    said = "An incomprehensible half-remembered misunderstanding."

    pdf = laid_out(f"<p>{said}</p>", "p { width: 40pt }")

    (told,) = words(pdf)
    assert told.replace("¬", "").replace("\u2010", "-") == said
    assert told.count("¬") > 2
    # PDFium takes what stands on both rows for one word, with a sign of its own between.
    read = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "incomprehensible" in read.replace("\ufffe", "")


def test_what_is_drawn_to_be_read_out_is_not_seen() -> None:
    body = "<p>Remembered, <em>half</em> remembered or a misunderstanding, all of it and more.</p>"
    css = "p { width: 60pt; text-align: right }"

    assert seen(laid_out(body, css)) == seen(draw(unit(body), [PAGE, css], {}))


def test_a_space_at_the_end_of_a_row_makes_it_no_broader(tmp_path: Path) -> None:
    css = "p { width: 60pt; text-align: right; hyphens: none }"
    path = tmp_path / "gulls.pdf"
    path.write_bytes(laid_out("<p>One gull, then two, then none and the sea.</p>", css))

    *read, _ = rows.in_pdf(path)

    assert len(read) > 2
    assert [row.right for row in read] == pytest.approx([80] * len(read), abs=1)


def test_a_space_lent_by_another_font_is_as_large_as_the_words_before_it() -> None:
    emphasised = "<p>" + "and <em>gulls</em> " * 40 + "</p>"

    (page, *_) = pypdfium2.PdfDocument(laid_out(emphasised))

    assert inked.least_type(page) == 10
