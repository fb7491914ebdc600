"""Three versions of a text become one, by line, and the author's lines always stay.

`base` is what gathering wrote last, `hers` what the author made of it, `theirs` what the source
says now. Where only one side changed, its change is taken. Where both did, hers stands and
theirs is told as a clash. Knows nothing of files or of what a line means.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clash:
    """Where both sides changed the same lines: `at` is the number of merged lines before which
    the source's `theirs` would have stood, right below hers; `base` is what both began from."""

    at: int
    base: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The one text, and what of the source's did not get into it."""

    lines: tuple[str, ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class _Hunk:
    """A stretch between two lines that all three have."""

    base: Sequence[str]
    hers: Sequence[str]
    theirs: Sequence[str]


def merge(base: Sequence[str], hers: Sequence[str], theirs: Sequence[str]) -> Merged:
    """Merge by line; no line of hers is ever missing from the result."""
    lines: list[str] = []
    clashes: list[Clash] = []
    for hunk in _hunks(base, hers, theirs):
        if hunk.hers == hunk.base:
            lines += hunk.theirs
        else:
            lines += hunk.hers
            if hunk.theirs not in (hunk.base, hunk.hers):
                clashes.append(Clash(len(lines), tuple(hunk.base), tuple(hunk.theirs)))
    return Merged(tuple(lines), tuple(clashes))


def _hunks(base: Sequence[str], hers: Sequence[str], theirs: Sequence[str]) -> Iterator[_Hunk]:
    """The text cut at every line of base that stands in all three, that line after its hunk."""
    in_hers, in_theirs = _kept(base, hers), _kept(base, theirs)
    start = her_start = their_start = 0
    for number in range(len(base)):
        if number in in_hers and number in in_theirs:
            her_end, their_end = in_hers[number], in_theirs[number]
            yield _Hunk(base[start:number], hers[her_start:her_end], theirs[their_start:their_end])
            kept = base[number : number + 1]
            yield _Hunk(kept, kept, kept)
            start, her_start, their_start = number + 1, her_end + 1, their_end + 1
    yield _Hunk(base[start:], hers[her_start:], theirs[their_start:])


def _kept(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Which lines of base stand in the other text, and where."""
    matcher = difflib.SequenceMatcher(None, base, other, autojunk=False)
    return {
        block.a + n: block.b + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }
