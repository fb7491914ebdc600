"""What the accessibility metadata of a finished EPUB says, in plain words.

In the order of the W3C's Accessibility Metadata Display Guide 2.0: ways of reading before
conformance before navigation before hazards. It concludes no more than that guide does, and a
claim without plain words here is shown as it stands, so that none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anthology.site.volume import Claim
from anthology.site.words import SiteWords

SUMMARY = "schema:accessibilitySummary"
CONFORMS = "dcterms:conformsTo"
CERTIFIED_BY = "a11y:certifiedBy"
NO_STANDARD = "no standard"
READABLE = "accessModeSufficient textual"
NOT_READABLE = "not sufficient"
# Said by what is told of reading as text.
SILENT = frozenset({"accessMode textual"})
READING = (
    READABLE,
    NOT_READABLE,
    "accessMode visual",
    "accessMode auditory",
    "accessibilityFeature alternativeText",
    "accessibilityFeature longDescription",
    "accessibilityFeature displayTransformability",
)
NAVIGATION = (
    "accessibilityFeature tableOfContents",
    "accessibilityFeature structuralNavigation",
    "accessibilityFeature index",
    "accessibilityFeature pageNavigation",
    "accessibilityFeature pageBreakMarkers",
    "accessibilityFeature printPageNumbers",
    "accessibilityFeature readingOrder",
)
HAZARDS = (
    "accessibilityHazard none",
    "accessibilityHazard unknown",
    "accessibilityHazard flashing",
    "accessibilityHazard motionSimulation",
    "accessibilityHazard sound",
    "accessibilityHazard noFlashingHazard",
    "accessibilityHazard noMotionSimulationHazard",
    "accessibilityHazard noSoundHazard",
)
PROTECTION = ("accessibilityFeature unlocked",)


@dataclass(frozen=True, slots=True)
class Group:
    """What is said on one matter, a sentence each."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """All the claims of a file: in plain words, those without any, and its own summary."""

    groups: tuple[Group, ...]
    unknown: tuple[str, ...]
    summary: Claim | None


def told(claims: Sequence[Claim], words: SiteWords) -> Told:
    """The claims in the plain words of one language."""
    keys = tuple(dict.fromkeys(_keys(claims)))
    groups = (
        Group(words.reading, _sentences(keys, READING, words)),
        Group(words.standard, tuple(_standards(claims, words))),
        Group(words.navigation, _sentences(keys, NAVIGATION, words)),
        Group(words.hazards, _sentences(keys, HAZARDS, words)),
        Group(words.protection, _sentences(keys, PROTECTION, words)),
    )
    summaries = (claim for claim in claims if claim.name == SUMMARY)
    return Told(
        tuple(group for group in groups if group.sentences),
        tuple(key for key in keys if key not in words.claims and key not in SILENT),
        next(summaries, None),
    )


def _keys(claims: Sequence[Claim]) -> Iterator[str]:
    """`accessibilityFeature unlocked`, and what follows from the modes of reading."""
    said = [
        f"{claim.name.removeprefix('schema:')} {claim.value}"
        for claim in claims
        if claim.name.startswith("schema:") and claim.name != SUMMARY
    ]
    yield from said
    is_more_than_text = any(key.startswith("accessMode ") for key in said if key not in SILENT)
    if is_more_than_text and READABLE not in said:
        yield NOT_READABLE


def _sentences(keys: Sequence[str], members: Sequence[str], words: SiteWords) -> tuple[str, ...]:
    said = (words.claims[key] for key in members if key in keys)
    return tuple(dict.fromkeys(said))


def _standards(claims: Sequence[Claim], words: SiteWords) -> Iterator[str]:
    """What the file claims to conform to, and who looked; or that it claims nothing."""
    standards = [claim.value for claim in claims if claim.name == CONFORMS]
    names = ", ".join(claim.value for claim in claims if claim.name == CERTIFIED_BY)
    looked = f" ({words.certified_by} {names})" if names else ""
    for standard in standards or [""]:
        yield f"{standard}{looked}" if standard else words.claims[NO_STANDARD]
