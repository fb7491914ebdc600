"""Markdown in, essays out."""

from __future__ import annotations

from pathlib import Path

import pytest
from gathering import FIXTURES, expected, from_text, gathered, written

from anthology import gather, markup
from anthology.errors import GatherError
from anthology.gather.review import Kind

PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"


def test_every_piece_of_markdown_comes_out_as_what_it_is() -> None:
    essay = gathered(FIXTURES / "markdown.md")

    assert written(essay) == expected("markdown")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("---\ntitle: The sea: a love story\n---", "The sea: a love story"),
        ("---\ntitle: “Wait” # not yet\n---", "“Wait” # not yet"),
        ("---\ntitle: 'It''s late'\n---", "It's late"),
        ('---\ntitle: "Caf\\u00e9"\n---', "Café"),
        ("---\ntitle: >\n  The sea\n  again\n---", "The sea again"),
        ("---\ntitle: 1.10\n---", "1.10"),
        ('+++\ntitle = "The sea"\n[params]\ntitle = "no"\n+++', "The sea"),
        ('{"title": "The sea", "draft": false}', "The sea"),
    ],
)
def test_a_title_in_the_head_is_what_was_typed(tmp_path: Path, head: str, title: str) -> None:
    essay = from_text(tmp_path, f"{head}\n\nWords.\n")

    assert essay.essay.title == title
    assert written(essay)[1] == "paragraph: Words."


def test_a_key_a_book_has_no_use_for_is_listed(tmp_path: Path) -> None:
    essay = from_text(tmp_path, "---\ntitle: Sea\ncover:\n  image: a.png\n---\nWords.\n")

    assert [left.text for left in essay.left_out] == ["cover: \n  image: a.png"]
    assert [row.kind for row in essay.rows] == [Kind.TITLE, Kind.LEFT_OUT]


def test_words_between_two_rules_are_no_head(tmp_path: Path) -> None:
    essay = from_text(tmp_path, "---\nNot this.\nNote: nor this.\n---\nBut this.\n")

    assert "Not this." in " ".join(written(essay))
    assert not essay.left_out


@pytest.mark.parametrize("says", ["draft: true", "published: false"])
def test_a_draft_is_kept_and_not_placed(tmp_path: Path, says: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: Sea\n{says}\n---\nWords.\n", encoding="utf-8")
    found = gather.gather([tmp_path])

    assert not found.essays
    assert [one.held for one in found.held] == [f"`{says}`"]


def test_markdown_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    marked = from_text(tmp_path, "# The Sea\n\nIt is *wide*.\n", "sea.txt")
    unmarked = from_text(tmp_path, "The Sea\nIt is wide.\nIt is *deep*.\n", "sea.md")

    assert marked.essay.source == "markdown sea.txt"
    assert unmarked.essay.source == "text sea.md"


def test_a_picture_beside_the_text_is_copied_and_others_are_listed(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "outside.png").write_bytes(PNG)
    (tmp_path / "inside" / "Sea View.png").write_bytes(PNG)
    text = (
        "# Sea\n\n![the sea](Sea%20View.png)\n\n![no](../outside.png)\n\n![web](http://a.b/c.png)\n"
    )
    essay = from_text(tmp_path / "inside", text)

    (picture,) = essay.pictures
    assert picture.file == tmp_path / "inside" / "Sea View.png"
    assert picture.source.startswith("images/sea-view-")
    assert [left.kind for left in essay.left_out] == ["picture not found", "picture on the web"]


def test_lines_that_are_not_wrapped_keep_their_ends(tmp_path: Path) -> None:
    essay = from_text(tmp_path, "# Sea\n\nIt is wide.\nIt is deep.\n\nIt is there.\n")

    assert written(essay)[1:] == [
        "line: It is wide.",
        "line: It is deep.",
        "paragraph: It is there.",
    ]


def test_items_keep_their_words_however_deep_they_are(tmp_path: Path) -> None:
    items = [f"{'  ' * depth}- item {depth}" for depth in range(40)]
    essay = from_text(tmp_path, "\n".join(["# Deep", "", *items]), "deep.md")

    assert sum("item" in line for line in written(essay)) == len(items)


def test_what_stands_too_deep_to_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(GatherError, match="within one another, 100 deep"):
        from_text(tmp_path, "# Deep\n\n" + "> " * 5_000 + "Words.\n", "deep.md")


def test_a_note_typed_where_its_mark_stands_is_a_note(tmp_path: Path) -> None:
    line = "It keeps.^[Not *all* [of it](https://shore.example).] It went.[^1]"
    text = f"# Sea\n\n{line}\n\n[^1]: Out.\n"

    assert markup.write(from_text(tmp_path, text, "sea.md").essay.blocks) == (
        "It keeps.[^2] It went.[^1]\n\n"
        "[^2]: Not *all* [of it](https://shore.example).\n\n[^1]: Out.\n"
    )
