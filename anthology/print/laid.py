"""What laid-out pages tell: what stands where, how large, and where numbers are to go.

Takes WeasyPrint's documents and boxes as they come, and imports nothing of it. Places are points
from the lower left corner of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from anthology.print.conserve import letters
from anthology.print.sidecar import Align, Anchor, Bookmark, Measure, Slot, Turn

POINTS_PER_PIXEL = 0.75
NAME = "data-name"  # of an element that no link leads to
TARGET = "data-folio-of"  # on noughts that stand for the number of a page: its anchor
FOOTNOTE = "footnote"  # the class of a note that stands at the foot of its page
IN_PRINT_ALONE = "page-reference"  # the class of what stands on paper and in no EPUB
HYPHEN, SOFT_HYPHEN = "\u2010", "\u00ad"
_GENERATED = ("::before", "::after", "::marker")
_WITHOUT_LETTERS = ("img", "hr")
# What shapes a figure; its size and its place are told beside.
_LOOK = (
    "font_weight",
    "font_style",
    "font_variant_caps",
    "font_variant_numeric",
    "font_feature_settings",
)


def source(document: Any) -> Iterator[str]:
    """The text of the source, in order, and behind it the notes that stand at the foot of pages."""
    feet: list[Any] = []
    yield from _said(document._html.etree_element.find("body"), feet)
    for note in feet:
        yield from note.itertext()


def _said(element: Any, feet: list[Any]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.get("class") == FOOTNOTE:
            feet.append(child)
        else:
            yield from _said(child, feet)
        yield child.tail or ""


def texts(document: Any) -> Iterator[Any]:
    """Every box of text on the pages, in order, but for margins and what CSS generated; behind
    them those of the notes at the foot of pages."""
    within, feet = notes(document), []
    for page in document.pages:
        for box in filter(_is_text, content(page)):
            if box.element in within:
                feet.append(box)
            else:
                yield box
    yield from feet


def notes(document: Any) -> dict[Any, Any]:
    """The note each element belongs to, of those that belong to a note at the foot of a page."""
    feet = document._html.etree_element.iterfind(f".//span[@class='{FOOTNOTE}']")
    return {element: note for note in feet for element in note.iter()}


def _is_text(box: Any) -> bool:
    return hasattr(box, "text")


def _is_margin(box: Any) -> bool:
    return hasattr(box, "at_keyword")


def content(page: Any) -> Iterator[Any]:
    """Every box on a page, in order, but for margins and text that CSS generated."""
    return (box for box in boxes(page) if not (_is_text(box) and is_generated(box)))


def is_generated(box: Any) -> bool:
    """Whether a box is a list's mark, or what a sheet puts before or after an element."""
    return (box.element_tag or "").endswith(_GENERATED)


def boxes(page: Any) -> Iterator[Any]:
    """Every box of an element on a page, in order, but for margins; its foot is last."""
    stack = [box for box in page._page_box.children if not _is_margin(box)]
    stack.reverse()
    while stack:
        box = stack.pop()
        if box.element is not None:
            yield box
        if not _is_text(box):
            stack.extend(reversed(getattr(box, "children", ())))


def names(document: Any) -> dict[Any, str]:
    """For each element the name of the nearest block or line around it; a link is neither."""
    return dict(_names(document._html.etree_element, ""))


def _names(element: Any, name: str) -> Iterator[tuple[Any, str]]:
    if IN_PRINT_ALONE in (element.get("class"), name):
        name = IN_PRINT_ALONE
    elif element.tag != "a":
        name = element.get("id") or element.get(NAME) or name
    yield element, name
    for child in element:
        yield from _names(child, name)


def turns(document: Any, names: Mapping[Any, str]) -> Iterator[Turn]:
    """What stands first on each page that has anything on it."""
    printed: Counter[str] = Counter()
    for number, page in enumerate(document.pages):
        is_open = True
        for box in content(page):
            said = len(letters([box.text])) if _is_text(box) else 0
            if not said and box.element_tag not in _WITHOUT_LETTERS:
                continue
            name = names[box.element]
            if name == IN_PRINT_ALONE:
                continue
            if is_open:
                yield Turn(number, name, printed[name])
            printed[name] += said
            is_open = False


def anchors(document: Any) -> Iterator[Anchor]:
    """Where elements with an id begin, each once."""
    found: set[str] = set()
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            if name not in found:
                found.add(name)
                yield Anchor(name, number, *_point(page, x, y))


def bookmarks(document: Any) -> Iterator[Bookmark]:
    for number, page in enumerate(document.pages):
        for level, label, (x, y), _ in page.bookmarks:
            yield Bookmark(level, label, number, *_point(page, x, y))


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    """Pixels from the upper left corner, in points from the lower left one."""
    return round(x * POINTS_PER_PIXEL, 2), round((page.height - y) * POINTS_PER_PIXEL, 2)


def slots(document: Any) -> Iterator[Slot]:
    """A margin box that is hidden keeps the room for the folio of its page, noughts in the text
    that for the one of another."""
    for number, page in enumerate(document.pages):
        for box in page._page_box.children:
            if _is_margin(box) and box.style["visibility"] == "hidden":
                align = _align(box.style["text_align_all"])
                for text in filter(_is_text, box.descendants()):
                    yield _slot(number, page, text, align)
        for text in filter(_is_text, content(page)):
            if target := text.element.get(TARGET):
                yield _slot(number, page, text, "left", target)


def _slot(number: int, page: Any, text: Any, align: Align, target: str = "") -> Slot:
    across = {"left": 0.0, "center": text.width / 2, "right": text.width}[align]
    x, y = _point(page, text.position_x + across, text.position_y + text.baseline)
    return Slot(number, x, y, _points(text.style["font_size"]), align, _look(text.style), target)


def _align(css: str) -> Align:
    match css:
        case "center":
            return "center"
        case "right" | "end":
            return "right"
        case _:
            return "left"


def _look(style: Any) -> str:
    """A computed style as CSS, as far as it shapes a figure; the same look is always the same
    text."""
    families = ", ".join(f'"{family}"' for family in style["font_family"])
    rules = (f"{name.replace('_', '-')}: {_css(style[name])}" for name in _LOOK)
    return "; ".join((f"font-family: {families}", *rules))


def _css(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    if all(isinstance(part, str) for part in value):
        return " ".join(value)
    return ", ".join(f'"{feature}" {setting}' for feature, setting in value)


def measures(texts: Iterable[Any], names: Mapping[Any, str]) -> Iterator[Measure]:
    """How many letters of each page of the book stand in which size and leading."""
    counted: Counter[tuple[str, float, float]] = Counter()
    for text in texts:
        leading = text.style["line_height"]
        if getattr(leading, "unit", "") == "px":
            page = names[text.element].partition("#")[0]
            size = _points(text.style["font_size"])
            counted[page, size, _points(leading.value)] += len(letters([text.text]))
    return (Measure(*each, count) for each, count in sorted(counted.items()) if count)


def _points(pixels: float) -> float:
    return round(pixels * POINTS_PER_PIXEL, 4)


def divided(texts: Iterable[Any], source: str) -> tuple[str, ...]:
    """The languages in which words were divided at the end of a row; not where the author did so,
    whose hyphens, soft ones and others, are in the source."""
    ends = (text for text in texts if text.text.endswith(HYPHEN))
    by_rule = [text.style["lang"] for text in ends if not text.text.endswith(SOFT_HYPHEN + HYPHEN)]
    if len(by_rule) <= source.count(HYPHEN):
        return ()
    return tuple(sorted({language for language in by_rule if language}))
