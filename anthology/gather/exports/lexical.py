"""Lexical, the JSON in which Ghost keeps an essay, as HTML.

Words, lines and pictures become the HTML Ghost itself makes of them. A card that holds no words
of the author's (a button, a form to sign up, a page that is shown inside) is left out and told.
"""

from __future__ import annotations

from collections.abc import Callable

from anthology.gather.exports.tags import (
    Rich,
    card,
    element,
    from_markdown,
    joined,
    picture,
    set_in,
    words,
)
from anthology.gather.intake.json_data import Json, entries, get, text

# The bits of a text's `format`.
DRESS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"))
ELEMENTS = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
}
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def rich(document: Json) -> Rich:
    """The HTML of a document, and what is not in it."""
    return joined(_node(child) for child in entries(document, "root", "children"))


def _node(node: Json) -> Rich:
    kind = text(node, "type")
    if kind in CARDS:
        return Rich(CARDS[kind](node))
    if entries(node, "children") or kind in ELEMENTS:
        inside = joined(_node(child) for child in entries(node, "children"))
        return Rich(_element(kind, node, inside.html), inside.left_out)
    return Rich("", (card(kind, node),))


def _element(kind: str, node: Json, inside: str) -> str:
    tag = text(node, "tag")
    match kind:
        case "link" | "autolink" | "at-link":
            return element("a", inside, href=text(node, "url"))
        case "heading" | "extended-heading":
            return element(tag if tag in HEADINGS else "h2", inside)
        case "list":
            return element("ol" if text(node, "listType") == "number" else "ul", inside)
        case _:
            return element(ELEMENTS.get(kind, "div"), inside, style=set_in(get(node, "indent")))


def _dressed(node: Json) -> str:
    said = words(text(node, "text"))
    bits = get(node, "format")
    for bit, tag in DRESS:
        if isinstance(bits, int) and bits & bit:
            said = element(tag, said)
    return said


def _picture(node: Json) -> str:
    return picture(text(node, "src"), text(node, "alt"), text(node, "caption"))


def _gallery(node: Json) -> str:
    shown = "".join(_picture(one) for one in entries(node, "images"))
    return shown + element("p", text(node, "caption"))


def _below(node: Json) -> str:
    said = text(node, "subheader")
    return element("p", said) if said else ""


CARDS: dict[str, Callable[[Json], str]] = {
    "text": _dressed,
    "extended-text": _dressed,
    "linebreak": lambda _: "<br>",
    "tab": lambda _: "\t",
    "horizontalrule": lambda _: "<hr>",
    "image": _picture,
    "gallery": _gallery,
    "html": lambda node: text(node, "html"),
    "callout": lambda node: element("p", text(node, "calloutText")),
    "toggle": lambda node: element("h3", text(node, "heading")) + text(node, "content"),
    "header": lambda node: element("h2", text(node, "header")) + _below(node),
    "markdown": lambda node: from_markdown(text(node, "markdown")),
    "codeblock": lambda node: element("pre", words(text(node, "code"))),
}
