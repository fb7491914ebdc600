"""Where layout broke a line, the drawing says so: the space that fell away, the hyphen that came.

A line of print ends without the space that parts its last word from the next, and with a hyphen
that nobody wrote. A voice, a search or a copy takes words as the drawing gives them, and would
have `forthe` and `won-derful`. So the space is drawn too, where it is not seen, and the hyphen is
marked as one that stands only here (ISO 32000-1, 14.8.2.2.3 and 14.8.2.5).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Any, assert_never

from anthology.print.conserve import gaps, letters

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_HYPHENS = ("-", "\u2010", "\u2011")
_SHOWN = b"] TJ"
_LAST_GLYPH = re.compile(rb"(.+?)(?:>(-?[0-9.]*)<)?([0-9a-f]{4})>[-0-9.]*\] TJ")
_SOFT_HYPHEN = "/Span <</ActualText <feff00ad>>> BDC"


class Break(Enum):
    """What the end of a line hides, or adds."""

    SPACE = auto()
    HYPHEN = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is drawn at one go: the page and the mark it is drawn by, and the paragraph, or
    whatever else holds it, as an object of its own."""

    text: str
    page: int
    mark: int
    block: object


def spell_out(
    drawings: Sequence[list[Any]], runs: Iterable[Run], source: str, spaces: Mapping[str, str]
) -> None:
    """Put what was lost at the ends of lines into the drawings of the pages.

    `source` is the text before layout; `spaces` is the glyph of the space in each font that has
    one, by the name of the font in the drawing.
    """
    by_page: dict[int, dict[int, Break]] = defaultdict(dict)
    for run, found in _lost(runs, source):
        by_page[run.page][run.mark] = found
    for page, wanted in by_page.items():
        _draw(drawings[page], wanted, spaces)


def _lost(runs: Iterable[Run], source: str) -> Iterator[tuple[Run, Break]]:
    """The runs whose ends hide a space, or show a hyphen, that the source tells of otherwise.

    Not those that run from right to left, for what is drawn last in them is not their end.
    """
    between, count = gaps(source), 0
    for run, following in pairwise(runs):
        count += len(letters([run.text]))
        gap = between.get(count, "")
        if run.block is not following.block or _is_right_to_left(run.text):
            continue
        if any(map(str.isspace, gap)):
            if not (run.text[-1:].isspace() or following.text[:1].isspace()):
                yield run, Break.SPACE
        elif run.text.endswith(_HYPHENS) and not any(hyphen in gap for hyphen in _HYPHENS):
            yield run, Break.HYPHEN


def _is_right_to_left(text: str) -> bool:
    return bool(_RIGHT_TO_LEFT.intersection(map(unicodedata.bidirectional, text)))


def _draw(drawing: list[Any], wanted: Mapping[int, Break], spaces: Mapping[str, str]) -> None:
    marks = {item["MCID"]: at for at, item in enumerate(drawing) if isinstance(item, dict)}
    # From the last to the first, so that places stay what they are.
    for mark in sorted(wanted.keys() & marks, key=marks.__getitem__, reverse=True):
        begin, end = marks[mark], drawing.index(b"EMC", marks[mark])
        shown = [at for at in range(begin, end) if _ends(drawing[at], _SHOWN)]
        if shown:
            run = slice(begin, shown[-1] + 1)
            drawing[run] = _mended(drawing[run], wanted[mark], spaces)


def _mended(run: list[Any], lost: Break, spaces: Mapping[str, str]) -> list[Any]:
    """The drawing of a run up to the last it shows, with what was lost at its end."""
    *before, shown = run
    match lost:
        case Break.SPACE:
            font = next(item for item in reversed(before) if _ends(item, b" Tf"))
            return [*before, *_with_space(shown, font, spaces)]
        case Break.HYPHEN:
            return [*before, *_with_soft_hyphen(shown)]
        case _:
            assert_never(lost)


def _ends(item: Any, operator: bytes) -> bool:
    return isinstance(item, bytes) and item.endswith(operator)


def _with_space(shown: bytes, font: bytes, spaces: Mapping[str, str]) -> list[Any]:
    """What is shown and a space, from another font where its own has none in use."""
    name, size, _ = font[1:].decode().split(" ")
    if glyph := spaces.get(name):
        return [shown.removesuffix(_SHOWN) + f"<{glyph}>".encode() + _SHOWN]
    lent = next(iter(spaces.items()), None)
    return [shown, f"/{lent[0]} {size} Tf", f"[<{lent[1]}>] TJ"] if lent else [shown]


def _with_soft_hyphen(shown: bytes) -> list[Any]:
    """The last glyph of what is shown by itself, with the kerning before it: PDFium has none at the
    end of what is shown."""
    last = _LAST_GLYPH.fullmatch(shown)
    if not last:
        return [shown]
    before, kerning, glyph = last.groups(b"")
    return [before + b">" + _SHOWN, _SOFT_HYPHEN, b"[%b<%b>] TJ" % (kerning, glyph), b"EMC"]
