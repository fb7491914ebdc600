"""The printer's cover: back, spine and front on one sheet, for an interior of so many pages.

The front is the shops' (`cover`); the back has the blurb, the publisher and the barcode; the spine
has words where the printer allows them and they can be read. Where everything goes is `sheet`'s,
how large it is `fitting`'s. The file says which interior it was made for, so that it can be
refused with another. The same book gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology import __version__
from anthology.errors import Problem, Severity
from anthology.print import barcode, cover, fitting, separation, sheet
from anthology.print.cover import Panel
from anthology.print.geometry import points
from anthology.print.layout import draw
from anthology.print.press import outlines
from anthology.print.press.pictures import FINE_ENOUGH
from anthology.print.sheet import Box, WrapGeometry
from anthology.project import MM_PER_INCH, PrintEdition, Settings, TypeSize
from anthology.whole import write_whole
from anthology.words import words

if TYPE_CHECKING:
    from pikepdf import Pdf

INTERIOR_PAGES, SPINE_WIDTH = "/InteriorPages", "/SpineWidth"  # what the file says it is for
LEAST_TYPE = 7.0  # points; KDP takes nothing smaller
BLURB_TOP, BLURB_FOOT = 116, 20  # units from the head of the back, and above the barcode
OVERHANG = 0.5  # mm by which a letter may reach out of its line


@dataclass(frozen=True, slots=True)
class Wrap:
    """A finished cover, and what its making warns of."""

    path: Path
    sheet: WrapGeometry
    problems: tuple[Problem, ...] = ()


def write_cover(
    settings: Settings,
    styles: Path,
    artwork: Path | None,
    edition: PrintEdition,
    pages: int,
    target: Path,
) -> Wrap | Problem:
    """Write the cover for an interior of so many pages to `target`; a warning where it cannot be
    made before the author has asked the printer or changed a setting.

    `styles` and `artwork` as for `cover.front`. Raises BuildError where the picture cannot be
    read or has a colour that cannot be printed, SeveralProblems where no font has some letter.
    """
    on = sheet.geometry(edition, pages)
    if on is None or (edition.spine and edition.spine_for != pages):
        return _to_ask_for(edition, pages)
    panel = cover.panel(on.trim.width, on.trim.height, on.safety + OVERHANG)
    blurb = paragraphs(settings.description)
    size = fitting.blurb_size(blurb, *_room_for_blurb(on, panel)) if blurb else None
    if blurb and size is None:
        return _too_long(edition)
    kind = _kind(settings, edition)
    said = {
        **cover.words(settings, panel, has_artwork=artwork is not None, edition=kind),
        **_on_the_spine(settings, on, panel),
        "blurb": blurb,
        "blurb_size": size,
        "symbol": barcode.symbol(edition.isbn) if edition.isbn else None,
    }
    inks = () if sheet.ink_limit(edition) is None else ("cover-inks.css",)
    css = cover.sheets(styles, figures(on, panel), *inks, "wrap.css")
    pdf = draw(cover.page("wrap.xhtml", said), css, cover.pictures(artwork))
    write_whole(target, _finished(pdf, settings, edition, on))
    problems = (*_no_barcode(edition), *_too_coarse(artwork, settings, on, panel))
    return Wrap(target, on, problems)


def paragraphs(blurb: str) -> tuple[tuple[str, ...], ...]:
    """Paragraphs are parted by empty lines, and a line is a line, as in the manuscript."""
    blocks = re.split(r"\n\s*\n", blurb.strip())
    return tuple(tuple(line.strip() for line in block.split("\n")) for block in blocks if block)


def _kind(settings: Settings, edition: PrintEdition) -> str:
    """What kind of edition it has to call itself; nothing for an ordinary one."""
    is_large = edition.type is TypeSize.LARGE
    return words(settings.language).large_print_edition if is_large else ""


def _room_for_blurb(on: WrapGeometry, panel: Panel) -> tuple[float, float]:
    """Width and height, in points."""
    width = on.trim.width - 2 * panel.margin * panel.unit
    height = on.barcode.top - on.back.top - (BLURB_TOP + BLURB_FOOT) * panel.unit
    return points(width), points(height)


def _on_the_spine(settings: Settings, on: WrapGeometry, panel: Panel) -> dict[str, Any]:
    """Title and author, the title alone, or nothing: whatever can be read in the room there is."""
    room = (
        points(on.trim.height - 2 * panel.foot * panel.unit),
        points(on.spine_width - 2 * on.spine_safety),
    )
    if on.has_spine_text:
        for author in (", ".join(settings.authors), ""):
            size = fitting.spine_size(settings.title, author, *room)
            if size >= LEAST_TYPE:
                return {"spine_size": round(size, 2), "spine_author": author}
    return {"spine_size": 0, "spine_author": ""}


def figures(on: WrapGeometry, panel: Panel) -> str:
    """The sheet as CSS: its lengths, and a place for each panel and for the barcode."""
    margin = panel.margin * panel.unit
    symbol = sheet.symbol_box(on, margin)
    beside = on.barcode.left - on.back.left - 1.5 * margin
    turned = replace(on.spine, width=on.spine.height, height=on.spine.width)
    placed = {
        ".back": on.back,
        ".spine": turned,
        ".front": on.front,
        ".barcode": replace(symbol, left=symbol.left - on.back.left, top=symbol.top - on.back.top),
    }
    return "\n".join(
        (
            f":root {{ --u: {panel.unit:.4f}mm; --height: {panel.height:.3f};"
            f" --margin: {margin:.4f}mm; --foot: {panel.foot * panel.unit:.4f}mm;"
            f" --bleed: {on.bleed:g}mm; --spine: {on.spine_width:g}mm;"
            f" --beside-barcode: {beside:.4f}mm; }}",
            f"@page {{ size: {on.width:.4f}mm {on.height:.4f}mm; }}",
            *(f"{name} {{ {_placed(box)} }}" for name, box in placed.items()),
        )
    )


def _placed(box: Box) -> str:
    return (
        f"left: {box.left:.4f}mm; top: {box.top:.4f}mm;"
        f" width: {box.width:.4f}mm; height: {box.height:.4f}mm;"
    )


def _finished(pdf: bytes, settings: Settings, edition: PrintEdition, on: WrapGeometry) -> bytes:
    """The drawing in the printer's colours, with bare fonts, its boxes, and what it says of
    itself; as PDF 1.4, which every printer reads."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        separation.in_inks(opened, sheet.ink_limit(edition))
        outlines.unwrap(opened.pages[0].obj.Resources.get("/Font", {}).values())
        _box(opened, on)
        _describe(opened, settings, on)
        opened.remove_unreferenced_resources()
        whole = BytesIO()
        opened.save(
            whole,
            force_version="1.4",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
        )
        return whole.getvalue()


def _box(pdf: Pdf, on: WrapGeometry) -> None:
    """The sheet from the origin, and the trim inside it; all that is outside the trim is bleed."""
    from pikepdf import Array

    page = pdf.pages[0].obj
    width, height, bleed = points(on.width), points(on.height), points(on.bleed)
    for name in ("/MediaBox", "/CropBox", "/BleedBox"):
        page[name] = Array([0, 0, width, height])
    page.TrimBox = Array([bleed, bleed, round(width - bleed, 3), round(height - bleed, 3)])


def _describe(pdf: Pdf, settings: Settings, on: WrapGeometry) -> None:
    """What a check wants to know: the interior this cover is for."""
    from pikepdf import Dictionary

    for key in set(pdf.Root.keys()) - {"/Type", "/Pages"}:
        del pdf.Root[key]
    pdf.trailer.Info = pdf.make_indirect(Dictionary())
    told = {
        "/Title": f"{settings.title} (cover)",
        "/Creator": f"anthology {__version__}",
        INTERIOR_PAGES: str(on.pages),
        SPINE_WIDTH: f"{on.spine_width:g} mm",
    }
    for name, value in told.items():
        pdf.docinfo[name] = value


def _to_ask_for(edition: PrintEdition, pages: int) -> Problem:
    """Why there is no cover, and what to ask whom for."""
    printer = sheet.printer_of(edition)
    if printer.asks("boards"):
        what = f"{printer.name} does not publish the boards and hinges of its covers"
        hint = f"have its calculator make a template for {pages} pages, and the cover drawn on it"
    elif edition.spine:
        was = f"{edition.spine_for} pages" if edition.spine_for else "no number of pages"
        what = f"`spine` is given for {was}, and the interior has {pages}"
        hint = (
            f"ask {printer.name}’s template for {pages} pages on {edition.paper} paper, then "
            f'write `spine = "…mm"` and `spine_for = {pages}`'
        )
    elif printer.key == "any":
        what = "every printer makes the spine of another width, and none is named"
        hint = 'name the printer of this edition: `printer = "kdp-paperback"`, `"lulu"` …'
    else:
        what = f"{printer.name} does not publish how wide the spine is on {edition.paper} paper"
        hint = (
            f"ask its cover template for {pages} pages on that paper, then write "
            f'`spine = "…mm"` and `spine_for = {pages}`'
        )
    return _no_cover(f"no cover for `{edition.name}`: {what}", hint)


def _too_long(edition: PrintEdition) -> Problem:
    what = "the description is too long for the back, however small it is set"
    hint = "shorten `description` in book.toml; 100 to 200 words read best on a back"
    return _no_cover(f"no cover for `{edition.name}`: {what}", hint)


def _no_cover(message: str, hint: str) -> Problem:
    return Problem("no-cover", message, hint=hint, severity=Severity.WARNING)


def _no_barcode(edition: PrintEdition) -> Iterator[Problem]:
    """A warning where the printer takes no cover without a barcode."""
    printer = sheet.printer_of(edition)
    if sheet.has_to_have_barcode(printer) and not edition.isbn:
        what = f"{printer.name} takes no cover without a barcode, and `{edition.name}` has no ISBN"
        hint = 'write the ISBN of this edition alone: `isbn = "978-…"`'
        yield Problem("cover-barcode", what, hint=hint, severity=Severity.WARNING)


def _too_coarse(
    artwork: Path | None, settings: Settings, on: WrapGeometry, panel: Panel
) -> Iterator[Problem]:
    """A warning where the author's picture has fewer pixels than printers ask for."""
    if artwork is None:
        return
    width = on.trim.width + on.bleed
    height = on.trim.height + 2 * on.bleed
    if not settings.cover_has_words:
        width -= panel.margin * panel.unit
        height = on.trim.height + on.bleed - cover.BELOW_ARTWORK * panel.unit
    across, down = cover.opened(artwork).size
    ppi = min(across / width, down / height) * MM_PER_INCH
    if ppi < FINE_ENOUGH:
        wanted = FINE_ENOUGH / MM_PER_INCH
        yield Problem(
            "cover-coarse",
            f"{artwork.name} is printed at {ppi:.0f} pixels an inch; "
            f"printers ask for {FINE_ENOUGH}",
            hint=f"bring a picture of {width * wanted:.0f} × {height * wanted:.0f} pixels or more",
            severity=Severity.WARNING,
        )
