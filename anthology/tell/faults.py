"""Where something is, what is wrong with it, and how much of it there is, in her words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from anthology.errors import AnthologyError, Place, Problem, SeveralProblems, faults
from anthology.gather import counted


def path(place: Path) -> str:
    """A path as the author would type it: from the folder she is in, where it lies below."""
    relative = os.path.relpath(place)
    return relative if not relative.startswith("..") else str(place)


def where(place: Place) -> str:
    """`manuscript/book.toml:2`."""
    return str(Place(Path(path(place.path)), place.line))


def problem(one: Problem) -> str:
    """Where · what · what to do."""
    at = f"{where(one.place)}: " if one.place else ""
    hint = f"\n\nhint: {one.hint}" if one.hint else ""
    return f"{one.severity.value}: {at}{one.message}{hint}"


def error(fault: AnthologyError) -> Iterator[str]:
    """A fault, or several with their count."""
    if not isinstance(fault, SeveralProblems):
        yield problem(Problem("", fault.message, fault.place, fault.hint))
        return
    for one in fault.problems:
        yield problem(one) + "\n"
    yield counted_problems(fault.problems)


def counted_problems(problems: Sequence[Problem]) -> str:
    """`2 faults, 1 warning`."""
    wrong = len(faults(problems))
    warned = len(problems) - wrong
    said = [many(wrong, "fault")] if wrong else []
    return ", ".join(said + ([many(warned, "warning")] if warned else []))


def many(count: int, what: str) -> str:
    """`1 essay`, `2 essays`."""
    return counted.many(count, what)


def size(count: int) -> str:
    """Bytes as `1.1 MB` or `24 kB`."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
