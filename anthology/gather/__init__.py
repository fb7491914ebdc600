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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import assert_never

from anthology.errors import AnthologyError, GatherError, Place, Problem, SeveralProblems
from anthology.gather import joining, lending, order, twice
from anthology.gather.cards import Card, Essays, Threads
from anthology.gather.contacts import Contact
from anthology.gather.counted import many
from anthology.gather.documents import docs_page, odt, word
from anthology.gather.exports import (
    blogger,
    ghost,
    medium,
    movabletype,
    squarespace,
    substack,
    substack_post,
    tumblr,
    tumblr_xml,
    wix,
    wordpress,
)
from anthology.gather.gallery import Gallery
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
    left_out_rows,
)
from anthology.gather.intake import files, foreign, zipped
from anthology.gather.intake.files import Found
from anthology.gather.intake.shelf import Shelf
from anthology.gather.letters import mail
from anthology.gather.marks import markdown
from anthology.gather.names import Names, slug
from anthology.gather.review import Row
from anthology.gather.saved import page
from anthology.gather.services import (
    commento,
    disqus,
    isso,
    listed,
    remark42,
    substack_comments,
)
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
    tumblr_xml.SOURCE,
    substack_post.SOURCE,
    substack_comments.SOURCE,
    commento.SOURCE,
    remark42.SOURCE,
    isso.SOURCE,
    listed.SOURCE,
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

HINT_EMPTY = "name a blog’s export, documents or texts, or a folder that holds some"


def gather(paths: Sequence[Path]) -> Gathered:
    """Everything under the paths, in the book's order, with an account of what is not in it.

    Raises GatherError, or SeveralProblems where more than one thing is wrong: a file that cannot
    be read, one named by the author that is no source, nothing to gather at all, or, should it
    ever happen, a word that was in a source and is nowhere in what came of it.
    """
    arrived = _read_all(files.find(paths, _is_export))
    problems = [*arrived.problems, *_lost(arrived.essays.cards)]
    joined, loose = joining.join(twice.once(arrived.essays.cards), arrived.loose.cards)
    essays = _named(order.in_order(joined))
    if not essays and not loose and not problems:
        problems.append(_nothing(arrived.left_out))
    _raise(problems)
    arrived.rows += substack.without_comments(essays)
    placed = [card for card in essays if not card.held]
    return Gathered(
        essays=Essays(placed),
        held=Essays(card for card in essays if card.held),
        left_out=tuple(arrived.left_out),
        rows=(*order.rows(placed), *arrived.rows, *left_out_rows(arrived.left_out)),
        missing=order.missing(essays),
        loose=Threads(loose),
    )


@dataclass(slots=True)
class _Arrived:
    """What came in, of all files together."""

    left_out: list[LeftOut]
    problems: list[Problem]
    essays: Essays = field(default_factory=Essays)
    loose: Threads = field(default_factory=Threads)
    rows: list[Row] = field(default_factory=list)

    def take(self, parcel: Parcel) -> None:
        """What one file gave."""
        self.essays.extend(parcel.essays)
        self.left_out += parcel.left_out
        self.loose.extend(parcel.loose)
        self.rows += parcel.rows


def _nothing(left_out: Sequence[LeftOut]) -> Problem:
    """Nothing to gather; what was there instead is named."""
    counted = Counter(left.kind for left in left_out)
    instead = ", ".join(many(count, kind) for kind, count in counted.items())
    message = f"there is no essay here, only {instead}" if instead else "there is no essay here"
    return Problem("nothing-to-gather", message, None, HINT_EMPTY)


def _read_all(found: Found) -> _Arrived:
    arrived = _Arrived(list(found.left_out), list(found.problems))
    gallery = Gallery.of(file for file in found.files if not page.is_companion(file))
    lent = lending.lent(found.files, SOURCES, gallery)
    read = (replace(file, lent=lent) for file in found.files if not gallery.holds(file))
    things: list[SourceFile | Shelf] = [*read, *found.shelves]
    for thing in things:
        try:
            arrived.take(_read(thing, is_named=thing.path in found.named))
        except AnthologyError as fault:
            arrived.problems.append(_unreadable(thing, fault))
    arrived.left_out += gallery.unused()
    return arrived


def _unreadable(thing: SourceFile | Shelf, fault: AnthologyError) -> Problem:
    place = fault.place or Place(thing.path)
    return Problem("source-unreadable", fault.message, place, fault.hint)


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
    source, file = _known_by(file)
    if source:
        return source.read(file)
    archive = zipped.open_zip(file.path, file.data) if zipped.is_zip(file.data) else None
    kind = foreign.packaged(archive.shelf.names) if archive else None
    kind = kind or foreign.kind(file.data) or foreign.NO_TEXT
    if not is_named:
        return Parcel(left_out=(LeftOut("file", file.name, kind.reason),))
    if kind is foreign.ARCHIVE and not archive:
        message = f"this is {kind.name}, and it cannot be opened: it is damaged, or cut short"
        raise GatherError(message, hint="download or save it again")
    raise GatherError(f"this is {kind.name}, and is not read", hint=kind.hint)


def _known_by(file: SourceFile) -> tuple[Source | None, SourceFile]:
    """The source that knows a file, and as much of the file as that source is given."""
    for source in SOURCES:
        if (file.is_whole or source.is_streamed) and source.recognises(file):
            return source, file
    return (None, file) if file.is_whole else _known_by(files.whole(file))


def addressed(paths: Sequence[Path]) -> Iterator[Contact]:
    """Every comment under the paths that came with an address, one at a time; for asking consent,
    and never a part of what is gathered. Raises GatherError, or SeveralProblems, at the end, where
    a file cannot be read.
    """
    found = files.find(paths, _is_export)
    problems = list(found.problems)
    things: list[SourceFile | Shelf] = [*found.files, *found.shelves]
    for thing in things:
        try:
            yield from _addressed(thing)
        except AnthologyError as fault:
            problems.append(_unreadable(thing, fault))
    _raise(problems)


def _addressed(thing: SourceFile | Shelf) -> Iterator[Contact]:
    match thing:
        case Shelf():
            export = next(export for export in EXPORTS if export.recognises(thing))
            return export.contacts(thing) if export.contacts else iter(())
        case SourceFile():
            source, file = _known_by(thing)
            return source.contacts(file) if source and source.contacts else iter(())
        case _:
            assert_never(thing)


def _named(cards: Iterable[Card]) -> list[Card]:
    """The cards of the essays with their file names on them."""
    names = Names()
    return [replace(card, name=names.give(card.wanted)) for card in cards]


def _lost(cards: Iterable[Card]) -> Iterator[Problem]:
    """The gate: a line that vanished is a fault of ours, and nothing is given out."""
    for card in cards:
        for line in card.lost:
            message = f"`{line}` is in {card.source} and would have been lost"
            hint = "this is a fault of the tool: please report it"
            yield Problem("line-lost", message, None, hint)


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
    "addressed",
    "gather",
    "slug",
]
