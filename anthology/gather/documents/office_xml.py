"""The XML of a word processor: names made short, lengths made points.

Word writes in two editions (ECMA-376 transitional and ISO 29500 strict) and OpenDocument in a
third tongue; here `w:p` is a paragraph of Word's in either, `text:p` one of OpenDocument's.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from anthology.errors import GatherError, Place
from anthology.gather.intake import xml

if TYPE_CHECKING:
    from lxml.etree import _Element

ECMA = "http://schemas.openxmlformats.org/"
ISO = "http://purl.oclc.org/ooxml/"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    "wordprocessingml/2006/main": "w",
    "wordprocessingml/main": "w",
    "drawingml/2006/main": "a",
    "drawingml/main": "a",
    "drawingml/2006/wordprocessingDrawing": "wp",
    "drawingml/wordprocessingDrawing": "wp",
    "officeDocument/2006/math": "m",
    "officeDocument/math": "m",
    "markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "office:1.0": "office",
    "text:1.0": "text",
    "table:1.0": "table",
    "style:1.0": "style",
    "drawing:1.0": "draw",
    "svg-compatible:1.0": "svg",
    "http://purl.org/dc/elements/1.1/": "dc",
}
DEEPEST = 200
LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?")
# A length without a unit is in twentieths of a point, as Word has them.
POINTS = {
    "pt": 1.0,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 72 / 25.4,
    "pc": 12.0,
    "pi": 12.0,
    None: 0.05,
}


@cache
def _named(tag: str) -> str:
    uri, _, local = tag.removeprefix("{").rpartition("}")
    for family in (ECMA, ISO, OASIS):
        uri = uri.removeprefix(family)
    prefix = PREFIXES.get(uri, "")
    return f"{prefix}:{local}" if prefix else local


# What no book can hold, called alike whichever program wrote it.
SET_APART = {"center": "centred line", "right": "right-set line", "end": "right-set line"}
DELETED = "it was struck out by a tracked change, and the change is taken as accepted"


def parse(data: bytes, path: Path) -> _Element:
    """The root of a part of the document at `path`. Raises GatherError where it is not well
    formed, or nested deeper than any page is."""
    tree = xml.parse(data, path)
    if tree.xpath("/" + "/".join(["*"] * DEEPEST)):
        message = f"its XML is nested {DEEPEST} deep and deeper; less than that is read"
        raise GatherError(message, Place(path), "save it again as a new document, and try that one")
    return tree


def named(element: _Element) -> str:
    """What an element is called, with the prefix it usually has; the bare name where its name
    space is not one of these, and nothing for a comment."""
    return _named(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: _Element | None, name: str) -> str:
    """An attribute by its name without prefix; empty where it is not there."""
    if element is None:
        return ""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))


def child(element: _Element | None, *path: str) -> _Element | None:
    """The element at the end of a path of names, each inside the one before."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if named(inner) == name), None)
    return element


def points(length: str) -> float:
    """A length in points; 0 where it is none."""
    found = LENGTH.fullmatch(length)
    return float(found[1]) * POINTS[found[2]] if found else 0.0
