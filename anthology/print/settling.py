"""Lay units out until the numbers they print are those of the book they make.

Each unit is laid out by itself, or taken from the cache; then it is known where everything
stands. Contents, readers and colophon are set last, with what is then known; a unit that refers
to the page of another is set again only where it kept room for too few figures, or too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from anthology import colophon
from anthology.colophon import COLOPHON, Facts
from anthology.errors import BuildError, Place, SeveralProblems, faults
from anthology.print import cache, pagination, stamp, units
from anthology.print.cache import Cache
from anthology.print.facts import facts
from anthology.print.geometry import TypePage
from anthology.print.job import Design, Job
from anthology.print.pagination import Leaf
from anthology.print.plates import Laid, Piece, Plates
from anthology.print.units import Dress, Unit
from anthology.print.workers import Crew, Progress

MOST_PASSES = 8


@dataclass(frozen=True, slots=True)
class Shop:
    """What the work is done with; with `tells_facts` the colophon tells what was measured."""

    design: Design
    cache: Cache
    dress: Dress
    files: Mapping[str, Path]
    progress: Progress | None
    tells_facts: bool = True


@dataclass(frozen=True, slots=True)
class Settled:
    """The book as laid out; how many units had to be, and how many were there already."""

    plates: Plates
    laid_out: int
    from_cache: int


@dataclass(frozen=True, slots=True)
class _Known:
    """The folio of every place that has a name, and what there is to tell in the colophon."""

    folios: Mapping[str, str]
    facts: Facts | None = None


def settle(shop: Shop, parts: Sequence[Unit], page: TypePage) -> Settled:
    """Every unit laid out, and all numbers right.

    Raises `SeveralProblems` for all that is wrong with layout, `BuildError` where pages cannot be
    kept, or where each setting of the numbers moves what they tell.
    """
    guess = _Known(pagination.openings(parts, likely(parts, page)))
    early = (at for at, part in enumerate(parts) if not part.is_set_last)
    with Crew(shop.design, shop.cache) as crew:
        book = _Book(shop, crew, parts, page)
        book.lay_out({at: book.job(at, guess) for at in early})
        for _ in range(MOST_PASSES):
            outdated = book.outdated(book.known())
            if not outdated:
                return book.settled()
            book.lay_out(outdated)
    raise BuildError(
        "the numbers of the pages do not settle: each setting moves what they tell",
        hint="build without them: `page_references = false`",
    )


def likely(parts: Sequence[Unit], page: TypePage) -> list[Leaf]:
    """The leaves of the book by how much there is to set: markup takes no room, but what it marks
    does not fill its lines, and the one is about as much as the other."""
    full = page.lines * page.letters
    lengths = [ceil(sum(len(each.body) for each in part.pages) / full) for part in parts]
    return pagination.paginate(parts, lengths)


class _Book:
    """The book on its way: what of it is laid out so far."""

    def __init__(self, shop: Shop, crew: Crew, parts: Sequence[Unit], page: TypePage) -> None:
        self._shop, self._crew, self._parts, self._page = shop, crew, parts, page
        self._pieces: dict[int, Piece] = {}
        self._cases: dict[str, Laid] = {}
        self._blanks: list[Laid] = []
        self._asked = self._laid_out = 0

    def job(self, at: int, known: _Known) -> Job:
        """A part as it is to be set with what is known; the last tells how the book was made."""
        part, shop = self._parts[at], self._shop
        if part.kind == COLOPHON and part is self._parts[-1] and known.facts:
            part = Unit((colophon.told(part.pages[0], known.facts),))
        return units.job(part, shop.dress, shop.files, known.folios)

    def lay_out(self, jobs: Mapping[int, Job]) -> None:
        """Lay out these parts anew, and whatever figures their numbers are to be set in."""
        for at, laid in zip(jobs, self._done(jobs.values()), strict=True):
            self._pieces[at] = Piece(self._parts[at], *laid)
        self._shop = replace(self._shop, progress=None)
        if self._shop.dress.proof and not self._blanks:
            sides = (units.blank("recto", self._shop.dress), units.blank("verso", self._shop.dress))
            self._blanks = self._done(sides)
        slots = [slot for piece in self._pieces.values() for slot in piece.sidecar.slots]
        slots += [slot for _, sidecar in self._blanks for slot in sidecar.slots]
        styles = sorted({slot.style for slot in slots})
        new = [style for style in styles if style not in self._cases]
        self._cases |= zip(new, self._done(map(stamp.type_case_job, new)), strict=True)
        self._cases = {style: self._cases[style] for style in styles}

    def _done(self, jobs: Iterable[Job]) -> list[Laid]:
        done, laid_out = _laid_out(self._shop, self._crew, list(jobs))
        self._asked += len(done)
        self._laid_out += laid_out
        return done

    def known(self) -> _Known:
        """What can be told of the book as it is laid out now."""
        leaves = self._leaves()
        folios = pagination.openings(self._parts, leaves) | self._folios(leaves)
        tells = self._shop.tells_facts and self._parts[-1].kind == COLOPHON
        return _Known(folios, self._facts() if tells else None)

    def _leaves(self) -> list[Leaf]:
        pieces = map(self._pieces.get, range(len(self._parts)))
        lengths = [piece.sidecar.pages if piece else 1 for piece in pieces]
        return pagination.paginate(self._parts, lengths)

    def _folios(self, leaves: Iterable[Leaf]) -> dict[str, str]:
        folio = {(leaf.unit, leaf.page): leaf.folio for leaf in leaves}
        return {
            anchor.name: folio[at, anchor.page]
            for at, piece in self._pieces.items()
            for anchor in piece.sidecar.anchors
        }

    def _facts(self) -> Facts:
        others = (*self._cases.values(), *self._blanks)
        return facts(list(self._pieces.values()), others, self._page, self._shop.cache)

    def outdated(self, known: _Known) -> dict[int, Job]:
        """The parts that would not be what they are, were they laid out with what is known now."""
        numbered = [at for at, part in enumerate(self._parts) if part.prints_numbers]
        jobs = {at: self.job(at, known) for at in numbered}
        keys = {at: cache.unit_key(job, self._shop.design) for at, job in jobs.items()}
        set_so = {at: piece.key for at, piece in self._pieces.items()}
        return {at: job for at, job in jobs.items() if set_so.get(at) != keys[at]}

    def settled(self) -> Settled:
        pieces = [self._pieces[at] for at in range(len(self._parts))]
        plates = Plates(pieces, self._leaves(), self._page, self._cases, tuple(self._blanks))
        return Settled(plates, self._laid_out, self._asked - self._laid_out)


def _laid_out(shop: Shop, crew: Crew, jobs: Sequence[Job]) -> tuple[list[Laid], int]:
    """Keys and sidecars of the jobs, in order, and how many were not in the cache."""
    keys = [cache.unit_key(job, shop.design) for job in jobs]
    known = {key: shop.cache.sidecar(key) for key in keys}
    missing = {key: job for key, job in zip(keys, jobs, strict=True) if known[key] is None}
    crew.lay_out(list(missing.items()), shop.progress)
    known |= {key: shop.cache.sidecar(key) for key in missing}
    done = [(key, sidecar) for key in keys if (sidecar := known[key])]
    if len(done) < len(keys):
        raise BuildError("laid-out pages could not be kept", Place(shop.cache.folder))
    problems = [problem for _, sidecar in done for problem in sidecar.problems]
    if faults(problems):
        raise SeveralProblems(problems)
    return done, len(missing)
