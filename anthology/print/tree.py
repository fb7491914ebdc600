"""The structure tree of a unit, as it is written into the unit's PDF.

Made as the text comes to it: nothing in it is empty, and an element that runs on over pages is one.
Knows the roles of elements, and nothing of boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf

from anthology.print.laid import IN_PRINT_ALONE
from anthology.print.roles import Role

_INLINE = frozenset({"Link", "Reference", "Span"})
# A number behind the words of a link is no part of what it is called.
_NUMBERS = frozenset({IN_PRINT_ALONE, "entry-folio"})


class Tree:
    """What a unit's text, pictures and links are, under one element for the unit."""

    def __init__(self, pdf: Any, roles: Mapping[Any, Role]) -> None:
        self._pdf = pdf
        self._roles = roles
        self._sheets = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self._made: dict[tuple[Any, str], Any] = {}
        self._marks: list[dict[int, Any]] = [{} for _ in self._sheets]
        self._links: list[list[tuple[Any, Any]]] = [[] for _ in self._sheets]

    def hold(self, kinds: Sequence[str], element: Any, page: int, mark: int) -> None:
        """Put what is drawn by a mark on a page into an element, under these kinds of it."""
        holder, sheet = self._within(element, kinds), self._sheets[page].reference
        if holder.setdefault("Pg", sheet) == sheet:
            holder["K"].append(mark)
        else:
            holder["K"].append(pydyf.Dictionary({"Type": "/MCR", "Pg": sheet, "MCID": mark}))
        self._marks[page][mark] = holder

    def hold_link(self, element: Any, page: int, annotation: Any) -> None:
        """Put the place on a page where a link can be pressed into the link's element."""
        holder = self._within(element, self._roles[element].kinds)
        place = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self._sheets[page].reference}
        holder["K"].append(pydyf.Dictionary(place))
        annotation["Contents"] = pydyf.String(_words(element) or element.get("href"))
        self._links[page].append((annotation, holder))

    def held(self, page: int) -> Mapping[int, Any]:
        """The marks on a page that some element holds."""
        return self._marks[page]

    def block(self, element: Any) -> Any:
        """The nearest element that is more than a stretch of a paragraph."""
        while _INLINE.issuperset(self._roles[element].kinds):
            element = self._roles[element].above
        return element

    def _within(self, element: Any, kinds: Sequence[str]) -> Any:
        """The innermost of these kinds of an element, made where they are new; what is around it
        where there are none."""
        if kinds and (found := self._made.get((element, kinds[-1]))):
            return found
        above = self._roles[element].above
        holder = None if above is None else self._within(above, self._roles[above].kinds)
        for kind in kinds:
            if (element, kind) not in self._made:
                self._made[element, kind] = self._new(kind, element, holder)
            holder = self._made[element, kind]
        return holder

    def _new(self, kind: str, element: Any, holder: Any) -> Any:
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{kind}"})
        reference = self._add(made)
        if holder is not None:
            made["P"] = holder.reference
            holder["K"].append(reference)
        if kind == self._roles[element].kinds[0] and self._is_foreign(element):
            made["Lang"] = pydyf.String(self._roles[element].language)
        if kind == "Figure":
            made["Alt"] = pydyf.String(element.get("alt"))
        if kind == "Note" and element.get("id"):
            made["ID"] = pydyf.String(element.get("id"))
        made["K"] = pydyf.Array()
        return made

    def _is_foreign(self, element: Any) -> bool:
        """Whether it is in another language than what holds it; nothing holds a unit."""
        language, around = self._roles[element].language, self._roles[element].above
        while around is not None and not self._roles[around].kinds:
            around = self._roles[around].above
        return around is not None and language != self._roles[around].language

    def close(self) -> None:
        """Write the root of the tree, and what leads to it from pages and links."""
        numbered = [entry for pair in (*self._of_pages(), *self._of_links()) for entry in pair]
        if not self._made:
            return
        unit = next(iter(self._made.values()))
        parents = pydyf.Dictionary({"Nums": pydyf.Array(numbered)})
        root = {"Type": "/StructTreeRoot", "K": unit.reference, "ParentTree": parents}
        if named := [made for made in self._made.values() if "ID" in made]:
            named.sort(key=lambda made: made["ID"].data)
            names = [entry for made in named for entry in (made["ID"], made.reference)]
            root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
        unit["P"] = self._pdf.catalog["StructTreeRoot"] = self._add(pydyf.Dictionary(root))

    def _of_pages(self) -> Iterator[tuple[int, bytes]]:
        for page, marks in enumerate(self._marks):
            if marks:
                self._sheets[page]["StructParents"] = page
                numbers = range(max(marks) + 1)
                holders = (marks[n].reference if n in marks else b"null" for n in numbers)
                yield page, self._add(pydyf.Array(holders))

    def _of_links(self) -> Iterator[tuple[int, bytes]]:
        """A link is one thing to press: what else layout laid over its words is taken away."""
        number = len(self._sheets)
        for sheet, links in zip(self._sheets, self._links, strict=True):
            sheet.pop("Annots", None)
            if links:
                sheet["Annots"] = pydyf.Array(annotation.reference for annotation, _ in links)
                sheet["Tabs"] = "/S"
            for annotation, holder in links:
                annotation["StructParent"] = number
                yield number, holder.reference
                number += 1

    def _add(self, thing: Any) -> bytes:
        self._pdf.add_object(thing)
        reference: bytes = thing.reference
        return reference


def _words(link: Any) -> str:
    """What a link is called."""
    return " ".join("".join(_pieces(link)).split())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not _NUMBERS.intersection(str(child.get("class", "")).split()):
            yield from _pieces(child)
        yield child.tail or ""
