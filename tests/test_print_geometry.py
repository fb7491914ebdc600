"""The type page stands on the line, and its margins are ones a printer takes."""

from __future__ import annotations

import pytest

from anthology.print.geometry import POINTS_PER_INCH, page_css, points, type_page
from anthology.project import Trim

TRIMS = (Trim(127, 203.2), Trim(129, 198), Trim(139.7, 215.9), Trim(152.4, 228.6), Trim(156, 234))


def test_millimetres_come_out_as_whole_points_where_the_trim_is_in_inches() -> None:
    assert (points(139.7), points(215.9)) == (396, 612)


@pytest.mark.parametrize("trim", TRIMS, ids=str)
def test_every_outer_margin_is_at_least_half_an_inch(trim: Trim) -> None:
    page = type_page(trim)

    assert min(page.outer, page.top, page.foot) >= 0.5 * POINTS_PER_INCH


@pytest.mark.parametrize("trim", TRIMS, ids=str)
def test_the_gutter_is_wider_than_the_outer_margin(trim: Trim) -> None:
    page = type_page(trim)

    assert page.inner > page.outer


@pytest.mark.parametrize("trim", TRIMS, ids=str)
def test_the_column_is_a_whole_number_of_lines(trim: Trim) -> None:
    page = type_page(trim)

    assert page.top + page.lines * page.line + page.foot == pytest.approx(page.height)
    assert page.lines >= 28


def test_margins_are_mirrored() -> None:
    page = type_page(Trim(139.7, 215.9))

    css = page_css(page)

    assert f":right {{ margin-left: {page.inner:g}pt; margin-right: {page.outer:g}pt" in css
    assert f":left {{ margin-left: {page.outer:g}pt; margin-right: {page.inner:g}pt" in css
