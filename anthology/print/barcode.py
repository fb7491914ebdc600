"""The EAN-13 of an ISBN, as bars to draw.

A kept library encodes the digits; the bars are ours to draw, as rectangles a whole number of
modules wide, so that nothing is between them and the press. Sizes are those of the symbol at
100 %, in modules of 0.33 mm (ISO/IEC 15420); it is never made smaller, nor is its height cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

MODULE = 0.33  # mm
MODULES = 95
QUIET_LEFT, QUIET_RIGHT = 11, 7
WIDTH = QUIET_LEFT + MODULES + QUIET_RIGHT
# Above the bars the number as people write it; below them its digits, between the guard bars.
HEAD, BARS, GUARDS, FOOT = 12.0, 69.24, 5.0, 6.0
HEIGHT = HEAD + BARS + GUARDS + FOOT


@dataclass(frozen=True, slots=True)
class Bar:
    """A black bar: where it begins and how wide and high it is, in modules."""

    x: int
    width: int
    height: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """What stands in the white box: the number above, the bars from `head` down, and each digit
    with the middle it stands on, on a line at `foot`."""

    number: str
    bars: tuple[Bar, ...]
    digits: tuple[tuple[str, float], ...]
    width: float = WIDTH
    height: float = HEIGHT
    head: float = HEAD
    foot: float = HEAD + BARS + 8.4


def symbol(isbn: str) -> Symbol:
    """The symbol of an ISBN of thirteen digits.

    Raises `ValueError` where the last digit is not the check digit of the others.
    """
    from barcode.ean import EuropeanArticleNumber13

    code = EuropeanArticleNumber13(isbn, guardbar=True)
    if str(code) != isbn:
        raise ValueError(f"{isbn} is not an EAN-13")
    return Symbol(hyphenated(isbn), tuple(_bars(code.build()[0])), tuple(_digits(isbn)))


def _bars(code: str) -> Iterator[Bar]:
    """Neighbouring modules of one kind are one bar, so that no seam shows between them."""
    x = QUIET_LEFT
    for kind, run in groupby(code):
        width = len(list(run))
        if kind != "0":
            yield Bar(x, width, BARS + GUARDS if kind == "G" else BARS)
        x += width


def _digits(isbn: str) -> Iterator[tuple[str, float]]:
    """The first digit has no bars: it stands in the quiet zone. The others are seven modules."""
    yield isbn[0], 4.5
    for at, digit in enumerate(isbn[1:]):
        guards = 3 if at < 6 else 8
        yield digit, QUIET_LEFT + guards + 7 * at + 3.5


def hyphenated(isbn: str) -> str:
    """`978-0-306-40615-7`: an ISBN in its five parts, as the agencies give them out."""
    from stdnum import isbn as numbers

    parted: str = numbers.format(isbn)
    return parted
