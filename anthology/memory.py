"""Memory that is not needed any more: found, and given back to the machine."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

MOST_GARBAGE = 300_000  # objects: about 70 pages that were laid out, and as many megabytes


def clear_up() -> None:
    """Look for garbage where much has been made since it was last looked for: in a process that
    does not look for it by itself."""
    if gc.get_count()[0] > MOST_GARBAGE:
        gc.collect()


def give_back() -> None:
    """Return to the machine what is free; only glibc has to be asked, elsewhere nothing is done.

    A PDF library takes what it needs in small pieces, and the C library keeps them when they are
    freed: what a long book is put together in would stay taken while its press PDF is made.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
