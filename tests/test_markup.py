"""The manuscript grammar, both ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anthology import markup
from anthology.errors import Place
from anthology.model import (
    Block,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Item,
    ItemList,
    Line,
    Link,
    Note,
    NoteMark,
    Ornament,
    Paragraph,
    Question,
    Quotation,
    Stanza,
    Strong,
    Text,
    Verse,
    lines,
    plain,
)


def one(text: str) -> Block:
    (block,) = markup.parse(text)
    return block


def said(block: Block) -> list[str]:
    return [plain(line.children) for line, _ in lines([block])]


def test_a_block_of_one_line_is_a_paragraph() -> None:
    assert one("The kettle sang.") == Paragraph((Text("The kettle sang."),))


def test_a_block_of_several_lines_is_one_stanza_with_its_lines_kept() -> None:
    verse = one("You are early.\nYou are not late.\nSit.")

    assert isinstance(verse, Verse)
    assert len(verse.stanzas) == 1
    assert said(verse) == ["You are early.", "You are not late.", "Sit."]


def test_stanzas_that_follow_one_another_are_one_poem() -> None:
    verse = one("a\nb\n\nc\nd\n")

    assert isinstance(verse, Verse)
    assert [len(stanza.lines) for stanza in verse.stanzas] == [2, 2]


def test_leading_spaces_are_indent_steps_of_two() -> None:
    verse = one("a\n  b\n    c\n\td")

    assert isinstance(verse, Verse)
    assert [line.indent for line in verse.stanzas[0].lines] == [0, 1, 2, 2]


def test_an_odd_space_still_counts_as_an_indent() -> None:
    verse = one("a\n b")

    assert isinstance(verse, Verse)
    assert verse.stanzas[0].lines[1].indent == 1


@pytest.mark.parametrize("text", ["| Wait.", "  Wait."])
def test_a_stanza_of_one_line_has_a_mark_or_an_indent(text: str) -> None:
    verse = one(text)

    assert isinstance(verse, Verse)
    assert said(verse) == ["Wait."]


def test_a_bare_stanza_mark_between_marked_lines_is_a_stanza_gap() -> None:
    verse = one("| a\n|\n| b")

    assert isinstance(verse, Verse)
    assert len(verse.stanzas) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## The hour", Heading),
        ("### After it", Heading),
        ("> Somebody said.", Quotation),
        ("- salt\n- tea", ItemList),
        ("1. rinse\n2. repeat", ItemList),
        ("***", Ornament),
        ("* * *", Ornament),
        ("---", Ornament),
        ("![two chairs](images/chairs.png)", Figure),
        ("[^1]: A note.", Note),
        ("?? a heading?", Question),
    ],
)
def test_a_mark_makes_its_block(text: str, kind: type) -> None:
    assert isinstance(one(text), kind)


@pytest.mark.parametrize(
    "text",
    [
        "2019. That was the year.",
        "#hashtag",
        "# one sign alone",
        "- said the nurse,\nand left",
        "5 * 3 = 15, and 2 * 2",
        "_under_ the stairs",
        "<b>not bold</b> &amp; not an ampersand",
        "[sic] and [what]: he said",
        "https://example.org/a_b_c",
        "a ~ b `code`",
    ],
)
def test_words_that_look_like_markup_elsewhere_stay_words(text: str) -> None:
    assert "\n".join(said(one(text))) == text


def test_a_heading_is_one_without_a_blank_line_around_it() -> None:
    blocks = markup.parse("Before it.\n## The hour\nAfter it.")

    assert [type(block) for block in blocks] == [Paragraph, Heading, Paragraph]


def test_a_quotation_holds_the_same_grammar() -> None:
    quotation = one("> Prose.\n>\n> a\n>   b")

    assert isinstance(quotation, Quotation)
    assert [type(block) for block in quotation.blocks] == [Paragraph, Verse]


def test_a_line_under_a_list_item_belongs_to_it() -> None:
    found = one("- bread\n  and butter\n- tea")

    assert isinstance(found, ItemList)
    assert [len(item.lines) for item in found.items] == [2, 1]


def test_lines_under_a_picture_are_its_caption() -> None:
    figure = one("![two chairs](images/chairs.png)\nThe room,\nbefore anyone came.")

    assert isinstance(figure, Figure)
    assert said(figure) == ["The room,", "before anyone came."]


def test_emphasis_runs_across_the_lines_of_a_stanza() -> None:
    verse = one("*all of it\nand this* not this")

    assert isinstance(verse, Verse)
    assert verse.stanzas[0].lines[0].children == (Emphasis((Text("all of it"),)),)
    assert verse.stanzas[0].lines[1].children == (
        Emphasis((Text("and this"),)),
        Text(" not this"),
    )


def test_notes_may_follow_line_on_line() -> None:
    first, second = markup.parse("[^1]: One.\n[^2]: Two.")

    assert isinstance(first, Note)
    assert isinstance(second, Note)
    assert (first.label, second.label) == ("1", "2")


def test_a_question_inside_a_stanza_does_not_break_it() -> None:
    question, verse = markup.parse("a\n?? a heading?\nb\nc")

    assert question == Question("a heading?", above=1)
    assert isinstance(verse, Verse)
    assert said(verse) == ["a", "b", "c"]


def test_a_question_in_a_second_stanza_is_counted_from_the_first() -> None:
    question, verse = markup.parse("a\nb\n\nc\n?? so?\nd")

    assert question == Question("so?", above=3)
    assert isinstance(verse, Verse)
    assert len(verse.stanzas) == 2


def test_every_line_knows_where_it_was_typed() -> None:
    path = Path("essays/tide.md")
    blocks = markup.parse("One.\n\na\nb\n\n> q", path, first_line=5)

    assert [line.place for line, _ in lines(blocks)] == [
        Place(path, 5),
        Place(path, 7),
        Place(path, 8),
        Place(path, 10),
    ]


def test_a_line_that_begins_like_a_mark_is_written_with_a_backslash() -> None:
    assert markup.write([Paragraph((Text("> not a quotation"),))]) == "\\> not a quotation\n"
    assert markup.write([Paragraph((Text("1. not a list"),))]) == "1\\. not a list\n"
    assert markup.write([Paragraph((NoteMark("1"), Text(": so")))]) == "[^1]\\: so\n"


def test_backslashes_are_written_only_where_reading_needs_them() -> None:
    text = "She said [quietly] 5 * 3 - and #1.\n"

    assert markup.write(markup.parse(text)) == text


def test_emphasis_that_cannot_be_written_is_given_up_and_its_words_kept() -> None:
    odd = Paragraph((Text("a"), Emphasis((Text(" b "),)), Text("c")))

    assert markup.write([odd]) == "a b c\n"


# --- whatever is written reads back --------------------------------------------------------------

LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
)
MARKISH = st.text("ab *[]()!\\#->|?1.^_:`…“", min_size=1, max_size=14)
WORDS = (LETTERS | MARKISH).filter(lambda text: bool(text.strip()))
LABELS = st.text("abc123", min_size=1, max_size=3)


def inlines() -> st.SearchStrategy[tuple[Inline, ...]]:
    texts: st.SearchStrategy[Inline] = WORDS.map(Text) | LABELS.map(NoteMark)

    def dress(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
        children = st.lists(inner, min_size=1, max_size=2).map(tuple)
        targets = st.sampled_from(["https://example.org/a(b)", "tide.html", "a b"])
        return children.map(Emphasis) | children.map(Strong) | st.builds(Link, targets, children)

    row = st.lists(st.recursive(texts, dress, max_leaves=4), min_size=1, max_size=3).map(tuple)
    return row.filter(lambda children: bool(plain(children).strip()))


LINES: st.SearchStrategy[Line] = st.builds(Line, inlines(), st.integers(0, 3))
FLAT_LINES: st.SearchStrategy[Line] = st.builds(Line, inlines())
STANZAS = st.builds(Stanza, st.lists(LINES, min_size=1, max_size=4).map(tuple))


@st.composite
def items(draw: Callable[[st.SearchStrategy[object]], object]) -> tuple[Item, ...]:
    first = draw(st.builds(Item, st.lists(FLAT_LINES, min_size=1, max_size=2).map(tuple)))
    rest = draw(
        st.lists(
            st.builds(
                Item, st.lists(FLAT_LINES, min_size=1, max_size=2).map(tuple), st.integers(0, 2)
            ),
            max_size=3,
        )
    )
    assert isinstance(first, Item)
    assert isinstance(rest, list)
    return (first, *rest)


def flat_blocks() -> st.SearchStrategy[Block]:
    return st.one_of(
        st.builds(Paragraph, inlines()),
        st.builds(Verse, st.lists(STANZAS, min_size=1, max_size=3).map(tuple)),
        st.builds(Heading, st.sampled_from([2, 3]), inlines()),
        st.builds(ItemList, items(), st.booleans()),
        st.just(Ornament()),
        st.builds(Figure, st.just("images/a.png"), WORDS.map(str.strip), st.just(())),
        st.builds(Note, LABELS, st.lists(LINES, min_size=1, max_size=2).map(tuple)),
    )


def normal(blocks: list[Block]) -> list[Block]:
    """Trees as reading gives them: poems that touch are one poem."""
    kept: list[Block] = []
    for block in blocks:
        if not (kept and isinstance(block, Verse) and isinstance(kept[-1], Verse)):
            kept.append(block)
    return kept


BLOCKS = st.lists(
    flat_blocks()
    | st.builds(Quotation, st.lists(flat_blocks(), min_size=1, max_size=2).map(normal).map(tuple)),
    max_size=4,
).map(normal)


@given(BLOCKS)
def test_what_is_written_reads_back_and_is_written_the_same_again(blocks: list[Block]) -> None:
    text = markup.write(blocks)

    assert markup.write(markup.parse(text)) == text


def words_of(blocks: list[Block] | tuple[Block, ...]) -> list[str]:
    return ["".join(plain(line.children).split()) for line, _ in lines(blocks)]


@given(BLOCKS)
def test_no_line_and_no_letter_is_lost_in_writing(blocks: list[Block]) -> None:
    assert words_of(markup.parse(markup.write(blocks))) == words_of(blocks)


@example("[]()")
@example("[a](\n)")
@given(st.text("ab *#->|\\?[]()^1.\n!:", max_size=60))
def test_any_text_can_be_read_and_settles_after_one_writing(text: str) -> None:
    once = markup.write(markup.parse(text))

    assert markup.write(markup.parse(once)) == once
