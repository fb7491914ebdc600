"""Blocks → XHTML: the golden cases stand in fixtures/xhtml/blocks.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from anthology import markup, xhtml
from anthology.model import Poems

CASES = re.findall(
    r"^([^\n]+):\n\.\n(.*?)\n\.\n(.*?)\n\.$",
    (Path(__file__).parent / "fixtures/xhtml/blocks.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.mark.parametrize(
    ("typed", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_blocks_become_the_xhtml_of_the_fixture(typed: str, expected: str) -> None:
    assert xhtml.text(markup.parse(typed)) == expected


def test_a_poem_says_that_it_is_centred() -> None:
    written, _ = xhtml.text_and_notes(markup.parse("One gull.\nThen two."), poems=Poems.CENTRED)

    assert written.startswith('<div class="poem centred" id="b1">')


def test_the_fixture_was_read() -> None:
    assert len(CASES) == 12


def test_notes_are_numbered_as_they_are_called_and_lead_back() -> None:
    typed = "First[^b], then[^a].\n\n[^a]: About a.\n\n[^b]: About b."

    written, notes = xhtml.text_and_notes(markup.parse(typed))

    assert 'id="mark-1" href="#note-1"' in written
    assert re.findall(r'href="#(mark-\d)"[^>]*>(\d)</a> ([^<]+)<', notes) == [
        ("mark-1", "1", "About b."),
        ("mark-2", "2", "About a."),
    ]


def test_a_note_called_twice_has_two_marks_and_one_text() -> None:
    written, notes = xhtml.text_and_notes(markup.parse("One[^x] and two[^x].\n\n[^x]: Once."))

    assert re.findall(r'id="(mark-[\d-]+)"', written) == ["mark-1", "mark-1-2"]
    assert notes.count("<aside") == 1


def test_a_proof_shows_the_question_before_the_block_it_is_about() -> None:
    written = xhtml.text(markup.parse("?? a heading?\nThe slip"), is_proof=True)

    assert written.index("?? a heading?") < written.index("The slip")


def test_a_stanza_longer_than_eight_lines_may_break_over_pages() -> None:
    nine = "\n".join(f"line {n}" for n in range(9))

    assert 'class="stanza"' in xhtml.text(markup.parse(nine))


def test_with_styles_off_every_line_of_verse_is_still_a_line() -> None:
    written = xhtml.text(markup.parse("One gull.\nThen two.\nThen none."))
    root = etree.fromstring(f"<div>{written}</div>")

    for broken in root.iter("br"):
        broken.tail = "\n" + (broken.tail or "")
    rows = [row.strip() for row in "".join(root.itertext()).split("\n") if row.strip()]

    assert rows == ["One gull.", "Then two.", "Then none."]


def test_words_never_run_together_where_a_reader_aloud_ignores_breaks() -> None:
    written = xhtml.text(markup.parse("One gull.\nThen two."))

    spoken = "".join(etree.fromstring(f"<div>{written}</div>").itertext())

    assert spoken.split() == ["One", "gull.", "Then", "two."]
