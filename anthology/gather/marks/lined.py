"""The lines of a paragraph, an item or a heading → the blocks they are.

A stanza is told from prose by its lines, and keeps them. Knows nothing of Markdown's syntax tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from anthology import inline, model
from anthology.gather.typed import structure
from anthology.model import Block, Inline, Item, Line, Paragraph, Stanza, Text, Verse

LINE_BLOCK = re.compile(r"\|(?: |$)")


def prose_or_poem(lines: Sequence[Line]) -> list[Block]:
    """The lines of one paragraph: prose, or a poem; a long line among short ones is prose."""
    if len(lines) == 1 and not lines[0].indent:
        return [Paragraph(line.children, line.place) for line in lines if line.children]
    kept = structure.kept_lines([model.plain(line.children) or "-" for line in lines])
    written: list[Block] = []
    for is_poem, group in groupby(zip(kept, lines, strict=True), key=lambda pair: pair[0]):
        run = [line for _, line in group]
        if is_poem and (len(run) > 1 or run[0].indent):
            written += poem(run)
        else:
            written += [Paragraph(line.children, line.place) for line in run if line.children]
    return written


def poem(lines: Sequence[Line]) -> list[Block]:
    """Lines as a poem; an empty one parts two stanzas."""
    groups = groupby(lines, key=lambda line: bool(line.children))
    stanzas = tuple(Stanza(tuple(run)) for has_words, run in groups if has_words)
    return [Verse(stanzas, stanzas[0].lines[0].place)] if stanzas else []


def without_empty_levels(items: Iterable[Item]) -> Iterator[Item]:
    """The items, none more than one level below the one above it: `* * * tide` is one item."""
    deepest = 0
    for item in items:
        level = min(item.level, deepest)
        deepest = level + 1
        yield replace(item, level=level)


def numbered(number: Text, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the number before the first words; nothing where they begin without."""
    match blocks:
        case [Paragraph(children, place), *rest]:
            return [Paragraph(inline.settle_line([number, *children]), place), *rest]
        case [Verse([Stanza([line, *lines]), *stanzas], place), *rest]:
            first = replace(line, children=inline.settle_line([number, *line.children]))
            return [Verse((Stanza((first, *lines)), *stanzas), place), *rest]
        case _:
            return []


def is_line_block(content: str) -> bool:
    """Every line opened by a bar, as Pandoc writes verse."""
    return all(LINE_BLOCK.match(text.lstrip()) for text in content.split("\n"))


def unbarred(children: Sequence[Inline]) -> list[Inline]:
    """A line of a line block without its bar; the spaces after `| ` are the author's indent."""
    first, *rest = children
    text = first.text.lstrip() if isinstance(first, Text) else ""
    return [Text(text.removeprefix("|").removeprefix(" ")), *rest]
