"""How a thing is said: results to stdout, progress and warnings to stderr, colour on a terminal.

Knows how much is to be said and where it goes; what is said comes as lines.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from anthology.editions import Progress


@dataclass(frozen=True, slots=True)
class Voice:
    """How much is said: quiet names results alone, verbose tells of every change."""

    is_quiet: bool = False
    is_verbose: bool = False

    def say(self, lines: Iterable[str]) -> None:
        """Results, always."""
        for line in lines:
            click.echo(line)

    def add(self, lines: Iterable[str]) -> None:
        """What there is to know beside the result."""
        if not self.is_quiet:
            self.say(lines)

    def detail(self, lines: Iterable[str]) -> None:
        """What only a verbose run tells."""
        if self.is_verbose:
            self.say(lines)

    def warn(self, lines: Iterable[str]) -> None:
        """What may be wrong and stops nothing."""
        if not self.is_quiet:
            complain(line + "\n" for line in lines)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A bar on stderr where a terminal is there to draw it on, and silence elsewhere."""
        if self.is_quiet or not sys.stderr.isatty():
            yield lambda _what, _done, _of: None
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("reading", total=None)
            yield lambda what, done, of: bar.update(
                task, description=what, completed=done, total=of
            )


def complain(lines: Iterable[str]) -> None:
    """What is wrong, or may be, whoever wants quiet."""
    for line in lines:
        click.echo(_coloured(line), err=True)


def _coloured(line: str) -> str:
    for word, colour in (("error:", "red"), ("warning:", "yellow")):
        if line.startswith(word):
            return click.style(word, fg=colour, bold=True) + line[len(word) :]
    return line
