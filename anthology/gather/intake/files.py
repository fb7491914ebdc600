"""From what the author named to what can be read: folders and archives opened, faults told.

A link found in a folder is not followed and a file beyond the cap is not opened: a source must
not lead out of its folder, or fill the memory. A folder that is one export is left whole for the
source that knows it. Hidden files are passed over and counted. The first fault does not hide
the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from anthology.errors import GatherError, Place, Problem
from anthology.gather.gathered import LeftOut, SourceFile
from anthology.gather.intake import decode, foreign, zipped
from anthology.gather.intake.shelf import (
    HEAD,
    LARGEST,
    MEGABYTE,
    Shelf,
    of_folder,
    take_from,
    too_large,
)
from anthology.gather.intake.zipped import Archive
from anthology.gather.names import legible

MOST_TOGETHER = 512 * MEGABYTE  # all files that are held at once
LONG = 4 * MEGABYTE  # XML that is longer is not held as a whole
LONG_HEAD = 64 * 1024  # bytes; enough to tell whose export it is
DEEPEST = 3  # archives within archives: an export may hold its posts in one of its own

IsExport = Callable[[Shelf], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """What was named. `named` files were named one by one: to leave one of those out is a fault.
    `shelves` are whole exports."""

    files: tuple[SourceFile, ...]
    shelves: tuple[Shelf, ...]
    named: frozenset[Path]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _At:
    """Where the search is: under which folder the author named, which names are above, in which
    archive, and how many archives deep."""

    root: Path
    above: str = ""
    archive: Shelf | None = None
    depth: int = 0


@dataclass(slots=True)
class _Search:
    """What has been found so far; `named` is what the author named, `held` counts bytes."""

    is_export: IsExport
    named: frozenset[Path]
    files: dict[Path, SourceFile] = field(default_factory=dict)
    shelves: list[Shelf] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    held: int = 0

    def folder(self, shelf: Shelf, at: _At) -> None:
        """A folder, on disk or in an archive: one export, or what is in it one by one."""
        if package := foreign.packaged(shelf.names):
            self._package(shelf, package, at)
            return
        if self.is_export(shelf):
            self.shelves.append(shelf)
            return
        for name in shelf.files():
            self.file(shelf, name, at)
        for inner in shelf.folders():
            self.folder(inner, _At(at.root, f"{at.above}{inner.path.name}/", at.archive, at.depth))

    def file(self, shelf: Shelf, name: str, at: _At) -> None:
        """One file, or what is in it where it is an archive; a fault is told, not raised."""
        path = shelf.path / name
        try:
            head = decode.as_utf8(shelf.head(name))
            archive = _archive(shelf, name, at) if zipped.is_zip(head) else None
            if archive and not archive.is_document:
                # Its own name is no part of its files' names: it changes with each download.
                self.left_out += archive.left_out
                opened = archive.shelf
                self.folder(opened, _At(at.root, at.above, opened, at.depth + 1))
            else:
                is_long = at.archive is None and _is_long_xml(path, head)
                data = shelf.take(name, LONG_HEAD) if is_long else _data(shelf, name, head)
                data, named = decode.as_utf8(data), legible(f"{at.above}{name}")
                self._keep(SourceFile(path, named, at.root, data, at.archive, not is_long))
        except GatherError as fault:
            place = fault.place or Place(path)
            self.problems.append(Problem("source-unreadable", fault.message, place, fault.hint))

    def _package(self, shelf: Shelf, kind: foreign.Kind, at: _At) -> None:
        """A folder, or an archive, that is one document to its author, and is not read."""
        if shelf.path in self.named:
            message = f"this is {kind.name}, and is not read"
            problem = Problem("source-unreadable", message, Place(shelf.path), kind.hint)
            self.problems.append(problem)
        else:
            name = legible(shelf.path.relative_to(at.root).as_posix())
            self.left_out.append(LeftOut("file", name, kind.reason))

    def _keep(self, file: SourceFile) -> None:
        self.held += len(file.data)
        if self.held > MOST_TOGETHER:
            message = f"at most {MOST_TOGETHER // MEGABYTE} MB are gathered together"
            raise GatherError(message, Place(file.path), "gather this and what follows by itself")
        self.files.setdefault(file.path.absolute(), file)


def _archive(shelf: Shelf, name: str, at: _At) -> Archive | None:
    """The archive a file is; nothing where it only begins like one. On disk it is read where it
    lies, and may be larger than any one file."""
    path = shelf.path / name
    if at.depth >= DEEPEST:
        message = f"archives lie within archives; {DEEPEST} deep are opened"
        raise GatherError(message, Place(path), zipped.HINT_UNPACK)
    return zipped.open_zip(path, shelf.read(name) if at.archive else None)


def _data(shelf: Shelf, name: str, head: bytes) -> bytes:
    """What is held of a file: of one that is neither a text nor a zip, only how it begins."""
    return shelf.read(name) if zipped.is_zip(head) or decode.is_text(head) else head


def find(paths: Sequence[Path], is_export: IsExport = lambda _: False) -> Found:
    """The files under the paths, each folder in natural order of its names, each file once."""
    paths = [_followed(path) for path in paths]
    search = _Search(is_export, frozenset(paths))
    for path in paths:
        if path.is_dir():
            search.folder(of_folder(path, list(_inside(path, path, search))), _At(path))
        elif problem := _trouble(path):
            search.problems.append(problem)
        else:
            search.file(of_folder(path.parent, [path.name]), path.name, _At(path.parent))
    search.problems += _same_names(search.files.values())
    return Found(
        tuple(search.files.values()),
        tuple(search.shelves),
        frozenset(path for path in paths if not path.is_dir()),
        tuple(search.left_out),
        tuple(search.problems),
    )


def _followed(path: Path) -> Path:
    """Where a link leads that the author named herself, as a folder kept in a cloud often is."""
    return path.resolve() if path.is_symlink() and path.exists() else path


def _inside(folder: Path, root: Path, search: _Search) -> Iterator[str]:
    """The files of a folder and of the folders in it that may be read; the others are told."""
    try:
        entries = list(folder.iterdir())
    except OSError as fault:
        message, hint = f"the folder cannot be read: {fault.strerror}", "look at its permissions"
        search.problems.append(Problem("source-unreadable", message, Place(folder), hint))
        return
    for entry in entries:
        if entry.name.startswith("."):
            reason = "its name begins with a dot"
            search.left_out.append(LeftOut("hidden file", legible(entry.name), reason))
        elif entry.is_dir() and not entry.is_symlink():
            yield from _inside(entry, root, search)
        elif problem := _trouble(entry):
            search.problems.append(problem)
        else:
            yield entry.relative_to(root).as_posix()


def _trouble(path: Path) -> Problem | None:
    """What keeps a path from being read, as far as it shows before it is opened."""
    if path.is_symlink():
        hint = "name the file it leads to"
        message = "this is a link, and links are not followed"
        return Problem("source-link", message, Place(path), hint)
    if not path.exists():
        if path.parts[:1] in {("http:",), ("https:",)}:
            hint = "save the page, or get the export: `anthology gather --help` says how"
            return Problem("source-on-the-web", "nothing is read from the web", None, hint)
        return Problem("source-missing", "there is no such file or folder", Place(path))
    if not path.is_file():
        return Problem("source-unreadable", "this is neither a file nor a folder", Place(path))
    size = path.stat().st_size
    if size > LARGEST and _is_read_whole(path):
        fault = too_large(path, size)
        return Problem("source-too-large", fault.message, fault.place, fault.hint)
    return None


def _is_read_whole(path: Path) -> bool:
    """A text is; of an archive each file is, and of anything else only how it begins."""
    try:
        head = decode.as_utf8(take_from(path, HEAD))
    except GatherError:
        return False
    return decode.is_text(head) and not zipped.is_zip(head) and not foreign.is_xml(head)


def _is_long_xml(path: Path, head: bytes) -> bool:
    """A large export: it is not held, but read from the disk, entry by entry."""
    return foreign.is_xml(head) and path.stat().st_size > LONG


def on_shelf(shelf: Shelf, name: str) -> SourceFile:
    """A file of an export, for a source that reads files; a large one in XML stays on the disk.
    Raises GatherError where it is larger than `LARGEST` and cannot."""
    path = shelf.path / name
    is_long = path.is_file() and _is_long_xml(path, decode.as_utf8(shelf.head(name)))
    data = shelf.take(name, LONG_HEAD) if is_long else shelf.read(name)
    return SourceFile(path, legible(name), shelf.path, decode.as_utf8(data), shelf, not is_long)


def whole(file: SourceFile) -> SourceFile:
    """A file that only the head was held of, for a source that reads it all. Raises GatherError
    where it is larger than `LARGEST`."""
    data = take_from(file.path, LARGEST + 1)
    if len(data) > LARGEST:
        raise too_large(file.path, file.path.stat().st_size)
    return replace(file, data=decode.as_utf8(data), is_whole=True)


def _same_names(files: Iterable[SourceFile]) -> Iterator[Problem]:
    """An essay is known by its source's name: two files of one name could not be told apart."""
    seen: dict[str, Path] = {}
    for file in files:
        other = seen.setdefault(file.name, file.path)
        if other != file.path:
            message = f"two files are called `{file.name}`; the other is {other}"
            hint = "rename one, or gather the folder they are both in"
            yield Problem("source-twice", message, Place(file.path), hint)
