"""Which page falls where: rectos, blanks and folios."""

from __future__ import annotations

import pytest

from anthology.pages import Page, Section
from anthology.print.pagination import openings, paginate, roman
from anthology.print.units import Unit


def unit(kind: str, section: Section = Section.BODY, name: str = "") -> Unit:
    return Unit((Page(name or kind, kind, kind.title(), "", section, "en"),))


def front(kind: str) -> Unit:
    return unit(kind, Section.FRONT)


@pytest.mark.parametrize(("number", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (48, "xlviii")])
def test_front_matter_counts_in_roman(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_the_trade_order_gets_the_trade_folios() -> None:
    kinds = ("half-title", "title-page", "copyright", "dedication", "epigraph", "contents")
    units = [*map(front, kinds), unit("part")]

    folios = openings(units, paginate(units, [1] * len(units)))

    assert list(folios.values()) == ["i", "iii", "iv", "v", "vii", "ix", "1"]


def test_the_body_restarts_at_one_on_a_recto() -> None:
    units = [front("contents"), unit("essay")]

    leaves = paginate(units, [3, 2])

    assert [leaf.folio for leaf in leaves] == ["i", "ii", "iii", "iv", "1", "2", "3", "4"]
    assert [leaf.unit for leaf in leaves] == [0, 0, 0, None, 1, 1, None, None]


def test_back_matter_runs_on() -> None:
    units = [unit("essay"), unit("matter", Section.BACK)]

    assert openings(units, paginate(units, [2, 1])) == {"essay": "1", "matter": "3"}


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_the_book_is_even_and_closes_on_a_blank(length: int) -> None:
    leaves = paginate([unit("essay")], [length])

    assert len(leaves) % 2 == 0
    assert leaves[-1].unit is None
