"""What is put into an EPUB comes out of it, byte for byte, on any day and in any time zone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anthology.epub import container
from anthology.epub.container import Item, Package, Reference, Statement
from anthology.errors import BuildError

# What ebooklib's own writer would change: no space between the words, text before the first
# element, an attribute of the body, an empty element.
PAGE = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
    b"<head><title>Tide</title></head>"
    b'<body class="x">Bare<p><b>un</b><i>believable</i><span></span></p></body></html>'
)
PACKAGE = Package(
    language="en-GB",
    direction="ltr",
    modified=datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC),
    metadata=(
        Statement("dc:identifier", "urn:uuid:1", (("id", "book-id"),)),
        Statement("dc:title", "Tide & Rope"),
        Statement("meta", "textual", (("property", "schema:accessMode"),)),
    ),
    items=(
        Item("nav", "nav.xhtml", "application/xhtml+xml", PAGE, ("nav",)),
        Item("tide", "text/tide.xhtml", "application/xhtml+xml", PAGE),
        Item("ncx", "toc.ncx", "application/x-dtbncx+xml", b"<ncx/>"),
        Item("noise", "images/noise.png", "image/png", bytes(range(256))),
    ),
    spine=("tide", "nav"),
    guide=(Reference("text", "Start", "text/tide.xhtml"),),
)


@pytest.fixture
def written(tmp_path: Path) -> zipfile.ZipFile:
    container.write(PACKAGE, tmp_path / "book.epub")
    return zipfile.ZipFile(tmp_path / "book.epub")


def test_ebooklib_is_the_release_whose_hooks_we_know() -> None:
    import ebooklib

    assert ebooklib.VERSION == (0, 20, 0)


def test_bytes_in_are_bytes_out(written: zipfile.ZipFile) -> None:
    assert {item.href: written.read(f"EPUB/{item.href}") for item in PACKAGE.items} == {
        item.href: item.content for item in PACKAGE.items
    }


def test_the_first_entry_says_what_the_file_is(written: zipfile.ZipFile) -> None:
    first = written.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert written.read(first) == b"application/epub+zip"


def test_the_package_document_says_what_it_was_told(written: zipfile.ZipFile) -> None:
    from lxml import etree

    opf = etree.fromstring(written.read("EPUB/content.opf"))

    assert opf.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert opf.get("dir") == "ltr"
    assert opf.get("unique-identifier") == "book-id"
    assert [e.text for e in opf.iter("{*}title")] == ["Tide & Rope"]
    assert [(e.get("property"), e.text) for e in opf.iter("{*}meta")] == [
        ("dcterms:modified", "2025-03-04T05:06:07Z"),
        ("schema:accessMode", "textual"),
    ]
    assert [(e.get("id"), e.get("href"), e.get("properties")) for e in opf.iter("{*}item")] == [
        (item.id, item.href, " ".join(item.properties) or None) for item in PACKAGE.items
    ]
    assert [(e.get("idref"), e.get("linear")) for e in opf.iter("{*}itemref")] == [
        ("tide", None),
        ("nav", None),
    ]
    assert [dict(e.attrib) for e in opf.iter("{*}reference")] == [
        {"type": "text", "title": "Start", "href": "text/tide.xhtml"}
    ]


def test_the_same_package_gives_the_same_file_in_any_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        container.write(PACKAGE, tmp_path / "book.epub")
        files.append((tmp_path / "book.epub").read_bytes())
    monkeypatch.undo()
    time.tzset()

    assert len(set(files)) == 1


def test_two_processes_write_the_same_file(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from test_epub_container import PACKAGE;"
        "from anthology.epub import container; container.write(PACKAGE, Path(sys.argv[1]))"
    )
    files = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.epub"
        paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        subprocess.run([sys.executable, "-c", program, str(target)], env=environment, check=True)
        files.append(target.read_bytes())

    assert files[0] == files[1]


@pytest.mark.parametrize("href", ["text/wörter.xhtml", "text/two words.xhtml", "a?b.xhtml"])
def test_a_name_that_is_more_than_plain_ascii_is_refused(tmp_path: Path, href: str) -> None:
    package = replace(PACKAGE, items=(*PACKAGE.items, Item("x", href, "text/css", b"")))

    with pytest.raises(BuildError, match="cannot be called"):
        container.write(package, tmp_path / "book.epub")


def test_two_files_that_differ_in_capitals_only_are_refused(tmp_path: Path) -> None:
    double = Item("x", "images/NOISE.png", "image/png", b"")

    with pytest.raises(BuildError, match="2 files of the EPUB"):
        container.write(replace(PACKAGE, items=(*PACKAGE.items, double)), tmp_path / "book.epub")


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "book.epub"
    target.write_bytes(b"the good one")
    (tmp_path / "book.epub.part").mkdir()

    with pytest.raises(BuildError, match="cannot write"):
        container.write(PACKAGE, target)

    assert target.read_bytes() == b"the good one"


def test_a_date_before_zip_files_began_does_no_harm(tmp_path: Path) -> None:
    container.write(
        replace(PACKAGE, modified=datetime(1971, 1, 1, tzinfo=UTC)), tmp_path / "book.epub"
    )

    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
