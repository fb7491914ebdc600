"""Is this essay one that is here already, under another title or from another source?

Two texts are compared by the runs of five words they share, counted against the shorter one, so
that an excerpt, a new title, straight quotes or a few edits do not hide a twin. A newcomer is
looked up by its runs, so that many texts take no longer each than few.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from zlib import crc32

from anthology.model import Block, lines, plain

WORD = re.compile(r"\w+")
RUN = 5
# On 64 essays and edited copies of them, different essays shared at most 0.03 of their runs,
# and the same essay cut by a third and shuffled still 0.47.
LOOKS_THE_SAME = 0.35

MOST_WORDS = 100_000
MOST_RUNS = 2_000_000  # written down, 8 bytes each; a book of 100,000 words has as many runs
MOST_HOLDERS = 10  # texts that one run is written down for; it is a commonplace in more
ROWS = 1 << 12  # a run stands in the row of its last 12 bits, by its first 40
NUMBER = 24  # bits below those, for the number of the text that has it

Runs = frozenset[int]


def runs(blocks: Iterable[Block]) -> Runs:
    """The runs of five words in a text, in small letters: 64 bits made of each. Of a text that is
    longer than any essay, those of its first `MOST_WORDS`."""
    said = (plain(line.children).casefold() for line, _ in lines(blocks))
    found = islice((word for line in said for word in WORD.findall(line)), MOST_WORDS)
    words = [crc32(word.encode()) for word in found]
    starts = (words[n:] for n in range(RUN))
    return frozenset(hash(run) % (1 << 64) for run in zip(*starts, strict=False))


def likeness(one: Runs, other: Runs) -> float:
    """The share of the shorter text's runs that the other has too, 0 to 1."""
    return _likeness(len(one & other), len(one), len(other))


def _likeness(shared: int, one: int, other: int) -> float:
    shorter = min(one, other)
    return min(1.0, shared / shorter) if shorter else 0.0


def twin(text: Runs, others: Mapping[str, Runs]) -> tuple[str, float] | None:
    """The name of the essay that is most like this one, and how like, where it looks the same."""
    known = Known()
    for name, other in others.items():
        known.meet(name, other)
    return known.meet("", text)


class Known:
    """Texts that were met, by the runs they have.

    Where they have more than `MOST_RUNS`, one half of all runs is let go, whatever texts they are
    in, then one half of the rest. A likeness is then that of a sample: of an essay of 1,000 words
    among 20,000 such, 60 runs. `held` counts the runs written down.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._lengths: list[int] = []
        self._rows: defaultdict[int, array[int]] = defaultdict(lambda: array("Q"))
        self.held = 0
        self._halvings = 0

    def meet(self, name: str, text: Runs) -> tuple[str, float] | None:
        """The name of the text met before that is most like this one, and how like, where it
        looks the same. From now on this one is known too."""
        number, end = len(self._names), self._end
        shared: Counter[int] = Counter()
        for run in text:
            if run < end:
                self._write_down(run, number, shared)
        found = max(
            ((self._likeness(one, shared[one], text), self._names[one]) for one in shared),
            default=(0.0, ""),
        )
        self._names.append(name)
        self._lengths.append(len(text))
        while self.held > MOST_RUNS:
            self._let_go()
        return (found[1], found[0]) if found[0] >= LOOKS_THE_SAME else None

    @property
    def _end(self) -> int:
        """Runs from here on are let go."""
        return 1 << (64 - self._halvings)

    def _write_down(self, run: int, number: int, shared: Counter[int]) -> None:
        """Write a run down for a text, and count the texts that it was written down for."""
        row, first = self._rows[run % ROWS], run >> NUMBER << NUMBER
        at = holder = bisect_left(row, first | number)
        while holder and row[holder - 1] >= first:
            holder -= 1
            shared[row[holder] - first] += 1
        if at - holder < MOST_HOLDERS:
            row.insert(at, first | number)
            self.held += 1

    def _likeness(self, number: int, shared: int, text: Runs) -> float:
        return _likeness(shared << self._halvings, len(text), self._lengths[number])

    def _let_go(self) -> None:
        self._halvings += 1
        for row in self._rows.values():
            del row[bisect_left(row, self._end) :]
        self.held = sum(map(len, self._rows.values()))
