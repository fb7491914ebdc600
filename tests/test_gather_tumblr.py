"""Tumblr's `posts.xml`: what is in it and in no page, and nothing twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from exports import EXPORTS, ON_ROPE, a_zip, counted, zipped
from gathering import written

from anthology import gather
from anthology.gather.intake import files

XML = EXPORTS / "tumblr-posts.xml"
PICTURE = (EXPORTS / "tumblr/media/8002.png").read_bytes()
SOURCES = ["8002", "8006", "8007", "8008", "8009", "8010", "8011", "8001"]


def numbers(found: gather.Gathered) -> list[str]:
    return [one.essay.source.removeprefix("tumblr ") for one in found.essays]


def lines(found: gather.Gathered, number: str) -> list[str]:
    (one,) = (one for one in found.essays if one.essay.source == f"tumblr {number}")
    return written(one)


def test_the_posts_of_one_file_are_essays_and_the_rest_is_counted() -> None:
    found = gather.gather([XML])

    assert numbers(found) == SOURCES
    assert counted(found) == {
        "reblog": 1,
        "picture post": 1,
        "draft": 1,
        "private post": 1,
        "essay twice": 1,
        "reader’s question": 1,
        "embed": 2,
        "picture on the web": 1,
    }


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("8006", ["line: Ferryman: Now?", "line: Me: Not yet."]),
        (
            "8007",
            [
                "quoted paragraph: The sea keeps no accounts.",
                "paragraph: An old hand at the harbour",
            ],
        ),
        ("8010", ["line: One gull.", "line: *Then two.*", "gap", "line: Then none."]),
        ("8009", ["paragraph: Only in my sleep.", "left out: Do you still row?"]),
    ],
)
def test_each_kind_of_post_keeps_its_words(number: str, expected: list[str]) -> None:
    assert lines(gather.gather([XML]), number)[2 : 2 + len(expected)] == expected


def test_a_post_is_in_the_book_once_where_it_has_a_page_too(tmp_path: Path) -> None:
    export = shutil.copytree(EXPORTS / "tumblr", tmp_path / "export")
    shutil.copy(XML, export / "posts/posts.xml")
    found = gather.gather([export])

    assert numbers(found) == SOURCES
    assert lines(found, "8001")[2:8] == ON_ROPE


def test_a_file_of_posts_that_all_have_pages_is_told(tmp_path: Path) -> None:
    export = shutil.copytree(EXPORTS / "tumblr", tmp_path / "export")
    begin, end = (XML.read_text("utf-8").index(mark) for mark in ('<post id="8006"', "</posts>"))
    xml = XML.read_text("utf-8")
    (export / "posts/posts.xml").write_text(xml[:begin] + xml[end:], encoding="utf-8")
    found = gather.gather([export])

    assert numbers(found) == ["8002", "8001"]
    assert [(out.kind, out.reason) for out in found.left_out if out.kind == "other file"] == [
        ("other file", "its posts are in the pages beside it")
    ]


@pytest.mark.parametrize("way", ["folder", "zip", "inner zip"])
def test_an_export_of_one_file_brings_the_pictures_beside_it(tmp_path: Path, way: str) -> None:
    every = {"posts/posts.xml": XML.read_bytes(), "media/8002.png": PICTURE}
    packed = a_zip(tmp_path / "export.zip", every)
    match way:
        case "folder":
            shutil.unpack_archive(packed, tmp_path / "export")
            packed = tmp_path / "export"
        case "inner zip":
            inner = a_zip(tmp_path / "posts.zip", {"posts.xml": XML.read_bytes()})
            shown = {"posts.zip": inner.read_bytes(), "media/8002.png": PICTURE}
            packed = a_zip(tmp_path / "export.zip", shown)
    found = gather.gather([packed])

    assert numbers(found) == SOURCES
    assert "figure: " in lines(found, "8002")
    assert [one.read() for one in found.essays[0].pictures] == [PICTURE]


def test_a_large_file_of_posts_is_read_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LONG", 1000)
    export = shutil.copytree(EXPORTS / "tumblr/media", tmp_path / "export/media").parent
    shutil.copy(XML, export / "posts.xml")

    assert numbers(gather.gather([export])) == SOURCES
    assert numbers(gather.gather([export / "posts.xml"])) == SOURCES


def test_the_same_posts_named_twice_come_in_once(tmp_path: Path) -> None:
    found = gather.gather([XML, zipped(tmp_path / "export.zip", EXPORTS / "tumblr")])

    assert sorted(numbers(found)) == sorted(SOURCES)
    assert counted(found)["essay twice"] == 3
