"""What came in, what did not, and what gathering was not sure of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from anthology.desk import Plan
from anthology.errors import Place, Problem
from anthology.gather import counted, joining
from anthology.gather.cards import Essays
from anthology.gather.gathered import Gathered
from anthology.gather.review import Kind, Row
from anthology.tell.faults import many, path, where

SHORT = 60


def gathered(plan: Plan, found: Gathered, *, is_dry_run: bool = False) -> Iterator[str]:
    """What came in, what was left alone, what is missing, and what was not brought along."""
    written = "would be written" if is_dry_run else "written"
    newcomers = len(plan.new) + len(plan.drafts)
    yield (
        f"{many(newcomers, 'essay')} and {many(plan.comments, 'comment')} {written} to "
        f"{path(plan.memory.manuscript)}/{left_out_in_short(found)}"
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
            "unlike what is at the source, and whose change it was is not known: yours kept",
        ),
        (plan.gone, "no longer at the source, and kept here"),
        (plan.deleted, "deleted here, and left so (to have one back, list it in contents.txt)"),
    ):
        if names:
            listed = "" if names is plan.unchanged else f": {', '.join(names)}"
            yield f"{many(len(names), 'essay')} {told}{listed}"
    if plan.returned:
        yield (
            f"{many(len(plan.returned), 'comment')} at the source again, with the consent you had "
            f"noted: {', '.join(plan.returned)}"
        )
    if plan.withdrawn:
        yield (
            f"{many(len(plan.withdrawn), 'comment')} gone at the source, and so out of the book: "
            f"{', '.join(plan.withdrawn)}"
        )


def left_out_in_short(found: Gathered) -> str:
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
