"""The print edition: pages in, a PDF to read and one for the press out.

Each unit is laid out by itself, or taken from the cache; then folios are known, what tells them is
set, and the book is put together. Read this module first, then `settling`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from anthology import __version__, printers, stylesheets
from anthology.errors import BuildError, Problem
from anthology.memory import give_back, rarely_collecting
from anthology.pages import Page, PageStart
from anthology.print import assemble, cache, closing, pagination, units
from anthology.print.assemble import Imprint
from anthology.print.cache import Cache
from anthology.print.closing import Closing
from anthology.print.geometry import POINTS_PER_INCH, TypePage, page_css, type_page
from anthology.print.job import SCHEME, Design, asset, bundled_fonts
from anthology.print.pagination import Leaf
from anthology.print.plates import Plates, destinations
from anthology.print.press import Claim, kept
from anthology.print.settling import Settled, Shop, likely, settle
from anthology.print.units import Dress, Unit
from anthology.print.workers import Progress
from anthology.project import PrintEdition, Settings, Trim, TypeSize
from anthology.whole import write_whole
from anthology.words import words


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """What came of it. `starts` is the folio each page opens on, by name; `page_list` has an entry
    for each printed page that has anything on it; `closing` says how many blank pages it ends with,
    and why; `plates` are what it was put together from; `problems` are warnings at most."""

    path: Path
    pages: int
    trim: Trim
    starts: Mapping[str, str]
    page_list: tuple[PageStart, ...]
    laid_out: int
    from_cache: int
    closing: Closing
    plates: Plates
    problems: tuple[Problem, ...] = ()


Bench = Callable[[TypePage], Shop]
"""Makes the shop ready for a type page."""


@rarely_collecting()
def write_pdf(
    pages: Sequence[Page],
    settings: Settings,
    edition: PrintEdition,
    files: Mapping[str, Path],
    styles: Path,
    target: Path,
    cache: Path,
    *,
    press: Path | None = None,
    proof: bool = False,
    progress: Progress | None = None,
) -> PrintedBook:
    """Lay the pages out and write them to `target`, with links, outline and page labels.

    The same pages go to `press` as a printer takes them, where that is given. `files` maps the
    `src` names of pictures to files, `styles` is the project's folder of sheets, `cache` a folder
    of our own. `progress` hears (done, of how many) units. Raises `SeveralProblems` for all that
    is wrong with layout, links or ink, `BuildError` where there is nothing to print or a page is
    not well-formed.
    """
    store, large = Cache(cache), edition.type is TypeSize.LARGE
    parts, linked = units.units(pages), units.linked(pages)
    if not parts:
        raise BuildError("there is nothing to print", hint="place an essay in contents.txt")

    def bench(type_: TypePage) -> Shop:
        look = type_.head_letters, edition.page_references, edition.opening, edition.notes, linked
        dress = Dress(settings.title, proof, large, *look, page=type_)
        design = _design(styles, type_, _marks(settings, edition))
        return Shop(design, store, dress, files, progress, settings.colophon)

    settled = _settled(bench, parts, edition)
    plates = settled.plates
    imprint = Imprint(settings.title, settings.authors, settings.language)
    sheets = _write(target, plates, imprint, store)
    printed = _told(target, settled, edition)
    if press:
        made = kept.pressed(sheets, _claim(settings, edition), files, store)
        write_whole(press, made.pdf)
        printed = replace(printed, problems=(*printed.problems, *made.problems))
    store.sweep()
    return printed


def _claim(settings: Settings, edition: PrintEdition) -> Claim:
    day = settings.day or (date(settings.year, 1, 1) if settings.year else None)
    return Claim(edition.standard, settings.title, day)


def _settled(bench: Bench, parts: list[Unit], edition: PrintEdition) -> Settled:
    """Lay out until the inner margin is as wide as the printer asks for so many pages.

    It begins with the margin for as many as there are likely to be. A guess that was too wide is
    taken back; then each pass has a wider one, and the printer's table has a widest, so this ends.
    """
    guess = _type_page(edition, len(likely(parts, _type_page(edition))))
    type_, laid_out, from_cache = guess, 0, 0
    while True:
        settled = settle(bench(type_), parts, type_)
        plates = replace(settled.plates, leaves=_closed(settled.plates.leaves, edition))
        laid_out += settled.laid_out
        from_cache += settled.from_cache
        asked = _type_page(edition, len(plates.leaves))
        if asked == type_ or (asked.inner <= type_.inner and type_ is not guess):
            return Settled(plates, laid_out, from_cache)
        type_ = asked


def _type_page(edition: PrintEdition, pages: int = 0) -> TypePage:
    """The type page of a book of so many pages, with the gutter its printer asks for."""
    asked = printers.printers()[edition.printer].gutter(pages)
    gutter = asked.value * POINTS_PER_INCH if asked else 0.0
    return type_page(edition.trim, gutter, edition.type)


def _closed(leaves: Sequence[Leaf], edition: PrintEdition) -> list[Leaf]:
    """The book with as many blank pages at its end as its printer wants."""
    return pagination.filled(leaves, closing.close(pagination.said(leaves), edition).pages)


def _marks(settings: Settings, edition: PrintEdition) -> str:
    """What the foot of a page says that ends inside a poem, as CSS."""
    said = words(settings.language)
    goes_on, ends = (said.stanza_goes_on, said.stanza_ends) if edition.stanza_marks else ("", "")
    return f':root {{ --stanza-goes-on: "{goes_on}"; --stanza-ends: "{ends}"; }}\n'


def _design(styles: Path, page: TypePage, marks: str) -> Design:
    """The cascade with the fonts before it, and after the package's own sheets the figures of the
    page and what is marked at its foot."""
    prefix = SCHEME + "styles/"
    sheets = [
        stylesheets.Sheet(sheet.name, stylesheets.rebased(sheet.text, prefix))
        for sheet in stylesheets.cascade("print", styles)
    ]
    own = sum(sheet.name.startswith("anthology/") for sheet in sheets)
    figures = stylesheets.Sheet("the trim", page_css(page) + marks)
    fonts = stylesheets.font_face_rules(SCHEME + "fonts/")
    beside = stylesheets.project_files(styles).items()
    assets = (*bundled_fonts(), *(asset(f"styles/{name}", path) for name, path in beside))
    return Design((fonts, *sheets[:own], figures, *sheets[own:]), assets)


def _write(target: Path, plates: Plates, imprint: Imprint, store: Cache) -> bytes:
    """Assemble, unless the very same book was assembled before; gives what goes to the press."""
    parts = [(piece.key, [_called(page) for page in piece.unit.pages]) for piece in plates.pieces]
    rest = (asdict(imprint), asdict(plates.page), [asdict(leaf) for leaf in plates.leaves])
    others = [key for key, _ in (*plates.cases.values(), *plates.blanks)]
    told = json.dumps([parts, rest, others], default=str)
    key = cache.key("book", __version__, *cache.code(Path(__file__).parent.glob("*.py")), told)
    of_whole = cache.key(key, "whole")
    pages, whole = store.blob(key), store.blob(of_whole)
    if pages is None or whole is None:
        made = assemble.assemble(plates, imprint, store)
        give_back()
        pages, whole = made.pages, made.whole
        store.keep_blob(key, pages)
        store.keep_blob(of_whole, whole)
    write_whole(target, whole)
    return pages


def _called(page: Page) -> tuple[str, str, str, int, str]:
    """What assembly asks of a page that is laid out."""
    return page.name, page.title, page.kind, page.depth, page.language


def _told(target: Path, settled: Settled, edition: PrintEdition) -> PrintedBook:
    plates = settled.plates
    places = destinations(plates)
    names = [page.name for piece in plates.pieces for page in piece.unit.pages]
    problems = (problem for piece in plates.pieces for problem in piece.sidecar.problems)
    return PrintedBook(
        path=target,
        pages=len(plates.leaves),
        trim=edition.trim,
        starts={name: plates.leaves[places[name].leaf].folio for name in names},
        page_list=tuple(_page_list(plates)),
        laid_out=settled.laid_out,
        from_cache=settled.from_cache,
        closing=closing.close(pagination.said(plates.leaves), edition),
        plates=plates,
        problems=tuple(problems),
    )


def _page_list(plates: Plates) -> Iterator[PageStart]:
    for leaf in plates.leaves:
        if leaf.unit is None:
            continue
        for turn in plates.pieces[leaf.unit].sidecar.turns:
            if turn.page == leaf.page:
                name, _, anchor = turn.name.partition("#")
                yield PageStart(leaf.folio, name, anchor, turn.letters)
