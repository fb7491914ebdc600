"""Notes at the foot of the page, for those who want them there.

The engine can lose a note, say it twice, or set it on another page than its mark, each without a
word (WeasyPrint 70; issues #1564, #1833 and #2502 of its tracker). So a unit with footnotes passes
a gate of its own, and one that does not has its notes at its end. Takes WeasyPrint's documents as
they come, and imports nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from anthology.errors import Problem, Severity
from anthology.print import laid

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = ".//section[contains(concat(' ', @class, ' '), ' notes ')]"
_MARK = ".//a[@class='note-mark']"


def to_the_foot(root: _Element) -> None:
    """Move each note behind its first mark, as a stretch of the line it stands in, for nothing
    else may stand inside a paragraph. What is then empty goes."""
    marks: dict[str, _Element] = {}
    for mark in root.iterfind(_MARK):
        marks.setdefault(str(mark.get("href")), mark)
    for notes in root.xpath(_NOTES):
        for note in list(notes.iterfind("aside")):
            if (mark := marks.get(f"#{note.get('id')}")) is not None:
                _move(note, mark)
        if notes.find("aside") is None:
            notes.getparent().remove(notes)


def _move(note: _Element, mark: _Element) -> None:
    note.tag = "span"
    note.set("class", laid.FOOTNOTE)
    for paragraph in note.iter("p"):
        paragraph.tag = "span"
        paragraph.set("class", "note-words")
    note.tail, mark.tail = mark.tail, None
    mark.addnext(note)


def has_footnotes(root: _Element) -> bool:
    return root.find(f".//span[@class='{laid.FOOTNOTE}']") is not None


def astray(what: str, document: Any) -> Iterator[Problem]:
    """The notes that do not stand below the text of the page their mark stands on.

    `what` names the unit for the author.
    """
    within = laid.notes(document)
    if not within:
        return
    called = _called(document._html.etree_element)
    found: dict[Any, list[int]] = {note: [] for note in called.values()}
    for number, page in enumerate(document.pages):
        texts = [box for box in laid.content(page) if hasattr(box, "text")]
        above = [box for box in texts if box.element not in within]
        below = {within[box.element]: box for box in reversed(texts) if box.element in within}
        if _bottom(above) > min((box.position_y for box in below.values()), default=page.height):
            yield from (_astray(what, note) for note in below)
        for note in {called[box.element] for box in above if box.element in called}:
            found[note].append(number)
        for note in below:
            found[note].append(-number - 1)
    for note, places in found.items():
        if len(places) != 2 or places[0] != -places[1] - 1:
            yield _astray(what, note)


def _called(element: Any) -> dict[Any, Any]:
    """Each note by the mark it stands behind."""
    calls = {}
    for parent in element.iter():
        for mark, note in pairwise(parent):
            if note.get("class") == laid.FOOTNOTE:
                calls[mark] = note
    return calls


def _bottom(texts: Iterable[Any]) -> float:
    """Where text ends, in pixels from the head of the page, but for what its leading adds."""
    return max((box.position_y + box.baseline for box in texts), default=0.0)


def _astray(what: str, note: Any) -> Problem:
    said = " ".join("".join(note.itertext()).split())[:60]
    return Problem("print-footnote", f"“{what}”: the note “{said}” would not stand below its page")


def told(title: str) -> Problem:
    """What is said of a unit that was set with its notes at its end instead."""
    return Problem(
        "print-footnotes",
        f"“{title}” has its notes at its end: at the foot of a page one would be lost, or stand on"
        " another page than its mark",
        hint="a shorter note, or one more or less on its page, may help",
        severity=Severity.WARNING,
    )
