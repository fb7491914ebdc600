"""The text Movable Type and TypePad export: entries, their keys, and their sections.

Eight dashes end an entry and five a section, and both may stand in an essay. A line of five
ends a section only where another begins below it, or the entry ends; a line of eight ends an
entry only below a line of five, and where another begins or nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

KEY = re.compile(r"([A-Z][A-Z0-9_ ]*):(?: (.*)|)$")
OF_AN_ENTRY = frozenset(
    "AUTHOR,TITLE,BASENAME,STATUS,ALLOW COMMENTS,ALLOW PINGS,CONVERT BREAKS,PRIMARY CATEGORY,"
    "CATEGORY,DATE,TAGS,UNIQUE URL,NO ENTRY,IMAGE,AUTHORED BY".split(",")
)
SECTIONS = frozenset(["BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS", "COMMENT", "PING"])
# The keys at the head of a section. A reader may begin with `TITLE:`; only a ping has one.
HEADS = {
    "COMMENT": frozenset(["AUTHOR", "EMAIL", "IP", "URL", "DATE"]),
    "PING": frozenset(["TITLE", "URL", "IP", "BLOG NAME", "DATE"]),
}
END_OF_SECTION = "-----"
END_OF_ENTRY = "--------"
SEARCHED = 60  # lines; a file that has not begun an entry by then is none
BLANK_LINES = 50  # a dash that has no word this near above or below has none


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an entry: its name, the keys at its head (a comment's), and its text."""

    name: str
    keys: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its keys, the first of each, its sections in order, and lines among the keys
    that are none."""

    keys: Mapping[str, str]
    sections: tuple[Section, ...]
    strays: tuple[str, ...] = ()

    def text(self, *names: str) -> str:
        """The text of the sections of these names, one below the other."""
        found = (section.text for section in self.sections if section.name in names)
        return "\n\n".join(filter(None, found))


def is_export(text: str) -> bool:
    """Begins with the keys of an entry, and has a body in a section of its own."""
    lines = text.lstrip("\n").split("\n", SEARCHED)[:SEARCHED]
    head = lines[: lines.index(END_OF_SECTION)] if END_OF_SECTION in lines else []
    keys = [found[1] for line in head if line and (found := KEY.match(line))]
    filled = [line for line in head if line]
    return "TITLE" in keys and len(keys) == len(filled) and "\nBODY:" in text


def entries(text: str) -> Iterator[Entry]:
    """The entries of an export, in its order."""
    lines = text.split("\n")
    start = 0
    for at, line in enumerate(lines):
        if line == END_OF_ENTRY and _ends_entry(lines, at):
            yield from _entry(lines[start:at])
            start = at + 1
    yield from _entry(lines[start:])


def _ends_entry(lines: Sequence[str], at: int) -> bool:
    below = _next(lines, at)
    return _next(lines, at, -1) == END_OF_SECTION and (not below or _key(below) in OF_AN_ENTRY)


def _ends_section(lines: Sequence[str], at: int) -> bool:
    below = _next(lines, at)
    found = KEY.match(below)
    return not below or bool(found and found[1] in SECTIONS and not found[2])


def _next(lines: Sequence[str], at: int, step: int = 1) -> str:
    """The next line with something on it, or the one above; empty where none is near."""
    for away in range(1, BLANK_LINES):
        place = at + away * step
        if not 0 <= place < len(lines):
            return ""
        if lines[place]:
            return lines[place]
    return ""


def _entry(lines: Sequence[str]) -> Iterator[Entry]:
    if not any(lines):
        return
    ends = [
        at for at, line in enumerate(lines) if line == END_OF_SECTION and _ends_section(lines, at)
    ]
    cuts = pairwise([-1, *ends, len(lines)])
    head, *parts = [lines[start + 1 : end] for start, end in cuts]
    keys: dict[str, str] = {}
    for line in head:
        if found := KEY.match(line):
            keys.setdefault(found[1], (found[2] or "").strip())
    strays = tuple(line for line in head if line.strip() and not KEY.match(line))
    yield Entry(keys, tuple(_section(part) for part in parts if any(part)), strays)


def _section(lines: Sequence[str]) -> Section:
    begin = next(at for at, line in enumerate(lines) if line)
    name = _key(lines[begin])
    rest = list(lines[begin + 1 :])
    keys: dict[str, str] = {}
    while rest:
        found = KEY.match(rest[0])
        if not found or found[1] not in HEADS.get(name, ()) or found[1] in keys:
            break
        keys[found[1]] = (found[2] or "").strip()
        rest.pop(0)
    return Section(name, keys, "\n".join(rest).strip("\n"))


def _key(line: str) -> str:
    found = KEY.match(line)
    return found[1] if found else ""
