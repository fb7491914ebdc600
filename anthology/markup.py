"""Manuscript text ⇄ blocks, both ways.

One rule: a line is a line. A blank line ends a block; one line is a paragraph, several are a
stanza, stanzas that follow one another are a poem, leading spaces are indent steps. Any text
can be read: there is no wrong markup, only words. What is written here is read back before it
is handed out, so `parse(write(blocks)) == blocks` and `write(parse(text)) == text` for every
text this module wrote. It knows nothing of files, headers or comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import assert_never

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


@dataclass(frozen=True, slots=True)
class _Care:
    """How a block is written: with only the backslashes it needs or with all, and with its
    emphasis or, where that cannot be expressed, without."""

    is_sparing: bool
    is_plain: bool


_CARES = (_Care(True, False), _Care(False, False), _Care(True, True), _Care(False, True))


def write(blocks: Iterable[Block]) -> str:
    """The manuscript text of blocks, ending in a newline; empty for none.

    Each block is written with as few backslashes as reading it back allows. Emphasis that the
    manuscript cannot express (the middle of `a*,b` set in italics) is given up; words never are.
    """
    written: list[str] = []
    questions: list[Question] = []
    for block in blocks:
        if isinstance(block, Question):
            questions.append(block)
            continue
        lines = _written(block).split("\n")
        written.append("\n".join(_with_questions(lines, questions)))
        questions = []
    if questions:
        written.append("\n".join(_asked(question) for question in questions))
    return "\n\n".join(written) + "\n" if written else ""


def _asked(question: Question) -> str:
    return f"?? {question.text}".rstrip()


def _with_questions(lines: Sequence[str], questions: Sequence[Question]) -> Iterator[str]:
    """The lines of a block with each question above the line it asks about."""
    count = 0
    for line in lines:
        if line:
            yield from (_asked(question) for question in questions if question.above == count)
            count += 1
        yield line
    yield from (_asked(question) for question in questions if question.above >= count)


def _written(block: Block) -> str:
    if isinstance(block, Quotation):
        return _quoted(write(block.blocks))
    for care in _CARES:
        text = _write_block(block, care)
        if parse(text) == (_settled(block, care),):
            return text
    raise ValueError(f"cannot be written so that it reads back: {block!r}")


def _settled(block: Block, care: _Care) -> Block:
    """The block as it reads back: inlines joined where they touch, emphasis gone if given up."""
    plain = care.is_plain
    match block:
        case Paragraph() | Heading():
            return replace(block, children=inline.settle_line(block.children, plain=plain))
        case Verse(stanzas):
            settled = tuple(Stanza(_settled_lines(stanza.lines, plain)) for stanza in stanzas)
            return replace(block, stanzas=settled)
        case ItemList(items):
            settled_items = (
                replace(item, lines=_after_a_mark(item.lines, plain)) for item in items
            )
            return replace(block, items=tuple(settled_items))
        case Figure(_, _, caption):
            return replace(block, caption=_settled_lines(caption, plain))
        case Note(_, lines):
            return replace(block, lines=_after_a_mark(lines, plain))
        case Ornament() | Question() | Quotation():
            return block
        case _:
            assert_never(block)


def _settled_lines(lines: Sequence[Line], plain: bool) -> tuple[Line, ...]:
    return tuple(
        replace(line, children=inline.settle_line(line.children, plain=plain)) for line in lines
    )


def _after_a_mark(lines: Sequence[Line], plain: bool) -> tuple[Line, ...]:
    """Lines of which the first stands behind a mark, where an indent would mean nothing."""
    first, *rest = _settled_lines(lines, plain)
    return (replace(first, indent=0), *rest)


def _write_block(block: Block, care: _Care) -> str:
    match block:
        case Paragraph(children):
            return _write_line(children, care)
        case Verse(stanzas):
            return "\n\n".join(_write_stanza(stanza, care) for stanza in stanzas)
        case Heading(level, children):
            return f"{'#' * level} {_write_line(children, care)}"
        case Quotation(blocks):
            return _quoted(write(blocks))
        case ItemList(items, ordered):
            return "\n".join(_write_items(items, ordered, care))
        case Ornament():
            return "***"
        case Figure(source, alt, caption):
            escaped = re.sub(r"([\\\[\]])", r"\\\1", alt)
            return "\n".join([f"![{escaped}]({source})", *_write_lines(caption, care)])
        case Note(label, lines):
            return f"[^{label}]: " + "\n".join(_write_lines(_after_a_mark(lines, False), care))
        case Question():
            return _asked(block)
        case _:
            assert_never(block)


def _quoted(text: str) -> str:
    """Each line behind its `>`; what stands inside has been read back by itself."""
    return "\n".join(f"> {line}".rstrip() for line in text.rstrip("\n").split("\n"))


def _write_stanza(stanza: Stanza, care: _Care) -> str:
    lines = _write_lines(stanza.lines, care)
    return f"| {lines[0]}" if len(lines) == 1 else "\n".join(lines)


def _write_lines(lines: Iterable[Line], care: _Care) -> list[str]:
    return [
        " " * SPACES_PER_STEP * line.indent + _write_line(line.children, care) for line in lines
    ]


def _write_items(items: Iterable[Item], ordered: bool, care: _Care) -> Iterator[str]:
    counts: dict[int, int] = {}
    for item in items:
        counts = {level: n for level, n in counts.items() if level <= item.level}
        counts[item.level] = counts.get(item.level, 0) + 1
        mark = f"{counts[item.level]}. " if ordered else "- "
        margin = " " * SPACES_PER_STEP * item.level
        first, *rest = _write_lines(_after_a_mark(item.lines, False), care)
        yield margin + mark + first
        yield from (margin + " " * SPACES_PER_STEP + line for line in rest)


# A line that begins like a mark of ours and is none.
_LIKE_A_MARK = re.compile(r"(#{2,3} |>|\?\?|\||---$|- )|(\d{1,3})(\. )|(\[\^[^\]\s]+\])(:)")


def _write_line(children: Sequence[inline.Inline], care: _Care) -> str:
    settled = inline.settle_line(children, plain=care.is_plain)
    text = inline.write(settled, sparing=care.is_sparing)
    if care.is_sparing:
        return text
    return _LIKE_A_MARK.sub(_escape_mark, text, count=1) if _LIKE_A_MARK.match(text) else text


def _escape_mark(mark: re.Match[str]) -> str:
    """A backslash before the mark, or before what makes a number or a note's label one."""
    before, rest = (mark[2] or mark[4] or ""), (mark[1] or mark[3] or mark[5])
    return f"{before}\\{rest}"
