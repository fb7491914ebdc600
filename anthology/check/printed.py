"""Where a line stands on printed sheets: which whole rows say it.

A printer hyphenates, ligates, sets small capitals and note marks, and lets a line go on behind a
running head on the next sheet. So letters alone are compared: no spaces, no hyphens, no case,
and a digit that nobody expects is a note mark. What a printer says of pages, “(p. 12)”, is no part
of a line. Rows have to be used up whole.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import islice

from anthology.check.rows import Row
from anthology.words import PAGE_REFERENCE

# Real hyphens go with those at the end of a row: nothing in a PDF tells one from the other.
NO_LETTER = re.compile(
    r"[\s\x00-\x1f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\-\u2010\u2011]+"
)
# Where Unicode has what runs from right to left; most text is soon found to have none of it.
_NEAR_THOSE = re.compile(r"[\u0590-\u08ff\u200f\ufb1d-\ufeff\U00010800-\U0001efff]")
NOTE_MARKS = frozenset("0123456789*†‡§")
LIST_MARK = re.compile(r"[•◦▪‣–]|\d{1,3}[.)]|[a-z][.)]")
KEY = 12  # letters by which rows are looked up
MOST_HEADS = 3  # rows a running head may fill
MOST_FEET = 3  # rows below the text of a sheet: its folio, a mark, PROOF
SAME_ROW = 1.0  # points between the baselines of one row
LEAST_HANG = 2.0  # points; a hang is an em or more, the noise of glyph edges below one
CENTRED = 1.5  # points between the middles of two centred rows

# Takes a row from a text that is wanted; gives what is still wanted, or None where they differ.
Take = Callable[[str, str], str | None]


def bare(text: str) -> str:
    """The letters of a text, in one case, without ligatures and references to pages."""
    said = PAGE_REFERENCE.sub("", text)
    return NO_LETTER.sub("", unicodedata.normalize("NFKC", said).casefold())


def is_right_to_left(text: str) -> bool:
    """Whether any letter is of a script written from right to left."""
    return bool(_NEAR_THOSE.search(text)) and any(
        unicodedata.bidirectional(letter) in ("R", "AL") for letter in text
    )


class Sheets:
    """The rows of a printed book, ready to be searched."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._texts = [bare(row.text) for row in rows]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_height: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._right_to_left: list[int] = []
        self._heads: list[int] = []
        self._places: dict[str, list[tuple[int, ...]]] = {}
        for number, (row, text) in enumerate(zip(rows, self._texts, strict=True)):
            if not number or rows[number - 1].page != row.page:
                self._heads.append(number)
            self._by_height[row.page, round(row.baseline)].append(number)
            for key in {_key(opening) for opening in _openings(text)}:
                self._by_key[key].append(number)
            if is_right_to_left(text):
                self._right_to_left.append(number)

    def places(self, line: str) -> list[tuple[int, ...]]:
        """The numbers of the rows that say the line, for every place that does."""
        if line not in self._places:
            self._places[line] = self._find(line)
        return self._places[line]

    def _find(self, line: str) -> list[tuple[int, ...]]:
        wanted, key = bare(line), _key(bare(line))
        if is_right_to_left(wanted):
            said = (self._said(row, _alone(wanted), _take_any) for row in self._right_to_left)
        else:
            keys = [key[:length] for length in range(1, len(key) + 1)] or [key]
            starts = (row for each in keys for row in self._by_key.get(each, ()))
            said = (self._said(row, wanted, _take) for row in starts if self._opens(row, wanted))
        return [place for place in said if place]

    def _opens(self, row: int, wanted: str) -> bool:
        """A mark that stands alone belongs to a list, unless it is all that is wanted."""
        return self._texts[row] == wanted or not LIST_MARK.fullmatch(self._texts[row])

    def _said(self, start: int, wanted: str, take: Take) -> tuple[int, ...]:
        """The rows from `start` on that say what is wanted and no more; none where they do not."""
        trails: list[tuple[tuple[int, ...], str | None]]
        trails = [((start,), take(opening, wanted)) for opening in _openings(self._texts[start])]
        while trails:
            place, rest = trails.pop()
            if rest == "":
                return place
            if rest is not None:
                following = reversed(self._following(place[-1], take))
                trails += [((*place, row), take(self._texts[row], rest)) for row in following]
        return ()

    def _following(self, row: int, take: Take) -> list[int]:
        """Where a text may go on: on the next row, or below the running head of the next sheet.

        Letters taken in any order fit nearly everywhere, so there a sheet has to be all but over
        before the next is tried; a text would be sought for hours otherwise.
        """
        next_head = bisect_right(self._heads, row)
        start = self._heads[next_head] if next_head < len(self._heads) else len(self._rows)
        below = range(max(start, row + 2), min(start + MOST_HEADS + 1, len(self._rows)))
        if take is _take_any and start - row > MOST_FEET + 1:
            below = range(0)
        return [*([row + 1] if row + 1 < len(self._rows) else []), *below]

    def stands_apart(self, place: Sequence[int]) -> bool:
        """Whether nothing but a list mark or a number stands beside the first row."""
        return all(row in place or _is_mark(self._texts[row]) for row in self._beside(place[0]))

    def hangs(self, place: Sequence[int]) -> bool:
        """Whether every further row, on the same sheet, begins behind the beginning of the first
        (its list mark counts), or is centred below it."""
        first = self._rows[place[0]]
        start = min(self._rows[row].left for row in self._beside(place[0]))
        rtl = is_right_to_left(self._texts[place[0]])
        for row in (self._rows[number] for number in place[1:]):
            hang = first.right - row.right if rtl else row.left - start
            is_centred = abs(first.left + first.right - row.left - row.right) < 2 * CENTRED
            if row.page == first.page and hang < LEAST_HANG and not is_centred:
                return False
        return True

    def _beside(self, number: int) -> list[int]:
        """The rows on the same baseline of the same sheet, this one too."""
        row = self._rows[number]
        heights = (round(row.baseline) + step for step in (-1, 0, 1))
        near = (other for height in heights for other in self._by_height[row.page, height])
        return [o for o in near if abs(self._rows[o].baseline - row.baseline) <= SAME_ROW]


def _openings(text: str) -> list[str]:
    """A row as it may begin: as it is, and without the mark of a list."""
    mark = LIST_MARK.match(text)
    unmarked = text[mark.end() :] if mark else ""
    return [text, unmarked] if unmarked else [text]


def _is_mark(text: str) -> bool:
    """Whether there is nothing but the mark of a list or the number of a note."""
    return bool(LIST_MARK.fullmatch(text)) or not _key(text)


def _key(text: str) -> str:
    """By what a row is looked up: its first letters that cannot be a note mark."""
    return "".join(islice((letter for letter in text if letter not in NOTE_MARKS), KEY))


def _take(row: str, wanted: str) -> str | None:
    """What is still wanted after a row; None where the row says something else."""
    if wanted.startswith(row):
        return wanted[len(row) :]
    taken = 0
    for letter in row:
        if wanted.startswith(letter, taken):
            taken += 1
        elif letter not in NOTE_MARKS:
            return None
    return wanted[taken:]


def _take_any(row: str, wanted: str) -> str | None:
    """As `_take`, in any order: what is read from a row that runs from right to left is not
    always in the order it is spoken."""
    rest = Counter(wanted)
    rest.subtract(_alone(row))
    return None if min(rest.values(), default=0) < 0 else "".join(rest.elements())


def _alone(text: str) -> str:
    """The letters without digits and punctuation, whose order and shape change with direction."""
    return "".join(filter(str.isalpha, text))
