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
from functools import partial
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
from anthology.print.cache import Cache, code, key
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
    named = zip(_names(every), every, strict=True)
    tasks = {name: task for name, task in named if store.blob(name) is None}
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


def _names(tasks: Sequence[Task]) -> Iterator[str]:
    """A name for each: of the bytes of its files, of what they are measured by, and how."""
    files = Path(__file__).parent.rglob("*.*")
    ours = code(file for file in files if file.suffix in (".py", ".toml"))
    how = key(*ours, *map(version, ("lxml", "pikepdf", "pypdfium2")))
    digests: dict[int, str] = {}  # of what several are measured by, the book above all
    for task in tasks:
        for arg in task.args:
            if id(arg) not in digests:
                told = arg.read_bytes() if isinstance(arg, Path) else pickle.dumps(arg)
                digests[id(arg)] = key(told)
        yield key("verdict", task.function.__name__, how, *(digests[id(a)] for a in task.args))


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
