"""A zip, opened without trusting it: its files are read where they lie, and never unpacked.

What an archive claims of itself is checked before anything is read: how many files, how large,
how far they swell, what they are called. A name that leads out of the archive refuses it whole; a
link in it is passed over and told. Every cap is named in the error.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NoReturn

from anthology.errors import GatherError, Place
from anthology.gather.gathered import LeftOut
from anthology.gather.intake.shelf import LARGEST, MEGABYTE, Shelf, too_large
from anthology.gather.names import natural

BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_FILES = 100_000
UNPACKED = 2048 * MEGABYTE  # all files together, as the archive claims
SWELLS = 200  # times its packed size: text packs to a fifth, a bomb to a thousandth
SWELLS_FROM = 16 * MEGABYTE  # a smaller archive may be as empty as it likes
MOST_READ = 512 * MEGABYTE  # of all that is really read from one archive
DEEPEST = 40  # folders within folders
# A document is a zip of its own kind: Word and its kin, OpenDocument, EPUB.
OF_A_DOCUMENT = frozenset(["[Content_Types].xml", "mimetype"])
LEADS_OUT = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|\0")
IS_ENCRYPTED = 0x1
HINT_UNPACK = "unpack it yourself, look at what is in it, and gather the folder"


@dataclass(slots=True)
class Archive:
    """An opened zip. `members` are the files that may be read, `read` counts bytes."""

    path: Path
    opened: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    left_out: tuple[LeftOut, ...]
    read: int = 0

    @property
    def is_document(self) -> bool:
        """A Word file, an OpenDocument or an EPUB: to its author one file, not a folder."""
        return not OF_A_DOCUMENT.isdisjoint(self.members)

    @property
    def shelf(self) -> Shelf:
        """Its files by name."""
        return Shelf(self.path, tuple(sorted(self.members, key=natural)), self._take)

    def _take(self, name: str, count: int) -> bytes:
        member = self.members[name]
        if count > LARGEST < member.file_size:
            raise too_large(self.path / name, member.file_size)
        self.read += min(count, member.file_size)
        if self.read > MOST_READ:
            _refuse(self.path, f"at most {MOST_READ // MEGABYTE} MB are read from one archive")
        try:
            with self.opened.open(member) as inside:
                return inside.read(count)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
            message = f"`{name}` in this archive is damaged, or packed in a way not known here"
            raise GatherError(message, Place(self.path), "download the archive again") from fault


def is_zip(data: bytes) -> bool:
    """Begins as a zip does."""
    return data.startswith(BEGINNINGS)


def open_zip(path: Path, data: bytes | None = None) -> Archive | None:
    """The zip at `path`, or the one in `data` that lies there inside another; nothing where it
    is no whole zip, since it is damaged or was cut short.

    Raises GatherError where it is locked, or claims something that is beyond a cap.
    """
    try:
        opened = zipfile.ZipFile(path if data is None else BytesIO(data))
        infos = [info for info in opened.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    _weigh(infos, path)
    members: dict[str, zipfile.ZipInfo] = {}
    left_out: list[LeftOut] = []
    for info in infos:
        name = info.filename.replace("\\", "/")
        _look_at(name, info, path)
        if reason := _why_passed_over(name, info, members):
            left_out.append(LeftOut("hidden file", name, reason))
        else:
            members[name] = info
    return Archive(path, opened, members, tuple(left_out))


def _weigh(infos: Sequence[zipfile.ZipInfo], path: Path) -> None:
    """The caps on the whole: number, size, and how far it swells."""
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MOST_FILES:
        _refuse(path, f"{len(infos)} files are in this archive; at most {MOST_FILES} are read")
    if unpacked > UNPACKED:
        size, most = unpacked / MEGABYTE, UNPACKED // MEGABYTE
        _refuse(path, f"this archive would unpack to {size:.0f} MB; at most {most} MB are read")
    if unpacked > SWELLS_FROM and unpacked > SWELLS * max(packed, 1):
        times = unpacked // max(packed, 1)
        told = f"this archive would unpack to {times} times its size; at most {SWELLS} are trusted"
        _refuse(path, told)


def _look_at(name: str, info: zipfile.ZipInfo, path: Path) -> None:
    """The caps on one file: where its name leads, how deep it lies, whether it is locked."""
    if LEADS_OUT.search(name):
        _refuse(path, f"`{name}` in this archive leads out of it")
    if name.count("/") > DEEPEST:
        _refuse(
            path, f"folders lie {name.count('/')} deep in this archive; at most {DEEPEST} are read"
        )
    if info.flag_bits & IS_ENCRYPTED:
        _refuse(path, "this archive is locked with a password")


def _why_passed_over(name: str, info: zipfile.ZipInfo, members: dict[str, zipfile.ZipInfo]) -> str:
    """Why a file of the archive is not read; empty for one that is."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link, and links are not followed"
    parts = name.split("/")
    if parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts):
        return "its name begins with a dot, or a Mac put it there"
    return "the archive has two files of this name" if name in members else ""


def _refuse(path: Path, message: str) -> NoReturn:
    raise GatherError(message, Place(path), HINT_UNPACK)
