"""The text of a WordPress post as HTML, with what WordPress itself puts in before it shows it.

Blocks that are kept elsewhere are put in their places, shortcodes are taken out, footnotes are
brought from beside the text. A newline is a line end in a post from before blocks, and in no
other; an export that others made is looked at for what its newlines are.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from anthology.gather.exports import shortcodes
from anthology.gather.gathered import LeftOut
from anthology.gather.html import tokens
from anthology.gather.html.tokens import Kind

BLOCK = "<!-- wp:"
ELSEWHERE = re.compile(r"<!--\s+wp:(?:core/)?block\s+(\{[^{}]*\})\s+/-->")
DEEPEST = 3  # blocks that hold blocks that are kept elsewhere
AROUND_WORDS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol blockquote pre table figure div section center script style".split()
)
PLAIN_PARAGRAPH = re.compile(r"<p>", re.IGNORECASE)
NOTE_CLASS = "fn"
NOTE_ID = "data-note"
MOST_PUT_IN = 8_000_000  # characters


class Newlines(Enum):
    """What a newline is in a post without blocks: a line end, as where WordPress itself shows it;
    nothing; or to be told by what the post looks like."""

    LINES = "lines"
    NOTHING = "nothing"
    TELL = "tell"


@dataclass(frozen=True, slots=True)
class Source:
    """A post's text, ready to be read. `labels` are those of its notes, by the id the marks call
    them with."""

    html: str
    is_classic: bool
    labels: Mapping[str, str]
    left_out: tuple[LeftOut, ...]

    def mark(self, tag: str, attributes: Mapping[str, str]) -> str:
        """The label of the note a tag calls."""
        if tag != "sup" or NOTE_CLASS not in attributes.get("class", "").split():
            return ""
        return self.labels.get(attributes.get("data-fn", ""), "")

    def note(self, _tag: str, attributes: Mapping[str, str]) -> str:
        """The label of the note a tag holds."""
        return self.labels.get(attributes.get(NOTE_ID, ""), "")


def source(
    content: str, notes: str, kept: Mapping[str, str], newlines: Newlines = Newlines.TELL
) -> Source:
    """A post's `content` as WordPress shows it. `notes` are its footnotes in JSON, `kept` the
    blocks that are kept elsewhere, by number."""
    left_out: list[LeftOut] = []
    content = _put_in(content, kept, left_out)
    plain = shortcodes.taken_out(content)
    beside = [*plain.notes, *_footnotes(notes)]
    labels = {id_: str(number) for number, (id_, _) in enumerate(beside, 1)}
    written = "".join(
        f'\n\n<div {NOTE_ID}="{html.escape(id_)}">{words}</div>' for id_, words in beside
    )
    is_classic = BLOCK not in content and _are_line_ends(newlines, plain.text)
    return Source(plain.text + written, is_classic, labels, (*left_out, *plain.left_out))


def _put_in(content: str, kept: Mapping[str, str], left_out: list[LeftOut]) -> str:
    """The content with the blocks that are kept elsewhere in their places."""

    def block(found: re.Match[str]) -> str:
        try:
            number = str(json.loads(found[1]).get("ref", ""))
        except (ValueError, AttributeError):
            number = ""
        if number not in kept:
            reason = "its text is kept elsewhere on the blog, and is not in this file"
            left_out.append(LeftOut("reusable block", number, reason))
        return kept.get(number, "")

    for _ in range(DEEPEST):
        found = ELSEWHERE.findall(content)
        longest = max(map(len, kept.values()), default=0)
        if not found or len(found) * longest > MOST_PUT_IN:
            break
        content = ELSEWHERE.sub(block, content)
    return content


def _footnotes(notes: str) -> Sequence[tuple[str, str]]:
    """The footnotes WordPress keeps beside a post: `[{"id": …, "content": …}]`."""
    try:
        found = json.loads(notes) if notes else []
        return [(str(note["id"]), str(note["content"])) for note in found]
    except (ValueError, TypeError, KeyError):
        return []


def _are_line_ends(newlines: Newlines, text: str) -> bool:
    return newlines is Newlines.LINES or (newlines is Newlines.TELL and _is_classic(text))


def _is_classic(text: str) -> bool:
    """A post from before blocks: no plain `<p>` in it, or words that stand in no block at all."""
    opened: Counter[str] = Counter()
    for token in tokens.tokens(text):
        match token.kind:
            case Kind.OPEN if token.name in AROUND_WORDS:
                opened[token.name] += 1
            case Kind.CLOSE if opened[token.name]:
                opened[token.name] -= 1
            case Kind.TEXT if token.source.strip() and not opened.total():
                return True
            case _:
                pass
    return not PLAIN_PARAGRAPH.search(text)
