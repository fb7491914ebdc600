"""How an essay opens: its title, what stands under it, and where the text begins.

The first line is the title unless it reads as prose. Under it may stand a subtitle (in
parentheses, or a short line without a stop), a day, or `by` and a name. Each is taken once, in
the order it stands in, and each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anthology.gather.typed.days import day_in
from anthology.gather.typed.headings import PARAGRAPH
from anthology.gather.typed.lines import (
    Typed,
    begins_lower,
    ends_a_sentence,
    is_ornament,
    is_stopped,
    opens_quotation,
    words,
)

TITLE_CHARACTERS = 120
TITLE_SENTENCE_WORDS = 8
PARENTHESIS_CHARACTERS = 200
SUBTITLE_CHARACTERS = range(8, 121)
LEADS_ON = ",;:—–-"
BYLINE = re.compile(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+[^\W\d_a-z][^.!?]{0,56}")


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the text; `body` is the place of the text's first line."""

    title: Typed | None = None
    subtitle: Typed | None = None
    why_subtitle: str = ""
    day: date | None = None
    datelines: tuple[Typed, ...] = ()
    byline: Typed | None = None
    body: int = 0


def read(lines: Sequence[Typed]) -> Opening:
    """The opening of an essay; no title where the text begins at once."""
    dated = 1 if lines and day_in(lines[0].text) else 0
    if len(lines) == dated or not _is_title(lines[dated].text):
        return Opening()
    subtitle, why = _subtitle(lines[dated + 1 : dated + 3])
    body = dated + (2 if subtitle else 1)
    dateline, byline = day_and_name(lines[body : body + 2])
    body += sum(line is not None for line in (dateline, byline))
    datelines = tuple(line for line in (*lines[:dated], dateline) if line)
    day = day_in(datelines[0].text) if datelines else None
    return Opening(lines[dated], subtitle, why, day, datelines, byline, body)


def _is_title(text: str) -> bool:
    a_sentence = text[-1] == "." and ends_a_sentence(text)
    if a_sentence and len(words(text)) > TITLE_SENTENCE_WORDS:
        return False
    return len(text) <= TITLE_CHARACTERS and bool(words(text)) and not is_ornament(text)


def _subtitle(under: Sequence[Typed]) -> tuple[Typed | None, str]:
    if not under:
        return None, ""
    line = under[0]
    in_parentheses = line.text.startswith("(") and line.text.endswith(")")
    if in_parentheses and len(line.text) <= PARENTHESIS_CHARACTERS:
        return line, "the whole line under the title stands in parentheses"
    if len(under) > 1 and _reads_as_subtitle(line.text, under[1].text):
        return line, "it is a short line without a stop under the title, and the text follows"
    return None, ""


def _reads_as_subtitle(text: str, below: str) -> bool:
    if len(text) not in SUBTITLE_CHARACTERS or day_in(text) or BYLINE.fullmatch(text):
        return False
    if is_stopped(text) or text[-1] in LEADS_ON or begins_lower(text) or opens_quotation(text):
        return False
    return not begins_lower(below) and (is_stopped(below) or len(below) > PARAGRAPH)


def day_and_name(under: Sequence[Typed]) -> tuple[Typed | None, Typed | None]:
    """A day and a name under the title, in either order; each at most once."""
    dateline, byline = None, None
    for line in under:
        if not dateline and day_in(line.text):
            dateline = line
        elif not byline and BYLINE.fullmatch(line.text):
            byline = line
        else:
            break
    return dateline, byline
