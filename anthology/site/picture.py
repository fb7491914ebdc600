"""The cover, as browsers and reading apps take it: a JPEG, and a small one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from anthology.errors import BuildError

if TYPE_CHECKING:
    from PIL.Image import Image

COVER = "cover.jpg"
THUMBNAIL = "thumb.jpg"
THUMBNAIL_WIDTH = 480  # pixels
QUALITY = 88
JPEG = b"\xff\xd8\xff"


def jpeg(cover: bytes) -> bytes:
    """The cover as a JPEG; one that is a JPEG already is not touched."""
    return cover if cover.startswith(JPEG) else _written(_opened(cover))


def thumbnail(cover: bytes) -> bytes:
    """The cover at a small size, never larger than it is."""
    picture = _opened(cover)
    picture.thumbnail((THUMBNAIL_WIDTH, picture.height))
    return _written(picture)


def size(cover: bytes) -> tuple[int, int]:
    """Width and height, in pixels."""
    return _opened(cover).size


def _opened(cover: bytes) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        return Image.open(io.BytesIO(cover)).convert("RGB")
    except (OSError, SyntaxError, UnidentifiedImageError) as error:
        raise BuildError(
            "the cover in the EPUB is not a picture that can be made smaller",
            hint="give the book a cover that is a JPEG or a PNG, and build it again",
        ) from error


def _written(picture: Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
