"""Quotes, dashes, ellipses and spaces: tables of cases, and what must hold for any text.

A case is a rule, what was typed and what is set, between lines of one dot; the folder is the
language. `<nbsp>` and `<nnbsp>` stand for the two spaces nobody can see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anthology import markup
from anthology.errors import Place
from anthology.model import (
    Block,
    Emphasis,
    Figure,
    Line,
    Link,
    NoteMark,
    Paragraph,
    Question,
    Stanza,
    Text,
    Verse,
    lines,
    plain,
)
from anthology.typography import ChangeKind, curl, curl_text
from anthology.typography.practice import PRACTICES

TABLES = Path(__file__).parent / "fixtures" / "typography"
CASE = re.compile(r"^(?P<rule>[^\n]+):\n\.\n(?P<typed>.*?)\n\.\n(?P<set>.*?)\n\.$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Case:
    """What an author typed and how it is set, both as manuscript text."""

    rule: str
    language: str
    typed: str
    set: str


def cases() -> list[Case]:
    return [
        Case(f"{table.stem}: {found['rule']}", table.parent.name, found["typed"], found["set"])
        for table in sorted(TABLES.glob("*/*.txt"))
        for found in CASE.finditer(visible(table.read_text(encoding="utf-8")))
    ]


def rule(case: Case) -> str:
    return f"{case.language}/{case.rule}"


def visible(text: str) -> str:
    return text.replace("<nbsp>", "\u00a0").replace("<nnbsp>", "\u202f")


def test_every_language_has_its_cases() -> None:
    folders = {folder.name.casefold() for folder in TABLES.iterdir()}

    assert folders == set(PRACTICES)


@pytest.mark.parametrize("table", sorted(TABLES.glob("*/*.txt")), ids=lambda table: table.stem)
def test_every_table_is_read_to_its_end(table: Path) -> None:
    unread = CASE.sub("", table.read_text(encoding="utf-8"))

    assert unread.strip() == ""


@pytest.mark.parametrize("case", cases(), ids=rule)
def test_text_is_set_as_its_language_does(case: Case) -> None:
    curled, _ = curl(markup.parse(case.typed), case.language)

    assert markup.write(curled) == markup.write(markup.parse(case.set))


@pytest.mark.parametrize("case", cases(), ids=rule)
def test_what_is_set_is_not_set_again(case: Case) -> None:
    blocks = markup.parse(case.set)

    assert curl(blocks, case.language) == (blocks, ())


def test_a_change_says_what_became_what_among_which_words_and_where() -> None:
    blocks = markup.parse('One gull, then two gulls -- and\nthat was "all".\n', Path("gulls.md"))

    _, changes = curl(blocks, "en")

    assert [(c.before, c.after, c.context, c.kind, c.place.line) for c in changes] == [
        ("--", "–", "then two gulls -- and", ChangeKind.DASH, 1),
        ('"', "“", 'that was "all".', ChangeKind.QUOTE, 2),
        ('"', "”", 'that was "all".', ChangeKind.QUOTE, 2),
    ]


def test_every_kind_of_change_is_named() -> None:
    _, changes = curl_text("\"Don't\" -- he is 6' tall...  So.", "en")

    assert {change.kind for change in changes} == set(ChangeKind)


def test_a_title_is_set_as_its_text_is_and_its_place_is_told() -> None:
    place = Place(Path("essays/tides.md"), 2)

    title, changes = curl_text("The Sea's Edge", "en", place)

    assert title == "The Sea’s Edge"
    assert [change.place for change in changes] == [place]


def test_what_no_reader_reads_as_text_is_left_alone() -> None:
    blocks: tuple[Block, ...] = (
        Figure("images/gull's.png", 'a "gull"', (Line((Text("A gull."),)),)),
        Question("a 'heading'?", 1),
        Paragraph((Link("https://example.org/'x'", (Text("x"),)), NoteMark("'1'"))),
    )

    assert curl(blocks, "en") == (blocks, ())


@pytest.mark.parametrize("language", ["xx", "", "en-GB", "en_US", "EN"])
def test_a_language_not_known_is_set_as_english(language: str) -> None:
    assert curl_text('"So -- no."', language)[0] == "“So – no.”"


@pytest.mark.parametrize(("language", "expected"), [("de-AT", "„So“"), ("pt_pt", "«So»")])
def test_a_region_is_set_as_itself_or_as_its_language(language: str, expected: str) -> None:
    assert curl_text('"So"', language)[0] == expected


# What must hold for any text: letters here are few, so that marks meet in every way.

PIECES = ["a", "s", "tis", "n", "12", "6", " ", "  ", '"', "'", '"', "'", "-", "--", ".", "...",
          ",", "!", ":", "(", ")", "“", "”", "’", "‘", "«", "»", "…", "–", "—", "/", "www.a",
          "a@b.c", "″", "\u00a0", "é"]  # fmt: skip
TOUCHED = re.compile(r"""["'“”„‘’‚«»‹›′″.…\-–—\s]""")

typed_text = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
languages = st.sampled_from(sorted(PRACTICES))


def dressed(text: str) -> st.SearchStrategy[Text | Emphasis]:
    return st.sampled_from([Text(text), Emphasis((Text(text),))])


typed_lines = st.lists(typed_text.flatmap(dressed), min_size=1, max_size=3).map(
    lambda children: Line(tuple(children))
)
poems = st.lists(
    st.lists(typed_lines, min_size=1, max_size=3).map(lambda lines: Stanza(tuple(lines))),
    min_size=1,
    max_size=3,
).map(lambda stanzas: Verse(tuple(stanzas)))


@given(poems, languages)
@settings(max_examples=300, deadline=None)
def test_no_letter_and_no_line_is_lost_or_moved(poem: Verse, language: str) -> None:
    curled, _ = curl((poem,), language)

    assert letters_of_each_line(curled) == letters_of_each_line((poem,))


@given(poems, languages)
@settings(max_examples=300, deadline=None)
def test_a_second_time_changes_nothing(poem: Verse, language: str) -> None:
    curled, _ = curl((poem,), language)

    assert curl(curled, language) == (curled, ())


@given(poems, languages)
@settings(max_examples=300, deadline=None)
def test_nothing_is_changed_that_is_not_listed(poem: Verse, language: str) -> None:
    curled, changes = curl((poem,), language)

    grown = sum(len(change.after) - len(change.before) for change in changes)
    assert len(text_of(curled)) - len(text_of((poem,))) == grown
    assert (curled == (poem,)) == (changes == ())


@given(st.text(alphabet=st.characters(exclude_characters="\"'-. "), max_size=40), languages)
@settings(max_examples=200, deadline=None)
def test_text_with_nothing_straight_in_it_comes_back_as_it_was(text: str, language: str) -> None:
    assert curl_text(text, language) == (text, ())


def letters_of_each_line(blocks: tuple[Block, ...]) -> list[str]:
    return [TOUCHED.sub("", plain(line.children)) for line, _ in lines(blocks)]


def text_of(blocks: tuple[Block, ...]) -> str:
    return "\n".join(plain(line.children) for line, _ in lines(blocks))
