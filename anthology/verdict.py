"""The verdict on the finished files of a build: the three promises, measured on each, and what
each kind of edition has to keep beside them.

Every measurement is taken by itself. Those of a long book are shared among hands, on every core:
reading the files back takes as long as making them. A file that was sound is not measured again as
long as it is the same to the byte, and so is all that it is measured by.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import assert_never

from anthology import check
from anthology.consent import Gated
from anthology.editions import Made
from anthology.errors import Problem, SeveralProblems, faults
from anthology.hands import Hand, Task, cores, dismiss, share
from anthology.memory import give_back
from anthology.model import Book
from anthology.print.cache import Cache, key
from anthology.project import EpubEdition, Notes, PrintEdition, Settings, TypeSize
from anthology.words import words

# Pages of all editions that make up for two hands: they take as long to be ready as so many take
# to be read back.
LEAST_PAGES = 200


def on(
    made: Sequence[Made], book: Book, gated: Gated, settings: Settings, store: Cache
) -> tuple[Problem, ...]:
    """Measure all that was made, but for what `store` knows to be sound; gives what is warned of.

    Raises `SeveralProblems` for all that is wrong with it.
    """
    every = [
        task
        for one in made
        for task in (*_promises(one, book, gated, settings), *_of_its_kind(one, made, settings))
    ]
    tasks = {name: task for task in every if store.blob(name := _name(task)) is None}
    is_long = sum(one.sheets or 0 for one in made) >= LEAST_PAGES
    hands = min(cores(), len(tasks)) if is_long else 1
    measure = partial(_by_hands, number=hands) if hands > 1 else _here
    found = dict(zip(tasks, measure(list(tasks.values())), strict=True))
    for name, problems in found.items():
        if not problems:
            store.keep_blob(name, b"sound")
    told = [problem for problems in found.values() for problem in problems]
    if faults(told):
        raise SeveralProblems(told)
    return tuple(told)


def _name(task: Task) -> str:
    """A name for a measurement: of the bytes of its files, what they are measured by, and how."""
    what = (arg.read_bytes() if isinstance(arg, Path) else pickle.dumps(arg) for arg in task.args)
    return key("verdict", task.function.__name__, *_measures(), *what)


@lru_cache(maxsize=1)
def _measures() -> tuple[str, ...]:
    """The code that measures, what printers ask, and the versions of what it reads files with."""
    files = Path(__file__).parent.rglob("*.*")
    code = sorted(file for file in files if file.suffix in (".py", ".toml"))
    readers = ("lxml", "pikepdf", "pypdfium2")
    return (*(file.read_text("utf-8") for file in code), *map(version, readers))


def _here(tasks: Sequence[Task]) -> Iterator[tuple[Problem, ...]]:
    for task in tasks:
        yield task.function(*task.args)
        give_back()


def _by_hands(tasks: Sequence[Task], number: int) -> list[tuple[Problem, ...]]:
    hands = [Hand("reads the finished files back") for _ in range(number)]
    try:
        with closing(share(hands, tasks)) as results:
            found = dict(results)
    finally:
        dismiss(hands)
    return [found[at] for at in range(len(tasks))]


def _promises(one: Made, book: Book, gated: Gated, settings: Settings) -> Iterator[Task]:
    notes = one.edition.notes if isinstance(one.edition, PrintEdition) else Notes.END
    for path in filter(None, (one.path, one.screen)):
        yield Task(path.name, check.finished, (path, book, gated, settings, notes))


def _of_its_kind(one: Made, made: Sequence[Made], settings: Settings) -> Iterator[Task]:
    """A PDF by our own rules for press, screen, large print and cover; every page number of an
    EPUB on the print edition it names."""
    if one.screen:
        yield Task(one.screen.name, check.told_pages, (one.screen,))
        yield Task(one.screen.name, check.screen, (one.screen,))
    match one.edition:
        case PrintEdition():
            yield Task(one.path.name, check.press, (one.path, one.edition.standard))
            if one.edition.type is TypeSize.LARGE:
                claim = words(settings.language).large_print_edition
                yield Task(one.path.name, check.large_print, (one.path, claim))
            if one.cover:
                fitting = (one.cover.path, one.path, one.edition)
                yield Task(one.cover.path.name, check.cover_of, fitting)
        case EpubEdition():
            if source := settings.source_of_pages(one.edition):
                printed = next(each for each in made if each.edition == source)
                numbered = (one.path, printed.path, printed.screen)
                yield Task(one.path.name, check.page_numbers, numbered)
        case _:
            assert_never(one.edition)
