"""The bytes of an export in XML as text, a chunk at a time, in whatever encoding it is.

The first bytes are believed before what a file declares: programs that save an export anew leave
the declaration as it was. What does not fit the encoding is mended and counted, never dropped.
"""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from anthology.errors import GatherError, Place
from anthology.gather.gathered import SourceFile
from anthology.gather.intake import decode

MEGABYTE = 1024 * 1024
LARGEST_FILE = 1024 * MEGABYTE
CHUNK = MEGABYTE // 16
START = 256  # bytes, enough to tell the encoding
HINT = "export the blog in several parts, by date, and gather them together"
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
WIDE = ("utf-16", "utf-32")
# Declared by programs that write UTF-8 all the same; what is no UTF-8 is theirs.
WESTERN = frozenset(["ascii", "iso8859-1", "cp1252"])
BAD_BYTE = re.compile("[\udc80-\udcff]")
FROM_WINDOWS = "letter read as one of Windows"


class _Encoding(NamedTuple):
    """How a file is decoded; `mark` is how long its byte order mark is. `is_western`: a byte that
    is not of the codec is a letter as the file declares it."""

    codec: str
    mark: int = 0
    is_western: bool = False


def text(file: SourceFile, changes: Counter[str]) -> Iterator[str]:
    """The text of a file, a chunk at a time. A byte that is not of its encoding is a letter from
    Windows, as pasted words often are. Raises GatherError where the file is larger than
    `LARGEST_FILE`."""
    with _opened(file) as stream:
        start = stream.read(START)
        encoding = _encoding(start)
        errors = "replace" if encoding.codec.startswith(WIDE) else "surrogateescape"
        decoder = codecs.getincrementaldecoder(encoding.codec)(errors=errors)
        chunk = start[encoding.mark :]
        while chunk:
            decoded = decoder.decode(chunk)
            chunk = stream.read(CHUNK)
            if not chunk:
                decoded += decoder.decode(b"", final=True)
            decoded, count = BAD_BYTE.subn(_from_windows, decoded)
            changes[FROM_WINDOWS] += 0 if encoding.is_western else count
            yield decoded


def contains(file: SourceFile, wanted: str) -> bool:
    """Do these letters of ASCII stand anywhere in the file?"""
    with _opened(file) as stream:
        codec, _ = decode.unicode_codec(stream.read(START))
        stream.seek(0)
        looked_for, last = wanted.encode(codec or "ascii"), b""
        while chunk := stream.read(CHUNK):
            if looked_for in last + chunk:
                return True
            last = chunk[-len(looked_for) :]
    return False


def beyond(path: Path, what: str) -> GatherError:
    """The fault of a file that is more than is read; `what` names the limit."""
    return GatherError(f"this file has {what}", Place(path), HINT)


def _opened(file: SourceFile) -> IO[bytes]:
    """The file, from the disk where only its head is held."""
    if file.is_whole:
        return io.BytesIO(file.data)
    size = file.path.stat().st_size
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // MEGABYTE
        raise beyond(file.path, f"{size / MEGABYTE:.0f} MB; at most {limit} MB are read")
    return file.path.open("rb")


def _encoding(start: bytes) -> _Encoding:
    """The encoding of a file by its first bytes, or else as it declares."""
    codec, mark = decode.unicode_codec(start)
    if codec:
        return _Encoding(codec, mark)
    declared = DECLARED.search(start)
    try:
        name = codecs.lookup(declared[1].decode() if declared else "utf-8").name
    except LookupError:
        return _Encoding("utf-8")
    if name in WESTERN:
        return _Encoding("utf-8", is_western=True)
    # A declaration that can be read is not written in two bytes a letter.
    return _Encoding("utf-8" if name.startswith(WIDE) else name)


def _from_windows(found: re.Match[str]) -> str:
    byte = bytes([ord(found[0]) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return ""
