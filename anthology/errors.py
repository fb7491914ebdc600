"""Where something is wrong, what, and what to do about it.

A `Problem` is told; an `AnthologyError` is raised. Faults in a book are collected into one
`SeveralProblems`, so that the first never hides the second. Nothing here prints.

    AnthologyError
    ├── ProjectError      no book here, or book.toml cannot be read
    ├── ManuscriptError   one file of the manuscript cannot be read at all
    ├── GatherError       a source cannot be read, or would cost the author something
    ├── BuildError        an edition could not be made, or did not come out as promised
    └── SeveralProblems   everything that is wrong, told together
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and the line in it (counted from 1; none for the whole file)."""

    path: Path
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line is not None else str(self.path)


class Severity(Enum):
    """A fault stops a build; a warning is told and nothing more."""

    FAULT = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` is stable, `message` and `hint` are for the author."""

    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    severity: Severity = Severity.FAULT


class AnthologyError(Exception):
    """A fault to tell the author: what is wrong, where, and what to do."""

    def __init__(self, message: str, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is handed from one process to another, with all it tells."""
        return type(self), (self.message, self.place, self.hint)


class ProjectError(AnthologyError):
    """There is no book here, or its settings cannot be read."""


class ManuscriptError(AnthologyError):
    """A file of the manuscript cannot be read."""


class GatherError(AnthologyError):
    """A source cannot be read."""


class BuildError(AnthologyError):
    """An edition could not be made, or did not come out as promised."""


class SeveralProblems(AnthologyError):
    """Every problem found, in the order of place; at least one of them is a fault."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


_FULL = ("the disk is full", "make room, and do it again; what was whole before is whole now")
_CLOSED = (
    "this may not be read, or not be written",
    "look whose it is, and whether another program holds it open",
)
_OF_THE_MACHINE: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: (
        "this lies on a disk that cannot be written",
        "copy the book’s folder to a disk of your own",
    ),
    errno.ENOTDIR: (
        "a file lies where a folder has to be",
        "rename the file, or choose another name for the folder",
    ),
}


def of_the_machine(fault: OSError) -> AnthologyError | None:
    """What the author is told where her machine refused; nothing where that is a bug of ours."""
    if fault.errno is None or fault.errno not in _OF_THE_MACHINE:
        return None
    message, hint = _OF_THE_MACHINE[fault.errno]
    place = Place(Path(fault.filename)) if isinstance(fault.filename, str) else None
    return AnthologyError(message, place, hint)


def faults(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.FAULT]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the closest known word, or naming them all where none is close."""
    choices = sorted(known)
    close = difflib.get_close_matches(word.casefold(), [c.casefold() for c in choices], n=1)
    if close:
        best = next(choice for choice in choices if choice.casefold() == close[0])
        return f"did you mean `{best}`?"
    return "it can be " + ", ".join(f"`{choice}`" for choice in choices) if choices else ""
