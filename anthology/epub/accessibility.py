"""What the metadata may say about a book's accessibility: only what is in its documents.

Vocabulary of EPUB Accessibility 1.1 and schema.org. That the book conforms to a standard is
claimed only where book.toml names the person who evaluated it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from anthology.epub.container import XML_LANG, Item, Statement
from anthology.epub.document import Document
from anthology.epub.navigation import COVER, NAV
from anthology.epub.styling import CSS
from anthology.project import Evaluation

HEADING = re.compile(r"h[1-6]")
PAGE_BREAK = "doc-pagebreak"
CONFORMANCE_ID = "conformance"
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
    subheadings: int
    page_marks: int
    headings_in_order: bool
    sizes_are_free: bool
    stands_still: bool


def look_through(
    documents: Iterable[Document], dress: Iterable[Item], media: Iterable[Item]
) -> Findings:
    """Count in the documents, the stylesheets and the pictures of a book.

    The cover is no picture of the book's: it says what the title page says. Nor are the headings
    of the navigation headings of the book's.
    """
    counted: Counter[str] = Counter()
    for each in documents:
        if each.href not in (COVER, NAV):
            counted.update(_counted(each.parsed()))
    css = [item.content.decode() for item in dress if item.media_type == CSS]
    return Findings(
        pictures=counted["picture"],
        described=counted["described"],
        poems=counted["poem"],
        comments=counted["comment"],
        subheadings=counted["subheading"],
        page_marks=counted["page mark"],
        headings_in_order=not counted["skipped level"],
        sizes_are_free=not any(map(FORCED.search, css)),
        stands_still=STILL_PICTURES.issuperset(item.media_type for item in media)
        and not counted["moving"],
    )


def _counted(root: Any) -> Iterator[str]:
    """What there is to count in a document, by name."""
    level = 0
    for element in root.iter("{*}*"):
        tag, classes = str(element.tag).rpartition("}")[2], element.get("class", "").split()
        yield from {"poem", "comment"}.intersection(classes)
        if tag == "img":
            yield "picture"
            if element.get("alt", "").strip():
                yield "described"
        if tag in MOVING:
            yield "moving"
        if element.get("role") == PAGE_BREAK:
            yield "page mark"
        if HEADING.fullmatch(tag):
            before, level = level, int(tag[1])
            if level > 1:
                yield "subheading"
            if level > before + 1:
                yield "skipped level"


def statements(found: Findings, evaluation: Evaluation | None) -> tuple[Statement, ...]:
    """The schema.org statements the findings bear out, and what an evaluation claims."""
    return (
        *(_schema("accessMode", mode) for mode in _modes(found)),
        *(_schema("accessModeSufficient", mode) for mode in sufficient_modes(found)),
        *(_schema("accessibilityFeature", feature) for feature in features(found)),
        _schema("accessibilityHazard", "none" if found.stands_still else "unknown"),
        Statement(
            "meta",
            summary(found, evaluation),
            (("property", "schema:accessibilitySummary"), (XML_LANG, "en")),
        ),
        *(_conformance(evaluation) if evaluation else ()),
    )


def _conformance(evaluation: Evaluation) -> Iterator[Statement]:
    """The claim, and who stands for it (EPUB Accessibility 1.1, 2.4)."""
    about = ("refines", f"#{CONFORMANCE_ID}")
    claim = (("property", "dcterms:conformsTo"), ("id", CONFORMANCE_ID))
    yield Statement("meta", evaluation.conforms_to, claim)
    yield Statement("meta", evaluation.evaluated_by, (about, ("property", "a11y:certifiedBy")))
    if evaluation.day:
        yield Statement("meta", evaluation.day.isoformat(), (about, ("property", "dcterms:date")))
    if evaluation.report:
        place = (("rel", "a11y:certifierReport"), ("href", evaluation.report))
        yield Statement("link", "", (about, *place))


def _schema(name: str, value: str) -> Statement:
    return Statement("meta", value, (("property", f"schema:{name}"),))


def _is_all_described(found: Findings) -> bool:
    return found.described == found.pictures


def _modes(found: Findings) -> Iterator[str]:
    yield "textual"
    if found.pictures:
        yield "visual"


def sufficient_modes(found: Findings) -> Iterator[str]:
    """The values of `schema:accessModeSufficient` that are so."""
    if _is_all_described(found):
        yield "textual"


def features(found: Findings) -> Iterator[str]:
    """The values of `schema:accessibilityFeature` that are so."""
    if found.pictures and _is_all_described(found):
        yield "alternativeText"
    if found.sizes_are_free:
        yield "displayTransformability"
    if found.page_marks:
        yield "pageBreakMarkers"
        yield "pageNavigation"
    yield "readingOrder"
    if found.headings_in_order:
        yield "structuralNavigation"
    yield "tableOfContents"
    yield "unlocked"


def summary(found: Findings, evaluation: Evaluation | None) -> str:
    """What there is to say, in English, one sentence a fact."""
    return " ".join((*_facts(found), _verdict(evaluation)))


def _verdict(evaluation: Evaluation | None) -> str:
    if not evaluation:
        return "It has not been evaluated against an accessibility standard."
    when = f", {evaluation.day.isoformat()}" if evaluation.day else ""
    return f"It was evaluated by {evaluation.evaluated_by}{when}."


def _facts(found: Findings) -> Iterator[str]:
    yield "Text that reflows, with a table of contents."
    if found.poems:
        yield "Verse keeps its lines."
    if found.comments:
        yield "Readers' comments stand apart from the essays, each set in a file of its own."
    if found.pictures and _is_all_described(found):
        yield "Every picture is described in words."
    elif found.pictures:
        yield f"{found.described} of {found.pictures} pictures are described in words."
    if found.page_marks:
        yield "Page numbers are those of the print edition."
