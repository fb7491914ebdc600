"""The law on comments: chosen and consented to, or not printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from anthology import consent, markup
from anthology.consent import Gated
from anthology.model import Book, Comment, Consent, ConsentState, Essay, Part
from anthology.project import Settings

SETTINGS = Settings("The Boathouse", "en", (), authors=("Ines Holm",))


def comment(id_: str = "c1", state: ConsentState = ConsentState.YES, **more: object) -> Comment:
    values = {
        "name": "Megan Orrick",
        "day": date(2024, 5, 3),
        "blocks": markup.parse("Hello."),
        "consent": Consent(state),
        **more,
    }
    return Comment(id_, **values)  # type: ignore[arg-type]


def gate(*comments: Comment, settings: Settings = SETTINGS) -> Gated:
    return consent.gate(book(*comments), settings)


def book(*comments: Comment) -> Book:
    return Book(parts=(Part("", (Essay("oars", "Oars", (), comments=comments),)),))


@pytest.mark.parametrize(
    ("state", "signature"),
    [
        (ConsentState.YES, "Megan Orrick"),
        (ConsentState.FIRST_NAME, "Megan"),
        (ConsentState.INITIALS, "M. O."),
        (ConsentState.NO_NAME, "A reader"),
        (ConsentState.OWN, "Megan Orrick"),
        (ConsentState.NOT_NEEDED, "Megan Orrick"),
    ],
)
def test_a_consented_comment_is_signed_as_granted(state: ConsentState, signature: str) -> None:
    (printed,) = gate(comment(state=state)).threads["oars"]

    assert printed.signature == signature


@pytest.mark.parametrize(
    "state",
    [ConsentState.NOT_ASKED, ConsentState.ASKED, ConsentState.NO, ConsentState.WITHDRAWN],
)
def test_without_consent_nothing_is_printed_and_the_ledger_says_why(state: ConsentState) -> None:
    gated = gate(comment(state=state))

    assert gated.threads["oars"] == ()
    assert [(entry.is_printed, bool(entry.reason)) for entry in gated.held] == [(False, True)]


@pytest.mark.parametrize("own", ["Ines Holm", "ines holm", "Tidekeeper"])
def test_a_comment_signed_with_a_name_of_the_authors_asks_whether_it_is_hers(own: str) -> None:
    known = replace(SETTINGS, comments_own=("Tidekeeper",))

    (entry,) = gate(comment(state=ConsentState.NOT_ASKED, name=own), settings=known).held

    assert entry.next_step == "if you wrote it, write `Consent: own`"


def test_every_state_is_either_printed_or_held() -> None:
    gated = gate(*(comment(f"c{n}", state) for n, state in enumerate(ConsentState)))

    assert len(gated.ledger) == len(ConsentState)
    assert len(gated.threads["oars"]) + len(gated.held) == len(ConsentState)


def test_a_comment_that_is_not_chosen_is_held_whatever_its_writer_said() -> None:
    assert gate(comment(use=False)).threads["oars"] == ()


def test_the_blogs_terms_stand_for_those_not_asked_and_for_nobody_who_refused() -> None:
    granted = Settings("x", "en", (), consent_not_needed="the terms of the blog grant it")

    gated = gate(
        comment("c1", ConsentState.NOT_ASKED),
        comment("c2", ConsentState.NO),
        comment("c3", ConsentState.WITHDRAWN),
        comment("c4", ConsentState.ASKED),
        settings=granted,
    )

    assert [printed.id for printed in gated.threads["oars"]] == ["c1"]
    assert gated.ledger[0].reason == "the terms of the blog grant it"


def test_replies_stand_under_what_they_answer() -> None:
    gated = gate(
        comment("c1"),
        comment("c2", ConsentState.OWN, name="Ines Holm", reply_to="c1"),
        comment("c3", reply_to="c2"),
    )

    (first,) = gated.threads["oars"]
    (second,) = first.replies
    (third,) = second.replies
    assert (first.id, second.id, third.id) == ("c1", "c2", "c3")
    assert third.answers == ("c2", "Ines Holm")
    assert first.count == 3


def test_a_thread_without_end_is_printed_whole() -> None:
    many = [comment("c0")] + [comment(f"c{n}", reply_to=f"c{n - 1}") for n in range(1, 3000)]

    (first,) = gate(*many).threads["oars"]

    assert first.count == 3000


def test_the_authors_reply_to_a_held_comment_is_held_too() -> None:
    gated = gate(
        comment("c1", ConsentState.NO),
        comment("c2", ConsentState.OWN, reply_to="c1"),
        comment("c3", ConsentState.OWN, reply_to="c2"),
    )

    assert gated.threads["oars"] == ()
    assert [entry.comment.id for entry in gated.held] == ["c1", "c2", "c3"]


def test_a_readers_reply_to_a_held_comment_stands_alone_and_does_not_name_it() -> None:
    gated = gate(comment("c1", ConsentState.NO), comment("c2", reply_to="c1"))

    (printed,) = gated.threads["oars"]
    assert printed.id == "c2"
    assert printed.answers is None


def test_print_as_is_what_is_typeset() -> None:
    (printed,) = gate(comment(print_as="A nurse in Leith")).threads["oars"]

    assert printed.signature == "A nurse in Leith"


@pytest.mark.parametrize(
    ("state", "wanted", "signature"),
    [
        (ConsentState.NO_NAME, "Megan", "A reader"),
        (ConsentState.INITIALS, "Megan O.", "M. O."),
        (ConsentState.FIRST_NAME, "Megan Orrick", "Megan"),
        (ConsentState.FIRST_NAME, "Megan, a nurse", "Megan, a nurse"),
        (ConsentState.NO_NAME, "A nurse", "A nurse"),
    ],
)
def test_print_as_never_shows_more_of_a_name_than_was_granted(
    state: ConsentState, wanted: str, signature: str
) -> None:
    (printed,) = gate(comment(state=state, print_as=wanted)).threads["oars"]

    assert printed.signature == signature


@pytest.mark.parametrize(
    ("name", "first", "initials"),
    [
        ("Megan Orrick", "Megan", "M. O."),
        ("Dr. Alan Whitford, PsyD", "Alan", "A. W."),
        ("jo", "jo", "J."),
        ("", "", ""),
        ("Dr.", "Dr.", "D."),
        ("Anne-Marie d’Arcy", "Anne-Marie", "A. D."),
    ],
)
def test_titles_and_degrees_are_no_names(name: str, first: str, initials: str) -> None:
    assert consent.first_name(name) == first
    assert consent.initials(name) == initials


def test_a_proof_sets_every_comment_and_marks_those_an_edition_would_hold() -> None:
    held = comment("c1", ConsentState.NO)

    shown = consent.proof(book(held, comment("c2")), SETTINGS)

    assert [(p.id, bool(p.held)) for p in shown.threads["oars"]] == [("c1", True), ("c2", False)]


def test_a_printed_comment_that_names_a_held_reader_is_told() -> None:
    gated = gate(
        comment("c1", ConsentState.NO, name="Bryony Sale"),
        comment("c2", blocks=markup.parse("As Bryony says.")),
    )

    (problem,) = consent.names_that_slip_through(gated)

    assert "Bryony" in problem.message


def test_a_name_that_was_granted_may_be_named() -> None:
    gated = gate(
        comment("c1", ConsentState.FIRST_NAME, name="Bryony Sale"),
        comment("c2", name="Jo Ames", blocks=markup.parse("As Bryony says.")),
    )

    assert consent.names_that_slip_through(gated) == []
