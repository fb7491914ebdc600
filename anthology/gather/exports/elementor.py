"""The text of a post that was built with Elementor, which keeps it as JSON beside the post.

A tree of sections, columns and containers with widgets in them, read in its order. Headings, texts,
pictures and what else holds an author's words become HTML; a widget that only does something (a
form, a map, a button) is told by its kind, with any words it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from anthology.errors import GatherError
from anthology.gather.exports.tags import Rich, element, joined, paragraphs, picture, words
from anthology.gather.gathered import LeftOut
from anthology.gather.html import tree
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, entries, get, text

KEPT = "_elementor_data"
HEADING = re.compile(r"h[1-6]")
QUOTED = {"class": "wp-block-quote"}
# What a setting is called that holds words and not looks.
WORDED = re.compile(r"title|text|content|description|editor|caption|heading|label|quote|html|name")
LOOKS = re.compile(r"color|typography|font|align|size|css|_element|shadow|_id$|html_tag|layout")
SPOKEN = "it is a widget of the blog’s, not a text; put its words in by hand, if they are yours"
ANOTHERS = "somebody else said it: put it in by hand, if you may"
TOO_DEEP = "it is nested too deep to be read: copy the text from the blog"


def rich(kept: str) -> Rich:
    """The HTML of a post's widgets, and what is not in it; nothing where there is none."""
    try:
        found = json_data.parse(kept) if kept.strip() else None
    except ValueError:
        return Rich("")
    except GatherError:
        return Rich("", (LeftOut("Elementor text", "", TOO_DEEP),))
    return joined(map(_element, found if isinstance(found, list) else entries(found, "content")))


def _element(one: Json) -> Rich:
    """A section, a column, a container, or a widget with what stands in it."""
    named, inside = text(one, "widgetType"), map(_element, entries(one, "elements"))
    return joined([_widget(named, get(one, "settings")) if named else Rich(""), *inside])


def _widget(named: str, settings: Json) -> Rich:
    reader = READERS.get(named)
    if reader:
        return Rich("".join(reader(settings)))
    if named in SILENT:
        return Rich("")
    reason = ANOTHERS if named in BY_OTHERS else SPOKEN
    kind = f"{named.replace('-', ' ')} widget"
    return Rich("", (LeftOut(kind, " ".join(_worded(settings)), reason),))


def _said(settings: Json, key: str) -> str:
    """A setting; the widgets of newer versions keep the kind of each beside it."""
    held = get(settings, key)
    while isinstance(held, dict) and "value" in held:
        held = held["value"]
    return held if isinstance(held, str) else ""


def _heading(settings: Json) -> Iterator[str]:
    tag = _said(settings, "header_size") or _said(settings, "tag") or "h2"
    if title := _said(settings, "title"):
        yield element(tag if HEADING.fullmatch(tag) else "p", title)


def _text(settings: Json) -> Iterator[str]:
    yield paragraphs(_said(settings, "editor") or _said(settings, "paragraph"))


def _html(settings: Json) -> Iterator[str]:
    yield _said(settings, "html") or _said(settings, "shortcode")


def _image(settings: Json) -> Iterator[str]:
    caption = _said(settings, "caption") if _said(settings, "caption_source") == "custom" else ""
    yield picture(text(settings, "image", "url"), text(settings, "image", "alt"), words(caption))


def _gallery(settings: Json) -> Iterator[str]:
    for key in ("gallery", "wp_gallery", "carousel"):
        yield from (picture(text(one, "url")) for one in entries(settings, key))


def _box(settings: Json) -> Iterator[str]:
    """A picture or a sign, a title, and some words below it."""
    yield picture(text(settings, "image", "url"), text(settings, "image", "alt"))
    yield _titled(_said(settings, "title_text"), _said(settings, "description_text"))


def _titled(title: str, said: str) -> str:
    return (element("h3", title) if title else "") + paragraphs(said)


def _list(settings: Json) -> Iterator[str]:
    items = [_said(one, "text") for one in entries(settings, "icon_list")]
    yield element("ul", "".join(element("li", item) for item in items if item))


def _folded(settings: Json) -> Iterator[str]:
    """What a page shows when a title is pressed; a book shows it all."""
    for one in entries(settings, "tabs"):
        yield _titled(_said(one, "tab_title"), _said(one, "tab_content"))
    for one in entries(settings, "items"):
        yield _titled(_said(one, "item_title"), "")


def _quotation(settings: Json) -> Iterator[str]:
    who = _said(settings, "author_name")
    said = paragraphs(_said(settings, "blockquote_content"))
    yield element("blockquote", said + (element("p", words(who)) if who else ""), **QUOTED)


def _rule(_settings: Json) -> Iterator[str]:
    yield "<hr>"


def _space(_settings: Json) -> Iterator[str]:
    yield "<p></p>"


READERS: dict[str, Callable[[Json], Iterator[str]]] = {
    "heading": _heading,
    "e-heading": _heading,
    "text-editor": _text,
    "e-paragraph": _text,
    "html": _html,
    "shortcode": _html,
    "image": _image,
    "image-gallery": _gallery,
    "image-carousel": _gallery,
    "image-box": _box,
    "icon-box": _box,
    "icon-list": _list,
    "accordion": _folded,
    "nested-accordion": _folded,
    "nested-tabs": _folded,
    "toggle": _folded,
    "tabs": _folded,
    "blockquote": _quotation,
    "divider": _rule,
    "spacer": _space,
}
SILENT = frozenset("icon menu-anchor".split())
BY_OTHERS = frozenset("testimonial testimonial-carousel reviews".split())


def _worded(settings: Json) -> Iterator[str]:
    """The words in the settings of a widget that nobody here knows."""
    for key, value in settings.items() if isinstance(settings, dict) else ():
        if isinstance(value, list):
            yield from (word for one in value for word in _worded(one))
        elif isinstance(value, str) and WORDED.search(key) and not LOOKS.search(key):
            yield tree.words(value)
