"""Pages that were drawn in gray before, by what they were: few of them change from build to build.
Fonts that were bared are kept with them.

A page is known by its drawing and its sheet; one that shows a picture, or may let something show
through, hangs on more than those and is never remembered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile
from zlib import compress

from anthology.print.press.gray import is_opaque

SHOW = b" Do"  # a picture


@dataclass(frozen=True, slots=True)
class Drawings:
    """Drawings in gray and bare fonts, deflated, by the digest of what they are made from: of the
    build before, and of this one."""

    before: Mapping[str, bytes] = field(default_factory=dict)
    now: dict[str, bytes] = field(default_factory=dict)

    def again(self, digest: str) -> bytes:
        """What was made of a page or a font before; nothing where it is not known."""
        if digest in self.before:
            self.now[digest] = self.before[digest]
        return self.before.get(digest, b"")

    def keep(self, digest: str, drawing: bytes) -> bytes:
        """Remember what is made of a page or a font now; gives it deflated."""
        self.now[digest] = compress(drawing)
        return self.now[digest]


def digest(page: Any) -> str:
    """By what a page is known; nothing where its drawing is not all that shapes it."""
    states = page.get("/Resources", {}).get("/ExtGState", {})
    drawing = b"\n".join(part.read_bytes() for part in _parts(page.get("/Contents", [])))
    if SHOW in drawing or not drawing.strip() or not all(map(is_opaque, states.values())):
        return ""
    sheet = " ".join(str(edge) for edge in page.MediaBox)
    return hashlib.sha256(sheet.encode() + b"\n" + drawing).hexdigest()


def _parts(contents: Any) -> Iterable[Any]:
    from pikepdf import Stream

    return [contents] if isinstance(contents, Stream) else contents


def packed(drawings: Mapping[str, bytes]) -> bytes:
    """The drawings as one file."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_STORED) as file:
        for name, drawing in drawings.items():
            file.writestr(name, drawing)
    return whole.getvalue()


def unpacked(data: bytes | None) -> dict[str, bytes]:
    """The drawings `packed` made a file of; none where it is no such file."""
    try:
        with ZipFile(BytesIO(data or b"")) as file:
            return {name: file.read(name) for name in file.namelist()}
    except BadZipFile:
        return {}
