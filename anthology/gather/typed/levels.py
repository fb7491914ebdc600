"""Headings as a source typed them, brought to what an essay has: a title and two levels.

A first heading that says the title again, or that can be it, is taken off; the largest of the
others becomes the first level, whatever it was typed as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from anthology.model import Block, Heading, Quotation, plain


def without_title(blocks: Sequence[Block], title: str) -> tuple[Sequence[Block], Heading | None]:
    """The blocks without a first heading that is the title, or that can be it; and that heading.
    It is the title where it says the same letters, or where there is no other title and it is of
    the first level."""
    match blocks:
        case [Heading(level, children) as first, *rest]:
            if alike(plain(children), title) or (level == 1 and not title):
                return rest, first
    return blocks, None


def alike(one: str, other: str) -> bool:
    """The same letters and digits, whatever stands between them."""
    return re.findall(r"\w", one.casefold()) == re.findall(r"\w", other.casefold())


def levelled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The headings brought to the two levels an essay has: the largest typed is the first."""
    highest = min(_levels(blocks), default=2)
    return tuple(_mapped(blocks, highest))


def _levels(blocks: Sequence[Block]) -> Iterator[int]:
    for block in blocks:
        match block:
            case Heading(level):
                yield level
            case Quotation(inner):
                yield from _levels(inner)
            case _:
                pass


def _mapped(blocks: Sequence[Block], highest: int) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Heading(level):
                yield replace(block, level=2 if level == highest else 3)
            case Quotation(inner):
                yield replace(block, blocks=tuple(_mapped(inner, highest)))
            case _:
                yield block
