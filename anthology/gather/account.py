"""The account: every letter of a source is in the manuscript, or in the list of what is not.

Run on every essay gathered; a letter that is missing is a fault of ours, and the gathering stops
before it costs the author a line. Letters and signs are counted, so a line that was there twice
has to come out twice. It does not know how any source is read.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from anthology.gather.gathered import GatheredEssay
from anthology.gather.intake.hygiene import clean
from anthology.gather.shifted import on_the_line
from anthology.model import (
    Block,
    Emphasis,
    Figure,
    Heading,
    Inline,
    ItemList,
    Line,
    Link,
    Note,
    NoteMark,
    Ornament,
    Paragraph,
    Question,
    Quotation,
    Strong,
    Text,
    Verse,
)

PIECE = 1 << 16  # letters that are looked at together: a long text is not held several times over


def unaccounted(source_text: str, gathered: GatheredEssay) -> list[str]:
    """The lines of the source of which a letter or a sign is missing; empty where all is well.

    Where it is not plain which line it is (of two that were alike, one is gone), every line that
    may be the one is named.
    """
    pieces = (source_text[at : at + PIECE] for at in range(0, len(source_text), PIECE))
    lost = _counted(pieces) - _counted(_together(_accounted(gathered)))
    if not lost:
        return []
    there = _signs("\n".join(_accounted(gathered)))
    lines = [line.strip() for line in clean(source_text).text.split("\n") if line.strip()]
    gone = [line for line in lines if _signs(line) not in there]
    return gone or [line for line in lines if set(_signs(line)) & set(lost)]


def _signs(text: str) -> str:
    """Everything that shows, one after the other; accents on their own, since a mark may stand
    between a letter and its accent; and digits wherever they stand to the line."""
    apart = unicodedata.normalize("NFD", on_the_line(clean(text).text.casefold()))
    return "".join(apart.split())


def _counted(pieces: Iterable[str]) -> Counter[str]:
    """How often each sign is there; a piece may end anywhere."""
    counted: Counter[str] = Counter()
    for piece in pieces:
        counted.update(_signs(piece))
    return counted


def _together(texts: Iterable[str]) -> Iterator[str]:
    """The texts, each on a line, in pieces that are quickly counted."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > PIECE:
            yield "\n".join(held)
            held, size = [], 0
    yield "\n".join(held)


def _accounted(gathered: GatheredEssay) -> Iterator[str]:
    essay = gathered.essay
    yield from (essay.title, essay.subtitle)
    yield from _said(essay.blocks)
    for comment in essay.comments:
        yield from _said(comment.blocks)
    yield from (left_out.text for left_out in gathered.left_out)
    yield from gathered.read


def _said(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(children) | Heading(_, children):
                yield _inlines(children)
            case Verse(stanzas):
                yield from (text for stanza in stanzas for text in _lines(stanza.lines))
            case Quotation(inner):
                yield from _said(inner)
            case ItemList(items):
                yield from (text for item in items for text in _lines(item.lines))
            case Figure(_, alt, caption):
                yield alt
                yield from _lines(caption)
            case Note(label, lines):
                yield label
                yield from _lines(lines)
            case Ornament() | Question():
                pass
            case _:
                assert_never(block)


def _lines(lines: Iterable[Line]) -> Iterator[str]:
    return (_inlines(line.children) for line in lines)


def _inlines(children: Iterable[Inline]) -> str:
    """The words, and what is written but not read: where a link leads, which note is called."""
    parts: list[str] = []
    for child in children:
        match child:
            case Text(text):
                parts.append(text)
            case Emphasis(inner) | Strong(inner):
                parts.append(_inlines(inner))
            case Link(target, inner):
                parts.append(f"{_inlines(inner)} {target} ")
            case NoteMark(label):
                parts.append(f" {label} ")
            case _:
                assert_never(child)
    return "".join(parts)
