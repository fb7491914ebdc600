"""Which stanzas are kept whole: those that are short, and short in print as well.

A stanza of a few lines may fill half a page where its lines turn over, and kept whole it leaves
as much white at the foot of the page before. Such a one may break, between lines that two others
stand by, as a long one does. Reckons with the letters of a row; no page is laid out to find out.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from anthology.print.geometry import TypePage

SHARE = 1 / 3  # of the rows of a page; more white than that is a hole
HANG = 5  # letters a turned-over row has less room for


def let_break(root: _Element, page: TypePage) -> None:
    """Take the mark of a short stanza from those that fill too many rows of this page."""
    for stanza in root.iterfind(".//p[@class='stanza short']"):
        lengths = (len("".join(line.itertext())) for line in stanza.iterfind("span"))
        if sum(_rows(length, page.letters) for length in lengths) > page.lines * SHARE:
            stanza.set("class", "stanza")


def _rows(length: int, letters: float) -> int:
    return 1 + ceil(max(0.0, length - letters) / (letters - HANG))
