"""From what the author named to the files to read: folders opened, what cannot be read told.

A link found in a folder is not followed and a file beyond the cap is not opened: a source must
not lead out of its folder, or fill the memory. Hidden files are passed over and counted. The first fault does
not hide the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anthology.errors import Place, Problem
from anthology.gather.gathered import LeftOut, SourceFile
from anthology.gather.order import natural

LARGEST = 64 * 1024 * 1024  # bytes; the text of a book is about a million


@dataclass(frozen=True, slots=True)
class Found:
    """What was named. `named` files were named one by one: to leave one of those out is a fault."""

    files: tuple[SourceFile, ...]
    named: frozenset[Path]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]


def find(paths: Sequence[Path]) -> Found:
    """The files under the paths, each folder in natural order of its names, each file once."""
    files: dict[Path, SourceFile] = {}
    left_out: list[LeftOut] = []
    problems: list[Problem] = []
    paths = [_followed(path) for path in paths]
    for path in paths:
        root = path if path.is_dir() else path.parent
        for inside in _inside(path, left_out):
            match _open(inside, root):
                case Problem() as problem:
                    problems.append(problem)
                case file:
                    files.setdefault(inside.absolute(), file)
    problems += _same_names(files.values())
    named = frozenset(path for path in paths if not path.is_dir())
    return Found(tuple(files.values()), named, tuple(left_out), tuple(problems))


def _followed(path: Path) -> Path:
    """Where a link leads that the author named herself, as a folder kept in a cloud often is."""
    return path.resolve() if path.is_symlink() and path.exists() else path


def _inside(path: Path, left_out: list[LeftOut]) -> Iterator[Path]:
    """The path itself, or the files of a folder and of the folders in it; hidden ones are told."""
    if path.is_symlink() or not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir(), key=lambda entry: natural(entry.name)):
        if entry.name.startswith("."):
            left_out.append(LeftOut("hidden file", entry.name, "its name begins with a dot"))
        else:
            yield from _inside(entry, left_out)


def _open(path: Path, root: Path) -> SourceFile | Problem:
    if path.is_symlink():
        hint = "name the file it leads to"
        return Problem(
            "source-link", "this is a link, and links are not followed", Place(path), hint
        )
    if not path.exists():
        return Problem("source-missing", "there is no such file or folder", Place(path))
    if not path.is_file():
        return Problem("source-unreadable", "this is neither a file nor a folder", Place(path))
    size = path.stat().st_size
    if size > LARGEST:
        megabytes = f"{size / 1024 / 1024:.0f} MB; at most {LARGEST // 1024 // 1024} MB are read"
        hint = "is it an essay? if so, divide it"
        return Problem("source-too-large", f"this file has {megabytes}", Place(path), hint)
    try:
        data = path.read_bytes()
    except OSError as fault:
        told = f"the file cannot be read: {fault.strerror}"
        return Problem("source-unreadable", told, Place(path), "look at its permissions")
    return SourceFile(path, path.relative_to(root).as_posix(), root, data)


def _same_names(files: Iterable[SourceFile]) -> Iterator[Problem]:
    """An essay is known by its source's name: two files of one name could not be told apart."""
    seen: dict[str, Path] = {}
    for file in files:
        other = seen.setdefault(file.name, file.path)
        if other != file.path:
            message = f"two files are called `{file.name}`; the other is {other}"
            hint = "rename one, or gather the folder they are both in"
            yield Problem("source-twice", message, Place(file.path), hint)
