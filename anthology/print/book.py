"""The print edition: pages in, a PDF to read and one for the press out.

Each unit is laid out by itself, or taken from the cache; then folios are known, the contents are
set with literal numbers, and the book is put together. Read this module first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from anthology import __version__, printers, stylesheets
from anthology.errors import BuildError, Place, Problem, SeveralProblems, faults
from anthology.pages import Page, PageStart
from anthology.print import assemble, cache, pagination, stamp, units, workers
from anthology.print.assemble import Imprint, Piece, Plates
from anthology.print.cache import Cache
from anthology.print.geometry import POINTS_PER_INCH, TypePage, page_css, type_page
from anthology.print.job import SCHEME, Design, Job, asset, bundled_fonts
from anthology.print.pagination import Leaf
from anthology.print.press import Claim, kept
from anthology.print.sidecar import Sidecar
from anthology.print.units import CONTENTS, Dress, Unit
from anthology.print.workers import Progress
from anthology.project import PrintEdition, Settings, Trim
from anthology.whole import write_whole

_MOST_PASSES = 4


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """What came of it. `starts` is the folio each page opens on, by name; `page_list` has an entry
    for each printed page that has anything on it; `problems` are warnings at most."""

    path: Path
    pages: int
    trim: Trim
    starts: Mapping[str, str]
    page_list: tuple[PageStart, ...]
    laid_out: int
    from_cache: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shop:
    """What the work is done with."""

    design: Design
    cache: Cache
    dress: Dress
    files: Mapping[str, Path]
    progress: Progress | None


Bench = Callable[[TypePage], _Shop]
"""Makes the shop ready for a type page."""


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
    store, dress = Cache(cache), Dress(settings.title, proof)
    parts = units.units(pages)
    if not parts:
        raise BuildError("there is nothing to print", hint="place an essay in contents.txt")

    def bench(type_: TypePage) -> _Shop:
        return _Shop(_design(styles, type_), store, dress, files, progress)

    plates, laid_out = _settled(bench, parts, edition)
    imprint = Imprint(settings.title, settings.authors, settings.language)
    book = _write(target, plates, imprint, store)
    printed = _told(target, plates, edition.trim, laid_out)
    if press:
        made = kept.pressed(book, _claim(settings, edition), files, store)
        write_whole(press, made.pdf)
        printed = replace(printed, problems=(*printed.problems, *made.problems))
    store.sweep()
    return printed


def _claim(settings: Settings, edition: PrintEdition) -> Claim:
    day = settings.day or (date(settings.year, 1, 1) if settings.year else None)
    return Claim(edition.standard, settings.title, day)


def _settled(bench: Bench, parts: list[Unit], edition: PrintEdition) -> tuple[Plates, int]:
    """Lay out until the inner margin is as wide as the printer asks for so many pages.

    Each further pass has a wider one, and the printer's table has a widest, so this ends.
    """
    laid_out, gutter = 0, 0.0
    while True:
        type_ = type_page(edition.trim, gutter)
        plates, more = _plates(bench(type_), parts, type_)
        laid_out += more
        asked = printers.printers()[edition.printer].gutter(len(plates.leaves))
        gutter = asked.value * POINTS_PER_INCH if asked else 0.0
        if gutter <= type_.inner:
            return plates, laid_out


def _design(styles: Path, page: TypePage) -> Design:
    """The cascade with the fonts before it and the page's figures after the package's own."""
    prefix = SCHEME + "styles/"
    sheets = [
        stylesheets.Sheet(sheet.name, stylesheets.rebased(sheet.text, prefix))
        for sheet in stylesheets.cascade("print", styles)
    ]
    own = sum(sheet.name.startswith("anthology/") for sheet in sheets)
    figures = stylesheets.Sheet("the trim", page_css(page))
    fonts = stylesheets.font_face_rules(SCHEME + "fonts/")
    beside = stylesheets.project_files(styles).items()
    assets = (*bundled_fonts(), *(asset(f"styles/{name}", path) for name, path in beside))
    return Design((fonts, *sheets[:own], figures, *sheets[own:]), assets)


def _plates(shop: _Shop, parts: list[Unit], page: TypePage) -> tuple[Plates, int]:
    """Every unit laid out, the contents last, and how many had to be."""
    extra = [stamp.type_case_job()]
    if shop.dress.proof:
        extra += [units.blank("recto", shop.dress), units.blank("verso", shop.dress)]
    jobs = [units.job(part, shop.dress, shop.files) for part in parts]
    text = [at for at, part in enumerate(parts) if part.kind != CONTENTS]
    done, laid_out = _laid_out(shop, [*(jobs[at] for at in text), *extra])
    pieces: list[Piece | None] = [None] * len(parts)
    for at, (key, sidecar) in zip(text, done, strict=False):
        pieces[at] = Piece(parts[at], key, sidecar)
    whole, leaves, more = _with_contents(replace(shop, progress=None), parts, pieces)
    figures, *blanks = done[len(text) :]
    return Plates(whole, leaves, page, figures, tuple(blanks)), laid_out + more


def _with_contents(
    shop: _Shop, parts: list[Unit], pieces: list[Piece | None]
) -> tuple[list[Piece], list[Leaf], int]:
    """Set the contents until the numbers in it are those of the book it makes.

    More than once only where the contents' own length moves what it lists.
    """
    laid_out, lengths = 0, [piece.sidecar.pages if piece else 1 for piece in pieces]
    for _ in range(_MOST_PASSES):
        folios = pagination.openings(parts, pagination.paginate(parts, lengths))
        wanted = [at for at, part in enumerate(parts) if part.kind == CONTENTS]
        jobs = [units.job(parts[at], shop.dress, shop.files, folios) for at in wanted]
        done, more = _laid_out(shop, jobs)
        laid_out += more
        for at, (key, sidecar) in zip(wanted, done, strict=True):
            pieces[at] = Piece(parts[at], key, sidecar)
        whole = [piece for piece in pieces if piece]
        lengths = [piece.sidecar.pages for piece in whole]
        leaves = pagination.paginate(parts, lengths)
        if pagination.openings(parts, leaves) == folios:
            return whole, leaves, laid_out
    raise BuildError("the contents do not settle: each setting moves the pages it lists")


def _laid_out(shop: _Shop, jobs: Sequence[Job]) -> tuple[list[tuple[str, Sidecar]], int]:
    """Keys and sidecars of the jobs, in order, and how many were not in the cache."""
    keys = [cache.unit_key(job, shop.design) for job in jobs]
    known = {key: shop.cache.sidecar(key) for key in keys}
    missing = {key: job for key, job in zip(keys, jobs, strict=True) if known[key] is None}
    workers.lay_out(list(missing.items()), shop.design, shop.cache, shop.progress)
    known |= {key: shop.cache.sidecar(key) for key in missing}
    done = [(key, sidecar) for key in keys if (sidecar := known[key])]
    if len(done) < len(keys):
        raise BuildError("laid-out pages could not be kept", Place(shop.cache.folder))
    problems = [problem for _, sidecar in done for problem in sidecar.problems]
    if faults(problems):
        raise SeveralProblems(problems)
    return done, len(missing)


def _write(target: Path, plates: Plates, imprint: Imprint, store: Cache) -> bytes:
    """Assemble, unless the very same book was assembled before; gives what is written."""
    parts = [(piece.key, [asdict(page) for page in piece.unit.pages]) for piece in plates.pieces]
    rest = (asdict(imprint), asdict(plates.page), [asdict(leaf) for leaf in plates.leaves])
    told = json.dumps([parts, rest, plates.figures[0], [k for k, _ in plates.blanks]], default=str)
    key = cache.key("book", __version__, *_code(), told)
    data = store.blob(key)
    if data is None:
        data = assemble.assemble(plates, imprint, store)
        store.keep_blob(key, data)
    write_whole(target, data)
    return data


def _code() -> list[str]:
    """The code a finished book depends on, so that a mended fault is not served from the cache."""
    return [file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.py"))]


def _told(target: Path, plates: Plates, trim: Trim, laid_out: int) -> PrintedBook:
    places = assemble.destinations(plates)
    names = [page.name for piece in plates.pieces for page in piece.unit.pages]
    problems = (problem for piece in plates.pieces for problem in piece.sidecar.problems)
    return PrintedBook(
        path=target,
        pages=len(plates.leaves),
        trim=trim,
        starts={name: plates.leaves[places[name].leaf].folio for name in names},
        page_list=tuple(_page_list(plates)),
        laid_out=laid_out,
        from_cache=max(0, len(plates.pieces) + 1 + len(plates.blanks) - laid_out),
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
