"""The recipe: from a manuscript folder to finished, checked files. Read this first.

    read → look over → typography → consent gate → pages → editions → check → rename

A build never writes into the manuscript, and a build that fails leaves what was built before
as it was: editions are made beside their place and put there together, when all are sound.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from anthology import consent, manuscript, pages, project, typography
from anthology.check import rules, stores
from anthology.consent import Gated
from anthology.errors import BuildError, Place, Problem, SeveralProblems, faults
from anthology.model import Book, Comment, Essay, Figure
from anthology.pages import Page, PageStart
from anthology.project import (
    DEFAULT_TRIM,
    Edition,
    EpubEdition,
    PrintEdition,
    Project,
    Settings,
    StraightQuotes,
)
from anthology.typography import Change

if TYPE_CHECKING:
    from anthology.print.wrap import Wrap

Progress = Callable[[str, int, int], None]
"""Hears what is being made, how many steps of it are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A book as read, with every problem seen in it."""

    project: Project
    book: Book
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One finished file, for print with the same pages to read on a `screen`; `sheets` is its
    number of pages, none for an EPUB; `problems` are what its making warns of; `starts` is where
    its pages begin; `record` tells shops of it; `cover` goes to the printer with it, and `front`
    to the shops."""

    path: Path
    edition: Edition
    sheets: int | None = None
    problems: tuple[Problem, ...] = ()
    starts: tuple[PageStart, ...] = ()
    record: Path | None = None
    screen: Path | None = None
    cover: Wrap | None = None
    front: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, what it did to the text, what became of the comments, and what it
    warns of."""

    made: tuple[Made, ...]
    book: Book
    gated: Gated
    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """All that the making of an edition needs."""

    project: Project
    pages: Sequence[Page]
    pictures: dict[str, Path]
    folder: Path
    progress: Progress


def look_over(root: Path) -> Reading:
    """Read a book and say everything that is wrong with it, all at once."""
    found, problems = project.read(root)
    book, unread = manuscript.read(found.manuscript)
    seen = rules.book(book, found.manuscript)
    return Reading(found, book, (*problems, *unread, *seen))


def build(root: Path, progress: Progress) -> Built:
    """Make every edition of the book in `root`.

    Raises SeveralProblems where the book or a finished file has faults, BuildError where an
    edition cannot be made at all.
    """
    reading = _sound(look_over(root))
    settings = reading.project.settings
    book, changes = typeset(reading.book, settings)
    gated = consent.gate(book, settings)
    warnings = (*reading.problems, *consent.names_that_slip_through(gated))
    made_pages = pages.make(book, gated, settings)
    with _beside(reading.project) as folder:
        work = _Work(reading.project, made_pages, _pictures(reading), folder, progress)
        made = _make_all(work)
        warnings += _check(made, book, gated, settings)
        made = _put_in_place(made, reading.project.build)
    warnings += tuple(problem for one in made for problem in one.problems)
    return Built(tuple(made), book, gated, changes, warnings)


def build_proof(root: Path, progress: Progress) -> Built:
    """Make a proof for the author's own eyes: every comment, every open question, PROOF on each
    page. Nothing that checks finished files for a printer or a store takes it."""
    reading = look_over(root)
    questions = [problem for problem in reading.problems if problem.code == "open-question"]
    rest = tuple(problem for problem in reading.problems if problem not in questions)
    reading = _sound(replace(reading, problems=rest))
    settings = reading.project.settings
    book, changes = typeset(reading.book, settings)
    gated = consent.proof(book, settings)
    made_pages = pages.make(book, gated, settings, is_proof=True)
    with _beside(reading.project) as folder:
        work = _Work(reading.project, made_pages, _pictures(reading), folder, progress)
        target = folder / f"{project.slug(settings.title)}-PROOF.pdf"
        made = [_print(_proof_edition(settings), target, work, is_proof=True)]
        made = _put_in_place(made, reading.project.build)
    warnings = (*rest, *questions, *made[0].problems)
    return Built(tuple(made), book, gated, changes, warnings)


def _proof_edition(settings: Settings) -> PrintEdition:
    """A proof looks like the book’s first print edition, or like any book where it has none."""
    prints = (edition for edition in settings.editions if isinstance(edition, PrintEdition))
    return next(prints, PrintEdition("proof", DEFAULT_TRIM))


def _sound(reading: Reading) -> Reading:
    if faults(reading.problems):
        raise SeveralProblems(reading.problems)
    return reading


def typeset(book: Book, settings: Settings) -> tuple[Book, tuple[Change, ...]]:
    """The book with printed quotes and dashes where book.toml asks for them, and each change."""
    if settings.straight_quotes is StraightQuotes.KEEP:
        return book, ()
    changes: list[Change] = []

    def curl_comment(comment: Comment) -> Comment:
        blocks, found = typography.curl(comment.blocks, settings.language)
        changes.extend(found)
        return replace(comment, blocks=blocks)

    def curl_essay(essay: Essay) -> Essay:
        language = essay.language or settings.language
        title, in_title = typography.curl_text(essay.title, language, essay.place)
        subtitle, in_subtitle = typography.curl_text(essay.subtitle, language, essay.place)
        blocks, found = typography.curl(essay.blocks, language)
        changes.extend((*in_title, *in_subtitle, *found))
        curled = tuple(curl_comment(comment) for comment in essay.comments)
        return replace(essay, title=title, subtitle=subtitle, blocks=blocks, comments=curled)

    curled = replace(
        book,
        before=tuple(map(curl_essay, book.before)),
        parts=tuple(
            replace(part, essays=tuple(map(curl_essay, part.essays))) for part in book.parts
        ),
        after=tuple(map(curl_essay, book.after)),
    )
    return curled, tuple(changes)


def _pictures(reading: Reading) -> dict[str, Path]:
    """The files of the book's pictures, by the name its pages call them."""
    folder = reading.project.manuscript
    return {
        block.source: folder / block.source
        for _, blocks in rules.every_text(reading.book)
        for block in rules.every_block(blocks)
        if isinstance(block, Figure)
    }


@contextmanager
def _beside(found: Project) -> Iterator[Path]:
    """A folder to make files in, gone afterwards whatever happens."""
    folder = found.build / ".making"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(made: Sequence[Made], target: Path) -> list[Made]:
    return [
        replace(
            one,
            path=one.path.replace(target / one.path.name),
            record=one.record and one.record.replace(target / one.record.name),
            screen=one.screen and one.screen.replace(target / one.screen.name),
            cover=_cover_in_place(one, target),
            front=one.front and one.front.replace(target / one.front.name),
        )
        for one in made
    ]


def _cover_in_place(one: Made, target: Path) -> Wrap | None:
    """The cover where it belongs; an old one that this interior has no cover for is taken away."""
    if one.cover:
        return replace(one.cover, path=one.cover.path.replace(target / one.cover.path.name))
    if isinstance(one.edition, PrintEdition):
        (target / _cover_path(one.path).name).unlink(missing_ok=True)
    return None


def _cover_path(printed: Path) -> Path:
    return printed.with_name(f"{printed.stem}-cover.pdf")


def _make_all(work: _Work) -> list[Made]:
    """Every edition, in the order of book.toml; what is printed is made first, for an EPUB carries
    the page numbers of a print edition."""
    settings = work.project.settings
    made: dict[Edition, Made] = {}
    for edition in sorted(settings.editions, key=lambda one: isinstance(one, EpubEdition)):
        target = work.folder / project.file_name(settings, edition)
        match edition:
            case EpubEdition():
                source = settings.source_of_pages(edition)
                made[edition] = _epub(edition, target, work, made[source] if source else None)
            case PrintEdition():
                printed = _covered(_print(edition, target, work), edition, work)
                made[edition] = replace(printed, record=_record_of_print(printed, settings))
            case _:
                assert_never(edition)
    return [made[edition] for edition in settings.editions]


def _epub(edition: EpubEdition, target: Path, work: _Work, printed: Made | None) -> Made:
    from anthology import epub, onix
    from anthology.epub.turns import PageSource
    from anthology.print import cover

    settings, styles = work.project.settings, work.project.styles
    work.progress("cover", 0, 1)
    front = cover.front(settings, styles, _artwork(work.project))
    work.progress("EPUB", 0, 1)
    source = None
    if printed and isinstance(printed.edition, PrintEdition):
        source = PageSource(printed.edition, printed.starts)
    within = cover.inside(front)
    found = epub.write_epub(
        work.pages, settings, edition, work.pictures, styles, within, target, printed=source
    )
    record = onix.write_epub_record(settings, edition, found, target)
    shown = target.with_name(f"{target.stem}-cover.jpg")
    shown.write_bytes(front)
    work.progress("EPUB", 1, 1)
    return Made(target, edition, record=record, front=shown)


def _artwork(found: Project) -> Path | None:
    return found.manuscript / found.settings.cover if found.settings.cover else None


def _covered(printed: Made, edition: PrintEdition, work: _Work) -> Made:
    """A printed edition with its cover; where something has to be asked or changed first it has
    none, and a warning says what."""
    from anthology.print.wrap import write_cover

    found, target = work.project, _cover_path(printed.path)
    pages = printed.sheets or 0
    wrap = write_cover(found.settings, found.styles, _artwork(found), edition, pages, target)
    if isinstance(wrap, Problem):
        place = project.place_of(found.root, f"editions.{edition.name}.printer")
        return replace(printed, problems=(*printed.problems, replace(wrap, place=place)))
    return replace(printed, cover=wrap, problems=(*printed.problems, *wrap.problems))


def _record_of_print(printed: Made, settings: Settings) -> Path:
    from anthology import onix

    assert isinstance(printed.edition, PrintEdition)
    return onix.write_print_record(settings, printed.edition, printed.sheets or 0, printed.path)


def _print(edition: PrintEdition, target: Path, work: _Work, *, is_proof: bool = False) -> Made:
    """The PDF for the press and the one for a screen, which is all there is of a proof."""
    from anthology.print import write_pdf

    settings = work.project.settings
    screen = None if is_proof else target.with_name(project.screen_name(settings, edition))
    printed = write_pdf(
        work.pages,
        settings,
        edition,
        work.pictures,
        work.project.styles,
        screen or target,
        work.project.build / ".cache",
        press=target if screen else None,
        proof=is_proof,
        progress=lambda done, of: work.progress("pages", done, of),
    )
    starts = printed.page_list
    return Made(target, edition, printed.pages, printed.problems, starts, screen=screen)


def _check(
    made: Sequence[Made], book: Book, gated: Gated, settings: Settings
) -> tuple[Problem, ...]:
    """The three promises, measured on the finished files; the press PDF by our own rules; and
    every page number of an EPUB, on the print edition it names. Gives what is warned of."""
    from anthology import check
    from anthology.check.cover import refusals

    place = settings.comments_place
    found: list[Problem] = []
    printed = {one.edition: one for one in made}
    for one in made:
        for path in (one.path, *([one.screen] if one.screen else [])):
            found += check.finished(path, book, gated, place)
        match one.edition:
            case PrintEdition():
                found += check.press(one.path, one.edition.standard)
                if one.cover:
                    found += refusals(one.cover.path, one.path, one.edition)
            case EpubEdition():
                source = settings.source_of_pages(one.edition)
                if source:
                    pages_of = printed[source]
                    found += check.page_numbers(one.path, pages_of.path, pages_of.screen)
            case _:
                assert_never(one.edition)
    if faults(found):
        raise SeveralProblems(found)
    return tuple(found)


def would_change(reading: Reading) -> tuple[Change, ...]:
    """What `straight_quotes = "curl"` would change in a book."""
    curled = replace(reading.project.settings, straight_quotes=StraightQuotes.CURL)
    return typeset(reading.book, curled)[1]


def epubs(reading: Reading) -> list[Path]:
    """The EPUBs that are built. Raises BuildError where there is none."""
    found = sorted(reading.project.build.glob("*.epub"))
    if not found:
        place = Place(reading.project.build)
        raise BuildError("there is no EPUB yet", place, "make it with `anthology build`")
    return found


def epubcheck(epubs: Sequence[Path]) -> list[Problem]:
    """What EPUBCheck says of finished EPUBs."""
    from anthology.check import epubcheck

    return [problem for epub in epubs for problem in epubcheck.check(epub)]


def for_store(epubs: Sequence[Path], store: str) -> list[stores.Row]:
    """What a store (or `all` of them) asks of finished EPUBs, measured."""
    return [row for epub in epubs for row in stores.measure(epub, store)]


def interiors(reading: Reading) -> list[tuple[PrintEdition, Path]]:
    """The press PDFs that are built, with their editions. Raises BuildError where one is not."""
    found = []
    for edition in reading.project.settings.editions:
        if isinstance(edition, PrintEdition):
            path = reading.project.build / project.file_name(reading.project.settings, edition)
            if not path.is_file():
                hint = "make it with `anthology build`"
                raise BuildError("there is no such PDF yet", Place(path), hint)
            found.append((edition, path))
    return found


def for_printer(interiors: Sequence[tuple[PrintEdition, Path]], name: str) -> list[stores.Row]:
    """What a printer asks of finished interiors, measured."""
    from anthology.check import printer

    return [row for edition, path in interiors for row in printer.measure(path, edition, name)]


def refused(rows: Sequence[stores.Row]) -> list[Problem]:
    """A fault for each of these rules that a store insists on and that a file breaks."""
    return list(stores.problems(rows))
