"""One structure tree for the book, grown together from those of its units.

What stands in a unit's tree stays as layout wrote it, under other numbers. Only what ties the unit
to the book is set: its place under the book or its part, the numbers by which pages and links find
their elements, and its language where that is not the book's.

Pages are tied before the book is written. The tree is written behind them, a unit at a time, for
all of it at once takes more memory than all else there is in a book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology.print.appended import Appended, renumbered

if TYPE_CHECKING:
    from pikepdf import Pdf

PART = "part"


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with a tree: its PDF, the leaf it opens on in the book, and how deep it stands in the
    contents."""

    unit: Path
    start: int
    kind: str
    depth: int
    language: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of the book, or a link on one: its number in the file, and the number by which it
    finds its elements; with the links on it."""

    number: int
    finds: int
    links: tuple[_Sheet, ...] = ()


def tie(out: Pdf) -> None:
    """Number the pages and links of a book by which they find their elements, and make room for
    its tree."""
    from pikepdf import Dictionary, Name

    number = count(len(out.pages))
    for leaf, page in enumerate(out.pages):
        if "/StructParents" in page.obj:
            page.obj.StructParents = leaf
        for link in page.obj.get("/Annots", []):
            link.StructParent = next(number)
    out.Root.StructTreeRoot = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    out.Root.MarkInfo = Dictionary(Marked=True)


def grow(book: bytes, branches: Sequence[Branch], language: str) -> bytes:
    """A book whose pages are tied, with its tree; `language` is the book's."""
    tree = _Tree(book, language)
    tops = [tree.number() for _ in branches]
    holders = list(_holders(branches))
    for at, (branch, top, holder) in enumerate(zip(branches, tops, holders, strict=True)):
        below = [each for each, held in zip(tops, holders, strict=True) if held == at]
        tree.take(branch, top, tree.whole if holder is None else tops[holder], below)
    return tree.finished(top for top, held in zip(tops, holders, strict=True) if held is None)


def _holders(branches: Iterable[Branch]) -> Iterator[int | None]:
    """The part each branch stands under, as the contents have it; none where it is the book."""
    part, part_depth = None, 0
    for at, branch in enumerate(branches):
        if branch.depth <= part_depth:
            part, part_depth = None, 0
        yield part
        if branch.kind == PART:
            part, part_depth = at, branch.depth


class _Tree:
    """The tree of a book as it is written; elements go by the number they have there."""

    def __init__(self, book: bytes, language: str) -> None:
        import pikepdf

        self._out = Appended(book)
        self._language = language
        self._entries: list[tuple[int, int]] = []
        self._names: list[tuple[bytes, bytes, int]] = []
        with pikepdf.open(BytesIO(book)) as pdf:
            self._root: int = pdf.Root.StructTreeRoot.objgen[0]
            self._sheets = [_sheet(page.obj) for page in pdf.pages]
        self.whole = self.number()

    def number(self) -> int:
        """A number for an element that is still to be written."""
        return self._out.number()

    def take(self, branch: Branch, top: int, above: int, below: Sequence[int]) -> None:
        """Write the elements of a unit, `top` first, which has what is around it and, beside its
        own, what is below."""
        import pikepdf

        with pikepdf.open(branch.unit) as unit:
            root = unit.Root.StructTreeRoot
            self._adapt(root.K, branch)
            sheets = self._sheets[branch.start : branch.start + len(unit.pages)]
            numbers = {root.objgen[0]: above, root.K.objgen[0]: top, **dict(_numbers(unit, sheets))}
            elements = list(_elements(unit))
            for element in elements:
                if element.objgen[0] not in numbers:
                    numbers[element.objgen[0]] = self.number()
            for element in elements:
                number = numbers[element.objgen[0]]
                self._out.put(number, _written(element, numbers, below if number == top else ()))
            self._lead_to(unit, sheets, numbers)
            self._name(root, numbers)

    def _adapt(self, first: Any, branch: Branch) -> None:
        """What the element of a unit says in the book that it does not say by itself."""
        from pikepdf import Name, String

        if branch.language != self._language:
            first.Lang = String(branch.language)
        if branch.kind == PART:
            first.S = Name.Part

    def _lead_to(self, unit: Pdf, sheets: Sequence[_Sheet], numbers: Mapping[int, int]) -> None:
        """From pages and links to the elements that hold what is on them."""
        entries = list(unit.Root.StructTreeRoot.ParentTree.Nums)
        found = dict(zip(entries[::2], entries[1::2], strict=True))
        for page, sheet in zip(unit.pages, sheets, strict=True):
            if "/StructParents" in page.obj:
                number = self.number()
                self._out.put(number, renumbered(found[page.obj.StructParents], numbers))
                self._entries.append((sheet.finds, number))
            for link, there in zip(page.obj.get("/Annots", []), sheet.links, strict=True):
                self._entries.append((there.finds, numbers[found[link.StructParent].objgen[0]]))

    def _name(self, root: Any, numbers: Mapping[int, int]) -> None:
        """Notes can be asked for by name."""
        names = list(root.IDTree.Names) if "/IDTree" in root else []
        for name, element in zip(names[::2], names[1::2], strict=True):
            self._names.append((bytes(name), name.unparse(), numbers[element.objgen[0]]))

    def finished(self, first: Iterable[int]) -> bytes:
        """The book with its tree, in which these elements come first."""
        entries = b" ".join(b"%d %d 0 R" % entry for entry in sorted(self._entries))
        names = b" ".join(b"%s %d 0 R" % (name, at) for _, name, at in sorted(self._names))
        named = b"/IDTree <</Names [%s]>>" % names if names else b""
        self._out.put(
            self.whole,
            b"<</Type /StructElem /S /Document /P %d 0 R /K [%s]>>" % (self._root, _listed(first)),
        )
        self._out.put(
            self._root,
            b"<</Type /StructTreeRoot /K %d 0 R /ParentTree <</Nums [%s]>> %s>>"
            % (self.whole, entries, named),
        )
        return self._out.finished()


def _sheet(page: Any) -> _Sheet:
    links = (_Sheet(link.objgen[0], int(link.StructParent)) for link in page.get("/Annots", []))
    return _Sheet(page.objgen[0], int(page.get("/StructParents", -1)), tuple(links))


def _numbers(unit: Pdf, sheets: Sequence[_Sheet]) -> Iterator[tuple[int, int]]:
    """What the pages of a unit and their links are numbered in the book."""
    for page, sheet in zip(unit.pages, sheets, strict=True):
        yield page.obj.objgen[0], sheet.number
        for link, there in zip(page.obj.get("/Annots", []), sheet.links, strict=True):
            yield link.objgen[0], there.number


def _elements(unit: Pdf) -> Iterator[Any]:
    from pikepdf import Dictionary

    for each in unit.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/StructElem":
            yield each


def _written(element: Any, numbers: Mapping[int, int], more: Sequence[int]) -> bytes:
    """An element as it is in the book, with more elements in it than its own."""
    text = renumbered(element, numbers)
    if not more:
        return text
    own = renumbered(element.K, numbers)
    del element.K
    text = renumbered(element, numbers)
    return b"%s /K %s %s]>>" % (text[: text.rindex(b">>")], own[: own.rindex(b"]")], _listed(more))


def _listed(elements: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % each for each in elements)
