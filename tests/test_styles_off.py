"""With styles off, in a text browser, every line still starts a row of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import boathouse
import pytest

from anthology.check.epub_file import EpubFile, opened

WIDE = "-width=1000"  # no line is so long that it turns over


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> EpubFile:
    """The book BOOK names (`make check-epub` does), else that of the other tests."""
    named = os.environ.get("BOOK")
    return opened(
        Path(named) if named else boathouse.write(tmp_path_factory.mktemp("b") / "b.epub")
    )


def shown(document: bytes, folder: Path) -> list[str]:
    """The rows a text browser shows, without the space around them."""
    if shutil.which("lynx") is None:
        pytest.skip("NOT CHECKED: Lynx is not installed (apt-get install lynx)")
    path = folder / "document.html"
    # A text browser says what a picture shows in the row of its caption, which is no line's fault.
    path.write_bytes(re.sub(rb"<img[^>]*>", b"", document))
    command = ["lynx", "-dump", "-nolist", "-nomargins", "-display_charset=utf-8", WIDE, str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return [row.strip() for row in done.stdout.decode().splitlines()]


def lines(root: Any) -> list[str]:
    every = (each for each in root.iter("{*}span") if "line" in each.get("class", "").split())
    return [" ".join("".join(each.itertext()).split()) for each in every]


def test_with_styles_off_every_line_of_verse_starts_a_row(book: EpubFile, tmp_path: Path) -> None:
    measured = 0
    for path, root in book.documents.items():
        wanted = lines(root)
        rows = iter(shown(book.files[path], tmp_path) if wanted else ())
        lost = [line for line in wanted if not any(starts(row, line) for row in rows)]
        measured += len(wanted)

        assert lost == [], path
    assert measured > 0


def starts(row: str, line: str) -> bool:
    """Lynx writes a list's bullet and a note's number before the line that follows them."""
    said = " ".join(row.replace("*", " ").replace("+", " ").split())
    return said == line or said.removeprefix(said.split(" ")[0]).strip() == line


def test_a_break_that_is_lost_is_noticed(tmp_path: Path) -> None:
    whole = b"<p><span class='line'>One gull.<br/></span> <span class='line'>Two.</span></p>"

    assert shown(whole, tmp_path) == ["One gull.", "Two."]
    assert shown(whole.replace(b"<br/>", b""), tmp_path) == ["One gull. Two."]
