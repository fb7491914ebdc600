"""The pictures the pages show, under names every store accepts.

A picture is told by its first bytes, not by its ending. Its bytes are not touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import chain, count
from pathlib import Path

from anthology.epub.container import Item
from anthology.errors import BuildError, Place

SVG = re.compile(rb"(?:\s|<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE.*?>)*<svg\b", re.DOTALL)
# The picture formats every EPUB 3.3 reading system must show (EPUB 3.3, 3.2, core media types).
SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", ".png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", ".jpg"),
    (re.compile(rb"GIF8[79]a"), "image/gif", ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp", ".webp"),
    (SVG, "image/svg+xml", ".svg"),
)


def media_type(content: bytes) -> tuple[str, str] | None:
    """The media type and the usual ending of a picture; none where it is not one EPUB knows."""
    return next(((kind, ending) for mark, kind, ending in SIGNATURES if mark.match(content)), None)


def collect(sources: Iterable[str], files: Mapping[str, Path]) -> dict[str, Item]:
    """The picture behind each source (`images/tide.png`), in order of first use.

    Raises BuildError where there is no such file or it is not a picture EPUB knows.
    """
    found: dict[str, Item] = {}
    for source in dict.fromkeys(sources):
        found[source] = _picture(source, files, {item.href for item in found.values()})
    return found


def _picture(source: str, files: Mapping[str, Path], taken: set[str]) -> Item:
    if source not in files:
        raise BuildError(f"there is no picture `{source}`")
    content = files[source].read_bytes()
    kind = media_type(content)
    if kind is None:
        raise BuildError(
            f"`{source}` is not a picture an EPUB can show",
            Place(files[source]),
            hint="save it as JPEG or PNG",
        )
    stem = _plain_stem(source)
    tails = chain([""], (f"-{n}" for n in count(2)))
    href = next(name for t in tails if (name := f"images/{stem}{t}{kind[1]}") not in taken)
    return Item(f"picture-{len(taken) + 1}", href, kind[0], content)


def _plain_stem(source: str) -> str:
    """`images/Küste am Abend.JPG` → `kuste-am-abend`."""
    stem = source.removeprefix("images/").rpartition(".")[0] or source
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.casefold()).strip("-") or "picture"
