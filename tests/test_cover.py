"""The front cover: right size, right colours, every title in its room, the same bytes again."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import boathouse
import pytest
from PIL import Image

from anthology.errors import BuildError
from anthology.print import cover, fitting

SHORT = replace(boathouse.SETTINGS, title="Tide", subtitle="")
LONG = replace(
    boathouse.SETTINGS,
    title="What We Said to the Water While Everyone Else Was Already Asleep Upstairs",
    authors=("Ilse Marten", "Jonas Weir", "Maud Okonkwo-Lindqvist"),
)
GROUND, INK = (0x1F, 0x34, 0x40), (0xF4, 0xEC, 0xDC)


def drawn(settings: object = SHORT, **given: object) -> Image.Image:
    values = {"styles": boathouse.NO_STYLES, "artwork": None} | given
    return Image.open(io.BytesIO(cover.front(settings, **values)))  # type: ignore[arg-type]


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= 4 for one, other in zip(pixel, colour, strict=True))


def test_the_cover_is_what_stores_ask_for() -> None:
    picture = drawn()

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1600, 2560))


def test_the_same_book_has_the_same_cover() -> None:
    first, second = (cover.front(LONG, boathouse.NO_STYLES, None) for _ in range(2))

    assert first == second


@pytest.mark.parametrize(
    "title",
    [
        "Tide",
        LONG.title,
        "Unverhältnismäßigkeiten",
        "Ηχώ και Σιωπή",
        "מה שלומך",
        "A " * 60,
    ],
)
def test_no_title_leaves_its_room(title: str) -> None:
    picture = drawn(replace(SHORT, title=title))

    edges = [(0, 0, 1600, 200), (0, 0, 120, 2560), (1480, 0, 1600, 2560), (0, 2400, 1600, 2560)]
    assert all(near(colour, GROUND) for edge in edges for _, colour in found(picture.crop(edge)))


def found(picture: Image.Image) -> list[tuple[int, object]]:
    return [(count, colour) for count, colour in picture.getcolors(2**24) or [] if count > 20]


def test_a_short_title_is_set_larger_than_a_long_one() -> None:
    short, middling, long = (
        cover.SCREEN.title_size(title) for title in ("Tide", "A Lamp in the House", LONG.title)
    )

    assert short == 92
    assert fitting.SMALLEST_TITLE < long < middling < short


def test_the_longest_word_stays_on_one_row() -> None:
    size = fitting.title_size("Unverhältnismäßigkeiten", 320, 215, 92)

    assert fitting.breadth("Unverhältnismäßigkeiten") * size <= 320
    assert fitting.breadth("Unverhältnismäßigkeiten") * (size + 1) > 320


def test_a_title_gives_up_some_size_rather_than_leave_a_short_word_alone() -> None:
    size = fitting.title_size("A Lamp in the Boathouse", 320, 215, 92)

    assert fitting.breadth("A Lamp in the") * size <= 320
    assert fitting.title_size("A Lamp at Boathouses", 320, 215, 92) > size


def test_the_rows_of_a_title_are_as_even_as_they_can_be() -> None:
    room = fitting.title_room("Ten to the Hour", 78, 320)

    assert fitting.breadth("Ten to the") * 78 > room >= fitting.breadth("the Hour") * 78
    assert fitting.title_room("Tide", 78, 320) <= 320
    assert fitting.title_room("Unverhältnismäßigkeiten", 78, 320) == 320


def test_a_book_chooses_its_own_colours(tmp_path: Path) -> None:
    (tmp_path / "cover.css").write_text(":root { --ground: #804020; }")

    assert near(drawn(styles=tmp_path).getpixel((10, 10)), (0x80, 0x40, 0x20))


def test_the_authors_picture_stands_above_the_words(tmp_path: Path) -> None:
    artwork = tmp_path / "bay.png"
    Image.new("RGB", (300, 200), (200, 30, 30)).save(artwork)

    picture = drawn(artwork=artwork)

    assert near(picture.getpixel((800, 600)), (200, 30, 30))
    assert near(picture.getpixel((800, 2500)), GROUND)


def test_a_picture_that_is_a_cover_already_is_left_as_it_is(tmp_path: Path) -> None:
    artwork = tmp_path / "finished.png"
    Image.new("RGB", (1500, 2100), (200, 30, 30)).save(artwork)

    picture = drawn(replace(SHORT, cover="finished.png", cover_has_words=True), artwork=artwork)

    assert picture.size == (1500, 2100)
    assert all(near(colour, (200, 30, 30)) for _, colour in found(picture))


def test_a_picture_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    artwork = tmp_path / "bay.png"
    artwork.write_bytes(b"no picture")

    with pytest.raises(BuildError, match="cannot be read") as caught:
        drawn(artwork=artwork)

    assert caught.value.place is not None
    assert caught.value.place.path == artwork


def test_the_cover_inside_an_epub_is_no_larger_than_shops_take_there() -> None:
    whole = cover.front(SHORT, boathouse.NO_STYLES, None)

    inside = Image.open(io.BytesIO(cover.inside(whole)))

    assert inside.width * inside.height <= 4_000_000
    assert inside.width >= 1400
    assert abs(inside.width / inside.height - 1600 / 2560) < 0.001
    assert cover.inside(cover.inside(whole)) == cover.inside(whole)
