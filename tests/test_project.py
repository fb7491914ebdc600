"""book.toml → settings, with all faults told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BOOK_TOML, ABook

from anthology import project
from anthology.errors import Place, Problem, ProjectError, Severity
from anthology.project import EpubEdition, PrintEdition, Settings, StraightQuotes, Trim


def read(root: Path) -> tuple[Settings, list[Problem]]:
    found, problems = project.read(root)
    return found.settings, problems


def test_an_unknown_setting_is_told_with_its_line_and_the_nearest_known(a_book: ABook) -> None:
    root = a_book({}, toml='title = "x"\nauthor = ["Ines"]\n')

    _, problems = read(root)

    assert [(p.code, p.place, p.hint) for p in problems] == [
        (
            "unknown-setting",
            Place(root / "manuscript/book.toml", 2),
            "did you mean `authors`?",
        )
    ]


def test_all_faults_of_a_file_are_told_together(a_book: ABook) -> None:
    toml = 'titel = "x"\nyear = "soon"\nlanguage = "!"\n[editions.print]\ntrim = "big"\n'

    _, problems = read(a_book({}, toml=toml))

    assert [p.code for p in problems] == [
        "unknown-setting",
        "bad-setting",
        "bad-setting",
        "bad-setting",
    ]
    assert [p.place.line for p in problems if p.place] == [1, 2, 3, 5]


def test_a_setting_in_a_table_is_found_in_that_table(a_book: ABook) -> None:
    toml = BOOK_TOML + '[editions.epub]\nformat = "epub"\n[editions.print]\nformat = "papyrus"\n'

    _, (problem,) = read(a_book({}, toml=toml))

    assert problem.place
    assert problem.place.line == toml.split("\n").index('format = "papyrus"') + 1


def test_a_file_that_is_no_toml_is_told_with_its_line(a_book: ABook) -> None:
    _, (problem,) = read(a_book({}, toml='title = "x"\nauthors = Ines\n'))

    assert problem.code == "unreadable-settings"
    assert problem.place
    assert problem.place.line == 2


def test_a_book_without_a_title_is_a_fault(a_book: ABook) -> None:
    _, problems = read(a_book({}, toml='language = "en"\n'))

    assert [p.code for p in problems] == ["missing-setting"]


@pytest.mark.parametrize(
    ("wanted", "trim"),
    [
        ("5.5x8.5in", Trim(139.7, 215.9)),
        ("6 × 9 in", Trim(152.4, 228.6)),
        ("140x216mm", Trim(140, 216)),
        ("14x21.6cm", Trim(140, 216)),
        ("A5", Trim(148, 210)),
    ],
)
def test_a_trim_is_a_name_or_two_sizes(a_book: ABook, wanted: str, trim: Trim) -> None:
    settings, problems = read(
        a_book({}, toml=f'title = "x"\nauthors = ["I"]\n[editions.print]\ntrim = "{wanted}"\n')
    )

    assert problems == []
    assert settings.editions == (PrintEdition("print", trim),)


@pytest.mark.parametrize("wanted", ["1x1in", "900x900mm", "..x..in", "A99"])
def test_a_trim_nobody_prints_is_a_fault(a_book: ABook, wanted: str) -> None:
    _, problems = read(
        a_book({}, toml=f'title = "x"\nauthors = ["I"]\n[editions.print]\ntrim = "{wanted}"\n')
    )

    assert [p.code for p in problems] == ["bad-setting"]


def test_an_isbn_keeps_its_digits_and_a_wrong_one_is_a_fault(a_book: ABook) -> None:
    good, none = read(
        a_book({}, toml='title="x"\nauthors=["I"]\n[editions.epub]\nisbn = "978-0-306-40615-7"\n')
    )
    _, wrong = read(
        a_book({}, toml='title="x"\nauthors=["I"]\n[editions.epub]\nisbn = "978-0-306-40615-8"\n')
    )

    assert good.editions == (EpubEdition("epub", "9780306406157"),)
    assert none == []
    assert [p.code for p in wrong] == ["bad-setting"]


def test_a_book_that_names_no_edition_gets_an_epub_and_a_print_edition(a_book: ABook) -> None:
    settings, _ = read(a_book({}))

    assert [type(edition) for edition in settings.editions] == [EpubEdition, PrintEdition]


def test_quotes_are_kept_as_typed_unless_the_book_asks(a_book: ABook) -> None:
    kept, _ = read(a_book({}))
    curled, _ = read(a_book({}, toml=BOOK_TOML + '[typography]\nstraight_quotes = "curl"\n'))

    assert kept.straight_quotes is StraightQuotes.KEEP
    assert curled.straight_quotes is StraightQuotes.CURL


def test_a_book_without_an_author_is_warned_of(a_book: ABook) -> None:
    _, (problem,) = read(a_book({}, toml='title = "x"\n'))

    assert problem.code == "no-author"
    assert problem.severity is Severity.WARNING


def test_the_book_is_found_from_a_folder_inside_it(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": "x"})

    assert project.find(root / "manuscript" / "essays") == root


def test_no_book_here_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        project.find(tmp_path)

    assert "anthology new" in caught.value.hint


@pytest.mark.parametrize(
    ("title", "name"),
    [("When the Tide Is Out", "when-the-tide-is-out"), ("Être là", "etre-la"), ("…", "book")],
)
def test_a_title_becomes_a_plain_file_name(title: str, name: str) -> None:
    assert project.slug(title) == name
