"""Lay units out on every core, the longest unit first.

A unit is kept in the cache by whoever set it. Little work, and a machine of one core, are served
in this process; the pages are the same. Hands that were taken on for much do the little that
follows too: what the engine takes in memory stays with them, and not beside a book that is being
put together.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from anthology.errors import BuildError, Place, of_the_machine
from anthology.hands import Hand, Task, cores, dismiss, share
from anthology.memory import clear_up
from anthology.print import hyphens, layout
from anthology.print.cache import Cache
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
        dismiss(self._hands)

    def lay_out(self, jobs: Units, progress: Progress | None = None) -> None:
        """Lay out every job and keep it under its key; `progress` hears (done, of how many).

        Raises `SeveralProblems` on anything the engine does not understand in a sheet, `BuildError`
        where it stopped in the middle of a unit, or a unit cannot be kept.
        """
        longest_first = sorted(jobs, key=lambda job: (-len(job[1].html), job[0]))
        tasks = [
            Task(job.title, keep, (key, job, self._design, self._cache))
            for key, job in longest_first
        ]
        self._take_on(jobs)
        with closing(self._done(tasks)) as results:
            for done, _ in enumerate(results, start=1):
                if progress:
                    progress(done, len(jobs))

    def _take_on(self, jobs: Units) -> None:
        work = sum(len(job.html) for _, job in jobs)
        wanted = min(len(jobs), cores(), 1 + work // LEAST_WORK)
        if not self._hands and wanted > 1:
            self._hands = [Hand("lays out pages") for _ in range(wanted)]

    def _done(self, tasks: Sequence[Task]) -> Generator[object, None, None]:
        if self._hands and tasks:
            return share(self._hands, tasks)
        return (task.function(*task.args) for task in tasks)


def keep(key: str, job: Job, design: Design, cache: Cache) -> None:
    """Lay a unit out in this process and keep it, and clear up behind it.

    Raises as `layout.lay_out` does, and `BuildError` where it cannot be kept.
    """
    hyphens.keep_in(cache)
    drawn = layout.lay_out(job, design)
    try:
        cache.keep(key, drawn)
    except OSError as error:
        told = of_the_machine(error)
        message = f"laid-out pages could not be kept: {told or error.strerror or error}"
        raise BuildError(message, Place(cache.folder), told.hint if told else "") from error
    clear_up()
