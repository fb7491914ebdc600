"""The front cover, as a picture for shops and readers.

Drawn as a page from the book's title, subtitle and authors, in the colours of `cover.css`, and
turned into a JPEG. The same book gives the same picture, byte for byte. Sizes the title so that
it fits; everything else is the stylesheets' business.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from anthology.errors import BuildError, Place
from anthology.print.layout import draw
from anthology.project import Settings
from anthology.stylesheets import DISPLAY, STYLES, faces

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# What KDP calls ideal and every store takes: 1600 × 2560 pixels, RGB, JPEG.
WIDTH, HEIGHT = 1600, 2560
QUALITY = 92
# The room for the title on a page of 400 × 640 px, and the sizes that look well there.
ROOM = 320
TALLEST, TALLEST_BELOW_ARTWORK = 215, 110
LARGEST, LARGEST_BELOW_ARTWORK = 92, 48
SMALLEST = 16
SHORT_SUBTITLE = 80  # letters; a longer one needs the room of the empty lines
ROW, SPACE = 1.1, 0.2  # from row to row, and between words, in ems


def front(settings: Settings, styles: Path, artwork: Path | None) -> bytes:
    """The cover as a JPEG of 1600 × 2560 pixels.

    `styles` is the book's own folder, whose cover.css has the last word; `artwork` is a JPEG or
    PNG of the author's. Raises BuildError where the picture cannot be read, SeveralProblems
    where no font has a letter of the title.
    """
    pictures: dict[str, Path | bytes] = {} if artwork is None else {"artwork": _readable(artwork)}
    sheets = (STYLES / "cover.css", styles / "cover.css")
    css = [sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file()]
    return _picture(draw(_page(settings, has_artwork=artwork is not None), css, pictures))


def _readable(artwork: Path) -> Path:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(artwork) as picture:
            picture.verify()
    except (OSError, SyntaxError, UnidentifiedImageError) as error:
        raise BuildError(
            "the picture for the cover cannot be read", Place(artwork), "save it as JPEG or PNG"
        ) from error
    return artwork


def _page(settings: Settings, *, has_artwork: bool) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("anthology")
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return templates.get_template("cover.xhtml").render(
        book=settings,
        has_artwork=has_artwork,
        has_lines=not has_artwork and len(settings.subtitle) <= SHORT_SUBTITLE,
        title_size=title_size(settings.title, has_artwork=has_artwork),
    )


def title_size(title: str, *, has_artwork: bool = False) -> int:
    """The largest size, in px, at which no word of the title is broken and all of it has room."""
    tallest = TALLEST_BELOW_ARTWORK if has_artwork else TALLEST
    largest = LARGEST_BELOW_ARTWORK if has_artwork else LARGEST
    words = [breadth(word) for word in title.split()]
    for size in range(largest, SMALLEST, -1):
        rows = _rows(words, ROOM / size)
        if rows and rows * size * ROW <= tallest:
            return size
    return SMALLEST


def _rows(words: Iterable[float], room: float) -> int:
    """How many rows words of these breadths fill; 0 where one is too broad for the room."""
    rows, free = 0, 0.0
    for breadth in words:
        if breadth > room:
            return 0
        if rows == 0 or breadth + SPACE > free:
            rows, free = rows + 1, room - breadth
        else:
            free -= breadth + SPACE
    return rows


@cache
def breadth(word: str) -> float:
    """How broad a word is in the display face, in ems; an East Asian letter is an em."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in word)
    return wide or _title_font().getlength(word) / 1000


@cache
def _title_font() -> FreeTypeFont:
    from PIL import ImageFont

    cuts = (face for face in faces() if face.family == DISPLAY)
    return ImageFont.truetype(str(max(cuts, key=lambda face: face.weight).file), 1000)


def _picture(pdf: bytes) -> bytes:
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[0].render(scale=WIDTH / document[0].get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    exact = drawn.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, (0, 0, WIDTH, HEIGHT))
    written = io.BytesIO()
    exact.save(written, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return written.getvalue()
