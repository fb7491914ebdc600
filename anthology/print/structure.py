"""One structure tree for the book, grown together from those of its units.

What stands in a unit's tree stays as layout wrote it, under other numbers. Only what ties the unit
to the book is set: its place under the book or its part, the numbers by which pages and links find
their elements, and its language where that is not the book's.

Pages are tied before the book is written. The tree is taken out of the units as text, which is
little, and written behind the pages: as objects it would take more memory than all else in a book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any

from anthology.print.appended import Appended, renumbered

if TYPE_CHECKING:
    from pikepdf import Pdf

    from anthology.pages import Page

PART = "part"
_BETWEEN = b"\n"  # elements; a string of a PDF writes it otherwise


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a unit: its number in the file, the list of the elements that hold its marks, and
    the number of each of its links with that of the element that holds it."""

    number: int
    holders: bytes
    links: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A page in the book: its number in the file, and the one by which it finds its elements; the
    same of each of its links."""

    number: int
    finds: int
    links: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """The tree of a unit, by the numbers of its own file: its `root`, its `first` element and what
    that says of itself and holds, all `elements` below and what they say, and the names of some.
    `start` is the leaf it opens on in the book, `depth` how deep it stands in the contents."""

    start: int
    kind: str
    depth: int
    pages: tuple[_Page, ...]
    root: int
    first: int
    said: bytes
    held: bytes
    elements: tuple[int, ...]
    texts: bytes
    names: tuple[tuple[bytes, bytes, int], ...]


def take(unit: Pdf, page: Page, start: int, language: str) -> Branch | None:
    """The tree of a unit; none for one that says nothing. `page` is the first of the unit, and
    `language` the book's."""
    from pikepdf import Name, String

    root: Any = unit.Root.get("/StructTreeRoot")
    if root is None:
        return None
    first, held = root.K, root.K.K.unparse()
    elements = [each for each in _elements(unit) if each.objgen != first.objgen]
    del first.K
    if page.language != language:
        first.Lang = String(page.language)
    if page.kind == PART:
        first.S = Name.Part
    return Branch(
        start,
        page.kind,
        page.depth,
        tuple(_pages(unit, root)),
        root.objgen[0],
        first.objgen[0],
        first.unparse(resolved=True),
        held,
        tuple(element.objgen[0] for element in elements),
        _BETWEEN.join(element.unparse(resolved=True) for element in elements),
        tuple(_names(root)),
    )


def _elements(unit: Pdf) -> Iterator[Any]:
    from pikepdf import Dictionary

    for each in unit.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/StructElem":
            yield each


def _pages(unit: Pdf, root: Any) -> Iterator[_Page]:
    entries = list(root.ParentTree.Nums)
    found = dict(zip(entries[::2], entries[1::2], strict=True))
    for page in (page.obj for page in unit.pages):
        links: Any = page.get("/Annots", [])
        held = ((link.objgen[0], found[link.StructParent].objgen[0]) for link in links)
        holders = found.get(page.get("/StructParents"))
        told = holders.unparse(resolved=True) if holders is not None else b""
        yield _Page(page.objgen[0], told, tuple(held))


def _names(root: Any) -> Iterator[tuple[bytes, bytes, int]]:
    """The names of elements, as they are and as they are written."""
    names = list(root.IDTree.Names) if "/IDTree" in root else []
    for name, element in zip(names[::2], names[1::2], strict=True):
        yield bytes(name), name.unparse(), element.objgen[0]


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


def grow(book: bytes, branches: Sequence[Branch]) -> bytes:
    """A book whose pages are tied, with the tree of these branches, in their order."""
    tree = _Tree(book)
    tops = [tree.number() for _ in branches]
    holders = list(_holders(branches))
    for at, (branch, top, holder) in enumerate(zip(branches, tops, holders, strict=True)):
        below = [each for each, held in zip(tops, holders, strict=True) if held == at]
        tree.add(branch, top, tree.whole if holder is None else tops[holder], below)
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

    def __init__(self, book: bytes) -> None:
        import pikepdf

        self._out = Appended(book)
        self._entries: list[tuple[int, int]] = []
        self._names: list[tuple[bytes, bytes, int]] = []
        with pikepdf.open(BytesIO(book)) as pdf:
            self._root: int = pdf.Root.StructTreeRoot.objgen[0]
            self._places = [_place(page.obj) for page in pdf.pages]
        self.whole = self.number()

    def number(self) -> int:
        """A number for an element that is still to be written."""
        return self._out.number()

    def add(self, branch: Branch, top: int, above: int, below: Sequence[int]) -> None:
        """Write the elements of a unit, `top` first, which has what is around it and, beside its
        own, what is below."""
        places = self._places[branch.start : branch.start + len(branch.pages)]
        elements = {element: self.number() for element in branch.elements}
        numbers = {branch.root: above, branch.first: top, **elements}
        numbers.update(_numbers(branch.pages, places))
        said, held = renumbered(branch.said, numbers), renumbered(branch.held, numbers)
        self._out.put(
            top,
            b"%s /K %s %s]>>" % (_open(said, b">>"), _open(held, b"]"), _listed(below)),
        )
        texts = renumbered(branch.texts, numbers).split(_BETWEEN) if elements else []
        for number, text in zip(elements.values(), texts, strict=True):
            self._out.put(number, text)
        for page, place in zip(branch.pages, places, strict=True):
            self._lead(page, place, numbers)
        self._names += ((name, written, numbers[at]) for name, written, at in branch.names)

    def _lead(self, page: _Page, place: _Place, numbers: Mapping[int, int]) -> None:
        """From a page and its links to the elements that hold what is on them."""
        if page.holders:
            holders = self.number()
            self._out.put(holders, renumbered(page.holders, numbers))
            self._entries.append((place.finds, holders))
        for (_, element), (_, finds) in zip(page.links, place.links, strict=True):
            self._entries.append((finds, numbers[element]))

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


def _place(page: Any) -> _Place:
    links = page.get("/Annots", [])
    finds = tuple((link.objgen[0], int(link.StructParent)) for link in links)
    return _Place(page.objgen[0], int(page.get("/StructParents", -1)), finds)


def _numbers(pages: Sequence[_Page], places: Sequence[_Place]) -> Iterator[tuple[int, int]]:
    """What the pages of a unit and their links are numbered in the book."""
    for page, place in zip(pages, places, strict=True):
        yield page.number, place.number
        for (number, _), (there, _) in zip(page.links, place.links, strict=True):
            yield number, there


def _open(text: bytes, end: bytes) -> bytes:
    """Without its end, so that more can be written into it."""
    return text[: text.rindex(end)]


def _listed(elements: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % each for each in elements)
