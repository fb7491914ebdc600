"""The parts of a Word document beside its text: where they are, its styles, its lists.

A value is looked for as Word looks: at the paragraph, then in its style and the styles that one
is based on, then in the document's defaults. Names of styles are the ones Word writes in
every language (`heading 1`, `Title`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anthology.gather.documents.document import Role
from anthology.gather.documents.office_xml import attribute, child, named

if TYPE_CHECKING:
    from lxml.etree import _Element

OFF = ("0", "false", "off", "none")
MOST_BASES = 20  # a style based on itself, by however long a way, is followed no further
BODY_LEVEL = 9  # an outline level of 9 is the text itself

ROLES = (
    (re.compile(r"(?:book )?title"), Role.TITLE),
    (re.compile(r"subtitle"), Role.SUBTITLE),
    (re.compile(r"(?:intense )?quote|block text|quotations?"), Role.QUOTATION),
    (re.compile(r"caption"), Role.CAPTION),
)
HEADING = re.compile(r"heading(?: ([1-9]))?")  # Pages has one without a number, above `heading 2`
CONTENTS = re.compile(r"toc (?:\d|heading)")


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as `<w:b/>` is there and not turned off."""
    return element is not None and attribute(element, "val") not in OFF


@dataclass(frozen=True, slots=True)
class Related:
    """Something a part points to: another part by its name, or an address outside."""

    kind: str
    target: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """A Word document's parts. `read` gives the bytes of one, and `tree` its XML, by its name;
    nothing where there is none."""

    read: Callable[[str], bytes | None]
    tree: Callable[[str], _Element | None]
    styles: dict[str, _Element] = field(default_factory=dict)
    defaults: list[_Element] = field(default_factory=list)
    formats: dict[tuple[str, str], str] = field(default_factory=dict)

    def related(self, part: str) -> dict[str, Related]:
        """What a part points to, by the id it uses; the package itself is the part ``."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            attribute(one, "Id"): Related(
                attribute(one, "Type").rpartition("/")[2],
                _target(one, folder),
                attribute(one, "TargetMode") == "External",
            )
            for one in (tree if tree is not None else ())
        }

    def find(self, part: str, kind: str) -> str:
        """The name of the first part of a kind that a part points to; empty for none."""
        every = self.related(part).values()
        return next((one.target for one in every if one.kind == kind), "")

    def load(self, document: str) -> None:
        """Read the styles and the lists that a document uses."""
        styles = self.tree(self.find(document, "styles"))
        for style in styles if styles is not None else ():
            self.styles[attribute(style, "styleId")] = style
        default = child(styles, "w:docDefaults", "w:pPrDefault", "w:pPr")
        self.defaults.extend([default] if default is not None else [])
        numbering = self.tree(self.find(document, "numbering"))
        self.formats.update(_formats(numbering) if numbering is not None else ())

    def properties(self, paragraph: _Element) -> list[_Element]:
        """The properties of a paragraph, the nearest first."""
        own = child(paragraph, "w:pPr")
        every = [own] if own is not None else []
        for style in self.based(self.style_of(own)):
            its_own = child(style, "w:pPr")
            every += [its_own] if its_own is not None else []
        return every + self.defaults

    def style_of(self, properties: _Element | None) -> str:
        """The style of a paragraph; where it has none, the one that every such paragraph has."""
        if named_one := attribute(child(properties, "w:pStyle"), "val"):
            return named_one
        default = (
            key
            for key, style in self.styles.items()
            if attribute(style, "type") == "paragraph"
            and attribute(style, "default") not in ("", *OFF)
        )
        return next(default, "")

    def based(self, style: str) -> Iterator[_Element]:
        """A style, and the styles it is based on."""
        for _ in range(MOST_BASES):
            if style not in self.styles:
                return
            yield self.styles[style]
            style = attribute(child(self.styles[style], "w:basedOn"), "val")

    def names(self, style: str) -> list[str]:
        """What a style and those it is based on are called, in small letters."""
        every = self.based(style)
        return [attribute(child(one, "w:name"), "val").casefold() for one in every] or [
            style.casefold()
        ]


def _target(relationship: _Element, folder: str) -> str:
    target = attribute(relationship, "Target")
    if attribute(relationship, "TargetMode") == "External":
        return target
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def _formats(numbering: _Element) -> Iterator[tuple[tuple[str, str], str]]:
    """How each level of each list counts: `bullet`, `decimal`, `none`."""
    shapes = {
        attribute(one, "abstractNumId"): one for one in numbering if named(one) == "w:abstractNum"
    }
    for one in numbering:
        shape = shapes.get(attribute(child(one, "w:abstractNumId"), "val"))
        if named(one) != "w:num" or shape is None:
            continue
        for level in shape:
            counted = attribute(child(level, "w:numFmt"), "val")
            yield (attribute(one, "numId"), attribute(level, "ilvl")), counted


def role(names: Sequence[str]) -> tuple[Role, int]:
    """What the styles of a paragraph, the nearest first, say it is; and a heading's level."""
    for name in names:
        if heading := HEADING.fullmatch(name):
            return Role.HEADING, int(heading[1] or 1)
        for pattern, said in ROLES:
            if pattern.fullmatch(name):
                return said, 0
    return Role.WORDS, 0
