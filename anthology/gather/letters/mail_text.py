"""The words of a letter in plain text: lines that a mail program broke joined again, and what
is no word of this letter (a quoted one, a signature) taken off and told.

`format=flowed` marks the ends that are no line ends (RFC 3676); where a letter does not say, the
reader of plain text measures them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anthology.gather.gathered import LeftOut

SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
QUOTED = re.compile(r"^\s*>")
_WROTE = r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\w*)"
# `On Sat, 4 May 2024 at 10:01, Ines wrote:`, perhaps over two or three lines; a reader who says
# `On the wall he wrote:` names no day, and no address.
_LINES = r"[^\n]*(?:\n[^\n]*){0,2}?"
INTRODUCED = re.compile(
    rf"^(?:On|Am|Le|El|Il|Em|Op|Den|W dniu)\b(?={_LINES}(?:\d{{4}}|@|\d:\d\d))"
    rf"{_LINES}\b{_WROTE}\b{_LINES}:[ \t]*$",
    re.MULTILINE,
)
FORWARDED = re.compile(
    r"^(?:-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message)"
    r"[^\n]*|_{10,}[ \t]*\n(?=From:|Von:|De :)|From:[^\n]+\n(?:Sent|Date):[^\n]+\nTo:)",
    re.MULTILINE,
)
QUOTED_LETTER = "a letter that this one answers"


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says, and what else its text holds."""

    text: str
    left_out: tuple[LeftOut, ...] = ()


def unflowed(text: str, *, deletes_space: bool = False) -> str:
    """Text in `format=flowed` with its soft line ends undone, each depth of quoting by itself."""
    lines: list[tuple[str, str]] = []
    soft = False
    for typed in text.split("\n"):
        rest = typed.lstrip(">")
        quote = typed[: len(typed) - len(rest)]
        rest = rest.removeprefix(" ")
        if soft and lines and lines[-1][0] == quote and rest != "-- ":
            above = lines[-1][1]
            lines[-1] = (quote, (above[:-1] if deletes_space else above) + rest)
        else:
            lines.append((quote, rest))
        soft = rest.endswith(" ") and rest != "-- "
    return "\n".join(f"{quote} {rest}" if quote else rest for quote, rest in lines)


def without_signature(text: str) -> Words:
    """A letter without what stands below `-- `."""
    found = SIGNATURE.search(text)
    if not found:
        return Words(text)
    signature = " ".join(text[found.end() :].split())
    told = [LeftOut("signature", signature, "it is no part of the letter")] if signature else []
    return Words(text[: found.start()], tuple(told))


def without_quoted(text: str) -> Words:
    """An answer without the letter it answers: lines behind `>` wherever they stand, and all
    below the line a mail program puts over a whole letter."""
    found = FORWARDED.search(text)
    above, below = (text[: found.start()], text[found.start() :]) if found else (text, "")
    introduced = INTRODUCED.search(above)
    if introduced and _is_quoted_whole(above[introduced.end() :]):
        above, below = above[: introduced.start()], above[introduced.start() :] + below
    else:
        above = INTRODUCED.sub("", above)
    lines = above.split("\n")
    own = [line for line in lines if not QUOTED.match(line)]
    quoted = [line.lstrip("> ") for line in lines if QUOTED.match(line)]
    return Words("\n".join(own), tuple(_told([*quoted, below])))


def _is_quoted_whole(text: str) -> bool:
    """Nothing of the answer stands below the letter, or no line of it is marked as quoted."""
    lines = [line for line in text.split("\n") if line.strip()]
    marked = [bool(QUOTED.match(line)) for line in lines]
    return all(marked) or not any(marked)


def _told(quoted: Sequence[str]) -> list[LeftOut]:
    words = " ".join(" ".join(quoted).split())
    return [LeftOut("quoted letter", words, QUOTED_LETTER)] if words else []
