"""The recipe: from a manuscript folder to finished, checked files. Read this first.

    read → look over → typography → consent gate → pages → editions → check → rename

A build never writes into the manuscript, and a build that fails leaves what was built before
as it was: editions are made beside their place and put there together, when all are sound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from anthology import consent, manuscript, pages, project, typography, verdict
from anthology.check import rules
from anthology.consent import Gated
from anthology.editions import Made, Progress, Work, beside, make_all, make_print, put_in_place
from anthology.errors import Problem, SeveralProblems, faults
from anthology.model import Book, Comment, Essay, Figure
from anthology.project import (
    DEFAULT_TRIM,
    PrintEdition,
    Project,
    Settings,
    StraightQuotes,
)
from anthology.typography import Change


@dataclass(frozen=True, slots=True)
class Reading:
    """A book as read, with every problem seen in it."""

    project: Project
    book: Book
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, what it did to the text, what became of the comments, and what it
    warns of."""

    made: tuple[Made, ...]
    book: Book
    gated: Gated
    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...]


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
    with beside(reading.project) as folder:
        work = Work(reading.project, made_pages, _pictures(reading), folder, progress)
        made = make_all(work)
        warnings += verdict.on(made, book, gated, settings, work.store)
        made = put_in_place(made, reading.project.build)
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
    with beside(reading.project) as folder:
        work = Work(reading.project, made_pages, _pictures(reading), folder, progress)
        target = folder / f"{project.slug(settings.title)}-PROOF.pdf"
        made = [make_print(_proof_edition(settings), target, work, is_proof=True)]
        made = put_in_place(made, reading.project.build)
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


def would_change(reading: Reading) -> tuple[Change, ...]:
    """What `straight_quotes = "curl"` would change in a book."""
    curled = replace(reading.project.settings, straight_quotes=StraightQuotes.CURL)
    return typeset(reading.book, curled)[1]
