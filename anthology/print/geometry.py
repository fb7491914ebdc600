"""The type page: trim, margins, and the column of type between them.

Figures in, CSS text out. Everything stands on the line: the column is a whole number of lines
high, and what is left over goes to the foot. Size and margins follow from the trim, so that a
line holds the 60 to 70 letters that read best, on any page that has the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from anthology.project import MM_PER_INCH, Trim, TypeSize

POINTS_PER_INCH = 72.0
USUAL_SIZE = 10.5  # points; what the sheets are drawn for
SMALL_LINE = 0.825  # 40 lines of small type fill the column that holds 33 of text

# How wide a letter of the text face is, in ems: measured on English essays, spaces counted.
LETTER = 0.436
FEWEST, MOST = 60, 70  # letters in a line (Bringhurst: 45 to 75, and 66 is ideal)
# Print on demand: half an inch on every outer side, and never less than that in the gutter
# (KDP asks 0.375 to 0.875 in by page count, IngramSpark 0.5 in on all sides).
LEAST_MARGIN = 0.5 * POINTS_PER_INCH


@dataclass(frozen=True, slots=True)
class Dressing:
    """How a page is dressed: size and leading in points, by the width in inches of the widest page
    they serve; what a running head needs above the column and a folio below it, with the white
    between; how wide a letter of a running head is, and the room that folios need beside it, at
    scale 1; and the margins as shares of the page."""

    sizes: tuple[tuple[float, float, float], ...]
    head: float
    folio: float
    inner: float
    outer: float
    head_letter: float
    beside_head: float
    top: float = 0.096
    foot: float = 0.093


# Perfect binding swallows some of the inner margin: these make the *seen* margins even.
ORDINARY = Dressing(
    sizes=((4.7, 9.5, 13.5), (5.3, 10, 14), (5.9, 10.5, 15), (6.5, 11, 15.5), (inf, 12, 17)),
    head=22.5,
    folio=21.5,
    inner=0.145,
    outer=0.118,
    head_letter=5.1,
    beside_head=45,
)
# Large print: 16 pt at the least and 18 where the page is wide enough, folios and heads as large
# as the text (UKAAF, Minimum standards: Clear and large print, MS03, 2012, and Guidance G003,
# 2019; RNIB calls 16 to 18 pt large print). Narrower margins give the line what the size takes.
LARGE = Dressing(
    sizes=((6.9, 16, 22), (inf, 18, 25)),
    head=35,
    folio=34,
    inner=0.125,
    outer=0.095,
    head_letter=4.8,
    beside_head=52,
)
DRESSINGS = {TypeSize.ORDINARY: ORDINARY, TypeSize.LARGE: LARGE}


@dataclass(frozen=True, slots=True)
class TypePage:
    """A page and its column of type; every figure in points."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    line: float
    size: float
    lines: int
    type: TypeSize = TypeSize.ORDINARY

    @property
    def measure(self) -> float:
        """The width of the column."""
        return round(self.width - self.inner - self.outer, 3)

    @property
    def letters(self) -> float:
        """How many letters a line holds, on the average."""
        return self.measure / (self.size * LETTER)

    @property
    def scale(self) -> float:
        """By how much what the sheets give in points grows; in large print alone does it."""
        return self.size / USUAL_SIZE if self.type is TypeSize.LARGE else 1.0

    @property
    def head_letters(self) -> int:
        """How many letters of a running head leave room for its folio."""
        dressing = DRESSINGS[self.type]
        return int((self.measure / self.scale - dressing.beside_head) / dressing.head_letter)

    @property
    def foot(self) -> float:
        """What the whole lines leave at the foot."""
        return round(self.height - self.top - self.lines * self.line, 3)


def points(millimetres: float) -> float:
    """Millimetres in points, to a thousandth: 139.7 mm are 396 pt and nothing beside."""
    return round(millimetres / MM_PER_INCH * POINTS_PER_INCH, 3)


def type_page(trim: Trim, gutter: float = 0.0, type_size: TypeSize = TypeSize.ORDINARY) -> TypePage:
    """The type page of a trim: on 5.5 × 8.5 in, 33 lines of 10.5 on 15 pt across 24 picas.

    `gutter` is the least inner margin in points, where the printer asks for a wider one.
    """
    width, height = points(trim.width), points(trim.height)
    dressing = DRESSINGS[type_size]
    inches = width / POINTS_PER_INCH
    size, line = next((size, line) for widest, size, line in dressing.sizes if inches <= widest)
    inner, outer = _sides(width, size, gutter, dressing)
    top = max(LEAST_MARGIN + dressing.head, round(height * dressing.top, 1))
    least_foot = max(LEAST_MARGIN + dressing.folio, height * dressing.foot)
    lines = int((height - top - least_foot) // line)
    return TypePage(width, height, inner, outer, top, line, size, lines, type_size)


def _sides(width: float, size: float, gutter: float, dressing: Dressing) -> tuple[float, float]:
    """The inner and the outer margin. Where the printer wants a wide gutter the outer one gives
    way, and both are wider on a page too wide for one column."""
    letter = size * LETTER
    inner = max(LEAST_MARGIN, gutter, round(width * dressing.inner, 1))
    spare = width - inner - FEWEST * letter
    outer = max(LEAST_MARGIN, min(round(width * dressing.outer, 1), spare))
    too_wide = max(0.0, width - inner - outer - MOST * letter) / (inner + outer)
    return round(inner * (1 + too_wide), 1), round(outer * (1 + too_wide), 1)


def page_css(page: TypePage) -> str:
    """The `@page` rules and the lengths every other rule is reckoned from."""
    small = page.line * (1 if page.type is TypeSize.LARGE else SMALL_LINE)
    return (
        f":root {{ --size: {page.size:g}pt; --line: {page.line:g}pt;"
        f" --line-small: {small:g}pt; --measure: {page.measure:g}pt;"
        f" --column: {page.lines * page.line:g}pt; --scale: {page.scale:.4g}; }}\n"
        f"@page {{ size: {page.width:g}pt {page.height:g}pt;"
        f" margin-top: {page.top:g}pt;"
        f" margin-bottom: calc({page.foot:g}pt + var(--run-short, 0pt)); }}\n"
        f"@page :right {{ margin-left: {page.inner:g}pt; margin-right: {page.outer:g}pt; }}\n"
        f"@page :left {{ margin-left: {page.outer:g}pt; margin-right: {page.inner:g}pt; }}\n"
    )
