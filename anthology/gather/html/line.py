"""One line of a web page: its words, how they are dressed, and how far it is set in.

White space counts as it does in a browser: collapsed, unless it does not break, and that before
the first word is an indent. Emphasis begins and ends at a word, where the manuscript can mark it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from anthology import inline
from anthology.gather.intake.hygiene import UNUSUAL_SPACE, clean
from anthology.gather.shifted import shifted
from anthology.gather.typed.lines import indent
from anthology.model import Emphasis, Inline, Link, NoteMark, Strong, Text

WHITE = re.compile(r"[ \t\r\n\f]+")
# Ends a line wherever it stands, whatever the white space around it counts for.
LINE_END = re.compile("[\u2028\u2029\v\x85\x1c-\x1e]")
# Letters that need no care: nothing invisible is among them, nothing that ends a line.
PLAIN_LETTERS = re.compile("[\n\t -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205e]*")
NO_BREAK = "\u00a0"


class White(Enum):
    """What white space means: nothing much, a line end at each newline, or all it says."""

    COLLAPSED = "collapsed"
    LINES = "lines"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Dress:
    """How words look; `target` is where a link leads; `place` is `super` or `sub` for what stands
    above or below the line."""

    is_emphasis: bool = False
    is_strong: bool = False
    target: str = ""
    is_underlined: bool = False
    place: str = ""

    @property
    def is_italic(self) -> bool:
        """Set in italics: so were words meant that a typewriter could only underline. A link is
        underlined for another reason."""
        return self.is_emphasis or (self.is_underlined and not self.target)


PLAIN = Dress()


@dataclass(frozen=True, slots=True)
class Run:
    """Words dressed alike, or the mark of a note."""

    text: str
    dress: Dress = PLAIN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it shows. A blank one may still be there to be seen: `is_white`."""

    children: tuple[Inline, ...] = ()
    indent: int = 0
    is_white: bool = False


def letters(source: str) -> str:
    """What a piece of source text spells: entities undone, invisible marks gone; ends of lines
    that are no newlines stay."""
    text = html.unescape(source) if "&" in source else source
    if PLAIN_LETTERS.fullmatch(text):
        return text
    return "\u2028".join(clean(piece).text for piece in LINE_END.split(text))


@dataclass(slots=True)
class LineMaker:
    """One line while it is read; `underlined` counts places in all lines it was so far."""

    runs: list[Run] = field(default_factory=list)
    at_space: bool = True
    underlined: int = 0

    def add(self, text: str, dress: Dress, white: White) -> None:
        """Words at the end of the line; there is no line end in them."""
        if white is not White.KEPT:
            text = WHITE.sub(" ", text)
            text = text[1:] if self.at_space and text.startswith(" ") else text
        if text:
            if dress.place:
                text, dress = shifted(text, dress.place), replace(dress, place="")
            self.runs.append(Run(text, dress))
            self.at_space = text.endswith(" ")

    def mark(self, label: str, dress: Dress) -> None:
        """The mark of a note."""
        self.runs.append(Run("", dress, label))
        self.at_space = False

    def end(self) -> Shown:
        """The line, and a fresh one begun."""
        runs, self.runs, self.at_space = self.runs, [], True
        lead, runs = _without_lead(runs)
        if not runs:
            return Shown(is_white=NO_BREAK in lead)
        self.underlined += underlined(runs)
        runs = [_ordinary(run) for run in runs]
        if len(runs) == 1 and runs[0] == Run(runs[0].text):
            made: list[Inline] = [Text(runs[0].text)]
        else:
            made = _dressed(runs, MARKS)
        return Shown(inline.settle_line(made), indent(lead))


def _ordinary(run: Run) -> Run:
    """Inside a line every space is an ordinary one."""
    text = UNUSUAL_SPACE.sub(" ", run.text)
    return run if text == run.text else replace(run, text=text)


def _without_lead(runs: Sequence[Run]) -> tuple[str, list[Run]]:
    """The white space a line begins with, and the runs after it."""
    lead = ""
    for at, run in enumerate(runs):
        words = run.text.lstrip()
        lead += run.text[: len(run.text) - len(words)]
        if words or run.note:
            first = run if words == run.text else replace(run, text=words)
            return lead, [first, *runs[at + 1 :]]
    return lead, []


MARKS = ("target", "is_strong", "is_italic")


def underlined(runs: Iterable[Run]) -> int:
    """How many places among the runs of a line are in italics only for being underlined."""
    count, goes_on = 0, False
    for run in runs:
        if run.text.strip():
            is_one = run.dress.is_italic and not run.dress.is_emphasis
            count += is_one and not goes_on
            goes_on = is_one
    return count


def _dressed(runs: Sequence[Run], marks: Sequence[str]) -> list[Inline]:
    """The runs as inlines; of the marks that begin at one place, the longest is outermost."""
    made: list[Inline] = []
    at = 0
    while at < len(runs):
        reach, mark = max(((_reach(runs, at, mark), mark) for mark in marks), default=(0, ""))
        if reach:
            made += _wrapped(runs[at : at + reach], mark, marks)
        else:
            made.append(NoteMark(runs[at].note) if runs[at].note else Text(runs[at].text))
        at += max(reach, 1)
    return made


def _reach(runs: Sequence[Run], at: int, mark: str) -> int:
    """How many runs from here on carry the same mark."""
    wanted = getattr(runs[at].dress, mark)
    reach = 0
    while wanted and at + reach < len(runs) and getattr(runs[at + reach].dress, mark) == wanted:
        reach += 1
    return reach


def _wrapped(runs: Sequence[Run], mark: str, marks: Sequence[str]) -> Iterator[Inline]:
    """The runs inside one mark, white space at its two ends left outside."""
    lead, words = _without_lead(runs)
    trail, words = _without_trail(words)
    yield Text(lead)
    if words:
        inner = tuple(_dressed(words, [other for other in marks if other != mark]))
        match mark:
            case "target":
                yield Link(words[0].dress.target, inner)
            case "is_strong":
                yield Strong(inner)
            case _:
                yield Emphasis(inner)
    yield Text(trail)


def _without_trail(runs: Sequence[Run]) -> tuple[str, list[Run]]:
    trail = ""
    for at in range(len(runs) - 1, -1, -1):
        words = runs[at].text.rstrip()
        trail = runs[at].text[len(words) :] + trail
        if words or runs[at].note:
            return trail, [*runs[:at], replace(runs[at], text=words)]
    return trail, []
