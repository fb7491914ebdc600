"""Set folios into pages that were laid out without knowing them.

The figures come from type cases: little units that set each figure once, in the style of some
slot. Stamping places their glyphs in the slots that layout kept free, so a page that moves needs
no new layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from anthology.print.fonts import glyphs
from anthology.print.job import Job
from anthology.print.sidecar import Slot

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

FIGURES = "0123456789ivxlcdm"
# WeasyPrint turns the axes and leaves them turned, so its drawing is put between q and Q.
SAVED = b"q\n"


@dataclass(frozen=True, slots=True)
class TypeCase:
    """The glyph number of each figure, and its width in thousandths of the size; `name` is what
    the `font` they are in is called on a page."""

    name: str
    font: Object
    glyphs: Mapping[str, int]
    widths: Mapping[str, float]


def type_case_job(style: str) -> Job:
    """A unit with every figure a folio can have in this style, each in a line of its own, and all
    of those in one place: on one page, however large they are and small it is."""
    dress = escape(f"{style}; margin: 0; line-height: 0")
    lines = "".join(f'<p style="{dress}">{figure}</p>' for figure in FIGURES)
    html = f'<!DOCTYPE html><html lang="en"><title>Figures</title><body>{lines}</body></html>'
    return Job("the figures of the folios", html)


def type_case(page: Page, name: str) -> TypeCase:
    """Read a type case back from its page. Raises `ValueError` where a figure is missing."""
    from pikepdf import String, parse_content_stream

    font, numbers = "", []
    for drawing in parse_content_stream(page, "Tf TJ"):
        first = drawing.operands[0]
        if str(drawing.operator) == "Tf":
            font = str(first)
        else:
            shown = b"".join(bytes(item) for item in first if isinstance(item, (String, bytes)))
            numbers.append(int.from_bytes(shown, "big"))
    if len(numbers) != len(FIGURES):
        raise ValueError(f"{len(numbers)} figures in the type case, not {len(FIGURES)}")
    resource = page.obj.Resources.Font[font]
    widths = glyphs([resource]).widths
    by_figure = dict(zip(FIGURES, numbers, strict=True))
    wide = {figure: widths[number] for figure, number in by_figure.items()}
    return TypeCase(name, resource, by_figure, wide)


def stamp(pdf: Pdf, page: Page, saved: Object, case: TypeCase, slot: Slot, folio: str) -> None:
    """Draw the folio in its slot; `saved` is the stream that goes before a page's own (`SAVED`)."""
    from pikepdf import Array

    width = sum(case.widths[figure] for figure in folio) * slot.size / 1000
    x = slot.x - {"left": 0.0, "center": width / 2, "right": width}[slot.align]
    shown = "".join(f"{case.glyphs[figure]:04x}" for figure in folio)
    drawn = (
        f"Q /Artifact BMC q 0 g BT {case.name} {slot.size:.4g} Tf 1 0 0 1 {x:.3f} {slot.y:.3f} Tm"
        f" <{shown}> Tj ET Q EMC"
    )
    page.obj.Contents = Array([saved, page.obj.Contents, pdf.make_stream(drawn.encode())])
