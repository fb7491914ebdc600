"""Marks taken off a Markdown text before it is read, by rules: a pattern and what stands instead.

Code, web addresses and HTML are passed over by every rule, as is a mark behind a backslash. What
is taken off is listed or read as data. A line on which nothing else stood goes with its mark, so
that no gap is left where the author made none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from anthology.gather.gathered import LeftOut

# A fence, a code span, a comment, a tag, and where a link leads unless it is yet to be filled in.
PASSED_OVER = (
    r"(?P<passed>^[ \t>]*(?P<fence>```+|~~~+)[^\n]*\n[\s\S]*?(?:^[ \t>]*(?P=fence)|\Z)"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--[\s\S]*?(?:-->|\Z)|</?[a-zA-Z][^<>\n]*>|(?<=\])\([^()\s{}]*\))"
)
# No clean text holds it: it stands where a mark was until the lines are put together.
GONE = "\0"
# What opens a line of a quotation, of a poem or of a list; without words it is no line.
BARE = re.compile(r"[ \t>|]*(?:[-*+]|\d+[.)])?[ \t]*")
SPACE_BEFORE = re.compile(rf"(?<![ \t])[ \t]+{GONE}+(?=[\s.,;:!?]|\Z)")


@dataclass(slots=True)
class Swept:
    """What the rules found: words that stay out, words that were read as data, and in how many
    places words were highlighted."""

    left_out: list[LeftOut] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    highlighted: int = 0

    def put_aside(self, kind: str, text: str, reason: str) -> str:
        """List what stays out; gives what stands in its place."""
        self.left_out.append(LeftOut(kind, text.strip(), reason))
        return GONE


@dataclass(frozen=True, slots=True)
class Rule:
    """A mark, and what is written in its place."""

    mark: str
    write: Callable[[re.Match[str], Swept], str]

    def apply(self, text: str, swept: Swept) -> str:
        """The text with this mark replaced wherever it may stand."""

        def instead(found: re.Match[str]) -> str:
            return found[0] if found["passed"] is not None else self.write(found, swept)

        return re.sub(rf"{PASSED_OVER}|(?<!\\)(?:{self.mark})", instead, text, flags=re.MULTILINE)


def swept(text: str, rules: Iterable[Rule]) -> tuple[str, Swept]:
    """The text after every rule in turn, and what they found."""
    found = Swept()
    for rule in rules:
        text = rule.apply(text, found)
    return "\n".join(_closed_up(text.split("\n"))), found


def _closed_up(lines: Iterable[str]) -> Iterator[str]:
    """The lines without those that are gone; of the empty lines on both sides of one, a single
    side stays, since two empty lines say more than one."""
    is_below_gone, was_empty = False, True
    for line in lines:
        shown = SPACE_BEFORE.sub("", line).replace(GONE, "") if GONE in line else line
        if GONE in line and BARE.fullmatch(shown):
            is_below_gone = True
            continue
        if is_below_gone and was_empty and not shown.strip():
            continue
        is_below_gone, was_empty = False, not shown.strip()
        yield shown
