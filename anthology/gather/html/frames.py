"""What is open on a web page while it is read: blocks within one another, and piles of pieces.

A frame is an open block, a pile what is held back until its tag is closed. Which tags are blocks of
what kind, and what no block can be inside of, is known here; how they open and close is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anthology.gather.html import style
from anthology.gather.html.line import White
from anthology.gather.html.lists import Bullets
from anthology.gather.html.pieces import Lead, Piece

HEADINGS = {f"h{level}": level for level in range(1, 7)}
PREFORMATTED = frozenset(["pre", "listing"])
CAPTIONS = frozenset("tr-caption wp-caption-text image-caption gallery-caption".split())
QUOTED_BY_CLASS = ("quote", "wp-block-quote", "pullquote")
ENDED_BY = {
    "li": ("li", ("ul", "ol", "menu", "dir")),
    "dt": ("dt dd", ("dl",)),
    "dd": ("dt dd", ("dl",)),
    "td": ("td th", ("tr",)),
    "th": ("td th", ("tr",)),
    "tr": ("tr", ("table",)),
}
CELLS = ("td", "th")
TABLE = ("table", "thead", "tbody", "tfoot", "tr")
LISTS = ("ul", "ol", "menu", "dir")
INSIDE_A_HEADING = ("div", "center", "section", "header")
DEEPEST = 200  # blocks within one another; deeper ones are read as their outer one


@dataclass(slots=True)
class Pile:
    """Pieces one above the other. What became of them is decided when the tag that opened the
    pile is closed."""

    tag: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    lead: Lead = Lead.PARAGRAPH
    pieces: list[Piece] = field(default_factory=list)
    is_attributed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """An open block. `count` is how much had been found when it opened; `holder` is what was
    begun with it and ends with it. One that `is_white` shows a gap where it stays empty."""

    tag: str = ""
    indent: int = 0
    white: White = White.COLLAPSED
    heading: int = 0
    is_verse: bool = False
    count: int = 0
    holder: Pile | Bullets | None = None
    is_indent: bool = False
    is_white: bool = False


def steps(tag: str, said: Mapping[str, str], is_set_in: bool) -> int:
    """An indent by style, or the browser's own; a list's is told by its items, and a page's
    margins are nobody's."""
    if tag in (*LISTS, "li", "body", "html", "figure", *TABLE):
        return 0
    return style.steps(said) or (style.SET_IN if is_set_in else 0)


def is_marked(pile: Pile) -> bool:
    """Does a class say that it is a quotation, or is somebody named for it?"""
    classes = pile.attributes.get("class", "")
    is_named = pile.is_attributed or "cite" in pile.attributes
    return is_named or any(name in classes for name in QUOTED_BY_CLASS)
