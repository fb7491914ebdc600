"""What is too broad or too long for its place: words that have no row, titles that have no page."""

from __future__ import annotations

import pytest
from conftest import BOOK_TOML, ABook, essay
from printing import printed, rows, words

from anthology.print.geometry import type_page
from anthology.project import DEFAULT_TRIM

WIDEST = type_page(DEFAULT_TRIM)
HANDLE = "the_keeper_of_the_last_light_on_the_whole_of_the_western_shore_of_the_island_1971"
GERMAN = BOOK_TOML.replace('"en"', '"de"') + '[editions.print]\nformat = "print"\n'


@pytest.mark.parametrize("place", ["title", "subtitle", "heading", "name"])
def test_a_word_broader_than_the_measure_stays_inside_it(a_book: ABook, place: str) -> None:
    said = {"title": "Ruder", "subtitle": "Ein Brief", "heading": "Zwei", "name": "Jo"}
    said[place] = HANDLE
    head = f"---\nTitle: {said['title']}\nSubtitle: {said['subtitle']}\n---\n\n"
    text = f"{head}## {said['heading']}\n\nEins.\n"
    comment = f"## {said['name']}, 2024-05-03\nId: 1\nConsent: yes 2026-01-02\n\nJa.\n"
    root = a_book({"essays/ruder.md": text, "comments/ruder.md": comment}, GERMAN)

    found = [row for row in rows(printed(root)) if row.page % 2 == 0]

    assert max(row.right for row in found) <= WIDEST.width - WIDEST.outer + 1


def test_a_title_is_divided_where_a_word_of_it_has_no_row(a_book: ABook) -> None:
    long = "Die Verantwortungsbewusstseinsvorstellungskraft"
    root = a_book({"essays/ruder.md": essay("Eins.", long)}, GERMAN)

    title = [row.text for row in rows(printed(root)) if row.size > 20][-2:]

    assert title == ["Verantwortungsbewusstseins", "vorstellungskraft"]


def test_a_title_of_words_that_have_room_is_not_divided(a_book: ABook) -> None:
    root = a_book({"essays/ruder.md": essay("Eins.", "Gedanken über Hafenbeleuchtung")}, GERMAN)

    title = [row.text for row in rows(printed(root)) if row.size > 20][-2:]

    assert title == ["Gedankenüber", "Hafenbeleuchtung"]


LONG = "On the very long patience it takes to sit beside another through a whole winter " * 2
CROWDED = f"""\
title = "{LONG.strip()}"
subtitle = "An account of {LONG.strip()}"
authors = ["Maximiliana Featherstone", "Bartholomew Cholmondeley", "Ines Holm"]
publisher = "Slip and Cradle"
[editions.print]
format = "print"
"""


@pytest.mark.parametrize(("kind", "trim"), [("ordinary", "5x8"), ("large", "6x9")])
def test_a_title_page_is_one_page_however_much_stands_on_it(
    a_book: ABook, kind: str, trim: str
) -> None:
    toml = f'{CROWDED}type = "{kind}"\ntrim = "{trim}"\n'
    root = a_book({"essays/oars.md": essay("x")}, toml)

    pages = [" ".join(page.split()) for page in words(printed(root))]

    assert LONG.strip() in pages[0]
    assert pages[1] == ""
    assert pages[2].startswith("Maximiliana Featherstone, ")
    assert pages[2].count(LONG.strip()) == 2
    assert pages[2].endswith("Slip and Cradle")
    assert "©" in pages[3]


def test_a_title_page_with_room_for_all_is_as_large_as_ever(a_book: ABook) -> None:
    title = [
        row.size for row in rows(printed(a_book({"essays/a.md": essay("x")}))) if row.page == 2
    ]

    assert max(title) == pytest.approx(32, abs=0.1)
