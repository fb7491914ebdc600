"""A word broader than its column stays inside it, and of a title only such a word is divided."""

from __future__ import annotations

import pytest
from conftest import BOOK_TOML, ABook, essay
from printing import printed, rows

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
