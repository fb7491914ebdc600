"""Is this essay one that is here already, under another title or from another source?

Two texts are compared by the runs of five words they share, counted against the shorter one, so
that an excerpt, a new title, straight quotes or a few edits do not hide a twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from anthology.model import Block, lines, plain

RUN = 5
# On 64 essays and edited copies of them, different essays shared at most 0.03 of their runs,
# and the same essay cut by a third and shuffled still 0.47.
LOOKS_THE_SAME = 0.35

Runs = frozenset[tuple[str, ...]]


def runs(blocks: Iterable[Block]) -> Runs:
    """The runs of five words in a text, in small letters."""
    said = " ".join(plain(line.children) for line, _ in lines(blocks))
    words = re.findall(r"\w+", said.casefold())
    return frozenset(tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def likeness(one: Runs, other: Runs) -> float:
    """The share of the shorter text's runs that the other has too, 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def twin(text: Runs, others: Mapping[str, Runs]) -> tuple[str, float] | None:
    """The name of the essay that is most like this one, and how like, where it looks the same."""
    found = max(((likeness(text, other), name) for name, other in others.items()), default=None)
    return (found[1], found[0]) if found and found[0] >= LOOKS_THE_SAME else None
