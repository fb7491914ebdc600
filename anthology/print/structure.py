"""One structure tree for the book, grown together from those of its units.

What stands in a unit's tree stays as layout wrote it. Only what ties the unit to the book is set:
its place under the book or its part, the numbers by which pages and links find their elements, and
its language where that is not the book's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

PART = "part"


@dataclass(frozen=True, slots=True)
class Branch:
    """The tree of a unit as it was copied into the book; `start` is the leaf the unit opens on,
    and `depth` how deep it stands in the contents."""

    tree: Object
    start: int
    pages: int
    kind: str
    depth: int
    language: str


def copied(out: Pdf, unit: Pdf) -> Object | None:
    """The tree of a unit whose pages are in the book already; None for a unit that says nothing."""
    tree = unit.Root.get("/StructTreeRoot")
    return None if tree is None else out.copy_foreign(tree)


def join(out: Pdf, branches: Sequence[Branch], language: str) -> None:
    """Give the book its tree; `language` is the book's."""
    from pikepdf import Array, Dictionary, Name

    root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    book = Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array())
    root.K = out.make_indirect(book)
    _place(root.K, branches, language)
    root.ParentTree = out.make_indirect(Dictionary(Nums=Array(_numbered(out, branches))))
    if names := list(_names(branches)):
        names.sort(key=lambda entry: bytes(entry[0]))
        root.IDTree = Dictionary(Names=Array([each for entry in names for each in entry]))
    out.Root.StructTreeRoot = root
    out.Root.MarkInfo = Dictionary(Marked=True)


def _place(book: Object, branches: Sequence[Branch], language: str) -> None:
    """Every unit in its place: under its part, as the contents have it, or under the book."""
    from pikepdf import Name, String

    part, part_depth = book, 0
    for branch in branches:
        unit = branch.tree.K
        if branch.depth <= part_depth:
            part, part_depth = book, 0
        unit.P = part
        part.K.append(unit)
        if branch.language != language:
            unit.Lang = String(branch.language)
        if branch.kind == PART:
            unit.S = Name.Part
            part, part_depth = unit, branch.depth


def _numbered(out: Pdf, branches: Sequence[Branch]) -> list[Any]:
    """The entries of the parent tree: a page has the number of its leaf, the links follow."""
    pages = [page.obj for page in out.pages]
    of_pages: list[Any] = []
    of_links: list[Any] = []
    number = count(len(pages))
    for branch in branches:
        entries: list[Any] = list(branch.tree.ParentTree.Nums)
        holders = iter(entries[1::2])
        for leaf in (branch.start + page for page in entries[::2] if page < branch.pages):
            pages[leaf].StructParents = leaf
            of_pages += [leaf, next(holders)]
        for page in pages[branch.start : branch.start + branch.pages]:
            for annotation in page.get("/Annots", []):
                annotation.StructParent = link = next(number)
                of_links += [link, next(holders)]
    return of_pages + of_links


def _names(branches: Sequence[Branch]) -> Iterator[tuple[Any, Any]]:
    for branch in branches:
        if "/IDTree" in branch.tree:
            names = list(branch.tree.IDTree.Names)
            yield from zip(names[::2], names[1::2], strict=True)
