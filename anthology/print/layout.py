"""Lay one unit out on pages: HTML, sheets and files in, a PDF and its sidecar out.

The only module that imports WeasyPrint. Its door is a fetcher that hands out the files it was
given and nothing else: no network, no other file. Whatever WeasyPrint complains of is a fault,
and every letter is accounted for. It does not know what book the unit belongs to, nor on which
folio the unit will open.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from anthology.errors import Place, Problem, SeveralProblems, Severity
from anthology.print.conserve import conservation, letters
from anthology.print.job import SCHEME, Asset, Design, Job, bundled_fonts
from anthology.print.sidecar import Align, Anchor, Bookmark, FaceUse, Sidecar, Slot, Turn
from anthology.stylesheets import Face, faces, font_face_rules

POINTS_PER_PIXEL = 0.75
SAFETY = 18.0  # points; a printer may cut anything nearer to the edge (KDP: 0.25 in)
_AT = re.compile(r" at (\d+):\d+")
_GENERATED = ("::before", "::after", "::marker")
_WITHOUT_LETTERS = ("img", "hr")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A laid-out unit. `fonts` are whole font files by digest, for those the PDF has a part of."""

    pdf: bytes
    sidecar: Sidecar
    fonts: Mapping[str, bytes]


def warm(design: Design) -> None:
    """Parse the sheets and load their fonts once, before workers are forked.

    Raises `SeveralProblems` on anything WeasyPrint does not understand in a sheet.
    """
    _dress(design)


def lay_out(job: Job, design: Design) -> Drawn:
    """Set a unit. What is wrong with it is told in the sidecar, not raised."""
    from weasyprint import HTML

    dress = _dress(design)
    gate = _gate(_by_name(design.assets, job.assets))
    with _complaints() as complaints:
        document = HTML(string=job.html, base_url=SCHEME, url_fetcher=gate).render(
            font_config=dress.font_config, stylesheets=dress.sheets
        )
        pdf = document.write_pdf()
    fonts = {font.hash: _whole_file(font) for font in document.fonts.values()}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in fonts.items()}
    problems = [
        *(_complaint(f"“{job.title}”", text) for text in complaints),
        *conservation(job.title, list(_source(document)), [box.text for box in _text(document)]),
        *_off_the_page(job.title, document),
        *_faces_asked_for(job.title, document, digests, dress.served),
    ]
    sidecar = _sidecar(document, digests, tuple(problems))
    return Drawn(pdf, sidecar, {digests[name]: data for name, data in fonts.items()})


def draw(xhtml: str, css: Sequence[str], files: Mapping[str, Path | bytes]) -> bytes:
    """A small PDF of any XHTML document, through the same gate.

    `files` are served as `book:NAME`; the bundled fonts are there already. Raises
    `SeveralProblems` on whatever WeasyPrint complains of.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    font_config = FontConfiguration()
    gate = _gate({**_by_name(bundled_fonts()), **files})
    texts = [font_face_rules(SCHEME + "fonts/").text, *css]
    with _complaints() as complaints:
        sheets = [CSS(string=text, font_config=font_config, url_fetcher=gate) for text in texts]
        html = HTML(string=xhtml, base_url=SCHEME, url_fetcher=gate)
        pdf: bytes = html.write_pdf(font_config=font_config, stylesheets=sheets)
    if complaints:
        raise SeveralProblems(_complaint("the drawing", text) for text in complaints)
    return pdf


@dataclass(frozen=True, slots=True)
class _Dress:
    """A design made ready: parsed sheets, loaded fonts, and what its files are, by digest."""

    font_config: Any
    sheets: list[Any]
    served: Mapping[str, Face | None]


@lru_cache(maxsize=2)
def _dress(design: Design) -> _Dress:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    font_config, gate = FontConfiguration(), _gate(_by_name(design.assets))
    sheets, problems = [], []
    for sheet in design.sheets:
        with _complaints() as complaints:
            sheets.append(CSS(string=sheet.text, font_config=font_config, url_fetcher=gate))
        problems += [_misunderstood(sheet.name, text) for text in complaints]
    if problems:
        raise SeveralProblems(problems)
    cuts = {face.file: face for face in faces()}
    served = {asset.digest: cuts.get(asset.path) for asset in design.assets}
    return _Dress(font_config, sheets, served)


def _by_name(*assets: Iterable[Asset]) -> dict[str, Path | bytes]:
    return {asset.name: asset.path for some in assets for asset in some}


def _gate(files: Mapping[str, Path | bytes]) -> Any:
    """A fetcher that knows these files by name, and no other place in the world."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Gate(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            found = files.get(unquote(url.removeprefix(SCHEME))) if url.startswith(SCHEME) else None
            if found is None:
                raise ValueError("only files of the book are fetched")
            return URLFetcherResponse(
                url, found if isinstance(found, bytes) else found.read_bytes()
            )

    return Gate()


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs as a warning or worse while the block runs."""
    heard: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)


def _complaint(where: str, text: str) -> Problem:
    hint = (
        "a letter no font has cannot be printed; write it another way" if "notdef" in text else ""
    )
    return Problem("print-layout", f"{where}: {text}", hint=hint)


def _misunderstood(sheet: str, text: str) -> Problem:
    """A complaint about a rule, at the line it names (`Ignored `colr:red` at 3:5, …`)."""
    found = _AT.search(text)
    place = Place(Path(sheet), int(found[1]) if found else None)
    return Problem("print-css", _AT.sub("", text).rstrip("."), place)


def _source(document: Any) -> Iterator[str]:
    """The text of the source, in order."""
    body = document._html.etree_element.find("body")
    yield from body.itertext()


def _text(document: Any) -> Iterator[Any]:
    """Every box of text on the pages, in order, but for margins and what CSS generated."""
    from weasyprint.formatting_structure import boxes

    for page in document.pages:
        yield from (box for box in _content(page) if isinstance(box, boxes.TextBox))


def _content(page: Any) -> Iterator[Any]:
    """Every box on a page, in order, but for margins and text that CSS generated."""
    from weasyprint.formatting_structure import boxes

    stack = [box for box in page._page_box.children if not isinstance(box, boxes.MarginBox)]
    stack.reverse()
    while stack:
        box = stack.pop()
        is_text = isinstance(box, boxes.TextBox)
        if not (is_text and (box.element_tag or "").endswith(_GENERATED)):
            yield box
        if not is_text:
            stack.extend(reversed(getattr(box, "children", ())))


def _turns(document: Any) -> Iterator[Turn]:
    """What stands first on each page that has anything on it."""
    from weasyprint.formatting_structure import boxes

    names = dict(_names(document._html.etree_element, ""))
    printed: Counter[str] = Counter()
    for number, page in enumerate(document.pages):
        is_open = True
        for box in _content(page):
            said = len(letters([box.text])) if isinstance(box, boxes.TextBox) else 0
            if not said and box.element_tag not in _WITHOUT_LETTERS:
                continue
            name = names[box.element]
            if is_open:
                yield Turn(number, name, printed[name])
            printed[name] += said
            is_open = False


def _names(element: Any, name: str) -> Iterator[tuple[Any, str]]:
    """Each element with the name of the nearest block or line around it; a link is neither."""
    if element.tag != "a":
        name = element.get("id") or name
    yield element, name
    for child in element:
        yield from _names(child, name)


def _off_the_page(title: str, document: Any) -> Iterator[Problem]:
    """Text that the knife may reach."""
    page = document.pages[0]
    right = page.width - SAFETY / POINTS_PER_PIXEL
    for box in _text(document):
        if box.text.strip() and box.position_x + box.width > right:
            yield Problem(
                "print-width",
                f"“{title}”: “{box.text.strip()[:60]}” runs off the page",
                hint="break it, or give it a smaller size in styles/print.css",
            )


def _faces_asked_for(
    title: str, document: Any, digests: Mapping[str, str], served: Mapping[str, Face | None]
) -> Iterator[Problem]:
    """Fonts the machine lent, with the letters and where they stand, and faces that are not the
    one asked for."""
    for font in sorted(document.fonts.values(), key=lambda font: str(font.name)):
        digest = digests[font.hash]
        face = served.get(digest)
        style: Literal["italic", "normal"] = "italic" if font.style else "normal"
        if digest not in served:
            lent = set("".join(font.to_unicode.values())) - {" "}
            yield Problem(
                "print-borrowed",
                f"“{title}”: the book's fonts lack {''.join(sorted(lent))}"
                f"{_where(document, lent)}: this machine lent {font.family}",
                hint="another machine may print something else there",
                severity=Severity.WARNING,
            )
        elif face and (face.weight, face.style) != (font.weight, style):
            yield Problem(
                "print-face",
                f"{font.family} has no cut of weight {font.weight}, {style}",
                hint="ask in styles/ for a cut that is bundled, or for another family",
            )


def _where(document: Any, signs: set[str]) -> str:
    """The first words any of these signs stand in; nothing for signs that CSS generated."""
    for box in _text(document):
        if signs & set(box.text):
            return f", in “{box.text.strip()[:60]}”"
    return ""


def _whole_file(font: Any) -> bytes:
    from weasyprint.text.fonts import get_hb_object_data

    data: bytes = get_hb_object_data(font.hb_face)
    return data


def _sidecar(document: Any, digests: Mapping[str, str], problems: tuple[Problem, ...]) -> Sidecar:
    anchors: dict[str, Anchor] = {}
    bookmarks: list[Bookmark] = []
    slots: list[Slot] = []
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            anchors.setdefault(name, Anchor(name, number, *_point(page, x, y)))
        for level, label, (x, y), _ in page.bookmarks:
            bookmarks.append(Bookmark(level, label, number, *_point(page, x, y)))
        slots.extend(_slots(number, page))
    return Sidecar(
        pages=len(document.pages),
        anchors=tuple(anchors.values()),
        turns=tuple(_turns(document)),
        bookmarks=tuple(bookmarks),
        slots=tuple(slots),
        faces=tuple(FaceUse(name, digest) for name, digest in sorted(digests.items())),
        problems=problems,
    )


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    """Pixels from the upper left corner, in points from the lower left one."""
    return round(x * POINTS_PER_PIXEL, 2), round((page.height - y) * POINTS_PER_PIXEL, 2)


def _slots(number: int, page: Any) -> Iterator[Slot]:
    """A margin box that is hidden keeps the room for a folio."""
    from weasyprint.formatting_structure import boxes

    for box in page._page_box.children:
        if isinstance(box, boxes.MarginBox) and box.style["visibility"] == "hidden":
            for text in (inner for inner in box.descendants() if isinstance(inner, boxes.TextBox)):
                align = _align(box.style["text_align_all"])
                across = {"left": 0.0, "center": text.width / 2, "right": text.width}[align]
                x, y = _point(page, text.position_x + across, text.position_y + text.baseline)
                yield Slot(number, x, y, text.style["font_size"] * POINTS_PER_PIXEL, align)


def _align(css: str) -> Align:
    match css:
        case "center":
            return "center"
        case "right" | "end":
            return "right"
        case _:
            return "left"
