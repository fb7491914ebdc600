"""The ways to get about in a finished PDF: links, named places, an outline, the labels of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from anthology.errors import Problem, SeveralProblems
from anthology.print.numbers import CROSS_REFERENCE
from anthology.print.pagination import roman
from anthology.print.plates import Destination, Plates, destinations, starts

if TYPE_CHECKING:
    from pikepdf import Pdf


def lead(out: Pdf, plates: Plates) -> None:
    """Links, named destinations and outline."""
    from pikepdf import Array, Dictionary, Name, String

    places = destinations(plates)
    wanted = {page.name for piece in plates.pieces for page in piece.unit.pages}
    wanted |= set(_linked(out))
    if missing := sorted(wanted - places.keys()):
        raise SeveralProblems(
            Problem("print-link", f"a link leads nowhere: `{name}` is not in the book")
            for name in missing
        )
    entries, pages = [], [page.obj for page in out.pages]
    for name in sorted(wanted, key=str.encode):
        place = places[name]
        target = [pages[place.leaf], Name.XYZ, place.x, place.y, 0]
        entries += [String(name), out.make_indirect(Array(target))]
    tree = out.make_indirect(Dictionary(Names=Array(entries)))
    out.Root.Names = Dictionary(Dests=tree)
    _outline(out, plates, places)


def _linked(out: Pdf) -> Iterator[str]:
    """Turn the cross references into links inside the file; gives the names they lead to."""
    from pikepdf import String

    for page in out.pages:
        for annotation in page.obj.get("/Annots", []):
            action: Any = annotation.get("/A")
            address = str(action.get("/URI", "")) if action is not None else ""
            if address.startswith(CROSS_REFERENCE):
                name = address.removeprefix(CROSS_REFERENCE)
                annotation.Dest = String(name)
                del annotation["/A"]
                yield name


def _outline(out: Pdf, plates: Plates, places: dict[str, Destination]) -> None:
    """Titles as deep as they are in the contents, and the headings inside each text."""
    from pikepdf import OutlineItem

    with out.open_outline() as outline:
        open_items: list[tuple[int, Any]] = [(0, outline.root)]
        for level, label, place in _headings(plates, places):
            while open_items[-1][0] >= level:
                open_items.pop()
            item = OutlineItem(label, place.leaf, "XYZ", left=place.x, top=place.y)
            open_items[-1][1].append(item)
            open_items.append((level, item.children))


def _headings(
    plates: Plates, places: dict[str, Destination]
) -> Iterator[tuple[int, str, Destination]]:
    for start, piece in zip(starts(plates), plates.pieces, strict=True):
        page = piece.unit.pages[0]
        if page.depth < 1:
            continue
        yield page.depth, page.title, places[page.name]
        for mark in piece.sidecar.bookmarks:
            if mark.level > 1:
                place = Destination(start + mark.page, mark.x, mark.y)
                yield page.depth + mark.level - 1, mark.label, place


def label(out: Pdf, plates: Plates) -> None:
    """Page labels: what a reader sees in the page box is the folio of the page."""
    from pikepdf import Array, Dictionary, Name

    first = next((at for at, leaf in enumerate(plates.leaves) if leaf.folio == "1"), None)
    ranges: list[Any] = []
    if plates.leaves and plates.leaves[0].folio == roman(1):
        ranges += [0, Dictionary(S=Name.r)]
    if first is not None:
        ranges += [first, Dictionary(S=Name.D, St=1)]
    out.Root.PageLabels = Dictionary(Nums=Array(ranges))
