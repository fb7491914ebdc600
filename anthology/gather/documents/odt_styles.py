"""The styles of an OpenDocument text: what a paragraph is, how a run looks, how a list counts.

A value is looked for in a style and then in the one it comes from, up to the defaults of its
family. A style made on the fly has no name an author knows; that of its parent says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anthology.gather.documents.document import Role, number
from anthology.gather.documents.office_xml import attribute, child, named

if TYPE_CHECKING:
    from lxml.etree import _Element

PARAGRAPH = "paragraph"
LETTERS = "text"
MOST_PARENTS = 20  # a style that comes from itself, by however long a way, is followed no further
BOLD_FROM = 600
ENCODED = re.compile(r"_([0-9a-fA-F]{2,4})_")
ROLES = (
    (re.compile(r"title"), Role.TITLE),
    (re.compile(r"subtitle"), Role.SUBTITLE),
    (re.compile(r"quotations?|(?:intense )?quote|block quotation"), Role.QUOTATION),
    (re.compile(r"caption|illustration|figure|drawing"), Role.CAPTION),
)
HEADING = re.compile(r"heading(?: ([1-9]))?")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by family and name, the defaults of each family, and how lists count."""

    styles: dict[tuple[str, str], _Element] = field(default_factory=dict)
    defaults: dict[str, _Element] = field(default_factory=dict)
    lists: dict[str, list[bool]] = field(default_factory=dict)

    def load(self, tree: _Element | None) -> None:
        """Take up the styles of one part of the document."""
        for one in tree.iter() if tree is not None else ():
            family = attribute(one, "family")
            match named(one):
                case "style:style":
                    self.styles[family, attribute(one, "name")] = one
                case "style:default-style":
                    self.defaults[family] = one
                case "text:list-style":
                    levels = [named(level).endswith("-number") for level in one]
                    self.lists[attribute(one, "name")] = levels

    def value(self, family: str, style: str, kind: str, name: str) -> str:
        """An attribute of the properties (`style:text-properties`) of the nearest style that
        has it; empty where none has."""
        chain = [*self._chain(family, style)]
        chain += [self.defaults[family]] if family in self.defaults else []
        found = (attribute(child(one, kind), name) for one in chain)
        return next((value for value in found if value), "")

    def paragraph(self, style: str, name: str) -> str:
        """A value of a paragraph style."""
        return self.value(PARAGRAPH, style, "style:paragraph-properties", name)

    def role(self, style: str) -> tuple[Role, int]:
        """What a paragraph style, or one it comes from, says it is; and a heading's level."""
        for one in self._names(style):
            if heading := HEADING.fullmatch(one):
                return Role.HEADING, int(heading[1] or 1)
            for pattern, said in ROLES:
                if pattern.fullmatch(one):
                    return said, 0
        return Role.WORDS, 0

    def is_bold(self, style: str) -> bool | None:
        """Whether a style of letters is bold; nothing where it does not say."""
        value = self._own(style, "font-weight")
        return value == "bold" or number(value, 0) >= BOLD_FROM if value else None

    def is_italic(self, style: str) -> bool | None:
        """Whether a style of letters is italic; nothing where it does not say."""
        value = self._own(style, "font-style")
        return value in ("italic", "oblique") if value else None

    def is_set(self, style: str, name: str) -> bool:
        """Whether a style of letters has a line through or under it."""
        return self._own(style, name) not in ("", "none")

    def place(self, style: str) -> str:
        """`super` or `sub` for a style of letters above or below the line."""
        return self._own(style, "text-position").partition(" ")[0]

    def is_hidden(self, family: str, style: str) -> bool:
        """Whether nobody sees what has this style."""
        return self.value(family, style, "style:text-properties", "display") == "none"

    def is_ordered(self, name: str, level: int) -> bool:
        """Whether a list counts on that level."""
        levels = self.lists.get(name, [])
        return level < len(levels) and levels[level]

    def list_style(self, style: str) -> str:
        """The list style that a paragraph style brings along."""
        found = (attribute(one, "list-style-name") for one in self._chain(PARAGRAPH, style))
        return next((name for name in found if name), "")

    def _own(self, style: str, name: str) -> str:
        found = (
            attribute(child(one, "style:text-properties"), name)
            for one in self._chain(LETTERS, style)
        )
        return next((value for value in found if value), "")

    def _chain(self, family: str, style: str) -> Iterator[_Element]:
        for _ in range(MOST_PARENTS):
            if (family, style) not in self.styles:
                return
            yield self.styles[family, style]
            style = attribute(self.styles[family, style], "parent-style-name")

    def _names(self, style: str) -> Iterator[str]:
        """What a style and its parents are called, as a reader of the program sees it."""
        name = style
        for one in self._chain(PARAGRAPH, style):
            yield _readable(attribute(one, "display-name") or attribute(one, "name"))
            name = attribute(one, "parent-style-name")
        yield _readable(name)


def _readable(name: str) -> str:
    """`Heading_20_1` → `heading 1`."""
    return ENCODED.sub(lambda found: chr(int(found[1], 16)), name).casefold()
