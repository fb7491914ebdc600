"""The page numbers of an EPUB, measured on the finished print edition.

Behind each marker the EPUB has to go on with what that page of the PDF begins with; a page that
begins inside a word is marked before the next whole one. Letters and figures alone are compared,
and not what only one of the two says: “(p. 12)”, the list of readers, how the file was made.
Knows nothing of how either file was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anthology.check import pdf_file
from anthology.check.epub_file import EpubFile, opened
from anthology.check.printed import is_right_to_left
from anthology.check.rows import ROW
from anthology.errors import Place, Problem
from anthology.words import LARGE_PRINT_EDITIONS, PAGE_REFERENCE

PAGE_BREAK = "doc-pagebreak"
# On paper a reply's place says whom it answers.
NOT_IN_PRINT = "in-reply-to direct"
# Paper has numbers of pages there, or other typefaces to tell of.
OTHERWISE_IN_PRINT = frozenset({"places", "facts"})
COMPARED = 40  # letters behind a marker; fewer where the text or the page ends before
SHOWN = 30
REPORT = "this is a fault of anthology, not of the manuscript"
LIST_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in an EPUB, with the bare letters around it: those of the word `before` it, and what
    comes `after`, up to the next marker but for its last word, which may be parted there, or up to
    what print says otherwise. An item of a list may begin there, or what has no words at all."""

    label: str
    before: str
    after: str
    is_in_list: bool
    is_mute: bool


def pages_that_disagree(epub: Path, pdf: Path, numbered: Path | None = None) -> tuple[Problem, ...]:
    """A problem for each marker that is not where its page begins, and for each page with an
    arabic number that has text and no marker.

    A press PDF has pages and no page labels: `numbered` is the same book with them. An EPUB
    without any marker makes no promise, and has no problem. Raises BuildError where one of the
    files is not what it should be.
    """
    markers = list(_markers(opened(epub)))
    if not markers:
        return ()
    begins = _beginnings(pdf, numbered or pdf)
    return (*_misplaced(markers, begins, epub), *_unmarked(markers, begins, epub))


def _misplaced(
    markers: list[Marker], begins: Mapping[str, tuple[str, str]], epub: Path
) -> Iterator[Problem]:
    for marker in markers:
        row, said = begins.get(marker.label, ("", ""))
        if not _agrees(marker, row, said):
            message = (
                f"page {marker.label} begins with “{said[:SHOWN]}” in print, "
                f"and with “{marker.after[:SHOWN]}” here"
            )
            yield Problem("page-misplaced", message, Place(epub), REPORT)


def _unmarked(
    markers: list[Marker], begins: Mapping[str, tuple[str, str]], epub: Path
) -> Iterator[Problem]:
    marked = {marker.label for marker in markers}
    for label, (_, said) in begins.items():
        if said and label.isdecimal() and label not in marked:
            message = f"page {label} of the print edition is marked nowhere"
            yield Problem("page-unmarked", message, Place(epub), REPORT)


def _agrees(marker: Marker, row: str, said: str) -> bool:
    """Whether a page that says so begins at the marker; `row` is its first row alone."""
    wanted = marker.after[:COMPARED]
    if is_right_to_left(row):
        return Counter(row) == Counter(marker.after[: len(row)])
    if said.startswith(wanted) and (wanted or marker.is_mute):
        return True
    parts = {marker.before[cut:] for cut in range(1, len(marker.before))}
    if marker.is_in_list and (number := LIST_NUMBER.match(said)):
        parts.add(number.group())
    return any(said.startswith(part) and said[len(part) :].startswith(wanted) for part in parts)


def _beginnings(pdf: Path, numbered: Path) -> dict[str, tuple[str, str]]:
    """The first row of each page and all it says, by the number of the page.

    Running heads and folios come after the text in the order of the file, and are not taken for
    its beginning; what a large-print edition calls itself, it alone says.
    """
    found = {}
    claims = {"", *map(_bare, LARGE_PRINT_EDITIONS)}
    for text, label in zip(_texts(pdf), _labels(numbered), strict=False):
        rows = [row for row in map(_bare, ROW.findall(text)) if row not in claims]
        found[label] = (rows[0] if rows else "", "".join(rows))
    return found


def _texts(pdf: Path) -> Iterator[str]:
    with pdf_file.pages(pdf) as document:
        for number in range(len(document)):
            yield str(document[number].get_textpage().get_text_range())


def _labels(pdf: Path) -> list[str]:
    with pdf_file.pages(pdf) as document:
        return [str(document.get_page_label(number)) for number in range(len(document))]


def _markers(book: EpubFile) -> Iterator[Marker]:
    for item in book.spine:
        if item.path in book.documents:
            yield from _markers_of(book.documents[item.path])


def _markers_of(root: Any) -> Iterator[Marker]:
    """The markers of a document, in order."""
    marks: list[Any] = []
    between: list[list[str]] = [[]]
    mute: set[int] = set()
    differing: set[int] = set()
    for piece in _pieces(root.find("{*}body")):
        if isinstance(piece, str):
            if len(marks) not in differing:
                between[-1].append(piece)
        elif piece.get("role") == PAGE_BREAK:
            marks.append(piece)
            between.append([])
        else:
            mute.add(len(marks))
            if piece.get("class") in OTHERWISE_IN_PRINT:
                differing.add(len(marks))
    texts = ["".join(pieces) for pieces in between]
    for number, mark in enumerate(marks, 1):
        yield Marker(
            mark.get("aria-label", ""),
            _last_word(texts[number - 1]),
            _bare(_surely_printed(texts[number], is_last=number == len(marks))),
            any(True for _ in mark.iterancestors("{*}li")),
            number in mute,
        )


def _surely_printed(text: str, *, is_last: bool) -> str:
    """What of the text behind a marker is on that page: the next marker may have had to go behind
    a word that began there."""
    words = text.split()
    return text if is_last or len(words) < 2 else " ".join(words[:-1])


def _pieces(element: Any) -> Iterator[Any]:
    """The text below an element, as far as it is printed, with markers between, pictures, and what
    is printed otherwise."""
    if not isinstance(element.tag, str) or element.get("class") == NOT_IN_PRINT:
        return
    if element.get("class") in OTHERWISE_IN_PRINT:
        yield element
        return
    if element.get("role") == PAGE_BREAK or element.tag.endswith("}img"):
        yield element
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def _last_word(text: str) -> str:
    """The bare letters of the word that stands last in a text."""
    return _bare(next(iter(reversed(text.split())), ""))


def _bare(text: str) -> str:
    """The letters and figures of a text, in one case, without ligatures."""
    folded = unicodedata.normalize("NFKC", PAGE_REFERENCE.sub("", text)).casefold()
    return "".join(letter for letter in folded if letter.isalnum())
