"""Copyfitting: no text ends on a page with hardly a line, no title on a row with hardly a word, and
a title page is one page.

A text that would is set once more with a line less on each of its pages, facing pages alike, or
with two, so that the last one gets what the others give; a title in as little room as its rows
need. Where that is no better it stays as it was. A title page that runs on is set smaller, a step
at a time. All of it goes into marks and styles of the unit's own HTML. Takes WeasyPrint's documents
as they come, and imports nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from anthology.print import laid
from anthology.print.fitting import breadth, narrowest

# Lines on a last page; publishers ask for four or five, and let spreads run short for it
# (https://diamondpointmedia.com/typesetting-standards/, read 2026-11-22: four).
FEWEST = 5
# An attribute, for WeasyPrint reads the classes of the root but once.
COPYFIT, SHORT, SHORTER, LEFT = "data-copyfit", "run-short", "run-shorter", "left-as-it-is"
# Pages that are never two, and how the sheets call what makes more fit on them.
ONE_PAGE = ("unit-half-title", "unit-title-page", "unit-part")
TIGHT = ("tight", "tighter", "tightest")
TITLES = ("h1", "h2", "h3")
FEWEST_WORDS = 3
SLACK = 1.02  # for what another face has other widths


def fit(document: Any) -> bool:
    """Mark the source of a unit that wants to be set another way; whether it does."""
    boxes = [box for page in document.pages for box in laid.content(page)]
    root = document._html.etree_element
    if set(ONE_PAGE).intersection(root.find("body").get("class", "").split()):
        return _evened(boxes) or _tightened(
            root, is_crowded=len(document.pages) > 1 or _meets(boxes)
        )
    return _evened(boxes) or _run_short(document)


def runs_short(document: Any) -> bool:
    """Whether a unit is to be set with a line less on each page."""
    return bool(document._html.etree_element.get(COPYFIT) == SHORT)


def is_left(document: Any) -> bool:
    """Whether a unit is to be what it was before it was set so."""
    return bool(document._html.etree_element.get(COPYFIT) == LEFT)


class Unfit(Exception):
    """The title on a first page wants another room."""


@contextmanager
def seen_early(pages: Any) -> Iterator[None]:
    """As long as this lasts, `Unfit` is raised as soon as a first page shows such a title, and no
    page after it is set for nothing; `pages` is WeasyPrint's module of that name."""
    make = pages.remake_page

    def made(index: int, *rest: Any) -> Any:
        done = make(index, *rest)
        if index == 0 and _evened(done[0].descendants()):
            raise Unfit
        return done

    pages.remake_page = made
    try:
        yield
    finally:
        pages.remake_page = make


def _evened(boxes: Iterable[Any]) -> bool:
    titles = (box for box in boxes if box.element_tag in TITLES or _is_subtitle(box))
    evened = [_even_out(title) for title in titles if _rows(title)]
    return any(evened)


def _is_subtitle(box: Any) -> bool:
    return box.element is not None and box.element.get("class") == "subtitle"


def _tightened(root: Any, *, is_crowded: bool) -> bool:
    """Go on to the next step where this one has not room for all."""
    step = TIGHT.index(root.get(COPYFIT)) + 1 if root.get(COPYFIT) else 0
    if not is_crowded or step == len(TIGHT):
        return False
    root.set(COPYFIT, TIGHT[step])
    return True


def _meets(boxes: Iterable[Any]) -> bool:
    """Whether what stands at the foot of a title page is less than a row below all else."""
    texts = [box for box in boxes if hasattr(box, "text") and box.text.strip()]
    foot = [box for box in texts if box.element.get("class") == "publisher"]
    above = max((box.position_y + box.height for box in texts if box not in foot), default=0.0)
    return any(box.position_y - box.height < above for box in foot)


def _run_short(document: Any) -> bool:
    root = document._html.etree_element
    tried = root.get(COPYFIT)
    if tried == LEFT or not _is_lonely(document):
        return False
    root.set(COPYFIT, {SHORT: SHORTER, SHORTER: LEFT}.get(tried, SHORT))
    return True


def _is_lonely(document: Any) -> bool:
    """Whether the last of several pages has few lines and no picture on it."""
    if len(document.pages) < 2:
        return False
    last = list(laid.content(document.pages[-1]))
    words = (box for box in last if hasattr(box, "text"))
    rows = {round(box.position_y + box.baseline) for box in words}
    return len(rows) < FEWEST and not any(box.element_tag == "img" for box in last)


def _even_out(title: Any) -> bool:
    """Give a title of several rows no more room than they need, or take that back where it makes
    them more."""
    rows, tried = _rows(title), title.element.get(COPYFIT)
    if tried is None and len(rows) > 1 and title.element.get("style") is None:
        room = _room(rows, title.width)
        title.element.set(COPYFIT, str(len(rows)))
        title.element.set("style", _narrowed(title, room))
        return bool(room < title.width)
    if tried and tried != LEFT and len(rows) > int(tried):
        title.element.set(COPYFIT, LEFT)
        del title.element.attrib["style"]
        return True
    return False


def _rows(title: Any) -> list[Any]:
    """The rows of a block of text; none of anything else."""
    children = getattr(title, "children", ())
    return [row for row in children if hasattr(row, "text_overflow")]


def _room(rows: Sequence[Any], measure: float) -> float:
    """The least room for these words, by how broad they are in our own face, and how much more so
    in theirs."""
    texts = ["".join(box.text for box in row.descendants() if hasattr(box, "text")) for row in rows]
    words = [word for text in texts for word in text.split()]
    if len(words) < FEWEST_WORDS:
        return measure
    em = sum(row.width for row in rows) / sum(map(breadth, texts))
    breadths = [breadth(word) * em for word in words]
    return min(measure, SLACK * narrowest(breadths, measure, len(rows), breadth(" ") * em))


def _narrowed(title: Any, room: float) -> str:
    """The room as white on the side where the rows end, or on both of a title in the middle."""
    spare = title.width - room
    if title.style["text_align_all"] == "center":
        return f"padding-left: {spare / 2:.2f}px; padding-right: {spare / 2:.2f}px"
    is_rtl = title.style["direction"] == "rtl"
    return f"padding-{'left' if is_rtl else 'right'}: {spare:.2f}px"
