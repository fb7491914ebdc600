"""Plain text in, essays and comments out."""

from __future__ import annotations

from pathlib import Path

import pytest
from gathering import FIXTURES, expected, from_text, gathered, written

from anthology import gather, markup
from anthology.gather.review import Kind
from anthology.gather.typed import asked
from anthology.model import ConsentState, Question, plain
from anthology.model import lines as model_lines

TEXTS = (
    "shore/000_9c1f22ab07d3e6b4",
    "shore/002_41d08e7fa2b95c36",
    "shore/005-on-tar",
    "wrapped",
    "page",
)
DENSE = "On Rope\n" + "\n".join(f"This is line {number} of it." for number in range(8))


@pytest.mark.parametrize("name", TEXTS)
def test_every_line_comes_out_as_what_it_is(name: str) -> None:
    essay = gathered(FIXTURES / f"{name}.txt")

    assert written(essay) == expected(name)


def test_what_is_plain_is_not_asked() -> None:
    essays = [gathered(FIXTURES / f"{name}.txt") for name in TEXTS]

    assert [len(essay.questions) for essay in essays] == [0, 1, 0, 0, 0]


def test_an_unsigned_line_above_a_signed_one_is_asked_about_once() -> None:
    essay = gathered(FIXTURES / "shore/002_41d08e7fa2b95c36.txt")

    assert essay.questions == (Question(asked.WHOSE.format(name="Ruth Ames"), 0),)
    assert isinstance(essay.essay.comments[0].blocks[0], Question)


def test_a_comment_that_is_signed_by_another_than_its_speaker_is_asked_about(
    tmp_path: Path,
) -> None:
    said = "\n\n\nLinda K. says:\nThank you for this.\nI kept ours too. -{}\n"

    own = from_text(tmp_path, DENSE + said.format("Linda"))
    another = from_text(tmp_path, DENSE + said.format("Jo Marsh"))

    assert own.questions == ()
    assert another.questions == (Question(asked.ANOTHER.format(name="Jo Marsh"), 0),)
    assert written(another)[-1] == "comment by Linda K.: I kept ours too. -Jo Marsh"


def test_a_comment_arrives_with_no_consent_and_chosen() -> None:
    essay = gathered(FIXTURES / "shore/002_41d08e7fa2b95c36.txt").essay

    assert {comment.consent.state for comment in essay.comments} == {ConsentState.NOT_ASKED}
    assert all(comment.use for comment in essay.comments)
    assert len({comment.id for comment in essay.comments}) == 2


def test_a_comment_keeps_its_id_when_another_comes_before_it(tmp_path: Path) -> None:
    said = "\n\n\nThank you for this! -Jo\n"
    before = from_text(tmp_path, DENSE + said).essay
    after = from_text(tmp_path, DENSE + "\n\n\nSo true! -Kim\n" + said).essay

    assert before.comments[0].id == after.comments[1].id


def test_numbers_nobody_sent_are_told() -> None:
    found = gather.gather([FIXTURES / "shore"])

    assert [one.essay.source for one in found.essays] == [
        "text 000_9c1f22ab07d3e6b4.txt",
        "text 002_41d08e7fa2b95c36.txt",
        "text 005-on-tar.txt",
    ]
    assert found.missing == ("001", "003", "004")


def test_what_was_decided_is_told_with_its_reason() -> None:
    essay = gathered(FIXTURES / "shore/002_41d08e7fa2b95c36.txt")

    told = {row.kind for row in essay.rows}
    assert told == {Kind.TITLE, Kind.HEADING, Kind.LIST, Kind.COMMENT, Kind.SLIP}
    assert all(row.essay == "when-the-lamp-goes-out" and row.reason for row in essay.rows)


def test_a_probable_slip_is_told_and_not_changed() -> None:
    essay = gathered(FIXTURES / "shore/002_41d08e7fa2b95c36.txt")

    assert [row.text for row in essay.rows if row.kind is Kind.SLIP] == [
        "Some evenings I have to calm enough to light it."
    ]
    assert "line: Some evenings I have to calm enough to light it." in written(essay)


def test_a_short_line_alone_between_paragraphs_is_a_paragraph(tmp_path: Path) -> None:
    long = "A paragraph that is long enough to be nothing but prose, and then " * 3
    essay = from_text(tmp_path, f"Alone\n{long}ends.\nShort.\n{long}ends.\n")

    assert written(essay)[2] == "paragraph: Short."


def test_a_short_line_alone_keeps_the_indent_it_has_among_stanzas(tmp_path: Path) -> None:
    text = "Dusk\n\nThe door opens.\nNobody enters.\n\n        A coat moves.\n\nThat is all.\n"
    essay = from_text(tmp_path, text)

    assert "\n\n|         A coat moves.\n\n" in markup.write(essay.essay.blocks)


def test_the_indent_of_every_paragraph_is_a_typists_habit(tmp_path: Path) -> None:
    long = "    A paragraph that is long enough to be nothing but prose, and then " * 3
    essay = from_text(tmp_path, f"Alone\n\n{long}ends.\n\n    Short.\n\n{long}ends.\n")

    assert written(essay)[2] == "paragraph: Short."


def test_a_star_in_plain_text_stays_a_star(tmp_path: Path) -> None:
    essay = from_text(tmp_path, DENSE + "\nIt was *not* his [rope].\n")

    lines = [plain(line.children) for line, _ in model_lines(essay.essay.blocks)]
    assert lines[-1] == "It was *not* his [rope]."


@pytest.mark.parametrize(
    "tail",
    [
        "\n\nTell me what you are.\n—Ann Oliver\n",
        "\n\n\nThank you for reading.\n-Ines\n",
        "\n\n\nThe rope is long.\n",
    ],
)
def test_a_tail_that_may_be_the_authors_own_stays_and_is_asked_about(
    tmp_path: Path, tail: str
) -> None:
    essay = from_text(tmp_path, DENSE + tail)

    assert not essay.essay.comments
    assert [question.text for question in essay.questions] == [asked.TAIL]
    assert f"\n?? {asked.TAIL}\n{tail.strip()}\n" in markup.write(essay.essay.blocks)


def test_a_stanza_after_one_blank_line_is_neither_comment_nor_question(tmp_path: Path) -> None:
    essay = from_text(tmp_path, DENSE + "\n\nIt holds.\nIt gives.\n")

    assert written(essay)[-3:] == ["gap", "line: It holds.", "line: It gives."]
    assert not essay.questions


def test_an_essays_own_heading_is_not_taken_for_one_over_comments(tmp_path: Path) -> None:
    essay = from_text(tmp_path, DENSE + "\n\nResponses\n\nThere are two. I have tried both.\n")

    assert not essay.essay.comments


def test_a_text_without_title_takes_its_file_name_or_asks(tmp_path: Path) -> None:
    prose = "This text begins at once, with a sentence that is much too long to be a title. " * 2
    named = from_text(tmp_path, prose, "04-the-night-ferry.txt")
    unnamed = from_text(tmp_path, prose, "04_9c1f22ab07d3e6b4.txt")

    assert named.essay.title == "The night ferry"
    assert [question.text for question in unnamed.questions] == [asked.TITLE]


def test_metrical_verse_of_even_length_keeps_its_lines(tmp_path: Path) -> None:
    verse = "\n".join(
        [
            "The boat that left the harbour in the night",
            "Has taken more than lanterns, rope and bread:",
            "It took the sound of somebody in bed",
            "Who listened to the rain and to the bight,",
            "And put a hand out, and put out the light,",
            "And said a thing that nobody had said.",
            "The boat has gone. The water is as red",
            "As water is when morning is in sight.",
        ]
    )
    essay = from_text(tmp_path, f"The Boat\n\n{verse}\n")

    assert written(essay)[1:] == [f"line: {line}" for line in verse.split("\n")]


@pytest.mark.parametrize("codec", ["shift_jis", "koi8-r", "cp1253"])
def test_letters_that_spell_nothing_are_asked_about(tmp_path: Path, codec: str) -> None:
    said = {
        "shift_jis": "夜の窓\n雨が降る\n",
        "koi8-r": "Ночь\nТихая\n",
        "cp1253": "Νύχτα\nΉσυχη\n",
    }
    (tmp_path / "a.txt").write_bytes(said[codec].encode(codec))
    essay = gathered(tmp_path / "a.txt")

    assert [question.text[:31] for question in essay.questions] == [
        "are these the right letters? (t"
    ]


def test_spoiled_letters_are_kept_and_asked_about(tmp_path: Path) -> None:
    essay = from_text(tmp_path, "Spoiled\nItâ€™s here.\nAnd cafÃ© too.\nFuß… is not.\n")

    assert [row.text for row in essay.rows if row.kind is Kind.ENCODING] == ["â€™", "Ã©"]
    assert len(essay.questions) == 1
    assert "line: Itâ€™s here." in written(essay)


def test_what_does_not_show_of_spoiled_letters_is_no_trap_when_they_are_replaced(
    tmp_path: Path,
) -> None:
    essay = from_text(tmp_path, "Spoiled\nYou said â€œenoughâ€\x9d.\nItâ\x80\x99s late.\n")

    assert {row.text for row in essay.rows if row.kind is Kind.ENCODING} == {"â€œ", "â€", "â€™"}
    assert written(essay)[2:] == ["line: You said â€œenoughâ€.", "line: Itâ€™s late."]


def test_a_windows_quotation_mark_under_a_controls_number_is_one(tmp_path: Path) -> None:
    essay = from_text(tmp_path, "Late\nIt\x92s \x93late\x94 \x97 too late.\nGo home now.\n")

    assert "line: It’s “late” — too late." in written(essay)


def test_invisible_letters_are_taken_out_and_counted(tmp_path: Path) -> None:
    essay = from_text(tmp_path, "Quiet\nA\u200b line\u00a0here.\nBe\u00adlow.\n❤️‍🔥 stays.\n")

    assert written(essay)[1:] == ["line: A line here.", "line: Below.", "line: ❤️‍🔥 stays."]
    assert [row.decided for row in essay.rows if row.kind is Kind.CHANGED] == [
        "2 invisible marks taken out",
        "1 no-break space made ordinary",
    ]
