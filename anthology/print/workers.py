"""Lay units out on every core: forked workers, already warm, the longest unit first.

A worker keeps what it set in the cache and hands back nothing but its name. One unit, one core
or a machine that cannot fork are served in this process; the pages are the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from anthology.print import layout
from anthology.print.cache import Cache
from anthology.print.job import Design, Job

Progress = Callable[[int, int], None]

LEAST_WORK = 40_000  # letters of HTML below which starting workers costs more than it saves
MOST_GARBAGE = 300_000  # objects: about 70 pages, and as many megabytes
_LANGUAGE = re.compile('<html lang="([^"]*)"')


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
        with _rarely_collecting():
            yield from map(_one, tasks)
        return
    layout.rehearse(design, _language(jobs[0][1]))
    with _rarely_collecting(), multiprocessing.get_context("fork").Pool(hands) as pool:
        yield from pool.imap_unordered(_one, tasks)


def _language(job: Job) -> str:
    found = _LANGUAGE.search(job.html)
    return found[1] if found else ""


def _one(task: tuple[str, Job, Design, Cache]) -> None:
    key, job, design, cache = task
    cache.keep(key, layout.lay_out(job, design))
    if gc.get_count()[0] > MOST_GARBAGE:
        gc.collect()


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Collect garbage between units alone, and not before there is much of it.

    While a unit is laid out nearly all that is made is in use: looking it through again and again
    takes an eighth of the time. What was there before stays, and need not be looked at either,
    which would copy it, for a worker shares that memory as long as it leaves it alone.
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
