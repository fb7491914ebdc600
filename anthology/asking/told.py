"""What there is to say about whom to ask, as sentences; an address is in none of them.

Turns a plan into lines of plain text. Prints nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from anthology.asking import LETTER, Plan
from anthology.asking.known import Why
from anthology.tell import many, path, where


def result(plan: Plan, *, is_dry_run: bool = False) -> str:
    """`23 addresses for 31 comments → private/contacts.csv (left out: 6 answered already)`."""
    counts = [f"{len(some)} {why.value}" for why, some in plan.left_out.items() if some]
    without = f" (left out: {', '.join(counts)})" if counts else ""
    if not plan.readers:
        return f"no address for a comment that waits for an answer{without}"
    addresses = "1 address" if len(plan.readers) == 1 else f"{len(plan.readers)} addresses"
    comments = {(one.where, one.id) for reader in plan.readers for one in reader.about}
    into = "would go into" if is_dry_run else "→"
    return f"{addresses} for {many(len(comments), 'comment')} {into} {path(plan.table)}{without}"


def what_next(plan: Plan, today: date) -> Iterator[str]:
    """What is new in the table, how to ask, and where an answer goes."""
    if not plan.readers:
        return
    if plan.is_merged:
        yield f"New in it: {plan.new}; what you wrote there is kept."
    letter = path(plan.table.with_name(LETTER))
    yield f"A letter to ask with: {letter}; send it to each reader alone."
    yield "Write each answer under the comment, in manuscript/comments/:"
    yield f"  Consent: yes, first name {today}"
    yield "or `yes`, `yes, initials`, `yes, no name`, `no`; until you do, it is not printed."
    yield "Delete the folder when all have answered: nothing reads it but this command."
    if plan.left_out[Why.NO_ADDRESS]:
        yield "`anthology -v gather --contacts` names those without an address as well."


def left_out(plan: Plan) -> Iterator[str]:
    """Each comment nobody is asked about, with the reason."""
    for why, some in plan.left_out.items():
        for one in some:
            yield f"  {where(one.place)}  {one.name or '(no name)'}: {why.value}"
