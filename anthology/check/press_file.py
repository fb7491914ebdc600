"""A press PDF as it is on disk, opened to be looked over: sheets, drawings, fonts, pictures.

Read once, for all rules. Knows where things are in a PDF and has no opinion of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology.check import pdf_file

if TYPE_CHECKING:
    from pikepdf import Pdf

PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
# What some rule asks about; the rest of a long book's drawings would fill the memory.
WATCHED = frozenset("rg RG k K cs CS sh Tr BDC DP".split()) | {"INLINE IMAGE"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page, or a form of its, draws: those of its instructions that are `WATCHED`, each
    once, as (operator, operands); `is_blank` where there is none at all."""

    sheet: int
    owner: Any
    instructions: tuple[tuple[str, tuple[Any, ...]], ...]
    is_blank: bool

    @property
    def resources(self) -> Any:
        return self.owner.get("/Resources", {})


@dataclass(frozen=True, slots=True)
class Font:
    """A font some drawing can use; `descriptor` is None where it has none (Type 3)."""

    sheet: int
    name: str
    kind: str
    descriptor: Any

    @property
    def program(self) -> tuple[str, str]:
        """The key its outlines are under, and their subtype; both empty where there are none."""
        for key in PROGRAMS if self.descriptor is not None else ():
            if key in self.descriptor:
                return key, str(self.descriptor[key].get("/Subtype", ""))
        return "", ""


@dataclass(frozen=True, slots=True)
class PressFile:
    """The file, and all that is drawn in it."""

    path: Path
    pdf: Pdf
    drawings: tuple[Drawing, ...]

    @property
    def pages(self) -> Iterator[tuple[int, Any]]:
        """Every page's dictionary with its number, from 1."""
        return ((number, page.obj) for number, page in enumerate(self.pdf.pages, start=1))

    @property
    def info(self) -> Any:
        return self.pdf.trailer.get("/Info", {})

    @property
    def fonts(self) -> list[Font]:
        """Each font once, where it can first be used."""
        found: dict[tuple[int, int], Font] = {}
        for drawing in self.drawings:
            for font in drawing.resources.get("/Font", {}).values():
                found.setdefault(font.objgen, _font(drawing.sheet, font))
        return list(found.values())

    @property
    def pictures(self) -> Iterator[tuple[int, Any]]:
        """Every picture within reach of a drawing, with the sheet."""
        return ((sheet, one) for sheet, one in self.objects if one.get("/Subtype") == "/Image")

    @property
    def objects(self) -> Iterator[tuple[int, Any]]:
        """Every picture and form within reach of a drawing, with the sheet."""
        for drawing in self.drawings:
            for one in drawing.resources.get("/XObject", {}).values():
                yield drawing.sheet, one


@contextmanager
def opened(path: Path) -> Iterator[PressFile]:
    """Read a file. Raises BuildError where it is no PDF."""
    with pdf_file.objects(path) as pdf:
        drawings = (
            drawing
            for sheet, page in enumerate(pdf.pages, start=1)
            for drawing in _drawings(sheet, page.obj)
        )
        yield PressFile(path, pdf, tuple(drawings))


def _drawings(sheet: int, owner: Any) -> Iterator[Drawing]:
    """A page, and the forms in its resources and in theirs."""
    from pikepdf import parse_content_stream

    has_content = owner.get("/Type") != "/Page" or "/Contents" in owner
    drawn = parse_content_stream(owner) if has_content else []
    watched = {
        (operator, *map(str, each.operands)): (operator, tuple(each.operands))
        for each in drawn
        if (operator := str(each.operator)) in WATCHED
    }
    drawing = Drawing(sheet, owner, tuple(watched.values()), is_blank=not drawn)
    yield drawing
    for one in drawing.resources.get("/XObject", {}).values():
        if one.get("/Subtype") == "/Form":
            yield from _drawings(sheet, one)


def _font(sheet: int, font: Any) -> Font:
    descendants = font.get("/DescendantFonts")
    inner = font if descendants is None else descendants[0]
    kind = str(inner.get("/Subtype", font.get("/Subtype", "")))
    return Font(sheet, str(font.get("/BaseFont", "?")), kind, inner.get("/FontDescriptor"))
