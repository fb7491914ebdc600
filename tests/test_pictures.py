"""Pictures on paper: as large as they are sharp, and told before anything is made where they are
none."""

from __future__ import annotations

from io import BytesIO

import pytest
from conftest import BOOK_TOML, ABook, essay
from PIL import Image

from anthology import build

PRINT = BOOK_TOML + '[editions.print]\nformat = "print"\n'
SHOWN = essay("![A lamp](images/lamp.png)\n\nIt was lit.")


def picture(width: int, height: int) -> bytes:
    written = BytesIO()
    Image.new("L", (width, height), 90).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize("sides", [(40, 30), (700, 500), (2400, 800)])
def test_no_picture_is_made_larger_than_it_is_sharp(a_book: ABook, sides: tuple[int, int]) -> None:
    root = a_book({"essays/oars.md": SHOWN, "images/lamp.png": picture(*sides)}, PRINT)

    assert "picture-coarse" not in {
        each.code for each in build.build(root, lambda *_: None).warnings
    }


def test_a_file_that_only_calls_itself_a_picture_is_told(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": SHOWN, "images/lamp.png": b"no picture"}, PRINT)

    (problem,) = build.look_over(root).problems

    assert problem.message == "`images/lamp.png` is not what its name says"
    assert str(problem.place).endswith("oars.md:5")


def test_a_picture_that_was_not_written_to_its_end_is_told(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": SHOWN, "images/lamp.png": picture(300, 200)[:-40]}, PRINT)

    assert [problem.code for problem in build.look_over(root).problems] == ["image-unreadable"]
