"""File names for essays, made of the title once and kept for ever after; and how names sort."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
# Letters that do not come apart into an ASCII letter and an accent.
SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i"}
)


def slug(title: str) -> str:
    """`What the Sea Doesn’t “Say”` → `what-the-sea-doesnt-say`: ASCII, lower case, hyphens, at
    most 60 characters, cut between words. Empty where the title has no letter that ASCII has."""
    spelled = title.casefold().translate(SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['`]", "", plain)).strip("-")
    if len(joined) <= LONGEST:
        return joined
    whole_words = joined[: LONGEST + 1].rpartition("-")[0]
    return whole_words or joined[:LONGEST]


class Names:
    """Names that are given out, each once; some are `taken` before."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def give(self, wanted: str) -> str:
        """The name, or the first of `name-2`, `name-3` … that is not taken."""
        name, number = wanted, self._last.get(wanted, 1)
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        self._last[wanted] = number
        return name


def unique(name: str, taken: Iterable[str]) -> str:
    """The same for one name alone."""
    return Names(taken).give(name)


def legible(name: str) -> str:
    """The name of a file as it can be told and kept: what in it spells no letter is `�`,
    as in a folder that an old archive was unpacked to."""
    return os.fsencode(name).decode("utf-8", "replace")


Natural = tuple[tuple[int, int, str], ...]


def natural(text: str) -> Natural:
    """A key that sorts `part-2` before `part-10`."""
    pieces = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
