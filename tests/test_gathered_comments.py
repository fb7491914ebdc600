"""Comments at the end of the book, where book.toml asks for that."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from conftest import BOOK_TOML, ABook, essay

from anthology import build
from anthology.check import finished, page_numbers
from anthology.check.epub_file import EpubFile, opened
from anthology.errors import SeveralProblems
from anthology.project import CommentsPlace, Settings

TOML = BOOK_TOML + '[comments]\nplace = "at the end"\nheading = "What came back"\n'
AT_THE_END = Settings("The Boathouse", "en", (), comments_place=CommentsPlace.AT_THE_END)
AFTER_EACH = Settings("The Boathouse", "en", ())
SAID = "## {name}, 2024-05-03\nId: c1\nConsent: yes 2026-09-20\nUse: yes\n\n{said}\n"
FILES = {
    "essays/oars.md": essay("You oil the oars in October."),
    "comments/oars.md": SAID.format(name="Megan Orrick", said="I oil mine in spring."),
    "essays/ropes.md": essay("Wait.", "Ropes"),
    "essays/tar.md": essay("It keeps.", "Tar"),
    "comments/tar.md": SAID.format(name="Tobias Lund", said="It does not."),
    "essays/about-the-author.md": essay("Ines Holm rows.", "About Ines Holm"),
    "contents.txt": "oars\nropes\ntar\n\n# After\nabout-the-author\n",
}


def made(a_book: ABook) -> tuple[build.Built, Path, Path]:
    built = build.build(a_book(FILES, TOML), lambda *_: None)
    epub, printed = built.made
    assert printed.screen
    return built, epub.path, printed.screen


def outline(book: EpubFile) -> list[str]:
    nav = next(book.documents["EPUB/nav.xhtml"].iter("{*}nav"))
    return [str(link.text) for link in nav.iter("{*}a")]


def test_they_stand_behind_the_last_essay_each_under_the_title_it_answers(a_book: ABook) -> None:
    _, epub, pdf = made(a_book)

    book = opened(epub)
    document = pypdfium2.PdfDocument(pdf)
    said = " ".join(page.get_textpage().get_text_range() for page in document).split()
    comments = book.documents["EPUB/text/tar-comments.xhtml"]
    assert outline(book) == [
        "Oars", "Ropes", "Tar", "What came back", "Oars (1)", "Tar (1)", "About Ines Holm",
    ]  # fmt: skip
    assert next(comments.iter("{*}h1")).text == "Tar"
    assert said.index("spring.") > said.index("keeps.")
    assert said.index("rows.") > said.index("not.")


def test_the_promises_are_measured_in_that_order(a_book: ABook) -> None:
    built, epub, pdf = made(a_book)

    for path in (epub, pdf):
        assert finished(path, built.book, built.gated, AT_THE_END) == ()
        assert finished(path, built.book, built.gated, AFTER_EACH) != ()
    assert page_numbers(epub, pdf) == ()


def test_where_no_comment_is_printed_there_is_no_part_for_them(a_book: ABook) -> None:
    held = {
        name: said.replace("Consent: yes", "Consent: no") if "comments" in name else said
        for name, said in FILES.items()
    }

    built = build.build(a_book(held, TOML), lambda *_: None)

    assert "What came back" not in outline(opened(built.made[0].path))


def test_another_place_is_refused_with_what_it_can_be(a_book: ABook) -> None:
    wrong = TOML.replace("at the end", "in the margin")

    with pytest.raises(SeveralProblems) as caught:
        build.build(a_book(FILES, wrong), lambda *_: None)

    (problem,) = caught.value.problems
    assert "`at the end`" in problem.hint
