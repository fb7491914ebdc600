"""Look a book over and say what is wrong with it.

A rule is a function from a book (and its folder, for what lies on disk) to the problems it
sees. Rules do not print, do not stop the work and do not know of one another; add one to RULES
and it runs. What is wrong with a file by itself is told where the file is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from anthology.check import comment_rules
from anthology.errors import Place, Problem, Severity, did_you_mean
from anthology.model import (
    Block,
    Book,
    Comment,
    Essay,
    Figure,
    Line,
    Note,
    Paragraph,
    Question,
    Quotation,
    Verse,
    lines,
    links,
    marks,
    plain,
)

# How the file of a picture begins, by what its name ends in.
PICTURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
DEEPEST_STEP = 12
# A page wraps prose at about 65 characters; what is typed to the same width in line after line
# was wrapped by a machine. `gather` unwraps such text; typed in by hand it can only be told.
WRAPPED_WIDTH = range(60, 81)
WRAPPED_LINES = 5


def book(book: Book, folder: Path) -> list[Problem]:
    """Every problem the rules see in a book, in the order of its texts."""
    return [problem for rule in RULES for problem in rule(book, folder)]


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks, and the blocks inside quotations."""
    for block in blocks:
        yield block
        if isinstance(block, Quotation):
            yield from every_block(block.blocks)


def every_text(book: Book) -> Iterator[tuple[Essay | Comment, Sequence[Block]]]:
    """Every essay and every comment of a book, with its blocks."""
    for essay in book.texts:
        yield essay, essay.blocks
        yield from ((comment, comment.blocks) for comment in essay.comments)


def open_questions(book: Book, _: Path) -> Iterator[Problem]:
    """`gather` asked, and the author has not answered."""
    for _text, blocks in every_text(book):
        for block in every_block(blocks):
            if isinstance(block, Question):
                yield Problem(
                    "open-question",
                    f"an open question: {block.text or '(no words)'}",
                    block.place,
                    "settle it in the file, then delete the line that begins with `??`",
                )


def missing_pictures(book: Book, folder: Path) -> Iterator[Problem]:
    """A figure whose file is not there, is no picture, or says nothing to those who cannot see."""
    for _text, blocks in every_text(book):
        for block in every_block(blocks):
            if isinstance(block, Figure):
                yield from _figure_problems(block, folder)


def _figure_problems(figure: Figure, folder: Path) -> Iterator[Problem]:
    path = folder / figure.source
    inside = path.resolve().is_relative_to((folder / "images").resolve())
    if not inside:
        hint = "put the picture into manuscript/images and write `images/…`"
        message = f"the picture `{figure.source}` does not lie in images"
        yield Problem("image-outside", message, figure.place, hint)
    elif not path.is_file():
        there = [f"images/{found.name}" for found in (folder / "images").glob("*")]
        guess = did_you_mean(figure.source, there)
        hint = guess if guess.startswith("did") else "put it there, or take the figure out"
        message = f"the picture `{figure.source}` is not there"
        yield Problem("image-missing", message, figure.place, hint)
    elif path.suffix.casefold() not in PICTURES:
        message = f"`{figure.source}` is not a PNG or a JPEG"
        hint = "save it as PNG (drawings) or JPEG (photographs)"
        yield Problem("image-kind", message, figure.place, hint)
    elif not _begins(path, PICTURES[path.suffix.casefold()]):
        message = f"`{figure.source}` is not what its name says"
        hint = "open it in a program for pictures, and save it as PNG or JPEG once more"
        yield Problem("image-kind", message, figure.place, hint)
    elif not _is_picture(path):
        message = f"the picture `{figure.source}` cannot be read"
        hint = "open it and save it once more, as PNG or JPEG"
        yield Problem("image-unreadable", message, figure.place, hint)
    if not figure.alt.strip():
        message = "this picture says nothing to a reader who cannot see it"
        hint = f"say what it shows: `![two chairs by a window]({figure.source})`"
        yield Problem("image-without-words", message, figure.place, hint, Severity.WARNING)


def _begins(path: Path, first: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(first)) == first


def _is_picture(path: Path) -> bool:
    """Whether it is one by what is in it, and all of it is there."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


def notes(book: Book, _: Path) -> Iterator[Problem]:
    """Every mark has its note, every note its mark, and no two notes one label."""
    for text, blocks in every_text(book):
        yield from _note_problems(text, list(every_block(blocks)))


def _note_problems(text: Essay | Comment, blocks: Sequence[Block]) -> Iterator[Problem]:
    written = [block for block in blocks if isinstance(block, Note)]
    called = dict.fromkeys(_called(blocks))
    labels = [note.label for note in written]
    for label in called:
        if label not in labels:
            hint = f"write it at the end: `[^{label}]: …`"
            message = f"the note `[^{label}]` is called and never written"
            yield Problem("note-missing", message, called_at(blocks, label, text.place), hint)
    for note in written:
        if note.label not in called:
            message = f"the note `[^{note.label}]` is written and never called, so it is lost"
            hint = f"put `[^{note.label}]` where it belongs, or take the note out"
            yield Problem("note-not-called", message, note.place, hint)
    for label, count in Counter(labels).items():
        if count > 1:
            again = [note for note in written if note.label == label][1]
            message = f"a second note is called `{label}`"
            yield Problem("note-twice", message, again.place, "give each a label of its own")


def _called(blocks: Iterable[Block]) -> Iterator[str]:
    for line, _ in lines(blocks):
        yield from marks(line.children)


def called_at(blocks: Iterable[Block], label: str, otherwise: Place) -> Place:
    """The line that calls a note."""
    places = (line.place for line, _ in lines(blocks) if label in marks(line.children))
    return next(places, otherwise)


def references(book: Book, _: Path) -> Iterator[Problem]:
    """A link without an address leads to an essay, and the essay is in the book."""
    placed = {essay.name for essay in book.texts}
    for _text, blocks in every_text(book):
        for line, _starts in lines(blocks):
            for link in links(line.children):
                if link.essay and link.essay not in placed:
                    yield _leads_nowhere(link.essay, book, placed, line.place)


def _leads_nowhere(name: str, book: Book, placed: Iterable[str], place: Place) -> Problem:
    if name in (*book.left_out, *book.not_placed):
        message = f"this link leads to `{name}`, and that essay is not in the book"
        hint = f"list `{name}` where it belongs in contents.txt, or take the link out"
        return Problem("link-left-out", message, place, hint)
    guess = did_you_mean(name, placed)
    hint = "write the name of an essay as in contents.txt, or a whole address: `https://…`"
    message = f"this link leads nowhere: there is no essay `{name}`"
    return Problem("link-nowhere", message, place, guess if guess.startswith("did") else hint)


def unprinted_titles(book: Book, _: Path) -> Iterator[Problem]:
    """A dedication or an epigraph with a title, which stands on no page."""
    for essay in book.texts:
        said = essay.title or essay.subtitle
        if said and not essay.kind.prints_title:
            message = f"the {essay.kind.value} is printed without a title: “{said}” is on no page"
            hint = "if it is to be read, make it a line of the text"
            yield Problem("title-not-printed", message, essay.place, hint, Severity.WARNING)


def same_title(book: Book, _: Path) -> Iterator[Problem]:
    """Two essays with one title are hard to tell apart in the contents."""
    essays = {essay.name: essay for essay in book.essays}.values()
    counted = Counter(essay.title.casefold() for essay in essays if essay.title)
    seen: set[str] = set()
    for essay in essays:
        title = essay.title.casefold()
        if counted[title] > 1 and title in seen:
            message = f"another essay is called “{essay.title}” too"
            hint = "is it the same essay twice? if not, change one title"
            yield Problem("same-title", message, essay.place, hint, Severity.WARNING)
        seen.add(title)


def empty_book(book: Book, folder: Path) -> Iterator[Problem]:
    """There has to be something to print."""
    if not book.essays:
        hint = "bring essays in with `anthology gather FOLDER`, or list one in contents.txt"
        place = Place(folder / "contents.txt")
        yield Problem("empty-book", "there is no essay in the book yet", place, hint)
    for part in book.parts:
        if part.title and not part.essays:
            message = f"the part “{part.title}” has no essays"
            hint = "list some below it, or take the heading out"
            place = Place(folder / "contents.txt")
            yield Problem("empty-part", message, place, hint, Severity.WARNING)


def marks_that_are_none(book: Book, _: Path) -> Iterator[Problem]:
    """`# Title` and `#### title` look like headings and would be printed with their signs."""
    for _text, blocks in every_text(book):
        for block in every_block(blocks):
            if isinstance(block, Paragraph) and re.match(r"#+ ", plain(block.children)):
                yield Problem(
                    "no-heading",
                    "this line will be printed with its `#`",
                    block.place,
                    "a heading begins with `## ` or `### `",
                    Severity.WARNING,
                )


def wrapped_by_hand(book: Book, _: Path) -> Iterator[Problem]:
    """Prose with a line end at every seventieth character would be set as verse."""
    for essay in book.texts:
        for block in every_block(essay.blocks):
            if isinstance(block, Verse):
                for stanza in block.stanzas:
                    if _looks_wrapped(stanza.lines):
                        yield Problem(
                            "looks-wrapped",
                            "these lines look like a paragraph that was wrapped by a program",
                            stanza.lines[0].place,
                            "if so, join them into one line; each line stays a line in the book",
                            Severity.WARNING,
                        )


def _looks_wrapped(stanza: Sequence[Line]) -> bool:
    """Lines of one width, ending where the sentence does not."""
    full = [plain(line.children) for line in stanza[:-1]]
    runs_on = [line for line in full if line and line[-1] not in ".!?…:;,—”’"]
    return (
        len(full) >= WRAPPED_LINES
        and all(len(line) in WRAPPED_WIDTH for line in full)
        and len(runs_on) > len(full) / 2
    )


RULES: tuple[Callable[[Book, Path], Iterator[Problem]], ...] = (
    empty_book,
    open_questions,
    missing_pictures,
    notes,
    references,
    unprinted_titles,
    *comment_rules.RULES,
    same_title,
    marks_that_are_none,
    wrapped_by_hand,
)
