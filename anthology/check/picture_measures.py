"""What a store may want to know of a book's pictures and its cover."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from anthology.check.epub_file import EpubFile, Listed
from anthology.check.measured import Measure, Measured, largest, present


def _pictures(book: EpubFile) -> Iterator[Listed]:
    return (item for item in present(book) if item.media_type.startswith("image/"))


def _opened(book: EpubFile) -> Iterator[Any]:
    """Every picture that is made of pixels, as Pillow sees it; a drawing has none."""
    from PIL import Image

    for item in _pictures(book):
        if item.media_type != "image/svg+xml":
            yield Image.open(io.BytesIO(book.files[item.path]))


def largest_picture(book: EpubFile) -> Measured:
    """The size of the largest picture, in bytes."""
    return largest(book, _pictures(book))


def most_pixels(book: EpubFile) -> Measured:
    """Width by height of the picture that has most of them."""
    return Measured(max((image.width * image.height for image in _opened(book)), default=0))


def other_colours(book: EpubFile) -> Measured:
    """Pictures that are neither RGB nor grey: CMYK mostly, which screens do not show."""
    known = {"RGB", "RGBA", "L", "LA", "P", "1"}
    return Measured(sum(image.mode not in known for image in _opened(book)))


def transparent(book: EpubFile) -> Measured:
    """Pictures with a part that is not opaque."""
    return Measured(sum(_is_transparent(image) for image in _opened(book)))


def _is_transparent(image: Any) -> bool:
    if not image.has_transparency_data:
        return False
    darkest, _ = image.convert("RGBA").getchannel("A").getextrema()
    return bool(darkest < 255)


def other_kinds(book: EpubFile) -> Measured:
    """Pictures that are neither JPEG nor PNG."""
    known = {"image/jpeg", "image/png"}
    return Measured(sum(item.media_type not in known for item in _pictures(book)))


def without_words(book: EpubFile) -> Measured:
    """Pictures on a page whose alt is empty or missing."""
    images = (image for root in book.documents.values() for image in root.iter("{*}img"))
    return Measured(sum(not image.get("alt", "").strip() for image in images))


def _cover(book: EpubFile) -> Listed | None:
    return next((item for item in present(book) if "cover-image" in item.properties), None)


def covers(book: EpubFile) -> Measured:
    """1 where the manifest says which picture is the cover, else 0."""
    return Measured(int(_cover(book) is not None))


def _uploaded_picture(book: EpubFile) -> Any | None:
    """The cover that lies beside the EPUB for the shops; the one inside where there is none."""
    from PIL import Image

    beside = book.path.with_name(f"{book.path.stem}-cover.jpg")
    return Image.open(beside) if beside.is_file() else _cover_picture(book)


def _cover_picture(book: EpubFile) -> Any | None:
    from PIL import Image

    cover = _cover(book)
    return None if cover is None else Image.open(io.BytesIO(book.files[cover.path]))


def cover_side(which: Callable[[tuple[int, int]], int]) -> Measure:
    """The longer or the shorter side of the cover that is uploaded, in pixels, as `which` is
    `max` or `min`."""

    def measure(book: EpubFile) -> Measured:
        image = _uploaded_picture(book)
        if image is None:
            return Measured(None, "the file names no cover")
        return Measured(which(image.size))

    return measure


def cover_kind(book: EpubFile) -> Measured:
    """`JPEG`, `PNG`, as Pillow names it."""
    image = _cover_picture(book)
    return Measured(None, "the file names no cover") if image is None else Measured(image.format)


def cover_in_metadata(book: EpubFile) -> Measured:
    """Whether `<meta name="cover">`, which older readers want, gives the id of the cover."""
    cover = _cover(book)
    named = [meta.get("content") for meta in book.of_package("meta") if meta.get("name") == "cover"]
    return Measured("by its id" if cover and named == [cover.id] else "not by its id")


def covers_with_company(book: EpubFile) -> Measured:
    """Pages that show the cover and words or another picture beside it."""
    cover = _cover(book)
    pages = [
        root
        for path, root in book.documents.items()
        for image in root.iter("{*}img")
        if cover and book.beside(path, image.get("src", ""))[0] == cover.path
    ]
    return Measured(sum(_has_company(page) for page in pages))


def _has_company(page: Any) -> bool:
    body = next(page.iter("{*}body"))
    return bool("".join(body.itertext()).strip()) or len([*body.iter("{*}img")]) > 1
