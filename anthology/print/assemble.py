"""Put the book together from its units: pages in order, blanks, folios, fonts, ways to get about.

What each unit needs is in its sidecar; no page is laid out here. The same units give the same
bytes: nothing of the day, the folder or the machine goes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from anthology.memory import give_back
from anthology.print import fonts, structure, ways
from anthology.print.cache import Cache
from anthology.print.figures import Filling, fill
from anthology.print.geometry import TypePage
from anthology.print.plates import Plates, destinations
from anthology.print.sidecar import Sidecar
from anthology.print.stamp import SAVED, TypeCase, stamp, type_case
from anthology.print.structure import Branch

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says of itself."""

    title: str
    authors: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Assembled:
    """The book as a PDF: its pages with all that leads about in them, and the same with the
    structure tree by which it is read out."""

    pages: bytes
    whole: bytes


def assemble(plates: Plates, imprint: Imprint, cache: Cache) -> Assembled:
    """Put the book together. Raises `SeveralProblems` where links of it lead nowhere."""
    pages, branches = _pages(plates, imprint, cache)
    give_back()
    return Assembled(pages, structure.grow(pages, branches))


def _pages(plates: Plates, imprint: Imprint, cache: Cache) -> tuple[bytes, list[Branch]]:
    """All but the tree, and what that is to grow from."""
    import pikepdf

    with ExitStack() as opened:
        out = opened.enter_context(pikepdf.new())
        blanks = [opened.enter_context(pikepdf.open(cache.pdf(key))) for key, _ in plates.blanks]
        drawn = (cache.pdf(key) for key, _ in plates.cases.values())
        cases = [opened.enter_context(pikepdf.open(file)) for file in drawn]
        branches = _bring_together(out, plates, blanks, cache, imprint.language)
        structure.tie(out)
        _number(out, plates, _dress(out, plates, cases, cache))
        ways.lead(out, plates)
        ways.label(out, plates)
        _describe(out, imprint)
        whole = BytesIO()
        out.save(
            whole,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return whole.getvalue(), branches


def _bring_together(
    out: Pdf, plates: Plates, blanks: list[Pdf], cache: Cache, language: str
) -> list[Branch]:
    """Pages and blanks in the order of the book; gives the trees of the units.

    A unit is closed when it is copied: all of them open would take more room than the book.
    """
    import pikepdf

    branches = []
    for source, run in groupby(zip(_sources(plates), plates.leaves, strict=True), itemgetter(0)):
        if source is None:
            for _ in run:
                _add_blank(out, plates.page)
        elif source >= len(plates.pieces):
            out.pages.append(blanks[source - len(plates.pieces)].pages[0])
        else:
            piece, start = plates.pieces[source], len(out.pages)
            with pikepdf.open(cache.pdf(piece.key)) as unit:
                out.pages.extend(unit.pages)
                if branch := structure.take(unit, piece.unit.pages[0], start, language):
                    branches.append(branch)
    return branches


def _add_blank(out: Pdf, page: TypePage) -> None:
    blank = out.add_blank_page(page_size=(page.width, page.height))
    del blank.obj.Contents  # an empty drawing, over which Ghostscript stumbles
    blank.obj.TrimBox = blank.obj.BleedBox = blank.obj.MediaBox


def _sources(plates: Plates) -> list[int | None]:
    """For each leaf the PDF it is drawn in: the units in order, then the proof's two blanks."""
    units, has_blanks = len(plates.pieces), bool(plates.blanks)
    return [
        leaf.unit if leaf.unit is not None else units + at % 2 if has_blanks else None
        for at, leaf in enumerate(plates.leaves)
    ]


def _dress(out: Pdf, plates: Plates, cases: Sequence[Pdf], cache: Cache) -> dict[str, TypeCase]:
    """Merge the fonts; gives the type cases by their style."""
    resources = list(_resources(out, plates))
    for case, (_, sidecar) in zip(cases, plates.cases.values(), strict=True):
        out.pages.append(case.pages[0])
        resources.append((out.pages[-1].obj.Resources, sidecar))
    uses = [
        (use.digest, found.Font[f"/{use.name}"]) for found, side in resources for use in side.faces
    ]
    merged = fonts.merge(out, uses, cache)
    for found, side in resources:
        for use in side.faces:
            if use.digest in merged:
                found.Font[f"/{use.name}"] = merged[use.digest]
    drawn = list(out.pages)[len(plates.leaves) :]
    read = {
        style: type_case(page, f"/Folio{number}")
        for number, (style, page) in enumerate(zip(plates.cases, drawn, strict=True), 1)
    }
    del out.pages[len(plates.leaves) :]
    return read


def _number(out: Pdf, plates: Plates, cases: Mapping[str, TypeCase]) -> None:
    """Set every folio: those of the pages, and those that the text refers to."""
    folios = {name: plates.leaves[place.leaf].folio for name, place in destinations(plates).items()}
    saved = out.make_stream(SAVED)
    for page, leaf in zip(out.pages, plates.leaves, strict=True):
        if leaf.unit is None:
            continue
        slots = [s for s in plates.pieces[leaf.unit].sidecar.slots if s.page == leaf.page]
        for case in {slot.style: cases[slot.style] for slot in slots}.values():
            page.obj.Resources.Font[case.name] = case.font
        referring = [slot for slot in slots if slot.target]
        if referring:
            folio_of = ((slot, folios[slot.target], cases[slot.style]) for slot in referring)
            fill(out, page, [Filling(*each) for each in folio_of])
        for slot in slots:
            if not slot.target:
                stamp(out, page, saved, cases[slot.style], slot, leaf.folio)


def _resources(out: Pdf, plates: Plates) -> Iterator[tuple[Object, Sidecar]]:
    """The resources of each PDF that was brought in, which all its pages share."""
    sidecars = [*(piece.sidecar for piece in plates.pieces), *(side for _, side in plates.blanks)]
    sources = _sources(plates)
    for source in sorted({source for source in sources if source is not None}):
        yield out.pages[sources.index(source)].obj.Resources, sidecars[source]


def _describe(out: Pdf, imprint: Imprint) -> None:
    from pikepdf import Dictionary, Name, String

    out.docinfo["/Title"] = imprint.title
    if imprint.authors:
        out.docinfo["/Author"] = ", ".join(imprint.authors)
    out.Root.Lang = String(imprint.language)
    out.Root.PageLayout = Name.TwoPageRight
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
