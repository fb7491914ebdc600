"""Two things an author wants to be told once: probable slips, and passages about a client.

A slip is shown and never changed. Whether a passage may stand is the author's to say: she has
promised confidence, the tool has not. English only, and few rules: each finds what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anthology.gather.typed.lines import Typed

_AFTER_ONE_OF = "the|my|our|your|his|her|their|its|these|those|them|us|you|many|a|an|two|several"
_FEELINGS = (
    "able|aware|brave|bold|calm|close|curious|good|grateful|honest|humble|kind|lucky|open|patient"
    "|present|ready|safe|strong|sure|vulnerable|wise"
)
# A pattern, and what is wrong where it is found.
SLIPS = (
    (re.compile(r"\b([^\W\d_]{2,}) \1\b", re.I), "a word stands twice"),
    (
        re.compile(rf"\bone of (?!(?:{_AFTER_ONE_OF})\b)[a-z]+s\b"),
        "a word may be missing after `one of`",
    ),
    (
        re.compile(
            rf"\b(?:need|needs|want|wants|have|had|learn|dare|try)(?:ed)? to (?:{_FEELINGS})\b"
        ),
        "a word may be missing after `to`",
    ),
    (re.compile(r"[^\W\d_]{2,}[.!?,;][A-Z][a-z]"), "no space after a stop"),
    (re.compile(r"\w [,.;](?=\s|$)"), "a space before a stop"),
    (re.compile(r"\b[Aa] [aeio][a-z]{2,}(?<!one)\b"), "`a` before a vowel"),
)
# `had had` and the like are English.
TWICE_IS_RIGHT = frozenset(["had had", "that that", "very very", "no no", "bye bye", "is is"])
CLIENT = re.compile(
    r"\b(?:(?:my|a|the|this|one|our) (?:client|patient|couple)s?|clients|patients"
    r"|(?:post-)?session|one (?:recent )?case)\b",
    re.IGNORECASE,
)


def slips(lines: Sequence[Typed]) -> Iterator[tuple[Typed, str, str]]:
    """Each probable slip: the line, the words, and what may be wrong with them."""
    for line in lines:
        for pattern, wrong in SLIPS:
            found = pattern.search(line.text)
            if found and found[0].casefold() not in TWICE_IS_RIGHT:
                yield line, found[0], wrong


def about_clients(lines: Sequence[Typed]) -> list[Typed]:
    """The lines that speak of a client or of what happened in a session."""
    return [line for line in lines if CLIENT.search(line.text)]
