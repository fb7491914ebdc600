"""What the boxes of a press PDF keep: sheet, trim and bleed.

Rules like those of `press_rules`, which runs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from anthology.check.breach import Breach
from anthology.check.press_file import PressFile

CLOSE = 0.01  # points within which two edges are one


def origin(file: PressFile) -> Iterator[Breach]:
    """The sheet begins at 0, 0."""
    for sheet, page in file.pages:
        if any(float(edge) for edge in list(page.MediaBox)[:2]):
            yield Breach(
                f"it begins at {', '.join(str(edge) for edge in page.MediaBox[:2])}", sheet
            )


def cropped_to_media(file: PressFile) -> Iterator[Breach]:
    """What is seen is the whole sheet."""
    for sheet, page in file.pages:
        if not _same(_box(page, "/CropBox"), _box(page, "/MediaBox")):
            yield Breach("the CropBox is not the MediaBox", sheet)


def boxes(file: PressFile) -> Iterator[Breach]:
    """The trim is named and lies in the bleed, and that on the sheet."""
    for sheet, page in file.pages:
        if "/TrimBox" not in page:
            yield Breach("there is no TrimBox", sheet)
        elif not _inside(_box(page, "/TrimBox"), _box(page, "/BleedBox")):
            yield Breach("the TrimBox is not inside the BleedBox", sheet)
        elif not _inside(_box(page, "/BleedBox"), _box(page, "/MediaBox")):
            yield Breach("the BleedBox is not inside the MediaBox", sheet)


def trimmed(file: PressFile) -> Iterator[Breach]:
    """Nothing lies outside the trim, where marks would be."""
    for sheet, page in file.pages:
        if not _same(_box(page, "/TrimBox"), _box(page, "/MediaBox")):
            yield Breach("the sheet is larger than its trim", sheet)


def one_size(file: PressFile) -> Iterator[Breach]:
    """All sheets are of one size."""
    sizes = {sheet: _box(page, "/MediaBox") for sheet, page in file.pages}
    first = next(iter(sizes.values()), None)
    for sheet, size in sizes.items():
        if first and not _same(size, first):
            yield Breach("it is not as large as the first", sheet)


def _box(page: Any, key: str) -> list[float]:
    return [float(edge) for edge in page.get(key, page.MediaBox)]


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= CLOSE for a, b in zip(one, other, strict=True))


def _inside(inner: Sequence[float], outer: Sequence[float]) -> bool:
    left, bottom, right, top = (b - a for a, b in zip(outer, inner, strict=True))
    return left >= -CLOSE and bottom >= -CLOSE and right <= CLOSE and top <= CLOSE


RULES = (origin, cropped_to_media, boxes, trimmed, one_size)
