"""Lines as they were typed, and what can be seen of a line by looking at it.

Plain claims about one line (does it end in a stop, does it begin in lower case) that the rules
for titles, headings, verse and comments are made of. English words only where a word list
is needed. Nothing here decides what a line is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anthology.markup import SPACES_PER_STEP, TAB

CLOSERS = "\"”’'»)]"
STOPPED = re.compile(rf"[.!?…][{re.escape(CLOSERS)}]*$")
ENDS_A_SENTENCE = re.compile(rf"[.!?][{re.escape(CLOSERS)}]*$")
INNER_STOP = re.compile(r"[.!?…][\"”’)]*\s+[\"“‘(]?[^\W\d_]")
QUOTE_OPENS = re.compile(r"[\"“«„]|[‘'](?=\w)")
ORNAMENT = re.compile(r"(?:[*~•·#_=–—-]\s*){3,}|[*~•⁂❦❧]")
MOST_STEPS = 12
# Half of what an indent button gives: half an inch on paper (36 points), 40 pixels on the web (30);
# so a press of it is two steps in either, and a tab too.
STEP = 16.5  # points
# Spaces as wide as a letter: a step each.
WIDE_SPACE = re.compile("[\u2003\u3000]")

# Words a title may leave small.
SMALL_WORDS = frozenset(
    "a an the and or nor but so than that as at by en for from if in into of off on onto over per "
    "to up upon via vs with within without is it its be am are was were do does did has have had "
    "my our your their his her this not no you i we he she they".split()
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One line with something on it. `number` counts from 1 in the file, `indent` counts steps,
    `gap` is how many blank lines stand above it (the file's first line has none)."""

    number: int
    text: str
    indent: int = 0
    gap: int = 0


def typed(text: str) -> list[Typed]:
    """The lines of a text that have something on them."""
    lines: list[Typed] = []
    gap = 0
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if not words:
            gap += 1
            continue
        lines.append(Typed(number, words.replace("\t", " "), indent(line), gap if lines else 0))
        gap = 0
    return lines


def indent(line: str) -> int:
    """The steps a line is set in by, for whatever kind of space it begins with."""
    lead = line[: len(line) - len(line.lstrip())].replace("\t", TAB)
    lead = WIDE_SPACE.sub(" " * SPACES_PER_STEP, lead)
    return min(-(-len(lead) // SPACES_PER_STEP), MOST_STEPS)


def steps(points: float) -> int:
    """The steps that a length sets a line in by, the same whatever measured it; less than half a
    step is none."""
    return min(max(0, int(points / STEP + 0.5)), MOST_STEPS)


def words(text: str) -> list[str]:
    """The words of a line; an apostrophe or a hyphen does not end one."""
    return re.findall(r"[\w’'-]*\w[\w’'-]*", text)


def is_stopped(text: str) -> bool:
    """Ends as a sentence does, or trails off."""
    return bool(STOPPED.search(text))


def ends_a_sentence(text: str) -> bool:
    """Ends as a sentence does; an ellipsis often leads on and does not count."""
    return bool(ENDS_A_SENTENCE.search(text))


def begins_lower(text: str) -> bool:
    """Begins in lower case, as the rest of a sentence does."""
    first = next((letter for letter in text[:4] if letter.isalpha()), "")
    return first.islower()


def runs_on(text: str) -> bool:
    """Ends in a comma or a dash, or in no stop at all: the sentence goes on below."""
    return text[-1] in ",;—–-" or not (is_stopped(text) or text[-1] in f":{CLOSERS}")


def opens_quotation(text: str) -> bool:
    """Begins with an opening quotation mark."""
    return bool(QUOTE_OPENS.match(text))


def is_ornament(text: str) -> bool:
    """A row of stars or dashes: a pause, not words."""
    return bool(ORNAMENT.fullmatch(text))


def title_case(text: str) -> float:
    """The share of words written large, among those a title does not leave small."""
    long_words = [word for word in words(text) if word.casefold() not in SMALL_WORDS]
    lettered = [word for word in long_words if word[0].isalpha()]
    return sum(word[0].isupper() for word in lettered) / len(lettered) if lettered else 0.0


def open_alike(one: str, other: str) -> bool:
    """Both begin with the same two words."""
    first, second = ([word.casefold() for word in words(text)[:2]] for text in (one, other))
    return len(first) == 2 and first == second


def sentences(text: str) -> int:
    """How many sentences a line seems to hold; at least one."""
    return 1 + len(INNER_STOP.findall(text))


def stretches(lines: Sequence[Typed]) -> list[list[Typed]]:
    """The runs of lines with no blank line between them."""
    runs: list[list[Typed]] = []
    for line in lines:
        if runs and not line.gap:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
