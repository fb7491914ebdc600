"""The layout engine is ready sooner: what it imports and hardly uses waits until it is used.

Knows how Python imports, and nothing of what is imported.
"""

from __future__ import annotations

import ctypes.util
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def uncollected() -> Iterator[None]:
    """Do not look for garbage in what is being imported, then or later: it takes a sixth of the
    time, and there is none."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if is_on:
            gc.enable()


@contextmanager
def called_by_file_name() -> Iterator[None]:
    """Do not search for C libraries, of which WeasyPrint tries several names until one is right.

    On Linux that is always the name of the file, and for each other name Python would start a
    compiler and a linker to find it: a third of the time WeasyPrint takes to be imported.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def imported_when_called(*names: str) -> Iterator[None]:
    """Whatever is imported from these modules meanwhile is a function that imports it when it is
    called. Modules that are imported already are left as they are."""
    waiting = {name: _Waiting(name) for name in names if name not in sys.modules}
    sys.modules.update(waiting)
    try:
        yield
    finally:
        for name in waiting:
            del sys.modules[name]


class _Waiting(ModuleType):
    """Stands in for a module of this name."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **kwargs)

        return called
