"""Read finished files back, with libraries that did not write them, and say what is wrong.

`rules` looks at a book before it is made; all else here looks at what came out. What is
promised to the author, her readers and a store is measured here or not claimed at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from anthology.check.held import held_comments_in_epub, held_comments_in_pdf
from anthology.check.lines import Expected, lines_missing_in_epub, lines_missing_in_pdf
from anthology.check.rows import in_pdf
from anthology.consent import Gated, Printed
from anthology.errors import Problem
from anthology.model import Block, Book, Essay, Line, lines_and_notes, plain
from anthology.pages import back_matter, page_name
from anthology.project import CommentsPlace, Notes, PrintEdition, Settings, Standard

Said = tuple[tuple[str, bool], ...]

AFTER_EACH_ESSAY = CommentsPlace.AFTER_EACH_ESSAY


def finished(
    path: Path,
    book: Book,
    gated: Gated,
    settings: Settings,
    notes: Notes = Notes.END,
) -> tuple[Problem, ...]:
    """What is wrong with a finished edition: lines of the author's that are lost or moved,
    comments that should not be there, and, in an EPUB, what stores refuse."""
    expected = tuple(expect(book, gated, settings.comments_place))
    granted = (entry.signature for entry in gated.ledger if entry.is_printed)
    by_right = (*granted, *_told(settings))
    if path.suffix == ".epub":
        from anthology.check import package

        return (
            *lines_missing_in_epub(expected, path),
            *held_comments_in_epub(gated.held, expected, path, by_right),
            *package.look_over(path),
        )
    rows = in_pdf(path)
    return (
        *lines_missing_in_pdf(expected, rows, path, notes_apart=notes is Notes.FOOT),
        *held_comments_in_pdf(gated.held, expected, rows, path, by_right),
    )


def _told(settings: Settings) -> Iterator[str]:
    """What a book says because book.toml does; an author may have answered on her own pages, and
    stands on the title page whatever became of the answer."""
    yield from (settings.title, settings.subtitle, settings.description, settings.cover_alt)
    yield from (settings.publisher, settings.place, settings.rights, settings.disclaimer)
    yield from (*settings.authors, *(one.name for one in settings.contributors))
    if settings.evaluation:
        yield settings.evaluation.evaluated_by


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


def cover_of(cover: Path, interior: Path, edition: PrintEdition) -> tuple[Problem, ...]:
    """Every reason not to send a cover to the printer with its interior."""
    from anthology.check.cover import refusals

    return refusals(cover, interior, edition)


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
    titles = (essay.title, essay.subtitle) if essay.kind.prints_title else ()
    opening = tuple((said, False) for said in titles if said)
    text, notes = _lines(essay.blocks)
    return Expected(essay.title or essay.name, page_name(essay), opening + text, notes)


def _answered(essay: Essay, gated: Gated) -> Iterator[Expected]:
    if threads := gated.threads.get(essay.name):
        title = f"what readers answered to “{essay.title}”"
        for said in (said for printed in threads for said in _said(printed)):
            text, notes = _lines(said.blocks)
            yield Expected(title, f"{page_name(essay)}-comments", text, notes)


def _lines(blocks: Sequence[Block]) -> tuple[Said, Said]:
    """The lines of a text, and those of its notes."""
    text, notes = lines_and_notes(blocks)
    return _plainly(text), _plainly(notes)


def _plainly(lines: Sequence[tuple[Line, bool]]) -> Said:
    return tuple((plain(line.children), starts) for line, starts in lines)


def _said(printed: Printed) -> Iterator[Printed]:
    """A comment, then its replies."""
    yield printed
    for reply in printed.replies:
        yield from _said(reply)
