"""What is handed to layout: a unit's HTML, the design all units share, and the files both use.

Files go by a name of our own (`book:images/tide.png`) and carry the digest of their bytes, so
that a changed file is a changed job.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from anthology.errors import Problem
from anthology.stylesheets import Sheet, faces

SCHEME = "book:"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as a page or a sheet asks for it, with the SHA-256 of what is in it."""

    name: str
    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Design:
    """What all units share: the sheets in order, and the files those refer to."""

    sheets: tuple[Sheet, ...]
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Instead:
    """The same text set in a plainer way, and what is then told of it."""

    html: str
    told: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One unit to lay out: what to call it, its HTML, and the files it refers to. `instead` is how
    it may be set where the engine cannot set it as it was asked for, the best way first."""

    title: str
    html: str
    assets: tuple[Asset, ...] = ()
    instead: tuple[Instead, ...] = ()


def asset(name: str, path: Path) -> Asset:
    """A file under the name it is asked for by. Raises `OSError` where it cannot be read."""
    return Asset(name, path, hashlib.sha256(path.read_bytes()).hexdigest())


def bundled_fonts() -> tuple[Asset, ...]:
    """The package's font files, as the sheets ask for them."""
    return tuple(asset(f"fonts/{face.file.name}", face.file) for face in faces())
