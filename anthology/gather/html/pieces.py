"""A web page taken apart into lines, quotations and whole things, before any line is judged.

A piece keeps what the page says of it and no more: whether a line follows another in the same
paragraph, begins a new one, or stands below a gap its author wanted. Whether a short line is
verse is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from anthology import inline
from anthology.model import (
    Block,
    Figure,
    Heading,
    Inline,
    Line,
    Strong,
    Text,
    lines,
    plain,
)

LONGEST_HEADING = 160  # characters; what is longer is text set large
MOST_HEADING_LINES = 2


class Lead(Enum):
    """How a line follows what is above it: by a line break, set in from it or back out again, as
    a paragraph, or below a gap."""

    BREAK = "line break"
    ON = "goes on"
    PARAGRAPH = "paragraph"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `is_verse`: the source says so (a verse block, or preformatted text)."""

    children: tuple[Inline, ...]
    indent: int = 0
    lead: Lead = Lead.PARAGRAPH
    is_verse: bool = False

    @property
    def text(self) -> str:
        """Its words; a stand-in where it holds none, as the mark of a note alone."""
        return plain(self.children) or "—"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A block quotation. `is_marked`: a class or a named author says it is one; without, it may
    have been used to set lines in."""

    pieces: tuple[Piece, ...]
    lead: Lead = Lead.PARAGRAPH
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A block that needs no judging: a heading, a list, a picture, a note, a pause."""

    block: Block


Piece = Row | Quoted | Whole


def flat(pieces: Sequence[Piece]) -> Iterator[Line]:
    """All words as lines, whatever they stand in, for what holds only lines; not the pictures."""
    for piece in pieces:
        match piece:
            case Row(children, indent):
                yield Line(children, indent)
            case Quoted(inner):
                yield from flat(inner)
            case Whole(Figure()):
                pass
            case Whole(block):
                yield from (line for line, _ in lines([block]))
            case _:
                assert_never(piece)


def figures(pieces: Sequence[Piece]) -> Iterator[Whole]:
    """The pictures among pieces, those in quotations too."""
    for piece in pieces:
        if isinstance(piece, Quoted):
            yield from figures(piece.pieces)
        elif isinstance(piece, Whole) and isinstance(piece.block, Figure):
            yield piece


def heading(level: int, made: Sequence[Row]) -> Sequence[Piece]:
    """A heading; several lines, or long ones, are text that was set large."""
    is_text = len(made) > MOST_HEADING_LINES or sum(len(row.text) for row in made) > LONGEST_HEADING
    if is_text:
        return made
    spaced: list[Inline] = [child for row in made for child in (Text(" "), *row.children)]
    return [Whole(Heading(level, _unbolded(inline.settle_line(spaced))))]


def _unbolded(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Bold through and through says nothing in a heading."""
    match children:
        case (Strong(inner),):
            return inner
        case _:
            return children


def captioned(above: Sequence[Piece], caption: Sequence[Piece]) -> list[Piece]:
    """The pieces with a caption under the last picture; without one its words stand alone."""
    words = tuple(flat(caption))
    match [*above, *figures(caption)]:
        case [*before, Whole(Figure(caption=()) as figure)] if words:
            return [*before, Whole(replace(figure, caption=words))]
        case _:
            first = [replace(row, lead=Lead.GAP) for row in caption[:1] if isinstance(row, Row)]
            return [*above, *first, *caption[len(first) :]]
