"""Write beside, then rename: a file is there whole, or as it was before."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(target: Path, data: bytes | Iterable[bytes], mode: int = 0o666) -> None:
    """Write a file, and its folder where that is missing; several processes may do so at once.
    What is too much to hold is given in pieces.
    `mode`: who may read and write it, less what the system takes away (`umask`)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(opened, "wb") as stream:
            stream.writelines([data] if isinstance(data, bytes) else data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
