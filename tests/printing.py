"""Print a manuscript, and read back where its words stand on the pages.

Nothing here knows how a page is laid out: PDFium is asked, which had no hand in it. Lengths are
points, heights count from the head of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from anthology import build, consent, pages
from anthology.print.book import write_pdf
from anthology.project import PrintEdition


@dataclass(frozen=True, slots=True)
class Sign:
    """One printed letter: its page from 0, where it begins and ends, its baseline, its size."""

    page: int
    text: str
    x: float
    baseline: float
    size: float
    right: float


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one size on one baseline."""

    page: int
    baseline: float
    size: float
    left: float
    right: float
    text: str


def printed(root: Path) -> Path:
    """The first print edition of the book in `root`, as a PDF to read; `press.pdf` beside it goes
    to the printer."""
    read = build.look_over(root)
    assert not read.problems, [problem.message for problem in read.problems]
    settings = read.project.settings
    edition = next(each for each in settings.editions if isinstance(each, PrintEdition))
    made = pages.make(read.book, consent.gate(read.book, settings), settings)
    pictures = {f"images/{file.name}": file for file in root.glob("manuscript/images/*")}
    target, press, cache = root / "book.pdf", root / "press.pdf", root / "build" / ".cache"
    write_pdf(made, settings, edition, pictures, root / "styles", target, cache, press=press)
    return target


def words(pdf: Path) -> list[str]:
    """What PDFium reads on each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def signs(pdf: Path) -> Iterator[Sign]:
    """Every letter of a PDF that leaves ink, in the order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        height, text = page.get_height(), page.get_textpage()
        for at in range(text.count_chars()):
            sign = chr(raw.FPDFText_GetUnicode(text, at))
            if not sign.isspace() and sign.isprintable():
                yield _sign(text, at, sign, number, height)


def _sign(text: pypdfium2.PdfTextPage, at: int, sign: str, page: int, height: float) -> Sign:
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    raw.FPDFText_GetMatrix(text, at, matrix)
    size = raw.FPDFText_GetFontSize(text, at) * matrix.a
    _, _, right, _ = text.get_charbox(at)
    return Sign(page, sign, x.value, height - y.value, size, right)


def rows(pdf: Path) -> list[Row]:
    """The rows of a PDF from the head of each page to its foot, without the spaces in them."""

    def place(sign: Sign) -> tuple[int, float, float]:
        return sign.page, round(sign.baseline, 2), round(sign.size, 2)

    return [
        Row(*where, min(s.x for s in row), max(s.right for s in row), "".join(s.text for s in row))
        for where, together in groupby(sorted(signs(pdf), key=place), key=place)
        if (row := list(together))
    ]


def off_the_grid(rows: Sequence[Row], line: float) -> float:
    """How far the row that is farthest from its line is from it. Where the lines are, the row in
    the middle tells."""
    known = rows[len(rows) // 2].baseline
    return max(abs((row.baseline - known + line / 2) % line - line / 2) for row in rows)
