"""One subset per face: the subsets of all units merged by the font *file* they came from.

WeasyPrint keeps the glyph numbers of the whole font in each subset, so a union needs no change
in any page: the whole file is subset once more, to the glyphs all units use. Merging by the
font's description instead would take small capitals for lower case.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from anthology.print.cache import Cache, key

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_BFCHAR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_RUN = re.compile(rb"(\d+)\s*\[([^\]]*)\]")
_BFCHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_PICTURES = {"CBDT", "COLR", "EBDT", "SVG ", "sbix"}
# A PDF has its glyphs in place; FFTM is FontForge’s own time stamp, in some fonts of a system.
_LAYOUT_TABLES = ("BASE", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB")
# Said of a glyph where nothing else is known: never seen (combining grapheme joiner).
_NOTHING = "\u034f"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What is used of a face: width (thousandths of the size) and text, by glyph number."""

    widths: Mapping[int, float]
    texts: Mapping[int, str]


def merge(pdf: Pdf, uses: Iterable[tuple[str, Object]], cache: Cache) -> dict[str, Object]:
    """One font object for each digest; `uses` pairs a digest with a unit's font dictionary.

    Fonts that draw pictures (emoji) or come in collections cannot be merged and are left out.
    """
    by_file: dict[str, list[Object]] = {}
    for digest, font in uses:
        by_file.setdefault(digest, []).append(font)
    merged = {}
    for digest, fonts in by_file.items():
        whole = cache.font(digest).read_bytes()
        if _can_merge(whole, fonts):
            merged[digest] = _merged(pdf, digest, whole, fonts, cache)
    return merged


def glyphs(fonts: Iterable[Object]) -> Glyphs:
    """What these subsets of one face use, together."""
    widths: dict[int, float] = {}
    texts: dict[int, str] = {}
    for font in fonts:
        widths.update(_widths(font.DescendantFonts[0].W))
        for glyph, text in _texts(font.ToUnicode.read_bytes()):
            texts[glyph] = min(text, texts.get(glyph, text))
    return Glyphs(dict(sorted(widths.items())), dict(sorted(texts.items())))


def _can_merge(whole: bytes, fonts: Sequence[Object]) -> bool:
    import uharfbuzz as hb

    if whole[:4] == b"ttcf" or any(font.Subtype != "/Type0" for font in fonts):
        return False
    return _PICTURES.isdisjoint(hb.Face(whole).table_tags)


def _merged(pdf: Pdf, digest: str, whole: bytes, fonts: Sequence[Object], cache: Cache) -> Object:
    from pikepdf import Array, Name

    used = glyphs(fonts)
    name, data = _subset(digest, whole, used, cache)
    font, program = fonts[0], pdf.make_stream(data)
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    if "/FontFile3" in descriptor:
        program.Subtype = Name.OpenType
        descriptor.FontFile3 = program
    else:
        program.Length1 = len(data)
        descriptor.FontFile2 = program
    font.BaseFont = descendant.BaseFont = descriptor.FontName = Name(f"/{name}")
    descendant.W = Array([item for run in _runs(used.widths) for item in run])
    font.ToUnicode = pdf.make_stream(_to_unicode(_each_its_own(used, whole)))
    return font


def _each_its_own(used: Glyphs, whole: bytes) -> dict[int, str]:
    """What each glyph says, where a letter and its mark are two of them, as in Arabic with vowels.

    WeasyPrint has the first say both and the other nothing, of which PDFium takes the number for a
    letter. The font knows which is which, by its joined forms too.
    """
    import uharfbuzz as hb

    face = hb.Face(whole)
    font = hb.Font(face)
    codes = {font.get_nominal_glyph(code): chr(code) for code in sorted(face.unicodes)}
    own = {glyph: unicodedata.normalize("NFKC", letter) for glyph, letter in codes.items()}
    said = {glyph: used.texts.get(glyph, _NOTHING) for glyph in used.widths}
    torn = (glyph for glyph, text in said.items() if text == _NOTHING or len(text) > 1)
    return said | {glyph: own[glyph] for glyph in torn if glyph in own}


def _subset(digest: str, whole: bytes, used: Glyphs, cache: Cache) -> tuple[str, bytes]:
    """The PDF name of the subset, and its font file."""
    import uharfbuzz as hb

    wanted = ",".join(map(str, used.widths))
    kept = key("subset", hb.__version__, digest, wanted)
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(wanted.encode()).digest()[:6])
    name = f"{tag}+{hb.Face(whole).get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)}"
    return name, cache.made(kept, lambda: cut(whole, used.widths))


def cut(whole: bytes, wanted: Iterable[int], index: int = 0) -> bytes:
    """The font with these glyphs alone, each under its number; the rest have no outline, and
    there are none behind the last. `index` is the font's place in a collection.

    Raises `RuntimeError` for a font that cannot be cut.
    """
    import uharfbuzz as hb

    glyphs = {0, *wanted}
    plain = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    plain |= hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
    kept = _subset_of(hb.Face(whole, index), glyphs, plain | hb.SubsetFlags.RETAIN_GIDS)
    return bytes(_subset_of(kept, set(range(max(glyphs) + 1)), plain).blob.data)


def _subset_of(face: Any, glyphs: set[int], flags: int) -> Any:
    import uharfbuzz as hb

    asked = hb.SubsetInput()
    asked.flags = flags
    asked.sets(hb.SubsetInputSets.GLYPH_INDEX).set(glyphs)
    asked.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(map(_tag, _LAYOUT_TABLES))
    return hb.subset(face, asked)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _widths(array: Object) -> Iterator[tuple[int, float]]:
    """The entries of a `/W` array written as `first [width …]`."""
    for first, widths in _RUN.findall(array.unparse()):
        yield from enumerate(map(float, widths.split()), start=int(first))


def _runs(widths: Mapping[int, float]) -> Iterator[tuple[int, Any]]:
    """Widths as `/W` wants them: runs of neighbouring glyphs."""
    from pikepdf import Array

    run: list[int] = []
    for glyph in widths:
        if run and glyph != run[-1] + 1:
            yield run[0], Array([_number(widths[g]) for g in run])
            run = []
        run.append(glyph)
    if run:
        yield run[0], Array([_number(widths[g]) for g in run])


def _number(width: float) -> int | float:
    return int(width) if width.is_integer() else width


def _texts(cmap: bytes) -> Iterator[tuple[int, str]]:
    for block in _BFCHARS.findall(cmap):
        for glyph, text in _BFCHAR.findall(block):
            yield int(glyph, 16), _text(text)


@lru_cache(maxsize=1000)
def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """A CMap that says which text each glyph stands for (PDF 32000-1, 9.10.3)."""
    pairs = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in texts.items()]
    hundreds = (pairs[at : at + 100] for at in range(0, len(pairs), 100))
    blocks = (
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in hundreds
    )
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end\nend\n",
        )
    ).encode()
