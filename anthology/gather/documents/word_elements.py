"""What single elements of a Word document say: a switch of a run, a field nobody filled in, the
letters in it. Nothing is walked through here but the one element that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from anthology.gather.documents.office_xml import attribute, child, named
from anthology.gather.documents.word_parts import is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

LETTERS = ("w:t", "w:delText", "m:t")
PAGE_END = "\f"


def switch(chain: Iterable[_Element], name: str) -> bool:
    """A switch of a run or of its style: the nearest that says anything decides."""
    said = (child(one, name) for one in chain)
    return is_on(next((one for one in said if one is not None), None))


def runs_on(properties: _Element | None) -> bool:
    """A paragraph whose end was struck out, or moved elsewhere, or that is a large first letter."""
    gone = (child(properties, "w:rPr", name) for name in ("w:del", "w:moveFrom"))
    large = attribute(child(properties, "w:framePr"), "dropCap")
    return any(mark is not None for mark in gone) or large not in ("", "none")


def is_prompt(element: _Element) -> bool:
    """A field for words that nobody filled in."""
    return child(element, "w:sdtPr", "w:showingPlcHdr") is not None


def shown_one(element: _Element) -> _Element | None:
    """Of two drawings of one thing, the one a new Word shows."""
    choice = child(element, "mc:Choice")
    return choice if choice is not None else child(element, "mc:Fallback")


def raw_letters(element: _Element) -> str:
    """Every letter in an element; those of a text box belong to its own paragraphs."""
    if named(element) in LETTERS:
        return element.text or ""
    if named(element) == "w:br" and attribute(element, "type") == "page":
        return PAGE_END
    inner = (one for one in element if named(one) not in ("w:txbxContent", "mc:Fallback"))
    if named(element) == "mc:AlternateContent" and child(element, "mc:Choice") is None:
        inner = iter(element)
    return "".join(raw_letters(one) for one in inner)


def alt(picture: _Element) -> str:
    """What a picture shows, in the words of whoever placed it."""
    for above in picture.iterancestors():
        for one in above:
            if named(one) in ("wp:docPr", "nvPicPr"):
                said = attribute(one, "descr") or attribute(one, "title")
                if said:
                    return " ".join(said.split())
        if named(above) == "v:shape" and attribute(above, "alt"):
            return " ".join(attribute(above, "alt").split())
        if named(above) == "w:r":
            break
    return ""
