"""What the metadata may say about a book's accessibility: only what is in its documents.

Vocabulary of EPUB Accessibility 1.1 and schema.org. Conformance with a standard is never
claimed: that takes a person who has evaluated the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from anthology.epub.container import XML_LANG, Item, Statement
from anthology.epub.document import Document
from anthology.epub.navigation import COVER
from anthology.epub.styling import CSS

HEADING = re.compile(r"h[1-6]")
MOVING = frozenset({"video", "audio", "script", "object", "embed", "iframe", "canvas"})
STILL_PICTURES = frozenset({"image/png", "image/jpeg"})
# Sizes and marks by which a stylesheet takes its choice away from the reader.
FORCED = re.compile(r"font-size:[^;}]*\d(?:px|pt|mm|cm|in|pc)\b|!important")


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the documents and the stylesheets of one book."""

    pictures: int
    described: int
    poems: int
    comments: int
    headings_in_order: bool
    sizes_are_free: bool
    stands_still: bool


def look_through(
    documents: Iterable[Document], dress: Iterable[Item], media: Iterable[Item]
) -> Findings:
    """Count in the documents, the stylesheets and the pictures of a book.

    The cover is no picture of the book's: it says what the title page says.
    """
    roots = [each.root for each in documents if each.href != COVER]
    elements = [element for root in roots for element in root.iter("{*}*")]
    css = [item.content.decode() for item in dress if item.media_type == CSS]
    pictures = [element for element in elements if _tag(element) == "img"]
    classes = [set(element.get("class", "").split()) for element in elements]
    return Findings(
        pictures=len(pictures),
        described=sum(1 for picture in pictures if picture.get("alt", "").strip()),
        poems=sum(1 for names in classes if "poem" in names),
        comments=sum(1 for names in classes if "comment" in names),
        headings_in_order=all(_headings_in_order(root) for root in roots),
        sizes_are_free=not any(map(FORCED.search, css)),
        stands_still=STILL_PICTURES.issuperset(item.media_type for item in media)
        and MOVING.isdisjoint(map(_tag, elements)),
    )


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _headings_in_order(root: Any) -> bool:
    """No level is skipped on the way down, and the first is not below the second."""
    levels = [int(_tag(e)[1]) for e in root.iter("{*}*") if HEADING.fullmatch(_tag(e))]
    return all(lower <= upper + 1 for upper, lower in pairwise([0, *levels]))


def statements(found: Findings) -> tuple[Statement, ...]:
    """The schema.org statements the findings bear out."""
    return (
        *(_schema("accessMode", mode) for mode in _modes(found)),
        *(_schema("accessModeSufficient", mode) for mode in _sufficient_modes(found)),
        *(_schema("accessibilityFeature", feature) for feature in _features(found)),
        _schema("accessibilityHazard", "none" if found.stands_still else "unknown"),
        Statement(
            "meta",
            " ".join(_summary(found)),
            (("property", "schema:accessibilitySummary"), (XML_LANG, "en")),
        ),
    )


def _schema(name: str, value: str) -> Statement:
    return Statement("meta", value, (("property", f"schema:{name}"),))


def _is_all_described(found: Findings) -> bool:
    return found.described == found.pictures


def _modes(found: Findings) -> Iterator[str]:
    yield "textual"
    if found.pictures:
        yield "visual"


def _sufficient_modes(found: Findings) -> Iterator[str]:
    if _is_all_described(found):
        yield "textual"


def _features(found: Findings) -> Iterator[str]:
    if found.pictures and _is_all_described(found):
        yield "alternativeText"
    if found.sizes_are_free:
        yield "displayTransformability"
    yield "readingOrder"
    if found.headings_in_order:
        yield "structuralNavigation"
    yield "tableOfContents"
    yield "unlocked"


def _summary(found: Findings) -> Iterator[str]:
    """English, one sentence a fact."""
    yield "Text that reflows, with a table of contents."
    if found.poems:
        yield "Verse keeps its lines."
    if found.comments:
        yield "Readers' comments follow the essay they answer, each set in a file of its own."
    if found.pictures and _is_all_described(found):
        yield "Every picture is described in words."
    elif found.pictures:
        yield f"{found.described} of {found.pictures} pictures are described in words."
    yield "It has not been evaluated against an accessibility standard."
