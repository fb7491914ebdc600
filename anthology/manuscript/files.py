"""Text files of the manuscript: read strictly, written beside and then renamed.

Knows encodings and atomic writing; nothing of what a file means.
"""

from __future__ import annotations

import re
from pathlib import Path

from anthology.errors import ManuscriptError, Place
from anthology.whole import write_whole

# What no XML document, and so no EPUB and no page, can hold (XML 1.0, §2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, its line ends made `\\n`.

    Raises ManuscriptError where it is not UTF-8 or holds a character no book can.
    """
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ManuscriptError(
            "this line is not UTF-8 text",
            Place(path, line),
            "save the file as UTF-8, or bring it in with `anthology gather`",
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _FORBIDDEN.search(text):
        raise ManuscriptError(
            f"this line holds an unprintable character (U+{ord(found[0]):04X})",
            Place(path, text.count("\n", 0, found.start()) + 1),
            "delete it; it may have come along with a paste",
        )
    return text


def write_text(path: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    write_whole(path, text.encode("utf-8"))
