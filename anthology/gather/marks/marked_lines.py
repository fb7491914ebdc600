"""The inline part of Markdown → lines of our inlines.

Emphasis may run across line ends; each line then has its own. Pictures, tags and link titles
cannot stand in a line: they are taken out and put into the `Finds`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from anthology import inline
from anthology.errors import Place
from anthology.gather.gathered import LeftOut
from anthology.gather.intake.hygiene import UNUSUAL_SPACE, clean
from anthology.gather.marks import html_words
from anthology.gather.shifted import shifted
from anthology.gather.typed.lines import indent
from anthology.model import Emphasis, Inline, Line, Link, NoteMark, Strong, Text

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
LEADS_OUT = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
EMPHASIS_TAG = re.compile(r"<(/?)(em|i|cite|u|strong|b)>", re.IGNORECASE)
PLACE_TAG = re.compile(r"<(sup|sub)>", re.IGNORECASE)
EMPHASIS_OF = {"em": "em", "i": "em", "cite": "em", "u": "em", "strong": "strong", "b": "strong"}


@dataclass(frozen=True, slots=True)
class Called:
    """A picture where the text calls it: not yet looked for."""

    source: str
    alt: str
    title: str


@dataclass(slots=True)
class Finds:
    """What came out of the lines while reading: `notes` are the labels that have a note,
    `underlined` counts places."""

    notes: frozenset[str] = frozenset()
    left_out: list[LeftOut] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    called: list[Called] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    underlined: int = 0


def lines(root: SyntaxTreeNode, authors_ends: Sequence[bool], finds: Finds) -> list[list[Inline]]:
    """The inlines line by line; for each soft line end in turn, `authors_ends` says whether it
    is kept (as those are that it says nothing of)."""
    return _split(root.children, iter(authors_ends), finds)


def _split(
    nodes: Sequence[SyntaxTreeNode], ends: Iterator[bool], finds: Finds
) -> list[list[Inline]]:
    split: list[list[Inline]] = [[]]
    for node in nodes:
        match node.type:
            case "text" | "text_special":
                split[-1] += _text(node.content, finds)
            case "code_inline":
                split[-1].append(Text(clean(node.content).text))
            case "softbreak" | "hardbreak":
                _end_line(split, next(ends, True) or node.type == "hardbreak")
            case "em" | "strong" | "link":
                first, *rest = [
                    _dressed(node, inner, finds) for inner in _split(node.children, ends, finds)
                ]
                split[-1] += first
                split += rest
            case "image":
                finds.called.append(_called(node))
            case "html_inline" if html_words.is_line_end(node.content):
                finds.left_out.append(html_words.left_out(node.content))
                split.append([])
            case _:
                finds.left_out.append(html_words.left_out(node.content))
    return split


def _end_line(split: list[list[Inline]], is_kept: bool) -> None:
    if is_kept:
        split.append([])
    else:
        split[-1].append(Text(" "))


def _text(content: str, finds: Finds) -> Iterator[Inline]:
    """Words, and the marks of the notes that are there; a second `[^tide]:` stays words."""
    cleaned = clean(content).text
    end = 0
    for mark in NOTE_MARK.finditer(cleaned):
        defines = mark.start() == 0 and cleaned.startswith(":", mark.end())
        if mark[1] in finds.notes and not defines:
            yield Text(cleaned[end : mark.start()])
            yield NoteMark(mark[1])
            end = mark.end()
    yield Text(cleaned[end:])


def _dressed(node: SyntaxTreeNode, inner: list[Inline], finds: Finds) -> list[Inline]:
    children = tuple(inner)
    match node.type:
        case "em":
            return [Emphasis(children)]
        case "strong":
            return [Strong(children)]
        case _:
            return _link(node, children, finds)


def _link(node: SyntaxTreeNode, children: tuple[Inline, ...], finds: Finds) -> list[Inline]:
    """A link out into the world; one into the old web site leads nowhere from a book."""
    target = str(node.attrs.get("href", ""))
    finds.targets.add(target)
    if title := str(node.attrs.get("title", "")):
        finds.left_out.append(LeftOut("link title", title, "a book shows no hovering words"))
    if LEADS_OUT.match(target):
        return [Link(target, children)]
    reason = "it leads to a page of the old web site; its words are kept"
    finds.left_out.append(LeftOut("link inside the site", target, reason))
    return list(children)


def _called(node: SyntaxTreeNode) -> Called:
    attrs = node.attrs
    source, title = str(attrs.get("src", "")), str(attrs.get("title", ""))
    return Called(source, node.content, title)


def unprinted(children: Sequence[Inline]) -> Iterator[str]:
    """Where the links of a line lead, and which notes it calls."""
    for child in children:
        match child:
            case Link(target, inner):
                yield target
                yield from unprinted(inner)
            case Emphasis(inner) | Strong(inner):
                yield from unprinted(inner)
            case NoteMark(label):
                yield label
            case Text():
                pass
            case _:
                assert_never(child)


def line(children: Sequence[Inline], place: Place) -> Line:
    """A line, its leading spaces (kept apart from words only by `&nbsp;` or a line block) counted
    as indent steps."""
    lead = children[0].text if children and isinstance(children[0], Text) else ""
    ordinary = [
        Text(UNUSUAL_SPACE.sub(" ", child.text)) if isinstance(child, Text) else child
        for child in children
    ]
    return Line(inline.settle_line(ordinary), indent(lead) if lead.strip() else 0, place)


def pair_emphasis_tags(tokens: Sequence[Token], finds: Finds) -> None:
    """`<em>…</em>` and its like made into emphasis, in place, where they pair rightly."""
    opened: list[tuple[Token, str]] = []
    for token in tokens:
        tag = EMPHASIS_TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if token.nesting == 1:
            opened.append((token, ""))
        elif token.nesting == -1:
            while opened and opened.pop()[1]:
                pass
        elif tag and not tag[1]:
            opened.append((token, tag[2].casefold()))
        elif tag and opened and opened[-1][1] == tag[2].casefold():
            _make_emphasis(opened.pop()[0], token, tag[2].casefold(), finds)


def shift_digits(tokens: Sequence[Token]) -> None:
    """The digits in `<sup>` and `<sub>` put above and below the line, in place."""
    for opening, words in pairwise(tokens):
        tag = PLACE_TAG.fullmatch(opening.content)
        if tag and opening.type == "html_inline":
            place = "sub" if tag[1].casefold() == "sub" else "super"
            words.content = shifted(words.content, place)


def _make_emphasis(opening: Token, closing: Token, tag: str, finds: Finds) -> None:
    finds.read += [opening.content, closing.content]
    finds.underlined += tag == "u"
    opening.type, opening.nesting = f"{EMPHASIS_OF[tag]}_open", 1
    closing.type, closing.nesting = f"{EMPHASIS_OF[tag]}_close", -1
