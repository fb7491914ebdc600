"""Names before and after a reader's words, and where comments end."""

from __future__ import annotations

import pytest

from anthology.gather.typed.comments import Said, split
from anthology.gather.typed.lines import typed
from anthology.gather.typed.signatures import signature, speaker


@pytest.mark.parametrize(
    ("line", "text", "name"),
    [
        ("Lovely, Ann! -Mara Samson", "Lovely, Ann!", "Mara Samson"),
        ("– Jo", "", "Jo"),
        ("Yes. ~ Denise R.", "Yes.", "Denise R."),
        ("—Dr. Alan Whit, PsyD", "", "Dr. Alan Whit, PsyD"),
        ("Merci. — Élodie de la Tour", "Merci.", "Élodie de la Tour"),
    ],
)
def test_a_signature_gives_the_name_and_leaves_the_words(line: str, text: str, name: str) -> None:
    signed = signature(line)

    assert signed
    assert (signed.text, signed.name) == (text, name)


@pytest.mark.parametrize(
    "line",
    ["So moved - Thank You", "well-Known", "I wait - and wait", "Yes - Always", "1990-Today"],
)
def test_what_may_be_no_name_is_not_taken_for_one(line: str) -> None:
    assert signature(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Linda K. says:", "Linda K."),
        ("Tom said on May 3, 2024:", "Tom"),
        ("My mother says:", ""),
        ("As Brené Marsh says:", ""),
        ("Linda says no.", ""),
    ],
)
def test_a_speaker_stands_above_what_is_said(line: str, name: str) -> None:
    assert speaker(line) == name


def comments(text: str) -> list[tuple[str, list[str], str]]:
    return [_told(said) for said in split(typed(text))]


def _told(said: Said) -> tuple[str, list[str], str]:
    return said.name, [line.text for line in said.lines], said.doubt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So true!\nYes. -Jo", [("", ["So true!"], "Jo"), ("Jo", ["Yes."], "")]),
        (
            "I read it twice, and\nthen again. -Jo",
            [("Jo", ["I read it twice, and", "then again."], "")],
        ),
        ("It stayed.\nIt stays.\n- Jo", [("Jo", ["It stayed.", "It stays."], "")]),
        ("So true!\n\nYes. -Jo", [("", ["So true!"], ""), ("Jo", ["Yes."], "")]),
        ("So true!\n\n-Jo", [("Jo", ["So true!"], "")]),
        (
            "Jo says:\nOne.\n\nTwo.\nKim says:\nNo.",
            [("Jo", ["One.", "Two."], ""), ("Kim", ["No."], "")],
        ),
        (
            "So true!\nThank you for this.",
            [("", ["So true!"], ""), ("", ["Thank you for this."], "")],
        ),
    ],
)
def test_each_comment_ends_where_its_writer_does(
    text: str, expected: list[tuple[str, list[str], str]]
) -> None:
    assert comments(text) == expected
