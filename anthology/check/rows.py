"""The rows a reader sees in a finished file, read by libraries that did not write it.

In an EPUB a row begins where a block begins, or after a `<br/>`: what stays of the lines with
styles off. In a PDF it is what stands on one baseline. Rows come in the order of the file.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from anthology.check import pdf_file
from anthology.check.epub_file import opened

BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol p pre section table tbody td th thead tr ul".split()
)
NOTE_MARKS = frozenset({"doc-noteref", "doc-backlink"})
# PDFium parts rows by CR LF, and by a control character where a word is hyphenated.
ROW = re.compile(r"[^\r\n\x02\ufffe]+")


@dataclass(frozen=True, slots=True)
class Row:
    """Text on one row of `page`: a document's name, or the number of a sheet from 1.

    In a PDF `left`, `right` and `baseline` are points from the lower left corner.
    """

    text: str
    page: str
    left: float = 0.0
    right: float = 0.0
    baseline: float = 0.0


def in_epub(path: Path) -> list[Row]:
    """The rows of every document of the spine; note marks and note numbers left out.

    Raises BuildError where the file is no EPUB.
    """
    return list(_epub_rows(path))


def _epub_rows(path: Path) -> Iterator[Row]:
    book = opened(path)
    for item in book.spine:
        if item.path in book.documents:
            name = PurePosixPath(item.path).stem
            pieces: list[str] = []
            for piece in _pieces(book.documents[item.path]):
                if piece is not None:
                    pieces.append(piece)
                elif text := " ".join("".join(pieces).split()):
                    yield Row(text, name)
                if piece is None:
                    pieces.clear()


def _pieces(element: Any) -> Iterator[str | None]:
    """The text below an element, with a None wherever a row ends."""
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if not tag or tag == "head" or element.get("role") in NOTE_MARKS:
        return
    ends_row = tag in BLOCKS or tag == "br"
    if ends_row:
        yield None
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if ends_row:
        yield None


def in_pdf(path: Path) -> list[Row]:
    """The rows of every sheet, running heads and folios too.

    Raises BuildError where the file is no PDF.
    """
    with pdf_file.pages(path) as document:
        return [row for number in range(len(document)) for row in _sheet(document, number)]


def _sheet(document: Any, number: int) -> list[Row]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return list(_pdf_rows(text_page, str(number + 1)))
    finally:
        text_page.close()
        page.close()


def _pdf_rows(text_page: Any, page: str) -> Iterator[Row]:
    from pypdfium2 import raw

    text = text_page.get_text_range()
    x, y = ctypes.c_double(), ctypes.c_double()
    for found in ROW.finditer(text):
        if not (words := found.group()).strip():
            continue
        start = found.start() + len(words) - len(words.lstrip())
        first = _utf16(text, start)
        raw.FPDFText_GetCharOrigin(text_page, first, x, y)
        end = found.start() + len(words.rstrip())
        boxes = text_page.count_rects(first, _utf16(text, end) - first)
        sides = [text_page.get_rect(each) for each in range(boxes)]
        left = min((side[0] for side in sides), default=x.value)
        right = max((side[2] for side in sides), default=x.value)
        yield Row(words.strip(), page, left, right, y.value)


def _utf16(text: str, index: int) -> int:
    """The place of a letter as PDFium counts: one beyond the Basic Multilingual Plane is two."""
    return index if text.isascii() else len(text[:index].encode("utf-16-le")) // 2
