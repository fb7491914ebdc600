"""Tell what each straight mark is: a quote that opens or closes, an apostrophe or a prime.

What needs no partner is settled first (don't, the '90s, 'tis, 5'10"); the rest is read from left
to right by what stands on either side of it, and where both readings fit, by whether a quote
is open. A mark that cannot be told is left as it is. Curly marks are read along and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from unicodedata import category

from anthology.typography.edits import ChangeKind, Edit
from anthology.typography.practice import Practice

APOSTROPHE = "’"
PRIMES = {"'": "′", '"': "″"}

# Plain whatever stands further off. The mark is the group; ’ counts, so that a second reading
# of the same text comes to the same end.
INSIDE_A_WORD = re.compile(r"(?<=\w)(['’])(?=\w)")
DECADE = re.compile(r"(?<!\w)(['’])(?=\d\ds\b)")
ROCK_N_ROLL = re.compile(r"(?<!\w)(['’])n(['’])(?!\w)", re.IGNORECASE)
FEET_AND_INCHES = re.compile(r"""(?<![\w.,…'])\d{1,3}(') ?\d{1,2}(?:\.\d+| ?[½¼¾])?(")""")
FEET = re.compile(r"(?<![\w.,…'])\d{1,3}(')(?=\d{1,2}\b)")

SHORT_YEAR = r"\d\d"
"""After a mark: the year '68, or a quotation that begins with a number."""

MEASURE = re.compile(r"(?:(?<![\w$£€.,…])|(?<=[x×]))\d{1,3}(?:\.\d+)?[½¼¾]?\Z")
"""Before a mark: a number small enough for feet or inches; in `in 1994"` the mark is a quote."""

LIKELY_APOSTROPHE = re.compile(r"(?:[sxz]|in|o)\Z", re.IGNORECASE)
"""Before a mark: the ends of `the boys'`, `goin'`, `o'`."""

SPACED_OPENINGS = ("« ", "«\u202f")
SPACED_CLOSINGS = (" »", "\u202f»")
"""The space inside a French guillemet is part of it: its neighbours are seen across it."""


class _Role(Enum):
    """What a mark turns out to be."""

    OPEN = auto()
    CLOSE = auto()
    APOSTROPHE = auto()
    PRIME = auto()
    UNKNOWN = auto()


class _Side(Enum):
    """What stands beside a mark; the edge of a line is a space."""

    SPACE = auto()
    OPENER = auto()
    DASH = auto()
    STOP = auto()
    WORD = auto()


SIDE_OF_ROLE = {
    _Role.OPEN: _Side.OPENER,
    _Role.CLOSE: _Side.STOP,
    _Role.APOSTROPHE: _Side.WORD,
    _Role.PRIME: _Side.WORD,
    _Role.UNKNOWN: _Side.SPACE,
}


def _side(character: str) -> _Side:
    if not character or character.isspace():
        return _Side.SPACE
    kind = category(character)
    if kind == "Pd" or character == "/":
        return _Side.DASH
    if kind in ("Ps", "Pi") or character in "¿¡":
        return _Side.OPENER
    if kind in ("Pe", "Pf") or character in ".,;:!?…":
        return _Side.STOP
    return _Side.WORD


def _role_by_sides(left: _Side, right: _Side, is_open: bool) -> _Role:
    """What a quote is by what stands about it; where both fit, by whether one like it is open."""
    match left, right:
        case _Side.SPACE | _Side.OPENER, _Side.SPACE:
            return _Role.UNKNOWN
        case _Side.SPACE | _Side.OPENER, _:
            return _Role.OPEN
        case _, _Side.SPACE | _Side.STOP:
            return _Role.CLOSE
        case _Side.WORD | _Side.STOP, _Side.DASH:
            return _Role.CLOSE
        case _ if is_open:
            return _Role.CLOSE
        case _Side.WORD, _:
            return _Role.UNKNOWN
        case _:
            return _Role.OPEN


def quotes(passage: str, practice: Practice, off_limits: set[int]) -> Iterator[Edit]:
    """The edits to the straight marks of a passage (lines joined by newlines), in its order.

    Marks at the positions `off_limits` are letters of an address, and are passed over.
    """
    names = _names(practice)
    marks = {
        at: names[character]
        for at, character in enumerate(passage)
        if character in names and at not in off_limits
    }
    words = "|".join([SHORT_YEAR, *practice.doubtful_elisions.split()])
    doubtful = re.compile(rf"(?:{words})\b", re.IGNORECASE)
    reading = _Reading(passage, marks, _known(practice), doubtful, _settled(passage, practice))
    for at, role in reading.roles_in_order():
        if passage[at] in PRIMES and role is not _Role.UNKNOWN:
            yield _edit(at, marks[at], role, practice)


def _edit(at: int, mark: str, role: _Role, practice: Practice) -> Edit:
    opening, closing = practice.double if mark == '"' else practice.single
    after, kind = {
        _Role.OPEN: (opening, ChangeKind.QUOTE),
        _Role.CLOSE: (closing, ChangeKind.QUOTE),
        _Role.APOSTROPHE: (APOSTROPHE, ChangeKind.APOSTROPHE),
        _Role.PRIME: (PRIMES[mark], ChangeKind.PRIME),
    }[role]
    return Edit(at, at + 1, after, kind)


def _names(practice: Practice) -> dict[str, str]:
    """Every character that is a mark in this language, and the straight one it stands for."""
    doubles = {mark.strip(): '"' for mark in ('"', *practice.double)}
    singles = {mark.strip(): "'" for mark in ("'", APOSTROPHE, *practice.single)}
    return doubles | singles


def _known(practice: Practice) -> dict[str, _Role]:
    """The curly marks that can be one thing only; in Swedish ” both opens and closes."""
    known: dict[str, _Role] = {}
    for opening, closing in (practice.double, practice.single):
        if opening != closing:
            known |= {opening.strip(): _Role.OPEN, closing.strip(): _Role.CLOSE}
    known.pop(APOSTROPHE, None)
    return known


def _settled(passage: str, practice: Practice) -> dict[int, _Role]:
    """Apostrophes and primes that are plain whatever stands further off."""
    apostrophes = [INSIDE_A_WORD, DECADE, ROCK_N_ROLL]
    if practice.elisions:
        words = "|".join(practice.elisions.split())
        apostrophes.append(re.compile(rf"(?<!\w)(['’])(?=(?:{words})\b)", re.IGNORECASE))
    primes = [FEET_AND_INCHES, FEET]
    return dict.fromkeys(_marked(passage, apostrophes), _Role.APOSTROPHE) | dict.fromkeys(
        _marked(passage, primes), _Role.PRIME
    )


def _marked(passage: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[int]:
    """Where the groups of the patterns stand."""
    for pattern in patterns:
        for match in pattern.finditer(passage):
            yield from (match.start(group) for group in range(1, pattern.groups + 1))


@dataclass(slots=True)
class _Reading:
    """A passage being read from left to right.

    `marks` tells which straight mark stands (or is stood for by a curly one) where, in order;
    `known` what some curly characters always are; `doubtful` the beginnings that may follow an
    apostrophe; `roles` what each mark is, as far as read; `opened` the quotes still open, the
    innermost last.
    """

    passage: str
    marks: dict[int, str]
    known: dict[str, _Role]
    doubtful: re.Pattern[str]
    roles: dict[int, _Role]
    opened: list[str] = field(default_factory=list)

    def roles_in_order(self) -> Iterator[tuple[int, _Role]]:
        """Each mark's position and role. What is open inside a closing quote closes with it."""
        for at, mark in self.marks.items():
            if at not in self.roles:
                self.roles[at] = self._role(at)
            if self.roles[at] is _Role.OPEN:
                self.opened.append(mark)
            if self.roles[at] is _Role.CLOSE and mark in self.opened:
                while self.opened.pop() != mark:
                    pass
            yield at, self.roles[at]

    def _role(self, at: int) -> _Role:
        if self.passage[at] in self.known:
            return self.known[self.passage[at]]
        if self._is_doubled(at):
            return _Role.UNKNOWN
        if self._is_prime(at):
            return _Role.PRIME
        role = _role_by_sides(self._left(at), self._right(at), self._is_open(at))
        return _Role.APOSTROPHE if self._is_apostrophe(at, role) else role

    def _is_open(self, at: int) -> bool:
        return self.marks[at] in self.opened

    def _left(self, at: int) -> _Side:
        before = at - 2 if self.passage[at - 1 : at + 1] in SPACED_CLOSINGS else at - 1
        if before in self.marks:
            return SIDE_OF_ROLE[self.roles.get(before, _Role.CLOSE)]
        return _side(self.passage[before : before + 1])

    def _right(self, at: int) -> _Side:
        """What follows a mark and those that cling to it; an ellipsis begins words."""
        after = at + 1
        while after in self.marks or self.passage[after - 1 : after + 1] in SPACED_OPENINGS:
            after += 1
        if self.passage.startswith(("…", "...", ". . ."), after):
            return _Side.WORD
        return _side(self.passage[after : after + 1])

    def _is_doubled(self, at: int) -> bool:
        """The same mark twice running is somebody's own sign, unless a quote ends with the word."""
        mark = self.marks[at]
        if self.marks.get(at - 1) == mark:
            return self.roles[at - 1] is _Role.UNKNOWN
        if self.marks.get(at + 1) != mark or at + 1 in self.roles:
            return False
        word_with_mark = MEASURE if mark == '"' else LIKELY_APOSTROPHE
        return not (self._is_open(at) and self._ends(word_with_mark, at))

    def _is_prime(self, at: int) -> bool:
        """A number, and no quote that this mark would have to close."""
        if self.passage[at] not in PRIMES or not self._ends(MEASURE, at):
            return False
        if self._right(at) is _Side.WORD and self.passage[at + 1] not in "x×":
            return False
        return not self._is_open(at) or self._closes_later(at)

    def _is_apostrophe(self, at: int, role: _Role) -> bool:
        """Whether a mark that could be a quote by its sides ('cause, boys') is none."""
        if self.marks[at] != "'":
            return False
        if role is _Role.OPEN and self.doubtful.match(self.passage, at + 1):
            return self._is_open(at) or not self._closes_later(at)
        if self._left(at) is not _Side.WORD:
            return False
        return not self._is_open(at) or (
            self._ends(LIKELY_APOSTROPHE, at) and self._closes_later(at)
        )

    def _ends(self, pattern: re.Pattern[str], at: int) -> bool:
        """Whether the text before a mark ends in the pattern; none is longer than a word."""
        return pattern.search(self.passage, max(0, at - 8), at) is not None

    def _closes_later(self, at: int) -> bool:
        """Whether a like mark further on closes what is open here, before another one opens."""
        for later, mark in self.marks.items():
            if later <= at or mark != self.marks[at] or later in self.roles:
                continue
            if self._left(later) in (_Side.SPACE, _Side.OPENER):
                return False
            may_be_apostrophe = mark == "'" and self._ends(LIKELY_APOSTROPHE, later)
            may_be_other = may_be_apostrophe or self._ends(MEASURE, later)
            if self._right(later) is not _Side.WORD and not may_be_other:
                return True
        return False
