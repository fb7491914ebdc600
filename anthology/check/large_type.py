"""Whether an edition that calls itself large print is one: the smallest type on each of its sheets.

Read by PDFium from the finished file. The sheet that makes the claim, the copyright page, may be
set a little smaller; nothing else is (UKAAF, Minimum standards: Clear and large print, MS03,
2012: 16 pt at the least).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anthology.check import inked, pdf_file
from anthology.errors import Place, Problem

LEAST = 16.0  # points
LEAST_IMPRINT = 14.0
ROUNDING = 0.05


def look_over(path: Path, claim: str) -> Iterator[Problem]:
    """A problem for type that is too small, and one where no sheet makes the claim."""
    sheets = _sheets(path, claim)
    if not any(claims for _, claims in sheets):
        yield Problem("large-print", f"no page says that this is a “{claim}”", Place(path))
    small = {
        number: size
        for number, (size, claims) in enumerate(sheets, start=1)
        if size is not None and size < (LEAST_IMPRINT if claims else LEAST) - ROUNDING
    }
    if small:
        first, more = next(iter(small)), len(small) - 1
        where = f"page {first}{f' and {more} more' if more else ''}"
        message = f"{where}: type of {min(small.values()):g} pt; large print is {LEAST:g} or more"
        hint = "make it larger in styles/print.css, under `:root.large`"
        yield Problem("large-print", message, Place(path), hint)


def _sheets(path: Path, claim: str) -> list[tuple[float | None, bool]]:
    """For each sheet its smallest type, and whether it makes the claim."""
    with pdf_file.pages(path) as document:
        return [(inked.least_type(page), claim in _said(page)) for page in document]


def _said(page: Any) -> str:
    return " ".join(page.get_textpage().get_text_range().split())
