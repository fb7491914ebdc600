"""Headings nobody marked: which short lines stand over what follows them?

A line is a possible heading when it is short, begins large, has no stop, and the text does not
run on through it; that list holds nearly all true headings and is shown to the author whole.
Rules that each see one thing then weigh for or against. The weightiest: a missing stop
counts only where the neighbours have theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from anthology.gather.typed.lines import (
    CLOSERS,
    SMALL_WORDS,
    Typed,
    begins_lower,
    is_ornament,
    is_stopped,
    open_alike,
    opens_quotation,
    runs_on,
    title_case,
    words,
)

MOST_WORDS = 14
MOST_CHARACTERS = 90
PARAGRAPH = 92  # longer than this is no line of a poem
QUESTION_CHARACTERS = 70
MOSTLY_TITLE_CASE = 0.75
NEIGHBOURS = 4
USUAL_SHARE_UNSTOPPED = 0.25
IS_HEADING = 1.55

NUMBERED = re.compile(r"(?:#?\d{1,2}[.):]|[IVXLC]{1,6}\.|Part |Chapter |Step )\s*\S")
ENDS_OPEN = ".,;…—–-"


@dataclass(frozen=True, slots=True)
class Spot:
    """One line among the others; `headings` are the places of those found above it."""

    lines: Sequence[Typed]
    at: int
    headings: Set[int] = frozenset()

    @property
    def text(self) -> str:
        return self.lines[self.at].text

    @property
    def above(self) -> str:
        return self.lines[self.at - 1].text if self.at else ""

    @property
    def below(self) -> str:
        return self.lines[self.at + 1].text if self.at + 1 < len(self.lines) else ""

    @property
    def is_question(self) -> bool:
        return self.text[-1] in "!?:"

    @property
    def is_titled(self) -> bool:
        long_words = [word for word in words(self.text) if word.casefold() not in SMALL_WORDS]
        return title_case(self.text) >= MOSTLY_TITLE_CASE and len(long_words) > 1


Weight = tuple[float, str]


def _numbered(spot: Spot) -> Weight | None:
    return (1.5, "it has a number") if NUMBERED.match(spot.text) else None


def _written_like_a_title(spot: Spot) -> Weight | None:
    if spot.is_titled:
        return 1.6, "it is written like a title"
    if title_case(spot.text) >= MOSTLY_TITLE_CASE:
        return 0.5, "it begins large"
    return (-0.5, "") if len(words(spot.text)) <= 2 else None


def _no_stop(spot: Spot) -> Weight | None:
    return (-0.6, "it is a question") if spot.is_question else (0.9, "it has no full stop")


def _paragraph_below(spot: Spot) -> Weight | None:
    return (0.8, "a paragraph follows") if len(spot.below) > PARAGRAPH else None


def _paragraph_above(spot: Spot) -> Weight | None:
    return (0.6, "a paragraph comes before") if len(spot.above) > PARAGRAPH else None


def _among_short_lines(spot: Spot) -> Weight | None:
    return (-0.4, "") if max(len(spot.above), len(spot.below)) <= PARAGRAPH else None


def _among_unstopped_lines(spot: Spot) -> Weight | None:
    """Where many lines have no stop, a missing stop says little."""
    first, last = max(0, spot.at - NEIGHBOURS), min(len(spot.lines), spot.at + NEIGHBOURS + 1)
    near = [at for at in range(first, last) if at != spot.at]
    unstopped = [at for at in near if at not in spot.headings and _leans_on(spot.lines[at].text)]
    excess = max(0.0, len(unstopped) / len(near) - USUAL_SHARE_UNSTOPPED)
    weight = min(3.2 * excess, 0.6) if spot.is_question else 3.2 * excess
    return (-weight, "lines around it have no stop either") if weight else None


def _alone_without_a_stop(spot: Spot) -> Weight | None:
    if spot.is_question or not is_stopped(spot.above):
        return None
    below_ends = is_stopped(spot.below) or len(spot.below) > PARAGRAPH or spot.below[-1] == ":"
    return (1.1, "its neighbours do end in stops") if below_ends else None


def _set_off(spot: Spot) -> Weight | None:
    return (0.3, "a blank line stands above it") if spot.lines[spot.at].gap else None


def _opens_like_a_neighbour(spot: Spot) -> Weight | None:
    alike = open_alike(spot.text, spot.below) or open_alike(spot.text, spot.above)
    return (-0.7, "it opens like its neighbour") if alike else None


def _long(spot: Spot) -> Weight | None:
    return (-0.5, "") if len(spot.text) > QUESTION_CHARACTERS else None


RULES: tuple[Callable[[Spot], Weight | None], ...] = (
    _numbered,
    _written_like_a_title,
    _no_stop,
    _paragraph_below,
    _paragraph_above,
    _among_short_lines,
    _among_unstopped_lines,
    _alone_without_a_stop,
    _set_off,
    _opens_like_a_neighbour,
    _long,
)


def _leans_on(text: str) -> bool:
    return len(text) <= PARAGRAPH and runs_on(text)


def is_possible(spot: Spot) -> bool:
    """Short, begun large, unstopped, and the text does not run on through it."""
    return _could_be_one(spot) and _stands_free(spot)


def _could_be_one(spot: Spot) -> bool:
    text = spot.text
    if not 1 <= len(words(text)) <= MOST_WORDS or len(text) > MOST_CHARACTERS:
        return False
    if begins_lower(text) or opens_quotation(text) or text.startswith("(") or is_ornament(text):
        return False
    if text.rstrip(CLOSERS)[-1:] in ENDS_OPEN:
        return False
    return not spot.is_question or _could_be_a_question(spot)


def _could_be_a_question(spot: Spot) -> bool:
    """A question heads a section only as a title, or on its own between paragraphs."""
    if spot.is_titled or NUMBERED.match(spot.text):
        return True
    between = min(len(spot.above), len(spot.below)) > PARAGRAPH
    return spot.text[-1] == "?" and between and len(spot.text) <= QUESTION_CHARACTERS


def _stands_free(spot: Spot) -> bool:
    if not spot.below or begins_lower(spot.below):
        return False
    if not spot.above or spot.at - 1 in spot.headings or is_ornament(spot.above):
        return True
    if spot.above[-1] == ":":
        return spot.is_titled
    return is_stopped(spot.above) or spot.above[-1] in CLOSERS


def weigh(spot: Spot) -> tuple[float, str]:
    """How much speaks for a possible heading (`IS_HEADING` or more is one), and what does."""
    weights = [weight for rule in RULES if (weight := rule(spot))]
    reasons = "; ".join(reason for weight, reason in weights if weight > 0)
    return sum(weight for weight, _ in weights), reasons
