"""Helpers for the tests of exports: archives built on the spot, and what was counted."""

from __future__ import annotations

import struct
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from gathering import FIXTURES

from anthology.gather import Gathered, GatheredEssay

EXPORTS = FIXTURES / "exports"

# The essay every made-up blog holds, line by line.
ON_ROPE = [
    "paragraph: I have kept one end of it for a long time, and nobody has ever asked me for the "
    "other one, not once.",
    "line: A rope is not a promise.",
    "line: It is only a rope.",
    "gap",
    "line: Hold it anyway.",
    "line: **Hold it** with both hands.",
]


def a_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """An archive of these files, packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in files.items():
            archive.writestr(name, said)
    return path


def zipped(path: Path, folder: Path, above: str = "") -> Path:
    """The archive of a folder; `above` is put before each name."""
    files = {
        above + file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    return a_zip(path, files)


def claiming(path: Path, size: int) -> Path:
    """An archive whose one file claims to unpack to so many bytes."""
    a_zip(path, {"essay.txt": "A line."})
    data = bytearray(path.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, size)
    path.write_bytes(bytes(data))
    return path


def counted(gathered: Gathered) -> dict[str, int]:
    """How many of each kind were left out, of the whole and of its essays."""
    every = list(gathered.left_out)
    for one in (*gathered.essays, *gathered.held):
        every += one.left_out
    return dict(Counter(left.kind for left in every))


def comments(one: GatheredEssay) -> list[tuple[str, str, str, str]]:
    """Each comment of an essay: id, name, what it answers, and the state of its consent."""
    return [
        (said.id, said.name, said.reply_to, said.consent.state.value) for said in one.essay.comments
    ]
