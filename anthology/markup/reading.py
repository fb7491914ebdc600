"""Text → blocks.

A blank line ends a block; a block is cut further where another kind begins. Any text can be
read: what is no mark of ours is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anthology import inline
from anthology.errors import Place
from anthology.model import (
    Block,
    Figure,
    Heading,
    Item,
    ItemList,
    Line,
    Note,
    Ornament,
    Paragraph,
    Question,
    Quotation,
    Stanza,
    Verse,
)

SPACES_PER_STEP = 2
TAB = "    "

HEADING = re.compile(r"(#{2,3}) +(.+)")
ORNAMENT = re.compile(r"\*\*\*|\* \* \*|---")
QUESTION = re.compile(r"\?\?(?: +(.*))?$")
QUOTED = re.compile(r">(?: (.*)|$)")
FIGURE = re.compile(r"!\[((?:[^\]\\]|\\.)*)\]\(([^()\s]+)\)")
NOTE = re.compile(r"\[\^([^\]\s]+)\]:(?: +(.*)|$)")
STANZA_MARK = re.compile(r"\|(?: (.*)|$)")
BULLET = re.compile(r"( *)- +(\S.*)")
NUMBER = re.compile(r"( *)(\d{1,3})\. +(\S.*)")


@dataclass(frozen=True, slots=True)
class _Typed:
    """One line of the file, without its end; `number` counts from 1."""

    number: int
    text: str


_Chunk = list[_Typed]


def parse(text: str, path: Path = Path(), first_line: int = 1) -> tuple[Block, ...]:
    """Read the blocks of a text; `path` and `first_line` say where it stands, for their places."""
    typed = [
        _Typed(number, _leading_tabs(line.rstrip()))
        for number, line in enumerate(text.split("\n"), first_line)
    ]
    return _blocks(typed, path)


def _leading_tabs(line: str) -> str:
    words = line.lstrip("\t ")
    return line[: len(line) - len(words)].replace("\t", TAB) + words


def _blocks(typed: Sequence[_Typed], path: Path) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for chunk in _chunks(typed):
        _append(blocks, _chunk_blocks(chunk, path))
    return tuple(blocks)


def _chunks(typed: Iterable[_Typed]) -> Iterator[_Chunk]:
    """The runs of lines between blank lines."""
    chunk: _Chunk = []
    for line in typed:
        if line.text:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _append(blocks: list[Block], new: Sequence[Block]) -> None:
    """Add blocks; a stanza that follows a poem joins it, and its questions go to the front."""
    questions = [block for block in new if isinstance(block, Question)]
    rest = new[len(questions) :]
    if rest and isinstance(rest[0], Verse) and blocks and isinstance(blocks[-1], Verse):
        poem = blocks.pop()
        assert isinstance(poem, Verse)
        before = sum(len(stanza.lines) for stanza in poem.stanzas)
        blocks += [replace(question, above=question.above + before) for question in questions]
        blocks.append(replace(poem, stanzas=poem.stanzas + rest[0].stanzas))
        blocks += rest[1:]
    else:
        blocks += new


def _chunk_blocks(chunk: _Chunk, path: Path) -> list[Block]:
    blocks: list[Block] = []
    for piece in _pieces(chunk):
        questions, lines = _lift_questions(piece, path)
        _append(blocks, [*questions, *([_block(lines, path)] if lines else [])])
    return blocks


def _pieces(chunk: _Chunk) -> Iterator[_Chunk]:
    """Cut a chunk where another kind of block begins, even where the author left no blank line.

    A note and a figure take the plain lines below them along; a question goes with the line
    below it.
    """
    piece: _Chunk = []
    waiting: _Chunk = []
    opened = ""
    for line in chunk:
        if QUESTION.match(line.text):
            waiting.append(line)
            continue
        kind = _kind(line.text)
        runs_on = kind == opened in _RUNS or (kind == "line" and opened in _TAKES_LINES)
        if piece and not runs_on:
            yield piece
            piece = []
        opened = opened if piece else kind
        piece += [*waiting, line]
        waiting = []
    if piece or waiting:
        yield piece + waiting


_RUNS = ("line", "quotation")
_TAKES_LINES = ("note", "figure")
_KINDS = (
    ("heading", re.compile(HEADING.pattern + "$")),
    ("ornament", re.compile(f"(?:{ORNAMENT.pattern})$")),
    ("figure", re.compile(FIGURE.pattern + "$")),
    ("quotation", QUOTED),
    ("note", NOTE),
)


def _kind(text: str) -> str:
    return next((name for name, pattern in _KINDS if pattern.match(text)), "line")


def _lift_questions(piece: _Chunk, path: Path) -> tuple[list[Question], _Chunk]:
    questions: list[Question] = []
    lines: _Chunk = []
    for line in piece:
        asked = QUESTION.match(line.text)
        if asked:
            place = Place(path, line.number)
            questions.append(Question(asked[1] or "", len(lines), place))
        else:
            lines.append(line)
    return questions, lines


def _block(lines: _Chunk, path: Path) -> Block:
    first = lines[0]
    place = Place(path, first.number)
    if heading := HEADING.fullmatch(first.text):
        return Heading(len(heading[1]), inline.parse(heading[2]), place)
    if ORNAMENT.fullmatch(first.text):
        return Ornament(place)
    if QUOTED.match(first.text):
        inner = [_Typed(line.number, line.text[1:].removeprefix(" ")) for line in lines]
        return Quotation(_blocks(inner, path), place)
    if note := NOTE.match(first.text):
        rest = [_Typed(first.number, note[2] or ""), *lines[1:]]
        return Note(note[1], _lines([line for line in rest if line.text], path), place)
    if figure := FIGURE.fullmatch(first.text):
        alt = re.sub(r"\\(.)", r"\1", figure[1])
        return Figure(figure[2], alt, _lines(lines[1:], path), place)
    return _list(lines, path) or _words(lines, path)


def _words(lines: _Chunk, path: Path) -> Block:
    """A paragraph, or verse where there are several lines, an indent or a stanza mark."""
    place = Place(path, lines[0].number)
    text = lines[0].text
    if len(lines) == 1 and not text.startswith(" ") and not STANZA_MARK.match(text):
        return Paragraph(inline.parse(text), place)
    unmarked = [_Typed(line.number, _without_stanza_mark(line.text)) for line in lines]
    stanzas = tuple(Stanza(_lines(chunk, path)) for chunk in _chunks(unmarked))
    return Verse(stanzas, place) if stanzas else Paragraph(inline.parse(text), place)


def _without_stanza_mark(text: str) -> str:
    marked = STANZA_MARK.match(text)
    return (marked[1] or "") if marked else text


def _lines(typed: Sequence[_Typed], path: Path) -> tuple[Line, ...]:
    """Read lines together, since emphasis may run from one into the next."""
    words = inline.parse_lines([line.text.strip() for line in typed])
    return tuple(
        Line(children, _steps(line.text), Place(path, line.number))
        for children, line in zip(words, typed, strict=True)
    )


def _steps(text: str) -> int:
    spaces = len(text) - len(text.lstrip(" "))
    return -(-spaces // SPACES_PER_STEP)


def _list(lines: _Chunk, path: Path) -> ItemList | None:
    """The chunk as a list, or nothing where one of its lines does not fit in."""
    for ordered, pattern in ((False, BULLET), (True, NUMBER)):
        if pattern.match(lines[0].text):
            groups = _item_groups(lines, pattern)
            if groups and not (ordered and not _counts_from_one(groups)):
                items = tuple(_item(group, pattern, path) for group in groups)
                return ItemList(items, ordered, Place(path, lines[0].number))
    return None


def _item_groups(lines: _Chunk, pattern: re.Pattern[str]) -> list[_Chunk]:
    """Each item with its continuation lines; empty where a line is neither."""
    groups: list[_Chunk] = []
    for line in lines:
        item = pattern.match(line.text)
        if item and (len(item[1]) == 0 or groups):
            groups.append([line])
        elif groups and line.text.startswith(" " * SPACES_PER_STEP):
            groups[-1].append(line)
        else:
            return []
    return groups


def _counts_from_one(groups: Sequence[_Chunk]) -> bool:
    """`2019. That was the year.` is a sentence, not item 2019."""
    numbers = [NUMBER.match(group[0].text) for group in groups]
    outermost = [int(number[2]) for number in numbers if number and not number[1]]
    return outermost == list(range(1, len(outermost) + 1))


def _item(group: _Chunk, pattern: re.Pattern[str], path: Path) -> Item:
    opened = pattern.match(group[0].text)
    assert opened
    level = _steps(opened[1])
    margin = SPACES_PER_STEP * (level + 1)
    rest = [_Typed(line.number, _outdent(line.text, margin)) for line in group[1:]]
    return Item(
        _lines([_Typed(group[0].number, opened[opened.lastindex or 1]), *rest], path), level
    )


def _outdent(text: str, margin: int) -> str:
    spaces = len(text) - len(text.lstrip(" "))
    return text[min(spaces, margin) :]
