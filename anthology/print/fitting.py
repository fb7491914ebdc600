"""How large words can be set in the room there is for them.

Reckoned from the widths of the bundled faces, by filling rows as layout does; no page is laid
out to find out. Sizes come in the unit the room is given in, and a size that is too small to be
read or printed is not given at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from anthology.stylesheets import DISPLAY, TEXT, Face, faces

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SPACE = 0.2  # between words of a title, in ems
ROW = 1.1  # from row to row of a title, in ems
SMALLEST_TITLE = 16
NEARLY = 0.8  # of the largest size
LONELY = 0.45  # of the broadest row
NARROWER = 0.005  # of a room; less is not worth another try

LEADING = 1.45  # of the blurb
PARAGRAPH = 0.5  # between its paragraphs, in rows
LARGEST_BLURB, SMALLEST_BLURB = 19.0, 8.5  # points
# A sentence may be set large, a usual blurb leaves some of the back to the eye, and a long one
# gets all of it: from which size on it may fill which share of its room.
SHARES = ((13.5, 0.25), (10.0, 0.72), (0.0, 1.0))

LEAST_SHARE = 0.55  # of a usual size

LARGEST_SPINE = 15.0  # points
# From the top of the tallest letter to the foot of the lowest, in ems, as the line is centred.
GLYPHS = 1.2
GAP = 3.0  # between the title and the author, in ems


def title_size(title: str, room: float, tallest: float, largest: int) -> int:
    """The largest size at which no word of the title is broken and all of it has room.

    A fifth of it is given up where that leaves no “the” alone on a row.
    """
    words = [breadth(word) for word in title.split()]
    rows = {size: _rows(words, room / size) for size in range(largest, SMALLEST_TITLE, -1)}
    fitting = [size for size, found in rows.items() if 0 < len(found) * size * ROW <= tallest]
    if not fitting:
        return SMALLEST_TITLE
    near = (size for size in fitting if size >= NEARLY * fitting[0])
    return next((size for size in near if min(rows[size]) >= LONELY * max(rows[size])), fitting[0])


def _rows(words: Iterable[float], room: float, space: float = SPACE) -> list[float]:
    """How broad the rows are that words of these breadths fill; none where one is too broad."""
    rows: list[float] = []
    for breadth in words:
        if breadth > room:
            return []
        if rows and rows[-1] + space + breadth <= room:
            rows[-1] += space + breadth
        else:
            rows.append(breadth)
    return rows


def narrowest(words: Sequence[float], room: float, rows: int, space: float = SPACE) -> float:
    """The least room in which words of these breadths fill so many rows, so that those are as
    broad as one another; the same room where a word is too broad for it."""
    least = max(words, default=room)
    while room - least > room * NARROWER:
        middle = (least + room) / 2
        if 0 < len(_rows(words, middle, space)) <= rows:
            room = middle
        else:
            least = middle
    return room


def title_room(title: str, size: float, room: float) -> float:
    """What a title set in a size needs of its room to have even rows."""
    words = [breadth(word) for word in title.split()]
    return narrowest(words, room / size, len(_rows(words, room / size))) * size


def title_height(title: str, size: float, room: float) -> float:
    """How high a title set in a size is."""
    return len(_rows(map(breadth, title.split()), room / size)) * size * ROW


def blurb_size(paragraphs: Sequence[Sequence[str]], width: float, height: float) -> float | None:
    """The size in points for paragraphs of lines in a room given in points.

    None where even the smallest size that is fit to read does not fit.
    """
    for half in range(round(2 * LARGEST_BLURB), round(2 * SMALLEST_BLURB) - 1, -1):
        size = half / 2
        share = next(share for least, share in SHARES if size >= least)
        if _height(paragraphs, width / size) * size * LEADING <= share * height:
            return size
    return None


def share(texts: Iterable[tuple[str, float, float]], width: float, height: float) -> float:
    """How much of their usual sizes texts may have in a room; each comes with its size and leading.

    Never less than `LEAST_SHARE`, however much they say.
    """
    said = [text for text in texts if text[0]]
    for hundredths in range(100, round(100 * LEAST_SHARE), -5):
        part = hundredths / 100
        high = sum(_rows_of(text, width / (em * part)) * em * leading for text, em, leading in said)
        if high * part <= height:
            return part
    return LEAST_SHARE


def _height(paragraphs: Sequence[Sequence[str]], room: float) -> float:
    """How many rows paragraphs fill, with what is between them."""
    rows = sum(_rows_of(line, room) for paragraph in paragraphs for line in paragraph)
    return rows + PARAGRAPH * (len(paragraphs) - 1)


def _rows_of(line: str, room: float) -> int:
    rows, free = 1, room
    space = breadth(" ", TEXT)
    for word in (breadth(word, TEXT) for word in line.split()):
        if word <= free:
            free -= word + space
        else:
            rows += ceil(word / room)
            free = room - word % room - space
    return rows


def spine_size(title: str, author: str, length: float, height: float) -> float:
    """The size in points at which title and author stand in a row on the spine, which gives them
    so many points of room."""
    words = breadth(title) + (GAP + breadth(author, TEXT) if author else 0.0)
    return min(LARGEST_SPINE, height / GLYPHS, length / words)


@cache
def breadth(words: str, family: str = DISPLAY) -> float:
    """How broad words are in a face, in ems; an East Asian letter is an em."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    return wide or _font(family).getlength(words) / 1000


@cache
def _font(family: str) -> FreeTypeFont:
    """A title is set in the boldest cut of its family, all else in the plain one."""
    from PIL import ImageFont

    def weight(face: Face) -> int:
        return face.weight if family == DISPLAY else -face.weight

    cuts = [face for face in faces() if face.family == family and face.style == "normal"]
    return ImageFont.truetype(str(max(cuts, key=weight).file), 1000)
