"""Things laid aside: lists and dicts of what is too much to hold, taken up one at a time.

The things lie in an unnamed temporary file, which no other program opens and which is gone with
the process; nothing is put into the author's folder. A few of them stay in memory. What is taken
up is equal to what was laid aside, and a copy of it. What the things are is not known here.
"""

from __future__ import annotations

import pickle
import weakref
from array import array
from collections.abc import Hashable, Iterable, Iterator, MutableMapping, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from typing import Generic, TypeVar, overload

from anthology.errors import GatherError, Place

HELD = 1024 * 1024  # bytes; less than that, all together, stays in memory

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Aside(Sequence[T]):
    """A list that can only grow: `append` a thing, and take it up again by its number."""

    def __init__(self, things: Iterable[T] = ()) -> None:
        self._file = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115
        self._starts = array("Q")
        self._end = 0
        weakref.finalize(self, self._file.close)
        self.extend(things)

    def append(self, thing: T) -> None:
        """Lay one thing aside. Raises GatherError where the disk has no room for it."""
        try:
            self._file.seek(self._end)
            pickle.dump(thing, self._file, pickle.HIGHEST_PROTOCOL)
            self._file.flush()
        except OSError as fault:
            message = f"what is read is laid aside here, and there is no room: {fault.strerror}"
            hint = "make room there, or name a folder on another disk: TMPDIR=/folder anthology …"
            raise GatherError(message, Place(Path(gettempdir())), hint) from fault
        self._starts.append(self._end)
        self._end = self._file.tell()

    def extend(self, things: Iterable[T]) -> None:
        """Lay each aside as it comes."""
        for thing in things:
            self.append(thing)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self[number] for number in range(len(self))[at]]
        self._file.seek(self._starts[at])
        thing: T = pickle.load(self._file)
        return thing


class AsideDict(MutableMapping[K, T]):
    """A dict of things laid aside; its keys are held. A thing that another took the place of
    keeps its room in the file."""

    def __init__(self) -> None:
        self._things: Aside[T] = Aside()
        self._numbers: dict[K, int] = {}

    def __getitem__(self, key: K) -> T:
        return self._things[self._numbers[key]]

    def __setitem__(self, key: K, thing: T) -> None:
        self._numbers[key] = len(self._things)
        self._things.append(thing)

    def __delitem__(self, key: K) -> None:
        del self._numbers[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, key: object) -> bool:
        return key in self._numbers


class Heaps(Generic[K, T]):
    """Things laid aside on heaps, by key; a heap is gone through once."""

    def __init__(self) -> None:
        self._things: Aside[T] = Aside()
        self._heaps: dict[K, array[int]] = {}

    def add(self, key: K, thing: T) -> None:
        """Lay one thing on the heap of this key."""
        self._heaps.setdefault(key, array("Q")).append(len(self._things))
        self._things.append(thing)

    def pop(self, key: K) -> Iterator[T]:
        """The things on a heap, in the order they came; the heap is gone then."""
        return (self._things[number] for number in self._heaps.pop(key, ()))

    def __iter__(self) -> Iterator[tuple[K, Iterator[T]]]:
        """Each heap that is there yet with its key, in the order they were begun."""
        return ((key, self.pop(key)) for key in list(self._heaps))

    def __len__(self) -> int:
        """How many things were laid aside in all."""
        return len(self._things)
