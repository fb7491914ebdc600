"""Draw this repository's own book in four dresses: contact sheets, and the pictures in docs/.

Run by `make pictures`. The contact sheets, every page of every dress, lie in build/pictures/ to be
looked at before a release; docs/ keeps a few small pictures. Needs nothing that the package does
not bring along.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

from anthology import build

WORK, DOCS = Path("build/pictures"), Path("docs")
OWN = "own"
DRESSES = {
    "5x8": 'trim = "5x8"',
    OWN: 'trim = "5.5x8.5"',
    "6x9": 'trim = "6x9"',
    "large": 'trim = "6x9"\ntype = "large"',
}
# Two facing pages, by words that stand on one of them.
SPREADS = {
    "spread": "Then there is only one thing for it",
    "spread-poem": "It takes eleven minutes",
}
IN_EVERY_DRESS = "Then there is only one thing for it"
DESK, EDGE = (228, 226, 221), (190, 187, 180)
POINTS_PER_INCH = 72
GRAYS = 24  # as many as small pictures of type need


def dressed() -> dict[str, PdfDocument]:
    """The book, built in each dress."""
    root = WORK / "book"
    for folder in ("manuscript", "styles"):
        shutil.rmtree(root / folder, ignore_errors=True)
        shutil.copytree(folder, root / folder)
    toml = root / "manuscript" / "book.toml"
    said, _, _ = toml.read_text(encoding="utf-8").partition("[editions.")
    tables = (
        f'[editions.{name}]\nformat = "print"\nprinter = "kdp-paperback"\n{lines}\n'
        for name, lines in DRESSES.items()
    )
    toml.write_text(said + "\n".join(tables), encoding="utf-8")
    return {one.edition.name: PdfDocument(one.path) for one in build.build(root, silent).made}


def silent(*_: object) -> None:
    """Hears how far the build is, and says nothing."""


def page(document: PdfDocument, at: int, dpi: float) -> Image.Image:
    return document[at].render(scale=dpi / POINTS_PER_INCH).to_pil().convert("RGB")


def opened_at(document: PdfDocument, words: str) -> int:
    """The left one of the two facing pages that have these words on them."""
    for at in range(len(document)):
        if words in re.sub(r"\s+", " ", document[at].get_textpage().get_text_range()):
            return at if at % 2 else at - 1
    raise LookupError(f"no page says “{words}”")


def spread(document: PdfDocument, left: int, dpi: float) -> Image.Image:
    """Two facing pages with the fold between them; the first and the last have none beside them."""
    sides = [page(document, at, dpi) for at in (left, left + 1) if 0 <= at < len(document)]
    width, height = sides[0].size
    both = Image.new("RGB", (2 * width, height), DESK)
    pen = ImageDraw.Draw(both)
    for at, side in enumerate(sides, start=int(left < 0)):
        both.paste(side, (at * width, 0))
        pen.rectangle([at * width, 0, (at + 1) * width - 1, height - 1], outline=EDGE)
    return both


def on_a_desk(pictures: Sequence[Image.Image], across: int, margin: int) -> Image.Image:
    """Pictures side by side, so many in a row; those of a row stand on one line."""
    rows = [pictures[at : at + across] for at in range(0, len(pictures), across)]
    width = max(sum(one.width + margin for one in row) for row in rows)
    height = sum(max(one.height for one in row) + margin for row in rows)
    desk = Image.new("RGB", (width + margin, height + margin), DESK)
    foot = 0
    for row in rows:
        foot += max(one.height for one in row) + margin
        left = margin
        for one in row:
            desk.paste(one, (left, foot - one.height))
            left += one.width + margin
    return desk


def every_spread(document: PdfDocument, dpi: float) -> list[Image.Image]:
    return [spread(document, left, dpi) for left in range(-1, len(document), 2)]


def contact_sheets(name: str, document: PdfDocument, across: int = 4, rows: int = 3) -> None:
    """Every page of a dress, so many spreads in a row and rows on a sheet."""
    spreads = every_spread(document, dpi=60)
    for number, at in enumerate(range(0, len(spreads), across * rows), start=1):
        sheet = on_a_desk(spreads[at : at + across * rows], across, margin=24)
        save(sheet, WORK / f"{name}-{number}.png")


def save(picture: Image.Image, path: Path) -> None:
    picture.quantize(GRAYS).save(path, optimize=True)
    print(f"{path}   {path.stat().st_size / 1000:.0f} kB")


def main() -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    books = dressed()
    for name, document in books.items():
        contact_sheets(name, document)
    own = books[OWN]
    for name, words in SPREADS.items():
        both = spread(own, opened_at(own, words), dpi=97)
        save(on_a_desk([both], 1, margin=28), DOCS / f"{name}.png")
    to_scale = [spread(one, opened_at(one, IN_EVERY_DRESS), dpi=50) for one in books.values()]
    save(on_a_desk(to_scale, 2, margin=28), DOCS / "dresses.png")
    save(on_a_desk(every_spread(own, dpi=22), 8, margin=14), DOCS / "every-page.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
