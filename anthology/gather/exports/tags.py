"""HTML written out, for exports that keep an essay as JSON.

Such an essay is first made the HTML its own blog would show, so that there is one reader of HTML
and not five. What a blog shows besides an author's words is told on the way.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from anthology.gather.gathered import LeftOut

NO_WORDS = "a card of the blog’s, not words of yours"


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
    """Plain text as HTML: a blank line begins a paragraph, and a line is a line."""
    paragraphs = text.replace("\r\n", "\n").strip("\n").split("\n\n")
    return "".join(element("p", words(one.strip("\n"))) for one in paragraphs)


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


def from_markdown(source: str) -> str:
    """Markdown as a blog shows it: what it ends a line with ends a line."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark", {"breaks": True, "html": True}).render(source)
    return made
