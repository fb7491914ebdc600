"""The type page stands on the line, and its margins are ones a printer takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.check import inked
from anthology.pages import Page, Section
from anthology.print.book import write_pdf
from anthology.print.geometry import (
    DRESSINGS,
    LEAST_MARGIN,
    LETTER,
    POINTS_PER_INCH,
    page_css,
    points,
    type_page,
)
from anthology.project import PrintEdition, Settings, Trim, TypeSize

PRESETS = {
    "5x8": Trim(127, 203.2),
    "5.25x8": Trim(133.35, 203.2),
    "5.5x8.5": Trim(139.7, 215.9),
    "A5": Trim(148, 210),
    "6x9": Trim(152.4, 228.6),
}
TRIMS = (*PRESETS.values(), Trim(108, 174.6), Trim(129, 198), Trim(156, 234), Trim(215.9, 279.4))
SIZES = tuple(TypeSize)


def test_millimetres_come_out_as_whole_points_where_the_trim_is_in_inches() -> None:
    assert (points(139.7), points(215.9)) == (396, 612)


@pytest.mark.parametrize("trim", TRIMS, ids=str)
@pytest.mark.parametrize("size", SIZES)
def test_every_outer_margin_is_at_least_half_an_inch(trim: Trim, size: TypeSize) -> None:
    page = type_page(trim, type_size=size)

    assert min(page.outer, page.top, page.foot) >= 0.5 * POINTS_PER_INCH


@pytest.mark.parametrize("trim", TRIMS, ids=str)
@pytest.mark.parametrize("size", SIZES)
def test_the_gutter_is_wider_than_the_outer_margin(trim: Trim, size: TypeSize) -> None:
    page = type_page(trim, type_size=size)

    assert page.inner > page.outer


@pytest.mark.parametrize("trim", TRIMS, ids=str)
@pytest.mark.parametrize("size", SIZES)
def test_the_column_is_a_whole_number_of_lines(trim: Trim, size: TypeSize) -> None:
    page = type_page(trim, type_size=size)

    assert page.top + page.lines * page.line + page.foot == pytest.approx(page.height)
    assert page.foot - page.line < max(
        LEAST_MARGIN + DRESSINGS[size].folio, DRESSINGS[size].foot * page.height
    )


@pytest.mark.parametrize("name", PRESETS)
def test_a_line_holds_sixty_to_seventy_letters(name: str) -> None:
    page = type_page(PRESETS[name])

    assert 60 <= page.letters <= 70
    assert page.lines >= 30


def test_the_width_of_a_letter_is_that_of_the_text_face() -> None:
    from anthology.print.fitting import breadth
    from anthology.stylesheets import TEXT

    said = "You can tell by the smell of it how long a rope has been out in the rain. " * 9

    assert breadth(said, TEXT) / len(said) == pytest.approx(LETTER, rel=0.05)


def test_where_the_gutter_is_wide_the_outer_margin_gives_way_to_the_line() -> None:
    usual, wide = type_page(PRESETS["5x8"]), type_page(PRESETS["5x8"], gutter=62)

    assert wide.inner == 62
    assert LEAST_MARGIN <= wide.outer < usual.outer
    assert wide.letters >= 59


def test_no_page_is_so_wide_that_a_line_is_hard_to_follow() -> None:
    page = type_page(Trim(215.9, 279.4))

    assert page.letters <= 70.1
    assert page.inner > page.outer > 100


@pytest.mark.parametrize(("trim", "size"), [("6x9", 16), ("5.5x8.5", 16), ("A5", 16)])
def test_large_print_is_sixteen_points_or_more(trim: str, size: float) -> None:
    page = type_page(PRESETS[trim], type_size=TypeSize.LARGE)

    assert page.size >= size
    assert page.line / page.size >= 1.3


def test_a_wide_page_has_larger_large_print() -> None:
    page = type_page(Trim(177.8, 254), type_size=TypeSize.LARGE)

    assert page.size == 18
    assert page.letters > 45


def test_margins_are_mirrored() -> None:
    page = type_page(Trim(139.7, 215.9))

    css = page_css(page)

    assert f":right {{ margin-left: {page.inner:g}pt; margin-right: {page.outer:g}pt" in css
    assert f":left {{ margin-left: {page.outer:g}pt; margin-right: {page.inner:g}pt" in css


@pytest.mark.parametrize(
    ("name", "size"),
    [("5x8", TypeSize.ORDINARY), ("A5", TypeSize.ORDINARY), ("6x9", TypeSize.LARGE)],
)
def test_heads_and_folios_are_printed_half_an_inch_from_the_trim(
    name: str, size: TypeSize, tmp_path: Path
) -> None:
    edition = PrintEdition("print", PRESETS[name], type=size)
    settings = Settings("Jibs and Forestays Plotted Hourly", "en", (edition,))
    lines = "<p>The tide goes out, and nobody asks it why.</p>" * 90
    body = f'<section class="essay"><h1 class="title" id="title">Quay</h1>{lines}</section>'
    essay = Page("quay", "essay", "A Quayside Typology", body, Section.BODY, "en")

    write_pdf((essay,), settings, edition, {}, tmp_path, tmp_path / "a.pdf", tmp_path / "cache")

    measured = inked.sheets(tmp_path / "a.pdf")
    least = inked.least_margin(measured, (1, 2, 3))
    assert least
    assert least[0] >= 0.5 - inked.PRECISION
    assert least[0] <= 0.6
