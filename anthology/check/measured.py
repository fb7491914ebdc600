"""What a measure gives, and what every measure of a finished EPUB starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anthology.check.epub_file import EpubFile, Listed


@dataclass(frozen=True, slots=True)
class Measured:
    """A number or a word; none where it could not be taken, and then `why_not`."""

    value: float | str | None
    why_not: str = ""


Measure = Callable[[EpubFile], Measured]


def present(book: EpubFile) -> Iterator[Listed]:
    """The files of the book that are listed and are there."""
    return (item for item in book.manifest if item.path in book.files)


def largest(book: EpubFile, items: Iterator[Listed]) -> Measured:
    """The size of the largest of these files, in bytes."""
    return Measured(max((len(book.files[item.path]) for item in items), default=0))
