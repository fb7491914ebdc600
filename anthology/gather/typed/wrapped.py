"""Hard-wrapped text: is each line a line, or was prose cut to a width?

Asked of every line end: would the next word have fitted? In wrapped prose it seldom would, in
free verse it nearly always would (measured: 0.56 to 1.00 of line ends forced, against at most
0.38). Metrical verse has lines of even length and looks forced too, but it ends them at a pause
or begins them large, and a program does neither. Where the two disagree, the author is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from anthology.gather.typed.lines import Typed, begins_lower, is_stopped, stretches

SURELY_WRAPPED = 0.5
SURELY_LINES = 0.4
SURELY_CUT = 0.45
HARDLY_CUT = 0.3
PAUSE = re.compile(r"[,.;:!?…—–][\"”’'»)\]]*$")
# Nobody wraps prose narrower than this; short verse of even length looks as if they had.
NARROWEST = 45
COMMON_WIDTH = 60
FEWEST_ENDS = 5
ENOUGH_TO_STRAY = 10
NEARLY_FULL = 0.75
REACHES = 0.9
WIDTH_PERCENTILE = 0.98


class Verdict(Enum):
    """What is to be done with the line ends of a text."""

    LINES = "lines"
    DOUBTFUL = "doubtful"
    WRAPPED = "wrapped"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What was measured: the width in characters, the share of line ends that were forced."""

    verdict: Verdict
    width: int
    share: float


def measure(lines: Sequence[Typed]) -> Wrapping:
    """Whether the line ends of a text are the author's or a program's."""
    runs = [run for run in stretches(lines) if len(run) > 1]
    lengths = sorted(len(line.text) for run in runs for line in run)
    if not lengths:
        return Wrapping(Verdict.LINES, 0, 0.0)
    width = _width(lengths)
    pairs = [pair for run in runs if _reaches(run, width) for pair in pairwise(run)]
    share = sum(_is_forced(above, below, width) for above, below in pairs) / len(pairs)
    return Wrapping(_verdict(pairs, width, share), width, share)


def _verdict(pairs: Sequence[tuple[Typed, Typed]], width: int, share: float) -> Verdict:
    cut = sum(_is_in_mid_phrase(above, below) for above, below in pairs) / len(pairs)
    if width < NARROWEST or share < SURELY_LINES or cut < HARDLY_CUT:
        return Verdict.LINES
    if len(pairs) < FEWEST_ENDS:
        return _verdict_on_few(pairs, width, share)
    is_wrapped = share >= SURELY_WRAPPED and cut >= SURELY_CUT
    return Verdict.WRAPPED if is_wrapped else Verdict.DOUBTFUL


def _is_in_mid_phrase(above: Typed, below: Typed) -> bool:
    return not PAUSE.search(above.text) and begins_lower(below.text)


def _reaches(run: Sequence[Typed], width: int) -> bool:
    """A stanza of short lines says nothing about the width the prose beside it was cut to."""
    return max(len(line.text) for line in run) >= REACHES * width


def _width(lengths: Sequence[int]) -> int:
    """The longest line, not counting a stray one; `lengths` are sorted."""
    if len(lengths) < ENOUGH_TO_STRAY:
        return lengths[-1]
    return lengths[int(WIDTH_PERCENTILE * (len(lengths) - 1))]


def _verdict_on_few(pairs: Sequence[tuple[Typed, Typed]], width: int, share: float) -> Verdict:
    """The longest line always looks full, so a few line ends must speak with one voice."""
    in_mid_sentence = not any(is_stopped(above.text) for above, _ in pairs)
    speaks = len(pairs) > 1 and share == 1 and width >= COMMON_WIDTH and in_mid_sentence
    return Verdict.WRAPPED if speaks else Verdict.LINES


def _is_forced(above: Typed, below: Typed, width: int) -> bool:
    return len(above.text) + 1 + len(below.text.split()[0]) > width


def unwrap(lines: Sequence[Typed], width: int) -> list[Typed]:
    """The lines with prose joined again; a stretch that was not cut to the width stays as it is."""
    return [line for run in stretches(lines) for line in _unwrap_run(run, width)]


def _unwrap_run(run: Sequence[Typed], width: int) -> Iterator[Typed]:
    joined = run[0]
    for below, is_kept in zip(run[1:], authors_ends(run, width), strict=True):
        if is_kept:
            yield joined
            joined = below
        else:
            joined = replace(joined, text=_join(joined.text, below.text))
    yield joined


def authors_ends(run: Sequence[Typed], width: int) -> list[bool]:
    """For each line end inside a stretch: is it the author's? In a stretch that was not cut to
    the width, all of them are."""
    pairs = list(pairwise(run))
    forced = sum(_is_forced(above, below, width) for above, below in pairs)
    if forced < SURELY_WRAPPED * len(pairs):
        return [True] * len(pairs)
    return [not _goes_on(above, below, width) for above, below in pairs]


def _goes_on(above: Typed, below: Typed, width: int) -> bool:
    """A line that ends early, with its sentence or well before the margin, ends a paragraph."""
    if below.text.startswith(("- ", "* ", "• ")) or below.indent > above.indent:
        return False
    if _is_forced(above, below, width):
        return True
    return not is_stopped(above.text) and len(above.text) >= NEARLY_FULL * width


def _join(above: str, below: str) -> str:
    """A word divided at a line end keeps its hyphen: nobody knows whether it had one."""
    divided = above.endswith("-") and above[-2:-1].isalpha() and below[:1].isalpha()
    return above + below if divided else f"{above} {below}"
