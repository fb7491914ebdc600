"""Find the book, and read book.toml into settings.

`settings` says what there is to set; `reading` reads it, and nothing after this package reads
TOML. All faults of a file are told together, each with its line and a "did you mean".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from anthology.errors import Place, Problem, ProjectError
from anthology.project import reading
from anthology.project.editions import SCREEN
from anthology.project.settings import (
    MM_PER_INCH,
    CommentsPlace,
    Contributor,
    Edition,
    EpubEdition,
    Evaluation,
    Notes,
    Opening,
    PrintEdition,
    Series,
    Settings,
    Site,
    Standard,
    StraightQuotes,
    Trim,
    TypeSize,
)
from anthology.project.toml import Toml
from anthology.project.trims import DEFAULT_TRIM

__all__ = [
    "BOOK_TOML",
    "DEFAULT_TRIM",
    "MM_PER_INCH",
    "CommentsPlace",
    "Contributor",
    "Edition",
    "EpubEdition",
    "Evaluation",
    "Notes",
    "Opening",
    "PrintEdition",
    "Project",
    "Series",
    "Settings",
    "Site",
    "Standard",
    "StraightQuotes",
    "Trim",
    "TypeSize",
    "file_name",
    "find",
    "place_of",
    "read",
    "slug",
]

BOOK_TOML = Path("manuscript/book.toml")
LONGEST_NAME = 80  # letters of a title in the names of its files


@dataclass(frozen=True, slots=True)
class Project:
    """Where a book lives. `root` holds `manuscript/`, `styles/` and `build/`."""

    root: Path
    settings: Settings

    @property
    def manuscript(self) -> Path:
        return self.root / "manuscript"

    @property
    def styles(self) -> Path:
        return self.root / "styles"

    @property
    def build(self) -> Path:
        return self.root / "build"


def find(start: Path) -> Path:
    """The folder of the book that `start` lies in.

    Raises ProjectError where there is none.
    """
    for folder in (start, *start.resolve().parents):
        if (folder / BOOK_TOML).is_file():
            return folder
    raise ProjectError(
        f"there is no book here: no `{BOOK_TOML}` in this folder or above it",
        hint="go to your book’s folder, or make a new one with `anthology new my-book`",
    )


def read(root: Path) -> tuple[Project, list[Problem]]:
    """The book in `root` with its settings, as far as they can be read, and every fault in them."""
    toml = Toml(root / BOOK_TOML)
    return Project(root, reading.settings(toml.read(), toml)), toml.problems


def place_of(root: Path, key: str) -> Place:
    """Where a setting (`title`, `site.sample`) stands in the book.toml of the book in `root`."""
    toml = Toml(root / BOOK_TOML)
    toml.read()
    return Place(toml.path, toml.line_of(key))


def file_name(settings: Settings, edition: Edition) -> str:
    """What a finished edition is called in `build/`."""
    name = slug(settings.title)
    match edition:
        case EpubEdition():
            return f"{name}.epub" if edition.name == "epub" else f"{name}-{edition.name}.epub"
        case PrintEdition():
            return f"{name}-{edition.name}.pdf"
        case _:
            assert_never(edition)


def screen_name(settings: Settings, edition: PrintEdition) -> str:
    """What the PDF of a print edition is called that is for reading on a screen."""
    name = SCREEN if edition.name == "print" else f"{edition.name}-{SCREEN}"
    return f"{slug(settings.title)}-{name}.pdf"


def slug(title: str) -> str:
    """A title as a file name: small ASCII letters, digits, hyphens; `book` if none is left.

    A long one ends with a word in it: a system takes 255 letters, and more is written behind.
    """
    ascii_ = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_.replace("'", "").casefold()).strip("-")
    short = name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]
    return (name if len(name) <= LONGEST_NAME else short) or "book"
