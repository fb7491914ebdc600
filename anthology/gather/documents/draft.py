"""A paragraph while it is read: its lines as they grow, and what hangs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from anthology.gather.documents.document import Held, Para
from anthology.gather.gathered import LeftOut
from anthology.gather.html.line import Dress, Run

WHITE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Draft:
    """A paragraph being read; white space counts once, unless it was typed for its own sake."""

    para: Para
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    held: list[Held] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    at_space: bool = True

    def write(self, text: str, dress: Dress) -> None:
        """Words, as they stand in the file."""
        shown = WHITE.sub(" ", text)
        shown = shown[1:] if self.at_space and shown.startswith(" ") else shown
        if shown:
            self.type(shown, dress)
            self.at_space = shown.endswith(" ")

    def type(self, text: str, dress: Dress) -> None:
        """Words, or spaces, as an author typed them."""
        self.lines[-1].append(Run(text, dress))
        self.at_space = False

    def call(self, note: str) -> None:
        """The mark of a note."""
        self.lines[-1].append(Run("", note=note))
        self.at_space = False

    def end_line(self) -> None:
        """What follows is a new line."""
        self.lines.append([])
        self.at_space = True

    @property
    def finished(self) -> Para:
        """The paragraph with all it has."""
        lines = tuple(tuple(line) for line in self.lines)
        return replace(self.para, lines=lines, held=tuple(self.held), left_out=tuple(self.left_out))
