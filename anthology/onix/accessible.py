"""What an ONIX record says of an EPUB's accessibility: what its own metadata says, in codes.

Where a code of List 196 promises more than the word in the EPUB, it is given only if the
findings bear out the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.epub import accessibility
from anthology.epub.accessibility import Findings
from anthology.onix import codes
from anthology.project import Evaluation

Feature = tuple[str, str, str]
"""The kind of a ProductFormFeature, its value, and its description or nothing."""


def features(found: Findings, evaluation: Evaluation | None) -> Iterator[Feature]:
    """Every feature to be told, in the order of the codes."""
    for code in sorted(_codes(found)):
        yield codes.ACCESSIBILITY, code, ""
    summary = accessibility.summary(found, evaluation)
    yield codes.ACCESSIBILITY, codes.SUMMARY, summary
    if evaluation:
        yield from _conformance(evaluation)
    if found.stands_still:
        yield codes.HAZARDS, codes.NO_HAZARDS, ""


def _codes(found: Findings) -> Iterator[str]:
    said = tuple(accessibility.features(found))
    for feature in said:
        yield from codes.FEATURES.get(feature, ())
    if "displayTransformability" in said and "unlocked" in said:
        yield codes.NOTHING_DISABLED
    if "textual" in accessibility.sufficient_modes(found):
        yield codes.READABLE_WITHOUT_SIGHT
    # The contents list essays and comments, not the headings inside them, nor the pictures.
    if not found.subheadings and not found.pictures:
        yield codes.CONTENTS_LEAD_EVERYWHERE
    yield codes.LANDMARKS


def _conformance(evaluation: Evaluation) -> Iterator[Feature]:
    """`EPUB Accessibility 1.1 - WCAG 2.2 Level AA` in three codes, and who says so."""
    *_, version, _, level = evaluation.conforms_to.split()
    yield codes.ACCESSIBILITY, codes.EPUB_ACCESSIBILITY_1_1, ""
    yield codes.ACCESSIBILITY, codes.WCAG_VERSIONS[version], ""
    yield codes.ACCESSIBILITY, codes.WCAG_LEVELS[level], ""
    yield codes.ACCESSIBILITY, codes.CERTIFIED_BY, evaluation.evaluated_by
    if evaluation.day:
        yield codes.ACCESSIBILITY, codes.ASSESSED_ON, f"{evaluation.day:%Y%m%d}"
    if evaluation.report:
        yield codes.ACCESSIBILITY, codes.REPORT, evaluation.report
