"""What there is to say, as sentences: results, faults, and what was held back.

Turns values into lines of plain text, whole and in order. Prints nothing and decides nothing.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from anthology.build import Built, Reading
from anthology.check import stores
from anthology.consent import Entry, Gated
from anthology.desk import Plan
from anthology.editions import Made
from anthology.errors import AnthologyError, Place, Problem, SeveralProblems, Severity, faults
from anthology.gather import counted, joining
from anthology.gather.cards import Essays
from anthology.gather.gathered import Gathered
from anthology.gather.review import Kind, Row
from anthology.print.sheet import WrapGeometry
from anthology.project import PrintEdition
from anthology.site import Written
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
    return counted.many(count, what)


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
    size = f"{sheet.width:.0f} × {sheet.height:.0f} mm with bleed"
    return f"{size}, spine {sheet.spine_width:.1f} mm"


def size(count: int) -> str:
    """Bytes as `1.1 MB` or `24 kB`."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


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


def gathered(plan: Plan, found: Gathered, *, is_dry_run: bool = False) -> Iterator[str]:
    """What came in, what was left alone, what is missing, and what was not brought along."""
    written = "would be written" if is_dry_run else "written"
    newcomers = len(plan.new) + len(plan.drafts)
    yield (
        f"{many(newcomers, 'essay')} and {many(plan.comments, 'comment')} {written} to "
        f"{path(plan.memory.manuscript)}/{_left_out_in_short(found)}"
    )
    if is_dry_run:
        yield from (f"  new: {name}" for name in (*plan.new, *plan.drafts))
    yield from _came_again(plan)
    for name, twin in plan.twins.items():
        yield f"`{name}` looks like `{twin}`: not placed, and asked about at the head of its file"
    if found.missing:
        yield f"missing from the numbering: {', '.join(found.missing)}"
    if plan.drafts:
        yield f"{many(len(plan.drafts), 'draft')} listed under `# Left out`: " + (
            ", ".join(plan.drafts)
        )
    for out in joining.left_out(plan.loose):
        yield f"left out: {out.text}: {out.reason}"
    for row in plan.rows:
        if row.kind is Kind.COMMENT and not row.essay:
            yield f"{row.text}: {row.decided} (`anthology review` says what to do)"
    if plan.questions:
        yield f"{many(plan.questions, 'open question')} to answer: `anthology review` lists them"


def _came_again(plan: Plan) -> Iterator[str]:
    """What was here already: changed at the source or not, hers or not."""
    for names, told in (
        (plan.unchanged, "already here and unchanged"),
        (plan.updated, "changed at the source; your own edits are kept"),
        (
            plan.kept,
            "changed at the source and yours in a way that cannot be told apart: yours kept",
        ),
        (plan.gone, "no longer at the source, and kept here"),
        (plan.deleted, "deleted here, and left so (to have one back, list it in contents.txt)"),
    ):
        if names:
            listed = "" if names is plan.unchanged else f": {', '.join(names)}"
            yield f"{many(len(names), 'essay')} {told}{listed}"
    if plan.withdrawn:
        yield (
            f"{many(len(plan.withdrawn), 'comment')} gone at the source, and so out of the book: "
            f"{', '.join(plan.withdrawn)}"
        )


def _left_out_in_short(found: Gathered) -> str:
    """`   (8 pages, 3 drafts left out: anthology gather --list)`."""
    kinds = Counter(out.kind for out in found.left_out)
    for card in Essays.of(found.essays, found.held).cards:
        kinds.update(dict(card.left_out))
    counts = ", ".join(many(count, kind) for kind, count in kinds.items())
    return f"   ({counts} left out: anthology gather --list)" if counts else ""


def left_out_rows(rows: Iterable[Row]) -> Iterator[str]:
    """Everything the last gathering left out, by kind, with the reason."""
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind is Kind.LEFT_OUT:
            kinds[counted.tallied(row.decided)[1]].append(row)
    for kind, found in kinds.items():
        yield many(sum(counted.tallied(row.decided)[0] for row in found), kind)
        for row in found:
            inside = f"in {row.essay}: " if row.essay else ""
            # An address is there to be opened.
            text = row.text if "://" in row.text else _short(row.text)
            shown = text or str(counted.tallied(row.decided)[0])
            yield f"  {inside}{shown}  ({row.reason})"
    if not kinds:
        yield "Nothing was left out."


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


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
        if kind == Kind.LEFT_OUT.value:
            yield "  `anthology gather --list` names each"
        else:
            for row, place in found:
                yield from _row(row, place)
        yield ""
    if not rows and not questions:
        yield "Nothing to look over."


def _row(row: Row, place: Place | None) -> Iterator[str]:
    said = f"“{_short(row.text)}”  " if row.text else ""
    yield f"  {f'{where(place)}  ' if place else ''}{said}{row.decided}"
    if row.reason:
        yield f"      because {row.reason}"
    first, *steps = row.change.split("\n")
    if first:
        yield f"      to change it: {first}"
        yield from (f"        {step}" for step in steps)


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
