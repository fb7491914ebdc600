"""What readers said at the end of a Markdown file: found, told, and asked about where in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from gathering import from_text, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anthology.gather import GatheredEssay
from anthology.gather.marks import readers
from anthology.gather.review import Kind
from anthology.gather.typed import asked

ESSAY = """\
---
title: The Net
---

We mended the net by the window all that winter, and nobody said what it was for.

One gull.
Then *two*.

Nobody came for it in the spring, and so we kept it, and it hangs there still.
"""
BODY = [
    "paragraph: We mended the net by the window all that winter, and nobody said what it was for.",
    "line: One gull.",
    "line: Then *two*.",
    "paragraph: Nobody came for it in the spring, and so we kept it, and it hangs there still.",
]


def lines(one: GatheredEssay) -> list[str]:
    return [line for line in written(one) if not line.startswith(("title: ", "left out: "))]


def said(one: GatheredEssay) -> list[str]:
    return [line for line in lines(one) if line.startswith("comment by ")]


def decided(one: GatheredEssay) -> list[str]:
    kinds = (Kind.COMMENT, Kind.DOUBT)
    return [row.decided for row in one.rows if row.kind in kinds]


@pytest.mark.parametrize(
    "tail",
    [
        "\n\n\nThank you for *this*! -Jo\n\nSo true, I love it. -Kim\n",
        "\n## 2 Comments\n\nThank you for *this*! -Jo\n\nSo true, I love it. -Kim\n",
        "\n## Comments\n\nThank you for *this*! – Jo\n\nSo true, I love it. – Kim\n",
        "\n**2 comments**\n\n**Jo** says:\n\nThank you for *this*!\n\n"
        "**Kim** says:\n\nSo true, I love it.\n",
    ],
    ids=["a wide gap", "a counted heading", "a heading", "names above"],
)
def test_readers_at_the_end_are_comments_with_their_marks(tmp_path: Path, tail: str) -> None:
    one = from_text(tmp_path, ESSAY + tail, "net.md")

    assert lines(one) == [
        *BODY,
        "comment by Jo: Thank you for *this*!",
        "comment by Kim: So true, I love it.",
    ]
    assert decided(one) == ["a comment by Jo", "a comment by Kim"]
    assert one.questions == ()


def test_the_lines_of_a_comment_and_its_links_are_kept(tmp_path: Path) -> None:
    tail = "\n## 1 comment\n\nJo says:\nI read it twice.  \nSee [this](https://x.example/).\n"

    assert said(from_text(tmp_path, ESSAY + tail, "net.md")) == [
        "comment by Jo: I read it twice.",
        "comment by Jo: See [this](https://x.example/).",
    ]


def test_the_address_at_a_readers_name_is_left_out_and_told(tmp_path: Path) -> None:
    tail = """
2 Comments

[Linda K.](https://linda.example/) says:
This is mine too, thank you.

[Jo Marsh](https://jo.example/) says:
I kept ours as well.
"""
    essay = from_text(tmp_path, ESSAY + tail, "net.md")

    assert said(essay) == [
        "comment by Linda K.: This is mine too, thank you.",
        "comment by Jo Marsh: I kept ours as well.",
    ]
    assert [one.text for one in essay.left_out if one.kind == "web address"] == ["", ""]
    assert "linda.example" not in str(essay.essay)


def test_notes_below_the_readers_stay_with_the_essay(tmp_path: Path) -> None:
    text = ESSAY.replace("winter,", "winter,[^1]")
    tail = "\n## 1 comment\n\nSo true, I love it. -Kim\n\n[^1]: The long one.\n"
    one = from_text(tmp_path, text + tail, "net.md")

    assert "note 1: The long one." in lines(one)
    assert said(one) == ["comment by Kim: So true, I love it."]


@pytest.mark.parametrize(
    "tail",
    [
        "\n\n\n> Thank you for this! -Jo\n",
        "\n## 2 comments\n\n### Jo\n\nThank you for this!\n",
        "\n## 1 comment\n\n![A net](https://x.example/net.png)\n\nI love this! -Jo\n",
    ],
)
def test_an_end_that_is_marked_as_something_else_is_asked_about(tmp_path: Path, tail: str) -> None:
    one = from_text(tmp_path, ESSAY + tail, "net.md")

    assert said(one) == []
    assert [question.text for question in one.questions] == [asked.TAIL]
    assert decided(one) == ["kept in the essay, and asked about"]
    assert lines(one)[len(BODY)] == f"?? {asked.TAIL}"


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "\n\n\nThank you for reading. See you next week.\n",
        "\n*Originally published in the spring.*\n",
        "\nI love this line best, and nobody else does.\n",
        "\n***\n\nWhat held was the rope.\n",
    ],
)
def test_an_authors_own_end_is_hers(tmp_path: Path, tail: str) -> None:
    one = from_text(tmp_path, ESSAY + tail, "net.md")

    assert said(one) == []
    assert one.questions == ()


@pytest.mark.parametrize("line", ["_a " * 100_000, "[" * 300_000, "*" * 300_000, "- " * 99_999])
def test_a_hostile_line_costs_no_more_than_its_length(line: str) -> None:
    text = f"One gull.\n\n{line}\n"

    assert readers.part(text, 1).body == text


PIECES = (
    "One gull.|*Then* two.|Thank you for this! -Jo|## 2 Comments|**Kim** says:|So true.| |||"
    "> quoted|- Jo|[^1]: A note.|word[^1]|[a](https://x.example/)|Reply|***|```|"
    "_I love this!_ ~ Bea"
).split("|")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("\n".join))
def test_no_word_is_lost_between_essay_and_readers(tmp_path: Path, tail: str) -> None:
    one = from_text(tmp_path, f"# The Net\n\n{tail}\n", "net.md")

    told = "\n".join([*written(one), *one.read, *(left.text for left in one.left_out)])
    for word in ("gull", "Kim", "true", "quoted", "Bea", "note"):
        assert told.count(word) >= tail.count(word)
