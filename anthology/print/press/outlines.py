"""Bare fonts: the outlines alone, out of the OpenType wrapper that PDF 1.4 does not know.

The glyph numbers that pages draw by stay what they are: they become the CIDs of a CID-keyed CFF,
which is what the press takes a `CIDFontType0C` to be. TrueType outlines need nothing of the kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from anthology.print.press.drawn import Drawings

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


def unwrap(fonts: Iterable[Object], known: Drawings | None = None) -> None:
    """Bare the font file of each composite font of a PDF, once; `known` are files that were bared
    before, and hear of these."""
    from pikepdf import Name

    known = known or Drawings()
    for font in fonts:
        for descendant in font.get("/DescendantFonts", []):
            descriptor = descendant.FontDescriptor
            file = descriptor.get("/FontFile3")
            if file is not None and file.get("/Subtype") == "/OpenType":
                file.write(_bared(file.read_bytes(), known), filter=Name.FlateDecode)
                file.Subtype = Name.CIDFontType0C
            if descendant.Subtype == "/CIDFontType0" and "/CIDToGIDMap" in descendant:
                del descendant.CIDToGIDMap


def _bared(opentype: bytes, known: Drawings) -> bytes:
    digest = hashlib.sha256(opentype).hexdigest()
    return known.again(digest) or known.keep(digest, bare(opentype))


def list_glyphs(pdf: Pdf, fonts: Iterable[Object]) -> None:
    """Say of each subset which CIDs are in it (`CIDSet`): all, for subsets keep their numbers and
    have an empty glyph at every number that is not used. Fonts are still as layout brought them."""
    for font in fonts:
        for descendant in font.get("/DescendantFonts", []):
            descriptor = descendant.FontDescriptor
            if count := _count(descriptor):
                whole, rest = divmod(count, 8)
                bits = b"\xff" * whole + (bytes([0xFF00 >> rest & 0xFF]) if rest else b"")
                descriptor.CIDSet = pdf.make_stream(bits)


def _count(descriptor: Any) -> int:
    """How many glyphs a font file has; none where it is of another kind than ours."""
    import uharfbuzz as hb

    file = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    is_ours = "/FontFile2" in descriptor or (file is not None and file.Subtype == "/OpenType")
    return int(hb.Face(file.read_bytes()).glyph_count) if is_ours else 0


def bare(opentype: bytes) -> bytes:
    """The CFF table of an OpenType font, CID-keyed: CID n is glyph n."""
    from fontTools.ttLib import TTFont

    font: Any = TTFont(BytesIO(opentype), recalcTimestamp=False, recalcBBoxes=False)
    table = font["CFF "]
    if not hasattr(table.cff.topDictIndex[0], "ROS"):
        font.glyphOrder = _key_by_cid(table.cff)
    whole: bytes = table.compile(font)
    return whole


def _key_by_cid(cff: Any) -> list[str]:
    """Turn a font whose glyphs have names into one whose glyphs have numbers; gives those."""
    top = cff.topDictIndex[0]
    glyphs = top.CharStrings
    numbers = [".notdef", *(f"cid{number:05}" for number in range(1, len(top.charset)))]
    glyphs.charStrings = {
        number: glyphs.charStrings[name] for number, name in zip(numbers, top.charset, strict=True)
    }
    top.charset, top.CIDCount = numbers, len(numbers)
    top.ROS = ("Adobe", "Identity", 0)
    top.FDArray, top.FDSelect = _one_dictionary(cff.fontNames[0], top), _all_in_it(len(numbers))
    glyphs.fdArray, glyphs.fdSelect = top.FDArray, top.FDSelect
    for name in ("Private", "Encoding"):
        top.rawDict.pop(name, None)
        vars(top).pop(name, None)
    return numbers


def _one_dictionary(name: str, top: Any) -> Any:
    from fontTools.cffLib import FDArrayIndex, FontDict

    only = FontDict()
    only.FontName, only.Private = name, top.Private
    array = FDArrayIndex()
    array.strings, array.GlobalSubrs = None, top.GlobalSubrs
    array.append(only)
    return array


def _all_in_it(glyphs: int) -> Any:
    from fontTools.cffLib import FDSelect

    select = FDSelect()
    select.format, select.gidArray = 3, [0] * glyphs
    return select
