"""The pictures of one essay as they are called: those to copy, and those that stay out.

Where a picture lies is for the source to say; here it becomes a figure with its words, or is
listed with what to download.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from anthology.gather import pictures
from anthology.gather.gathered import LeftOut, Picture, SourceFile
from anthology.gather.intake.shelf import Shelf
from anthology.gather.marks.marked_lines import Called
from anthology.model import Figure, Line, Text

Find = Callable[[str], Picture | LeftOut]


def beside(file: SourceFile) -> Find:
    """Pictures that came with a file: in its archive, or in the folder the author named."""
    if shelf := file.shelf:
        folder = file.path.parent.relative_to(shelf.path).as_posix()
        return lambda source: pictures.on_shelf(source, folder, shelf)
    return lambda source: pictures.find(source, file.path.parent, file.root)


def on(shelf: Shelf, folder: str) -> Find:
    """Pictures of an export, called from texts in one of its folders."""
    return lambda source: pictures.on_shelf(source, folder, shelf)


@dataclass(slots=True)
class Album:
    """The pictures one essay called: to copy, or left out; `read` are their addresses."""

    find: Find
    pictures: list[Picture] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def figure(self, called: Called) -> Figure | None:
        """The figure for a picture the text calls; nothing where it stays out."""
        found = self.find(called.source)
        if isinstance(found, LeftOut):
            words = " ".join(filter(None, (called.alt, called.source, called.title)))
            self.left_out.append(replace(found, text=words))
            return None
        if found not in self.pictures:
            self.pictures.append(found)
        self.read.append(called.source)
        caption = (Line((Text(called.title),)),) if called.title else ()
        return Figure(found.source, called.alt, caption)
