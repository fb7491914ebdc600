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

SIGNATURE = re.compile(r"--\s?$")
QUOTED = re.compile(r"^\s*>")
_BEGINS = r"(?:On|Am|Le|El|Il|Em|Op|Den|W dniu)"
_WROTE = r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\w*)"
_ADDRESS = r"<[^<>\s]{1,99}@[^<>\s]{1,99}>"
# `On Sat, 4 May 2024 at 10:01, Ines wrote:`, perhaps over two or three lines; a reader who says
# `On the wall he wrote:` names no day, and no address.
_LINE = r"[^\n]{0,200}"  # no line that introduces a letter is longer
_LINES = rf"{_LINE}(?:\n{_LINE}){{0,2}}?"
INTRODUCED = re.compile(
    rf"^{_BEGINS}\b(?={_LINES}(?:\d{{4}}|@|\d:\d\d))"
    rf"{_LINES}\b{_WROTE}\b{_LINES}:[ \t]*$",
    re.MULTILINE,
)
FORWARDED = re.compile(
    r"^-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message)"
    r"[^\n]*"
    # `---- On Sat, 4 May, Ines <…> wrote ----`, and `Ines <…> wrote: Tar is old.` on one line.
    rf"|^-{{2,}}[ \t]{_LINE}{_ADDRESS}{_LINE}[ \t]-{{2,}}[ \t]*$"
    rf"|^{_BEGINS}\b{_LINE}\n?{_LINE}{_ADDRESS}\s*{_WROTE}:(?=[ \t]+\S)",
    re.MULTILINE,
)
# Three lines or more, `From: …`, `Sent: …`, `To: …`, one of which says from whom, with an address
# or with a year and an hour. A rule may stand above.
LETTERHEAD = re.compile(
    r"^(?:[-_]{2,}[^\n]*\n(?:[ \t]*\n)?)?"
    r"(?:[*> \t]*[^\W\d_][^\n:@<>]{0,24}:\*?(?:[ \t\xa0][^\n]*)?(?:\n|\Z)){3,}",
    re.MULTILINE,
)
FROM = re.compile(
    r"^[*> \t]*(?:From|Von|De|De la|Da|Van|Från|Fra|Od|От|Від|Lähettäjä|Feladó|Kimden|Gönderen|"
    r"Mittente|Remitente|Expéditeur|Odesílatel|Từ|מאת|من|差出人|发件人|寄件者|보낸 사람)\s*:",
    re.MULTILINE,
)
SENT = re.compile(r"[^\s@]@[^\s@]+\.\w|\b\d{4}\b[^\n]{0,60}\d[:.]\d\d|\b\d{4}年")
ENDS_IN_A_COLON = re.compile(r"[:：]\W{0,9}$")
FURTHEST_ABOVE = 3  # lines, over which a mail program folds what stands above a quoted letter
# What a telephone puts below a letter.
SENT_FROM = re.compile(
    r"(?:Sent (?:from|via)|Get Outlook|Gesendet von|Von meine\w* |Envoyé d|Inviato da|Enviad[oa] d|"
    r"(?:Verzonden|Verstuurd) van|Skickat från|Sendt fra|Wysłan\w+ z)[^\n]{0,60}$"
)
HANDED_ON = "it says who sent a letter that was handed on, and its addresses"
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
    lines = text.split("\n")
    return _signed(lines, _signature(lines))


def _signature(lines: Sequence[str]) -> frozenset[int]:
    first = next((n for n, line in enumerate(lines) if SIGNATURE.match(line)), len(lines))
    return frozenset(range(first, len(lines)))


def _signed(lines: Sequence[str], numbers: frozenset[int]) -> Words:
    words = " ".join(" ".join(lines[number] for number in sorted(numbers)).split())
    told = [LeftOut("signature", words, "it is no part of the letter")] if words else []
    return Words(_without(lines, numbers), tuple(told))


def signed(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines below an answer that are no words of it: a signature, and the line
    of a telephone. In an essay that line may be the author's, and stays."""
    numbers = _signature(lines)
    above = [n for n, line in enumerate(lines) if line.strip() and n not in numbers]
    if above and SENT_FROM.match(lines[above[-1]].strip()):
        return frozenset(range(above[-1], len(lines)))
    return numbers


def own_words(text: str) -> Words:
    """An answer without the letter it answers and without a signature."""
    own = without_quoted(text)
    lines = own.text.split("\n")
    rest = _signed(lines, signed(lines))
    return Words(rest.text.strip(), (*own.left_out, *rest.left_out))


def without_quoted(text: str) -> Words:
    """An answer without the letter it answers."""
    lines = text.split("\n")
    theirs = quoted(lines)
    told = _told([lines[number].lstrip("> ") for number in sorted(theirs)])
    return Words(_without(lines, theirs), tuple(told))


def quoted(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that are another letter's: those behind `>` wherever they stand,
    with what a mail program put above them, and all from the head of a whole letter on."""
    whole = "\n".join(lines)
    starts = [found.start() for found in (FORWARDED.search(whole), _head(whole)) if found]
    above = whole[: min(starts, default=len(whole))]
    end = above.count("\n") if starts else len(lines)
    found = set(range(end, len(lines)))
    introduced = INTRODUCED.search(above)
    if introduced and _is_quoted_whole(above[introduced.end() :]):
        found.update(range(above.count("\n", 0, introduced.start()), end))
    for one in INTRODUCED.finditer(above):
        first = above.count("\n", 0, one.start())
        found.update(range(first, first + one[0].count("\n") + 1))
    for number, line in enumerate(lines):
        if QUOTED.match(line):
            found.add(number)
            found.update(_introduction(lines, number))
    return frozenset(found)


def letterhead(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that say who sent a letter which this one hands on, and when."""
    whole = "\n".join(lines)
    found = _head(whole)
    if not found:
        return frozenset()
    first = whole.count("\n", 0, found.start())
    return frozenset(range(first, first + found[0].rstrip().count("\n") + 1))


def _head(whole: str) -> re.Match[str] | None:
    heads = LETTERHEAD.finditer(whole)
    return next((one for one in heads if FROM.search(one[0]) and SENT.search(one[0])), None)


def without_letterhead(text: str) -> Words:
    """A letter that was handed on, without the lines that say who sent it."""
    lines = text.split("\n")
    head = letterhead(lines)
    told = [LeftOut("head of a letter", "", HANDED_ON)] if head else []
    return Words(_without(lines, head), tuple(told))


def _introduction(lines: Sequence[str], end: int) -> range:
    """The lines directly above one that introduce a quoted letter, in whatever language: they
    end in a colon, and tell an address, or a day and an hour."""
    while end and not lines[end - 1].strip():
        end -= 1
    if not end or QUOTED.match(lines[end - 1]) or not ENDS_IN_A_COLON.search(lines[end - 1]):
        return range(0)
    first = end
    while first > max(0, end - FURTHEST_ABOVE) and lines[first - 1].strip():
        first -= 1
    told = (number for number in range(first, end) if SENT.search(lines[number]))
    return range(next(told, end), end)


def _is_quoted_whole(text: str) -> bool:
    """Nothing of the answer stands below the letter, or no line of it is marked as quoted."""
    lines = [line for line in text.split("\n") if line.strip()]
    marked = [bool(QUOTED.match(line)) for line in lines]
    return all(marked) or not any(marked)


def _without(lines: Sequence[str], numbers: frozenset[int]) -> str:
    return "\n".join(line for number, line in enumerate(lines) if number not in numbers)


def _told(quoted: Sequence[str]) -> list[LeftOut]:
    words = " ".join(" ".join(quoted).split())
    return [LeftOut("quoted letter", words, QUOTED_LETTER)] if words else []
