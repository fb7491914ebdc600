"""Lines stand back to back: measured on the finished PDF of an essay with everything in it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from conftest import BOOK_TOML
from printing import Row, off_the_grid, printed, rows

from anthology.print.geometry import SMALL_LINE, type_page
from anthology.project import DEFAULT_TRIM, Trim

FIXTURES = Path(__file__).parent / "fixtures" / "print"
PICTURE = (FIXTURES / "images" / "the slip.png").read_bytes()
ESSAY = (FIXTURES / "everything.md").read_text(encoding="utf-8")
ANSWER = (FIXTURES / "everything-answered.md").read_text(encoding="utf-8")
MORE = "\n".join(
    f"\n## Reader {letter}, 2025-04-01\nId: m{letter}\nConsent: yes 2026-09-20\nUse: yes\n\n"
    f"I was there as well, and I have to say that {'it was colder than that, ' * 9}or so I think.\n"
    for letter in "ABCDEFGHIJ"
)
CLOSE = 0.3  # points
SMALL = 0.88  # of the size of text: notes and comments


def everything(root: Path, edition: str) -> list[Row]:
    """The rows of an essay in which nothing is missing, and of what readers answered."""
    files = {
        "contents.txt": b"everything\n",
        "essays/everything.md": ESSAY.encode(),
        "comments/everything.md": (ANSWER + MORE).encode(),
        "images/slip.png": PICTURE,
        "book.toml": (
            f'{BOOK_TOML}colophon = false\n[editions.print]\nformat = "print"\n{edition}'
        ).encode(),
    }
    for name, said in files.items():
        path = root / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(said)
    return rows(printed(root))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return everything(tmp_path_factory.mktemp("everything"), 'opening = "drop cap"')


def of_size(found: list[Row], size: float, trim: Trim = DEFAULT_TRIM) -> list[Row]:
    """The rows of a size that stand in the column of type."""
    page = type_page(trim)
    foot = page.top + page.lines * page.line
    return [
        row
        for row in found
        if row.size == pytest.approx(size, abs=0.02) and page.top < row.baseline < foot
    ]


def assert_on_the_grid(found: list[Row], trim: Trim) -> None:
    page = type_page(trim)
    text = of_size(found, page.size, trim)

    assert len(text) > 50
    assert len({row.page for row in text}) > 2
    assert off_the_grid(text, page.line) < CLOSE


def test_every_line_of_text_stands_on_the_grid(found: list[Row]) -> None:
    assert_on_the_grid(found, DEFAULT_TRIM)


def test_so_it_does_on_a_smaller_page(tmp_path: Path) -> None:
    smaller = everything(tmp_path, 'opening = "small caps"\ntrim = "5x8in"')

    assert_on_the_grid(smaller, Trim(127, 203.2))


def test_small_type_has_a_grid_of_its_own_on_each_page(found: list[Row]) -> None:
    page = type_page(DEFAULT_TRIM)

    small = of_size(found, SMALL * page.size)
    pages = [list(those) for _, those in groupby(small, lambda row: row.page)]
    assert len(pages) > 2
    assert max(off_the_grid(those, SMALL_LINE * page.line) for those in pages) < CLOSE


def test_pages_of_small_type_begin_on_the_same_line(found: list[Row]) -> None:
    page = type_page(DEFAULT_TRIM)

    mixed = {row.page for row in of_size(found, page.size)}
    small = [row for row in of_size(found, SMALL * page.size) if row.page not in mixed]
    assert len({row.page for row in small}) > 1
    assert off_the_grid(small, SMALL_LINE * page.line) < CLOSE
