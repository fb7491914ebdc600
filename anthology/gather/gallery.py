"""The pictures among the files that were named, found by the address they had on the web.

An export calls a picture `https://…/wp-content/uploads/2024/05/tide-300x200.jpg`; the file may lie
in a folder or an archive that was named along with it, whatever lies above it there. Folders that
contradict each other are two pictures; of the sizes a blog made of one, the full one is taken.
Nothing is asked of the web, and a picture that may be another is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from anthology.errors import GatherError
from anthology.gather import pictures
from anthology.gather.gathered import LeftOut, Picture, SourceFile
from anthology.gather.intake import foreign

# Above these a blog's folders are those of its server; below, they are dates.
ROOT = re.compile(
    r".*(?:^|/)(?:wp-content/uploads(?:/sites/\d+)?|content/images|uploads)/"
    r"(?:size/w\d+(?:h\d+)?/)?(?:format/\w+/)?"
)
# What a blog adds to the name of a picture it made another size of.
SIZE = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated)$")
FULL = ("", "-scaled", "-rotated")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hung:
    """A picture, and the steps of the path it lies at, below a blog's own folders."""

    key: Key
    file: SourceFile


@dataclass(slots=True)
class Gallery:
    """The pictures by the last step of their path, and their names; `shown` are the names of those
    that an essay shows."""

    by_name: dict[str, list[_Hung]] = field(default_factory=lambda: defaultdict(list))
    shown: set[str] = field(default_factory=set)
    names: dict[Path, str] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[SourceFile]) -> Gallery:
        """All pictures among the files."""
        gallery = cls()
        for file in files:
            if foreign.is_picture(file.data):
                key = _key(file.name)
                gallery.names[file.path] = file.name
                gallery.by_name[key[-1]].append(_Hung(key, file))
        return gallery

    def find(self, address: str) -> Picture | LeftOut | None:
        """The picture that had this address, in its full size where that is here; what keeps it
        out; nothing where it is not here, or may be either of two."""
        if not self.by_name or not (key := _of_address(address)):
            return None
        for name in _sizes(key[-1]):
            match self._best((*key[:-1], name)):
                case [hung]:
                    self.shown.add(hung.file.name)
                    return _picture(hung.file, address)
                case [_, *_]:
                    return None
        return None

    def _best(self, wanted: Key) -> Sequence[_Hung]:
        """Those that agree with a path over the most steps."""
        agreeing = [(_agree(wanted, hung.key), hung) for hung in self.by_name.get(wanted[-1], ())]
        most = max((steps for steps, _ in agreeing), default=0)
        return [hung for steps, hung in agreeing if most and steps == most]

    def saw(self, path: Path) -> None:
        """An essay shows the picture in this file."""
        if name := self.names.get(path):
            self.shown.add(name)

    def holds(self, file: SourceFile) -> bool:
        """Is this one of its pictures?"""
        return file.path in self.names

    def unused(self) -> Iterator[LeftOut]:
        """The pictures that no essay shows in any size, each once."""
        shown = {_full(name) for name in self.shown}
        sizes: dict[str, list[str]] = defaultdict(list)
        for name in self.names.values():
            sizes[_full(name)].append(name)
        for full, names in sizes.items():
            if full not in shown:
                yield LeftOut("unused picture", min(names, key=len), "no essay shows it")


def _steps(path: str) -> Key:
    return tuple(unicodedata.normalize("NFC", path).casefold().strip("/").split("/"))


def _key(path: str) -> Key:
    """The steps of a path below a blog's own folders."""
    return _steps(ROOT.sub("", f"/{path}"))


def _of_address(address: str) -> Key:
    """The same of an address; empty where it is none that names a file."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return ()
    return _key(unquote(path)) if not address.startswith("data:") and path.strip("/") else ()


def _sizes(name: str) -> Iterator[str]:
    """The names to look for, that of the full size first."""
    path = PurePosixPath(name)
    full = SIZE.sub("", path.stem)
    yield from dict.fromkeys([*(f"{full}{size}{path.suffix}" for size in FULL), name])


def _full(name: str) -> str:
    path = PurePosixPath(name)
    return f"{path.parent}/{SIZE.sub('', path.stem)}{path.suffix}"


def _agree(wanted: Key, held: Key) -> int:
    """Over how many steps, from the last, two paths agree; none where the next one of a picture's
    is a number and another."""
    steps = 0
    for one, other in zip(reversed(wanted), reversed(held), strict=False):
        if one != other:
            return 0 if other.isdecimal() else steps
        steps += 1
    return steps


def _picture(file: SourceFile, address: str) -> Picture | LeftOut:
    """The picture to copy, or why it stays out."""
    try:
        if file.shelf is None:
            found = pictures.of_file(file.path, address)
        else:
            name = file.path.relative_to(file.shelf.path).as_posix()
            found = pictures.held(name, file.shelf.read(name), file.path)
    except GatherError as fault:
        return LeftOut("picture", address, fault.message)
    return replace(found, text=address) if isinstance(found, LeftOut) else found
