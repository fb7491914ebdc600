"""Blocks → text, with as few backslashes as reading it back allows.

Each block is read back before it is handed out. Emphasis that the manuscript cannot express is
given up; words never are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from anthology import inline
from anthology.markup.reading import SPACES_PER_STEP, parse
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
