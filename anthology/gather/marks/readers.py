"""What readers said at the end of a Markdown text, found by the rules for plain text.

The marks are taken off to look at the lines, and are read as marks again in what was found. Where
the end is marked as a part of the text (headings, quotations, pictures), or the rules are not sure,
it stays in the essay, and the author is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from anthology.gather.gathered import LeftOut
from anthology.gather.marks import marked, notes
from anthology.gather.marks.marked import FindPicture
from anthology.gather.review import Row
from anthology.gather.typed import asked, tail, text, told
from anthology.gather.typed.comments import Said
from anthology.gather.typed.lines import Typed, typed
from anthology.gather.typed.opening import Opening
from anthology.gather.typed.tail import WIDE_GAP, Certainty
from anthology.gather.typed.text import Parts
from anthology.model import Block, Comment, Question, Verse

HEADING = re.compile(r" {0,3}#{1,6}\s+|\s+#+$")
EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
HARD_BREAK = re.compile(r"\\$")
# A line that begins so says what it is, and it is no reader's.
MARKED = re.compile(
    r" {0,3}(?:#{1,6}\s|>|```|~~~|\||!\[|\[[^\]]+\]:|[*+] |\d+[.)] |(?:\* *){3,}$|(?:- *){3,}$)"
)
LONGEST = 5_000  # letters
BESIDE_WORDS = "it stands at a name or a heading, and a book prints no reader’s address"
MARKED_OTHERWISE = "it sounds like readers, but is marked as a part of the text"


@dataclass(frozen=True, slots=True)
class Ending:
    """A text and its end. `body` is the text without what readers said; `asked_at` is the line of
    the file at which it may be theirs, 0 where that is no question. `original` are its lines,
    `targets` where the links in what readers said lead."""

    body: str
    parts: Parts | None = None
    asked_at: int = 0
    original: Sequence[str] = ()
    first_line: int = 1
    targets: Sequence[str] = ()


@dataclass(slots=True)
class Heard:
    """The comments, and an account of what is in them."""

    comments: list[Comment] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    read: list[str] = field(default_factory=list)


def part(body: str, first_line: int) -> Ending:
    """The text of a file from its line `first_line` on, parted from what readers said below it."""
    without_notes, _ = notes.lift(body)
    lines = [
        replace(line, text=_unmarked(line.text), number=line.number + first_line - 1)
        for line in typed(without_notes)
    ]
    found = tail.find([_set_off(line) for line in lines])
    if not found or not (found.is_heard or found.under_heading):
        return Ending(body)
    start = lines[found.start].number - first_line
    original, rest = body.split("\n"), without_notes.split("\n")
    if found.certainty is Certainty.SURE and any(
        map(MARKED.match, rest[start + found.under_heading :])
    ):
        found = replace(found, certainty=Certainty.DOUBTFUL, why=MARKED_OTHERWISE)
    parts = text.parted(lines, found, Opening())
    if found.certainty is not Certainty.SURE:
        return Ending(body, parts, lines[found.start].number)
    # Notes stand at the very end, below what readers said.
    below = list(zip(original[start:], rest[start:], strict=True))
    above = [*original[:start], *(line for line, other in below if line != other)]
    targets = _targets(line for line, other in below if line == other)
    return Ending("\n".join(above), parts, 0, original, first_line, targets)


def _targets(lines: Iterable[str]) -> list[str]:
    """Where the links lead that are taken off a line to look at it."""
    return [target for line in lines if len(line) <= LONGEST for _, target in LINK.findall(line)]


def _set_off(line: Typed) -> Typed:
    """In Markdown one blank line parts two paragraphs, and sets nothing off."""
    return line if line.gap >= WIDE_GAP else replace(line, gap=0)


def _unmarked(line: str) -> str:
    """A line as it shows; where nothing would show, as it was typed. A line that is longer than
    any reader's is not looked through."""
    if len(line) > LONGEST:
        return line
    shown = EMPHASIS.sub(r"\2", LINK.sub(r"\1", HEADING.sub("", HARD_BREAK.sub("", line))))
    return shown.strip() or line


def heard(ending: Ending, path: Path, find_picture: FindPicture) -> Heard:
    """The comments at the end of a text; none where it is in doubt."""
    found = Heard()
    if not ending.parts or ending.asked_at:
        return found
    said = [one for one in ending.parts.said if one.lines]
    unread = Counter(ending.targets)
    for one, comment in zip(said, text.comments_of(said, path), strict=True):
        source = "\n".join(_as_typed(one, ending))
        unread -= Counter(_targets(source.split("\n")))
        body = marked.read(source, path, one.lines[0].number, find_picture)
        questions = [block for block in comment.blocks if isinstance(block, Question)]
        found.comments.append(replace(comment, blocks=(*questions, *body.blocks)))
        found.left_out += body.finds.left_out
        found.read += body.finds.read
    found.left_out += text.left_out(ending.parts)
    found.read += [*(one.signed for one in said), *unread.elements()]
    found.left_out += [LeftOut("web address", "", BESIDE_WORDS) for _ in unread.elements()]
    return found


def _as_typed(said: Said, ending: Ending) -> Iterator[str]:
    """The lines of a comment with their marks, without the name that was cut off."""
    for at, line in enumerate(said.lines):
        source = ending.original[line.number - ending.first_line].strip()
        cut = _unmarked(source)[len(line.text) :]
        yield from [""] * (line.gap if at else 0)
        yield source.removesuffix(cut) if source.endswith(cut) else line.text


def rows(ending: Ending) -> Iterator[Row]:
    """What is told of each comment, or of the doubt."""
    if ending.parts:
        yield from told.comments(ending.parts.said, ending.parts.tail)


def asking(blocks: Sequence[Block], asked_at: int) -> tuple[Block, ...]:
    """The blocks, with the question above the line of the file where a reader may begin."""
    if not asked_at:
        return tuple(blocks)
    at = next((at for at, block in enumerate(blocks) if _ends(block) >= asked_at), len(blocks))
    match blocks[at : at + 1]:
        case [Verse(stanzas)]:
            lines = [line for stanza in stanzas for line in stanza.lines]
            above = sum((line.place.line or 0) < asked_at for line in lines)
            question = Question(asked.TAIL, above)
        case _:
            question = Question(asked.TAIL)
    return (*blocks[:at], question, *blocks[at:])


def _ends(block: Block) -> int:
    """The last line of the file that is known to be in a block."""
    if isinstance(block, Verse):
        return block.stanzas[-1].lines[-1].place.line or 0
    return block.place.line or 0
