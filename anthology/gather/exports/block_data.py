"""Blocks that keep their words in their mark and not in HTML, as Divi does since its version 5.

What Divi shows is put in the block's place. Of the blocks of other makers that show nothing of
their own, the words found in the mark are told: how they were shown is known to the blog alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from anthology.gather.exports.tags import element, paragraphs
from anthology.gather.gathered import LeftOut
from anthology.gather.html import tree
from anthology.gather.intake.json_data import Json, get

MARK = re.compile(
    r"<!--\s+wp:(?P<maker>[a-z][\w-]*)/(?P<name>[\w-]+)\s+(?P<data>\{[^<>]*\})\s+(?P<alone>/?)-->"
)
DIVI = "divi"
CORE = "core"
# What a block shows is kept for each width of screen; the widest is what was written.
SHOWN = ("innerContent", "desktop", "value")
HEADINGS = frozenset(["title", "heading"])
DEEPEST = 60  # levels of data
A_SENTENCE = re.compile(r"[^\W\d_]{2,}(?:\W+[^\W\d_]+){2,}")
REASON = "the blog keeps these words as data of a block: look where they stood, and put them in"


def put_in(content: str, left_out: list[LeftOut]) -> str:
    """The content with what Divi keeps in its blocks; what is told is added to `left_out`."""

    def shown(found: re.Match[str]) -> str:
        if found["maker"] == CORE or not (found["alone"] or found["maker"] == DIVI):
            return found[0]
        try:
            data: Json = json.loads(found["data"])
        except (ValueError, RecursionError):
            data = {}
        if found["maker"] == DIVI:
            return found[0] + "".join(_shown(data, found["name"], left_out))
        kind = f"{found['maker']} block"
        left_out.extend(LeftOut(kind, words, REASON) for words in _sentences(data))
        return found[0]

    return MARK.sub(shown, content) if "<!-- wp:" in content else content


def _shown(data: Json, name: str, left_out: list[LeftOut]) -> Iterator[str]:
    """What a block of Divi's shows, part by part: a title, and a text in HTML."""
    for part, held in data.items() if isinstance(data, dict) else ():
        value = get(held, *SHOWN)
        if isinstance(value, str) and value.strip():
            yield element("h2", value) if part in HEADINGS else paragraphs(value)
        elif isinstance(value, dict):
            told = " ".join(str(one) for one in value.values() if isinstance(one, str))
            reason = "Divi shows it as something else than text"
            left_out.append(LeftOut(f"divi {name}", told, reason))


def _sentences(data: Json) -> Iterator[str]:
    """The words in the data of a block that a person may have written."""
    level = [data]
    for _ in range(DEEPEST):
        inner: list[Json] = []
        for value in level:
            if isinstance(value, str) and A_SENTENCE.search(words := tree.words(value)):
                yield words
            inner += _inside(value)
        level = inner


def _inside(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
