"""Mobiledoc, the JSON in which Ghost kept an essay until 2023, as HTML.

A document is a list of sections; what they say is cut into markers that open and close kinds of
emphasis by their number. A card that holds no words of the author's is left out and told.
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
    words,
)
from anthology.gather.intake.json_data import Json, entries, get, text

ATOM = 1
SECTIONS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote aside".split())
MARKS = frozenset("strong b em i u s a".split())


def rich(document: Json) -> Rich:
    """The HTML of a document, and what is not in it."""
    return joined(_section(document, section) for section in entries(document, "sections"))


def _section(document: Json, section: Json) -> Rich:
    match get(section, 0):
        case 1:
            tag = text(section, 1)
            shown = tag if tag in SECTIONS else "p"
            return Rich(element(shown, _markers(document, entries(section, 2))))
        case 2:
            return Rich(picture(text(section, 1)))
        case 3:
            items = (_markers(document, item) for item in entries(section, 2))
            listed = "".join(element("li", item) for item in items)
            return Rich(element("ol" if text(section, 1) == "ol" else "ul", listed))
        case 10:
            return _card(get(document, "cards", _number(section, 1)))
        case _:
            return Rich("")


def _markers(document: Json, markers: Json) -> str:
    """The markers of one section: `[kind, opened, how many close, words or atom]`."""
    said, opened = "", list[str]()
    for marker in entries(markers):
        for number in entries(marker, 1):
            mark = get(document, "markups", number if isinstance(number, int) else -1)
            tag = text(mark, 0) if text(mark, 0) in MARKS else "span"
            href = text(mark, 1, 1) if text(mark, 1, 0) == "href" else ""
            said += element(tag, "", href=href).removesuffix(f"</{tag}>")
            opened.append(tag)
        said += _said(document, marker)
        for _ in range(min(_number(marker, 2), len(opened))):
            said += f"</{opened.pop()}>"
    return said + "".join(f"</{tag}>" for tag in reversed(opened))


def _said(document: Json, marker: Json) -> str:
    if get(marker, 0) != ATOM:
        return words(text(marker, 3))
    atom = get(document, "atoms", _number(marker, 3))
    return "<br>" if text(atom, 0) == "soft-return" else words(text(atom, 1))


def _number(value: Json, place: int) -> int:
    found = get(value, place)
    return found if isinstance(found, int) else 0


def _card(one: Json) -> Rich:
    kind, payload = text(one, 0), get(one, 1)
    if kind in CARDS:
        return Rich(CARDS[kind](payload))
    return Rich("", (card(kind, payload),))


def _picture(payload: Json) -> str:
    return picture(text(payload, "src"), text(payload, "alt"), text(payload, "caption"))


CARDS: dict[str, Callable[[Json], str]] = {
    "markdown": lambda payload: from_markdown(text(payload, "markdown")),
    "card-markdown": lambda payload: from_markdown(text(payload, "markdown")),
    "html": lambda payload: text(payload, "html"),
    "image": _picture,
    "gallery": lambda payload: "".join(_picture(one) for one in entries(payload, "images")),
    "hr": lambda _: "<hr>",
    "code": lambda payload: element("pre", words(text(payload, "code"))),
    "callout": lambda payload: element("p", text(payload, "calloutText")),
    "toggle": lambda payload: element("h3", text(payload, "heading")) + text(payload, "content"),
}
