"""Every letter of a unit stands on its pages exactly once, and in order.

WeasyPrint can drop or repeat content without a word (footnotes, columns, broken floats), so the
laid-out text is compared with the source, letter by letter. White space and hyphens are left
out: lines end where the page wants them to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from anthology.errors import Problem

_UNSTEADY = re.compile("[\\s\\-\u00ad\u200b\u2010]+")
_SHOWN = 40


def letters(pieces: Iterable[str]) -> str:
    """What has to be the same before and after layout: all but spaces, hyphens and case."""
    return _UNSTEADY.sub("", "".join(pieces)).casefold()


def gaps(text: str) -> dict[int, str]:
    """What is no letter in a text, wherever there is such, by how many letters stand before it."""
    found, count, end = {}, 0, 0
    for between in _UNSTEADY.finditer(text):
        count += len(text[end : between.start()].casefold())
        found[count], end = between[0], between.end()
    return found


def conservation(what: str, source: Sequence[str], printed: Sequence[str]) -> list[Problem]:
    """The first place where the printed text departs from the source; none where it never does.

    `what` names the unit for the author, `source` and `printed` are runs of text in order.
    """
    before, after = letters(source), letters(printed)
    if before == after:
        return []
    at = _first_difference(before, after)
    told = f"the text has “{before[at : at + _SHOWN]}”, the pages have “{after[at : at + _SHOWN]}”"
    return [
        Problem(
            "print-text",
            f"“{what}” would lose or repeat text in print: {told}",
            hint="look in styles/ for a rule that hides, floats or places this text",
        )
    ]


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
