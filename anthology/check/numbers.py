"""The numbers of pages that a finished PDF tells, measured: in its contents, behind the names of
its readers, and in every “(p. 12)”.

Each stands in a link. The page it leads to has to bear that number and, where the link tells what
is to be found there, to say so. Knows nothing of how the numbers came to be where they are.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

from anthology.check import pdf_file
from anthology.check.printed import bare, is_right_to_left
from anthology.errors import Place, Problem
from anthology.words import PAGE_REFERENCE

REPORT = "this is a fault of anthology, not of the manuscript"
NUMBER = re.compile(r"\b(?:[0-9]+|[ivxlcdm]+)$")
# Before or behind a name: words that run from right to left are read back on either side.
NUMBERS = re.compile(r"^(?:(?:[0-9]+|[ivxlcdm]+)\b,? ?)*|(?:\b(?:[0-9]+|[ivxlcdm]+),? ?)*$")


class Kind(Enum):
    """Where a number is told; for the first two the value is the name of the page."""

    CONTENTS = "contents"
    READERS = "contributors-page"
    REFERENCE = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is told on a `sheet` (counted from 1), the one that the page it leads to bears,
    and what is to be found there, as far as that is said, and whether it is."""

    kind: Kind
    sheet: int
    told: str
    borne: str
    sought: str = ""
    is_there: bool = True

    @property
    def is_right(self) -> bool:
        return self.told == self.borne and self.is_there


@dataclass(frozen=True, slots=True)
class _Box:
    """Where something stands on a sheet, in points from its lower left corner."""

    left: float
    foot: float
    right: float
    top: float

    def holds(self, other: _Box) -> bool:
        """Whether the middle of the other is inside."""
        across, down = (other.left + other.right) / 2, (other.foot + other.top) / 2
        return self.left <= across <= self.right and self.foot <= down <= self.top


@dataclass(frozen=True, slots=True)
class _Link:
    """A link inside the file, in all its rows: its words, those before them on the first row, and
    the sheet (counted from 0) and the spot it leads to."""

    words: str
    before: str
    box: _Box
    target: int
    spot: tuple[float, float]


def numbers_that_lie(path: Path) -> tuple[Problem, ...]:
    """A problem for each number of a page that is not the right one. Raises BuildError where `path`
    is no PDF."""
    return tuple(_problem(number, path) for number in told(path) if not number.is_right)


def _problem(number: Number, path: Path) -> Problem:
    what = f"“{number.sought}” is" if number.sought else "it leads"
    message = f"page {number.sheet} of the PDF says {number.told}, and {what} "
    message += f"not on {number.told}" if number.told == number.borne else f"to {number.borne}"
    return Problem("number-wrong", message, Place(path), REPORT)


def told(path: Path) -> list[Number]:
    """Every number of a page that is told in a PDF with links and page labels."""
    with pdf_file.pages(path) as document:
        return list(_told(document))


def _told(document: Any) -> Iterator[Number]:
    owners = _owners(document)
    texts: dict[int, str] = {}
    for sheet in range(len(document)):
        kind = _kind(owners, sheet)
        if kind is Kind.REFERENCE and not PAGE_REFERENCE.search(_text(document[sheet])):
            continue
        for link in _links(document, sheet):
            borne = str(document.get_page_label(link.target))
            for number in _numbers(link, kind, sheet + 1, borne):
                if number.sought and link.target not in texts:
                    texts[link.target] = bare(_text(document[link.target]))
                there = texts.get(link.target, "")
                yield replace(number, is_there=_says(there, number.sought))


def _says(text: str, sought: str) -> bool:
    """Whether a sheet says so; words that run from right to left may be read back in any order."""
    parts = sought.split() if is_right_to_left(sought) else [sought]
    return all(bare(part) in text for part in parts)


def _numbers(link: _Link, kind: Kind, sheet: int, borne: str) -> Iterator[Number]:
    if kind is Kind.REFERENCE:
        for found in PAGE_REFERENCE.finditer(link.words):
            yield Number(kind, sheet, found["folio"], borne)
    elif number := NUMBER.search(link.words):
        title = link.words[: number.start()].strip()
        sought = title if kind is Kind.CONTENTS else NUMBERS.sub("", link.before).strip()
        yield Number(kind, sheet, number.group(), borne, sought)


def _owners(document: Any) -> list[tuple[int, str]]:
    """On which sheet each page of the book begins, in order."""
    from pypdfium2 import raw

    found = []
    for at in range(raw.FPDF_CountNamedDests(document)):
        size = ctypes.c_long(0)
        raw.FPDF_GetNamedDest(document, at, None, size)
        name = ctypes.create_string_buffer(size.value)
        goal = raw.FPDF_GetNamedDest(document, at, name, size)
        text = name.raw.decode("utf-16-le").rstrip("\0")
        if goal and "#" not in text:
            found.append((raw.FPDFDest_GetDestPageIndex(document, goal), text))
    return sorted(found)


def _kind(owners: list[tuple[int, str]], sheet: int) -> Kind:
    """What kind of numbers a sheet tells, by the page of the book that began last."""
    at = bisect_right(owners, sheet, key=lambda owner: owner[0])
    name = owners[at - 1][1] if at else ""
    return next((kind for kind in Kind if kind.value == name), Kind.REFERENCE)


def _links(document: Any, sheet: int) -> Iterator[_Link]:
    """The links inside the file on a sheet; rows of one link are one."""
    page = document[sheet]
    last: _Link | None = None
    for link in _rows(document, page):
        is_same = last and (last.target, last.spot) == (link.target, link.spot)
        if last and is_same and not last.box.holds(link.box):
            last = replace(last, words=f"{last.words} {link.words}", box=link.box)
        elif not is_same:
            yield from [last] if last else []
            last = link
    yield from [last] if last else []
    page.close()


def _rows(document: Any, page: Any) -> Iterator[_Link]:
    """The rows of links as they are in the file, which has one for each part of a link as well."""
    from pypdfium2 import raw

    letters: list[tuple[str, _Box]] = []
    at, link, area = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page, at, link):
        goal = raw.FPDFLink_GetDest(document, link)
        if goal and raw.FPDFLink_GetAnnotRect(link, area):
            letters = letters or _letters(page)
            heights = sorted((area.bottom, area.top))  # either may be given first
            box = _Box(area.left, heights[0], area.right, heights[1])
            before = _Box(0, box.foot, box.left, box.top)
            target = raw.FPDFDest_GetDestPageIndex(document, goal)
            yield _Link(_said(letters, box), _said(letters, before), box, target, _spot(goal))


def _letters(page: Any) -> list[tuple[str, _Box]]:
    """Every letter of a sheet, in the order of the file."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    letters = []
    for number in range(text_page.count_chars()):
        left, foot, right, top = text_page.get_charbox(number)
        letter = chr(raw.FPDFText_GetUnicode(text_page, number))
        letters.append((letter, _Box(left, foot, right, top)))
    text_page.close()
    return letters


def _said(letters: list[tuple[str, _Box]], box: _Box) -> str:
    """The words in a box. Spaces have no place of their own: one is wherever letters are left out
    that come between."""
    inside = [at for at, (_, place) in enumerate(letters) if box.holds(place)]
    gaps = (at - before > 1 for before, at in pairwise([*inside[:1], *inside]))
    words = (" " * gap + letters[at][0] for gap, at in zip(gaps, inside, strict=True))
    return " ".join("".join(words).split())


def _spot(goal: Any) -> tuple[float, float]:
    """Where on its sheet a destination is."""
    from pypdfium2 import raw

    has = [ctypes.c_int() for _ in range(3)]
    x, y, zoom = (raw.FS_FLOAT() for _ in range(3))
    raw.FPDFDest_GetLocationInPage(goal, *has, x, y, zoom)
    return x.value, y.value


def _text(page: Any) -> str:
    return str(page.get_textpage().get_text_range())
