"""Laid-out units on disk, by the hash of everything that shapes them.

HTML, sheets, the bytes of every file, the code of layout and the versions of the engine go into
a unit's key: where the key is known, the pages are. Entries are written beside and renamed, so a
broken run leaves no half entry. Nothing here knows what is in a PDF.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from anthology.print import sidecar
from anthology.print.job import Design, Job
from anthology.print.sidecar import Sidecar
from anthology.whole import write_whole

if TYPE_CHECKING:
    from anthology.print.layout import Drawn

KEPT_FOR = 30 * 24 * 3600  # seconds an entry nobody asked for stays


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of units, whole fonts, patterns of hyphenation and finished books; it may be deleted
    at any time."""

    folder: Path

    def sidecar(self, key: str) -> Sidecar | None:
        """What is known of a unit, or nothing where it has to be laid out."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = sidecar.from_json(_asked_for(self.folder / f"{key}.json").read_text("utf-8"))
            for file in (self.pdf(key), *(self.font(face.digest) for face in told.faces)):
                _asked_for(file)
            return told
        return None

    def pdf(self, key: str) -> Path:
        return self.folder / f"{key}.pdf"

    def font(self, digest: str) -> Path:
        """The whole file of a font some unit uses a part of."""
        return self.folder / f"{digest}.font"

    def keep(self, key: str, drawn: Drawn) -> None:
        """Store a unit; the sidecar goes last, for it vouches for the rest."""
        for digest, data in drawn.fonts.items():
            if not self.font(digest).is_file():
                write_whole(self.font(digest), data)
        write_whole(self.pdf(key), drawn.pdf)
        write_whole(self.folder / f"{key}.json", sidecar.to_json(drawn.sidecar).encode())

    def blob(self, key: str) -> bytes | None:
        """Something else that was kept under a key of its own."""
        with suppress(OSError):
            return _asked_for(self.folder / f"{key}.bin").read_bytes()
        return None

    def keep_blob(self, key: str, data: bytes) -> None:
        write_whole(self.folder / f"{key}.bin", data)

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What was kept under a key, or is made now and kept."""
        data = self.blob(key)
        if data is None:
            data = make()
            self.keep_blob(key, data)
        return data

    def sweep(self) -> None:
        """Throw away what no build asked for in a month."""
        oldest = time.time() - KEPT_FOR
        for file in self.folder.glob("*.*"):
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()


def _asked_for(file: Path) -> Path:
    """The file, its date renewed so that the next sweep spares it; `OSError` where it is gone."""
    os.utime(file)
    return file


def key(*parts: str | bytes) -> str:
    """A name for these parts in this order; no two lists share one."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def code(files: Iterable[Path]) -> list[str]:
    """The code in these files, to go into a key: so a mended fault is not served from the cache."""
    return [file.read_text("utf-8") for file in sorted(files)]


def unit_key(job: Job, design: Design) -> str:
    """The key of a unit in a design."""
    files = (part for asset in job.assets for part in (asset.name, asset.digest))
    ways = (way.html for way in job.instead)
    return key(_design_key(design), job.title, str(len(job.instead)), job.html, *ways, *files)


@lru_cache(maxsize=2)
def _design_key(design: Design) -> str:
    sheets = (part for sheet in design.sheets for part in (sheet.name, sheet.text))
    files = (part for asset in design.assets for part in (asset.name, asset.digest))
    return key(*engine(), *sheets, *files)


@lru_cache(maxsize=1)
def engine() -> tuple[str, ...]:
    """Versions of all that breaks lines and pages, and the code that drives it."""
    packages = ("weasyprint", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "uharfbuzz", "pillow")
    libraries = (
        _library("pango-1.0", 0, "pango_version_string"),
        _library("harfbuzz", 0, "hb_version_string"),
        _library("fontconfig", 1, "FcGetVersion"),
    )
    modules = (
        "layout.py",
        "laid.py",
        "makeready.py",
        "copyfit.py",
        "fitting.py",
        "unbroken.py",
        "spoken.py",
        "tags.py",
        "tree.py",
        "roles.py",
        "breaks.py",
        "conserve.py",
        "footnotes.py",
        "fonts.py",
        "sidecar.py",
    )
    code = (Path(__file__).with_name(module).read_text("utf-8") for module in modules)
    return (*(f"{name} {version(name)}" for name in packages), *libraries, *code)


def _library(name: str, major: int, function: str) -> str:
    """A C library's version, asked without loading WeasyPrint, which takes half a second."""
    for file in (f"lib{name}.so.{major}", f"lib{name}.{major}.dylib", f"lib{name}-{major}.dll"):
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(file), function)
            if function == "FcGetVersion":
                return f"{name} {ask()}"
            ask.restype = ctypes.c_char_p
            return f"{name} {ask().decode()}"
    return f"{name} unknown"
