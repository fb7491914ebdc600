"""A line that is lost, merged, moved or joined is caught on the finished file; nothing else is."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import boathouse
import pytest

from anthology.check.lines import (
    Expected,
    in_order,
    lines_missing_in_epub,
    lines_missing_in_pdf,
)
from anthology.check.rows import in_pdf
from anthology.errors import BuildError, Problem
from anthology.print.layout import draw

PRINTED = Path(__file__).parent / "fixtures" / "printed"
ESSAY = (PRINTED / "essay.xhtml").read_text(encoding="utf-8")
SHEET = (PRINTED / "sheet.css").read_text(encoding="utf-8")

PROSE = (
    "Extraordinarily complicated considerations of officialdom and fifty different waffles "
    "notwithstanding, a well-known half-hearted and counterproductive approach remained "
    "incomprehensibly popular with everybody who was concerned with lighting the harbour. The "
    "congregation, internationally minded, administratively unsatisfied, repeatedly recommended "
    "a different arrangement; nevertheless the lamp was lit, the window was cleaned, and the "
    "office answered all correspondence in the same careful handwriting as before the "
    "considerable inconvenience of the flood."
)
LONG = (
    "Leave it for the one who has not yet decided to come home, and is counting the windows from "
    "the far side."
)
ON_PAPER = Expected(
    "The Lamp",
    "lamp",
    (
        (PROSE, False),
        ("Leave it burning.", True),
        (LONG, True),
        ("You are not late.", True),
        ("I", True),
        ("You are not late.", True),
        ("Ilse said: “wait” — and I did…", True),
        ("oil", True),
        ("a dry match, and patience enough to strike it more than once in the dark", True),
        ("and one more", True),
        ("Go down.", True),
        ("Come up.", True),
        ("12", True),
        ("…", True),
        ("12", True),
        ("3.", True),
        ("The boathouse, seen from the end of the long jetty in a winter nobody remembers", True),
        ("האור נשאר דלוק (כל הלילה) 12 פעמים, ואיש לא בא לכבות אותו עד הבוקר.", False),
        ("1984 was the year.", False),
    ),
)
ON_SCREEN = (
    Expected(
        "The Lamp & the Rope",
        "lamp",
        (
            (
                "Every evening my father lit the lamp in the boathouse, and every morning he went "
                "down to put it out. Nobody had been on the water.",
                False,
            ),
            ("Leave it burning.", True),
            (
                "Leave it for the one who has not yet decided to come home, and is counting the "
                "windows from the far side of the bay.",
                True,
            ),
            ("Leave it.", True),
            ("You are not late.", True),
            ("You are not late.", True),
            ("What the rope is for", False),
            ("oil", True),
            ("a dry match", True),
            ("and one more", True),
            ("Go down.", True),
            ("Count the steps.", True),
            ("The lamp is mine now.", False),
            ("He kept this up for nineteen years.", False),
            ("It smokes.", True),
            ("I have stopped minding.", True),
        ),
    ),
    Expected("Tobias", "lamp-comments", (("We had a bell instead.", False),)),
    Expected(
        "Low Water",
        "tide",
        (("The mud has its own shine.", True), ("Wait for it.", True)),
    ),
)
WAIT = '<span class="line" id="b1-1-2">Wait for it.</span>'
SHINE = '<span class="line" id="b1-1-1">The mud has its own shine.<br/></span>'
EPUB_FAULTS = {
    "a line removed": (WAIT, "", "Wait for it."),
    "two lines merged": (
        f"{SHINE}\n{WAIT}",
        '<span class="line">The mud has its own shine. Wait for it.</span>',
        "The mud has its own shine.",
    ),
    "two lines swapped": (
        f"{SHINE}\n{WAIT}",
        '<span class="line">Wait for it.<br/></span>\n'
        '<span class="line">The mud has its own shine.</span>',
        "The mud has its own shine.",
    ),
    "a break lost": ("shine.<br/></span>", "shine.</span>", "The mud has its own shine."),
    "a break too many": ("own shine.", "own<br/>shine.", "The mud has its own shine."),
    "a word changed": ("The mud", "The mad", "The mud has its own shine."),
}
LATE = '<span class="line">You are not late.<br/></span>'
BURNING = '<span class="line">Leave it burning.<br/></span>'
PDF_FAULTS = {
    "a line removed": (BURNING, "", "Leave it burning."),
    "one of two equal lines removed": (f"{LATE}\n", "", "You are not late."),
    "two lines merged": (
        'Leave it burning.<br/></span>\n<span class="line i1">Leave',
        "Leave it burning. Leave",
        "Leave it burning.",
    ),
    "two lines swapped": (
        f'{LATE}\n<span class="line">I<br/></span>\n{LATE}',
        f'{LATE}\n{LATE}\n<span class="line">I<br/></span>',
        "I”",
    ),
    "a line joined to the row before": (
        f'{LATE}\n<span class="line">I<br/></span>',
        '<span style="display: inline">You are not late. </span><span>I<br/></span>',
        "You are not late.",
    ),
    "the end of a paragraph lost": (" of the flood.", "", "Extraordinarily complicated"),
    "the middle of a paragraph lost": (", the window was cleaned", "", "Extraordinarily"),
}


def missing_on_paper(pdf: Path) -> tuple[Problem, ...]:
    return lines_missing_in_pdf([ON_PAPER], in_pdf(pdf), pdf)


def printed(tmp_path: Path, body: str, css: str = SHEET) -> Path:
    target = tmp_path / "book.pdf"
    target.write_bytes(draw(f'<html lang="en"><body>{body}</body></html>', [css], {}))
    return target


def changed_once(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_right_epub_raises_no_alarm(tmp_path: Path) -> None:
    assert lines_missing_in_epub(ON_SCREEN, boathouse.write(tmp_path / "book.epub")) == ()


@pytest.mark.parametrize("fault", EPUB_FAULTS)
def test_a_fault_in_an_epub_is_caught(tmp_path: Path, fault: str) -> None:
    old, new, line = EPUB_FAULTS[fault]
    pages = [
        replace(page, body=changed_once(page.body, old, new)) if page.name == "tide" else page
        for page in boathouse.pages()
    ]

    problems = lines_missing_in_epub(
        ON_SCREEN, boathouse.write(tmp_path / "book.epub", pages=pages)
    )

    assert problems
    assert all("“Low Water”" in problem.message for problem in problems)
    assert any(f"“{line}”" in problem.message for problem in problems)


def test_a_line_is_not_found_on_another_page(tmp_path: Path) -> None:
    pages = [
        replace(page, body=page.body.replace("Wait for it.", ""))
        if page.name == "tide"
        else replace(page, body=page.body.replace("</section>", "<p>Wait for it.</p></section>"))
        if page.name == "author"
        else page
        for page in boathouse.pages()
    ]

    problems = lines_missing_in_epub(
        ON_SCREEN, boathouse.write(tmp_path / "book.epub", pages=pages)
    )

    assert codes(problems) == ["line-missing"]


def test_an_essay_that_is_not_there_at_all_is_told_once(tmp_path: Path) -> None:
    pages = [page for page in boathouse.pages() if page.name not in ("lamp", "foreword")]

    problems = lines_missing_in_epub(
        ON_SCREEN, boathouse.write(tmp_path / "book.epub", pages=pages)
    )

    assert [(each.code, each.message) for each in problems] == [
        ("essay-missing", "“The Lamp & the Rope”: none of its 16 lines is in its place")
    ]


def test_a_right_pdf_raises_no_alarm(tmp_path: Path) -> None:
    assert missing_on_paper(printed(tmp_path, ESSAY)) == ()


@pytest.mark.parametrize("width", range(84, 132, 8))
def test_no_measure_raises_an_alarm(tmp_path: Path, width: int) -> None:
    css = SHEET.replace("100mm 90mm", f"{width}mm 80mm")

    assert missing_on_paper(printed(tmp_path, ESSAY, css)) == ()


@pytest.mark.parametrize("fault", PDF_FAULTS)
def test_a_fault_in_a_pdf_is_caught(tmp_path: Path, fault: str) -> None:
    old, new, line = PDF_FAULTS[fault]

    problems = missing_on_paper(printed(tmp_path, changed_once(ESSAY, old, new)))

    assert problems
    assert all("“The Lamp”" in problem.message for problem in problems)
    assert any(f"“{line}" in problem.message for problem in problems)


def test_a_turned_over_line_that_does_not_hang_is_caught(tmp_path: Path) -> None:
    css = SHEET.replace("text-indent: -2em;", "")

    problems = missing_on_paper(printed(tmp_path, ESSAY, css))

    assert codes(problems) == ["turnover-flush"]
    assert "Leave it for the one" in problems[0].message


def test_words_far_off_on_the_same_row_are_caught(tmp_path: Path) -> None:
    beside = '<div style="float: right">You are not late.</div><span class="line">I<br/></span>'
    essay = changed_once(ESSAY, f'{LATE}\n<span class="line">I<br/></span>', beside)

    problems = missing_on_paper(printed(tmp_path, essay))

    assert "line-run-on" in codes(problems)


def test_a_file_that_is_no_pdf_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_text("not a book")

    with pytest.raises(BuildError, match="not a PDF"):
        missing_on_paper(tmp_path / "book.pdf")


def test_a_file_that_is_no_epub_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_text("not a book")

    with pytest.raises(BuildError, match="not an EPUB"):
        lines_missing_in_epub(ON_SCREEN, tmp_path / "book.epub")


def test_a_damaged_document_does_not_hide_what_it_loses(tmp_path: Path) -> None:
    whole, damaged = boathouse.write(tmp_path / "book.epub"), tmp_path / "damaged.epub"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(damaged, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, content[:-20] if entry.filename.endswith("tide.xhtml") else content)

    assert codes(lines_missing_in_epub(ON_SCREEN, damaged)) == ["line-missing", "line-missing"]


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ([[(1,)], [(2,)], [(3,)]], [(1,), (2,), (3,)]),
        ([[(2,)], [(1,)]], [None, (1,)]),
        ([[(5,), (1,)], [(2,)]], [(1,), (2,)]),
        ([[(1, 2, 3)], [(2,)], [(4,)]], [None, (2,), (4,)]),
        ([[], [(1,)]], [None, (1,)]),
        ([], []),
    ],
)
def test_the_longest_chain_in_order_is_kept(
    places: list[list[tuple[int, ...]]], kept: list[tuple[int, ...] | None]
) -> None:
    assert in_order(places) == kept
