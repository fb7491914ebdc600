"""The inner margin a printer asks for hangs on how many pages there are, and they on the margin."""

from __future__ import annotations

from pathlib import Path

import pytest
from printing import rows

from anthology.pages import Page, Section
from anthology.print.book import PrintedBook, write_pdf
from anthology.project import PrintEdition, Settings, Trim

# On so narrow a page Lulu's gutter for 61 pages and more is wider than our own margin.
EDITION = PrintEdition("print", Trim(101.6, 152.4), printer="lulu")
SETTINGS = Settings("Boats", "en", (EDITION,))
OURS, THEIRS = 0.145 * 288, 0.625 * 72  # points


def printed(folder: Path, essays: int, body: str) -> PrintedBook:
    pages = [
        Page(
            f"e{n}", "essay", "Oars", f'<section class="essay">{body}</section>', Section.BODY, "en"
        )
        for n in range(essays)
    ]
    return write_pdf(pages, SETTINGS, EDITION, {}, folder, folder / "book.pdf", folder / "cache")


def inner_margin(book: PrintedBook) -> float:
    """Of the first page, which is a recto."""
    return min(row.left for row in rows(book.path) if row.page == 0)


def test_a_book_of_many_pages_gets_its_gutter_at_once(tmp_path: Path) -> None:
    book = printed(tmp_path, 32, "<p>Two oars.</p>")

    assert book.pages == 64
    assert inner_margin(book) == pytest.approx(THEIRS, abs=1)
    assert book.laid_out == 32 + 1  # and the figures of the folios


def test_a_book_that_is_longer_than_it_seemed_gets_its_gutter_too(tmp_path: Path) -> None:
    lines = "".join('<span class="line">Row.</span>' for _ in range(60))
    book = printed(tmp_path, 16, f'<div class="poem"><p class="stanza">{lines}</p></div>')

    assert book.pages >= 61
    assert inner_margin(book) == pytest.approx(THEIRS, abs=1)


def test_a_book_that_is_shorter_than_it_seemed_keeps_its_own_margin(tmp_path: Path) -> None:
    book = printed(tmp_path, 20, f'<p class="{"unseen " * 1000}">Two oars.</p>')

    assert book.pages == 40
    assert inner_margin(book) == pytest.approx(OURS, abs=1)
