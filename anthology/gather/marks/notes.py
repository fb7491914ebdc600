"""The notes of a Markdown text (`[^tide]: Twice a day.`), lifted out before it is read.

A note may be typed where its mark is to stand (`^[Twice a day.]`): it gets a number that is free.

CommonMark has none, and would take them for link definitions, which show nowhere. Blank lines
stay where they were, so that every other line keeps its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

# A fence is matched first, so that what looks like a note inside code is left there.
FENCE = r"^ {0,3}(?P<fence>```+|~~~+)[\s\S]*?(?:^ {0,3}(?P=fence)|\Z)"
FURTHER_LINES = r"(?:\n(?![ \t]*$| {0,3}\[\^).+)*"
FURTHER_PARAGRAPHS = r"(?:\n(?:[ \t]*\n)+(?: {4}|\t).*\S.*)*"
NOTE = (
    r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*"
    rf"(?P<text>.*\S.*{FURTHER_LINES}{FURTHER_PARAGRAPHS})"
)
INLINE = r"(?<!\\)\^\[(?P<inline>(?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]"
TICKS = r"(?P<ticks>`+)[^\n]*?(?P=ticks)"
FENCE_OR_NOTE = re.compile(f"{FENCE}|{NOTE}|{TICKS}|{INLINE}", re.MULTILINE)
LABEL = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True, slots=True)
class Lifted:
    """A note as typed: `lines` without blank ones; `number` is that of the first in the text."""

    label: str
    lines: tuple[str, ...]
    number: int


def lift(body: str) -> tuple[str, tuple[Lifted, ...]]:
    """The body with empty lines where its notes were, and the notes, the first of each label."""
    lifted: dict[str, Lifted] = {}
    taken = set(LABEL.findall(body))
    free = (str(number) for number in count(1) if str(number) not in taken)

    def take(found: re.Match[str]) -> str:
        if words := found["inline"]:
            label, number = next(free), body.count("\n", 0, found.start()) + 1
            lifted[label] = Lifted(label, (words.strip(),), number)
            return f"[^{label}]"
        label = found["label"]
        if label is None or label in lifted:
            return found[0]
        lines = [line.strip() for line in found["text"].split("\n")]
        number = body.count("\n", 0, found.start()) + 1
        lifted[label] = Lifted(label, tuple(line for line in lines if line), number)
        return "\n" * found[0].count("\n")

    return FENCE_OR_NOTE.sub(take, body), tuple(lifted.values())
