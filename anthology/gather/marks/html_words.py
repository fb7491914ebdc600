"""HTML inside Markdown: its words kept, its tags taken off and told.

No tree is built: a blog's HTML is seldom whole, and a parser that mends it may lose words. Where
a tag stands for a line end or a new block, the words are parted there.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from anthology.gather.gathered import LeftOut

TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?([a-zA-Z][\w-]*)[^<>]*>"
    r"|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|(\w+));")
LINE_TAGS = frozenset(["br"])
BLOCK_TAGS = frozenset(
    "address article aside blockquote center dd div dl dt figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr iframe li main nav ol p pre section table tbody td th thead tr ul".split()
)


def unescape(text: str) -> str:
    """`&amp;` → `&`, only where it is written out whole, as in Markdown."""

    def letter(entity: re.Match[str]) -> str:
        is_known = entity[1] is None or f"{entity[1]};" in html5
        return html.unescape(entity[0]) if is_known else entity[0]

    return ENTITY.sub(letter, text)


def is_line_end(tag: str) -> bool:
    """`<br>`, however it is written."""
    found = TAG.fullmatch(tag)
    return found is not None and (found[2] or "").casefold() in LINE_TAGS


def left_out(tag: str) -> LeftOut:
    """A tag that was taken off, or a comment or a script with what is in it."""
    found = TAG.match(tag)
    name = found[2] if found else None
    if name:
        return LeftOut(f"HTML tag <{name.casefold()}>", tag, "the words inside are kept")
    return LeftOut("HTML comment or script", tag, "a browser does not show it")


def words(source: str) -> tuple[list[list[str]], list[LeftOut]]:
    """The words of a piece of HTML, in blocks of lines, and the tags taken off it."""
    blocks: list[list[str]] = [[""]]
    tags: list[LeftOut] = []
    end = 0
    for tag in TAG.finditer(source):
        blocks[-1][-1] += source[end : tag.start()]
        end = tag.end()
        tags.append(left_out(tag[0]))
        name = (tag[2] or "").casefold()
        if name in LINE_TAGS:
            blocks[-1].append("")
        elif name in BLOCK_TAGS:
            blocks.append([""])
    blocks[-1][-1] += source[end:]
    return [lines for block in blocks if (lines := _settled(block))], tags


def _settled(block: list[str]) -> list[str]:
    lines = [" ".join(unescape(line).split()) for line in block]
    return [line for line in lines if line]
