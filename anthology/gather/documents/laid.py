"""Paragraphs of a document, laid out as lines, so that they are read by the rules of plain text.

What a word processor shows as white (an empty paragraph, a wider space, a paragraph broken into
several lines) becomes blank lines, and what it shows as an indent becomes steps. Each line keeps
its look beside its words, and gets it back when the rules have said what it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import assert_never

from anthology import inline
from anthology.gather.documents.document import TITLES, Para, Role
from anthology.gather.html.line import LineMaker, Run, White
from anthology.gather.intake.hygiene import clean
from anthology.gather.typed import wrapped
from anthology.gather.typed.headings import PARAGRAPH
from anthology.gather.typed.lines import MOST_STEPS, Typed, steps
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
    Stanza,
    Strong,
    Text,
    Verse,
    plain,
)

WIDER = 5.0  # points of white that the eye takes for a gap
USUAL_SHARE = 0.25
MOSTLY = 0.5
ONLY_A_MARK = "—"  # what the rules read where a line holds nothing but the mark of a note


@dataclass(frozen=True, slots=True)
class Laid:
    """A line with its look, and the paragraph it stands in; a paragraph without words, such as a
    picture's, has one line without any."""

    typed: Typed
    children: tuple[Inline, ...]
    para: Para

    @property
    def is_words(self) -> bool:
        """A line that no style says anything of."""
        return bool(self.children) and self.para.role is Role.WORDS


def lay(paras: Sequence[Para]) -> list[Laid]:
    """The lines of the paragraphs, numbered from 1; those without words hold a place."""
    usual = _usual_white(paras)
    first_is_habit = _is_habit(paras)
    stands_apart = _stand_apart(paras)
    laid: list[Laid] = []
    gap = 0
    above: Para | None = None
    for para in paras:
        if para.is_empty:
            gap += 1
            continue
        several = stands_apart and (_is_broken(para) or (above is not None and _is_broken(above)))
        wider = above is not None and _white(above, para) >= usual + WIDER
        gap = max(gap, int(several or wider)) if above else 0
        for line in _lines(para, 0.0 if first_is_habit else para.first):
            if not line.children and line.para.text:
                gap += 1
                continue
            number = len(laid) + 1
            laid.append(replace(line, typed=replace(line.typed, number=number, gap=gap)))
            gap = 0
        above = para
    return _outdented(laid)


def _lines(para: Para, first: float) -> Iterator[Laid]:
    """The lines of one paragraph; empty ones are a gap."""
    rows = [row for line in para.lines for row in _rows(map(_without_line(para), line))] or [[]]
    for at, row in enumerate(rows):
        maker = LineMaker()
        for run in row:
            if run.note:
                maker.mark(run.note, run.dress)
            maker.add(run.text, run.dress, White.KEPT)
        line = maker.end()
        margin = para.margin + (first if at == 0 else 0.0)
        indent = min(steps(margin) + line.indent, MOST_STEPS)
        text = plain(line.children) or (ONLY_A_MARK if line.children else "")
        yield Laid(Typed(0, text, indent), line.children, para)


def _without_line(para: Para) -> Callable[[Run], Run]:
    """Runs as they are; a title that is underlined says no more than that it is one."""
    if para.role not in TITLES:
        return lambda run: run
    return lambda run: replace(run, dress=replace(run.dress, is_underlined=False))


def _rows(runs: Iterable[Run]) -> list[list[Run]]:
    """One line, or several where a letter in it ends a line."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = clean(run.text).text.split("\n")
        rows[-1].append(replace(run, text=first))
        rows += [[Run(text, run.dress)] for text in rest]
    return rows


def _outdented(laid: Sequence[Laid]) -> list[Laid]:
    """The lines without the indent that all the text shares, or all that is quoted."""
    margins: dict[Role, int] = {}
    for one in laid:
        if one.children:
            margins[one.para.role] = min(one.typed.indent, margins.get(one.para.role, MOST_STEPS))
    return [
        replace(one, typed=replace(one.typed, indent=one.typed.indent - margins[one.para.role]))
        if one.children
        else one
        for one in laid
    ]


def _is_broken(para: Para) -> bool:
    return para.role is Role.WORDS and "\n" in para.text.strip()


def _stand_apart(paras: Sequence[Para]) -> bool:
    """Whether a paragraph of several lines is a stanza: not where each line is a paragraph, empty
    ones are the gaps, and a line break is a stray."""
    broken = sum(map(_is_broken, paras))
    short = sum(
        para.role is Role.WORDS and 0 < len(para.text) <= PARAGRAPH and not _is_broken(para)
        for para in paras
    )
    seen = "".join("." if para.is_empty else "x" for para in paras).strip(".")
    return broken > 0 and ("." not in seen or broken >= short)


def _white(above: Para, below: Para) -> float:
    return max(above.below, below.above)


def _usual_white(paras: Sequence[Para]) -> float:
    """The least white that a fair share of the paragraphs have between them."""
    words = [para for para in paras if not para.is_empty]
    whites = Counter(
        _white(above, below)
        for above, below in pairwise(words)
        if above.role is below.role is Role.WORDS
    )
    fair = USUAL_SHARE * whites.total()
    return min((white for white, count in whites.items() if count >= fair), default=0.0)


def _is_habit(paras: Sequence[Para]) -> bool:
    """Whether most paragraphs begin with an indent, as prose is typed: it is no verse's own."""
    words = [para for para in paras if para.role is Role.WORDS and para.text]
    return sum(para.first > 0 for para in words) > MOSTLY * len(words)


def dress(blocks: Iterable[Block], laid: Mapping[int, Laid]) -> tuple[Block, ...]:
    """The blocks with the looks their lines had; `laid` are the lines by their numbers."""
    return tuple(_dress(block, laid) for block in blocks)


def _dress(block: Block, laid: Mapping[int, Laid]) -> Block:
    match block:
        case Paragraph(children, place) | Heading(_, children, place):
            return replace(block, children=_looks(children, place.line, laid))
        case Verse(stanzas):
            dressed = (Stanza(_dress_lines(stanza.lines, laid)) for stanza in stanzas)
            return replace(block, stanzas=tuple(dressed))
        case Quotation() | ItemList() | Figure() | Note() | Ornament() | Question():
            return block
        case _:
            assert_never(block)


def _dress_lines(lines: Iterable[Line], laid: Mapping[int, Laid]) -> tuple[Line, ...]:
    return tuple(
        replace(line, children=_looks(line.children, line.place.line, laid)) for line in lines
    )


def _looks(
    children: tuple[Inline, ...], number: int | None, laid: Mapping[int, Laid]
) -> tuple[Inline, ...]:
    """A line's words as they looked; where the rules cut some off its end (a signature), so are
    these."""
    text = plain(children)
    there = laid.get(number or 0)
    looks = there.children if there else ()
    settled = inline.settle_line(tuple(_cut(looks, len(text))))
    return settled if plain(settled) == text or text == ONLY_A_MARK else children


def _cut(children: Iterable[Inline], length: int) -> Iterator[Inline]:
    """The first so many letters of inlines."""
    for child in children:
        if length <= 0 and not isinstance(child, NoteMark):
            return
        match child:
            case Text(text):
                yield Text(text[:length])
            case Emphasis(inner) | Strong(inner) | Link(_, inner):
                yield replace(child, children=tuple(_cut(inner, length)))
            case NoteMark():
                yield child
            case _:
                assert_never(child)
        length -= len(plain([child]))


def unwrap(laid: Sequence[Laid], width: int) -> list[Laid]:
    """The lines, those joined again that a program had cut to a width."""
    unwrapped: list[Laid] = []
    for is_words, group in groupby(laid, key=lambda one: one.is_words):
        run = list(group)
        if not is_words:
            unwrapped += run
            continue
        kept = wrapped.unwrap([one.typed for one in run], width)
        ends = [*(one.number for one in kept[1:]), run[-1].typed.number + 1]
        for typed, end in zip(kept, ends, strict=True):
            parts = [one for one in run if typed.number <= one.typed.number < end]
            children = inline.one_line(one.children for one in parts)
            unwrapped.append(Laid(typed, children, parts[0].para))
    return unwrapped
