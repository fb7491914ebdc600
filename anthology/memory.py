"""Memory that is not needed any more: found, and given back to the machine."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST_GARBAGE = 300_000  # objects: about 70 pages that were laid out, and as many megabytes


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Look for garbage only where `clear_up` is called, and never in what is there already.

    While a unit is laid out, or a book put together, nearly all that is made is in use: looking it
    through again and again takes an eighth of the time.
    """
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


def clear_up() -> None:
    """Look for garbage where much has been made since it was last looked for."""
    if gc.get_count()[0] > MOST_GARBAGE:
        gc.collect()


def give_back() -> None:
    """Return to the machine what is free; only glibc has to be asked, elsewhere nothing is done.

    A PDF library takes what it needs in small pieces, and the C library keeps them when they are
    freed: what a long book is put together in would stay taken while its press PDF is made.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
