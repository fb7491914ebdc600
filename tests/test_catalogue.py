"""What book.toml says for shops, libraries and reading systems."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import BOOK_TOML, ABook

from anthology import project
from anthology.errors import Problem
from anthology.project import (
    CommentsPlace,
    Contributor,
    EpubEdition,
    Evaluation,
    PrintEdition,
    Series,
    Settings,
)

BARE = 'title = "The Boathouse"\n'
AA = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def read(a_book: ABook, toml: str) -> tuple[Settings, list[Problem]]:
    found, problems = project.read(a_book({}, toml=toml))
    return found.settings, problems


def test_an_author_is_a_name_or_a_table_with_its_filing(a_book: ABook) -> None:
    toml = BARE + 'authors = ["Ines Holm", { name = "Jonas Weir", sort_as = "Weir, Jonas" }]\n'

    settings, problems = read(a_book, toml)

    assert problems == []
    assert settings.authors == ("Ines Holm", "Jonas Weir")
    assert settings.sort_as == {"Jonas Weir": "Weir, Jonas"}


def test_a_contributor_has_a_role_in_words_or_as_a_code(a_book: ABook) -> None:
    toml = BOOK_TOML + (
        '[[contributors]]\nname = "Liv Aune"\nrole = "Translator"\nsort_as = "Aune, Liv"\n'
        '[[contributors]]\nname = "Per Dahl"\nrole = "cov"\n'
        '[[contributors]]\nname = "Siv Dahl"\n'
    )

    settings, problems = read(a_book, toml)

    assert problems == []
    assert settings.contributors == (
        Contributor("Liv Aune", "trl"),
        Contributor("Per Dahl", "cov"),
        Contributor("Siv Dahl", "ctb"),
    )
    assert settings.sort_as == {"Liv Aune": "Aune, Liv"}


def test_the_rest_of_the_catalogue_is_read_as_it_stands(a_book: ABook) -> None:
    toml = BARE + (
        'authors = ["Ines Holm"]\ndate = 2026-10-01\nsubjects = ["Boats"]\n'
        'bisac = ["LCO010000"]\nthema = ["DNL", "1DDU-GB-ES"]\n'
        '[series]\nname = "Small Harbours"\nnumber = 2\n'
    )

    settings, problems = read(a_book, toml)

    assert problems == []
    assert (settings.day, settings.year) == (date(2026, 10, 1), 2026)
    assert (settings.bisac, settings.thema) == (("LCO010000",), ("DNL", "1DDU-GB-ES"))
    assert settings.series == Series("Small Harbours", "2")


def test_an_epub_takes_its_page_numbers_from_the_first_print_edition_or_the_one_named(
    a_book: ABook,
) -> None:
    prints = '[editions.small]\nformat = "print"\n[editions.large]\nformat = "print"\n'
    first, _ = read(a_book, BOOK_TOML + prints + '[editions.epub]\nformat = "epub"\n')
    named, _ = read(a_book, BOOK_TOML + prints + '[editions.epub]\npages_from = "large"\n')
    alone, _ = read(a_book, BOOK_TOML + '[editions.epub]\nformat = "epub"\n')

    def source(settings: Settings) -> PrintEdition | None:
        (epub,) = (each for each in settings.editions if isinstance(each, EpubEdition))
        return settings.source_of_pages(epub)

    assert [getattr(source(each), "name", None) for each in (first, named, alone)] == [
        "small",
        "large",
        None,
    ]


def test_comments_can_stand_at_the_end(a_book: ABook) -> None:
    usual, _ = read(a_book, BOOK_TOML)
    asked, _ = read(a_book, BOOK_TOML + '[comments]\nplace = "at the end"\n')

    assert usual.comments_place is CommentsPlace.AFTER_EACH_ESSAY
    assert asked.comments_place is CommentsPlace.AT_THE_END


def test_an_evaluation_names_the_person_and_the_standard(a_book: ABook) -> None:
    toml = BOOK_TOML + (
        f'[accessibility]\nevaluated_by = "Dr. Ruth Sand"\nconforms_to = "{AA}"\n'
        'date = 2026-09-20\nreport = "https://example.org/report"\n'
    )

    settings, problems = read(a_book, toml)

    assert problems == []
    assert settings.evaluation == Evaluation(
        "Dr. Ruth Sand", AA, date(2026, 9, 20), "https://example.org/report"
    )


WRONG = (
    ('[[contributors]]\nname = "Liv"\nrole = "translater"', 3, "did you mean `translator`?"),
    ('[[contributors]]\nnam = "Liv"', 2, "did you mean `name`?"),
    ('authors = [""]', 1, "write a name in quotes"),
    ('bisac = ["LCO10"]', 1, "three letters and six digits"),
    ('thema = ["dnl"]', 1, "letters and figures"),
    ('date = "next year"', 1, ""),
    ("date = 2026-10-01\nyear = 2025", 1, "change one of them"),
    ("cover_has_words = 1", 1, ""),
    ("cover_has_words = true", 1, "name the picture"),
    ("year = true", 1, ""),
    ("[series]\nnumber = 2", 1, "write a line `name"),
    ('[comments]\nplace = "at end"', 2, "did you mean `at the end`?"),
    ('[editions.epub]\npages_from = "prnt"\n[editions.print]', 2, "did you mean `print`?"),
    ('[editions.epub]\ntrim = "A5"', 2, "it can be"),
    (f'[accessibility]\nconforms_to = "{AA}"', 2, "name the person"),
    ('[accessibility]\nevaluated_by = "Ruth"', 1, "write what was found"),
    (
        '[accessibility]\nevaluated_by = "Ruth"\nconforms_to = "WCAG 2.2 AA"',
        3,
        "it can be `EPUB Accessibility 1.1 - WCAG 2.0 Level A`",
    ),
    (
        f'[accessibility]\nevaluated_by = "R"\nconforms_to = "{AA}"\nreport = "my desk"',
        4,
        "write it in full",
    ),
)


@pytest.mark.parametrize(("toml", "line", "hint"), WRONG)
def test_what_cannot_be_is_told_at_its_line_with_what_to_do(
    a_book: ABook, toml: str, line: int, hint: str
) -> None:
    before = "" if toml.startswith("authors") else 'authors = ["Ines Holm"]\n'

    _, problems = read(a_book, BARE + before + toml + "\n")

    at = line + (BARE + before).count("\n")
    assert [(p.place.line if p.place else None) for p in problems] == [at]
    assert hint in problems[0].hint
