"""The promise, measured: every line stands in the finished file, in order, on rows of its own.

For each line all the places are found where whole rows say it; then the longest chain of places
is taken that keeps the order of the book. A line outside that chain is lost, moved, or run
together with another. A line that fills several rows has to hang where it must start a row of
its own. Knows nothing of manuscripts: it is told what to expect.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anthology.check.printed import Sheets, bare
from anthology.check.rows import Row, in_epub
from anthology.errors import Place, Problem

FEW = 3  # lines that are told one by one, even where all are lost
SHOWN = 60  # letters of a line told in a message
REPORT = "this is a fault of anthology or of the book's styles, not of the manuscript"

Rows = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to stand on one page of the book.

    `title` names it to the author; `page` is its `Page.name`; each line comes with whether it
    must start a row of its own and hang (see `model.lines` and `model.plain`). `notes` come behind
    the lines, or stand at the foot of sheets, in an order of their own.
    """

    title: str
    page: str
    lines: tuple[tuple[str, bool], ...]
    notes: tuple[tuple[str, bool], ...] = ()

    @property
    def all_lines(self) -> tuple[tuple[str, bool], ...]:
        return self.lines + self.notes


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One line, and the numbers of the rows that say it, for every place that does."""

    on: Expected
    line: str
    hangs: bool
    places: Sequence[Rows]


def lines_missing_in_epub(expected: Iterable[Expected], path: Path) -> tuple[Problem, ...]:
    """A problem for every line that is not a row of its page's document, in its place.

    Words are compared as they stand, white space apart. Raises BuildError where `path` is no
    EPUB.
    """
    places: dict[tuple[str, str], list[Rows]] = defaultdict(list)
    for number, row in enumerate(in_epub(path)):
        places[row.page, row.text].append((number,))
    wanted = [
        _Wanted(page, line, hangs, places.get((page.page, " ".join(line.split())), ()))
        for page in expected
        for line, hangs in page.all_lines
        if line.strip()
    ]
    return tuple(_lost(wanted, in_order([each.places for each in wanted]), path))


def lines_missing_in_pdf(
    expected: Sequence[Expected], rows: Sequence[Row], path: Path, *, notes_apart: bool = False
) -> tuple[Problem, ...]:
    """A problem for every line that does not fill rows of its own, in its place, and for every
    one that should hang and does not.

    Letters are compared, whatever their case; not spaces, hyphens and note marks. Notes that stand
    apart are at the foot of their sheets. `rows` are those of the PDF (`rows.in_pdf`).
    """
    sheets = Sheets(rows)
    if not notes_apart:
        return tuple(_wrong([(page, page.all_lines) for page in expected], sheets, path))
    text = _wrong([(page, page.lines) for page in expected], sheets, path)
    return (*text, *_wrong([(page, page.notes) for page in expected], sheets, path))


def _wrong(
    pages: Iterable[tuple[Expected, Sequence[tuple[str, bool]]]], sheets: Sheets, path: Path
) -> Iterator[Problem]:
    """What is wrong with lines that have to come in this order."""
    wanted = [
        _Wanted(page, line, hangs, sheets.places(line))
        for page, lines in pages
        for line, hangs in lines
        if bare(line)
    ]
    kept = in_order([each.places for each in wanted])
    yield from _lost(wanted, kept, path)
    yield from _badly_set(wanted, kept, sheets, path)


def in_order(places: Sequence[Sequence[Rows]]) -> list[Rows | None]:
    """For each line the place it has in the longest chain of places that keeps the order of the
    lines, no row used twice; None for a line outside that chain."""
    ends: list[int] = []  # the earliest last row of any chain of one place, of two, of three …
    chains: list[_Link] = []
    for line, choices in enumerate(places):
        grown = []
        for choice in choices:
            length = bisect_left(ends, choice[0])
            grown.append((length, _Link(line, choice, chains[length - 1] if length else None)))
        for length, link in grown:
            if length == len(ends):
                ends.append(link.place[-1])
                chains.append(link)
            elif link.place[-1] < ends[length]:
                ends[length], chains[length] = link.place[-1], link
    kept: list[Rows | None] = [None] * len(places)
    last = chains[-1] if chains else None
    while last:
        kept[last.line], last = last.place, last.before
    return kept


@dataclass(frozen=True, slots=True)
class _Link:
    line: int
    place: Rows
    before: _Link | None


def _lost(wanted: Sequence[_Wanted], kept: Sequence[Rows | None], path: Path) -> Iterator[Problem]:
    """What is outside the chain; a long page of which nothing is inside is told once."""
    inside = {each.on.page for each, place in zip(wanted, kept, strict=True) if place}
    count = Counter(each.on.page for each in wanted)
    told: set[str] = set()
    for each, place in zip(wanted, kept, strict=True):
        is_whole = each.on.page not in inside and count[each.on.page] > FEW
        if is_whole and each.on.page not in told:
            told.add(each.on.page)
            message = f"“{each.on.title}”: none of its {count[each.on.page]} lines is in its place"
            yield Problem("essay-missing", message, Place(path), REPORT)
        elif place is None and not is_whole and each.places:
            yield _problem("line-out-of-place", each, "is not in its place", path)
        elif place is None and not is_whole:
            yield _problem("line-missing", each, "does not stand there on rows of its own", path)


def _badly_set(
    wanted: Sequence[_Wanted], kept: Sequence[Rows | None], sheets: Sheets, path: Path
) -> Iterator[Problem]:
    """Lines that look like a part of another, or like two."""
    for each, place in zip(wanted, kept, strict=True):
        if place and each.hangs and not sheets.stands_apart(place):
            yield _problem("line-run-on", each, "shares its row with other words", path)
        elif place and each.hangs and not sheets.hangs(place):
            yield _problem("turnover-flush", each, "turns over without an indent", path)


def _problem(code: str, wanted: _Wanted, what: str, path: Path) -> Problem:
    line = wanted.line if len(wanted.line) <= SHOWN else wanted.line[: SHOWN - 1].rstrip() + "…"
    return Problem(code, f"“{wanted.on.title}”: the line “{line}” {what}", Place(path), REPORT)
