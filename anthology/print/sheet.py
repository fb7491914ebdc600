"""The sheet a paperback's cover is printed on: back, spine and front between their bleeds.

Figures in, figures out, in millimetres from the upper left corner. Every figure is the printer's;
where one asks nothing, that of “any printer” is kept, which is the strictest of all. A spine that
no one publishes is the author's to ask for: it is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from anthology.print import barcode
from anthology.printers import ANY, Printer, printers
from anthology.project import MM_PER_INCH, PrintEdition, Trim


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def foot(self) -> float:
        return self.top + self.height

    def inset(self, across: float, down: float) -> Box:
        """The box without its edges."""
        return Box(
            self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down
        )


@dataclass(frozen=True, slots=True)
class WrapGeometry:
    """Where everything is. `pages` is the interior's count; `barcode` is what has to be kept clear
    of all but a barcode; `has_spine_text` says whether the printer allows words on the spine."""

    trim: Trim
    pages: int
    spine_width: float
    bleed: float
    safety: float
    spine_safety: float
    has_spine_text: bool
    barcode: Box

    @property
    def width(self) -> float:
        return 2 * (self.bleed + self.trim.width) + self.spine_width

    @property
    def height(self) -> float:
        return 2 * self.bleed + self.trim.height

    @property
    def back(self) -> Box:
        return Box(self.bleed, self.bleed, self.trim.width, self.trim.height)

    @property
    def spine(self) -> Box:
        return Box(self.back.right, self.bleed, self.spine_width, self.trim.height)

    @property
    def front(self) -> Box:
        return Box(self.spine.right, self.bleed, self.trim.width, self.trim.height)

    @property
    def safe(self) -> tuple[Box, Box, Box]:
        """Where words may stand on back, spine and front."""
        return (
            self.back.inset(self.safety, self.safety),
            self.spine.inset(self.spine_safety, self.safety),
            self.front.inset(self.safety, self.safety),
        )


def geometry(edition: PrintEdition, pages: int) -> WrapGeometry | None:
    """The sheet for an edition whose interior has so many pages.

    None where its spine is not known, and where it has boards, whose sides no one publishes.
    """
    printer = printer_of(edition)
    spine = _spine(edition, printer, pages)
    if spine is None or printer.asks("boards"):
        return None
    bleed, safety = _length(printer, "cover_bleed"), _length(printer, "cover_safety")
    back = Box(bleed, bleed, edition.trim.width, edition.trim.height)
    return WrapGeometry(
        trim=edition.trim,
        pages=pages,
        spine_width=spine,
        bleed=bleed,
        safety=safety,
        spine_safety=_length(printer, "spine_safety"),
        has_spine_text=pages >= _asked(printer, "spine_text"),
        barcode=_barcode(printer, back, safety),
    )


def printer_of(edition: PrintEdition) -> Printer:
    """The printer an edition names; any printer where there is none of that name."""
    return printers().get(edition.printer, printers()[ANY])


def ink_limit(edition: PrintEdition) -> float | None:
    """The most ink its printer takes in one place, 2.4 for 240 %; None for one that takes RGB."""
    asked = printer_of(edition).asks("total_ink")
    return None if asked is None else asked.value / 100


def has_to_have_barcode(printer: Printer) -> bool:
    """Whether it wants a barcode and has no box for one of its own."""
    asked = printer.asks("barcode")
    return asked is not None and not asked.value


def _spine(edition: PrintEdition, printer: Printer, pages: int) -> float | None:
    """The author's figure from the printer's template, or the printer's own sum."""
    if edition.spine is not None:
        return edition.spine
    figure = printer.spine(pages, edition.paper)
    return None if figure is None or figure.value is None else _mm(figure.value)


def _barcode(printer: Printer, back: Box, safety: float) -> Box:
    asked = _asked(printer, "barcode") or _asked(printers()[ANY], "barcode")
    width, height = _mm(asked["width"]), _mm(asked["height"])
    beside, below = max(_mm(asked["from_spine"]), safety), max(_mm(asked["from_trim"]), safety)
    return Box(back.right - beside - width, back.foot - below - height, width, height)


def symbol_box(sheet: WrapGeometry, margin: float) -> Box:
    """Where our own symbol stands in the box for it: on the margin of the words, if that is in."""
    width, height = barcode.WIDTH * barcode.MODULE, barcode.HEIGHT * barcode.MODULE
    clear = sheet.barcode
    right = min(max(sheet.back.right - margin, clear.left + width), clear.right)
    return Box(right - width, clear.foot - height, width, height)


def _asked(printer: Printer, name: str) -> Any:
    figure = printer.asks(name) or printers()[ANY].asks(name)
    if figure is None:
        raise LookupError(f"printers.toml has no {name} for any printer")
    return figure.value


def _length(printer: Printer, name: str) -> float:
    return _mm(_asked(printer, name))


def _mm(inches: float) -> float:
    return round(inches * MM_PER_INCH, 4)
