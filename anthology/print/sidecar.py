"""What is known of a laid-out unit beside its PDF.

Pages, turns, anchors, bookmarks, slots for numbers, faces, sizes and verdicts, as plain data that
goes to JSON and back without loss. Every place is a page (counted from 0) and points from its lower
left corner, as in the PDF itself.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from anthology.errors import Problem, Severity

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an element with an id begins; `name` is `PAGE#ID`."""

    name: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands first on a page: the element of that name, and how many of its letters (see
    `conserve.letters`) stand on pages before. The name is a page's own where no element has one."""

    page: int
    name: str
    letters: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading, for the outline; `level` as in `h1` … `h3`."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Slot:
    """The room left for the number of a page: its baseline, the edge or middle it is set against,
    and the `style` of its figures as CSS. It bears the folio of its own page or, with a `target`,
    of the one where the anchor of that name stands; then noughts are printed there in its place,
    one for each figure, but a roman number stands there already."""

    page: int
    x: float
    y: float
    size: float
    align: Align
    style: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class FaceUse:
    """A font of the PDF: the name its resources give it, and the SHA-256 of the whole font file."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How many letters of a page of the book stand in a size and a leading, both in points; `name`
    is the page's."""

    name: str
    size: float
    leading: float
    letters: int


@dataclass(frozen=True, slots=True)
class Sidecar:
    """All that assembly needs to know of a unit; `divided` are the languages in which words had to
    be divided, `problems` the verdicts on its layout."""

    pages: int
    anchors: tuple[Anchor, ...] = ()
    turns: tuple[Turn, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    slots: tuple[Slot, ...] = ()
    faces: tuple[FaceUse, ...] = ()
    measures: tuple[Measure, ...] = ()
    divided: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def to_json(sidecar: Sidecar) -> str:
    """The sidecar as one line of JSON; the same sidecar is always the same text."""

    def plain(value: object) -> object:
        if isinstance(value, Severity):
            return value.value
        raise TypeError(type(value))

    return json.dumps(asdict(sidecar), default=plain, sort_keys=True, ensure_ascii=False)


def from_json(text: str) -> Sidecar:
    """The sidecar `to_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` on others."""
    data = json.loads(text)
    return Sidecar(
        pages=data["pages"],
        anchors=tuple(Anchor(**entry) for entry in data["anchors"]),
        turns=tuple(Turn(**entry) for entry in data["turns"]),
        bookmarks=tuple(Bookmark(**entry) for entry in data["bookmarks"]),
        slots=tuple(Slot(**entry) for entry in data["slots"]),
        faces=tuple(FaceUse(**entry) for entry in data["faces"]),
        measures=tuple(Measure(**entry) for entry in data["measures"]),
        divided=tuple(data["divided"]),
        problems=tuple(
            Problem(
                entry["code"], entry["message"], None, entry["hint"], Severity(entry["severity"])
            )
            for entry in data["problems"]
        ),
    )
