"""Where the leaf is turned no word is divided: seen in the PDF."""

from __future__ import annotations

import pypdfium2

from anthology.print.job import SCHEME, Design, Job, bundled_fonts
from anthology.print.layout import lay_out
from anthology.stylesheets import Sheet, font_face_rules

PAGE = """
@page { size: 196pt 100pt; margin: 20pt; }
html { font: 10pt/12pt "Source Serif 4"; }
body, p { margin: 0; overflow-wrap: break-word; }
p { text-align: justify; hyphens: auto; hyphenate-limit-chars: 5 2 2; orphans: 1; widows: 1; }
"""
LONG = (
    "Nobody remembers the extraordinary timetable everlastingly hanging underneath the boathouse. "
)
HYPHEN = "\u00ad"  # as the page says that nobody wrote it


def pages(body: str) -> list[str]:
    """The words of each page; nothing may be wrong with them."""
    sheets = (font_face_rules(SCHEME + "fonts/"), Sheet("page", PAGE))
    html = f'<!DOCTYPE html><html lang="en"><body>{body}'
    drawn = lay_out(Job("Tides", html), Design(sheets, bundled_fonts()))
    assert drawn.sidecar.problems == ()
    document = pypdfium2.PdfDocument(drawn.pdf)
    return [page.get_textpage().get_text_range().strip() for page in document]


def test_no_word_is_divided_where_the_leaf_is_turned() -> None:
    found = [pages(f"<p>{'So ' * words}{LONG * 5}") for words in range(8)]

    assert not any(page.endswith(HYPHEN) for one in found for page in one[::2])


def test_from_a_verso_a_word_may_run_on() -> None:
    found = [pages(f"<p>{'So ' * words}{LONG * 5}") for words in range(8)]

    assert any(page.endswith(HYPHEN) for one in found for page in one[1::2])


def test_a_word_is_kept_whole_in_emphasis_too() -> None:
    found = [pages(f"<p>{'So ' * words}<em>{LONG * 5}</em>") for words in range(8)]

    assert not any(page.endswith(HYPHEN) for one in found for page in one[::2])


def test_a_word_broader_than_the_measure_is_divided_all_the_same() -> None:
    broad = "<p>" + "So so so. " * 18 + "antidisestablishmentarianism" * 3

    assert len(pages(broad)) > 1
