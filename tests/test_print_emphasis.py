"""Emphasis in a row of text: nothing is lost by it, and no word is left alone before it."""

from __future__ import annotations

import pypdfium2
import pytest
from lxml import etree

from anthology.pages import Page, Section
from anthology.print import units
from anthology.print.conserve import letters
from anthology.print.emphasis import mark_long, part_spaces
from anthology.print.job import SCHEME, Design, Job, bundled_fonts
from anthology.print.layout import lay_out
from anthology.print.units import Dress, Unit
from anthology.stylesheets import Sheet, font_face_rules

# As long as the row is wide, but for the space at its end.
FULL = "sea the land man had slip land hand boat was man by who gull"
CSS = (
    '@page { size: 291.9pt 200pt; margin: 0 } html { font: 10.5pt/15pt "Source Serif 4" }'
    " body, p { margin: 0 }"
)


def set_rows(job: Job) -> list[str]:
    sheets = (font_face_rules(SCHEME + "fonts/"), Sheet("page", CSS))
    drawn = lay_out(job, Design(sheets, bundled_fonts()))
    text = pypdfium2.PdfDocument(drawn.pdf)[0].get_textpage().get_text_range()
    return [row.strip() for row in text.splitlines()]


def essay(body: str) -> Unit:
    return Unit((Page("quay", "essay", "Quay", body, Section.BODY, "en"),))


@pytest.mark.parametrize("tag", ["em", "strong", "a"])
def test_words_that_fill_their_row_before_emphasis_stay_on_it(tag: str) -> None:
    job = units.job(
        essay(f"<p>{FULL} <{tag}>nobody</{tag}> and that was that.</p>"), Dress("x"), {}
    )

    assert set_rows(job) == [FULL, "nobody and that was that."]


def test_the_space_before_emphasis_stands_in_a_span_and_no_letter_is_lost() -> None:
    before = "<p>One <em>gull <strong>and</strong></em> two, <a>then</a> <em>none</em>.</p>"
    root = etree.fromstring(before)

    part_spaces(root)

    assert etree.tostring(root, encoding="unicode") == (
        "<p>One<span> </span><em>gull<span> </span><strong>and</strong></em> two,"
        "<span> </span><a>then</a> <em>none</em>.</p>"
    )
    assert letters(list(root.itertext())) == letters(list(etree.fromstring(before).itertext()))


def test_only_a_long_emphasis_is_marked() -> None:
    root = etree.fromstring(f"<p><em>Haul.</em> <em>{'Haul away. ' * 15}</em></p>")

    mark_long(root)

    assert [element.get("class") for element in root] == [None, "long"]
