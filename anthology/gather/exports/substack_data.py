"""What Substack keeps in the data of a tag and shows by script, put where it is seen.

A mention is an empty tag in the middle of a sentence, a gallery is one below a paragraph: the name,
the pictures and the caption stand in `data-attrs` alone. Other empty tags of that kind are told
with their words, but for those that every blog has and that `hidden` knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from anthology.gather.exports.tags import Rich, element, picture, words
from anthology.gather.gathered import LeftOut
from anthology.gather.html import tree
from anthology.gather.html.hidden import hidden
from anthology.gather.html.tree import Element, Tree
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, entries, text

KEPT = "data-attrs"
MENTION = "mention-wrap"
GALLERY = "image-gallery-embed"
# Where the other blocks keep what they show.
SAID = ("title", "caption", "text", "persistentExpression", "body", "url")
REASON = "Substack shows it by a program: look where it stood, and put its words in"


def put_in(page: str) -> Rich:
    """The page with the names and the galleries in their places, and what else is kept so."""
    if KEPT not in page:
        return Rich(page)
    grown = tree.grow(page)
    made: list[str] = []
    left_out: list[LeftOut] = []
    at = 0
    for one in grown.root.inside(_is_hidden):
        if KEPT not in one.attributes or not _is_empty(grown, one):
            continue
        shown = _shown(one)
        made += [page[at : one.inner], shown]
        at = one.inner
        if not shown:
            left_out.append(LeftOut("block of Substack’s", _told(one), REASON))
    return Rich("".join(made) + page[at:], tuple(left_out))


def _is_hidden(one: Element) -> bool:
    return hidden(one.tag, one.attributes) is not None


def _is_empty(grown: Tree, one: Element) -> bool:
    """Does it show nothing of its own: no word, and nothing that may be a picture?"""
    return one.tag not in tree.VOID and not one.children and not grown.words(one)


def _shown(one: Element) -> str:
    data = _data(one.attributes)
    if MENTION in one.classes:
        return words(text(data, "name"))
    if GALLERY in one.classes:
        images = entries(data, "gallery", "images")
        caption = words(text(data, "gallery", "caption"))
        shown = "".join(picture(text(image, "src"), text(image, "alt")) for image in images)
        return shown + (element("figcaption", caption) if caption else "")
    return ""


def _told(one: Element) -> str:
    data = _data(one.attributes)
    held = (data, *(data.values() if isinstance(data, dict) else ()))
    said = (text(level, key) for key in SAID for level in held)
    return next(filter(None, said), " ".join(sorted(one.classes)))


def _data(attributes: Mapping[str, str]) -> Json:
    try:
        return json_data.parse(attributes[KEPT])
    except ValueError:
        return None
