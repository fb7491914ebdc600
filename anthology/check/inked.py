"""What is seen on each sheet of a finished interior, measured by drawing it.

Where ink lies, whether any of it is coloured, the smallest type and the coarsest picture: read by
PDFium, which had no hand in the file. Knows of no printer and of no limit.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from anthology.check import pdf_file
from anthology.check.rows import in_pdf
from anthology.errors import BuildError, Place

SCALE = 2  # pixels for a point: what is measured is sure to half a point
INK = 128  # darker than this a pixel is more than half covered
COLOURED = 8  # steps of 255 between channels; rendering leaves one or two
POINTS_PER_INCH = 72.0
PRECISION = 1 / SCALE / POINTS_PER_INCH  # inches


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. Lengths are inches; `margins` (inner, outer, top, foot) are what is left white,
    None on a blank; `least_type` is in points, `ppi` that of the coarsest picture."""

    number: int
    width: float
    height: float
    margins: tuple[float, float, float, float] | None
    is_gray: bool
    least_type: float | None = None
    ppi: float | None = None


def sheets(path: Path) -> tuple[Sheet, ...]:
    """Measure every sheet. Raises BuildError where the file is no PDF, or is a proof."""
    _refuse_proofs(path)
    with pdf_file.pages(path) as document:
        return tuple(_sheet(document, at) for at in range(len(document)))


def _refuse_proofs(path: Path) -> None:
    """A proof says so in its name, and on every page that says anything."""
    rows = in_pdf(path)
    marked = {row.page for row in rows if re.search(r"\bPROOF\b", row.text)}
    if "PROOF" in path.stem or (rows and marked == {row.page for row in rows}):
        raise BuildError(
            "this is a proof, for your own eyes: no printer gets it",
            Place(path),
            "build the edition without `--proof`",
        )


def _sheet(document: Any, at: int) -> Sheet:
    page = document[at]
    try:
        width, height = (float(side) / POINTS_PER_INCH for side in page.get_size())
        seen = page.render(scale=SCALE).to_pil().convert("RGB")
        least, ppi = least_type(page), _coarsest(page)
        margins = _margins(seen, is_recto=at % 2 == 0)
        return Sheet(at + 1, width, height, margins, _is_gray(seen), least, ppi)
    finally:
        page.close()


def _margins(seen: Any, *, is_recto: bool) -> tuple[float, float, float, float] | None:
    ink = [255 if light < INK else 0 for light in range(256)]
    box = seen.convert("L").point(ink).getbbox()
    if not box:
        return None
    sides = (box[0], seen.width - box[2], box[1], seen.height - box[3])
    left, right, top, foot = (side / SCALE / POINTS_PER_INCH for side in sides)
    return (left, right, top, foot) if is_recto else (right, left, top, foot)


def _is_gray(seen: Any) -> bool:
    from PIL import ImageChops

    red, green, blue = seen.split()
    apart: list[Any] = [ImageChops.difference(red, green), ImageChops.difference(green, blue)]
    return all(difference.getextrema()[1] < COLOURED for difference in apart)


def least_type(page: Any) -> float | None:
    """The smallest type on a page of PDFium's, in points; None where nothing is said."""
    from pypdfium2 import raw

    def size(one: Any) -> float:
        asked = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(one.raw, asked)
        return float(asked.value * abs(one.get_matrix().d))

    shown = [size(one) for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
    return round(min(shown), 2) if shown else None


def _coarsest(page: Any) -> float | None:
    from pypdfium2 import raw

    def fineness(one: Any) -> float:
        told = raw.FPDF_IMAGEOBJ_METADATA()
        raw.FPDFImageObj_GetImageMetadata(one.raw, page.raw, told)
        return float(min(told.horizontal_dpi, told.vertical_dpi))

    shown = [fineness(one) for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    return round(min(shown), 1) if shown else None


def least_margin(measured: Sequence[Sheet], sides: Sequence[int]) -> tuple[float, int] | None:
    """The smallest of some margins (0 inner, 1 outer, 2 top, 3 foot), and the sheet it is on."""
    every = [
        (sheet.margins[side], sheet.number) for sheet in measured if sheet.margins for side in sides
    ]
    return min(every, default=None)


def most_blanks(measured: Sequence[Sheet]) -> int:
    """The longest run of blank sheets before and between sheets that are not."""
    said = [0, *(sheet.number for sheet in measured if sheet.margins)]
    return max((after - before - 1 for before, after in pairwise(said)), default=0)


def blanks_at_end(measured: Sequence[Sheet]) -> int:
    """How many sheets are blank behind the last that is not."""
    return len(measured) - max((sheet.number for sheet in measured if sheet.margins), default=0)
