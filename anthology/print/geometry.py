"""The type page: trim, margins, and the column of type between them.

Figures in, CSS text out. Everything stands on the line: the column is a whole number of lines
high, and what is left over goes to the foot. The margins follow from the trim, so that a larger
page gets a larger column and not only wider margins.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.project import MM_PER_INCH, Trim

POINTS_PER_INCH = 72.0
SMALL_LINE = 0.825  # 40 lines of small type fill the column that holds 33 of text

# Print on demand: half an inch on every outer side, and never less than that in the gutter
# (KDP asks 0.375 to 0.875 in by page count, IngramSpark 0.5 in on all sides).
LEAST_MARGIN = 0.5 * POINTS_PER_INCH
# What a running head needs above the column, and a folio below it, with the white between.
HEAD, FOLIO = 22.5, 20.5
# Perfect binding swallows some of the inner margin: these make the *seen* margins even.
INNER, OUTER, TOP, FOOT = 0.145, 0.118, 0.096, 0.093


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

    @property
    def measure(self) -> float:
        """The width of the column."""
        return self.width - self.inner - self.outer

    @property
    def foot(self) -> float:
        """What the whole lines leave at the foot."""
        return round(self.height - self.top - self.lines * self.line, 3)


def points(millimetres: float) -> float:
    """Millimetres in points, to a thousandth: 139.7 mm are 396 pt and nothing beside."""
    return round(millimetres / MM_PER_INCH * POINTS_PER_INCH, 3)


def type_page(trim: Trim, gutter: float = 0.0) -> TypePage:
    """The type page of a trim: on 5.5 × 8.5 in, 33 lines of 10.5 on 15 pt across 24 picas.

    `gutter` is the least inner margin in points, where the printer asks for a wider one.
    """
    width, height = points(trim.width), points(trim.height)
    size, line = (10.5, 15.0) if width <= 414 else (11.0, 15.5)
    inner = max(LEAST_MARGIN, gutter, round(width * INNER, 1))
    outer = max(LEAST_MARGIN, round(width * OUTER, 1))
    top = max(LEAST_MARGIN + HEAD, round(height * TOP, 1))
    lines = int((height - top - max(LEAST_MARGIN + FOLIO, height * FOOT)) // line)
    return TypePage(width, height, inner, outer, top, line, size, lines)


def page_css(page: TypePage) -> str:
    """The `@page` rules and the lengths every other rule is reckoned from."""
    return (
        f":root {{ --size: {page.size:g}pt; --line: {page.line:g}pt;"
        f" --line-small: {page.line * SMALL_LINE:g}pt; --measure: {page.measure:g}pt;"
        f" --column: {page.lines * page.line:g}pt; }}\n"
        f"@page {{ size: {page.width:g}pt {page.height:g}pt;"
        f" margin-top: {page.top:g}pt; margin-bottom: {page.foot:g}pt; }}\n"
        f"@page :right {{ margin-left: {page.inner:g}pt; margin-right: {page.outer:g}pt; }}\n"
        f"@page :left {{ margin-left: {page.outer:g}pt; margin-right: {page.inner:g}pt; }}\n"
    )
