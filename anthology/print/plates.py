"""All that a book is put together from, laid out and waiting, and where in it each place is.

Looks into sidecars; no page is laid out here, and no PDF is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anthology.print.geometry import TypePage
from anthology.print.pagination import Leaf
from anthology.print.sidecar import Sidecar
from anthology.print.units import Unit

Laid = tuple[str, Sidecar]
"""A unit as laid out: its key in the cache, and what is known of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit as laid out: its key in the cache and what is known of it."""

    unit: Unit
    key: str
    sidecar: Sidecar


@dataclass(frozen=True, slots=True)
class Plates:
    """All that a book is assembled from: the key in the cache and the sidecar of each part.

    `cases` hold the figures of folios by the style of their slots; `blanks` (recto, verso) are
    there where a proof marks even its empty pages.
    """

    pieces: Sequence[Piece]
    leaves: Sequence[Leaf]
    page: TypePage
    cases: Mapping[str, Laid]
    blanks: tuple[Laid, ...] = ()


@dataclass(frozen=True, slots=True)
class Destination:
    """A place in the assembled book; the leaf is counted from 0."""

    leaf: int
    x: float
    y: float


def destinations(plates: Plates) -> dict[str, Destination]:
    """Every anchor of the book by name; the first page of a unit answers to its page's name."""
    found: dict[str, Destination] = {}
    for start, piece in zip(starts(plates), plates.pieces, strict=True):
        for anchor in piece.sidecar.anchors:
            place = Destination(start + anchor.page, anchor.x, anchor.y)
            found.setdefault(anchor.name, place)
    return found


def starts(plates: Plates) -> list[int]:
    """The leaf on which each unit opens."""
    return [at for at, leaf in enumerate(plates.leaves) if leaf.unit is not None and not leaf.page]
