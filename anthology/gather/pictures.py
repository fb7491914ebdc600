"""The pictures an essay calls: which can be copied into the manuscript, and why not the others.

Only a file inside the folder that is gathered, that is a picture by its first bytes, is copied;
an essay must not fetch a file from elsewhere on this machine, nor anything from the web.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from anthology.gather.gathered import LeftOut, Picture
from anthology.gather.intake.shelf import Shelf
from anthology.gather.names import slug

ON_THE_WEB = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)
EMBEDDED = re.compile(r"data:image/[\w.+-]+;base64,(.+)", re.DOTALL)
KINDS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
NOT_FETCHED = (
    "nothing is fetched from the web: download it, and gather the folder it is in along with this"
)
NO_PICTURE = LeftOut("picture", "", "it is neither PNG, JPEG nor GIF")


def embedded(source: str) -> bytes | None:
    """The bytes of a picture that stands in its address itself; nothing of any other."""
    found = EMBEDDED.match(source)
    try:
        return base64.b64decode(found[1]) if found else None
    except binascii.Error:
        return b""


def find(source: str, beside: Path, root: Path) -> Picture | LeftOut:
    """The picture a text in the folder `beside` calls `source`; or why it stays out. A path that
    begins with `/` is looked for under `root`, as on the web site it was written for."""
    if ON_THE_WEB.match(source):
        return LeftOut("picture on the web", source, NOT_FETCHED)
    wanted = unquote(source.partition("?")[0]).lstrip("/")
    for folder in dict.fromkeys((beside, root)):
        file = folder / wanted
        if _is_inside(file, root) and file.is_file():
            return of_file(file, source)
    reason = "there is no such file in the folder that was gathered"
    return LeftOut("picture not found", source, reason)


def on_shelf(source: str, beside: str, shelf: Shelf) -> Picture | LeftOut:
    """The same for a text that lies on a shelf, in its folder `beside`."""
    if ON_THE_WEB.match(source):
        return LeftOut("picture on the web", source, NOT_FETCHED)
    wanted = unquote(source.partition("?")[0])
    for folder in dict.fromkeys((beside, "")):
        name = posixpath.normpath(posixpath.join(folder, wanted.lstrip("/")))
        if name in shelf.names:
            return held(name, shelf.read(name), shelf.path / name)
    return LeftOut("picture not found", source, "there is no such file in the export")


def _is_inside(file: Path, root: Path) -> bool:
    return file.resolve().is_relative_to(root.resolve()) and not file.is_symlink()


def of_file(file: Path, source: str) -> Picture | LeftOut:
    """The picture in a file that an essay calls `source`; or why it stays out."""
    data = file.read_bytes()
    named = _named(file.name, data)
    return Picture(file, named) if named else replace(NO_PICTURE, text=source)


def held(name: str, data: bytes, file: Path) -> Picture | LeftOut:
    """The picture that lies in the document `file` under a name of its own; or why it stays
    out."""
    named = _named(name, data)
    return Picture(file, named, data) if named else replace(NO_PICTURE, text=name)


def _named(name: str, data: bytes) -> str:
    """Where a picture goes in the manuscript; empty where it is none that a book can show. The
    same picture has the same name wherever it is called, and two pictures never share one."""
    ending = next((ending for first, ending in KINDS if data.startswith(first)), "")
    digest = hashlib.sha256(data).hexdigest()[:8]
    return (
        f"images/{slug(PurePosixPath(name).stem) or 'picture'}-{digest}{ending}" if ending else ""
    )
