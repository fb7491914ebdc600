"""HTML written out, for exports that keep an essay as JSON.

Such an essay is first made the HTML its own blog would show, so that there is one reader of HTML
and not five. What a blog shows besides an author's words is told on the way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from anthology.gather.gathered import LeftOut
from anthology.gather.html import tree
from anthology.gather.html.line import NO_BREAK
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json

BLOCK_TAG = re.compile(r"<(?:p|br|div|blockquote|pre|ul|ol|h[1-6]|table)\b", re.IGNORECASE)
LEAD = re.compile(r"^[ \t]+", re.MULTILINE)
PRESS = 40  # pixels, as the editors set a block in by
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
NO_WORDS = "a card of the blog’s, and no text of the essay"
# Where a card keeps what it shows.
SAID_BY_CARDS = (
    *("textValue", "html", "header", "heading", "title", "productTitle"),
    *("buttonText", "fileName", "caption", "url"),
)


@dataclass(frozen=True, slots=True)
class Rich:
    """A piece of HTML, and what of the piece is not in it."""

    html: str
    left_out: tuple[LeftOut, ...] = ()


def joined(pieces: Iterable[Rich]) -> Rich:
    """Pieces one after the other."""
    every = list(pieces)
    left_out = tuple(left for piece in every for left in piece.left_out)
    return Rich("".join(piece.html for piece in every), left_out)


def words(text: str) -> str:
    """Plain words as HTML; where a line ends, it ends."""
    return html.escape(text, quote=False).replace("\r\n", "\n").replace("\n", "<br>")


def plain(text: str) -> str:
    """Plain text as HTML: a blank line begins a paragraph, a line is a line, and the spaces it
    begins with set it in."""
    text = LEAD.sub(lambda lead: NO_BREAK * len(lead[0].expandtabs(4)), text)
    parts = text.replace("\r\n", "\n").strip("\n").split("\n\n")
    return "".join(element("p", words(one.strip("\n"))) for one in parts)


def set_in(levels: object) -> str:
    """The style of a block that an indent button was pressed for so many times."""
    return f"margin-left: {PRESS * levels}px" if isinstance(levels, int) and levels > 0 else ""


def paragraphs(source: str) -> str:
    """HTML as an editor shows it that marks no paragraphs: a blank line begins one, and a line is
    a line. What has them is left as it is."""
    if BLOCK_TAG.search(source):
        return source
    lines = source.replace("\r\n", "\n").strip("\n")
    parts = (part.replace("\n", "<br>") for part in BLANK_LINE.split(lines))
    return "".join(element("p", part) for part in parts if part.strip())


def element(tag: str, inside: str, **attributes: str) -> str:
    """One element; an attribute without a value is not written."""
    written = "".join(
        f' {name}="{html.escape(value)}"' for name, value in attributes.items() if value
    )
    return f"<{tag}{written}>{inside}</{tag}>"


def picture(source: str, alt: str = "", caption: str = "") -> str:
    """A picture and the HTML of its caption; nothing where there is no picture."""
    if not source:
        return ""
    shown = f'<img src="{html.escape(source)}" alt="{html.escape(alt)}">'
    return element("figure", shown + (element("figcaption", caption) if caption else ""))


def card(kind: str, data: Json) -> LeftOut:
    """A card that is left out, with the first of the words it shows."""
    said = (tree.words(json_data.text(data, key)) for key in SAID_BY_CARDS)
    return LeftOut(f"{kind or 'unnamed'} card", next(filter(None, said), kind), NO_WORDS)


def from_markdown(source: str) -> str:
    """Markdown as a blog shows it: what it ends a line with ends a line."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark", {"breaks": True, "html": True}).render(source)
    return made
