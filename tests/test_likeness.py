"""Every page of a small book is what it was by itself, and on the press what it is on a screen."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from anthology import build, consent, pages
from anthology.check.likeness import of_press, of_units
from anthology.print.book import PrintedBook, write_pdf
from anthology.print.cache import Cache
from anthology.project import PrintEdition

# Essays that refer to one another's pages, comments, front matter and a colophon.
BOOK = Path(__file__).parent / "fixtures" / "numbers"


@dataclass(frozen=True)
class Files:
    """A printed book, and where its parts are."""

    book: PrintedBook
    folder: Path

    @property
    def screen(self) -> Path:
        return self.folder / "screen.pdf"

    @property
    def press(self) -> Path:
        return self.folder / "press.pdf"

    @property
    def cache(self) -> Cache:
        return Cache(self.folder / "cache")

    def unit_of(self, name: str) -> Path:
        """The PDF of the unit a page is in, laid out by itself."""
        pieces = self.book.plates.pieces
        return self.cache.pdf(next(piece.key for piece in pieces if piece.unit.name == name))

    def sheet_of(self, name: str) -> int:
        plates = self.book.plates
        pieces = [None if leaf.unit is None else plates.pieces[leaf.unit] for leaf in plates.leaves]
        return [piece and piece.unit.name for piece in pieces].index(name) + 1


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Files:
    read = build.look_over(BOOK)
    settings = read.project.settings
    edition = next(each for each in settings.editions if isinstance(each, PrintEdition))
    made = pages.make(read.book, consent.gate(read.book, settings), settings)
    folder = tmp_path_factory.mktemp("likeness")
    screen, press, cache = (folder / name for name in ("screen.pdf", "press.pdf", "cache"))
    book = write_pdf(made, settings, edition, {}, folder, screen, cache, press=press)
    return Files(book, folder)


@pytest.fixture
def files(printed: Files, tmp_path: Path) -> Files:
    """The same, to write in."""
    shutil.copytree(printed.folder, tmp_path, dirs_exist_ok=True)
    return Files(printed.book, tmp_path)


def ink_on(pdf: Path, box: str, page: int = 0) -> None:
    """Fill a box on a page."""
    with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
        opened.pages[page].contents_add(f"q 0 g {box} re f Q".encode(), prepend=True)
        opened.save()


def test_a_page_in_the_book_is_what_it_is_by_itself(printed: Files) -> None:
    leaves = printed.book.plates.leaves

    found = of_units(printed.screen, printed.book.plates, printed.cache)

    assert found.unlike == ()
    assert found.compared == sum(leaf.unit is not None for leaf in leaves) > 10


def test_a_page_that_is_not_what_it_was_by_itself_is_told(files: Files) -> None:
    ink_on(files.unit_of("the-log"), "60 60 3 3")

    found = of_units(files.screen, files.book.plates, files.cache)

    assert found.unlike == (files.sheet_of("the-log"),)


def test_a_page_on_the_press_is_what_it_is_on_a_screen(printed: Files) -> None:
    found = of_press(printed.screen, printed.press)

    assert found.unlike == ()
    assert found.compared == printed.book.pages


def test_a_page_that_the_press_has_otherwise_is_told(files: Files) -> None:
    ink_on(files.press, "60 60 3 3", page=files.sheet_of("the-log") - 1)

    assert of_press(files.screen, files.press).unlike == (files.sheet_of("the-log"),)
