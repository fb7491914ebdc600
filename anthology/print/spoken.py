"""What is read where the eye sees a letter let down: `Once`, and not `O` and then `nce`.

The large letter stands on another line than its word, so that programs tear them apart. Each run
of text can say what it stands for (`/ActualText`, ISO 32000-1, 14.9.4): the letter says a space,
for PDFium takes an empty word for none, and the words behind it say all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from anthology.print import laid
from anthology.print.openings import LETTER, QUOTE

if TYPE_CHECKING:
    from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Page

    Drawing = ContentStreamInstruction | ContentStreamInlineImage

NEARLY = 0.01  # pixels


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run of text stands for; the run begins at a place on a page, in pixels from the upper
    left corner, as the page's own drawing counts."""

    page: int
    x: float
    y: float
    text: str


def readings(document: Any) -> list[Reading]:
    """What is to be read of each letter let down, and of the run behind it."""
    return [reading for page, each in enumerate(document.pages) for reading in _on_page(page, each)]


def _on_page(number: int, page: Any) -> Iterator[Reading]:
    let_down = ""
    for box in (box for box in laid.content(page) if hasattr(box, "text")):
        y = box.position_y + box.baseline
        if box.element.get("class") in (LETTER, QUOTE):
            let_down = "".join(box.element.itertext())
            yield Reading(number, box.position_x, y, " ")
        elif let_down:
            yield Reading(number, box.position_x, y, let_down + box.text)
            let_down = ""


def read_as(pdf: bytes, readings: Sequence[Reading]) -> bytes:
    """The PDF of a unit as WeasyPrint wrote it, with what its runs stand for."""
    if not readings:
        return pdf
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            here = [reading for reading in readings if reading.page == number]
            if here:
                drawn = pikepdf.unparse_content_stream(list(_said(page, here)))
                page.Contents = opened.make_stream(drawn)
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def _said(page: Page, readings: Sequence[Reading]) -> Iterator[Drawing]:
    """The page's drawing, with marks before and behind each run that has a reading."""
    from pikepdf import (
        ContentStreamInstruction,
        Dictionary,
        Name,
        Operator,
        String,
        parse_content_stream,
    )

    is_open = False
    for drawing in parse_content_stream(page):
        begins = str(drawing.operator) == "Tm"
        if is_open and (begins or str(drawing.operator) == "ET"):
            is_open = False
            yield ContentStreamInstruction([], Operator("EMC"))
        if begins and (text := _reading(list(drawing.operands), readings)) is not None:
            is_open = True
            said = Dictionary(ActualText=String(text))
            yield ContentStreamInstruction([Name.Span, said], Operator("BDC"))
        yield drawing


def _reading(matrix: Sequence[Any], readings: Sequence[Reading]) -> str | None:
    x, y = float(matrix[4]), float(matrix[5])
    near = (r for r in readings if abs(r.x - x) < NEARLY and abs(r.y - y) < NEARLY)
    return next((reading.text for reading in near), None)
