"""The tree: Book → Part → Essay → Block → Inline, and the readers' comments.

Frozen data, nothing else. The unions `Inline` and `Block` are closed: every `match` over them
ends in `assert_never`, so the type checker finds the forgotten case. Whatever an author typed
carries the `Place` it was typed at; places are left out of comparison, since two trees are
equal when they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import assert_never

from anthology.errors import Place

NOWHERE = Place(Path())
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Text:
    """Words as typed, escapes undone; never a newline."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Set in italics."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Set in bold."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead out of the book, to the address `target`, or to the essay of that name."""

    target: str
    children: tuple[Inline, ...]

    @property
    def essay(self) -> str:
        """The name of the essay it leads to; empty where it leads out of the book."""
        return "" if _ADDRESS.match(self.target) else self.target


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a note is called; `label` is the one of its `Note`."""

    label: str


Inline = Text | Emphasis | Strong | Link | NoteMark


@dataclass(frozen=True, slots=True)
class Line:
    """One line, kept as typed; `indent` counts steps, not spaces."""

    children: tuple[Inline, ...]
    indent: int = 0
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Stanza:
    """Lines with no blank line between them; at least one."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose: one line of the manuscript, wrapped as the page needs."""

    children: tuple[Inline, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Verse:
    """A poem, or prose that keeps its lines: stanzas that follow one another."""

    stanzas: tuple[Stanza, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an essay; `level` is 2 or 3 (1 is the essay's title)."""

    level: int
    children: tuple[Inline, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody else's words, set apart."""

    blocks: tuple[Block, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; its lines are kept. `level` is 0 for the outermost."""

    lines: tuple[Line, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list the author marked as one; `ordered` counts from 1."""

    items: tuple[Item, ...]
    ordered: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Ornament:
    """A pause between two parts of an essay."""

    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture. `source` is a path inside the manuscript folder (`images/tide.png`), `alt` says
    what it shows to someone who cannot see it, `caption` is printed beneath it."""

    source: str
    alt: str
    caption: tuple[Line, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a note, called by a `NoteMark` with the same label."""

    label: str
    lines: tuple[Line, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What `gather` could not know and the author has to say. Never printed in an edition.

    It stands in the file above line `above` of the block that follows it: 0 is above the whole
    block, 2 is between its second line and its third.
    """

    text: str
    above: int = 0
    place: Place = field(default=NOWHERE, compare=False)


Block = Paragraph | Verse | Heading | Quotation | ItemList | Ornament | Figure | Note | Question


class ConsentState(Enum):
    """What a comment's writer said when asked; the value is what the manuscript says."""

    NOT_ASKED = "not asked"
    ASKED = "asked"
    YES = "yes"
    FIRST_NAME = "yes, first name"
    INITIALS = "yes, initials"
    NO_NAME = "yes, no name"
    NO = "no"
    WITHDRAWN = "withdrawn"
    OWN = "own"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Consent:
    """A state, the day it was given where known, and, for `not needed`, the reason."""

    state: ConsentState = ConsentState.NOT_ASKED
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader answered. `name` is empty where the source gave none, `language` where it is
    that of the book."""

    id: str
    name: str
    day: date | None
    blocks: tuple[Block, ...]
    consent: Consent = Consent()
    use: bool = True
    print_as: str = ""
    reply_to: str = ""
    language: str = ""
    place: Place = field(default=NOWHERE, compare=False)


class Kind(Enum):
    """What a text is in the book; the value is what the manuscript says."""

    ESSAY = "essay"
    DEDICATION = "dedication"
    EPIGRAPH = "epigraph"
    FOREWORD = "foreword"
    PREFACE = "preface"
    INTRODUCTION = "introduction"
    NOTE_ON_COMMENTS = "note on the comments"
    AFTERWORD = "afterword"
    ACKNOWLEDGMENTS = "acknowledgments"
    ABOUT_THE_AUTHOR = "about the author"
    COLOPHON = "colophon"

    @property
    def prints_title(self) -> bool:
        """A dedication and an epigraph have a page to themselves, and no word above them."""
        return self not in (Kind.DEDICATION, Kind.EPIGRAPH)


class Poems(Enum):
    """Where a poem stands on the page; the value is what the manuscript says."""

    LEFT = "left"
    CENTRED = "centred"


@dataclass(frozen=True, slots=True)
class Essay:
    """One text of the author's. `name` is its file name without ending, and stays for ever;
    `source` is where it was gathered from; `poems` is said where it is not as in the book."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    day: date | None = None
    source: str = ""
    language: str = ""
    kind: Kind = Kind.ESSAY
    poems: Poems | None = None
    comments: tuple[Comment, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """Essays under a part title; the title is empty in a book without parts."""

    title: str
    essays: tuple[Essay, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All that is placed, in the order of contents.txt, and the names of what is not."""

    before: tuple[Essay, ...] = ()
    parts: tuple[Part, ...] = ()
    after: tuple[Essay, ...] = ()
    left_out: tuple[str, ...] = ()
    not_placed: tuple[str, ...] = ()

    @property
    def essays(self) -> tuple[Essay, ...]:
        """The essays of the parts, in order."""
        return tuple(essay for part in self.parts for essay in part.essays)

    @property
    def texts(self) -> tuple[Essay, ...]:
        """Every text in the book, in order: before, the parts, after."""
        return (*self.before, *self.essays, *self.after)


def plain(children: Iterable[Inline]) -> str:
    """The words of inlines without their dress; note marks say nothing."""
    return "".join([_plain(child) for child in children])


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case NoteMark():
            return ""
        case _:
            return plain(inline.children)


def marks(children: Iterable[Inline]) -> Iterator[str]:
    """The labels of the notes that inlines call, in order."""
    for child in children:
        if isinstance(child, NoteMark):
            yield child.label
        elif not isinstance(child, Text):
            yield from marks(child.children)


def links(children: Iterable[Inline]) -> Iterator[Link]:
    """The links among inlines, in order."""
    for child in children:
        match child:
            case Link():
                yield child
            case Emphasis(inner) | Strong(inner):
                yield from links(inner)
            case Text() | NoteMark():
                pass
            case _:
                assert_never(child)


def lines(blocks: Iterable[Block]) -> Iterator[tuple[Line, bool]]:
    """Every printed line of the blocks in order, each with whether it must start a row of its own.

    A paragraph or a heading is one line that may follow on (it starts a row as well, but wraps
    as the page needs); notes come after all else, in the order they are called, as they do in
    print. Questions and ornaments have no line.
    """
    text, notes = lines_and_notes(blocks)
    yield from (*text, *notes)


def lines_and_notes(
    blocks: Iterable[Block],
) -> tuple[list[tuple[Line, bool]], list[tuple[Line, bool]]]:
    """The lines of the blocks as `lines` has them: those of the text, and those of its notes."""
    held: list[Note] = []
    called: dict[str, int] = {}
    text = list(_lines(blocks, held))
    for line, _ in text:
        for label in marks(line.children):
            called.setdefault(label, len(called))
    held.sort(key=lambda note: called.get(note.label, len(called)))
    return text, [(line, len(note.lines) > 1) for note in held for line in note.lines]


def _lines(blocks: Iterable[Block], held: list[Note]) -> Iterator[tuple[Line, bool]]:
    for block in blocks:
        match block:
            case Paragraph(children, place) | Heading(_, children, place):
                yield Line(children, 0, place), False
            case Verse(stanzas):
                yield from ((line, True) for stanza in stanzas for line in stanza.lines)
            case Quotation(inner):
                yield from _lines(inner, held)
            case ItemList(items):
                yield from ((line, True) for item in items for line in item.lines)
            case Figure(_, _, caption):
                yield from ((line, True) for line in caption)
            case Note():
                held.append(block)
            case Ornament() | Question():
                pass
