"""Each edition of a book, made beside its place: EPUB, press and screen PDF, cover, record.

Knows which writer makes which file and in which order; not what is in the files, and not
whether they came out as promised.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from anthology import pages, project
from anthology.errors import BuildError, Place, Problem
from anthology.memory import give_back
from anthology.pages import Page, PageStart
from anthology.print.cache import Cache
from anthology.project import Edition, EpubEdition, PrintEdition, Project, Settings

if TYPE_CHECKING:
    from anthology.print.closing import Closing
    from anthology.print.wrap import Wrap

Progress = Callable[[str, int, int], None]
"""Hears what is being made, how many steps of it are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Made:
    """One finished file, for print with the same pages to read on a `screen`; `sheets` is its
    number of pages, none for an EPUB, and `closing` says how many of them are blank at its end, and
    why; `problems` are what its making warns of; `starts` is where its pages begin; `record` tells
    shops of it; `cover` goes to the printer with it, and `front` to the shops."""

    path: Path
    edition: Edition
    sheets: int | None = None
    problems: tuple[Problem, ...] = ()
    starts: tuple[PageStart, ...] = ()
    record: Path | None = None
    screen: Path | None = None
    cover: Wrap | None = None
    front: Path | None = None
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """All that the making of an edition needs."""

    project: Project
    pages: Sequence[Page]
    pictures: dict[str, Path]
    folder: Path
    progress: Progress

    @property
    def store(self) -> Cache:
        """What is kept from build to build."""
        return Cache(self.project.build / ".cache")


@contextmanager
def beside(found: Project) -> Iterator[Path]:
    """A folder to make files in, gone afterwards whatever happens.

    Raises BuildError where another build of the book is using it.
    """
    folder = found.build / ".making"
    found.build.mkdir(parents=True, exist_ok=True)
    with _alone_in(found.build):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """No other process is here meanwhile; one that was killed leaves nothing locked."""
    held = os.open(folder, os.O_RDONLY)
    try:
        _lock(held, folder)
        yield
    finally:
        os.close(held)


def _lock(held: int, folder: Path) -> None:
    # A disk on the network may know no locks; the book is built there all the same.
    with suppress(OSError):
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            hint = "let that one finish, and build again"
            raise BuildError("this book is being built already", Place(folder), hint) from busy


def put_in_place(made: Sequence[Made], target: Path) -> list[Made]:
    """Move finished files where they belong, over those of the build before."""
    return [
        replace(
            one,
            path=one.path.replace(target / one.path.name),
            record=one.record and one.record.replace(target / one.record.name),
            screen=one.screen and one.screen.replace(target / one.screen.name),
            cover=_cover_in_place(one, target),
            front=one.front and one.front.replace(target / one.front.name),
        )
        for one in made
    ]


def _cover_in_place(one: Made, target: Path) -> Wrap | None:
    """The cover where it belongs; an old one that this interior has no cover for is taken away."""
    if one.cover:
        return replace(one.cover, path=one.cover.path.replace(target / one.cover.path.name))
    if isinstance(one.edition, PrintEdition):
        (target / _cover_path(one.path).name).unlink(missing_ok=True)
    return None


def _cover_path(printed: Path) -> Path:
    return printed.with_name(f"{printed.stem}-cover.pdf")


def make_all(work: Work) -> list[Made]:
    """Every edition, in the order of book.toml; what is printed is made first, for an EPUB carries
    the page numbers of a print edition."""
    settings = work.project.settings
    made: dict[Edition, Made] = {}
    for edition in sorted(settings.editions, key=lambda one: isinstance(one, EpubEdition)):
        target = work.folder / project.file_name(settings, edition)
        match edition:
            case EpubEdition():
                source = settings.source_of_pages(edition)
                made[edition] = _epub(edition, target, work, made[source] if source else None)
            case PrintEdition():
                printed = _covered(make_print(edition, target, work), edition, work)
                made[edition] = replace(printed, record=_record_of_print(printed, settings))
            case _:
                assert_never(edition)
    return [made[edition] for edition in settings.editions]


def _epub(edition: EpubEdition, target: Path, work: Work, printed: Made | None) -> Made:
    from anthology import epub, onix
    from anthology.epub.turns import PageSource
    from anthology.print import cover

    settings, styles = work.project.settings, work.project.styles
    work.progress("cover", 0, 1)
    front = cover.kept_front(settings, styles, _artwork(work.project), work.store)
    work.progress("EPUB", 0, 1)
    source = None
    if printed and isinstance(printed.edition, PrintEdition):
        source = PageSource(printed.edition, printed.starts)
    within = cover.inside(front)
    give_back()
    found = epub.write_epub(
        work.pages, settings, edition, work.pictures, styles, within, target, printed=source
    )
    give_back()
    record = onix.write_epub_record(settings, edition, found, target)
    shown = target.with_name(f"{target.stem}-cover.jpg")
    shown.write_bytes(front)
    work.progress("EPUB", 1, 1)
    return Made(target, edition, record=record, front=shown)


def _artwork(found: Project) -> Path | None:
    return found.manuscript / found.settings.cover if found.settings.cover else None


def _covered(printed: Made, edition: PrintEdition, work: Work) -> Made:
    """A printed edition with its cover; where something has to be asked or changed first it has
    none, and a warning says what."""
    from anthology.print.wrap import write_cover

    found, target = work.project, _cover_path(printed.path)
    pages = printed.sheets or 0
    wrap = write_cover(found.settings, found.styles, _artwork(found), edition, pages, target)
    if isinstance(wrap, Problem):
        place = project.place_of(found.root, f"editions.{edition.name}.printer")
        return replace(printed, problems=(*printed.problems, replace(wrap, place=place)))
    return replace(printed, cover=wrap, problems=(*printed.problems, *wrap.problems))


def _record_of_print(printed: Made, settings: Settings) -> Path:
    from anthology import onix

    assert isinstance(printed.edition, PrintEdition)
    return onix.write_print_record(settings, printed.edition, printed.sheets or 0, printed.path)


def make_print(edition: PrintEdition, target: Path, work: Work, *, is_proof: bool = False) -> Made:
    """The PDF for the press and the one for a screen, which is all there is of a proof."""
    from anthology.print.book import write_pdf

    settings = work.project.settings
    screen = None if is_proof else target.with_name(project.screen_name(settings, edition))
    printed = write_pdf(
        pages.of_edition(work.pages, settings, edition),
        settings,
        edition,
        work.pictures,
        work.project.styles,
        screen or target,
        work.store.folder,
        press=target if screen else None,
        proof=is_proof,
        progress=lambda done, of: work.progress("pages", done, of),
    )
    place = project.place_of(work.project.root, f"editions.{edition.name}.printer")
    problems = (
        *printed.problems,
        *(replace(problem, place=place) for problem in printed.closing.problems),
    )
    return Made(
        target,
        edition,
        printed.pages,
        problems,
        printed.page_list,
        screen=screen,
        closing=printed.closing,
    )
