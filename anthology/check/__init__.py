"""Read finished files back, with libraries that did not write them, and say what is wrong.

`rules` looks at a book before it is made; all else here looks at what came out. What is
promised to the author, her readers and a store is measured here or not claimed at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from anthology.check.held import held_comments_in_epub, held_comments_in_pdf
from anthology.check.lines import Expected, lines_missing_in_epub, lines_missing_in_pdf
from anthology.consent import Gated, Printed
from anthology.errors import Problem
from anthology.model import Block, Book, Essay, lines, plain
from anthology.pages import back_matter, page_name
from anthology.project import CommentsPlace, Standard

AFTER_EACH_ESSAY = CommentsPlace.AFTER_EACH_ESSAY


def finished(
    path: Path, book: Book, gated: Gated, place: CommentsPlace = AFTER_EACH_ESSAY
) -> tuple[Problem, ...]:
    """What is wrong with a finished edition: lines of the author's that are lost or moved,
    comments that should not be there, and, in an EPUB, what stores refuse."""
    expected = tuple(expect(book, gated, place))
    names = tuple(entry.signature for entry in gated.ledger if entry.is_printed)
    if path.suffix == ".epub":
        from anthology.check import package

        return (
            *lines_missing_in_epub(expected, path),
            *held_comments_in_epub(gated.held, expected, path, names),
            *package.look_over(path),
        )
    return (
        *lines_missing_in_pdf(expected, path),
        *held_comments_in_pdf(gated.held, expected, path, names),
    )


def press(path: Path, standard: Standard) -> tuple[Problem, ...]:
    """What is wrong with a PDF for the press, by our own rules and those of its standard."""
    from anthology.check import preflight

    return preflight.look_over(path, standard)


def large_print(path: Path, claim: str) -> tuple[Problem, ...]:
    """What is too small for large print in a finished PDF, or not claimed; see `large_type`."""
    from anthology.check import large_type

    return tuple(large_type.look_over(path, claim))


def screen(path: Path) -> tuple[Problem, ...]:
    """What is wrong with the tags of a PDF to be read on a screen, or read out."""
    from anthology.check import tags

    return tags.look_over(path)


def page_numbers(epub: Path, pdf: Path, numbered: Path | None = None) -> tuple[Problem, ...]:
    """What is wrong with the page numbers an EPUB takes from a print edition; `numbered` is the
    same PDF with page labels, where it has none itself."""
    from anthology.check import pages

    return pages.pages_that_disagree(epub, pdf, numbered)


def told_pages(path: Path) -> tuple[Problem, ...]:
    """What is wrong with the numbers of pages that a PDF with links tells."""
    from anthology.check import numbers

    return numbers.numbers_that_lie(path)


def expect(book: Book, gated: Gated, place: CommentsPlace = AFTER_EACH_ESSAY) -> Iterator[Expected]:
    """Every line an edition has to hold, page by page, in order."""
    gathered = book.essays if place is CommentsPlace.AT_THE_END else ()
    for essay in (*book.before, *book.essays):
        yield _written(essay)
        if essay not in gathered:
            yield from _answered(essay, gated)
    for essay in gathered:
        yield from _answered(essay, gated)
    for essay in back_matter(book):
        yield _written(essay)
        yield from _answered(essay, gated)


def _written(essay: Essay) -> Expected:
    opening = tuple((said, False) for said in (essay.title, essay.subtitle) if said)
    return Expected(essay.title or essay.name, page_name(essay), opening + _lines(essay.blocks))


def _answered(essay: Essay, gated: Gated) -> Iterator[Expected]:
    if threads := gated.threads.get(essay.name):
        said = tuple(line for printed in threads for line in _said(printed))
        title = f"what readers answered to “{essay.title}”"
        yield Expected(title, f"{page_name(essay)}-comments", said)


def _lines(blocks: Sequence[Block]) -> tuple[tuple[str, bool], ...]:
    return tuple((plain(line.children), starts) for line, starts in lines(blocks))


def _said(printed: Printed) -> Iterator[tuple[str, bool]]:
    """A comment's lines under its signature, then those of its replies."""
    yield from _lines(printed.blocks)
    for reply in printed.replies:
        yield from _said(reply)
