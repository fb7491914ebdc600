"""Answers a service only guesses to be the author's own are hers where her name agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ABook
from exports import EXPORTS

from anthology import desk, gather, project, tell
from anthology.desk import Plan
from anthology.gather.review import Kind, Row

BOOK = 'title = "The Shore"\nlanguage = "en"\nauthors = ["{author}"]\n[comments]\nown = {own}\n'


def a_root(a_book: ABook, author: str, own: str = "[]") -> Path:
    return a_book({"contents.txt": "", "book.toml": BOOK.format(author=author, own=own)})


def gathered(root: Path, *names: str) -> Plan:
    found, problems = project.read(root)
    assert problems == []
    plan = desk.plan(found, gather.gather([EXPORTS / name for name in names]))
    desk.carry_out(plan)
    return plan


def consent(root: Path, name: str) -> str:
    """What stands behind `Consent:` under the comment of this name."""
    text = (root / "manuscript/comments/on-rope.md").read_text("utf-8")
    return text.partition(f"## {name}")[2].partition("Consent: ")[2].partition("\n")[0]


def asked(plan: Plan) -> list[Row]:
    return [row for row in plan.rows if row.kind is Kind.COMMENT and row.text == "Ines Hart"]


@pytest.mark.parametrize(
    ("author", "own"), [("Ines Hart", "[]"), ("I. M. Hart", '["Jo", "ines hart"]')]
)
def test_answers_under_a_name_she_is_known_by_are_her_own(
    a_book: ABook, author: str, own: str
) -> None:
    root = a_root(a_book, author, own)
    plan = gathered(root, "substack", "disqus.xml")

    assert consent(root, "Ines Hart") == "own"
    assert asked(plan) == []


def test_answers_under_another_name_are_a_readers_and_that_is_told(a_book: ABook) -> None:
    root = a_root(a_book, "I. M. Hart")
    plan = gathered(root, "substack", "disqus.xml")

    assert consent(root, "Ines Hart") == "not asked"
    (row,) = asked(plan)
    assert row.decided == "1 answer not taken for your own: is it you?"
    assert 'own = ["Ines Hart"]' in row.change
    assert "\n".join(tell.review(desk.review(project.read(root)[0]), [])).count("is it you?") == 1


def test_once_she_says_it_is_her_they_are_her_own(a_book: ABook) -> None:
    root = a_root(a_book, "I. M. Hart")
    gathered(root, "substack", "disqus.xml")
    book = root / "manuscript/book.toml"
    book.write_text(BOOK.format(author="I. M. Hart", own='["Ines Hart"]'), encoding="utf-8")
    gathered(root, "disqus.xml")

    assert consent(root, "Ines Hart") == "own"


@pytest.mark.parametrize(
    ("author", "state", "rows"), [("Ines Hart", "own", 0), ("I. M. Hart", "not asked", 1)]
)
def test_a_movable_type_comment_signed_as_the_entry_is_hers_where_her_name_agrees(
    a_book: ABook, tmp_path: Path, author: str, state: str, rows: int
) -> None:
    export = (EXPORTS / "movabletype.txt").read_text("utf-8")
    signed = tmp_path / "signed.txt"
    signed.write_text(export.replace("AUTHOR: Jo Marsh", "AUTHOR: Ines Hart"), encoding="utf-8")
    root = a_root(a_book, author)
    plan = gathered(root, str(signed))

    assert consent(root, "Ines Hart") == state
    assert len(asked(plan)) == rows
    assert consent(root, "Mara Lind") == "not asked"


def test_a_substack_without_comments_says_how_to_have_them(a_book: ABook) -> None:
    root = a_root(a_book, "Ines Hart")
    plan = gathered(root, "substack")

    told = "\n".join(tell.gathered(plan, gather.gather([EXPORTS / "substack"])))
    assert "Substack: no comments came with the essays (`anthology review`" in told
    review = "\n".join(tell.review(desk.review(project.read(root)[0]), []))
    assert "        2. In the browser you read Substack with, open this page" in review
    assert "api/v1/post/123401/comments?all_comments=true" in review


def test_a_substack_with_comments_says_nothing_of_it(a_book: ABook) -> None:
    plan = gathered(a_root(a_book, "Ines Hart"), "substack", "substack-comments.json")

    assert "Substack" not in [row.text for row in plan.rows]
