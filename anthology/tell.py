"""What there is to say, as sentences: results, faults, and what was held back.

Turns values into lines of plain text, whole and in order. Prints nothing and decides nothing.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from anthology.build import Built, Made, Reading
from anthology.consent import Entry, Gated
from anthology.desk import Put
from anthology.errors import AnthologyError, Place, Problem, SeveralProblems, Severity, faults
from anthology.gather.gathered import Gathered
from anthology.gather.review import Row
from anthology.project import PrintEdition
from anthology.typography import Change

SHORT = 60


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
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def made(files: Iterable[Made]) -> Iterator[str]:
    """Each finished file with its size."""
    for one in files:
        yield f"{path(one.path)}   {_measure(one)}"


def _measure(one: Made) -> str:
    if isinstance(one.edition, PrintEdition) and one.sheets:
        trim = one.edition.trim
        return f"{one.sheets} pages, {trim.width:.0f} × {trim.height:.0f} mm"
    size = one.path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


def left_out(built: Built) -> Iterator[str]:
    """What is on disk and not in the book, by name."""
    if built.book.left_out:
        yield f"Left out, as contents.txt says: {', '.join(built.book.left_out)}."
    if built.book.not_placed:
        names = ", ".join(built.book.not_placed)
        yield f"New, not yet placed, and so not in the book: {names}."
        yield "  Move their lines in manuscript/contents.txt to where they belong."


def comments(gated: Gated, *, is_proof: bool = False) -> Iterator[str]:
    """How many comments are printed, and what was held back, why, and what to do next.

    A proof sets them all, so there it says what an edition would do.
    """
    if not gated.ledger:
        return
    held = gated.held
    printed = len(gated.ledger) - len(held)
    if is_proof:
        yield (
            f"{many(len(gated.ledger), 'comment')} in the proof; "
            f"an edition would print {printed} and hold {len(held)} back."
        )
    else:
        yield f"{many(printed, 'comment')} printed, {len(held)} held back."
    reasons: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in held:
        reasons[entry.reason, entry.next_step].append(entry)
    for (reason, next_step), entries in reasons.items():
        yield f"  {len(entries)} held back: {reason}{f'; {next_step}' if next_step else ''}"
        yield from (f"    {_whose(entry)}" for entry in entries)


def _whose(entry: Entry) -> str:
    return f"{where(entry.comment.place)}  {entry.comment.name or '(no name)'}"


def printed_comments(gated: Gated) -> Iterator[str]:
    """Every comment that is printed, under which name, and why it may be."""
    for entry in gated.ledger:
        if entry.is_printed:
            yield f"  {_whose(entry)}, printed as “{entry.signature}”: {entry.reason}"


def open_questions(problems: Sequence[Problem]) -> Iterator[str]:
    """How many questions a proof shows; an edition is not built before they are settled."""
    asked = [one for one in problems if one.code == "open-question"]
    if asked:
        yield f"{many(len(asked), 'open question')} in the proof:"
        yield from (f"  {where(one.place)}" for one in asked if one.place)


def changes(found: Iterable[Change]) -> Iterator[str]:
    """Each change of a quote, a dash or a space, where it stands."""
    for change in found:
        yield f"{where(change.place)}: {change.context}   {change.before} → {change.after}"


def put(done: Put, gathered: Gathered, manuscript: Path) -> Iterator[str]:
    """What came in, what was left alone, and what is missing."""
    yield (
        f"{many(len(done.new), 'essay')} and {many(done.comments, 'comment')} "
        f"written to {path(manuscript)}/"
    )
    if done.updated:
        yield f"{many(len(done.updated), 'essay')} changed at the source, written again: " + (
            ", ".join(done.updated)
        )
    if done.unchanged:
        yield f"{many(len(done.unchanged), 'essay')} already here and unchanged"
    if done.kept:
        yield (
            f"{many(len(done.kept), 'essay')} changed at the source and edited by you: "
            f"yours kept as it is: {', '.join(done.kept)}"
        )
    if gathered.missing:
        yield f"missing from the numbering: {', '.join(gathered.missing)}"
    yield from _not_in_the_book(gathered)
    if done.questions:
        yield f"{many(done.questions, 'open question')} to answer: `anthology review` lists them"


def _not_in_the_book(gathered: Gathered) -> Iterator[str]:
    kinds: dict[str, int] = defaultdict(int)
    every = [*gathered.left_out]
    for one in (*gathered.essays, *gathered.held):
        every += one.left_out
    for out in every:
        kinds[out.kind] += 1
    if gathered.held:
        yield f"{many(len(gathered.held), 'draft')} listed under `# Left out`"
    if kinds:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        yield f"left out: {counts}: `anthology review` names each"


def review(rows: Sequence[tuple[Row, Place | None]], questions: Sequence[Problem]) -> Iterator[str]:
    """What gathering was not sure of, by kind; open questions first, for they stop a build."""
    if questions:
        yield f"open questions ({len(questions)})"
        for one in questions:
            yield f"  {where(one.place) if one.place else ''}  {one.message}"
            yield f"      {one.hint}"
        yield ""
    kinds: dict[str, list[tuple[Row, Place | None]]] = defaultdict(list)
    for row, place in rows:
        kinds[row.kind.value].append((row, place))
    for kind, found in kinds.items():
        yield f"{kind} ({len(found)})"
        for row, place in found:
            yield from _row(row, place)
        yield ""
    if not rows and not questions:
        yield "Nothing to look over."


def _row(row: Row, place: Place | None) -> Iterator[str]:
    text = row.text if len(row.text) <= SHORT else row.text[: SHORT - 1] + "…"
    said = f"“{text}”  " if text else ""
    yield f"  {f'{where(place)}  ' if place else ''}{said}{row.decided}"
    if row.reason:
        yield f"      because {row.reason}"
    if row.change:
        yield f"      to change it: {row.change}"


def is_warning(one: Problem) -> bool:
    """Whether it is told and nothing more."""
    return one.severity is Severity.WARNING


def sound(reading: Reading, problems: Sequence[Problem], epubs: Iterable[Path]) -> Iterator[str]:
    """The result of a check that found no fault; `epubs` are those EPUBCheck has read."""
    book = reading.book
    told = counted_problems(problems)
    written = sum(len(essay.comments) for essay in book.texts)
    yield (
        f"{many(len(book.essays), 'essay')} and {many(written, 'comment')}: "
        f"no faults{f', {told}' if told else ''}"
    )
    yield from (f"{path(epub)}: EPUBCheck finds nothing wrong" for epub in epubs)
