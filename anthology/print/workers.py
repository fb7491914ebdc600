"""Lay units out on every core, the longest unit first.

A unit is kept in the cache by whoever set it. Little work, and a machine of one core, are served
in this process; the pages are the same.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager
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


def lay_out(jobs: Units, design: Design, cache: Cache, progress: Progress | None = None) -> None:
    """Lay out every job and keep it under its key; `progress` hears (done, of how many).

    Raises `SeveralProblems` on anything the engine does not understand in a sheet, `BuildError`
    where it stopped in the middle of a unit.
    """
    if not jobs:
        return
    longest_first = sorted(jobs, key=lambda job: (-len(job[1].html), job[0]))
    with closing(_results(longest_first, design, cache)) as results:
        for done, _ in enumerate(results, start=1):
            if progress:
                progress(done, len(jobs))


def _results(jobs: Units, design: Design, cache: Cache) -> Generator[None, None, None]:
    work = sum(len(job.html) for _, job in jobs)
    hands = min(len(jobs), cores(), 1 + work // LEAST_WORK)
    if hands < 2:
        return _in_this_process(jobs, design, cache)
    return _by_hands(jobs, [Hand(design, cache) for _ in range(hands)])


def _in_this_process(jobs: Units, design: Design, cache: Cache) -> Generator[None, None, None]:
    layout.load()  # so that it is not looked through for garbage
    with _rarely_collecting():
        for key, job in jobs:
            keep(key, job, design, cache)
            yield


def _by_hands(jobs: Units, hands: Sequence[Hand]) -> Generator[None, None, None]:
    """Each hand is given the next job as soon as it has done one. A fault stops them all."""
    free: SimpleQueue[Hand] = SimpleQueue()
    for hand in hands:
        free.put(hand)

    def handed(key: str, job: Job) -> None:
        hand = free.get()
        try:
            hand.lay_out(key, job)
        finally:
            free.put(hand)

    pool = ThreadPoolExecutor(len(hands))
    try:
        for done in as_completed([pool.submit(handed, *job) for job in jobs]):
            yield done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for hand in hands:
            hand.stop()
        pool.shutdown()
        for hand in hands:
            hand.put_away()


@contextmanager
def _rarely_collecting() -> Generator[None, None, None]:
    """Collect garbage between units alone, and not before there is much of it.

    While a unit is laid out nearly all that is made is in use: looking it through again and again
    takes an eighth of the time. What was there before stays, and need not be looked at either.
    """
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
