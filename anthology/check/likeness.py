"""Is a page in the book what it was by itself, and on the press what it is on a screen?

Pages are drawn by PDFium, which had no hand in them, and compared pixel by pixel. Nothing is
compared where a folio was set over what kept its room. The press has its pictures in gray and its
fonts bare, which PDFium draws in shades that are a little off; nothing may be elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology.print.cache import Cache
from anthology.print.geometry import POINTS_PER_INCH
from anthology.print.pagination import Leaf
from anthology.print.plates import Piece, Plates, destinations
from anthology.print.sidecar import Slot

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS_PER_INCH = 100
SCALE = PIXELS_PER_INCH / POINTS_PER_INCH
SHADES = 40  # of 256; up to 25 were measured, where letters have their edges
FIGURE = 0.65  # ems; no figure is broader
ABOVE, BELOW = 1.0, 0.35  # ems from the baseline, to where a figure can reach

Box = tuple[int, int, int, int]
"""Pixels from the upper left corner."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many pages were compared, and the sheets (from 1) that are not what they should be."""

    compared: int
    unlike: tuple[int, ...]


def of_units(printed: Path, plates: Plates, cache: Cache) -> Likeness:
    """Each page of a book beside the same page of its unit, which was laid out by itself."""
    import pypdfium2

    book = pypdfium2.PdfDocument(printed)
    units = [pypdfium2.PdfDocument(cache.pdf(piece.key)) for piece in plates.pieces]
    folios = {name: plates.leaves[place.leaf].folio for name, place in destinations(plates).items()}
    compared, unlike = 0, []
    for at, leaf in enumerate(plates.leaves):
        if leaf.unit is not None:
            compared += 1
            hidden = _stamped(plates.pieces[leaf.unit], leaf, folios, plates.page.height)
            pictures = [_drawn(page, hidden) for page in (book[at], units[leaf.unit][leaf.page])]
            if _farthest(*pictures):
                unlike.append(at + 1)
    return Likeness(compared, tuple(unlike))


def of_press(screen: Path, press: Path) -> Likeness:
    """Each page for the press beside the same page for a screen, in gray."""
    import pypdfium2

    books = [pypdfium2.PdfDocument(path) for path in (screen, press)]
    unlike = []
    for at, pages in enumerate(zip(*books, strict=True)):
        if _farthest(*(_drawn(page).convert("L") for page in pages)) > SHADES:
            unlike.append(at + 1)
    return Likeness(len(books[0]), tuple(unlike))


def _stamped(piece: Piece, leaf: Leaf, folios: dict[str, str], height: float) -> list[Box]:
    """Where folios are set on a page."""
    slots = (slot for slot in piece.sidecar.slots if slot.page == leaf.page)
    return [
        _room(slot, folios[slot.target] if slot.target else leaf.folio, height) for slot in slots
    ]


def _room(slot: Slot, folio: str, height: float) -> Box:
    width = len(folio) * FIGURE * slot.size
    left = slot.x - {"left": 0.0, "center": width / 2, "right": width}[slot.align]
    top = height - slot.y - ABOVE * slot.size
    edges = left, top, left + width, top + (ABOVE + BELOW) * slot.size
    return _pixels(*edges)


def _pixels(left: float, top: float, right: float, foot: float) -> Box:
    """A place in points as a place in pixels, and the pixels it only touches."""
    return (
        int(left * SCALE) - 1,
        int(top * SCALE) - 1,
        int(right * SCALE) + 1,
        int(foot * SCALE) + 1,
    )


def _drawn(page: Any, hidden: Iterable[Box] = ()) -> Image:
    """A page in colour, without what is hidden."""
    from PIL import ImageDraw

    drawn: Image = page.render(scale=SCALE).to_pil().convert("RGB")
    pen = ImageDraw.Draw(drawn)
    for box in hidden:
        pen.rectangle(box, fill="white")
    return drawn


def _farthest(one: Image, other: Image) -> int:
    """How far apart two pictures are where they are farthest, of 255; 255 where one is larger."""
    from PIL import ImageChops

    if one.size != other.size:
        return 255
    bands: Any = ImageChops.difference(one, other).convert("RGB").getextrema()
    return max(int(most) for _, most in bands)
