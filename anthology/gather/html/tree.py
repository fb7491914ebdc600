"""A page of HTML as elements inside one another, each knowing where it stands in the source.

Nothing is mended and nothing moved: an element is a stretch of the page as it was typed, found by
its tags, and what is to be read is cut out of the source. Tags that do not pair end with whatever
holds them. Takes time in proportion to the page, and no deeper call for a deeper page.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from anthology.gather.html import tokens
from anthology.gather.html.tokens import Kind, attributes

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# A tag here ends an open one of the same kind, unless one of the others opened since.
ENDS = {
    "li": frozenset("ul ol menu".split()),
    "p": frozenset("div section article blockquote li td".split()),
    "dt": frozenset(["dl"]),
    "dd": frozenset(["dl"]),
    "tr": frozenset(["table"]),
    "td": frozenset(["table"]),
    "option": frozenset(["select"]),
}
FAR = 100  # elements: further up, a tag that was left open is not looked for
SILENT = frozenset("script style noscript template head".split())


@dataclass(eq=False)
class Element:
    """An element: its source stands from `start` to `end`, what is inside it from `inner` on."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    parent: Element | None
    end: int = 0
    inner_end: int = 0
    children: list[Element] = field(default_factory=list)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The words of its class, in small letters."""
        return frozenset(self.attributes.get("class", "").lower().split())

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    def inside(self, skip: Callable[[Element], bool] | None = None) -> Iterator[Element]:
        """The elements inside it in order, but for those to `skip` and all that is in them."""
        waiting = list(reversed(self.children))
        while waiting:
            one = waiting.pop()
            if skip and skip(one):
                continue
            yield one
            waiting.extend(reversed(one.children))

    def above(self) -> Iterator[Element]:
        """The elements it stands in, the nearest first."""
        one = self.parent
        while one:
            yield one
            one = one.parent


@dataclass(frozen=True, slots=True)
class Tree:
    """A page: its source, and the element that holds all others."""

    source: str
    root: Element

    def cut(self, element: Element, without: Iterable[Element] = ()) -> str:
        """What is inside an element as it was typed, without some of the elements in it."""
        kept, at = [], element.inner
        for one in sorted(without, key=lambda one: one.start):
            if one.start >= at:
                kept.append(self.source[at : one.start])
                at = one.end
        return " ".join([*kept, self.source[at : element.inner_end]])

    def words(self, element: Element) -> str:
        """The words inside an element, on one line."""
        return words(self.source[element.inner : element.inner_end])


def words(source: str) -> str:
    """The words of a piece of HTML on one line; a tag parts two words."""
    pieces: list[str] = []
    silent = ""
    for token in tokens.tokens(source):
        if token.kind is Kind.TEXT and not silent:
            pieces.append(token.source)
        elif token.kind is Kind.OPEN and token.name in SILENT:
            silent = silent or token.name
        elif token.kind is Kind.CLOSE and token.name == silent:
            silent = ""
    return " ".join(html.unescape(" ".join(pieces)).split())


def grow(source: str) -> Tree:
    """The tree of a page, whole or damaged."""
    root = Element("", {}, 0, 0, None, len(source), len(source))
    opened = [root]
    counts: dict[str, int] = {}
    at = 0
    for token in tokens.tokens(source):
        begins, at = at, at + len(token.source)
        if token.kind is Kind.OPEN:
            _end_before(token.name, opened, counts, begins)
            parent = opened[-1]
            one = Element(token.name, attributes(token.source), begins, at, parent, at, at)
            parent.children.append(one)
            if token.name not in VOID and not token.source.endswith("/>"):
                opened.append(one)
                counts[token.name] = counts.get(token.name, 0) + 1
        elif token.kind is Kind.CLOSE and counts.get(token.name):
            _close(token.name, opened, counts, begins, at)
    for one in opened[1:]:
        one.inner_end = one.end = len(source)
    return Tree(source, root)


def _end_before(name: str, opened: list[Element], counts: dict[str, int], at: int) -> None:
    """Close what the tag `name` ends where it begins."""
    if name not in ENDS or not counts.get(name):
        return
    for one in reversed(opened[-FAR:]):
        if one.tag in ENDS[name]:
            return
        if one.tag == name:
            _close(name, opened, counts, at, at)
            return


def _close(name: str, opened: list[Element], counts: dict[str, int], inner: int, end: int) -> None:
    """Close the innermost open element of that name, and those left open in it."""
    while True:
        one = opened.pop()
        counts[one.tag] -= 1
        one.inner_end = inner
        one.end = end if one.tag == name else inner
        if one.tag == name:
            return


def outermost(elements: Iterable[Element]) -> list[Element]:
    """Those of the elements that stand in none of the others, in the order of the page."""
    kept: list[Element] = []
    for one in sorted(elements, key=lambda one: one.start):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
