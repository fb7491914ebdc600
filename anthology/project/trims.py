"""Page sizes: those with a name, those typed as two lengths, and what speaks against one.

In millimetres, as everything after. A size no printer binds is a fault; one the edition's own
printer does not cut, or one too small for large print, is warned of, for a printer may yet be
asked.
"""

from __future__ import annotations

import re

from anthology import printers
from anthology.project.settings import MM_PER_INCH, PrintEdition, Trim, TypeSize
from anthology.project.toml import Toml

# Paper sizes are called by name; the others by their lengths, `5x8`, in inches where none is said.
NAMED = {"a4": Trim(210, 297), "a5": Trim(148, 210), "a6": Trim(105, 148)}
UNITS = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH, "": MM_PER_INCH}
DEFAULT_TRIM = Trim(5.5 * MM_PER_INCH, 8.5 * MM_PER_INCH)
DEFAULTS = {TypeSize.ORDINARY: "5.5x8.5", TypeSize.LARGE: "6x9"}
SMALLEST_TRIM = Trim(90, 140)
LARGEST_TRIM = Trim(310, 440)
# In a narrower column a line of large print holds six or seven words, and most of them turn over.
LEAST_LARGE_TRIM = Trim(6 * MM_PER_INCH, 9 * MM_PER_INCH)
CLOSE = 0.5  # millimetres by which a page may miss a size


def trim(wanted: str, key: str, toml: Toml) -> Trim:
    """`5.5x8.5`, `6x9in`, `140x216mm` or `A5`."""
    sized = re.fullmatch(r"\s*([\d.]+)\s*[x×]\s*([\d.]+)\s*(mm|cm|in|)\s*", wanted)
    found = NAMED.get(wanted.strip().casefold()) or (sized and _sized(sized))
    if not found:
        hint = 'write it as `trim = "5.5x8.5"`, `"140x216mm"` or `"A5"`'
        toml.bad(key, f"`{wanted}` is not a page size", hint)
        return DEFAULT_TRIM
    if not _holds(LARGEST_TRIM, found) or not _holds(found, SMALLEST_TRIM):
        hint = "no printer we know binds it; usual sizes are 5x8, 5.25x8, 5.5x8.5, 6x9 and A5"
        toml.bad(key, f"`{wanted}` is too small or too large for a book", hint)
        return DEFAULT_TRIM
    return found


def _sized(sized: re.Match[str]) -> Trim | None:
    try:
        width, height = float(sized[1]), float(sized[2])
    except ValueError:
        return None
    unit = UNITS[sized[3]]
    return Trim(round(width * unit, 3), round(height * unit, 3))


def _holds(outer: Trim, inner: Trim) -> bool:
    across, down = outer.width - inner.width, outer.height - inner.height
    return across >= -CLOSE and down >= -CLOSE


def look_over(edition: PrintEdition, key: str, toml: Toml) -> None:
    """Warn of a page that the edition's printer does not cut, or that is small for large print."""
    width, height = edition.trim.width / MM_PER_INCH, edition.trim.height / MM_PER_INCH
    page = f"{width:.4g} × {height:.4g} in"
    printer = printers.printers()[edition.printer]
    taken = printer.takes(width, height)
    if taken and taken.sure.can_judge and not taken.value:
        cut = ", ".join(f"{wide:g}x{high:g}" for wide, high in printer.nearest(width, height))
        message = f"{printer.name} does not cut books to {page}"
        toml.warn("trim-not-cut", message, f"the sizes nearest to it are {cut}", key)
    if edition.type is TypeSize.LARGE and not _holds(edition.trim, LEAST_LARGE_TRIM):
        message = f"{page} is small for large print: a line holds six words or so, and turns over"
        toml.warn("trim-too-small", message, "take 6x9 or more", key)
