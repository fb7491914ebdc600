"""The same essay from two files, as when a blog was exported again: it is kept once.

An essay is the same where its source says so, whatever became of its words. The copy that was
named last is kept, with the comments of both, and that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from anthology.gather import joining
from anthology.gather.cards import Card
from anthology.gather.gathered import LeftOut
from anthology.gather.review import Kind, Row


def once(essays: Sequence[Card]) -> list[Card]:
    """The essays, of each source the last, where the first stood."""
    kept: dict[str, Card] = {}
    for one in essays:
        earlier = kept.get(one.source)
        kept[one.source] = _of_both(earlier, one) if earlier else one
    return list(kept.values())


def _of_both(first: Card, last: Card) -> Card:
    earlier, later = first.whole(), last.whole()
    comments, again = joining.merged(earlier.essay.comments, later.essay.comments)
    is_same = earlier.essay.blocks == later.essay.blocks
    reason = "the same essay is in two files" + ("" if is_same else ", and its words differ")
    twice = LeftOut("essay twice", earlier.essay.title, reason)
    rows = later.rows
    if not is_same:
        change = "name the files the other way round, and gather again"
        decided = "the copy in the file named last is kept"
        rows = (*rows, Row(Kind.DOUBT, "", later.essay.title, decided, reason, change))
    essay = replace(later.essay, comments=comments)
    left_out = (*later.left_out, twice, *again)
    return last.instead(replace(later, essay=essay, rows=rows, left_out=left_out))
