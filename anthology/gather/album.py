"""The pictures of one essay as they are called: those to copy, and those that stay out.

Where a picture lies is for the source to say; here it becomes a figure with its words, or is
listed with what to download.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from anthology.gather import pictures
from anthology.gather.gathered import LeftOut, Picture, SourceFile
from anthology.gather.intake.shelf import Shelf
from anthology.gather.marks.marked_lines import Called
from anthology.model import Figure, Line, Text

IN_TEXT = "a picture in the text itself"

Find = Callable[[str], Picture | LeftOut]


def beside(file: SourceFile) -> Find:
    """Pictures that came with a file: in its archive, in the folder the author named, or among
    the other files she named."""

    def find(source: str) -> Picture | LeftOut:
        found = _near(file, source)
        if isinstance(found, LeftOut):
            return file.lent.picture(source) or found
        file.lent.saw(found.file)
        return found

    return find


def _near(file: SourceFile, source: str) -> Picture | LeftOut:
    """A picture by the path from the file that calls it."""
    if shelf := file.shelf:
        folder = file.path.parent.relative_to(shelf.path).as_posix()
        return pictures.on_shelf(source, folder, shelf)
    return pictures.find(source, file.path.parent, file.root)


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
        found = self._found(called.source)
        if isinstance(found, LeftOut):
            self._leave_out(called, found)
            return None
        if found not in self.pictures:
            self.pictures.append(found)
        self.read.append(called.source)
        caption = (Line((Text(called.title),)),) if called.title else ()
        return Figure(found.source, called.alt, caption)

    def _found(self, source: str) -> Picture | LeftOut:
        data = pictures.embedded(source)
        return self.find(source) if data is None else pictures.held("picture", data, Path(IN_TEXT))

    def _leave_out(self, called: Called, why: LeftOut) -> None:
        """List a picture that stays out; one address is to be downloaded once."""
        is_embedded = pictures.embedded(called.source) is not None
        source = IN_TEXT if is_embedded else called.source
        told = replace(why, text=" ".join(filter(None, (called.alt, source, called.title))))
        self.read += [called.source] if is_embedded else []
        if told in self.left_out:
            self.read.append(told.text)
        else:
            self.left_out.append(told)
