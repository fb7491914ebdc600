"""The tags of a PDF as they are on disk: what its tree tells, and what its pages show.

Read once, for all rules. Knows where things are in a tagged PDF (ISO 32000-1, 14.6 to 14.8) and
has no opinion of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anthology.errors import BuildError, Place
from anthology.memory import give_back

_SHOWING = ("Tj", "TJ", "'", '"', "Do")
_READ = " ".join(("BMC", "BDC", "EMC", *_SHOWING))
_ARTIFACT = "/Artifact"

Mark = tuple[int, int]
"""A marked content or a link: its sheet, counted from 1 and 0 for none of the book's; and its
number, which for a link is the one it has in the file, below 0."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mark, or a link, as the tree comes to it: the kind and the number of the element that holds
    it, the words the element has in its place, and whether all that is in a note."""

    mark: Mark
    kind: str
    element: int
    words: str
    is_noted: bool = False

    @property
    def is_link(self) -> bool:
        return self.mark[1] < 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Text or a picture, as it is drawn: the marks it stands in, and in how many artifacts."""

    sheet: int
    marks: tuple[Mark, ...]
    artifacts: int


@dataclass(frozen=True, slots=True)
class TaggedFile:
    """What is read out, in its order, and what is shown, in that of the pages.

    `drawn` counts how often each mark is drawn, `links` says what each link is called, `owners` are
    the elements to which marks and links lead back.
    """

    path: Path
    told: tuple[Told, ...]
    shown: tuple[Shown, ...]
    drawn: Mapping[Mark, int]
    links: Mapping[Mark, str]
    owners: Mapping[Mark, int]


def read(path: Path) -> TaggedFile:
    """Read a file; one without tags tells nothing. Raises BuildError where it is no PDF.

    It is opened twice: what tells and what shows, at once in memory, are half as much again.
    """
    told, links, owners = _heard(path)
    give_back()
    shown, drawn = _seen(path)
    give_back()
    return TaggedFile(path, told, shown, drawn, links, owners)


def _heard(path: Path) -> tuple[tuple[Told, ...], dict[Mark, str], dict[Mark, int]]:
    with _opened(path) as (root, pages):
        sheets = {page.objgen[0]: sheet for sheet, page in pages}
        links = {mark: str(link.get("/Contents", "")) for mark, link in _links(pages)}
        return tuple(_told(root, sheets)), links, dict(_owners(root, pages))


def _seen(path: Path) -> tuple[tuple[Shown, ...], Counter[Mark]]:
    drawn: Counter[Mark] = Counter()
    with _opened(path) as (_, pages):
        return tuple(each for sheet, page in pages for each in _shown(page, sheet, drawn)), drawn


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, list[tuple[int, Any]]]]:
    """The root of a file's tree, and its pages with their numbers, from 1."""
    import pikepdf

    try:
        pdf = pikepdf.open(path)
    except (OSError, pikepdf.PdfError) as error:
        raise BuildError("this is not a PDF", Place(path)) from error
    with pdf:
        pages = list(enumerate((page.obj for page in pdf.pages), start=1))
        yield pdf.Root.get("/StructTreeRoot", {}), pages


def _told(element: Any, sheets: Mapping[int, int], *, is_noted: bool = False) -> Iterator[Told]:
    """Everything below an element of the tree, or below its root."""
    from pikepdf import Array

    is_noted = is_noted or element.get("/S") == "/Note"
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            mark = _sheet(element, sheets), kid
        elif "/MCID" in kid:
            mark = _sheet(kid if "/Pg" in kid else element, sheets), int(kid.MCID)
        elif "/Obj" in kid:
            mark = _sheet(kid if "/Pg" in kid else element, sheets), -kid.Obj.objgen[0]
        else:
            yield from _told(kid, sheets, is_noted=is_noted)
            continue
        yield Told(mark, str(element.S), element.objgen[0], str(element.get("/Alt", "")), is_noted)


def _sheet(thing: Any, sheets: Mapping[int, int]) -> int:
    return sheets.get(thing.Pg.objgen[0], 0) if "/Pg" in thing else 0


def _shown(page: Any, sheet: int, drawn: Counter[Mark]) -> Iterator[Shown]:
    """What a page shows; `drawn` hears of its marks."""
    from pikepdf import parse_content_stream

    around: list[int | str | None] = []
    for each in parse_content_stream(page, _READ) if "/Contents" in page else ():
        match str(each.operator):
            case "BMC" | "BDC":
                around.append(_mark(each.operands))
                if isinstance(around[-1], int):
                    drawn[sheet, around[-1]] += 1
            case "EMC":
                del around[-1:]
            case _:
                marks = tuple((sheet, mark) for mark in around if isinstance(mark, int))
                yield Shown(sheet, marks, around.count(_ARTIFACT))


def _mark(operands: Any) -> int | str | None:
    """The number of a mark, or that it is an artifact; None where it says nothing of either."""
    from pikepdf import Dictionary

    if len(operands) > 1 and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
        return int(operands[1].MCID)
    return _ARTIFACT if operands[0] == _ARTIFACT else None


def _links(pages: Iterable[tuple[int, Any]]) -> Iterator[tuple[Mark, Any]]:
    for sheet, page in pages:
        for link in page.get("/Annots", []):
            yield (sheet, -link.objgen[0]), link


def _owners(root: Any, pages: Iterable[tuple[int, Any]]) -> Iterator[tuple[Mark, int]]:
    """Where the parent tree leads to."""
    entries = list(root.get("/ParentTree", {}).get("/Nums", []))
    parents = dict(zip(entries[::2], entries[1::2], strict=True))
    for sheet, page in pages:
        for number, owner in enumerate(parents.get(page.get("/StructParents"), [])):
            if owner is not None:
                yield (sheet, number), owner.objgen[0]
    for mark, link in _links(pages):
        if owner := parents.get(link.get("/StructParent")):
            yield mark, owner.objgen[0]
