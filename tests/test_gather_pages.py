"""Saved web pages in, essays and comments out."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from gathering import FIXTURES, gathered

from anthology import gather, markup
from anthology.gather.html import tree as html_tree
from anthology.gather.review import Kind
from anthology.model import ConsentState

PAGES = FIXTURES / "pages"


@pytest.mark.parametrize(
    ("name", "title", "day", "text"),
    [
        (
            "wordpress",
            "On Tar",
            date(2024, 5, 3),
            "Tar keeps.\nTar holds.\n\nAnd the boat *knows* it.\n",
        ),
        (
            "blogger",
            "On Rope",
            date(2016, 5, 8),
            "Rope holds.\n\nRope gives.\nAnd then *not*.\n",
        ),
        ("substack", "On Salt", None, "Salt keeps.\nSalt stings.\n"),
        ("squarespace", "On Wind", date(2024, 6, 1), "Wind leans.\nWind   leaves.\n"),
        ("blocks", "On Ice", date(2024, 1, 4), "Ice waits.\n    Ice *sings*.\n"),
        ("old-theme", "On Mud", None, "Mud is a mirror.\nMud keeps nothing.\n"),
        (
            "medium",
            "On Fog",
            date(2024, 7, 1),
            "Fog leans.\nFog *leaves*.\n\n## After\n\nThe shore.\n",
        ),
        (
            "plain",
            "On Sand",
            None,
            "Sand moves.\nSand stays.\n\nThe wind has read it all, and keeps none of it, "
            "and nobody has asked it to.\n",
        ),
    ],
)
def test_the_essay_of_a_page(name: str, title: str, day: date | None, text: str) -> None:
    essay = gathered(PAGES / f"{name}.html").essay

    assert (essay.title, essay.day) == (title, day)
    assert markup.write(essay.blocks) == text


# Name, day, what it answers, and the words; e-mail, faces, buttons and likes are no part of it.
COMMENTS = {
    "wordpress": [
        ("page-2", "Jo Marsh", date(2024, 5, 4), "", "Thank you.\nIt holds.\n"),
        ("page-3", "Ines", None, "page-2", "It does.\n"),
        ("page-6", "", date(2024, 5, 5), "", "An old theme.\n"),
    ],
    "blogger": [
        ("page-111", "Jo", date(2016, 5, 9), "", "So true.\nReally.\n"),
        ("page-112", "Ines", date(2016, 5, 10), "page-111", "Thank you, Jo.\n"),
    ],
    "substack": [
        ("page-1", "Jo Marsh", date(2024, 5, 9), "", "Lovely.\n"),
        ("page-2", "Kim", None, "page-1", "Yes.\n"),
    ],
    "squarespace": [("page-1", "Jo Marsh", None, "", "It does.\n")],
    "blocks": [
        ("page-12", "Jo Marsh", date(2024, 1, 5), "", "It sang once.\nAll night.\n"),
        ("page-13", "Ines", None, "page-12", "I heard it.\n"),
    ],
    "old-theme": [
        ("page-7", "Kim", date(2008, 5, 5), "", "Mud, yes.\n"),
        ("page-8", "Jo", None, "", "Listen: it stays.\n"),
    ],
    "plain": [],
}


@pytest.mark.parametrize("name", COMMENTS)
def test_the_comments_of_a_page(name: str) -> None:
    comments = gathered(PAGES / f"{name}.html").essay.comments

    assert [
        (one.id, one.name, one.day, one.reply_to, markup.write(one.blocks)) for one in comments
    ] == COMMENTS[name]


@pytest.mark.parametrize(
    ("name", "own"), [("wordpress", "page-3"), ("blocks", "page-13"), ("blogger", "page-112")]
)
def test_an_author_is_known_and_nobody_else_has_agreed(name: str, own: str) -> None:
    comments = gathered(PAGES / f"{name}.html").essay.comments

    assert [one.id for one in comments if one.consent.state is ConsentState.OWN] == [own]
    others = {one.consent.state for one in comments if one.id != own}
    assert others == {ConsentState.NOT_ASKED}


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        # A pingback, a comment nobody has let in yet, buttons; menus, a widget and the rest.
        (
            "wordpress",
            {
                "pingback": 1,
                "waiting comment": 1,
                "row of sharing buttons": 1,
                "page surround": 1,
            },
        ),
        ("blogger", {"deleted comment": 1, "page surround": 1}),
        ("substack", {"button": 1, "page surround": 1}),
        ("squarespace", {"page surround": 1}),
        ("old-theme", {"page furniture": 1, "page surround": 1}),
        # The byline, and a row of buttons above the first words.
        ("medium", {"page furniture": 2, "page surround": 1}),
        ("plain", {"page surround": 1, "comment service": 1}),
    ],
)
def test_what_a_page_holds_besides_is_counted(name: str, left_out: dict[str, int]) -> None:
    found = gather.gather([PAGES / f"{name}.html"])

    every = (*found.left_out, *found.essays[0].left_out)
    assert Counter(one.kind for one in every) == left_out


def test_a_subtitle_that_the_page_names_is_one() -> None:
    assert gathered(PAGES / "medium.html").essay.subtitle == "What it leaves"


def test_an_element_that_was_guessed_is_told() -> None:
    rows = gathered(PAGES / "plain.html").rows

    assert [row.decided for row in rows if row.kind is Kind.DOUBT] == ["taken for the essay"]


def test_a_page_is_known_by_its_link() -> None:
    found = gathered(PAGES / "wordpress.html")

    assert found.essay.source == "page https://shore.example/2024/on-tar/"
    assert found.links == ("https://shore.example/2024/on-tar/",)


def test_the_folder_a_browser_puts_beside_a_page_is_no_essay(tmp_path: Path) -> None:
    beside = tmp_path / "On Tar_files"
    beside.mkdir()
    (beside / "style.css").write_text("body { color: black }", encoding="utf-8")
    (beside / "ads.html").write_text("<html><body>Buy tar.</body></html>", encoding="utf-8")
    (beside / "boat.png").write_bytes(b"\x89PNG\r\n\x1a\nboat")
    page = '<html><body><article><p>Tar keeps.</p><img src="On%20Tar_files/boat.png" alt="A boat">'
    (tmp_path / "On Tar.html").write_text(f"{page}</article></body></html>", encoding="utf-8")
    found = gather.gather([tmp_path])

    assert [one.essay.title for one in found.essays] == ["On Tar"]
    assert len(found.essays[0].pictures) == 1
    assert Counter(one.kind for one in found.left_out) == {"saved page part": 3}


def test_several_posts_on_a_page_give_the_longest_and_tell_of_the_others(tmp_path: Path) -> None:
    posts = "".join(
        f'<div class="entry-content"><p>{"Tar keeps. " * count}</p></div>' for count in (30, 40)
    )
    (tmp_path / "a.html").write_text(f"<html><body>{posts}</body></html>", encoding="utf-8")
    found = gather.gather([tmp_path])

    assert len(found.essays) == 1
    assert [one.kind for one in found.left_out] == ["further post"]


def test_a_page_without_words_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><script>1</script></body></html>")
    (tmp_path / "b.txt").write_text("On Tar\n\nTar keeps.\n\nTar holds.\n")

    assert [one.kind for one in gather.gather([tmp_path]).left_out] == ["empty page"]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "gull",
        "<li><ul>" + "<b>" * 10_000 + "<li></li>" * 10_000,
        "<div class=comment>" * 5_000 + "gull",
        "</div>" * 20_000,
        "<p" * 20_000,
    ],
    ids=["deep", "never closed", "comments in comments", "only ends", "half tags"],
)
def test_a_hostile_page_takes_no_longer_than_its_length(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><p>One gull.</p>{source}", encoding="utf-8")
    began = time.perf_counter()
    found = gather.gather([tmp_path])

    assert found.essays
    assert time.perf_counter() - began < 10


def test_every_letter_of_a_page_is_in_its_tree() -> None:
    source = (PAGES / "wordpress.html").read_text(encoding="utf-8")
    tree = html_tree.grow(source)

    assert source[tree.root.start : tree.root.end] == source
    assert all(one.start <= one.inner <= one.inner_end <= one.end for one in tree.root.inside())


def test_comments_without_a_number_are_known_by_their_words(tmp_path: Path) -> None:
    def page(*names: str) -> list[tuple[str, str]]:
        said = "".join(
            f'<dt class="comment-author">{name}</dt><dd class="comment-body">So said {name}.</dd>'
            for name in names
        )
        path = tmp_path / "rope.html"
        path.write_text(
            "<!DOCTYPE html><html><head><title>Rope</title></head><body><article><h1>Rope</h1>"
            f"<p>Rope holds.</p><p>Rope gives.</p></article><div id='comments'><dl>{said}</dl>"
            "</div></body></html>",
            encoding="utf-8",
        )
        return [(one.id, one.name) for one in gathered(path).essay.comments]

    both = page("Jo Marsh", "Kim Vale")

    assert len(both) == 2
    assert page("Kim Vale") == both[1:]
