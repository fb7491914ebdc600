"""HTML text → tags and words, one after the other, the way a browser reads them.

A tree is not built: a blog's HTML is seldom whole, and what mends a tree moves or drops words.
Here every letter is in one token and one only, whatever the damage; a tag that never ends is
words. Takes time in proportion to the text, hostile or not, and knows nothing of what tags mean.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

# A quote begins a value only behind `=`: `<p don't>` is a whole tag.
TAG = re.compile(
    r"<([a-zA-Z][^\s/>]*)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])))*+>", re.DOTALL
)
LOOSE_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)[^>]*>")
END_TAG = re.compile(r"</([a-zA-Z][^\s/>]*)[^>]*>")
ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
# Inside these nothing is a tag.
RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())


class Kind(Enum):
    """What a token is; `RAW` are the insides of a script and its like."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    COMMENT = "comment"
    RAW = "raw"


class Token(NamedTuple):
    """One piece of the source; `name` is a tag's, in lower case, `source` is as it was typed."""

    kind: Kind
    name: str
    source: str


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a text, in order; joined, their sources are the text."""
    reader = _Reader(source)
    written = at = 0
    while (start := source.find("<", at)) >= 0:
        token = reader.markup(start)
        if token is None:
            at = start + 1
            continue
        if start > written:
            yield Token(Kind.TEXT, "", source[written:start])
        yield token
        written = at = start + len(token.source)
        if token.kind is Kind.OPEN and token.name in RAW:
            inside = reader.raw(token.name, at)
            if inside:
                yield Token(Kind.RAW, token.name, inside)
                written = at = at + len(inside)
    if written < len(source):
        yield Token(Kind.TEXT, "", source[written:])


class _Reader:
    """Looks at one place of a text; remembers what it knows not to be found further on, since a
    search that fails again and again would make a hostile text cost the square of its length."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.last_end = source.rfind(">")
        self.last_comment_end = source.rfind("-->")
        self.never_closed: set[str] = set()

    def markup(self, start: int) -> Token | None:
        """The tag or comment that begins here; nothing where `<` is only a sign."""
        if start > self.last_end:
            return None
        first = self.source[start + 1 : start + 2]
        if first.isascii() and first.isalpha():
            tag = TAG.match(self.source, start) or LOOSE_TAG.match(self.source, start)
            return Token(Kind.OPEN, tag[1].lower(), tag[0]) if tag else None
        if first == "/" and (tag := END_TAG.match(self.source, start)):
            return Token(Kind.CLOSE, tag[1].lower(), tag[0])
        return self.comment(start) if first and first in "!?/" else None

    def comment(self, start: int) -> Token:
        """A comment, or what a browser takes for one; one that never ends is cut at a `>`."""
        ending = "-->" if self.source.startswith("<!--", start) else ">"
        if ending == "-->" and start + 2 > self.last_comment_end:
            ending = ">"
        # `<!-->` is a whole comment.
        end = self.source.index(ending, start + 2) + len(ending)
        return Token(Kind.COMMENT, "", self.source[start:end])

    def raw(self, name: str, start: int) -> str:
        """What stands before the end tag; nothing where there is none."""
        if name in self.never_closed:
            return ""
        ends = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.source, start)
        if not ends:
            self.never_closed.add(name)
            return ""
        return self.source[start : ends.start()]


def attributes(tag: str) -> Mapping[str, str]:
    """The attributes of an opening tag, names in lower case; of one given twice, the first."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(tag[tag.find(" ") :] if " " in tag else ""):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def line(source: str) -> str:
    """The words of a title or a name on one line, entities undone; a line break is a space."""
    pieces = (
        token.source if token.kind is Kind.TEXT else " " if token.name in ("br", "p", "div") else ""
        for token in tokens(source)
    )
    return " ".join(html.unescape("".join(pieces)).split())
