"""Lay units out on every core, the longest unit first.

A unit is kept in the cache by whoever set it. Little work, and a machine of one core, are served
in this process; the pages are the same. Hands that were taken on for much do the little that
follows too: what the engine takes in memory stays with them, and not beside a book that is being
put together.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from queue import SimpleQueue

from anthology.print import layout
from anthology.print.cache import Cache
from anthology.print.hand import Hand, keep
from anthology.print.job import Design, Job

Progress = Callable[[int, int], None]
Units = Sequence[tuple[str, Job]]

# Letters of HTML that make up for one hand more: it takes as long to be ready (half a second,
# nearly all of it imports) as a tenth of this takes to be laid out.
LEAST_WORK = 250_000


class Crew:
    """Those who lay out the units of one design: this process, or as many hands as there is work
    for, until `with` is left."""

    def __init__(self, design: Design, cache: Cache) -> None:
        self._design, self._cache = design, cache
        self._hands: list[Hand] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for hand in self._hands:
            hand.stop()
        for hand in self._hands:
            hand.put_away()

    def lay_out(self, jobs: Units, progress: Progress | None = None) -> None:
        """Lay out every job and keep it under its key; `progress` hears (done, of how many).

        Raises `SeveralProblems` on anything the engine does not understand in a sheet, `BuildError`
        where it stopped in the middle of a unit.
        """
        if not jobs:
            return
        longest_first = sorted(jobs, key=lambda job: (-len(job[1].html), job[0]))
        with closing(self._results(longest_first)) as results:
            for done, _ in enumerate(results, start=1):
                if progress:
                    progress(done, len(jobs))

    def _results(self, jobs: Units) -> Generator[None, None, None]:
        work = sum(len(job.html) for _, job in jobs)
        wanted = min(len(jobs), cores(), 1 + work // LEAST_WORK)
        if not self._hands and wanted > 1:
            self._hands = [Hand(self._design, self._cache) for _ in range(wanted)]
        return self._by_hands(jobs) if self._hands else self._in_this_process(jobs)

    def _in_this_process(self, jobs: Units) -> Generator[None, None, None]:
        layout.load()
        for key, job in jobs:
            keep(key, job, self._design, self._cache)
            yield

    def _by_hands(self, jobs: Units) -> Generator[None, None, None]:
        """Each hand is given the next job as soon as it has done one. A fault stops them all."""
        free: SimpleQueue[Hand] = SimpleQueue()
        for hand in self._hands:
            free.put(hand)

        def handed(key: str, job: Job) -> None:
            hand = free.get()
            try:
                hand.lay_out(key, job)
            finally:
                free.put(hand)

        pool = ThreadPoolExecutor(len(self._hands))
        try:
            for done in as_completed([pool.submit(handed, *job) for job in jobs]):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for hand in self._hands:
                hand.stop()
            raise
        finally:
            pool.shutdown()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
