"""Who is listed as a reader, in which order, and when nobody is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anthology import consent, pages
from anthology.contributors import Contributor, filed, named
from anthology.model import Book, Comment, Consent, ConsentState, Essay, Paragraph, Part, Text
from anthology.project import Settings

SETTINGS = Settings("Oars", "en", (), authors=("Ines Holm",))
YES, OWN = Consent(ConsentState.YES), Consent(ConsentState.OWN)
SAID = (Paragraph((Text("Indeed."),)),)


def comment(number: int, name: str, given: Consent = YES, reply_to: str = "") -> Comment:
    return Comment(f"c{number}", name, None, SAID, given, reply_to=reply_to)


def book(*comments: Comment) -> Book:
    essays = (
        Essay("oars", "Oars", SAID, comments=comments),
        Essay("nets", "Nets", SAID, comments=(comment(1, "Åse Berg"),)),
    )
    return Book(parts=(Part("", essays),))


def listed(of: Book) -> tuple[Contributor, ...]:
    return named(consent.gate(of, SETTINGS), of.essays, "A reader")


def page_names(of: Book, settings: Settings = SETTINGS) -> list[str]:
    made = pages.make(of, consent.gate(of, settings), settings)
    return [page.name for page in made if page.kind == "contributors"]


def test_readers_stand_in_the_order_of_the_alphabet_whatever_their_accents() -> None:
    found = listed(
        book(comment(1, "zoë"), comment(2, "Émile"), comment(3, "Dan"), comment(4, "Eva"))
    )

    assert [reader.name for reader in found] == ["Åse Berg", "Dan", "Émile", "Eva", "zoë"]


def test_a_reader_stands_once_with_all_her_comments() -> None:
    found = listed(book(comment(1, "Åse Berg"), comment(2, "Dan"), comment(3, "Åse Berg")))

    (reader, _) = found
    assert [(place.page, place.anchor, place.label) for place in reader.places] == [
        ("oars-comments", "c-c1-by", "Oars 1"),
        ("oars-comments", "c-c3-by", "Oars 2"),
        ("nets-comments", "c-c1-by", "Nets"),
    ]
    assert [place.words for place in reader.places] == ["Oars 1", "2", "Nets"]


def test_replies_are_found_where_they_stand() -> None:
    found = listed(
        book(comment(1, "Dan"), comment(2, "Dan"), comment(3, "Åse Berg", reply_to="c1"))
    )

    assert [place.anchor for place in found[0].places] == ["c-c3-by", "c-c1-by"]


def test_the_author_and_the_nameless_are_no_readers_by_name() -> None:
    nameless = Consent(ConsentState.NO_NAME)
    found = listed(book(comment(1, "Ines Holm", OWN), comment(2, "Dan", nameless), comment(3, "")))

    assert [reader.name for reader in found] == ["Åse Berg"]


def test_a_reader_is_named_as_she_is_printed() -> None:
    first, initials = Consent(ConsentState.FIRST_NAME), Consent(ConsentState.INITIALS)
    found = listed(book(comment(1, "Dan Roe", first), comment(2, "Una Vik", initials)))

    assert [reader.name for reader in found] == ["Åse Berg", "Dan", "U. V."]


def test_whoever_is_held_back_is_not_listed_even_in_a_proof() -> None:
    of = book(comment(1, "Dan", Consent(ConsentState.NOT_ASKED)))

    assert [reader.name for reader in listed(of)] == ["Åse Berg"]
    assert len(named(consent.proof(of, SETTINGS), of.essays, "A reader")) == 1


@pytest.mark.parametrize(
    ("count", "wanted", "is_there"),
    [(2, None, False), (3, None, True), (2, True, True), (3, False, False)],
)
def test_there_is_a_list_where_there_are_three_or_book_toml_says_so(
    count: int, wanted: bool | None, is_there: bool
) -> None:
    of = book(*(comment(at, f"Reader {at}") for at in range(1, count)))

    assert bool(page_names(of, replace(SETTINGS, contributors_page=wanted))) is is_there


def test_an_empty_list_is_never_made() -> None:
    of = Book(parts=(Part("", (Essay("oars", "Oars", SAID),)),))

    assert page_names(of, replace(SETTINGS, contributors_page=True)) == []


def test_signs_and_accents_do_not_count_in_the_alphabet() -> None:
    assert filed("  Dr. Ælfric  O’Brien-É. ") == "dr ælfric obriene"
