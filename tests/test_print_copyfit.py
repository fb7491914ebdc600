"""A text does not end on a page with hardly a line on it."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from anthology.print.copyfit import FEWEST
from anthology.print.job import SCHEME, Design, Job, asset, bundled_fonts
from anthology.print.layout import lay_out
from anthology.stylesheets import Sheet, font_face_rules

LAMP = Path(__file__).parent / "fixtures/site/manuscript/images/lamp.png"
# Ten lines on a page, nine where it runs short, eight where that is not enough.
CSS = """
:root { --run-short: 0pt; }
:root[data-copyfit=run-short] { --run-short: 12pt; }
:root[data-copyfit=run-shorter] { --run-short: 24pt; }
@page { size: 200pt 140pt; margin: 10pt 20pt; margin-bottom: calc(10pt + var(--run-short)); }
.middle { text-align: center; }
img { display: block; height: 24pt; }
html { font: 10pt/12pt "Source Serif 4"; }
body, p, h1, h2, h3 { margin: 0; font-size: 10pt; font-weight: 400; }
"""


def pages_of(body: str) -> pypdfium2.PdfDocument:
    html = f'<!DOCTYPE html><html lang="en" class="opens-recto"><body>{body}'
    sheets = (font_face_rules(SCHEME + "fonts/"), Sheet("page", CSS))
    drawn = lay_out(
        Job("Hauling", html, (asset("lamp.png", LAMP),)), Design(sheets, bundled_fonts())
    )
    return pypdfium2.PdfDocument(drawn.pdf)


def lines_on_pages(lines: int, last: str = "") -> list[int]:
    body = "".join(f"<p>Haul {number}.</p>" for number in range(lines)) + last
    return [page.get_textpage().get_text_range().count("Haul") for page in pages_of(body)]


def rows(title: str) -> list[str]:
    text = pages_of(title)[0].get_textpage().get_text_range()
    return [row.strip() for row in text.splitlines()]


def test_a_last_page_of_two_lines_gets_more_from_all_the_others() -> None:
    assert lines_on_pages(42) == [9, 9, 9, 9, 6]


@pytest.mark.parametrize("lines", [8, 30, 35])
def test_a_text_that_ends_well_is_left_alone(lines: int) -> None:
    pages = lines_on_pages(lines)

    assert pages[0] == min(lines, 10)
    assert pages[-1] >= FEWEST


def test_where_a_line_of_each_page_is_not_enough_two_are_given() -> None:
    assert lines_on_pages(13) == [8, 5]


def test_what_would_be_no_better_for_it_stays_as_it_was() -> None:
    assert lines_on_pages(12) == [10, 2]


def test_a_picture_is_company_enough() -> None:
    picture = '<img src="book:lamp.png" alt="">'

    assert lines_on_pages(41, picture)[0] == 10
    assert lines_on_pages(41)[0] == 9


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", 'p class="subtitle"'])
def test_no_word_of_a_title_stands_alone_on_its_last_row(tag: str) -> None:
    title = f"<{tag}>What came out of the upholstered chair</{tag.split()[0]}>"

    assert rows(title) == ["What came out of the", "upholstered chair"]


def test_the_rows_of_a_title_in_the_middle_are_even_and_in_the_middle() -> None:
    document = pages_of('<h1 class="middle">What came out of the upholstered chair</h1>')
    text = document[0].get_textpage()
    ends = [row.span() for row in re.finditer(r"\S.*\S", text.get_text_range())]
    sides = [(text.get_charbox(at)[0], text.get_charbox(end - 1)[2]) for at, end in ends]

    assert len(sides) == 2
    assert all(left + right == pytest.approx(200, abs=2) for left, right in sides)


def test_a_paragraph_is_left_as_broad_as_it_is() -> None:
    assert rows("<p>What came out of the upholstered chair</p>") == [
        "What came out of the upholstered",
        "chair",
    ]
