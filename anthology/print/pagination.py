"""Which page falls on which side of which leaf, and the folio it bears.

Front matter counts in roman, the body restarts at 1, back matter runs on. A unit that must open
on the other side is given a blank before it. The book closes on a blank verso: printers put
their barcode there. How many blanks more a printer wants is told by `closing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anthology.pages import Section
from anthology.print.units import Unit

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """One side of a leaf: the page of a unit (both counted from 0) or, without one, a blank."""

    folio: str
    unit: int | None = None
    page: int = 0


def roman(number: int) -> str:
    """A folio of the front matter: 4 is `iv`."""
    numeral = ""
    for value, letters in _ROMAN:
        numeral += letters * (number // value)
        number %= value
    return numeral


def paginate(units: Sequence[Unit], lengths: Sequence[int]) -> list[Leaf]:
    """Every side in the order of the book, given how many pages each unit fills."""
    leaves: list[Leaf] = []
    in_front, counted = True, 0

    def turn(unit: int | None = None, page: int = 0) -> None:
        nonlocal counted
        counted += 1
        leaves.append(Leaf(roman(counted) if in_front else str(counted), unit, page))

    for at, (unit, length) in enumerate(zip(units, lengths, strict=True)):
        while len(leaves) % 2 != (unit.opens == "verso"):
            turn()
        if in_front and unit.section is not Section.FRONT:
            in_front, counted = False, 0
        for page in range(length):
            turn(at, page)
    while len(leaves) % 2 or (leaves and leaves[-1].unit is not None):
        turn()
    return leaves


def said(leaves: Sequence[Leaf]) -> int:
    """How many sides there are up to the last that is not blank."""
    return max((at for at, leaf in enumerate(leaves, 1) if leaf.unit is not None), default=0)


def filled(leaves: Sequence[Leaf], pages: int) -> list[Leaf]:
    """The book with blank sides at its end, until it has so many pages."""
    in_figures = sum(leaf.folio.isdecimal() for leaf in leaves)
    folio = str if in_figures else roman
    first = (in_figures or len(leaves)) + 1
    return [*leaves, *(Leaf(folio(first + more)) for more in range(pages - len(leaves)))]


def openings(units: Sequence[Unit], leaves: Sequence[Leaf]) -> dict[str, str]:
    """The folio each unit opens on, by the name of its first page."""
    return {
        units[leaf.unit].name: leaf.folio
        for leaf in leaves
        if leaf.unit is not None and leaf.page == 0
    }
