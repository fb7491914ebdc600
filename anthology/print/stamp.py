"""Set folios into pages that were laid out without knowing them.

The figures come from a type case: a little unit that sets each of them once, in the style of
`.folio`. Stamping places its glyphs in the slots that layout kept free, so a page that moves
needs no new layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anthology.print.fonts import glyphs
from anthology.print.job import Job
from anthology.print.sidecar import Slot

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

FIGURES = "0123456789ivxlcdm"
FONT = "/Folio"


@dataclass(frozen=True, slots=True)
class TypeCase:
    """The glyph number of each figure, and its width in thousandths of the size."""

    font: str
    glyphs: Mapping[str, int]
    widths: Mapping[str, float]


def type_case_job() -> Job:
    """A unit with every figure a folio can have, each in a line of its own."""
    lines = "".join(f'<p class="folio">{figure}</p>' for figure in FIGURES)
    html = f'<!DOCTYPE html><html lang="en"><title>Figures</title><body>{lines}</body></html>'
    return Job("the figures of the folios", html)


def type_case(pdf: Pdf) -> TypeCase:
    """Read the type case back from its PDF. Raises `ValueError` where a figure is missing."""
    from pikepdf import String, parse_content_stream

    font, numbers = "", []
    page = pdf.pages[0]
    for drawing in parse_content_stream(page, "Tf TJ"):
        first = drawing.operands[0]
        if str(drawing.operator) == "Tf":
            font = str(first)
        else:
            shown = b"".join(bytes(item) for item in first if isinstance(item, (String, bytes)))
            numbers.append(int.from_bytes(shown, "big"))
    if len(numbers) != len(FIGURES):
        raise ValueError(f"{len(numbers)} figures in the type case, not {len(FIGURES)}")
    widths = glyphs([page.obj.Resources.Font[font]]).widths
    by_figure = dict(zip(FIGURES, numbers, strict=True))
    return TypeCase(font, by_figure, {figure: widths[n] for figure, n in by_figure.items()})


def stamp(pdf: Pdf, page: Page, font: Object, case: TypeCase, slot: Slot, folio: str) -> None:
    """Draw the folio in its slot."""
    from pikepdf import Array

    width = sum(case.widths[figure] for figure in folio) * slot.size / 1000
    x = slot.x - {"left": 0.0, "center": width / 2, "right": width}[slot.align]
    shown = "".join(f"{case.glyphs[figure]:04x}" for figure in folio)
    drawn = (
        f"Q q 0 g BT {FONT} {slot.size:.4g} Tf 1 0 0 1 {x:.3f} {slot.y:.3f} Tm <{shown}> Tj ET Q"
    )
    page.obj.Resources.Font[FONT] = font
    # WeasyPrint turns the axes and leaves them turned, so its drawing is put between q and Q.
    before, after = pdf.make_stream(b"q\n"), pdf.make_stream(drawn.encode())
    page.obj.Contents = Array([before, page.obj.Contents, after])
