"""The files of one folder by name, wherever it lies: on disk, or inside a zip.

An export is read from a shelf, so that it is the same whether the author names the zip she was
sent or the folder she unpacked it to. Names are only ever compared: nothing is written, and no
file is opened but by a name the shelf itself has listed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anthology.errors import GatherError, Place
from anthology.gather.names import natural

MEGABYTE = 1024 * 1024
LARGEST = 64 * MEGABYTE  # one file; the text of a book is about one megabyte
HEAD = 4096  # bytes, enough to tell what a file is


@dataclass(frozen=True, slots=True)
class Shelf:
    """`names` are paths below `path`, parted by `/`; `take` gives the first so many bytes of one,
    and raises GatherError where it cannot be read."""

    path: Path
    names: tuple[str, ...]
    take: Callable[[str, int], bytes]

    def head(self, name: str) -> bytes:
        """How a file begins."""
        return self.take(name, HEAD)

    def read(self, name: str) -> bytes:
        """A file whole. Raises GatherError where it is larger than `LARGEST`."""
        data = self.take(name, LARGEST + 1)
        if len(data) > LARGEST:
            raise too_large(self.path / name)
        return data

    def files(self) -> Iterator[str]:
        """The files that lie in the folder itself."""
        return (name for name in self.names if "/" not in name)

    def folders(self) -> Iterator[Shelf]:
        """The folders that lie in it, each a shelf of its own."""
        inside: dict[str, list[str]] = {}
        for name in self.names:
            folder, slash, rest = name.partition("/")
            if slash:
                inside.setdefault(folder, []).append(rest)
        return (self._below(folder, names) for folder, names in inside.items())

    def _below(self, folder: str, names: Sequence[str]) -> Shelf:
        def take(name: str, count: int) -> bytes:
            return self.take(f"{folder}/{name}", count)

        return Shelf(self.path / folder, tuple(names), take)


def of_folder(folder: Path, names: Sequence[str]) -> Shelf:
    """A folder on disk; `names` are those of its files that may be read."""

    def take(name: str, count: int) -> bytes:
        return take_from(folder / name, count)

    return Shelf(folder, tuple(sorted(names, key=natural)), take)


def take_from(path: Path, count: int) -> bytes:
    """The first bytes of a file on disk. Raises GatherError where it cannot be read."""
    try:
        # What was a file when it was listed must not have become a link since.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opened:
            return opened.read(count)
    except OSError as fault:
        message = f"the file cannot be read: {fault.strerror}"
        raise GatherError(message, Place(path), "look at its permissions") from fault


def too_large(path: Path, size: int = 0) -> GatherError:
    """The fault of a file beyond the cap; `size` in bytes, where it is known."""
    has = f"{size / MEGABYTE:.0f} MB" if size else "more than that"
    return GatherError(
        f"at most {LARGEST // MEGABYTE} MB of a file are read, and this one has {has}",
        Place(path),
        "is it an essay? if so, divide it",
    )
