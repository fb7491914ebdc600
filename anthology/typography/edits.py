"""A change to a passage of text, before it is anybody's: where it stands, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ChangeKind(Enum):
    """What a change is about; the value is what the author is told."""

    QUOTE = "quote"
    APOSTROPHE = "apostrophe"
    DASH = "dash"
    ELLIPSIS = "ellipsis"
    SPACE = "space"
    PRIME = "prime"


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters of a passage from `start` up to `end` become `after`."""

    start: int
    end: int
    after: str
    kind: ChangeKind
