"""A body in HTML → blocks: the one reader for every source that keeps its words in HTML.

What a browser shows is kept, line by line: breaks, gaps, indents and emphasis, however they were
made. What it hides, and what belongs to the blog and not to the essay, is left out and counted.
`original` holds every word of the body, for the account. Where the HTML came from is not known
here; a source says how it differs in a `House`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from anthology.errors import Place
from anthology.gather import pictures
from anthology.gather.gathered import LeftOut
from anthology.gather.html import pieces as html_pieces
from anthology.gather.html import verse
from anthology.gather.html import walk as html_walk
from anthology.gather.html.line import White
from anthology.gather.html.pieces import Lead, Piece
from anthology.gather.html.verse import Judge
from anthology.gather.html.walk import Way
from anthology.gather.marks.marked_lines import Called
from anthology.gather.review import Kind, Row
from anthology.gather.typed import reading, told, wrapped
from anthology.gather.typed.headings import MOST_CHARACTERS
from anthology.gather.typed.lines import Typed
from anthology.gather.typed.wrapped import Wrapping
from anthology.model import Block, Figure, Paragraph, Question, Strong, plain

LEADS_OUT = re.compile(r"(?:https?:|mailto:|tel:|//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class House:
    """How the HTML of one source is to be read.

    `white` says what a newline in the text means: nothing in most HTML, a line end where a blog
    makes paragraphs of blank lines. `site` holds the host names of the blog, whose links lead
    nowhere from a book. `picture` gives the figure for a picture, or nothing after listing it
    itself; without it every picture is listed. `mark` gives the label of the note a tag calls,
    `note` that of the note a tag holds; both give an empty text for all other tags.
    """

    place: Place = field(default_factory=lambda: Place(Path()))
    white: White = White.COLLAPSED
    site: frozenset[str] = frozenset()
    picture: Callable[[Called], Figure | None] | None = None
    mark: Callable[[str, Mapping[str, str]], str] = lambda _tag, _attributes: ""
    note: Callable[[str, Mapping[str, str]], str] = lambda _tag, _attributes: ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds. Headings keep the level they were typed with, 1 to 6 (see `levels`).
    `original` is every word there is, `read` are those that became something other than print;
    `rows` and `questions` are to be told and asked. `wrapping` is how its line ends look, where
    newlines made them."""

    blocks: tuple[Block, ...]
    original: str
    left_out: tuple[LeftOut, ...] = ()
    read: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    questions: tuple[Question, ...] = ()
    wrapping: Wrapping = field(default_factory=lambda: wrapped.measure(()))


def read(source: str, house: House) -> Body:
    """The blocks of a piece of HTML, whole or damaged, and an account of the rest."""
    listed: list[LeftOut] = []
    way = Way(
        white=house.white,
        leads=lambda href: leads(href, house.site),
        picture=house.picture or (lambda called: _listed(called, listed)),
        mark=house.mark,
        note=house.note,
    )
    pieces, walk, original = html_walk.read(source, way)
    judge = Judge(house.place, verse.stand_apart(pieces))
    blocks = judge.blocks(pieces)
    seen = reading.look_over(original)
    return Body(
        blocks=tuple(blocks),
        original=original,
        left_out=(*walk.left_out, *listed),
        read=(*walk.read, *judge.pauses),
        rows=(
            *seen.rows,
            *_set_in(judge.set_in),
            *_bold_lines(blocks),
            *told.underlined(walk.blocks.underlined),
        ),
        questions=seen.questions,
        wrapping=wrapped.measure(_typed(pieces) if house.white is White.LINES else ()),
    )


def _typed(pieces: Sequence[Piece]) -> list[Typed]:
    """The lines as they would stand in a plain text, a blank one above each paragraph."""
    rows = [piece for piece in pieces if isinstance(piece, html_pieces.Row)]
    return [Typed(at, row.text, gap=int(row.lead is not Lead.BREAK)) for at, row in enumerate(rows)]


def leads(href: str, site: frozenset[str]) -> str:
    """Where a link leads from a book; empty where it leads to a page of the old site."""
    if not LEADS_OUT.match(href):
        return ""
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        return ""
    return "" if host.removeprefix("www.") in site else href


def _listed(called: Called, left_out: list[LeftOut]) -> None:
    source = called.source if not called.source.startswith("data:") else ""
    words = " ".join(filter(None, (called.alt, source)))
    left_out.append(LeftOut("picture on the web", words, pictures.NOT_FETCHED))


def _bold_lines(blocks: Sequence[Block]) -> Iterator[Row]:
    """What is told of short paragraphs that are bold throughout, with one below that is not."""
    for above, below in pairwise(blocks):
        if (words := _bold(above)) and isinstance(below, Paragraph) and not _bold(below):
            change = "write `## ` before it, and take the stars off"
            reason = "it is bold throughout, and a paragraph follows"
            yield Row(Kind.POSSIBLE_HEADING, "", words, "a paragraph in bold", reason, change)


def _bold(block: Block) -> str:
    """The words of a short paragraph in bold; empty for any other block."""
    match block:
        case Paragraph((Strong(inner),)) if len(plain(inner)) <= MOST_CHARACTERS:
            return plain(inner)
        case _:
            return ""


def _set_in(lines: Iterable[str]) -> Iterator[Row]:
    """What is told of quotations that were taken for an indent."""
    for line in lines:
        change = "write `> ` before each of these lines, and they are a quotation"
        reason = "they stand among lines of verse, and nothing says whose words they are"
        yield Row(Kind.LINES, "", line, "kept as lines set in, not as a quotation", reason, change)
