"""Letters nobody sees, taken out or made ordinary; everything changed is counted.

Composed letters, ordinary spaces (but for an indent, which a verse may be made of), no
zero-width marks and no direction controls. Joiners stay: an emoji may be held together by one.
Quotes and dashes are the author's and are not touched here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

LINE_ENDS = re.compile(r"\r\n?")


def _as_windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252")


# What is looked for, what stands in its place, and how it is told. A number that is a control, and
# a letter in Windows, is read as the letter, as HTML has it of numeric character references.
CHANGES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str], str], ...] = (
    (re.compile("\u2029"), "\n\n", "paragraph separator taken for a gap"),
    (re.compile("[\v\f\x1c-\x1e\x85\u2028]"), "\n", "line separator taken for a line end"),
    (re.compile("[\u200b\u2060\ufeff\u00ad]"), "", "invisible mark taken out"),
    (re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "", "direction mark taken out"),
    (
        re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]"),
        _as_windows,
        "Windows letter read",
    ),
    (re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]"), "", "control character taken out"),
)
UNUSUAL_SPACE = re.compile("[\u00a0\u2007\u202f]")
# Most texts have nothing of all this.
ODD = re.compile(
    "|".join(one.pattern for one in (*(change[0] for change in CHANGES), UNUSUAL_SPACE))
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text, its lines ended by `\\n`, and what was changed: in words (of one), how often."""

    text: str
    changes: tuple[tuple[str, int], ...]


def clean(text: str) -> Cleaned:
    """Text without invisible trouble. No letter, mark or sign that shows is lost."""
    text = LINE_ENDS.sub("\n", text)
    if not ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return Cleaned(text, ())
    changes: list[tuple[str, int]] = []
    for pattern, instead, told in CHANGES:
        text, count = pattern.subn(instead, text)
        changes.append((told, count))
    text, count = _ordinary_spaces(text)
    changes.append(("no-break space made ordinary", count))
    composed = unicodedata.normalize("NFC", text)
    changes.append(("letter and accent joined", max(0, len(text) - len(composed))))
    return Cleaned(composed, tuple(change for change in changes if change[1]))


def _ordinary_spaces(text: str) -> tuple[str, int]:
    """Every unusual space inside a line made ordinary; those that indent a line stay."""
    lines, total = [], 0
    for line in text.split("\n"):
        words = line.lstrip()
        ordinary, count = UNUSUAL_SPACE.subn(" ", words)
        lines.append(line[: len(line) - len(words)] + ordinary)
        total += count
    return "\n".join(lines), total
