"""book.toml → settings, with all faults told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BOOK_TOML, ABook

from anthology import project
from anthology.errors import Place, Problem, ProjectError, Severity
from anthology.model import Poems
from anthology.project import (
    EpubEdition,
    Opening,
    PrintEdition,
    Settings,
    StraightQuotes,
    Trim,
    TypeSize,
)


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


@pytest.mark.parametrize(
    ("toml", "line", "says", "hint"),
    [
        ("title = “Oars”", 1, "the quotes are curly: `title = “Oars”`", "straight"),
        ('authors = ["Ines", “Jo”]', 1, "the quotes are curly", "straight"),
        ("title = Oars", 1, "this line cannot be read: `title = Oars`", "each setting"),
        ('title = "Oars', 1, 'this line cannot be read: `title = "Oars`', "each setting"),
        ('title: "Oars"', 1, "this line cannot be read", "each setting"),
        ('title = "The "Other" Oar"', 1, "this line cannot be read", "“Other”"),
        ('title = "Oars"\ntitle = "Oar"', 2, 'a second time: `title = "Oar"`', "keep one"),
        ("[comments]\n[comments]", 2, "a second time: `[comments]`", "keep one"),
        ('authors = ["Ines"\nyear = 2026', 2, "a list is not closed before here", "`]`"),
    ],
)
def test_what_is_no_toml_is_told_in_plain_words(
    a_book: ABook, toml: str, line: int, says: str, hint: str
) -> None:
    _, (problem,) = read(a_book({}, toml=toml))

    assert problem.place
    assert problem.place.line == line
    assert says in problem.message
    assert hint in problem.hint


def test_a_book_without_a_title_is_a_fault(a_book: ABook) -> None:
    _, problems = read(a_book({}, toml='language = "en"\n'))

    assert [p.code for p in problems] == ["missing-setting"]


@pytest.mark.parametrize(
    ("wanted", "trim"),
    [
        ("5x8", Trim(127, 203.2)),
        ("5.25x8", Trim(133.35, 203.2)),
        ("5.5x8.5", Trim(139.7, 215.9)),
        ("5.5x8.5in", Trim(139.7, 215.9)),
        ("6x9", Trim(152.4, 228.6)),
        ("6 × 9 in", Trim(152.4, 228.6)),
        ("140x216mm", Trim(140, 216)),
        ("14x21.6cm", Trim(140, 216)),
        ("A5", Trim(148, 210)),
        ("a5", Trim(148, 210)),
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


@pytest.mark.parametrize(
    ("printer", "trim", "hint"),
    [
        ("kdp-hardcover", "5x8", "the sizes nearest to it are 5.5x8.5, 6x9, 6.14x9.21"),
        ("lulu", "5.25x8", "the sizes nearest to it are 5x8, 5.5x8.5, 5.83x8.27"),
        ("bn", "A5", "the sizes nearest to it are 5.5x8.5, 6x9, 5x8"),
    ],
)
def test_a_trim_the_printer_does_not_cut_is_warned_of_with_the_nearest(
    a_book: ABook, printer: str, trim: str, hint: str
) -> None:
    toml = f'{BOOK_TOML}[editions.print]\nprinter = "{printer}"\npaper = "white"\ntrim = "{trim}"\n'

    _, (problem,) = read(a_book({}, toml=toml))

    assert (problem.code, problem.severity) == ("trim-not-cut", Severity.WARNING)
    assert problem.hint == hint
    assert problem.place
    assert problem.place.line == toml.split("\n").index(f'trim = "{trim}"') + 1


@pytest.mark.parametrize("printer", ["kdp-paperback", "ingram", "any"])
def test_a_trim_that_is_cut_or_not_surely_known_is_not_warned_of(
    a_book: ABook, printer: str
) -> None:
    toml = f'{BOOK_TOML}[editions.print]\nprinter = "{printer}"\ntrim = "127x190mm"\n'

    assert read(a_book({}, toml=toml))[1] == []


def test_an_edition_in_large_print_has_a_page_that_is_large_enough(a_book: ABook) -> None:
    toml = f'{BOOK_TOML}[editions.large]\nformat = "print"\ntype = "large"\n'

    settings, problems = read(a_book({}, toml=toml))

    assert problems == []
    assert settings.editions == (PrintEdition("large", Trim(152.4, 228.6), type=TypeSize.LARGE),)


@pytest.mark.parametrize("trim", ["5.5x8.5", "A5", "8x8"])
def test_large_print_on_a_small_page_is_warned_of_with_the_reason(a_book: ABook, trim: str) -> None:
    toml = f'{BOOK_TOML}[editions.print]\ntype = "large"\ntrim = "{trim}"\n'

    _, (problem,) = read(a_book({}, toml=toml))

    assert (problem.code, problem.severity) == ("trim-too-small", Severity.WARNING)
    assert "a line holds six words or so" in problem.message
    assert problem.hint == "take 6x9 or more"


def test_a_misspelt_type_is_told_with_the_nearest(a_book: ABook) -> None:
    toml = f'{BOOK_TOML}[editions.print]\ntype = "larg"\n'

    _, (problem,) = read(a_book({}, toml=toml))

    assert (problem.message, problem.hint) == ("type cannot be `larg`", "did you mean `large`?")


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


def test_poems_begin_at_the_side_unless_the_book_asks(a_book: ABook) -> None:
    asked = BOOK_TOML + '[typography]\npoems = "centred"\n'

    assert read(a_book({}))[0].poems is Poems.LEFT
    assert read(a_book({}, toml=asked))[0].poems is Poems.CENTRED


def test_how_a_page_is_set_is_said_of_an_edition(a_book: ABook) -> None:
    asked = BOOK_TOML + '[editions.print]\nopening = "drop cap"\nstanza_marks = false\n'

    _, plain = read(a_book({}))[0].editions
    (edition,) = read(a_book({}, toml=asked))[0].editions
    assert isinstance(plain, PrintEdition)
    assert isinstance(edition, PrintEdition)
    assert (plain.opening, plain.stanza_marks) == (Opening.PLAIN, True)
    assert (edition.opening, edition.stanza_marks) == (Opening.DROP_CAP, False)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('[typography]\npoems = "centered"', "did you mean `centred`?"),
        ('[editions.print]\nopening = "dropcap"', "did you mean `drop cap`?"),
        ("[editions.print]\nstanza_mark = false", "did you mean `stanza_marks`?"),
    ],
)
def test_a_misspelt_wish_for_the_page_is_told_with_the_nearest(
    a_book: ABook, line: str, hint: str
) -> None:
    _, (problem,) = read(a_book({}, toml=f"{BOOK_TOML}{line}\n"))

    assert problem.hint == hint


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


def test_the_file_name_of_a_long_title_ends_with_a_word_in_it() -> None:
    assert project.slug("Slack water, and " * 30) == "slack-water-and" + "-slack-water-and" * 4
    assert project.slug("x" * 300) == "x" * 80
