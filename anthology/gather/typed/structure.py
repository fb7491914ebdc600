"""What each line of an essay is: heading, paragraph, line of verse, or a pause.

Two kinds of text come in. Where blank lines part the blocks, they are believed: one line is a
paragraph, several keep their lines. Where there are none, length decides: a short line is kept
as a line, a long one is a paragraph. Stanza gaps are never invented; a short line alone between
paragraphs is a paragraph. No line is joined to another here, and none is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import assert_never

from anthology.errors import Place
from anthology.gather.typed import headings
from anthology.gather.typed.headings import PARAGRAPH, Spot
from anthology.gather.typed.lines import (
    Typed,
    begins_lower,
    is_ornament,
    is_stopped,
    opens_quotation,
    runs_on,
    sentences,
    stretches,
)
from anthology.model import (
    Block,
    Heading,
    Line,
    Ornament,
    Paragraph,
    Stanza,
    Text,
    Verse,
)

LONG_LINE = 140  # a line that runs on into the next may be this long
LONGEST_LINE = 330  # in a poem of long lines
NEIGHBOURS = 3
MOST_RUN_ON = 0.5
FEW_GAPS = 2
FEW_GAPS_SHARE = 0.03
FEW_LINES = 8


class Label(Enum):
    """What a line is; the value is the word told to the author."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LINE = "line"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Judged:
    """A line, what it is, and why. `might_head` is true of every possible heading."""

    line: Typed
    label: Label
    reason: str
    might_head: bool = False


def is_spaced(lines: Sequence[Typed]) -> bool:
    """Do blank lines part the blocks of this text? A few strays do not make it so."""
    gaps = sum(line.gap > 0 for line in lines[1:])
    strays = FEW_GAPS if len(lines) >= FEW_LINES else 1
    return gaps > max(strays, FEW_GAPS_SHARE * len(lines))


def judge(lines: Sequence[Typed], spaced: bool) -> tuple[Judged, ...]:
    """Every line of an essay's text with what it is; `spaced` as `is_spaced` found it."""
    found = _headings(lines, spaced)
    judged: list[Judged] = []
    for run in _between_headings(lines, found, spaced):
        judged += _judge_run(run, spaced)
    for at, (is_one, reason) in found.items():
        if is_one:
            judged.insert(at, Judged(lines[at], Label.HEADING, reason, True))
        else:
            other = judged[at]
            judged[at] = Judged(other.line, other.label, other.reason, True)
    return tuple(judged)


def judge_without_headings(lines: Sequence[Typed]) -> tuple[Judged, ...]:
    """Every line of a short text that has no headings, as a comment is."""
    spaced = any(line.gap for line in lines[1:])
    runs = stretches(lines) if spaced else [lines]
    return tuple(judged for run in runs for judged in _judge_run(run, spaced))


def kept_lines(texts: Sequence[str]) -> list[bool]:
    """For lines that stand together: which are kept as lines, and which are paragraphs."""
    run = [Typed(at, text) for at, text in enumerate(texts)]
    return [bool(_why_a_line(run, at)) for at in range(len(run))]


def _headings(lines: Sequence[Typed], spaced: bool) -> dict[int, tuple[bool, str]]:
    """Every possible heading by its place: whether it is taken for one, and why."""
    found: dict[int, tuple[bool, str]] = {}
    taken: set[int] = set()
    for at in range(len(lines)):
        spot = Spot(lines, at, taken)
        if not headings.is_possible(spot) or (spaced and _inside_a_block(spot)):
            continue
        weight, reason = headings.weigh(spot)
        if weight >= headings.IS_HEADING:
            taken.add(at)
        found[at] = (weight >= headings.IS_HEADING, reason)
    return found


def _inside_a_block(spot: Spot) -> bool:
    """A line of a stanza; a heading may be stuck to a paragraph below it, but to nothing else."""
    glued_above = spot.at > 0 and not spot.lines[spot.at].gap
    glued_below = not spot.lines[spot.at + 1].gap and len(spot.below) <= PARAGRAPH
    return glued_above or glued_below


def _between_headings(
    lines: Sequence[Typed], found: dict[int, tuple[bool, str]], spaced: bool
) -> Iterator[list[Typed]]:
    """The lines between headings; where blank lines count, those between blank lines."""
    taken = [found.get(at, (False, ""))[0] for at in range(len(lines))]
    for is_heading, pairs in groupby(zip(taken, lines, strict=True), key=lambda pair: pair[0]):
        run = [line for _, line in pairs]
        if not is_heading:
            yield from stretches(run) if spaced else [run]


def _judge_run(run: Sequence[Typed], spaced: bool) -> Iterator[Judged]:
    dialogue = is_dialogue([line.text for line in run])
    for at, line in enumerate(run):
        if is_ornament(line.text):
            yield Judged(line, Label.PAUSE, "stars or dashes only")
        elif spaced and len(run) == 1 and not _is_set_in(line):
            yield Judged(line, Label.PARAGRAPH, "a line between two blank ones")
        elif dialogue and not spaced:
            yield Judged(line, Label.PARAGRAPH, "reads as dialogue")
        elif reason := _why_a_line(run, at):
            yield Judged(line, Label.LINE, reason)
        else:
            yield Judged(line, Label.PARAGRAPH, f"{len(line.text)} characters")


def _is_set_in(line: Typed) -> bool:
    """A short line with an indent of its own: a blank line above and below takes it from nobody."""
    return line.indent > 0 and len(line.text) <= PARAGRAPH


def is_dialogue(texts: Sequence[str]) -> bool:
    """Do most of these lines open with a quotation mark, as people talking do?"""
    quoted = sum(map(opens_quotation, texts))
    return len(texts) > 1 and quoted * 2 > len(texts)


def _why_a_line(run: Sequence[Typed], at: int) -> str:
    """Why this line is kept as a line; empty where it is a paragraph."""
    line = run[at]
    if len(line.text) <= PARAGRAPH:
        return "short"
    below = run[at + 1].text if at + 1 < len(run) else ""
    if len(line.text) <= LONG_LINE and _is_in_mid_sentence(line.text, below, at):
        return "the sentence runs on over the line end"
    if len(line.text) <= LONGEST_LINE and sentences(line.text) <= 2 and _in_long_verse(run, at):
        return "most lines around it run on"
    return ""


def _is_in_mid_sentence(text: str, below: str, at: int) -> bool:
    continues = at > 0 and begins_lower(text)
    leads_on = bool(below) and (begins_lower(below) or runs_on(text))
    return continues or leads_on


def _in_long_verse(run: Sequence[Typed], at: int) -> bool:
    """Among long lines that mostly end without a stop, as Whitman's do."""
    near = [*run[max(0, at - NEIGHBOURS) : at], *run[at + 1 : at + 1 + NEIGHBOURS]]
    open_ended = sum(not is_stopped(line.text) and line.text[-1] != ":" for line in near)
    return len(near) >= NEIGHBOURS and open_ended >= MOST_RUN_ON * len(near)


def blocks(judged: Sequence[Judged], spaced: bool, path: Path = Path()) -> tuple[Block, ...]:
    """The lines as blocks; lines of verse that follow one another are one poem, and a blank line
    between them parts its stanzas."""
    made: list[Block] = []
    for label, group in groupby(judged, key=lambda one: one.label):
        group_lines = [one.line for one in group]
        match label:
            case Label.HEADING:
                made += [Heading(2, _words(line), Place(path, line.number)) for line in group_lines]
            case Label.PARAGRAPH:
                made += [Paragraph(_words(line), Place(path, line.number)) for line in group_lines]
            case Label.PAUSE:
                made += [Ornament(Place(path, line.number)) for line in group_lines]
            case Label.LINE:
                made += _poems(group_lines, spaced, path)
            case _:
                assert_never(label)
    return tuple(made)


def _poems(lines: Sequence[Typed], spaced: bool, path: Path) -> list[Block]:
    """Stanzas that follow one another, as one poem; a line alone is a paragraph, unless it is set
    in, or is a stanza among others in a text that hardly uses blank lines."""
    runs = stretches(lines)
    alone_is_stanza = not spaced and any(len(run) > 1 for run in runs)
    made: list[Block] = []
    for is_verse, group in groupby(
        runs, key=lambda run: len(run) > 1 or alone_is_stanza or run[0].indent > 0
    ):
        stanzas = tuple(Stanza(tuple(_line(line, path) for line in run)) for run in group)
        if is_verse:
            made.append(Verse(stanzas, stanzas[0].lines[0].place))
        else:
            made += [
                Paragraph(line.children, line.place) for stanza in stanzas for line in stanza.lines
            ]
    return made


def _line(line: Typed, path: Path) -> Line:
    return Line(_words(line), line.indent, Place(path, line.number))


def _words(line: Typed) -> tuple[Text, ...]:
    return (Text(line.text),)
