"""What gathering is going to do: decided in full before anything of it is done.

Texts, pictures and rows are laid aside until they are written, since there may be many; names
and numbers are held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from anthology.desk.memory import Memory
from anthology.gather.aside import Aside, AsideDict
from anthology.gather.cards import ThreadCard
from anthology.gather.gathered import Picture
from anthology.gather.review import Row


@dataclass(frozen=True, slots=True)
class File:
    """A file of the manuscript: its new text, none where it stays as it is or stays away, and
    what is remembered of it as gathered."""

    text: str | None
    base: str


@dataclass(slots=True)
class Plan:
    """What gathering will do: files and pictures to write, names to list, and what to tell.

    Essays are named in `new`, `updated` (the source changed), `unchanged`, `kept` (nothing is
    known of what was gathered before, so hers stays whole), `deleted` (by her, and left so) and
    `gone` (no longer at the source).
    `twins` pairs a newcomer with the essay it looks like; it is not placed. `loose` are comments
    whose essay is neither here nor on the desk. `pictures` go by where they are written.
    """

    memory: Memory
    files: AsideDict[Path, File] = field(default_factory=AsideDict)
    pictures: AsideDict[str, Picture] = field(default_factory=AsideDict)
    rows: Aside[Row] = field(default_factory=Aside)
    new: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    twins: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    loose: list[ThreadCard] = field(default_factory=list)
    comments: int = 0
    questions: int = 0

    def show(self, pictures: Iterable[Picture]) -> None:
        """Pictures to copy. One that several essays show is one."""
        for picture in pictures:
            if picture.source not in self.pictures:
                self.pictures[picture.source] = picture
