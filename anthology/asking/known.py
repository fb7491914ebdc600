"""Which comment of the manuscript came with this address?

A comment is known by its id and by what was said under which name, as gathering wrote it,
whatever the author made of it since. One that two may be is none: a letter to the wrong
reader costs more than one that is not written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import assert_never

from anthology import manuscript
from anthology.desk.memory import Memory
from anthology.gather import joining
from anthology.gather.contacts import Contact
from anthology.gather.joining import Addresses
from anthology.manuscript import comments
from anthology.model import Comment, ConsentState, Essay

Likeness = tuple[str, str]


class Why(Enum):
    """Why nobody is asked about a comment, in words that follow a number."""

    NO_ADDRESS = "without an address"
    ANSWERED = "answered already"
    NOT_CHOSEN = "with `Use: no`"
    OWN = "your own"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of the manuscript, the essay it is on, and its likeness when it came in."""

    comment: Comment
    essay: Essay
    number: int
    likeness: Likeness

    @property
    def file(self) -> Path:
        """Where it stands, and where the author writes what its writer answers."""
        return self.comment.place.path


def remarks(memory: Memory) -> Iterator[Remark]:
    """Every comment of the manuscript; `number` is that of its essay."""
    for number, essay in enumerate(manuscript.essays_on_disk(memory.manuscript)):
        file = manuscript.Folder(memory.manuscript).comments(essay.name)
        gathered, _ = comments.read(memory.gathered(file) or "", file)
        as_gathered = {one.id: one for one in gathered}
        for comment in essay.comments:
            likeness = joining.likeness(as_gathered.get(comment.id, comment))
            yield Remark(comment, essay, number, likeness)


def why_not(comment: Comment) -> Why | None:
    """Why its writer is not to be asked, if she is not; an address is looked for after this."""
    match comment.consent.state:
        case ConsentState.OWN:
            return Why.OWN
        case ConsentState.NOT_ASKED | ConsentState.ASKED:
            return None if comment.use else Why.NOT_CHOSEN
        case (
            ConsentState.YES
            | ConsentState.FIRST_NAME
            | ConsentState.INITIALS
            | ConsentState.NO_NAME
            | ConsentState.NO
            | ConsentState.WITHDRAWN
            | ConsentState.NOT_NEEDED
        ):
            return Why.ANSWERED
        case _:
            assert_never(comment.consent.state)


class Known:
    """The comments of the manuscript, to find the one that a contact is of."""

    def __init__(self, every: Iterable[Remark]) -> None:
        self._by_id: dict[str, list[Remark]] = defaultdict(list)
        self._by_likeness: dict[Likeness, list[Remark]] = defaultdict(list)
        essays: dict[int, Essay] = {}
        for one in every:
            self._by_id[one.comment.id].append(one)
            self._by_likeness[one.likeness].append(one)
            essays[one.number] = one.essay
        self._numbers = list(essays)
        self._addresses = Addresses.of(map(joining.address, essays.values()))

    def find(self, contact: Contact) -> Remark | None:
        """The one comment that a contact is of; nothing where none fits, or several do."""
        likeness, essay = joining.likeness(contact.comment), self._essay(contact)
        same_id = self._by_id.get(contact.comment.id, [])
        alike = self._by_likeness.get(likeness, [])
        for fits in (
            [one for one in same_id if one.likeness == likeness],
            # Joined with one that was here: it goes by the id of that one.
            [one for one in alike if one.number == essay],
            # Changed at the source since, in its words or in its name.
            [one for one in same_id if one.number == essay and _agree(one.likeness, likeness)],
        ):
            if len(fits) == 1:
                return fits[0]
        return None

    def _essay(self, contact: Contact) -> int | None:
        found = self._addresses.find(contact.thread)
        return None if found is None else self._numbers[found]


def _agree(one: Likeness, other: Likeness) -> bool:
    return any(here and here == there for here, there in zip(one, other, strict=True))
