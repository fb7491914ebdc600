"""What was made and measured, what became of the comments, and what was done to the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from anthology.build import Built, Reading
from anthology.check import stores
from anthology.consent import Entry, Gated
from anthology.editions import Made
from anthology.errors import Problem
from anthology.print.sheet import WrapGeometry
from anthology.project import PrintEdition
from anthology.site import Written
from anthology.tell.faults import counted_problems, many, path, size, where
from anthology.typography import Change


def made(files: Iterable[Made]) -> Iterator[str]:
    """Each finished file with its size, and the blank pages its printer wants."""
    for one in files:
        yield f"{path(one.path)}   {_measure(one)}"
        if one.closing and one.closing.reason:
            yield f"  {many(one.closing.blanks, 'blank page')} at the end: {one.closing.reason}"
        if one.screen:
            yield f"{path(one.screen)}   the same pages to read, with links"
        if one.cover:
            yield f"{path(one.cover.path)}   {_wrap(one.cover.sheet)}"


def _measure(one: Made) -> str:
    if isinstance(one.edition, PrintEdition) and one.sheets:
        trim = one.edition.trim
        return f"{one.sheets} pages, {trim.width:.0f} × {trim.height:.0f} mm"
    return size(one.path.stat().st_size)


def _wrap(sheet: WrapGeometry) -> str:
    wide = f"{sheet.width:.0f} × {sheet.height:.0f} mm with bleed"
    return f"{wide}, spine {sheet.spine_width:.1f} mm"


def site(written: Written) -> str:
    """The finished folder, with its size."""
    files = many(len(written.sizes), "file")
    return f"{path(written.folder)}/   {files}, {size(sum(written.sizes.values()))}"


def site_files(written: Written) -> Iterator[str]:
    """Each file of it, with its size."""
    for name, count in written.sizes.items():
        yield f"  {name}   {size(count)}"


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


def for_stores(rows: Iterable[stores.Row]) -> Iterator[str]:
    """What each store or printer asks of each file and what was measured, passed or not; where it
    was not, where the rule stands, when that was read, and how surely it is known."""
    for (file, store), found in groupby(rows, lambda row: (row.path, row.store)):
        yield f"{store}: {path(file)}"
        wide = max(len(verdict.value) for verdict in stores.Verdict) + 2
        for row in found:
            required = f" (required: {row.required})" if row.required else ""
            yield f"  {row.verdict.value:{wide}}{row.rule.rule}: {row.measured}{required}"
            if row.verdict is not stores.Verdict.PASS:
                yield f"{'':{wide + 2}}{row.rule.sure}, {row.rule.read}: {row.rule.source}"
        yield ""


def changes(found: Iterable[Change]) -> Iterator[str]:
    """Each change of a quote, a dash or a space, where it stands."""
    for change in found:
        yield f"{where(change.place)}: {change.context}   {change.before} → {change.after}"


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
