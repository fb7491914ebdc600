"""What the package says a book is, to shops, libraries and reading systems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import boathouse
import pytest

from anthology.check import epubcheck, package
from anthology.check.epub_file import EpubFile, opened
from anthology.epub.turns import PageSource
from anthology.pages import PageStart
from anthology.project import Contributor, Evaluation, PrintEdition, Series, Settings, Trim

AA = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
EVALUATION = Evaluation("Dr. Ruth Sand", AA, date(2026, 9, 20), "https://example.org/report")
PRINT = PrintEdition("print", Trim(140, 216), isbn="9780306406157")
SETTINGS: Settings = replace(
    boathouse.SETTINGS,
    editions=(boathouse.EDITION, PRINT),
    contributors=(Contributor("Liv Aune", "trl"), Contributor("Per Dahl", "cov")),
    sort_as={"Ilse Marten": "Marten, Ilse", "Liv Aune": "Aune, Liv"},
    series=Series("Small Harbours", "2"),
    day=date(2025, 10, 1),
    bisac=("LCO010000",),
    thema=("DNL", "1DDU-GB-ES"),
    evaluation=EVALUATION,
)
PRINTED = PageSource(
    PRINT,
    (
        PageStart("iii", "title", "", 0),
        PageStart("1", "shore", "title", 0),
        PageStart("3", "lamp", "title", 0),
        PageStart("4", "lamp", "b2-1-2", 0),
        PageStart("5", "tide", "b1-1-1", 3),
    ),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("book") / "book.epub"
    return boathouse.write(target, settings=SETTINGS, printed=PRINTED)


@pytest.fixture(scope="module")
def book(path: Path) -> EpubFile:
    return opened(path)


def refinements(book: EpubFile, name: str) -> dict[str, str | None]:
    metas = book.of_package("meta")
    return {meta.get("property"): meta.text for meta in metas if meta.get("refines") == f"#{name}"}


def test_epubcheck_has_nothing_to_say_of_all_there_is_to_set(path: Path) -> None:
    if not epubcheck.is_installed():
        pytest.skip(f"NOT CHECKED: EPUBCheck is not installed ({epubcheck.INSTALL})")

    assert epubcheck.check(path) == ()
    assert package.look_over(path) == ()


def test_people_come_with_their_roles_and_their_filing(book: EpubFile) -> None:
    creators = [(each.get("id"), each.text) for each in book.of_package("creator")]
    others = [(each.get("id"), each.text) for each in book.of_package("contributor")]

    assert creators == [("author-1", "Ilse Marten"), ("author-2", "Jonas Weir")]
    assert others == [("contributor-1", "Liv Aune"), ("contributor-2", "Per Dahl")]
    assert refinements(book, "author-1") == {"role": "aut", "file-as": "Marten, Ilse"}
    assert refinements(book, "author-2") == {"role": "aut"}
    assert refinements(book, "contributor-1") == {"role": "trl", "file-as": "Aune, Liv"}


def test_a_series_has_its_name_and_the_books_place_in_it(book: EpubFile) -> None:
    (series,) = (meta.text for meta in book.of_package("meta") if meta.get("id") == "series")

    assert series == "Small Harbours"
    assert refinements(book, "series") == {"collection-type": "series", "group-position": "2"}


def test_a_subject_code_comes_with_its_scheme(book: EpubFile) -> None:
    subjects = [each.text for each in book.of_package("subject")]

    assert subjects == ["Essays", "Letters", "LCO010000", "DNL", "1DDU-GB-ES"]
    assert refinements(book, "bisac-1") == {"authority": "BISAC", "term": "LCO010000"}
    assert refinements(book, "thema-2") == {"authority": "Thema", "term": "1DDU-GB-ES"}


def test_the_day_of_publication_is_told_where_it_is_known(book: EpubFile) -> None:
    assert [each.text for each in book.of_package("date")] == ["2025-10-01"]


def test_conformance_is_claimed_in_the_name_of_who_evaluated_it(book: EpubFile) -> None:
    claims = [meta for meta in book.of_package("meta") if meta.get("id") == "conformance"]
    (report,) = book.of_package("link")
    summaries = [
        meta.text
        for meta in book.of_package("meta")
        if meta.get("property") == "schema:accessibilitySummary"
    ]

    assert [(claim.get("property"), claim.text) for claim in claims] == [("dcterms:conformsTo", AA)]
    assert refinements(book, "conformance") == {
        "a11y:certifiedBy": "Dr. Ruth Sand",
        "dcterms:date": "2026-09-20",
    }
    assert (report.get("rel"), report.get("href")) == (
        "a11y:certifierReport",
        "https://example.org/report",
    )
    assert str(summaries[0]).endswith("It was evaluated by Dr. Ruth Sand, 2026-09-20.")


def test_the_print_edition_is_the_source_of_the_page_numbers(book: EpubFile) -> None:
    assert [each.text for each in book.of_package("source")] == ["urn:isbn:9780306406157"]
    assert refinements(book, "pages") == {"source-of": "pagination"}


def test_a_stylesheet_that_colours_words_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "epub.css").write_text("h1 { color: #224; } a { color: inherit; }")

    path = boathouse.write(tmp_path / "book.epub", styles=tmp_path)

    assert [problem.code for problem in package.look_over(path)] == ["epub-colour"]


PAGE_FAULTS = (
    ("EPUB/nav.xhtml", '#page-4">4<', '#page-4">5<', "epub-page-list"),
    ("EPUB/nav.xhtml", 'text/lamp.xhtml#page-4"', 'text/lamp.xhtml#b2"', "epub-page-list"),
    ("EPUB/text/lamp.xhtml", ' aria-label="4"', "", "epub-page-list"),
    ("EPUB/text/lamp.xhtml", ' id="page-4"', "", "epub-page-list"),
    ("EPUB/text/lamp.xhtml", 'role="doc-pagebreak" epub:type', "epub:type", "epub-role"),
    ("EPUB/content.opf", '"source-of"', '"source-off"', "epub-page-source"),
    ("EPUB/content.opf", ">pageNavigation<", ">index<", "epub-page-source"),
)


@pytest.mark.parametrize(("file", "before", "after", "code"), PAGE_FAULTS)
def test_page_numbers_that_do_not_go_together_are_told(
    path: Path, tmp_path: Path, file: str, before: str, after: str, code: str
) -> None:
    from test_check_package import copied

    spoiled = copied(path, tmp_path / "book.epub", {file: (before, after)})

    assert code in {problem.code for problem in package.look_over(spoiled)}
