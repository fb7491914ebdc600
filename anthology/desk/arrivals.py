"""Essays come to the author's desk one at a time, each under its name there.

An essay that came in before keeps the name it has had, any other gets one that is free. What
becomes of an essay is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from anthology.desk.own import Own
from anthology.gather.cards import Card, Essays, Threads
from anthology.gather.gathered import Gathered, GatheredEssay
from anthology.gather.names import Names


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The essays that were gathered, and the name each has on the desk; `own` says which of their
    comments are the author's."""

    cards: tuple[Card, ...]
    names: tuple[str, ...]
    own: Own

    @classmethod
    def of(
        cls, gathered: Gathered, known: Mapping[str, str], on_disk: Iterable[str], own: Own
    ) -> Arrivals:
        """All that was gathered; `known` are the names of the essays on the desk by source,
        `on_disk` every name there."""
        cards = Essays.of(gathered.essays, gathered.held).cards
        free = Names(on_disk)
        names = [known.get(card.source) or free.give(card.name or card.wanted) for card in cards]
        return cls(tuple(cards), tuple(names), own)

    def __iter__(self) -> Iterator[GatheredEssay]:
        """Each essay, under its name."""
        for card, name in zip(self.cards, self.names, strict=True):
            arrival = card.whole()
            comments = self.own.surely(arrival.essay.comments)
            essay = replace(arrival.essay, name=name, comments=comments)
            rows = tuple(replace(row, essay=name if row.essay else "") for row in arrival.rows)
            yield replace(arrival, essay=essay, rows=rows)

    def origins(self, gathered: Gathered) -> set[str]:
        """The kinds of source that comments, or essays, were read from."""
        said = {card.comments for card in self.cards}
        said |= {card.comments for card in Threads.of(gathered.loose).cards}
        essays = {card.source.partition(" ")[0] for card in self.cards}
        return essays | {kind for tally in said for kind, _ in tally}
