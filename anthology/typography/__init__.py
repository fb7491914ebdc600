"""Curl straight quotes and set dashes, ellipses and spaces by language; list every change.

Only `"`, `'`, hyphens that stand for a dash, dots that stand for an ellipsis and the spaces
beside them are touched; letters, lines and their order never. What cannot be decided stays as
typed, and what is curly already is read for its meaning and kept. Nothing here knows files or
settings: the caller decides whether to curl, and shows the author the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from anthology.errors import Place
from anthology.model import (
    NOWHERE,
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
    Stanza,
    Strong,
    Text,
    Verse,
)
from anthology.typography.edits import ChangeKind, Edit
from anthology.typography.practice import Practice, practice_of
from anthology.typography.quotes import quotes
from anthology.typography.typewriter import dashes, ellipses, spaces

__all__ = ["Change", "ChangeKind", "curl", "curl_text"]

ADDRESS = re.compile(
    r"""(?:https?://|www\.)[^\s<>"“”„‘’‚«»‹›]*[^\s<>"“”„‘’‚«»‹›'.,;:!?…)\]]"""
    r"""|\b\w[\w.+'-]*@[\w-]+(?:\.[\w-]+)+"""
)
"""A web or e-mail address in the text, without the stop or the quote that may follow it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `before` became `after` at `place`; `context` is a few words as typed."""

    before: str
    after: str
    context: str
    kind: ChangeKind
    place: Place


def curl(blocks: tuple[Block, ...], language: str) -> tuple[tuple[Block, ...], tuple[Change, ...]]:
    """The blocks set by the practice of `language` (a tag: `en`, `de-CH`), and what was changed.

    Blocks, lines and places stay as they are, in number and order; so do link targets, note
    labels, questions, and a figure's source and alt. A language `practice` does not know is
    set as English. Changes come in the order of reading. Curling twice changes nothing more.
    """
    practice = practice_of(language)
    changes: list[Change] = []

    def rewrite(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        curled, found = _curl_lines(lines, practice)
        changes.extend(found)
        return curled

    return tuple(_rewrite(block, rewrite) for block in blocks), tuple(changes)


def curl_text(text: str, language: str, place: Place = NOWHERE) -> tuple[str, tuple[Change, ...]]:
    """As `curl`, for words that stand outside the blocks: a title, a subtitle."""
    lines = tuple(Line((Text(typed),), 0, place) for typed in text.split("\n"))
    curled, changes = _curl_lines(lines, practice_of(language))
    return "\n".join("".join(_texts(line.children)) for line in curled), tuple(changes)


# The tree, taken apart into passages and put together again.

_Rewrite = Callable[[tuple[Line, ...]], tuple[Line, ...]]


def _rewrite(block: Block, rewrite: _Rewrite) -> Block:
    """The block with each of its passages rewritten.

    A passage is what a quotation is followed through: a paragraph, a stanza, an item, a note.
    A longer quotation opens anew in each, by convention, so none needs to know of the last.
    """
    match block:
        case Paragraph(children, place) | Heading(_, children, place):
            (line,) = rewrite((Line(children, 0, place),))
            return replace(block, children=line.children)
        case Verse(stanzas):
            return replace(block, stanzas=tuple(Stanza(rewrite(each.lines)) for each in stanzas))
        case Quotation(inner):
            return replace(block, blocks=tuple(_rewrite(each, rewrite) for each in inner))
        case ItemList(items):
            rewritten = tuple(replace(item, lines=rewrite(item.lines)) for item in items)
            return replace(block, items=rewritten)
        case Figure(caption=caption):
            return replace(block, caption=rewrite(caption))
        case Note(lines=lines):
            return replace(block, lines=rewrite(lines))
        case Ornament() | Question():
            return block
        case _:
            assert_never(block)


def _texts(children: Iterable[Inline]) -> Iterator[str]:
    """The words of the inlines, leaf by leaf; a note mark has none and hides nothing."""
    for child in children:
        match child:
            case Text(text):
                yield text
            case Emphasis() | Strong() | Link():
                yield from _texts(child.children)
            case NoteMark():
                pass
            case _:
                assert_never(child)


def _refill(children: tuple[Inline, ...], texts: Iterator[str]) -> tuple[Inline, ...]:
    """The same inlines with other words, taken from `texts` leaf by leaf."""
    return tuple(_refill_one(child, texts) for child in children)


def _refill_one(inline: Inline, texts: Iterator[str]) -> Inline:
    match inline:
        case Text():
            return Text(next(texts))
        case Emphasis() | Strong() | Link():
            return replace(inline, children=_refill(inline.children, texts))
        case NoteMark():
            return inline
        case _:
            assert_never(inline)


def _curl_lines(
    lines: tuple[Line, ...], practice: Practice
) -> tuple[tuple[Line, ...], list[Change]]:
    """One passage, read as a whole: a quotation is followed across its lines and emphasis."""
    leaves = [list(_texts(line.children)) for line in lines]
    passage = "\n".join("".join(line) for line in leaves)
    spans = list(_spans(leaves))
    edits = _within(spans, _edits(passage, practice))
    letters = list(passage)
    for edit in edits:
        letters[edit.start : edit.end] = [edit.after, *[""] * (edit.end - edit.start - 1)]
    texts = iter(["".join(letters[start:end]) for start, end in spans])
    curled = tuple(replace(line, children=_refill(line.children, texts)) for line in lines)
    return curled, [_change(edit, passage, lines) for edit in edits]


def _spans(leaves: Iterable[Iterable[str]]) -> Iterator[tuple[int, int]]:
    """Where each leaf starts and ends in the passage, in which a newline follows each line."""
    start = 0
    for line in leaves:
        for leaf in line:
            yield start, start + len(leaf)
            start += len(leaf)
        start += 1


def _within(spans: Iterable[tuple[int, int]], edits: Iterable[Edit]) -> list[Edit]:
    """The edits that lie in one leaf: dots half in italics and half not are not joined."""
    seams = {start for start, _ in spans}
    return [edit for edit in edits if seams.isdisjoint(range(edit.start + 1, edit.end))]


def _change(edit: Edit, passage: str, lines: tuple[Line, ...]) -> Change:
    place = lines[passage.count("\n", 0, edit.start)].place
    before = passage[edit.start : edit.end]
    return Change(before, edit.after, _context(edit, passage), edit.kind, place)


def _context(edit: Edit, passage: str) -> str:
    """The change as typed, with up to three words of its line on either side."""
    near = 100  # characters: room for any three words, however long the line
    before = passage[max(0, edit.start - near) : edit.start].rpartition("\n")[2]
    after = passage[edit.end : edit.end + near].partition("\n")[0]
    left, right = before.split(" ")[-4:], after.split(" ")[:4]
    return (" ".join(left) + passage[edit.start : edit.end] + " ".join(right)).strip()


def _edits(passage: str, practice: Practice) -> Iterator[Edit]:
    """All edits to a passage, in its order; none overlap, and none is in an address."""
    addresses = {at for match in ADDRESS.finditer(passage) for at in range(*match.span())}
    found = [
        *dashes(passage, practice),
        *ellipses(passage),
        *spaces(passage, practice),
        *quotes(passage, practice, addresses),
    ]
    for edit in sorted(found, key=lambda edit: edit.start):
        if addresses.isdisjoint(range(edit.start, edit.end)):
            yield edit
