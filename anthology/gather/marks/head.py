"""What the front matter of an essay means to a book.

The first key that has a value wins; every key that was not used is listed as left out, since
somebody typed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anthology.gather.gathered import LeftOut
from anthology.gather.marks.frontmatter import Entry
from anthology.gather.typed.days import day_in

TITLE = ("title", "name")
SUBTITLE = ("subtitle", "subheading", "description")
DAY = ("date", "publishdate", "published_at", "pubdate", "published")
LANGUAGE = ("language", "lang")
NOT_PLACED = {
    "draft": ("true", "yes", "1"),
    "published": ("false", "no", "0"),
    "status": ("draft", "private", "pending"),
    "visibility": ("private",),
}
PLACED = {
    "draft": ("false", "no"),
    "published": ("true", "yes"),
    "status": ("published", "publish"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a book uses of a front matter. `held` says why the essay is not placed, empty for
    one that is; `subtitle_key` is the key its subtitle stood under."""

    title: str = ""
    subtitle: str = ""
    subtitle_key: str = ""
    day: date | None = None
    language: str = ""
    held: str = ""
    left_out: tuple[LeftOut, ...] = ()


def read(entries: Sequence[Entry]) -> Head:
    """The front matter of one essay, every entry used or left out."""
    title = _first(entries, TITLE)
    subtitle = _first(entries, SUBTITLE)
    language = _first(entries, LANGUAGE)
    dated = next((entry for entry in _named(entries, DAY) if day_in(entry.value)), None)
    holding = next((entry for entry in entries if _says(entry, NOT_PLACED)), None)
    used = (title, subtitle, language, dated, holding)
    rest = [entry for entry in entries if entry not in used and not _says(entry, PLACED)]
    return Head(
        title=title.value if title else "",
        subtitle=subtitle.value if subtitle else "",
        subtitle_key=subtitle.key if subtitle else "",
        day=day_in(dated.value) if dated else None,
        language=language.value if language else "",
        held=f"`{holding.typed}`" if holding else "",
        left_out=tuple(_left_out(entry) for entry in rest if entry.typed.strip()),
    )


def _named(entries: Sequence[Entry], names: Sequence[str]) -> Iterator[Entry]:
    """The entries under any of the names, in the order of the names."""
    return (entry for name in names for entry in entries if entry.key.casefold() == name)


def _first(entries: Sequence[Entry], names: Sequence[str]) -> Entry | None:
    return next((entry for entry in _named(entries, names) if entry.value), None)


def _says(entry: Entry, meanings: Mapping[str, Sequence[str]]) -> bool:
    return entry.value.casefold() in meanings.get(entry.key.casefold(), ())


def _left_out(entry: Entry) -> LeftOut:
    if entry.key.casefold() in DAY:
        reason = "it is not a day that can be read in one way only"
    else:
        reason = "it says nothing a book prints"
    return LeftOut(f"front matter `{entry.key}`", entry.typed, reason)
