"""The patterns by which words are divided, read once and kept with the pages.

Every process that lays pages out reads those of the book's language: for English that takes a
twentieth of a second, for German nearly half a one. Knows pyphen, which reads them.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from anthology.print.cache import Cache, key

_VALUES = bytes.maketrans(b"0123456789", bytes(range(10)))


def keep_in(cache: Cache) -> None:
    """From now on whatever patterns pyphen reads are kept there, and read from there."""
    import pyphen

    _reader()
    pyphen.HyphDict = partial(_patterns, cache)


@lru_cache(maxsize=1)
def _reader() -> Any:
    """What pyphen reads patterns with."""
    import pyphen

    return pyphen.HyphDict


def _patterns(cache: Cache, path: Path) -> Any:
    kept_as = key("patterns", path.read_bytes())
    if data := cache.blob(kept_as):
        with suppress(ValueError, AttributeError):
            return _known(json.loads(data))
    read = _reader()(path)
    if told := _told(read.patterns):
        with suppress(OSError):
            cache.keep_blob(kept_as, json.dumps(told, ensure_ascii=False).encode())
    return read


def _told(patterns: dict[str, tuple[int, tuple[int, ...]]]) -> dict[str, str]:
    """For each letters the weight of a division before each of them, as a figure; nothing for a
    language that spells divided words another way, as Hungarian does."""
    if any(type(weight) is not int for _, weights in patterns.values() for weight in weights):
        return {}
    return {
        letters: "0" * start + "".join(map(str, weights))
        for letters, (start, weights) in patterns.items()
    }


def _known(told: dict[str, str]) -> Any:
    reader = _reader()
    known = reader.__new__(reader)
    known.patterns = {
        letters: (0, weights.encode().translate(_VALUES)) for letters, weights in told.items()
    }
    known.maxlen, known.cache = max(map(len, told)), {}
    return known
