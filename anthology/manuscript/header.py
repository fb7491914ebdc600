"""`Key: the rest of the line`, literally.

It looks like YAML and is not: a title with a colon in it, or a quote, needs nothing special.
A key that is not known is a fault with a "did you mean"; so is one that is there twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from anthology.errors import Place, Problem, did_you_mean

FENCE = "---"
_KEY = re.compile(r"([A-Z][A-Za-z -]*):(?:\s+(.*))?$")


@dataclass(slots=True)
class Header:
    """The keys of a header with their lines, and what was wrong in it."""

    path: Path
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def get(self, key: str) -> str:
        return self.values.get(key, "")

    def fault(self, code: str, message: str, key: str, hint: str = "") -> None:
        place = Place(self.path, self.lines.get(key))
        self.problems.append(Problem(code, message, place, hint))

    def language(self) -> str:
        """The tag under `Language`; a bad one is a fault."""
        tag = self.get("Language")
        if not tag or is_language(tag):
            return tag
        self.fault("bad-language", f"`{tag}` is not a language", "Language", "as `en`, `de`, `he`")
        return ""

    def day(self, key: str) -> date | None:
        """The date under a key; a bad one is a fault."""
        wanted = self.get(key)
        if not wanted:
            return None
        day = as_day(wanted)
        if day is None:
            self.fault("bad-date", f"`{wanted}` is not a date", key, "write it as `2025-04-02`")
        return day


def is_language(tag: str) -> bool:
    """Whether a tag has the shape of one (RFC 5646), such as `en` or `pt-BR`."""
    return bool(re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag))


def as_day(text: str) -> date | None:
    """`2025-04-02` as a date; nothing else is one."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def split(text: str) -> tuple[Sequence[str], str, int]:
    """The lines of a fenced header, the text after it, and the line that text begins at."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return (), text, 1
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == FENCE:
            return lines[1 : number - 1], "\n".join(lines[number:]), number + 1
    return (), text, 1


def read(lines: Sequence[str], path: Path, first_line: int, known: Collection[str]) -> Header:
    """Read header lines; `known` are the keys there may be."""
    header = Header(path)
    for number, line in enumerate(lines, first_line):
        if not line.strip():
            continue
        place = Place(path, number)
        entry = _KEY.match(line)
        if not entry:
            is_set_in = _KEY.match(line.lstrip())
            hint = "write each as `Key: words`, and keep the text below the header"
            hint = "take away the space before it" if is_set_in else hint
            header.problems.append(
                Problem("unreadable-header", f"`{_short(line)}` is no header line", place, hint)
            )
        elif entry[1] not in known:
            hint = did_you_mean(entry[1], known)
            header.problems.append(Problem("unknown-key", f"unknown key `{entry[1]}`", place, hint))
        elif entry[1] in header.values:
            header.problems.append(
                Problem("key-twice", f"`{entry[1]}` is here a second time", place, "keep one")
            )
        else:
            header.values[entry[1]] = (entry[2] or "").strip()
            header.lines[entry[1]] = number
    return header


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"


def write(values: Mapping[str, str]) -> str:
    """Header lines for the keys that have a value."""
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in values.items() if value)
