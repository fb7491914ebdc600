"""One TOML file being read: it knows the line of each key and collects what is wrong.

A setting that is unknown or of another kind than it should be is a fault with a hint, and is
then as if it were not there. Knows TOML; what a setting means is the business of its reader.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from anthology.errors import Place, Problem, Severity, did_you_mean

_TYPE_NAMES: Mapping[type, str] = {
    str: 'words in quotes, like "…"',
    int: "a number",
    bool: "`true` or `false`",
    list: 'a list of words, like ["…", "…"]',
    dict: "a table of its own",
    date: "a date, like 2026-09-20",
}
LIKE_THIS = 'each setting is a line like `title = "My Book"`'
# Quotes for print where straight ones belong: round the words.
CURLY = re.compile(r"[=\[,]\s*[“”„«»‘’]|^[^\"]*[“”„«»‘’][^\"]*$")


class Toml:
    """The file, the lines of its keys, and the problems found in it so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._lines: list[str] = []

    def read(self) -> dict[str, object]:
        """What the file says; nothing where it cannot be read."""
        try:
            text = self.path.read_text(encoding="utf-8-sig")
            self._lines = text.splitlines()
            return tomllib.loads(text)
        except UnicodeDecodeError:
            self.fault("unreadable-encoding", "the file is not UTF-8 text", "save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            self.problems.append(self._unreadable(str(error)))
        return {}

    def _unreadable(self, said: str) -> Problem:
        """What keeps the file from being read, in words for one who never heard of TOML."""
        found = re.search(r"at line (\d+)", said)
        number = int(found[1]) if found else len(self._lines)
        line = self._lines[number - 1].strip()
        message, hint = f"this line cannot be read: `{line}`", LIKE_THIS
        if "Unclosed" in said:
            message, hint = "a list is not closed before here", "end it with `]`"
        elif CURLY.search(line):
            message, hint = f"the quotes are curly: `{line}`", f"write straight ones: {LIKE_THIS}"
        elif "overwrite" in said or "twice" in said:
            message, hint = f"this is set a second time: `{line}`", "keep one of the two"
        elif line.count('"') > 2 and "[" not in line:
            hint = 'quotes among the words are curly: `title = "The “Other” Hour"`'
        return Problem("unreadable-settings", message, Place(self.path, number), hint)

    def fault(self, code: str, message: str, hint: str = "", key: str = "") -> None:
        """Something is wrong, at the line of a key such as `editions.print.trim`."""
        place = Place(self.path, self.line_of(key) if key else None)
        self.problems.append(Problem(code, message, place, hint))

    def bad(self, key: str, message: str, hint: str = "") -> None:
        """A setting cannot be what it is."""
        self.fault("bad-setting", message, hint, key)

    def warn(self, code: str, message: str, hint: str, key: str = "") -> None:
        """Something may be meant otherwise, at the line of a key."""
        place = Place(self.path, self.line_of(key) if key else None)
        problem = Problem(code, message, place, hint, Severity.WARNING)
        self.problems.append(problem)

    def line_of(self, key: str) -> int | None:
        """The line of `title` or of `editions.print.trim`; in a list of tables, the first."""
        table, _, name = key.rpartition(".")
        here = ""
        for number, line in enumerate(self._lines, 1):
            if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
                here = header[1].replace(" ", "").replace('"', "")
                if here == key:
                    return number
            elif re.match(rf'\s*"?{re.escape(name)}"?\s*=', line) and here == table:
                return number
        return None

    def checked(
        self, table: Mapping[str, object], known: Mapping[str, type], prefix: str = ""
    ) -> dict[str, Any]:
        """The settings of a table that are known and of the right type; the rest are faults."""
        good: dict[str, Any] = {}
        for name, value in table.items():
            if name not in known:
                hint = did_you_mean(name, known)
                self.fault("unknown-setting", f"unknown setting `{name}`", hint, prefix + name)
            elif not _is_a(value, known[name]):
                self.bad(prefix + name, f"`{name}` should be {_TYPE_NAMES[known[name]]}")
            else:
                good[name] = value
        return good

    def choice(self, key: str, wanted: str, choices: Mapping[str, Any]) -> Any | None:
        """What a word stands for; none, and a fault, where it stands for nothing."""
        if wanted in choices:
            return choices[wanted]
        name = key.rpartition(".")[2]
        self.bad(key, f"{name} cannot be `{wanted}`", did_you_mean(wanted, choices))
        return None


def _is_a(value: object, kind: type) -> bool:
    """Whether a value is of a kind; in Python, though not in TOML, truth is a number and a moment
    is a day."""
    if isinstance(value, bool) or kind is bool:
        return isinstance(value, bool) and kind is bool
    return isinstance(value, kind) and not isinstance(value, datetime)


def words(table: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list of words under a name."""
    value = table.get(name, [])
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def tables(value: object) -> dict[str, object]:
    """A table, or none."""
    return value if isinstance(value, dict) else {}
