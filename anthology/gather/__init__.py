"""Sources in, essays and comments out: the one door of gathering.

Each kind of source is a module of its own that gives a `Source`; adding one is a new file and a
line in `SOURCES`. They are asked in that order, and know a file by what is in it, never by its
ending. Nothing is written here, and no word of a source may be missing at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from anthology.errors import AnthologyError, GatherError, Place, Problem, SeveralProblems
from anthology.gather import files, foreign, markdown, order, text
from anthology.gather.account import unaccounted
from anthology.gather.files import Found
from anthology.gather.gathered import (
    Gathered,
    GatheredEssay,
    LeftOut,
    Order,
    Parcel,
    Picture,
    Source,
    SourceFile,
)
from anthology.gather.names import slug, unique
from anthology.gather.review import Kind, Row

SOURCES: tuple[Source, ...] = (markdown.SOURCE, text.SOURCE)

HINT_EMPTY = "name text files, or a folder that holds some"


def gather(paths: Sequence[Path]) -> Gathered:
    """Everything under the paths, in the book's order, with an account of what is not in it.

    Raises GatherError, or SeveralProblems where more than one thing is wrong: a file that cannot
    be read, one named by the author that is no source, nothing to gather at all, or, should it
    ever happen, a word that was in a source and is nowhere in what came of it.
    """
    found = files.find(paths)
    parcels, problems = _read_all(found)
    essays = _named(order.in_order([essay for parcel in parcels for essay in parcel.essays]))
    problems += [problem for essay in essays for problem in _lost(essay)]
    if not essays and not problems:
        problems.append(Problem("nothing-to-gather", "there is no essay here", None, HINT_EMPTY))
    _raise(problems)
    left_out = (*found.left_out, *(left for parcel in parcels for left in parcel.left_out))
    placed = [essay for essay in essays if not essay.held]
    return Gathered(
        essays=tuple(placed),
        held=tuple(essay for essay in essays if essay.held),
        left_out=left_out,
        rows=(*order.rows(placed), *_left_out_rows("", left_out)),
        missing=order.missing(essays),
    )


def _read_all(found: Found) -> tuple[list[Parcel], list[Problem]]:
    parcels: list[Parcel] = []
    problems = list(found.problems)
    for file in found.files:
        try:
            parcels.append(_read(file, is_named=file.path in found.named))
        except AnthologyError as fault:
            place = fault.place or Place(file.path)
            problems.append(Problem("source-unreadable", fault.message, place, fault.hint))
    return parcels, problems


def _read(file: SourceFile, is_named: bool) -> Parcel:
    if not file.data.strip():
        return Parcel(left_out=(LeftOut("empty file", file.name, "there is nothing in it"),))
    for source in SOURCES:
        if source.recognises(file):
            return source.read(file)
    kind = foreign.kind(file.data)
    if is_named:
        raise GatherError(f"this is {kind}, which is not read yet", hint="save it as plain text")
    reason = f"it is {kind}; to have it, save it as plain text"
    return Parcel(left_out=(LeftOut("file", file.name, reason),))


def _named(essays: Sequence[GatheredEssay]) -> list[GatheredEssay]:
    """The essays with their file names, and with the name on each of their rows."""
    named: list[GatheredEssay] = []
    taken: set[str] = set()
    for gathered in essays:
        wanted = slug(gathered.essay.title) or slug(order.words_of(gathered.order.name)) or "essay"
        name = unique(wanted, taken)
        taken.add(name)
        rows = [replace(row, essay=name) for row in gathered.rows]
        if name != wanted:
            reason = "another essay has the same title: is it the same essay?"
            rows.append(Row(Kind.NAME, name, gathered.essay.title, f"called {name}", reason))
        rows += _left_out_rows(name, gathered.left_out)
        essay = replace(gathered.essay, name=name)
        named.append(replace(gathered, essay=essay, rows=tuple(rows)))
    return named


def _left_out_rows(essay: str, left_out: Sequence[LeftOut]) -> Iterator[Row]:
    """One row for each kind of thing left out: how many, why, and the first of them."""
    counted = Counter((left.kind, left.reason) for left in left_out)
    for (kind, reason), count in counted.items():
        first = next(left.text for left in left_out if (left.kind, left.reason) == (kind, reason))
        yield Row(Kind.LEFT_OUT, essay, first, f"{count} × {kind}", reason)


def _lost(gathered: GatheredEssay) -> Iterator[Problem]:
    """The gate: a line that vanished is a fault of ours, and nothing is given out."""
    for line in unaccounted(gathered.original, gathered):
        message = f"`{line}` is in {gathered.essay.source} and would have been lost"
        yield Problem("line-lost", message, None, "this is a fault of the tool: please report it")


def _raise(problems: Sequence[Problem]) -> None:
    match problems:
        case []:
            return
        case [problem]:
            raise GatherError(problem.message, problem.place, problem.hint)
        case _:
            raise SeveralProblems(problems)


__all__ = [
    "SOURCES",
    "Gathered",
    "GatheredEssay",
    "LeftOut",
    "Order",
    "Parcel",
    "Picture",
    "Source",
    "SourceFile",
    "gather",
    "slug",
]
