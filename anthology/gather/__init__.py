"""Sources in, essays and comments out: the one door of gathering.

Each kind of source is a module of its own that gives a `Source`, or an `Export` where it is many
files; adding one is a new file and a line in `SOURCES` or `EXPORTS`. They are asked in that
order, and know a file by what is in it, never by its ending. Comments that come without their
essay find it here. Nothing is written, and no word of a source may be missing at the end.

Sources stand in `exports/` (blog platforms), `services/` (comments alone), `documents/`, `saved/`
pages, `letters/`, `marks/` (Markdown) and `typed/` (plain text, and how its lines are read);
they build on `html/` and `intake/`, where no byte from outside is trusted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from anthology.errors import AnthologyError, GatherError, Place, Problem, SeveralProblems
from anthology.gather import joining, order, twice
from anthology.gather.account import unaccounted
from anthology.gather.documents import docs_page, odt, word
from anthology.gather.exports import (
    blogger,
    ghost,
    medium,
    movabletype,
    squarespace,
    substack,
    tumblr,
    wix,
    wordpress,
)
from anthology.gather.gathered import (
    Export,
    Gathered,
    GatheredEssay,
    LeftOut,
    LooseComments,
    Order,
    Parcel,
    Picture,
    Source,
    SourceFile,
)
from anthology.gather.intake import files, foreign, zipped
from anthology.gather.intake.files import Found
from anthology.gather.intake.shelf import Shelf
from anthology.gather.letters import mail
from anthology.gather.marks import markdown
from anthology.gather.names import slug, unique
from anthology.gather.review import Kind, Row
from anthology.gather.saved import page
from anthology.gather.services import commento, disqus, isso, remark42, substack_comments
from anthology.gather.typed import text

EXPORTS: tuple[Export, ...] = (blogger.EXPORT, substack.EXPORT, medium.EXPORT, tumblr.EXPORT)
SOURCES: tuple[Source, ...] = (
    page.COMPANIONS,
    word.SOURCE,
    odt.SOURCE,
    squarespace.SOURCE,
    wordpress.SOURCE,
    blogger.SOURCE,
    ghost.SOURCE,
    tumblr.NPF,
    substack_comments.SOURCE,
    commento.SOURCE,
    remark42.SOURCE,
    isso.SOURCE,
    disqus.SOURCE,
    substack.LIST_ALONE,
    wix.SOURCE,
    movabletype.SOURCE,
    mail.SOURCE,
    docs_page.SOURCE,
    page.SOURCE,
    markdown.SOURCE,
    text.SOURCE,
)

HINT_EMPTY = "name text files, or a folder that holds some"


def gather(paths: Sequence[Path]) -> Gathered:
    """Everything under the paths, in the book's order, with an account of what is not in it.

    Raises GatherError, or SeveralProblems where more than one thing is wrong: a file that cannot
    be read, one named by the author that is no source, nothing to gather at all, or, should it
    ever happen, a word that was in a source and is nowhere in what came of it.
    """
    found = files.find(paths, _is_export)
    parcels, problems = _read_all(found)
    arrived = [essay for parcel in parcels for essay in parcel.essays]
    problems += [problem for essay in arrived for problem in _lost(essay)]
    left_out = (*found.left_out, *(left for parcel in parcels for left in parcel.left_out))
    joined, loose = joining.join(
        twice.once(arrived), [one for parcel in parcels for one in parcel.loose]
    )
    essays = _named(order.in_order(joined))
    if not essays and not loose and not problems:
        problems.append(_nothing(left_out))
    _raise(problems)
    told = [row for parcel in parcels for row in parcel.rows]
    placed = [essay for essay in essays if not essay.held]
    return Gathered(
        essays=tuple(placed),
        held=tuple(essay for essay in essays if essay.held),
        left_out=left_out,
        rows=(*order.rows(placed), *told, *_left_out_rows("", left_out)),
        missing=order.missing(essays),
        loose=loose,
    )


def _nothing(left_out: Sequence[LeftOut]) -> Problem:
    """Nothing to gather; what was there instead is named."""
    counted = Counter(left.kind for left in left_out)
    instead = ", ".join(f"{count} × {kind}" for kind, count in counted.items())
    message = f"there is no essay here, only {instead}" if instead else "there is no essay here"
    return Problem("nothing-to-gather", message, None, HINT_EMPTY)


def _read_all(found: Found) -> tuple[list[Parcel], list[Problem]]:
    parcels: list[Parcel] = []
    problems = list(found.problems)
    things: list[SourceFile | Shelf] = [*found.files, *found.shelves]
    for thing in things:
        try:
            parcels.append(_read(thing, is_named=thing.path in found.named))
        except AnthologyError as fault:
            place = fault.place or Place(thing.path)
            problems.append(Problem("source-unreadable", fault.message, place, fault.hint))
    return parcels, problems


def _is_export(shelf: Shelf) -> bool:
    """Is this folder one export? One that cannot be read is looked at file by file."""
    try:
        return any(export.recognises(shelf) for export in EXPORTS)
    except GatherError:
        return False


def _read(thing: SourceFile | Shelf, is_named: bool) -> Parcel:
    match thing:
        case Shelf():
            return next(export for export in EXPORTS if export.recognises(thing)).read(thing)
        case SourceFile():
            return _read_file(thing, is_named)
        case _:
            assert_never(thing)


def _read_file(file: SourceFile, is_named: bool) -> Parcel:
    if not file.data.strip():
        return Parcel(left_out=(LeftOut("empty file", file.name, "there is nothing in it"),))
    for source in SOURCES:
        if (file.is_whole or source.is_streamed) and source.recognises(file):
            return source.read(file)
    if not file.is_whole:
        return _read_file(files.whole(file), is_named)
    kind = foreign.kind(file.data)
    if is_named and zipped.is_zip(file.data) and not zipped.open_zip(file.path, file.data):
        message = f"this is {kind}, and it cannot be opened: it is damaged, or cut short"
        raise GatherError(message, hint="download or save it again")
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
    """One row for each thing left out that can be named, and one for each kind that cannot."""
    for left in left_out:
        if left.text:
            yield Row(Kind.LEFT_OUT, essay, left.text, left.kind, left.reason)
    unnamed = Counter((left.kind, left.reason) for left in left_out if not left.text)
    for (kind, reason), count in unnamed.items():
        yield Row(Kind.LEFT_OUT, essay, "", f"{count} × {kind}", reason)


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
    "EXPORTS",
    "SOURCES",
    "Export",
    "Gathered",
    "GatheredEssay",
    "LeftOut",
    "LooseComments",
    "Order",
    "Parcel",
    "Picture",
    "Source",
    "SourceFile",
    "gather",
    "slug",
]
