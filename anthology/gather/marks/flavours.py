"""Markdown as apps and site generators write it → plain Markdown, before it is read.

Every mark of theirs that a book cannot show is taken off, and told by kind; every word that was
shown stays, on its line. Which marks there are is known to `note_apps` and `generators`.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.gather.counted import many
from anthology.gather.marks import generators, note_apps, sweep
from anthology.gather.marks.sweep import Swept
from anthology.gather.review import Kind, Row


def is_marked(text: str) -> bool:
    """Does a text hold a mark that nobody types without such an app?"""
    return bool(note_apps.TOLD_BY.search(text) or generators.TOLD_BY.search(text))


def plain(body: str) -> tuple[str, Swept]:
    """The body in plain Markdown, and what was taken off it."""
    return sweep.swept(body, (*generators.RULES, *note_apps.RULES))


def rows(swept: Swept) -> Iterator[Row]:
    """What was made of highlighted words."""
    if swept.highlighted:
        decided = f"{many(swept.highlighted, 'highlighted place')} kept as plain words"
        reason = "a highlighter marks a place for the one who writes"
        change = "write stars around the words where you meant emphasis"
        yield Row(Kind.CHANGED, "", "", decided, reason, change)
