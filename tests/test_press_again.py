"""A page that has not changed since the last build is not drawn in gray again."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pypdfium2
from PIL import Image

from anthology.print.cache import Cache
from anthology.print.layout import draw
from anthology.print.press import Claim, press
from anthology.print.press.drawn import Drawings, packed, unpacked
from anthology.print.press.kept import pressed
from anthology.project import Standard

CLAIM = Claim(Standard.NONE, "Oars", None)
BLACK = zlib.compress(b"0 g 0 0 9 9 re f")
PAGE = "@page { size: 200pt 200pt } p { break-after: page }"


def book(*pages: str) -> bytes:
    picture = io.BytesIO()
    Image.new("L", (400, 400), 90).save(picture, "PNG")
    body = "".join(f"<p>{page}</p>" for page in pages)
    html = f'<html lang="en"><title>Oars</title><body>{body}</body></html>'
    return draw(html, [PAGE], {"a.png": picture.getvalue()})


def remembered(pdf: bytes) -> dict[str, bytes]:
    """What the press has drawn of a book, by what it was."""
    drawings = Drawings()
    press(pdf, CLAIM, (), drawings)
    return drawings.now


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().strip() for page in document]


def test_a_page_is_taken_as_it_was_drawn_before() -> None:
    pdf = book("Oars.", "Rope.")
    before = dict.fromkeys(remembered(pdf), BLACK)

    made = press(pdf, CLAIM, (), Drawings(before))

    assert words(made.pdf) == ["", ""]


def test_a_page_that_changed_is_drawn_anew() -> None:
    before = dict.fromkeys(remembered(book("Oars.", "Rope.")), BLACK)

    made = press(book("Oars.", "Ropes."), CLAIM, (), Drawings(before))

    assert words(made.pdf)[1] == "Ropes."


def test_a_page_with_a_picture_is_drawn_every_time() -> None:
    assert len(remembered(book("Oars.", '<img src="book:a.png" style="width: 60pt" alt="">'))) == 1


def test_the_file_is_the_same_to_the_byte(tmp_path: Path) -> None:
    pdf, changed, store = book("Oars.", "Rope."), book("Oars.", "Ropes."), Cache(tmp_path)

    pressed(pdf, CLAIM, (), store)

    assert pressed(changed, CLAIM, (), store).pdf == press(changed, CLAIM).pdf


def test_what_is_remembered_survives_its_file_and_a_broken_file_is_none() -> None:
    drawings = remembered(book("Oars.", "Rope."))

    assert unpacked(packed(drawings)) == drawings
    assert unpacked(packed(drawings)[:-9]) == unpacked(None) == {}
