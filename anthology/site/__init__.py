"""A place to download the book: a folder of plain files for any web server.

    look over → gate → finished EPUBs, checked once more → page, sample, catalogue → rename

What is offered is what was built, and what is said of it is read back from the finished files.
An EPUB that is no longer the book in the manuscript (a reader took her consent back) is refused;
a PDF is for the printer and stays at home. Runs no script and asks no other host for anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from anthology import build, consent, project
from anthology.check import finished
from anthology.consent import Gated
from anthology.errors import (
    BuildError,
    Place,
    ProjectError,
    SeveralProblems,
    did_you_mean,
    faults,
)
from anthology.model import Book
from anthology.pages import page_name
from anthology.project import BOOK_TOML, EpubEdition, Project
from anthology.site import dress, picture, sample, shell, volume
from anthology.site.sample import Sample
from anthology.site.volume import Volume

FOLDER = "site"
AGAIN = "make it again: `anthology build`"


@dataclass(frozen=True, slots=True)
class Written:
    """The finished folder, and the files in it by their path there, with their sizes in bytes."""

    folder: Path
    sizes: Mapping[str, int]


def write(root: Path) -> Written:
    """Write the site of the book in `root` into `build/site/`.

    Raises SeveralProblems where the book has faults, BuildError where no EPUB is built or it is
    no longer the book in the manuscript, ProjectError where a setting names what is not there.
    """
    reading = build.look_over(root)
    if faults(reading.problems):
        raise SeveralProblems(reading.problems)
    found = reading.project
    book, _ = build.typeset(reading.book, found.settings)
    volumes = tuple(_volumes(found, book, consent.gate(book, found.settings)))
    page = _sample_page(book, found)
    essay = sample.read(volumes[0], page) if page else None
    files = _files(found, volumes, essay)
    return _put(files, found.build / FOLDER)


def _volumes(found: Project, book: Book, gated: Gated) -> Iterator[Volume]:
    """The EPUBs of the book's editions, each the book as it stands now."""
    editions = [each for each in found.settings.editions if isinstance(each, EpubEdition)]
    if not editions:
        hint = 'give it one: `[editions.epub]` with `format = "epub"`'
        raise ProjectError("the book has no EPUB edition to offer", Place(_toml(found)), hint)
    for edition in editions:
        path = found.build / project.file_name(found.settings, edition)
        if not path.is_file():
            raise BuildError(
                f"there is no `{path.name}` yet, and a page without the book has no use",
                Place(found.build),
                "make it first: `anthology build`",
            )
        if wrong := faults(finished(path, book, gated, found.settings)):
            message = f"this EPUB is not the book as it stands now: {wrong[0].message}"
            raise BuildError(message, Place(path), AGAIN)
        yield volume.read(path, edition)


def _sample_page(book: Book, found: Project) -> str:
    """The page of the essay that book.toml names; else of the first; none in a book without."""
    wanted = found.settings.site.sample
    pages = {essay.name: page_name(essay) for essay in book.essays}
    if not wanted:
        return next(iter(pages.values()), "")
    if wanted not in pages:
        raise ProjectError(
            f"there is no essay `{wanted}` in the book to show as a sample",
            project.place_of(found.root, "site.sample"),
            did_you_mean(wanted, pages),
        )
    return pages[wanted]


def _toml(found: Project) -> Path:
    return found.root / BOOK_TOML


def _files(found: Project, volumes: tuple[Volume, ...], essay: Sample | None) -> dict[str, bytes]:
    """Every file of the site, by path."""
    cover = volumes[0].cover
    return {
        **shell.pages(found.settings, volumes, essay),
        **dress.collect(found.styles),
        picture.COVER: picture.jpeg(cover),
        picture.THUMBNAIL: picture.thumbnail(cover),
        **(essay.pictures if essay else {}),
        **{each.name: each.file.path.read_bytes() for each in volumes},
    }


def _put(files: Mapping[str, bytes], target: Path) -> Written:
    """Write the files beside, then take the place of the folder that was there."""
    beside, before = (target.with_name(f".{target.name}-{what}") for what in ("new", "old"))
    for left_over in (beside, before):
        shutil.rmtree(left_over, ignore_errors=True)
    try:
        for name, content in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if target.exists():
            target.rename(before)
        beside.rename(target)
    except OSError:
        if before.exists() and not target.exists():
            before.rename(target)
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    shutil.rmtree(before, ignore_errors=True)
    return Written(target, {name: len(content) for name, content in sorted(files.items())})
