"""The second promise, measured: what was held back stands nowhere in the finished file.

Looks through everything a file says: its text, its markup, its metadata. Words that the book
says elsewhere by right (the essay that a comment quotes) are no proof that a comment got in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from anthology.check import pdf_file
from anthology.check.epub_file import opened
from anthology.check.lines import Expected
from anthology.check.printed import bare
from anthology.check.rows import Row
from anthology.consent import Entry
from anthology.errors import Place, Problem
from anthology.model import lines, plain

# A held comment is known by a run of its letters this long; shorter ones are anybody's words.
TELLING = 16


def held_comments_in_epub(
    held: Iterable[Entry], expected: Iterable[Expected], path: Path, granted: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """A problem for every held comment of which a line, or its writer's name, is in the EPUB.

    `granted` is what else may be there: names granted with other comments, words of book.toml.
    """
    files = opened(path).files.items()
    texts = (data.decode("utf-8", "ignore") for name, data in files if _is_text(name))
    said = "".join(_words(text) for text in texts)
    return tuple(_found(held, _by_right(expected, granted), said, path))


def held_comments_in_pdf(
    held: Iterable[Entry],
    expected: Iterable[Expected],
    rows: Iterable[Row],
    path: Path,
    granted: Iterable[str] = (),
) -> tuple[Problem, ...]:
    """The same for a PDF: its pages, of which these are the rows, its document information, its
    outline."""
    said = "".join(bare(row.text) for row in rows) + "".join(_beside_the_pages(path))
    return tuple(_found(held, _by_right(expected, granted), said, path))


def _is_text(name: str) -> bool:
    return name.endswith((".xhtml", ".opf", ".ncx", ".css", ".xml"))


def _words(markup: str) -> str:
    return bare(re.sub(r"<[^>]*>", "", markup)) + bare(" ".join(re.findall(r'"([^"]*)"', markup)))


def _beside_the_pages(path: Path) -> Iterator[str]:
    with pdf_file.pages(path) as document:
        yield from (bare(str(value)) for value in document.get_metadata_dict().values())
        yield from (bare(mark.get_title()) for mark in document.get_toc())


def _by_right(expected: Iterable[Expected], granted: Iterable[str]) -> str:
    """All that the book may say of what a held comment says."""
    said = (line for page in expected for line in (page.title, *_texts(page)))
    return "".join(map(bare, (*said, *granted)))


def _found(held: Iterable[Entry], by_right: str, said: str, path: Path) -> Iterator[Problem]:
    for entry in held:
        for words in _telling(entry):
            if words in said and words not in by_right:
                yield Problem(
                    "held-comment-printed",
                    f"a comment that was held back ({entry.reason}) stands in this file",
                    Place(path),
                    f"do not give the file away; the comment is at {entry.comment.place}",
                )
                break


def _texts(page: Expected) -> Iterator[str]:
    yield from (line for line, _ in page.all_lines)


def _telling(entry: Entry) -> Iterator[str]:
    """What can only be this comment: its longer lines, and a name of several words."""
    said = (bare(plain(line.children)) for line, _ in lines(entry.comment.blocks))
    yield from (words for words in said if len(words) >= TELLING)
    if len(entry.comment.name.split()) > 1:
        yield bare(entry.comment.name)
