"""A list of a web page while it is read: its items, and what it turns out to be.

A list without items, or without bullets, was used to set lines in. One that does not count from
1 keeps its numbers as words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from anthology import inline
from anthology.gather.html import style
from anthology.gather.html.pieces import Lead, Piece, Row, Whole
from anthology.gather.typed.lines import MOST_STEPS
from anthology.model import Item, ItemList, Line, Text


@dataclass(slots=True)
class Entry:
    """What stands in one item; `is_bare` where no item was opened."""

    level: int
    is_bare: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Bullets:
    """A list, and those inside it. `after` are pictures and notes, which stand below it."""

    is_ordered: bool
    start: int
    is_unmarked: bool
    level: int = 0
    is_open: bool = False
    entries: list[Entry] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)

    def begin(self) -> None:
        """An item begins."""
        self.entries.append(Entry(self.level))
        self.is_open = True

    def add(self, rows: Sequence[Row]) -> None:
        """Lines, in the open item."""
        if not self.is_open or self.entries[-1].level != self.level:
            self.entries.append(Entry(self.level, is_bare=not self.is_open))
        self.entries[-1].rows += rows


def begun(tag: str, attributes: Mapping[str, str]) -> Bullets:
    """A list that begins with this tag."""
    said = style.style(attributes)
    unmarked = "none" in (said.get("list-style-type", "") or said.get("list-style", "")).split()
    start = attributes.get("start", "1").strip()
    number = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1
    return Bullets(tag == "ol", number, unmarked)


def finished(bullets: Bullets) -> tuple[list[Piece], bool]:
    """The pieces of a list, and whether it was only an indent."""
    entries = [entry for entry in bullets.entries if entry.rows]
    if not entries:
        return bullets.after, False
    if bullets.is_unmarked or all(entry.is_bare for entry in entries):
        return [*_set_in(entries), *bullets.after], True
    if bullets.is_ordered and bullets.start != 1:
        return [*_numbered(bullets, entries), *bullets.after], False
    items = ItemList(tuple(_items(entries)), bullets.is_ordered)
    return [Whole(items), *bullets.after], False


def _set_in(entries: Sequence[Entry]) -> list[Piece]:
    """The lines, set in by the list; they go on from the line above."""
    made: list[Piece] = []
    for entry in entries:
        for row in entry.rows:
            lead = Lead.ON if row.lead is Lead.PARAGRAPH else row.lead
            indent = min(row.indent + (entry.level + 1) * style.SET_IN, MOST_STEPS)
            made.append(replace(row, indent=indent, lead=lead))
    return made


def _numbered(bullets: Bullets, entries: Sequence[Entry]) -> list[Piece]:
    """The items as paragraphs that begin with their number."""
    made: list[Piece] = []
    number = bullets.start
    for entry in entries:
        first, *rest = entry.rows
        if not entry.level and not entry.is_bare:
            words = inline.settle_line([Text(f"{number}. "), *first.children])
            first = replace(first, children=words)
            number += 1
        made += [replace(first, lead=Lead.GAP), *rest]
    return made


def _items(entries: Sequence[Entry]) -> list[Item]:
    """The items, none more than one level below the one above it."""
    items: list[Item] = []
    for entry in entries:
        deepest = items[-1].level + 1 if items else 0
        lines = tuple(Line(row.children, row.indent) for row in entry.rows)
        items.append(Item(lines, min(entry.level, deepest)))
    return items
