"""Where an essay ends and what readers said begins.

Only a block set off at the end of the text is looked at. It is surely comments when it sounds
like readers and carries a name or stands far off; the author's own last words would be lost to
the book otherwise, so anything less is asked about and stays in the essay meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from anthology.gather.typed import signatures
from anthology.gather.typed.days import day_in
from anthology.gather.typed.lines import Typed
from anthology.gather.typed.structure import is_spaced

WIDE_GAP = 2
LONGEST_SHARE = 0.6  # of the letters: a longer tail is the essay itself
DOUBTFUL_SHARE = 0.3
DOUBTFUL_LINES = 3
MOSTLY = 0.5

_PRAISED = "writing|post|piece|read|article|essay|words?|work|reflection|poem"
PRAISE = re.compile(
    r"\bthank(?:s| you)(?: so (?:very )?much)?,? for (?:sharing|writing|this|these|your|posting)"
    r"|\bthank(?:s| you)\b[^.?]*!|\blove[ds]? (?:this|your)\b"
    r"|\b(?:beautifully|well) (?:said|written|put)\b"
    rf"|\b(?:beautiful|lovely|powerful|great|amazing|wonderful|moving) (?:{_PRAISED})\b"
    r"|\bthis (?:really |so )?resonat|\bneeded (?:this|to (?:hear|read) this)\b|\bso true\b"
    r"|^(?:beautiful|lovely|brilliant|bravo|wow|amazing|wonderful|congrat\w+)\b[^.?]*!",
    re.IGNORECASE,
)
AUTHORS_FAREWELL = re.compile(
    r"thank(?:s| you)(?: so (?:very )?much)? for (?:reading|being here|listening|joining|coming)"
    r"|subscribe|share this|if this (?:resonat|spoke)|until next|see you",
    re.IGNORECASE,
)
BACK_MATTER = re.compile(
    r"©|copyright\b|about the author|references?\b|notes?\b|sources?\b|further reading"
    r"|originally published|photo(?:graph)? by|image:|p\.?\s?s\.?(?=\W)|tags?:|footnotes?\b",
    re.IGNORECASE,
)


class Certainty(Enum):
    """Whether a block at the end is what readers said."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Tail:
    """The block set off at the end: its first line's place, how sure, and the signs seen;
    `under_heading` if that first line is a heading such as `3 Comments`; `is_heard` where there is
    praise in it, or a name."""

    start: int
    certainty: Certainty
    why: str
    under_heading: bool = False
    is_heard: bool = False


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for readers; `praising` is the share of lines that praise or thank."""

    gap: int
    praising: float
    is_named: bool
    is_web_page: bool

    def told(self) -> str:
        return "; ".join(self._each()) or "set off by a blank line"

    def _each(self) -> Iterator[str]:
        if self.gap >= WIDE_GAP:
            yield f"{self.gap} blank lines above it"
        if self.praising:
            yield "thanks or praise for the writing"
        if self.is_named:
            yield "a name before or after"
        if self.is_web_page:
            yield "`Reply` or a date, as on a web page"

    @property
    def are_sure(self) -> bool:
        """A name and a gap alone may be a quotation and its poet."""
        if self.is_named:
            return self.praising > 0 or self.is_web_page
        return self.gap >= WIDE_GAP and self.praising > MOSTLY

    @property
    def is_heard(self) -> bool:
        return self.praising > 0 or self.is_named

    @property
    def any_seen(self) -> bool:
        return self.gap >= WIDE_GAP or self.is_heard


def find(lines: Sequence[Typed]) -> Tail | None:
    """The block at the end of an essay's text that may hold comments; nothing where none may."""
    if heading := _heading_over_comments(lines):
        return Tail(heading, Certainty.SURE, f"they stand under `{lines[heading].text}`", True)
    candidates = [_weigh(lines, start) for start in _set_off(lines)]
    for certainty in Certainty:
        for tail in candidates:
            if tail.certainty is certainty:
                return tail
    return None


def _heading_over_comments(lines: Sequence[Typed]) -> int:
    """The place of a line such as `3 Comments` with something below it; 0 for none."""
    places = range(len(lines) - 2, 0, -1)
    return next((at for at in places if _is_over_comments(lines, at)), 0)


def _is_over_comments(lines: Sequence[Typed], at: int) -> bool:
    """With a number surely; without one only where readers are heard below it."""
    if signatures.counts_comments(lines[at].text):
        return True
    if not signatures.calls_comments(lines[at].text):
        return False
    below = _signs(lines[at + 1 :])
    return below.is_named or below.praising > MOSTLY


def _set_off(lines: Sequence[Typed]) -> list[int]:
    """Where a tail may begin: after a blank line in a text that has none before it, or after a
    gap wider than any other."""
    gaps = [0, *(line.gap for line in lines[1:])]
    widest = max(gaps, default=0)
    return [
        at
        for at, gap in enumerate(gaps)
        if gap and (not is_spaced(lines[:at]) or (gap == widest and gaps.count(gap) == 1))
    ]


def _weigh(lines: Sequence[Typed], start: int) -> Tail:
    block = lines[start:]
    signs = _signs(block)
    letters = sum(len(line.text) for line in lines)
    if sum(len(line.text) for line in block) > LONGEST_SHARE * letters:
        return Tail(start, Certainty.NOT, "too long for a tail")
    if BACK_MATTER.match(block[0].text):
        return Tail(start, Certainty.NOT, "reads as a note of the author's")
    own_words = any(AUTHORS_FAREWELL.search(line.text) for line in block)
    if signs.are_sure and not own_words:
        return Tail(start, Certainty.SURE, signs.told(), is_heard=True)
    small = len(block) <= max(DOUBTFUL_LINES, DOUBTFUL_SHARE * len(lines))
    if signs.any_seen and small and not is_spaced(lines):
        return Tail(start, Certainty.DOUBTFUL, signs.told(), is_heard=signs.is_heard)
    return Tail(start, Certainty.NOT, "nothing in it sounds like a reader")


def _signs(block: Sequence[Typed]) -> _Signs:
    praising = sum(bool(PRAISE.search(line.text)) for line in block)
    return _Signs(
        gap=block[0].gap,
        praising=praising / len(block),
        is_named=any(
            signatures.speaker(line.text) or signatures.signature(line.text) for line in block
        ),
        is_web_page=any(signatures.is_button(line.text) or day_in(line.text) for line in block),
    )
