"""Notes at the foot of the page: below the page of their mark, or at the end of their essay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import BOOK_TOML, ABook, essay
from printing import off_the_grid, printed, rows, words

from anthology import build, project
from anthology.check import screen
from anthology.errors import SeveralProblems
from anthology.print.geometry import type_page
from anthology.print.job import SCHEME, Design, Job, bundled_fonts
from anthology.print.layout import lay_out
from anthology.project import DEFAULT_TRIM, Notes, PrintEdition
from anthology.stylesheets import Sheet, font_face_rules

FEET = BOOK_TOML + '[editions.print]\nnotes = "footnotes"\n[editions.epub]\n'
PROSE = "The ferry came late that night, and nobody on the pier said a word about it. " * 9
VERSE = "\n".join(f"One gull, and then another{mark}" for mark in ("", "", "[^{0}]", ""))


def noted(count: int, note: str = "As the tide tables of {0} have it.") -> str:
    """Prose and verse with so many marks, and their notes at the end of the file."""
    blocks = (
        f"{PROSE}{PROSE[:-1]}[^{n}]" if n % 2 else VERSE.format(n) for n in range(1, count + 1)
    )
    notes = (f"[^{n}]: {note.format(1900 + n)}" for n in range(1, count + 1))
    return "\n\n".join((*blocks, *notes)) + "\n"


def quietly(*_: object) -> None:
    """A build's progress, heard by nobody."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with eight notes in an essay and one in a comment, built and checked."""
    root = tmp_path_factory.mktemp("feet")
    said = "## Jo\nId: 1\nConsent: yes 2026-01-02\n\nSo true.[^1]\n\n[^1]: Truer than most.\n"
    files = {
        "book.toml": FEET,
        "contents.txt": "oars\n",
        "essays/oars.md": essay(noted(8)),
        "comments/oars.md": said,
    }
    for name, text in files.items():
        path = root / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build.build(root, quietly)
    return root


def test_each_note_stands_on_the_page_of_its_mark(root: Path) -> None:
    pages = words(root / "build/the-boathouse-screen.pdf")
    of_note = {n: at for n in range(1, 9) for at, page in enumerate(pages) if f"{1900 + n}" in page}

    assert len(of_note) == 8
    assert len(set(of_note.values())) > 2
    for number, at in of_note.items():
        assert re.search(rf"(?:it\.|another){number}\b", pages[at]), (number, pages[at])


def test_a_note_stands_below_all_else_on_its_page(root: Path) -> None:
    found = [row for row in rows(root / "build/the-boathouse-screen.pdf") if row.size < 10]
    notes = [row for row in found if "tidetablesof" in row.text]
    ours = [row for row in rows(root / "build/the-boathouse-screen.pdf") if row.size > 10]

    for note in notes:
        text = [r.baseline for r in ours if r.page == note.page and r.left < 300]
        assert note.baseline > max(text) + 8


def test_the_mark_of_a_note_leaves_its_row_on_the_grid(root: Path) -> None:
    body = [r for r in rows(root / "build/the-boathouse-screen.pdf") if 10.4 < r.size < 11.6]

    assert len(body) > 100
    for page in {row.page for row in body[20:]}:
        on_page = [row for row in body[20:] if row.page == page]
        assert off_the_grid(on_page, type_page(DEFAULT_TRIM).line) < 0.3


@pytest.mark.parametrize("notes", ["footnotes", "endnotes"])
def test_no_row_begins_with_the_mark_of_a_note(a_book: ABook, notes: str) -> None:
    text = "\n\n".join(f"{'Oars and rope. ' * n}Tar.[^1] {PROSE}" for n in range(1, 40))
    toml = FEET.replace("footnotes", notes)
    root = a_book({"essays/oars.md": essay(f"{text}\n\n[^1]: Of Norway.\n")}, toml=toml)

    said = [row.text for row in rows(printed(root))]

    assert sum("Tar.1" in each for each in said) > 30
    assert [each for each in said if each.startswith("1T")] == []


@pytest.mark.parametrize("notes", ["footnotes", "endnotes"])
def test_the_hundredth_note_has_its_number_on_one_row(a_book: ABook, notes: str) -> None:
    marks = " ".join(f"Tar.[^{n}]" for n in range(1, 101))
    told = "\n".join(f"[^{n}]: Of Norway." for n in range(1, 101))
    toml = FEET.replace("footnotes", notes)
    root = a_book({"essays/oars.md": essay(f"{marks}\n\n{told}\n")}, toml=toml)

    said = [row.text for row in rows(printed(root))]

    assert [f"{n}OfNorway." for n in range(1, 101)] == [each for each in said if "Norway" in each]


def test_a_readers_note_stands_at_the_foot_too(root: Path) -> None:
    (page,) = (page for page in words(root / "build/the-boathouse-screen.pdf") if "Truer" in page)

    assert page.index("So true.") < page.index("1 Truer than most.")


def test_a_note_is_read_out_with_its_paragraph(root: Path) -> None:
    assert screen(root / "build/the-boathouse-screen.pdf") == ()


def test_notes_that_have_no_room_are_all_at_the_end_of_their_essay_and_that_is_told(
    a_book: ABook,
) -> None:
    long = "It was said of {0} that it went on and on, and so did those who said it. " * 40
    files = {"essays/oars.md": essay(noted(2, long)), "essays/tar.md": essay(noted(2), "Tar")}
    root = a_book(files, toml=FEET)

    told = [each for each in build.build(root, quietly).warnings if each.code == "print-footnotes"]

    assert [each.message.partition(" has ")[0] for each in told] == ["“Oars”"]
    everything = " ".join(words(root / "build/the-boathouse-screen.pdf"))
    assert everything.count("As the tide tables of 190") == 2


def test_a_letter_let_down_and_notes_at_the_foot_are_given_up_one_without_the_other(
    a_book: ABook,
) -> None:
    toml = FEET.replace("notes =", 'opening = "drop cap"\nnotes =')
    root = a_book({"essays/oars.md": essay(noted(3))}, toml=toml)

    pdf = printed(root)

    assert any(row.size > 30 for row in rows(pdf))
    assert not any("Notes" in page for page in words(pdf))


MOVED = """
    @page { size: 200pt 140pt; margin: 20pt }
    html { font: 10pt/12pt "Source Serif 4" }
    body, p { margin: 0 }
    .footnote { float: footnote; footnote-display: block }
    .footnote::footnote-call, .footnote::footnote-marker { content: none; line-height: 0 }
"""


@pytest.mark.parametrize(("rows_above", "strays"), [(1, False), (6, True)])
def test_a_note_on_another_page_than_its_mark_is_a_fault(rows_above: int, *, strays: bool) -> None:
    note = '<a class="note-mark">1</a><span class="footnote">1 A note. It goes on and on.</span>'
    above = "<p>One gull.</p>" * rows_above
    html = f"<!DOCTYPE html><html lang=en><body>{above}<p>Two{note}</p>"

    sheets = (font_face_rules(SCHEME + "fonts/"), Sheet("a.css", MOVED))
    design = Design(sheets, bundled_fonts())
    problems = lay_out(Job("Gulls", html), design).sidecar.problems

    assert [each.code for each in problems] == ["print-footnote"] * strays
    if strays:
        assert "“1 A note. It goes on and on.”" in problems[0].message


def test_an_edition_says_where_its_notes_stand(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": essay("One gull.")}, toml=FEET)

    found, problems = project.read(root)

    assert problems == []
    assert [e.notes for e in found.settings.editions if isinstance(e, PrintEdition)] == [Notes.FOOT]


def test_a_place_for_notes_that_there_is_not_is_told_with_those_there_are(a_book: ABook) -> None:
    toml = FEET.replace('"footnotes"', '"footnote"')
    root = a_book({"essays/oars.md": essay("One gull.")}, toml=toml)

    with pytest.raises(SeveralProblems) as caught:
        build.build(root, quietly)

    assert "`footnotes`" in caught.value.problems[0].hint
