"""Ricos, the JSON in which Wix keeps an essay, as HTML.

A node is a block or a run of words; a line may end inside the words. What holds no words of the
author's (a button, a video, a page that is shown inside) is left out and told.
"""

from __future__ import annotations

from anthology.gather.exports.tags import NO_WORDS, Rich, element, joined, picture, set_in, words
from anthology.gather.gathered import LeftOut
from anthology.gather.intake.json_data import Json, entries, get, text

ELEMENTS = {
    "PARAGRAPH": "p",
    "BLOCKQUOTE": "blockquote",
    "BULLETED_LIST": "ul",
    "ORDERED_LIST": "ol",
    "LIST_ITEM": "li",
    "CODE_BLOCK": "pre",
    "CAPTION": "p",
}
DRESS = {"BOLD": "strong", "ITALIC": "em", "UNDERLINE": "u", "STRIKETHROUGH": "s"}
LEVELS = range(1, 7)
SHOWN_BY_WIX = "https://static.wixstatic.com/media/"


def rich(document: Json) -> Rich:
    """The HTML of a document, and what is not in it."""
    return joined(_node(node) for node in entries(document, "nodes"))


def _node(node: Json) -> Rich:
    kind = text(node, "type")
    match kind:
        case "TEXT":
            return Rich(_dressed(node))
        case "DIVIDER":
            return Rich("<hr>")
        case "IMAGE":
            caption = joined(_node(inner) for inner in entries(node, "nodes"))
            return Rich(_picture(node, caption.html), caption.left_out)
        case _ if kind in ELEMENTS or kind == "HEADING" or entries(node, "nodes"):
            inside = joined(_node(inner) for inner in entries(node, "nodes"))
            style = set_in(get(node, f"{kind.lower()}Data", "indentation"))
            return Rich(element(_tag(kind, node), inside.html, style=style), inside.left_out)
        case _:
            return Rich("", (LeftOut(f"{kind.lower() or 'unnamed'} card", _told(node), NO_WORDS),))


def _tag(kind: str, node: Json) -> str:
    level = get(node, "headingData", "level")
    if kind == "HEADING":
        return f"h{level}" if level in LEVELS else "h2"
    return ELEMENTS.get(kind, "div")


def _dressed(node: Json) -> str:
    said = words(text(node, "textData", "text"))
    for decoration in entries(node, "textData", "decorations"):
        kind = text(decoration, "type")
        if kind in DRESS:
            said = element(DRESS[kind], said)
        elif kind == "LINK":
            said = element("a", said, href=text(decoration, "linkData", "link", "url"))
    return said


def _picture(node: Json, caption: str) -> str:
    source = get(node, "imageData", "image", "src")
    name = text(source, "id") or text(source, "_id")
    address = text(source, "url") or (SHOWN_BY_WIX + name if name else "")
    return picture(address, text(node, "imageData", "altText"), caption)


def _told(node: Json) -> str:
    """What a card that is left out shows, as far as it has a name."""
    for key in ("buttonData", "linkPreviewData", "embedData", "htmlData", "videoData", "audioData"):
        for name in ("text", "title", "src", "url"):
            if said := text(node, key, name):
                return said
    return text(node, "type").lower()
