"""What each element of a unit's HTML is to those who have the book read to them.

Elements that mean something become structure elements of PDF 1.7 (ISO 32000-1, 14.8.4); those that
only wrap become none. A line of verse is a paragraph in the division of its stanza: a voice pauses
between paragraphs, and a screen that lets the text flow keeps them apart; the spans of one
paragraph it would run together, and the author's lines with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_KINDS = {
    "article": "Art",
    "aside": "Note",
    "blockquote": "BlockQuote",
    "figcaption": "Caption",
    "ol": "L",
    "p": "P",
    "section": "Sect",
    "ul": "L",
}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_DEEPEST = 6
_INLINE = frozenset({"bdi", "em", "span", "strong"})


@dataclass(frozen=True, slots=True)
class Role:
    """The kinds of structure element an element becomes, the outermost first; what is `above` it;
    and the language it is in."""

    kinds: tuple[str, ...]
    above: Any
    language: str


def roles(root: Any) -> dict[Any, Role]:
    """The role of every element in the body of a unit."""
    body = root.find("body")
    language = root.get("lang", "")
    found = {body: Role(("Sect",), None, language)}
    is_essay = "unit-essay" in _classes(body)
    for number, page in enumerate(body):
        # What readers answered has a title of its own, below the essay's.
        found.update(_below(page, body, language, sunk=int(is_essay and number > 0)))
    return found


def _below(element: Any, above: Any, outside: str, sunk: int) -> Iterator[tuple[Any, Role]]:
    language = element.get("lang", outside)
    kinds = _kinds(element, above, sunk)
    if not kinds and element.tag in _INLINE and language != outside:
        kinds = ("Span",)
    yield element, Role(kinds, above, language)
    for child in element:
        yield from _below(child, element, language, sunk)


def _kinds(element: Any, above: Any, sunk: int) -> tuple[str, ...]:
    """A page is a section where it does not stand alone, and what it wraps is none."""
    tag, classes = element.tag, _classes(element)
    match tag:
        case "div" if "page" in classes:
            return ("Sect",) if len(above) > 1 else ()
        case "section" if "page" in _classes(above):
            return ()
        case "p":
            return _of_paragraph(element)
        case "span" if "line" in classes or "note-words" in classes:
            return ("P",)
        case "span" if "footnote" in classes:
            return ("Note",)
        case "ol" if "entries" in classes:
            return ("TOC",)
        case "li":
            return ("TOCI", "Reference") if "entry" in classes else ("LI", "LBody")
        case "figure":
            return ("Div",) if len(element) > 1 else ()
        case "img":
            return ("Figure",) if element.get("alt") else ()
        case "a":
            return ("Link",) if element.get("href") else ()
        case _ if tag in _HEADINGS:
            return (f"H{min(_HEADINGS[tag] + sunk, _DEEPEST)}",)
        case _:
            return (_KINDS[tag],) if tag in _KINDS else ()


def _of_paragraph(element: Any) -> tuple[str, ...]:
    """A stanza of several lines holds them; the only line of one stands for it."""
    if not any("line" in _classes(child) for child in element):
        return ("P",)
    return ("Div",) if len(element) > 1 else ()


def _classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()
