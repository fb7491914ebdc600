"""What is only known once a unit has been set, and how it is set again to be right.

A poem that is to stand centred on its longest line gets its margin, and a figure the white that
fills its last line, so that the text below it is on its line again. Both go into the unit's own
HTML as style. Takes WeasyPrint's documents as they come, and imports nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from anthology.print import laid

CENTRED = "poem centred"  # a class
LEAST = 0.01  # pixels that are worth a second setting


def make_ready(document: Any) -> bool:
    """Write into the source of a unit what its pages still want; whether they want anything.

    What was written before is left as it is, so that a unit is ready when it is set again.
    """
    parts: dict[Any, list[Any]] = {}
    for box in (box for page in document.pages for box in laid.content(page)):
        is_ours = box.element_tag == "figure" or box.element.get("class") == CENTRED
        if is_ours and box.element.get("style") is None:
            parts.setdefault(box.element, []).append(box)
    styles = {element: style for element, boxes in parts.items() if (style := _style(boxes))}
    for element, style in styles.items():
        element.set("style", style)
    return bool(styles)


def _style(parts: Sequence[Any]) -> str:
    """What the parts of a figure or a poem, one for each page it stands on, want."""
    return _filled(parts[0]) if parts[0].element_tag == "figure" else _centred(parts)


def _filled(figure: Any) -> str:
    """White above and below a figure that is not a whole number of lines high."""
    leading = figure.style["line_height"]
    if getattr(leading, "unit", "") != "px":
        return ""
    missing = -figure.border_height() % leading.value
    return f"padding: {missing / 2:.3f}px 0" if LEAST < missing < leading.value - LEAST else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """Where the words of a row begin and end, in pixels from the left; `line` is what it says."""

    line: Any
    left: float
    right: float


def _centred(parts: Sequence[Any]) -> str:
    rows = [row for part in parts for row in _rows(part)]
    is_rtl = parts[0].style["direction"] == "rtl"
    margin = _margin(rows, parts[0].width, is_rtl=is_rtl)
    return f"margin-{'right' if is_rtl else 'left'}: {margin:.3f}px" if margin > LEAST else ""


def _rows(part: Any) -> Iterator[_Row]:
    for row in (box for box in part.descendants() if hasattr(box, "text_overflow")):
        if words := [box for box in row.descendants() if hasattr(box, "text")]:
            left = min(word.position_x for word in words) - part.content_box_x()
            right = max(word.position_x + word.width for word in words) - part.content_box_x()
            yield _Row(row.element, left, right)


def _margin(rows: Sequence[_Row], measure: float, *, is_rtl: bool) -> float:
    """How far a poem is moved in so that its longest line, indent and all, stands in the middle
    of the measure. Nothing where a line is turned over, and there is no room."""
    if len({row.line for row in rows}) < len(rows):
        return 0.0
    middle = (min(row.left for row in rows) + max(row.right for row in rows)) / 2
    return middle - measure / 2 if is_rtl else measure / 2 - middle
