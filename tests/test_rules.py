"""What is wrong with a book before it is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ABook, essay

from anthology import build
from anthology.errors import Problem, Severity


def problems(root: Path) -> list[Problem]:
    return list(build.look_over(root).problems)


def codes(root: Path) -> list[str]:
    return [problem.code for problem in problems(root)]


def said(text: str, keys: str = "Consent: yes 2026-09-20") -> str:
    return f"## Jo Ames, 2024-05-03\nId: c1\n{keys}\n\n{text}\n"


def test_a_sound_book_has_no_problems(a_book: ABook) -> None:
    assert codes(a_book({"essays/oars.md": essay("x"), "comments/oars.md": said("Hi.")})) == []


def test_an_open_question_is_reported_where_it_stands(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": essay("Prose.\n\n?? a heading?\nWhat the tide is for\n")})

    (problem,) = problems(root)

    assert problem.code == "open-question"
    assert problem.place
    assert problem.place.line == 7


def test_a_question_among_the_comments_is_reported_too(a_book: ABook) -> None:
    root = a_book(
        {"essays/oars.md": essay("x"), "comments/oars.md": said("?? one or two?\nHello.")}
    )

    assert codes(root) == ["open-question"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("![an oar](images/oar.png)", "image-missing"),
        ("![an oar](../secret.png)", "image-outside"),
        ("![an oar](/etc/passwd)", "image-outside"),
        ("![an oar](images/there.gif)", "image-kind"),
        ("![an oar](images/no-picture.png)", "image-kind"),
        ("![an oar](images/there.jpg)", "image-kind"),
        ("![](images/there.png)", "image-without-words"),
        ("Called[^1].", "note-missing"),
        ("x\n\n[^1]: Never called.", "note-not-called"),
        ("x[^1]\n\n[^1]: Once.\n\n[^1]: Twice.", "note-twice"),
        ("# one sign", "no-heading"),
    ],
)
def test_a_fault_in_the_text_has_a_code_and_a_place(a_book: ABook, text: str, code: str) -> None:
    slip = (Path(__file__).parent / "fixtures/print/images/the slip.png").read_bytes()
    pictures = {f"images/there.{kind}": slip for kind in ("png", "gif", "jpg")}
    pictures["images/no-picture.png"] = b"RIFF"
    root = a_book({"essays/oars.md": essay(text), **pictures})

    (problem,) = problems(root)

    assert problem.code == code
    assert problem.place
    assert problem.place.line
    assert problem.hint


@pytest.mark.parametrize(
    ("comments", "code"),
    [
        (said("a") + "\n" + said("b"), "comment-id-twice"),
        (said("a", "Reply to: c9"), "reply-to-nothing"),
        (said("a", "Reply to: c1"), "reply-in-a-circle"),
        (said("a", "Consent: yes, no name 2026-09-20\nPrint as: Jo"), "print-as-too-much"),
        (said("a", "Consent: yes"), "undated-consent"),
    ],
)
def test_a_fault_among_the_comments_has_a_code(a_book: ABook, comments: str, code: str) -> None:
    assert codes(a_book({"essays/oars.md": essay("x"), "comments/oars.md": comments})) == [code]


def test_text_wrapped_by_a_program_is_suspected_and_verse_is_not(a_book: ABook) -> None:
    wrapped = "\n".join(
        [
            "When the boats come in at the end of the season the whole of the",
            "quay smells of tar, and the men who have not spoken since the",
            "spring stand about in the doorway of the shed and tell each other",
            "about the winter they expect, which is always worse than the last",
            "one they had, and somebody's wife brings soup in a milk can and a",
            "loaf under her arm, and nobody goes home before dark has come down",
            "on it.",
        ]
    )
    verse = "\n".join(["You are early.", "You are not late.", "Sit.", "The tide will say."] * 4)

    root = a_book({"essays/a.md": essay(wrapped, "A"), "essays/b.md": essay(verse, "B")})

    (problem,) = problems(root)
    assert problem.code == "looks-wrapped"
    assert problem.severity is Severity.WARNING


def test_two_essays_with_one_title_are_told(a_book: ABook) -> None:
    assert codes(a_book({"essays/a.md": essay("x"), "essays/b.md": essay("y")})) == ["same-title"]


def test_an_essay_that_is_listed_twice_is_told_once(a_book: ABook) -> None:
    assert codes(a_book({"essays/a.md": essay("x"), "contents.txt": "a\na\n"})) == ["essay-twice"]


def test_a_book_without_essays_says_how_to_get_some(a_book: ABook) -> None:
    (problem,) = problems(a_book({"contents.txt": ""}))

    assert problem.code == "empty-book"
    assert "anthology gather" in problem.hint


@pytest.mark.parametrize("kind", ["dedication", "epigraph"])
def test_a_title_that_stands_on_no_page_is_told_and_stops_no_build(
    a_book: ABook, kind: str
) -> None:
    early = f"---\nTitle: To Begin With\nKind: {kind}\n---\n\nFor Wilma.\n"
    contents = "# Before\nfirst\n\n# Essays\noars\n"
    files = {"essays/first.md": early, "essays/oars.md": essay("x"), "contents.txt": contents}
    root = a_book(files)

    build.build(root, lambda *_: None)

    (problem,) = problems(root)
    assert (problem.code, problem.severity) == ("title-not-printed", Severity.WARNING)
    assert problem.message.endswith("“To Begin With” is on no page")
