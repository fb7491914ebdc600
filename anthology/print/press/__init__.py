"""The press pass: an assembled book becomes what a printer takes.

One ink, bare fonts, boxes from the origin, and nothing on a page but what is printed: no links,
no outline, no metadata. A standard is named only where the edition asks for it; whether the file
keeps it is for `check.preflight` to say, and the build does not go on where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from anthology.errors import Problem, SeveralProblems, faults
from anthology.print.press import drawn, gray, labels, outlines, pictures, sheets
from anthology.print.press.drawn import Drawings
from anthology.print.press.labels import Claim
from anthology.print.press.pictures import Placed
from anthology.print.press.sheets import Surface

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

__all__ = ["Claim", "Pressed", "press"]
_OF_A_PAGE = ("/Type", "/Parent", "/MediaBox", "/Contents", "/Resources")
_OF_A_BOOK = ("/Type", "/Pages")
_OF_RESOURCES = ("/Font", "/XObject")


@dataclass(frozen=True, slots=True)
class Pressed:
    """The file, and what it warns of."""

    pdf: bytes
    problems: tuple[Problem, ...]


def press(
    book: bytes, claim: Claim, files: Iterable[str] = (), drawings: Drawings | None = None
) -> Pressed:
    """The pages of an assembled book for the press; `files` are the names of its pictures,
    `drawings` are what was made of its pages and fonts before, and hear what is made of them now.

    Raises `SeveralProblems` where something cannot be printed in one ink, or a standard wants a
    date and the book has none. The same book gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(book)) as pdf:
        placed: list[Placed] = []
        known = drawings or Drawings()
        problems = [*labels.undated(claim), *_one_ink(pdf, placed, known)]
        if faults(problems):
            raise SeveralProblems(problems)
        pictures.in_gray(placed)
        problems += pictures.too_coarse(placed, files)
        _strip(pdf)
        outlines.list_glyphs(pdf, fonts := _fonts(pdf))
        outlines.unwrap(fonts, known)
        labels.label(pdf, claim, book)
        return Pressed(_saved(pdf, claim.version), tuple(problems))


def _one_ink(pdf: Pdf, placed: list[Placed], drawings: Drawings) -> Iterator[Problem]:
    """Draw every sheet again in gray; `placed` hears of its pictures. Gives what cannot be."""
    from pikepdf import Name

    for number, page in enumerate(pdf.pages, start=1):
        digest = drawn.digest(page.obj)
        if before := drawings.again(digest):
            page.obj.Contents = pdf.make_stream(before, Filter=Name.FlateDecode)
            continue
        refused = _draw_in_gray(pdf, number, placed)
        if digest and not refused:
            now = drawings.keep(digest, page.obj.Contents.read_bytes())
            page.obj.Contents.write(now, filter=Name.FlateDecode)
        yield from (_not_one_ink(what, number) for what in sorted(refused))


def _draw_in_gray(pdf: Pdf, number: int, placed: list[Placed]) -> set[str]:
    """Draw one sheet again, and the forms on it; gives what cannot be printed in one ink."""
    refused: set[str] = set()
    page = pdf.pages[number - 1].obj
    start = sheets.to_the_origin(page)
    for surface in sheets.surfaces(page, start):
        states = surface.owner.get("/Resources", {}).get("/ExtGState", {})
        drawing, cannot = gray.drawn_in_gray(surface.drawing, states)
        refused |= cannot
        placed += (
            pictures.placed(shown, number)
            for shown in surface.shown
            if shown.what.Subtype == "/Image"
        )
        _draw(pdf, surface, sheets.moved(start, drawing) if surface.is_page else drawing)
    return refused


def _draw(pdf: Pdf, surface: Surface, drawing: list[Any]) -> None:
    from pikepdf import unparse_content_stream

    if not surface.is_page:
        surface.owner.write(unparse_content_stream(drawing))
    elif surface.drawing:
        surface.owner.Contents = pdf.make_stream(unparse_content_stream(drawing))
    elif "/Contents" in surface.owner:
        del surface.owner.Contents  # Ghostscript stumbles over an empty one


def _not_one_ink(what: str, number: int) -> Problem:
    hint = (
        "the press prints in black alone; give it an opaque gray in styles/print.css,"
        " or put it into a picture"
    )
    return Problem("print-colour", f"page {number} of the PDF: {what}", hint=hint)


def _strip(pdf: Pdf) -> None:
    """Leave nothing but what is printed."""
    for page in pdf.pages:
        _set_boxes(page.obj)
        _strip_resources(page.obj)
    for key in set(pdf.Root.keys()) - {*_OF_A_BOOK}:
        del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer.Info


def _set_boxes(page: Any) -> None:
    """Boxes from the origin: the sheet, and the trim inside the bleed inside it."""
    from pikepdf import Array

    media = [float(edge) for edge in page.MediaBox]
    boxes = {name: page.get(name, page.MediaBox) for name in ("/TrimBox", "/BleedBox")}
    for key in set(page.keys()) - {*_OF_A_PAGE}:
        del page[key]
    for name, box in {"/MediaBox": media, "/CropBox": media, **boxes}.items():
        moved = (float(edge) - media[at % 2] for at, edge in enumerate(box))
        page[name] = Array([_plain(edge) for edge in moved])


def _plain(length: float) -> int | float:
    rounded = round(length, 3)
    return int(rounded) if rounded.is_integer() else rounded


def _strip_resources(owner: Any) -> None:
    """What gray drawing has no use for: colour spaces, states, patterns; and groups of forms,
    which mean nothing where all is opaque."""
    from pikepdf import Dictionary

    if "/Resources" not in owner:
        owner.Resources = Dictionary()
    if "/Group" in owner:
        del owner.Group
    for key in set(owner.Resources.keys()) - {*_OF_RESOURCES}:
        del owner.Resources[key]
    for inner in owner.Resources.get("/XObject", {}).values():
        if inner.Subtype == "/Form":
            _strip_resources(inner)


def _fonts(pdf: Pdf) -> list[Object]:
    """Every font some page or form can draw with, each once."""
    found: dict[tuple[int, int], Object] = {}
    waiting: list[Any] = [page.obj for page in pdf.pages]
    while waiting:
        resources = waiting.pop().Resources
        found |= {font.objgen: font for font in resources.get("/Font", {}).values()}
        inner = resources.get("/XObject", {}).values()
        waiting += [each for each in inner if each.Subtype == "/Form"]
    return list(found.values())


def _saved(pdf: Pdf, version: str) -> bytes:
    """Without object streams, which PDF 1.4 does not know; the identifier follows from what is in
    the file."""
    from pikepdf import ObjectStreamMode

    whole = BytesIO()
    pdf.save(
        whole,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.disable,
        compress_streams=True,
    )
    return whole.getvalue()
