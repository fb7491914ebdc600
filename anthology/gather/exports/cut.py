"""One page of an export cut into its parts, where every page is made alike.

A part is known by its tag and by one word of one of its attributes. It is given as it was typed;
a part that is not there is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.gather.html import tree as html_tree
from anthology.gather.html.tree import Element, Tree


@dataclass(frozen=True, slots=True)
class Page:
    """A page to cut parts from."""

    tree: Tree

    @classmethod
    def of(cls, source: str) -> Page:
        return cls(html_tree.grow(source))

    def inside(self, tag: str, attribute: str = "", word: str = "") -> str:
        """What is inside a part."""
        found = self._first(tag, attribute, word)
        return self.tree.cut(found) if found else ""

    def words(self, tag: str, attribute: str = "", word: str = "") -> str:
        """The words of a part, on one line."""
        found = self._first(tag, attribute, word)
        return self.tree.words(found) if found else ""

    def value(self, wanted: str, tag: str, attribute: str, word: str) -> str:
        """The attribute `wanted` of a part."""
        found = self._first(tag, attribute, word)
        return found.attributes.get(wanted, "") if found else ""

    def without(self, tag: str, attribute: str, word: str) -> str:
        """The page without a part."""
        found = self._first(tag, attribute, word)
        return self.tree.cut(self.tree.root, [found] if found else [])

    def _first(self, tag: str, attribute: str, word: str) -> Element | None:
        for one in self.tree.root.inside():
            said = one.attributes.get(attribute, "").split() if attribute else [word]
            if one.tag == tag and word in said:
                return one
        return None
