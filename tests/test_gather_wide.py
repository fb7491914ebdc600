"""Files of two and four bytes a letter are what they are in one, whatever they declare."""

from __future__ import annotations

from pathlib import Path

import pytest
from blogs import WXR, entry, feed, item, wxr
from gathering import FIXTURES, written

from anthology import gather
from anthology.gather.intake import files

EXPORTS = (
    *("blogs/wordpress.xml", "blogs/squarespace.xml", "blogs/blogger.xml"),
    *("exports/disqus.xml", "exports/ghost.json", "exports/remark42.json", "exports/wix.csv"),
    *("exports/movabletype.txt", "pages/blogger.html", "markdown.md", "page.txt"),
    *("documents/google-download.html", "documents/word-page.html"),
)
CODECS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
POEM = "<p>One gull.<br>Then twø 🐦.</p>"


def told(path: Path) -> list[str]:
    """All that a file gives: every line, every comment, every thing left out."""
    found = gather.gather([path])
    lines = [line for one in (*found.essays, *found.held) for line in written(one)]
    lines += [f"{out.kind}: {out.text}" for out in found.left_out]
    return lines + [repr(thread.comments) for thread in found.loose]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("export", EXPORTS)
def test_a_file_in_a_wide_encoding_gives_the_same(tmp_path: Path, export: str, codec: str) -> None:
    narrow = FIXTURES / export
    wide = tmp_path / narrow.name
    wide.write_bytes(narrow.read_text(encoding="utf-8").encode(codec))

    assert told(wide) == told(narrow)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("declared", ["UTF-8", "UTF-16", "ISO-8859-1", "nonsense"])
def test_a_declaration_that_is_not_true_is_not_believed(
    tmp_path: Path, declared: str, codec: str
) -> None:
    text = f"{WXR.replace('UTF-8', declared)}{item(POEM)}</channel></rss>"
    path = tmp_path / "export.xml"
    path.write_bytes(text.encode(codec))

    assert told(path)[2:4] == ["line: One gull.", "line: Then twø 🐦."]


@pytest.mark.parametrize("declared", ["UTF-16", "ISO-8859-1", "us-ascii", "nonsense"])
def test_utf8_is_read_as_such_whatever_it_declares(tmp_path: Path, declared: str) -> None:
    path = wxr(tmp_path / "export.xml", item(POEM))
    path.write_text(path.read_text("utf-8").replace("UTF-8", declared), encoding="utf-8")

    assert told(path)[2:4] == ["line: One gull.", "line: Then twø 🐦."]


def test_letters_of_latin_1_are_read_as_declared_and_are_no_damage(tmp_path: Path) -> None:
    path = wxr(tmp_path / "export.xml", item("<p>L’été.</p>".replace("’", "'")))
    text = path.read_text("utf-8").replace("UTF-8", "ISO-8859-1")
    path.write_bytes(text.encode("latin-1"))
    found = gather.gather([path])

    assert "paragraph: L'été." in written(found.essays[0])
    assert found.rows == ()


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("blog", ["wordpress", "blogger"])
def test_a_large_export_in_a_wide_encoding_is_read_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blog: str, codec: str
) -> None:
    monkeypatch.setattr(files, "LONG", 20_000)
    path = tmp_path / "export.xml"
    many = range(1, 100)
    if blog == "wordpress":
        kept = item("<p>Kept apart.</p>", "Kept", 999).replace(">post<", ">wp_block<")
        pointing = item('<!-- wp:block {"ref":999} -->'.replace(" -->", " /-->"), "Points", 998)
        wxr(path, *(item(POEM, f"Gull {n}", n) for n in many), pointing, kept)
    else:
        feed(path, *(entry(POEM, f"Gull {n}", n) for n in many))
    narrow = told(path)
    path.write_bytes(path.read_text(encoding="utf-8").encode(codec))

    assert path.stat().st_size > 20_000
    assert told(path) == narrow


def test_half_a_letter_at_the_end_of_a_file_cut_short_costs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "tide.txt"
    path.write_bytes("The Tide\nOne gull.\nThen two.\n🐦".encode("utf-16")[:-3])

    assert told(path)[1:] == ["line: One gull.", "line: Then two."]


def test_numbers_that_only_begin_like_letters_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "sound.bin"
    path.write_bytes(bytes([65, 0, 66, 0, 1, 0, 2, 0, 3, 0]) * 100)
    (tmp_path / "tide.txt").write_text("The Tide\nOne gull.\nThen two.\n", encoding="utf-8")

    assert [out.kind for out in gather.gather([tmp_path]).left_out] == ["file"]
