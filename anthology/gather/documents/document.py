"""A word processor's document: paragraphs, before anyone has said what they are in a book.

What Word and OpenDocument have in common, in points and plain words. A paragraph keeps the lines
it was broken into, the white above it and what its style says it is. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from anthology.gather.counted import many
from anthology.gather.gathered import LeftOut
from anthology.gather.html.line import Run, underlined
from anthology.gather.review import Kind, Row
from anthology.gather.typed import told as typed_told

NUMBER = re.compile(r"[0-9]{1,6}")


def number(stated: str, otherwise: int) -> int:
    """A number as a file states it; where that is none, or beyond all measure, another."""
    return int(stated) if NUMBER.fullmatch(stated) else otherwise


class Role(Enum):
    """What a paragraph's style says it is."""

    WORDS = "words"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    QUOTATION = "quotation"
    ITEM = "item"
    CAPTION = "caption"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Held:
    """A picture the document holds: the name it has there, its bytes, and what it shows."""

    name: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; an empty one is a gap its author wanted. `margin` is its left indent in
    points and `first` what its first line has besides, `above` and `below` are the white around
    it. `level` is a heading's, from 1, or a list item's, from 0; `list_name` tells two lists
    apart. `raw` is every letter it has in the file, however it is used."""

    lines: tuple[tuple[Run, ...], ...]
    role: Role = Role.WORDS
    level: int = 0
    list_name: str = ""
    is_ordered: bool = False
    margin: float = 0
    first: float = 0
    above: float = 0
    below: float = 0
    begins_page: bool = False
    held: tuple[Held, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    raw: str = ""

    @property
    def text(self) -> str:
        """Its words, one line for each of its lines."""
        return "\n".join("".join(run.text for run in line).strip() for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Nothing is to be seen of it."""
        has_words = any(run.text.strip() or run.note for line in self.lines for run in line)
        return not has_words and not self.held and self.role is not Role.PAUSE


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page or at the end; `raw` as in a paragraph."""

    label: str
    lines: tuple[tuple[Run, ...], ...]
    left_out: tuple[LeftOut, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs of a file in their order; `left_out` belongs to none of them."""

    paras: tuple[Para, ...]
    notes: tuple[Footnote, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    rows: tuple[Row, ...] = ()


TOLD = {
    "insertion": "tracked insertion taken as accepted",
    "struck": "run struck through kept as words: a book has no strokes",
    "table": "table read cell by cell: the grid is not kept",
    "text box": "text box set below the words it hung beside",
}
# A title that is underlined is a title.
TITLES = (Role.TITLE, Role.SUBTITLE, Role.HEADING)


def told(counts: Mapping[str, int], paras: Iterable[Para]) -> Iterator[Row]:
    """What a document holds that a book shows in another way: by the keys of `TOLD`, and where
    words are underlined."""
    for what, count in counts.items():
        if count:
            reason = "that is how the document has it; look the words over in the essay"
            yield Row(Kind.CHANGED, "", "", many(count, TOLD[what]), reason)
    lines = (line for para in paras if para.role not in TITLES for line in para.lines)
    yield from typed_told.underlined(sum(map(underlined, lines)))
