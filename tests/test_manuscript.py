"""The author's folder ⇄ the book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import ABook, essay
from hypothesis import given
from hypothesis import strategies as st

from anthology import manuscript, markup
from anthology.errors import Place, Problem
from anthology.manuscript import comments, contents, essays
from anthology.model import Book, Comment, Consent, ConsentState, Essay, Kind, Poems

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), max_size=20
)
DAYS = st.none() | st.dates()
TEXTS = st.text("abc .\n*>#-|?\\1", max_size=40).map(markup.parse)


def read(root: Path) -> tuple[Book, list[Problem]]:
    return manuscript.read(root / "manuscript")


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_contents_txt_is_the_order_and_its_headings_are_parts(a_book: ABook) -> None:
    listing = "# Before\nded\n\n# Shore\nb\na\n\n# Water\nc\n\n# After\nend\n\n# Left out\nold\n"
    files = {f"essays/{name}.md": essay("x") for name in ("a", "b", "c", "end", "ded", "old")}

    book, problems = read(a_book({**files, "contents.txt": listing}))

    assert problems == []
    assert [text.name for text in book.before] == ["ded"]
    assert [(part.title, [e.name for e in part.essays]) for part in book.parts] == [
        ("Shore", ["b", "a"]),
        ("Water", ["c"]),
    ]
    assert [text.name for text in book.after] == ["end"]
    assert book.left_out == ("old",)


def test_a_book_may_have_no_parts(a_book: ABook) -> None:
    book, _ = read(a_book({"essays/a.md": essay("x"), "essays/b.md": essay("y")}))

    assert [(part.title, len(part.essays)) for part in book.parts] == [("", 2)]


def test_an_essay_listed_and_missing_is_told_where_it_is_listed(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": essay("x"), "contents.txt": "oars\noar\n"})

    _, (problem,) = read(root)

    assert problem.code == "essay-missing"
    assert problem.place == Place(root / "manuscript/contents.txt", 2)
    assert problem.hint == "did you mean `oars`?"


def test_an_essay_on_disk_and_not_listed_is_told_with_the_line_to_add(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": essay("x"), "contents.txt": ""})

    _, problems = read(root)

    assert codes(problems) == ["essay-unlisted"]
    assert "`oars`" in problems[0].hint


def test_an_essay_listed_twice_is_told(a_book: ABook) -> None:
    _, problems = read(a_book({"essays/oars.md": essay("x"), "contents.txt": "oars\noars\n"}))

    assert codes(problems) == ["essay-twice"]


def test_two_essays_whose_names_differ_in_capitals_alone_are_told(a_book: ABook) -> None:
    _, problems = read(a_book({"essays/oars.md": essay("x"), "essays/Oars.md": essay("y")}))

    assert codes(problems) == ["one-name-twice"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("essays/oars.txt", "one-name-twice"),
        ("essays/winter/oars.md", "one-name-twice"),
        ("essays/winter/tar.md", "stray-file"),
        ("essays/tar.docx", "stray-file"),
        ("comments/oars.txt", "stray-file"),
    ],
)
def test_a_file_that_would_be_passed_over_in_silence_is_told(
    a_book: ABook, name: str, code: str
) -> None:
    files = {"essays/oars.md": essay("x"), name: "y", "contents.txt": "oars\n"}

    _, problems = read(a_book(files))

    assert codes(problems) == [code]


def test_what_an_editor_or_a_finder_leaves_behind_is_nobodys_essay(a_book: ABook) -> None:
    files = {"essays/oars.md": essay("x"), "essays/.DS_Store": "", "essays/oars.md~": "old"}

    assert read(a_book({**files, "contents.txt": "oars\n"}))[1] == []


def test_an_essay_under_new_not_yet_placed_is_named_and_not_in_the_book(a_book: ABook) -> None:
    listing = "oars\n\n# New, not yet placed\ntar\n"
    files = {"essays/oars.md": essay("x"), "essays/tar.md": essay("?? when?\n\ny")}

    book, problems = read(a_book({**files, "contents.txt": listing}))

    assert problems == []
    assert book.not_placed == ("tar",)
    assert [text.name for text in book.texts] == ["oars"]


def test_a_header_line_that_is_set_in_says_so(tmp_path: Path) -> None:
    said = "---\nTitle: Oars\n\tSubtitle: And Rope\n---\n\nx"

    _, (problem,) = essays.read(said, tmp_path / "oars.md")

    assert problem.hint == "take away the space before it"


@pytest.mark.parametrize(
    ("said", "code", "line"),
    [
        (b"", "empty-essay", None),
        (b"---\nTitle: Oars\n---\n", "empty-essay", None),
        (b"Words and no title.\n", "missing-title", 1),
        (b"---\nTitle: Oars\nDate: 3 May 2024\n---\n\nx", "bad-date", 3),
        (b"---\nTitle: Oars\nDate: 2024-02-31\n---\n\nx", "bad-date", 3),
        (b"---\nTitle: Oars\nTitel: Oars\n---\n\nx", "unknown-key", 3),
        (b"---\nTitle: Oars\nTitle: Oars\n---\n\nx", "key-twice", 3),
        (b"---\nTitle: Oars\nand more\n---\n\nx", "unreadable-header", 3),
        (b"---\nTitle: Oars\nKind: poem\n---\n\nx", "bad-kind", 3),
        (b"---\nTitle: Oars\nPoems: middle\n---\n\nx", "bad-poems", 3),
        (b"---\nTitle: Oars\n---\n\ncaf\xe9\n", "unreadable-encoding", 5),
        (b"---\nTitle: Oars\n---\n\nbell\x07\n", "unreadable-encoding", 5),
    ],
)
def test_a_fault_in_an_essay_file_has_a_code_and_a_line(
    a_book: ABook, said: bytes, code: str, line: int | None
) -> None:
    root = a_book({"essays/oars.md": said})

    _, problems = read(root)

    assert codes(problems) == [code]
    assert problems[0].place == Place(root / "manuscript/essays/oars.md", line)
    assert problems[0].hint


def test_all_faults_of_all_files_are_told_together(a_book: ABook) -> None:
    files = {
        "essays/a.md": b"caf\xe9",
        "essays/b.md": "",
        "essays/c.md": "---\nTitel: x\n---\n\nx",
        "comments/d.md": "## Jo, 2024-05-03\nId: c1\n\nHello.\n",
        "contents.txt": "a\nb\nc\ne\n",
    }

    _, problems = read(a_book(files))

    assert set(codes(problems)) == {
        "unreadable-encoding",
        "empty-essay",
        "unknown-key",
        "missing-title",
        "comments-without-essay",
        "essay-missing",
    }


def test_a_header_takes_a_title_literally(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": '---\nTitle: "Oars": a rest, #2 — & more\n---\n\nx'})

    book, _ = read(root)

    assert book.essays[0].title == '"Oars": a rest, #2 — & more'


def test_a_file_from_another_system_reads_the_same(a_book: ABook) -> None:
    root = a_book({"essays/oars.md": b"\xef\xbb\xbf---\r\nTitle: Oars\r\n---\r\n\r\na\r\nb\r\n"})

    book, problems = read(root)

    assert problems == []
    assert book.essays[0].blocks == markup.parse("a\nb")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("dedication", Kind.DEDICATION),
        ("about-the-author", Kind.ABOUT_THE_AUTHOR),
        ("a-note-on-the-comments", Kind.NOTE_ON_COMMENTS),
        ("oars", Kind.ESSAY),
    ],
)
def test_some_file_names_say_what_a_text_is(name: str, kind: Kind) -> None:
    found, _ = essays.read(essay("x"), Path(f"{name}.md"))

    assert found.kind is kind


@given(
    st.builds(
        Essay,
        name=st.just("oars"),
        title=NAMES.filter(bool),
        blocks=TEXTS.filter(bool),
        subtitle=NAMES,
        day=DAYS,
        source=NAMES,
        language=st.sampled_from(["", "de"]),
        kind=st.sampled_from(list(Kind)),
        poems=st.sampled_from([None, *Poems]),
    )
)
def test_an_essay_that_was_written_reads_back(written: Essay) -> None:
    text = essays.write(written)

    read_back, problems = essays.read(text, Path("oars.md"))

    assert problems == []
    assert essays.write(read_back) == text
    assert (read_back.title, read_back.day) == (written.title, written.day)
    assert read_back.poems is written.poems


# --- comments ------------------------------------------------------------------------------------

COMMENTS = Path("comments/oars.md")


def test_a_comment_has_a_name_a_day_keys_and_what_was_said() -> None:
    text = (
        "## Dr. Alan Whitford, PsyD, 2024-05-03\n"
        "Id: c2\nReply to: c1\nConsent: yes, first name 2026-09-20\nUse: no\nPrint as: Alan\n\n"
        "Two lines\nof it.\n"
    )

    (comment,), problems = comments.read(text, COMMENTS)

    assert problems == []
    assert comment == Comment(
        "c2",
        "Dr. Alan Whitford, PsyD",
        date(2024, 5, 3),
        markup.parse("Two lines\nof it."),
        Consent(ConsentState.FIRST_NAME, date(2026, 9, 20)),
        use=False,
        print_as="Alan",
        reply_to="c1",
    )


def test_a_comment_says_nothing_of_consent_and_counts_as_not_asked() -> None:
    (comment,), _ = comments.read("## (no name), undated\nId: c1\n\nHello.\n", COMMENTS)

    assert comment.consent == Consent(ConsentState.NOT_ASKED)
    assert comment.name == ""
    assert comment.day is None


@pytest.mark.parametrize(
    ("said", "consent"),
    [
        ("yes", Consent(ConsentState.YES)),
        ("Yes 2026-09-20", Consent(ConsentState.YES, date(2026, 9, 20))),
        ("yes,initials, 2026-09-20", Consent(ConsentState.INITIALS, date(2026, 9, 20))),
        ("asked 2026-09-20", Consent(ConsentState.ASKED, date(2026, 9, 20))),
        ("withdrawn?", Consent(ConsentState.WITHDRAWN)),
        ("withdrawn? (before: yes 2026-09-20)", Consent(ConsentState.WITHDRAWN)),
        ("not needed: it is a proverb", Consent(ConsentState.NOT_NEEDED, None, "it is a proverb")),
    ],
)
def test_consent_is_read_as_an_author_types_it(said: str, consent: Consent) -> None:
    text = f"## Jo, undated\nId: c1\nConsent: {said}\n\nHello.\n"

    (comment,), problems = comments.read(text, COMMENTS)

    assert problems == []
    assert comment.consent == consent


@pytest.mark.parametrize("said", ["ja", "yes maybe", "not needed", "not needed:", "yess", "y"])
def test_consent_that_cannot_be_read_is_a_fault_and_counts_as_not_asked(said: str) -> None:
    text = f"## Jo, undated\nId: c1\nConsent: {said}\n\nHello.\n"

    (comment,), problems = comments.read(text, COMMENTS)

    assert [problem.code for problem in problems] == ["bad-consent"]
    assert comment.consent.state is ConsentState.NOT_ASKED


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Hello.\n", "outside-a-comment", 1),
        ("## Jo, undated\nId: c1\n", "empty-comment", 1),
        ("## Jo, undated\n\nHello.\n", "missing-id", 1),
        ("## Jo, 2024-13-01\nId: c1\n\nHello.\n", "bad-date", 1),
        ("## Jo, undated\nId: c1\nUse: perhaps\n\nHello.\n", "bad-use", 3),
        ("## Jo, undated\nId: c1\nEmail: jo@example.org\n\nHello.\n", "unknown-key", 3),
    ],
)
def test_a_fault_in_a_comment_has_a_code_and_a_line(text: str, code: str, line: int) -> None:
    _, problems = comments.read(text, COMMENTS)

    assert [problem.code for problem in problems] == [code]
    assert problems[0].place == Place(COMMENTS, line)


@given(
    st.lists(
        st.builds(
            Comment,
            id=st.text("abc1", min_size=1, max_size=4),
            name=NAMES | st.just("Jo, 2024-05-03"),
            day=DAYS,
            blocks=TEXTS.filter(bool),
            consent=st.builds(
                Consent,
                st.sampled_from([s for s in ConsentState if s is not ConsentState.NOT_NEEDED]),
                DAYS,
            ),
            use=st.booleans(),
            print_as=NAMES,
            reply_to=st.text("abc1", max_size=4),
        ),
        max_size=3,
    )
)
def test_comments_that_were_written_read_back(written: list[Comment]) -> None:
    read_back, problems = comments.read(comments.write(written), COMMENTS)

    assert [problem.code for problem in problems] == []
    assert [(c.id, c.name, c.day, c.consent, c.use, c.print_as) for c in read_back] == [
        (c.id, c.name, c.day, c.consent, c.use, c.print_as) for c in written
    ]


# --- contents.txt --------------------------------------------------------------------------------


def test_newcomers_go_under_their_heading_and_nothing_else_moves() -> None:
    before = "# Before\nded\n\n# Shore\nb\na\n\n# Left out\nold\n"

    once = contents.with_names(before, contents.NEW, ["c"])
    twice = contents.with_names(once, contents.NEW, ["d"])

    assert once == before.rstrip("\n") + "\n\n# New, not yet placed\nc\n"
    assert twice == before.rstrip("\n") + "\n\n# New, not yet placed\nc\nd\n"


def test_the_first_essays_become_the_order_of_an_empty_list(a_book: ABook) -> None:
    root = a_book({"contents.txt": ""})

    manuscript.place(root / "manuscript", ["b", "a"], ["draft"])

    listing = (root / "manuscript/contents.txt").read_text(encoding="utf-8")
    assert listing == "b\na\n\n# Left out\ndraft\n"
