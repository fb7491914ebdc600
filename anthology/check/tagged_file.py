"""The tags of a PDF as they are on disk: what its tree tells, and what its pages show.

Read once, for all rules. Knows where things are in a tagged PDF (ISO 32000-1, 14.6 to 14.8) and
has no opinion of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from anthology.check import pdf_file
from anthology.memory import give_back

if TYPE_CHECKING:
    from pikepdf import Pdf

_SHOWING = ("Tj", "TJ", "'", '"', "Do")
_READ = " ".join(("BMC", "BDC", "EMC", *_SHOWING))
_ARTIFACT = "/Artifact"
_ENTRY = re.compile(rb"(\d+) (\d+) \d+ R")
_OWNER = re.compile(rb"(\d+) \d+ R|null")
# Looked at before the file is opened anew: elements with what they hold, and pages.
AT_ONCE, PAGES_AT_ONCE = 20_000, 1_000

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
class _Waiting:
    """An element that is still to be looked into, by its number; whether it is in a note."""

    element: int
    is_noted: bool


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


@dataclass(frozen=True, slots=True)
class _Pages:
    """What the pages that were looked at show, and where they lead by the parent tree."""

    parents: Mapping[int, int]
    shown: list[Shown] = field(default_factory=list)
    drawn: Counter[Mark] = field(default_factory=Counter)
    links: dict[Mark, str] = field(default_factory=dict)
    owners: dict[Mark, int] = field(default_factory=dict)

    def look_at(self, path: Path, some: Iterable[tuple[int, int]]) -> None:
        """Look at some pages, by their numbers in the file, with their sheets."""
        with pdf_file.objects(path) as pdf:
            for number, sheet in some:
                page: Any = pdf.get_object(number, 0)
                self.shown.extend(_shown(page, sheet, self.drawn))
                self.links.update(_links(page, sheet))
                self.owners.update(_owners(pdf, page, sheet, self.parents))


def read(path: Path) -> TaggedFile:
    """Read a file; one without tags tells nothing. Raises BuildError where it is no PDF.

    It is opened again and again: every object that was looked at stays in memory until it is
    closed, and the tree of a long book is a hundred thousand of them.
    """
    sheets, parents, waiting = _begun(path)
    told: list[Told] = []
    while waiting:
        told += _told(path, sheets, waiting)
        give_back()
    pages, numbers = _Pages(parents), list(sheets.items())
    for at in range(0, len(numbers), PAGES_AT_ONCE):
        pages.look_at(path, numbers[at : at + PAGES_AT_ONCE])
        give_back()
    shown = tuple(pages.shown)
    return TaggedFile(path, tuple(told), shown, pages.drawn, pages.links, pages.owners)


def _begun(path: Path) -> tuple[dict[int, int], dict[int, int], list[_Waiting | Told]]:
    """The sheet of each page by its number in the file, where the parent tree leads, and what the
    root of the tree holds."""
    with pdf_file.objects(path) as pdf:
        sheets = {page.obj.objgen[0]: sheet for sheet, page in enumerate(pdf.pages, start=1)}
        tree: Any = pdf.Root.get("/StructTreeRoot", {})
        return sheets, _parents(tree), _held(tree, sheets)


def _told(path: Path, sheets: Mapping[int, int], waiting: list[_Waiting | Told]) -> Iterator[Told]:
    """What the tree holds, in its order, as much as is looked at at once; it is taken from what is
    waiting, of which the last comes first."""
    with pdf_file.objects(path) as pdf:
        for _ in range(AT_ONCE):
            if not waiting:
                return
            first = waiting.pop()
            if isinstance(first, Told):
                yield first
            else:
                element = pdf.get_object(first.element, 0)
                waiting += _held(element, sheets, is_noted=first.is_noted)


def _held(
    element: Any, sheets: Mapping[int, int], *, is_noted: bool = False
) -> list[_Waiting | Told]:
    """What an element of the tree holds, or its root, the last first: elements to look into, and
    the rest."""
    from pikepdf import Array

    is_noted = is_noted or element.get("/S") == "/Note"
    held: list[_Waiting | Told] = []
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            mark = _sheet(element, sheets), kid
        elif "/MCID" in kid:
            mark = _sheet(kid if "/Pg" in kid else element, sheets), int(kid.MCID)
        elif "/Obj" in kid:
            mark = _sheet(kid if "/Pg" in kid else element, sheets), -kid.Obj.objgen[0]
        elif kid.is_indirect:
            held.append(_Waiting(kid.objgen[0], is_noted))
            continue
        else:
            held += reversed(_held(kid, sheets, is_noted=is_noted))
            continue
        kind, words = intern(str(element.S)), str(element.get("/Alt", ""))
        held.append(Told(mark, kind, element.objgen[0], words, is_noted))
    return held[::-1]


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


def _parents(tree: Any) -> dict[int, int]:
    """Where the parent tree leads to from each number: to another, of an object in the file."""
    entries = tree.get("/ParentTree", {}).get("/Nums")
    told = _ENTRY.findall(entries.unparse(resolved=True)) if entries is not None else ()
    return {int(number): int(parent) for number, parent in told}


def _links(page: Any, sheet: int) -> Iterator[tuple[Mark, str]]:
    """What the links on a page say."""
    for link in page.get("/Annots", []):
        yield (sheet, -link.objgen[0]), str(link.get("/Contents", ""))


def _owners(
    pdf: Pdf, page: Any, sheet: int, parents: Mapping[int, int]
) -> Iterator[tuple[Mark, int]]:
    """Where the marks and the links of a page lead. What the elements are is not looked at."""
    if holders := parents.get(page.get("/StructParents")):
        told = pdf.get_object(holders, 0).unparse(resolved=True)
        for number, owner in enumerate(_OWNER.findall(told)):
            if owner:
                yield (sheet, number), int(owner)
    for link in page.get("/Annots", []):
        if owner := parents.get(link.get("/StructParent")):
            yield (sheet, -link.objgen[0]), owner
