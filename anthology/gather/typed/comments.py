"""Comments in a block of text: where each ends, and who says it.

`Linda K. says:` opens a comment, a signature ends one, a blank line parts two. An unsigned line
above a signed one may be a comment of its own or the beginning of the other: it becomes its
own, and the author is asked, as she is where a comment is signed by another than the one who
`says` it. A name that is not there is not made up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from anthology.gather.typed import signatures
from anthology.gather.typed.days import day_in
from anthology.gather.typed.lines import Typed, is_stopped
from anthology.gather.typed.tail import PRAISE


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as it stood in the source. `signed` is the name as typed, mark and all;
    `furniture` are lines that are no words of the reader's; `doubt` names the one whose comment
    these lines may belong to instead; `other` signs a line of it though somebody else began it."""

    lines: tuple[Typed, ...]
    name: str = ""
    signed: str = ""
    day: date | None = None
    furniture: tuple[str, ...] = ()
    doubt: str = ""
    other: str = ""


@dataclass(slots=True)
class _Opened:
    """A comment being read. `spoken`: the name stood above; `inline`: it ended the last line."""

    lines: list[Typed] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    name: str = ""
    signed: str = ""
    day: date | None = None
    spoken: bool = False
    inline: bool = False
    other: str = ""

    @property
    def is_finished(self) -> bool:
        return bool(self.signed) and not self.spoken


def split(block: Sequence[Typed]) -> tuple[Said, ...]:
    """The comments of a block, in order. Every line is in one of them, as words, as a name or
    as furniture."""
    said: list[Said] = []
    opened = _Opened()
    for line in block:
        if opened.is_finished or _begins_anew(line, opened):
            said += _close(opened)
            opened = _Opened()
        _take(line, opened)
    return (*said, *_close(opened))


def _begins_anew(line: Typed, opened: _Opened) -> bool:
    """A new speaker, or a blank line (which a signature may stand below)."""
    if signatures.speaker(line.text):
        return True
    signed = signatures.signature(line.text)
    only_a_name = signed is not None and not signed.text
    return bool(line.gap and opened.lines) and not opened.spoken and not only_a_name


def _take(line: Typed, opened: _Opened) -> None:
    if name := signatures.speaker(line.text):
        opened.name, opened.signed, opened.spoken = name, line.text, True
        opened.day = signatures.day_spoken(line.text)
    elif signatures.is_button(line.text):
        opened.furniture.append(line.text)
    elif opened.spoken and not opened.lines and (day := day_in(line.text)):
        opened.day = day
        opened.furniture.append(line.text)
    elif not opened.spoken and (signed := signatures.signature(line.text)):
        opened.name, opened.signed, opened.inline = signed.name, signed.mark, bool(signed.text)
        opened.lines += [replace(line, text=signed.text)] if signed.text else []
    else:
        opened.other = opened.other or _another(line, opened)
        opened.lines.append(line)


def _another(line: Typed, opened: _Opened) -> str:
    """The name a line is signed with, where it is not that of the one who was said to speak."""
    signed = signatures.signature(line.text)
    if not signed or signed.name.casefold().split()[0] in opened.name.casefold().split():
        return ""
    return signed.name


def _close(opened: _Opened) -> list[Said]:
    """What was read, as one comment, or as several where fresh thanks begin another."""
    if not (opened.lines or opened.furniture or opened.signed):
        return []
    *above, own = _parts(opened)
    whole = Said(
        tuple(own),
        opened.name,
        opened.signed,
        opened.day,
        furniture=tuple(opened.furniture),
        other=opened.other,
    )
    unsigned = [Said(tuple(part)) for part in above]
    if unsigned and opened.name:
        unsigned[-1] = replace(unsigned[-1], doubt=opened.name)
    return [*unsigned, whole]


def _parts(opened: _Opened) -> list[list[Typed]]:
    """The lines, cut where another reader may begin: after a finished sentence, at fresh thanks
    or at the one line that is signed."""
    parts: list[list[Typed]] = [[]]
    last = len(opened.lines) - 1
    for at, line in enumerate(opened.lines):
        fresh = PRAISE.search(line.text) or (opened.inline and at == last)
        if fresh and at and not opened.spoken and is_stopped(opened.lines[at - 1].text):
            parts.append([])
        parts[-1].append(line)
    return parts


def identity(said: Said, earlier: Sequence[str]) -> str:
    """An id for a comment whose source gives none: made of its words, so that it stays the same
    when others come and go, and unlike those of `earlier`."""
    words = "\n".join([said.name, *(line.text for line in said.lines)])
    made = "t" + hashlib.sha256(words.encode()).hexdigest()[:8]
    again = sum(other.partition("-")[0] == made for other in earlier)
    return f"{made}-{again + 1}" if again else made
