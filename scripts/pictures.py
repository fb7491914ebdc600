"""Draw the pictures in docs/ from this repository's own book: spreads and the cover.

Run by `make pictures` after `make book`; needs nothing that the package does not bring along.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

BOOK = Path("build/ten-to-the-hour-print.pdf")
TARGET = Path("docs")
SCALE = 1.35
MARGIN = 28
DESK = (228, 226, 221)
EDGE = (190, 187, 180)

# Which pages lie open, by the number of the left one, and what the picture is called.
SPREADS = {"spread": 32, "spread-poem": 48}


def page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """One page as a picture; pages count from 1."""
    return document[number - 1].render(scale=SCALE).to_pil().convert("RGB")


def spread(document: pypdfium2.PdfDocument, left: int) -> Image.Image:
    """Two facing pages on a desk, with the fold between them."""
    verso, recto = page(document, left), page(document, left + 1)
    size = (verso.width * 2 + MARGIN * 2, verso.height + MARGIN * 2)
    desk = Image.new("RGB", size, DESK)
    desk.paste(verso, (MARGIN, MARGIN))
    desk.paste(recto, (MARGIN + verso.width, MARGIN))
    pen = ImageDraw.Draw(desk)
    fold = MARGIN + verso.width
    pen.line([(fold, MARGIN), (fold, MARGIN + verso.height)], fill=EDGE)
    pen.rectangle([MARGIN, MARGIN, size[0] - MARGIN, size[1] - MARGIN], outline=EDGE)
    return desk


def main() -> int:
    if not BOOK.is_file():
        print(f"there is no {BOOK} yet: make it with `make book`", file=sys.stderr)
        return 1
    TARGET.mkdir(exist_ok=True)
    document = pypdfium2.PdfDocument(BOOK)
    for name, left in SPREADS.items():
        picture = spread(document, left).quantize(48)
        picture.save(TARGET / f"{name}.png", optimize=True)
        print(TARGET / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
