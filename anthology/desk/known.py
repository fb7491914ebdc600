"""Which essays came from where, and what she made of those that came before.

An essay is known by the source in its header, whatever its file is called by now; one that came
before and has no file is known from memory. Its name in contents.txt says that she wants it back;
where that is gone too, she deleted it, and it stays away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anthology import manuscript
from anthology.desk.memory import Memory


@dataclass(frozen=True, slots=True)
class Known:
    """Names of essays by their source: those that are `here`; of those that have no file, the
    `lost`, which contents.txt lists, and the `deleted`; and as each was first called
    (`remembered`)."""

    here: Mapping[str, str]
    lost: Mapping[str, str]
    deleted: Mapping[str, str]
    remembered: Mapping[str, str]

    @property
    def names(self) -> Mapping[str, str]:
        """The name of every essay that has one by its source."""
        return {**self.lost, **self.deleted, **self.here}

    @property
    def renamed(self) -> Mapping[str, str]:
        """As an essay was first called, by the name she gave its file."""
        both = ((name, self.remembered.get(source, name)) for source, name in self.here.items())
        return {now: then for now, then in both if now != then}


def known(memory: Memory) -> Known:
    """What the manuscript and the memory of it know."""
    remembered = {head.source: head.name for head in manuscript.heads(memory.bases) if head.source}
    here: dict[str, str] = {}
    for head in manuscript.heads(memory.manuscript):
        # Of two copies, the one that was gathered.
        if head.source and here.get(head.source) != remembered.get(head.source, ""):
            here[head.source] = head.name
    on_disk, wanted = manuscript.names(memory.manuscript), manuscript.wanted(memory.manuscript)
    away = {
        source: name
        for source, name in remembered.items()
        if source not in here and name not in on_disk
    }
    return Known(
        here,
        lost={source: name for source, name in away.items() if name in wanted},
        deleted={source: name for source, name in away.items() if name not in wanted},
        remembered=remembered,
    )
