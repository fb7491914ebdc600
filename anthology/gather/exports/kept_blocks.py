"""Blocks that WordPress keeps beside its posts, put where the posts point at them.

A block may hold others that are kept too. One whose text did not come in is told with the words
it stood below; so are the words a post puts in place of some of a block's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from anthology.gather.gathered import LeftOut
from anthology.gather.html import tree
from anthology.gather.intake.json_data import Json, get

# In a block's mark WordPress spells `<` and `>` as `\u003c` and `\u003e`.
ELSEWHERE = re.compile(r"<!--\s+wp:(?:core/)?block\s+(\{[^<>]*\})\s+/?-->")
DEEPEST = 3  # blocks that hold blocks
MOST_PUT_IN = 8_000_000  # characters
ABOVE = 600  # characters in which the words above a place are looked for
WORDS_TOLD = 8
NOT_HERE = (
    "its text is kept elsewhere on the blog, and is in none of these files: export “All content”, "
    "and gather that"
)
TOO_DEEP = "it holds itself, or more blocks than are looked into: put its words in by hand"
OWN_WORDS = "this post has them in place of some of the block’s own: put them in by hand"


def put_in(content: str, kept: Mapping[str, str], left_out: list[LeftOut]) -> str:
    """The content with the blocks in their places; `kept` are their texts by number. What could
    not be put in is added to `left_out`."""

    def block(found: re.Match[str]) -> str:
        said = _said(found[1])
        number = str(get(said, "ref") or "")
        if number not in kept:
            left_out.append(_told(found, NOT_HERE))
        left_out.extend(
            LeftOut("reusable block", words, OWN_WORDS) for words in _own(get(said, "content"))
        )
        return kept.get(number, "")

    longest = max(map(len, kept.values()), default=0)
    for _ in range(DEEPEST):
        count = len(ELSEWHERE.findall(content))
        if not count or count * longest > MOST_PUT_IN:
            break
        content = ELSEWHERE.sub(block, content)
    left_out += [_told(found, TOO_DEEP) for found in ELSEWHERE.finditer(content)]
    return content


def _said(data: str) -> Json:
    try:
        said: Json = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return said


def _told(found: re.Match[str], reason: str) -> LeftOut:
    """A block that is not there, by its number and the last words above its place."""
    number = get(_said(found[1]), "ref") or ""
    above = found.string[max(0, found.start() - ABOVE) : found.start()]
    whole = above if found.start() <= ABOVE else above[above.find("<") :]
    words = tree.words(whole).split()[-WORDS_TOLD:]
    place = f"below “{' '.join(words)}”" if words else "at the beginning"
    return LeftOut("reusable block", f"{number}, {place}", reason)


def _own(value: Json) -> Iterator[str]:
    """The words a post gives a block: `{"Name": {"content": "…"}}`."""
    for given in value.values() if isinstance(value, dict) else ():
        words = get(given, "content")
        if isinstance(words, str) and words.strip():
            yield tree.words(words)
