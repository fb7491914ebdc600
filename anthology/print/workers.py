"""Lay units out on every core: forked workers, already warm, the longest unit first.

A worker keeps what it set in the cache and hands back nothing but its name. One unit, one core
or a machine that cannot fork are served in this process; the pages are the same.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence

from anthology.print import layout
from anthology.print.cache import Cache
from anthology.print.job import Design, Job

Progress = Callable[[int, int], None]

LEAST_WORK = 40_000  # letters of HTML below which starting workers costs more than it saves


def lay_out(
    jobs: Sequence[tuple[str, Job]],
    design: Design,
    cache: Cache,
    progress: Progress | None = None,
) -> None:
    """Lay out every job and keep it under its key; `progress` hears (done, of how many)."""
    if not jobs:
        return
    layout.warm(design)
    longest_first = sorted(jobs, key=lambda job: (-len(job[1].html), job[0]))
    for done, _ in enumerate(_results(longest_first, design, cache), start=1):
        if progress:
            progress(done, len(jobs))


def _results(jobs: Sequence[tuple[str, Job]], design: Design, cache: Cache) -> Iterator[None]:
    tasks = [(key, job, design, cache) for key, job in jobs]
    hands = min(len(jobs), cores())
    work = sum(len(job.html) for _, job in jobs)
    if hands < 2 or work < LEAST_WORK or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(_one, tasks)
        return
    with multiprocessing.get_context("fork").Pool(hands) as pool:
        yield from pool.imap_unordered(_one, tasks)


def _one(task: tuple[str, Job, Design, Cache]) -> None:
    key, job, design, cache = task
    cache.keep(key, layout.lay_out(job, design))


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
