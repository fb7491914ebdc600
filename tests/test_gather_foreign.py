"""Files that are no source: what they are is told, and which menu makes one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import a_zip

from anthology import gather
from anthology.errors import AnthologyError

ESSAY = "The Tide\nOne gull.\nThen two.\n"

FILES = [
    ("tide.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word document", ".docx"),
    ("tide.rtf", rb"{\rtf1\ansi {\i One gull.}}", "a rich text document", "italics"),
    ("tide.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF", "gather what it was made from"),
    ("tide.wpd", b"\xffWPC\x00\x00\x01\x0a" * 9, "a WordPerfect document", "LibreOffice"),
    ("tide.webarchive", b"bplist00\xd1\x01\x02" * 9, "a web archive", "Page Source"),
    ("tide.gdoc", b'{"doc_id":"1a","email":"x"}', "only a link to a Google", "Download"),
    ("disqus.xml.gz", b"\x1f\x8b\x08\x00" * 9, "a packed file", "unpack it"),
    ("tide.json", b'{"tide": 1}', "data in JSON", "the blog’s own export"),
    ("tide.bin", bytes(range(32)) * 9, "no text", "the program that made it"),
]
PACKAGES = [
    ("tide.pages", ["Index/Document.iwa", "preview.jpg"], "a Pages document", "Export To"),
    ("kept.pages", ["Index.zip", "Metadata/Properties.plist"], "a Pages document", "Export To"),
    ("old.pages", ["index.xml.gz", "buildVersionHistory.plist"], "a Pages document", "Export To"),
    ("tide.epub", ["META-INF/container.xml", "OEBPS/1.xhtml"], "an e-book", "Calibre"),
    ("tide.scriv", ["tide.scrivx", "Files/Data/1/content.rtf"], "a Scrivener", "Compile"),
    ("tide.rtfd", ["TXT.rtf", "net.png"], "a rich text document with", "TextEdit"),
    ("tide.xlsx", ["[Content_Types].xml", "xl/workbook.xml"], "a spreadsheet", ".docx"),
]


def fault(path: Path) -> tuple[str, str]:
    with pytest.raises(AnthologyError) as caught:
        gather.gather([path])
    return caught.value.message, caught.value.hint or ""


def a_package(path: Path, names: list[str]) -> Path:
    for name in names:
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"<x/>")
    return path


@pytest.mark.parametrize(("name", "data", "what", "way"), FILES, ids=[f[0] for f in FILES])
def test_a_file_that_is_no_source_says_what_to_make_of_it(
    tmp_path: Path, name: str, data: bytes, what: str, way: str
) -> None:
    (tmp_path / name).write_bytes(data)
    message, hint = fault(tmp_path / name)

    assert what in message
    assert way in hint


@pytest.mark.parametrize(("name", "names", "what", "way"), PACKAGES, ids=[p[0] for p in PACKAGES])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_package_is_one_document_to_its_author(
    tmp_path: Path, name: str, names: list[str], what: str, way: str, is_packed: bool
) -> None:
    if is_packed:
        path = a_zip(tmp_path / name, dict.fromkeys(names, "<x/>"))
    else:
        path = a_package(tmp_path / name, names)
    message, hint = fault(path)

    assert what in message
    assert way in hint


def test_an_epub_is_known_by_its_mimetype_too(tmp_path: Path) -> None:
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"}

    assert "an e-book" in fault(a_zip(tmp_path / "tide.epub", files))[0]


def test_in_a_folder_each_is_left_out_once_with_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "tide.txt").write_text(ESSAY, encoding="utf-8")
    (tmp_path / "tide.pdf").write_bytes(FILES[2][1])
    a_package(tmp_path / "more/novel.scriv", PACKAGES[4][1])
    a_zip(tmp_path / "tide.pages", dict.fromkeys(PACKAGES[0][1], "<x/>"))
    found = gather.gather([tmp_path])

    assert [one.essay.title for one in found.essays] == ["The Tide"]
    assert sorted((left.kind, left.text) for left in found.left_out) == [
        ("file", "more/novel.scriv"),
        ("file", "tide.pages"),
        ("file", "tide.pdf"),
    ]
    assert all("to have it, " in left.reason for left in found.left_out)
