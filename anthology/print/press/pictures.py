"""Pictures for one ink: in gray, on white, and as fine as paper wants them.

How fine a picture is printed hangs on how large it stands on the page, so it is measured there.
What is too coarse is told by name and printed as it is: only the author can find a better one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import md5
from math import hypot
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from anthology.errors import Problem, Severity
from anthology.print.geometry import POINTS_PER_INCH
from anthology.print.job import SCHEME
from anthology.print.press.sheets import Shown

if TYPE_CHECKING:
    from pikepdf import Object

# What KDP, IngramSpark and Lulu ask of pictures at the size they are printed.
FINE_ENOUGH = 300
QUALITY = 92  # of a JPEG that was one before
_LOSSLESS = ("/DecodeParms", "/Decode", "/Filter")


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture where it stands: its name in the resources, sheet (from 1) and fineness."""

    image: Object
    name: str
    sheet: int
    ppi: float


def placed(shown: Shown, sheet: int) -> Placed:
    """Measure a picture on its sheet: it fills the unit square of the matrix it is shown by."""
    image, matrix = shown.what, shown.matrix
    across = hypot(matrix.a, matrix.b) / POINTS_PER_INCH
    down = hypot(matrix.c, matrix.d) / POINTS_PER_INCH
    fineness = min(int(image.Width) / across, int(image.Height) / down) if across and down else 0
    return Placed(image, shown.name, sheet, fineness)


def in_gray(pictures: Iterable[Placed]) -> None:
    """Turn each picture to gray, once, wherever it stands."""
    done = set()
    for picture in pictures:
        if picture.image.objgen not in done:
            done.add(picture.image.objgen)
            _to_gray(picture.image)


def _to_gray(image: Any) -> None:
    from pikepdf import Name

    if "/Interpolate" in image:
        del image.Interpolate
    if str(image.get("/ColorSpace")) == "/DeviceGray" and "/SMask" not in image:
        return
    gray, was_jpeg = _on_white(image), image.get("/Filter") == "/DCTDecode"
    for key in (*_LOSSLESS, "/SMask", "/Mask", "/ImageMask"):
        if key in image:
            del image[key]
    if was_jpeg:
        written = io.BytesIO()
        gray.save(written, "JPEG", quality=QUALITY)
        image.write(written.getvalue(), filter=Name.DCTDecode)
    else:
        image.write(gray.tobytes())
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8


def _on_white(image: Any) -> Any:
    """The picture in gray, as it looks on paper where it is see-through."""
    from pikepdf import PdfImage
    from PIL import Image

    gray = PdfImage(image).as_pil_image().convert("L")
    if "/SMask" not in image:
        return gray
    mask = PdfImage(image.SMask).as_pil_image().convert("L").resize(gray.size)
    return Image.composite(gray, Image.new("L", gray.size, 255), mask)


def too_coarse(pictures: Iterable[Placed], files: Iterable[str]) -> Iterator[Problem]:
    """A warning for every picture that is coarser than printers ask, by the name of its file."""
    known = _names(files)
    coarsest: dict[str, Placed] = {}
    for picture in pictures:
        name = next((file for key, file in known.items() if key in picture.name), "a picture")
        if picture.ppi < min(FINE_ENOUGH, coarsest.get(name, picture).ppi + 1):
            coarsest[name] = picture
    for name, picture in coarsest.items():
        larger = FINE_ENOUGH / picture.ppi if picture.ppi else 0
        yield Problem(
            "picture-coarse",
            f"{name} is printed at {picture.ppi:.0f} pixels an inch on page {picture.sheet}"
            f" of the PDF; printers ask for {FINE_ENOUGH}",
            hint=f"take a picture {larger:.1f} times as wide, or show it smaller",
            severity=Severity.WARNING,
        )


def _names(files: Iterable[str]) -> Mapping[str, str]:
    """The names of the book's picture files, by the digest layout calls them by in the PDF."""
    return {
        md5((SCHEME + quote(file)).encode(), usedforsecurity=False).hexdigest(): file
        for file in sorted(files)
    }
