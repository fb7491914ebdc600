"""Lay one unit out on pages: HTML, sheets and files in, a PDF and its sidecar out.

The only module that imports WeasyPrint. Its door is a fetcher that hands out the files it was
given and nothing else: no network, no other file. Whatever WeasyPrint complains of is a fault,
and every letter is accounted for. It does not know what book the unit belongs to, nor on which
folio the unit will open.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from anthology.errors import Place, Problem, SeveralProblems, Severity, faults
from anthology.memory import clear_up
from anthology.print import copyfit, fonts, footnotes, laid, makeready, soon, spoken, tags, unbroken
from anthology.print.conserve import conservation
from anthology.print.job import SCHEME, Asset, Design, Job, bundled_fonts
from anthology.print.laid import POINTS_PER_PIXEL
from anthology.print.sidecar import FaceUse, Sidecar
from anthology.stylesheets import Face, faces, font_face_rules

MOST_SETTINGS = 12  # of one unit; nearly all are right at once, or when set again
MOST_KEPT = 40  # pages that are kept in memory while they are set another way
SAFETY = 18.0  # points; a printer may cut anything nearer to the edge (KDP: 0.25 in)
# What the engine cuts fonts with in its own way, reads fonts of the web with, and colour profiles.
_HARDLY_USED = (
    "fontTools.subset",
    "fontTools.ttLib.woff2",
    "fontTools.varLib.instancer",
    "PIL.ImageCms",
)
_AT = re.compile(r" at (\d+):\d+")
_LACKING = re.compile(r'\.notdef glyph .*?"(.+)" \((U\+[0-9A-F]+)\)')


@dataclass(frozen=True, slots=True)
class Drawn:
    """A laid-out unit. `fonts` are whole font files by digest, for those the PDF has a part of."""

    pdf: bytes
    sidecar: Sidecar
    fonts: Mapping[str, bytes]


@lru_cache(maxsize=1)
def load() -> None:
    """Import the engine, which takes a quarter of a second; nothing is drawn by it yet.

    It cuts its fonts as we do, which takes a thirtieth of its own way: for each cut that has C
    declarations parsed.
    """
    with soon.uncollected(), soon.called_by_file_name(), soon.imported_when_called(*_HARDLY_USED):
        from weasyprint.pdf.fonts import Font
    Font._harfbuzz_subset = _cut_down


def lay_out(job: Job, design: Design) -> Drawn:
    """Set a unit. What is wrong with it is told in the sidecar, not raised.

    Where there is a fault in it, and another way to set it has none, that is taken, and told.
    Raises `SeveralProblems` on anything WeasyPrint does not understand in a sheet.
    """
    load()
    drawn = _drawn(job, job.html, design)
    if not faults(drawn.sidecar.problems):
        return drawn
    for way in job.instead:
        other = _drawn(job, way.html, design)
        if not faults(other.sidecar.problems):
            told = (*other.sidecar.problems, *way.told)
            return replace(other, sidecar=replace(other.sidecar, problems=told))
    return drawn


def _drawn(job: Job, html: str, design: Design) -> Drawn:
    from weasyprint import HTML

    dress = _dress(design)
    gate = _gate(_by_name(design.assets, job.assets))
    with _complaints() as complaints:
        source = HTML(string=html, base_url=SCHEME, url_fetcher=gate)
        document = _ready(source, dress)
        pdf = spoken.read_as(tags.write(document), spoken.readings(document))
    whole = {font.hash: _whole_file(font) for font in document.fonts.values()}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in whole.items()}
    printed = [box.text for box in laid.texts(document)]
    problems = [
        *(_complaint(f"“{job.title}”", text) for text in dict.fromkeys(complaints)),
        *conservation(job.title, list(laid.source(document)), printed),
        *footnotes.astray(job.title, document),
        *_off_the_page(job.title, document),
        *_faces_asked_for(job.title, document, digests, dress.served),
    ]
    sidecar = _sidecar(document, digests, tuple(problems))
    return Drawn(pdf, sidecar, {digests[name]: data for name, data in whole.items()})


def _ready(source: Any, dress: _Dress) -> Any:
    """A unit set as often as its pages want; one that is no better for running short is taken as
    it was."""
    document: Any = _set(source, dress)
    before: Any = None
    for _ in range(MOST_SETTINGS - 1):
        if not makeready.make_ready(document) and not copyfit.fit(document):
            break
        if before and copyfit.is_left(document):
            return before
        if copyfit.runs_short(document) and len(document.pages) <= MOST_KEPT:
            before = before or document
        document = None
        clear_up()
        document = _set(source, dress)
    return document


def _set(source: Any, dress: _Dress) -> Any:
    """A unit on its pages."""
    from weasyprint.layout import page as pages

    with copyfit.seen_early(pages), unbroken.at_the_turn(pages):
        while True:
            with suppress(copyfit.Unfit):
                return source.render(font_config=dress.font_config, stylesheets=dress.sheets)


def draw(xhtml: str, css: Sequence[str], files: Mapping[str, Path | bytes]) -> bytes:
    """A small PDF of any XHTML document, through the same gate.

    `files` are served as `book:NAME`; the bundled fonts are there already. Raises
    `SeveralProblems` on whatever WeasyPrint complains of.
    """
    load()
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


@atexit.register
def _undress() -> None:
    """Let go of fonts while Python can still free them; all else goes with the process, and is not
    looked through before, which takes an eighth of a second."""
    _dress.cache_clear()
    gc.freeze()


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
    if lacking := _LACKING.search(text):
        message = f"{where}: no font here has the letter “{lacking[1]}” ({lacking[2]})"
        hint = (
            "write it another way, or have a font with it installed; for a reader’s name, write "
            "`Print as: …` below it"
        )
        return Problem("print-letter", message, hint=hint)
    return Problem("print-layout", f"{where}: {text}")


def _misunderstood(sheet: str, text: str) -> Problem:
    """A complaint about a rule, at the line it names (`Ignored `colr:red` at 3:5, …`)."""
    found = _AT.search(text)
    place = Place(Path(sheet), int(found[1]) if found else None)
    return Problem("print-css", _AT.sub("", text).rstrip("."), place)


def _off_the_page(title: str, document: Any) -> Iterator[Problem]:
    """Text that the knife may reach."""
    page = document.pages[0]
    right = page.width - SAFETY / POINTS_PER_PIXEL
    for box in laid.texts(document):
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
    for box in laid.texts(document):
        if signs & set(box.text):
            return f", in “{box.text.strip()[:60]}”"
    return ""


def _cut_down(font: Any, texts: Mapping[int, str], hinting: bool) -> None:  # noqa: ARG001
    with suppress(RuntimeError):
        font.file_content = fonts.cut(font.file_content, texts, font.index)


def _whole_file(font: Any) -> bytes:
    from weasyprint.text.fonts import get_hb_object_data

    data: bytes = get_hb_object_data(font.hb_face)
    return data


def _sidecar(document: Any, digests: Mapping[str, str], problems: tuple[Problem, ...]) -> Sidecar:
    names = laid.names(document)
    return Sidecar(
        pages=len(document.pages),
        anchors=tuple(laid.anchors(document)),
        turns=tuple(laid.turns(document, names)),
        bookmarks=tuple(laid.bookmarks(document)),
        slots=tuple(laid.slots(document)),
        faces=tuple(FaceUse(name, digest) for name, digest in sorted(digests.items())),
        measures=tuple(laid.measures(laid.texts(document), names)),
        divided=laid.divided(laid.texts(document), "".join(laid.source(document))),
        problems=problems,
    )
