"""Helpers for the tests of gathering: what came out, written down line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from anthology import gather, inline
from anthology.gather import GatheredEssay
from anthology.model import (
    Block,
    Figure,
    Heading,
    ItemList,
    Line,
    Note,
    Ornament,
    Paragraph,
    Question,
    Quotation,
    Verse,
)

FIXTURES = Path(__file__).parent / "fixtures" / "gather"


def gathered(path: Path) -> GatheredEssay:
    """The one essay of a file."""
    (essay,) = gather.gather([path]).essays
    return essay


def from_text(folder: Path, text: str, name: str = "essay.txt") -> GatheredEssay:
    """The one essay of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return gathered(path)


def expected(name: str) -> list[str]:
    """What was expected of a fixture, written down by hand in the same way."""
    return (FIXTURES / "expected" / f"{name}.expected").read_text(encoding="utf-8").splitlines()


def written(one: GatheredEssay) -> list[str]:
    """Everything an essay holds, one line for each line, with the word for what it is."""
    essay = one.essay
    lines = [f"title: {essay.title}"]
    lines += [f"subtitle: {essay.subtitle}"] if essay.subtitle else []
    lines += [f"day: {essay.day}"] if essay.day else []
    lines += _blocks(essay.blocks)
    for comment in essay.comments:
        said = (block for block in comment.blocks if not isinstance(block, Question))
        words = [line.partition(": ")[2] for line in _blocks(said)]
        lines += [f"comment by {comment.name or 'nobody'}: {text}" for text in words]
    return lines + [f"left out: {left.text}" for left in one.left_out]


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(children):
                yield f"paragraph: {inline.write(children, sparing=True)}"
            case Heading(level, children):
                mark = "heading" if level == 2 else "small heading"
                yield f"{mark}: {inline.write(children, sparing=True)}"
            case Verse(stanzas):
                for number, stanza in enumerate(stanzas):
                    yield from ["gap"] if number else []
                    yield from (_line("line", line) for line in stanza.lines)
            case Quotation(inner):
                yield from (f"quoted {line}" for line in _blocks(inner))
            case ItemList(items):
                for item in items:
                    yield from (_line(f"item {item.level}", line) for line in item.lines)
            case Note(label, lines):
                yield from (_line(f"note {label}", line) for line in lines)
            case Figure(_, alt, caption):
                yield f"figure: {alt}"
                yield from (_line("caption", line) for line in caption)
            case Ornament():
                yield "pause"
            case Question(text):
                yield f"?? {text}"


def _line(mark: str, line: Line) -> str:
    steps = f" {line.indent}" if line.indent else ""
    return f"{mark}{steps}: {inline.write(line.children, sparing=True)}"
