"""The text of a WordPress post as HTML, with what WordPress itself puts in before it shows it.

Blocks that are kept elsewhere are put in their places, shortcodes are taken out, footnotes and the
text of a page builder are brought from beside the post. A newline is a line end in a post from
before blocks, and in what stands between blocks as it stood in one; an export that others made is
looked at for what its newlines are.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from anthology.gather.exports import block_data, elementor, kept_blocks, shortcodes
from anthology.gather.gathered import LeftOut
from anthology.gather.html import tokens, tree
from anthology.gather.html.tokens import Kind

BLOCK = "<!-- wp:"
MARK = re.compile(
    r"<!--\s+(?P<close>/?)wp:(?P<name>[a-z][\w/-]*)(?:\s[^<>]*?)?(?P<alone>/?)-->", re.DOTALL
)
NO_BLOCKS = frozenset(["freeform", "core/freeform"])  # the mark of what has none
AS_TYPED = '<div style="white-space: pre-line">'
# An address alone on its line, or in its paragraph, of those WordPress shows something else for
# (wp-includes/class-wp-oembed.php).
ALONE = re.compile(
    r"^[ \t]*+(?:<p\b[^<>]*>)?[ \t]*+(https?://(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|"
    r"dailymotion\.com|soundcloud\.com|spotify\.com|ted\.com|twitter\.com|x\.com|bsky\.app|"
    r"instagram\.com|facebook\.com|tiktok\.com|flickr\.com|mixcloud\.com|videopress\.com)"
    r"/[^\s<>\"]++)[ \t]*+(?:</p>)?[ \t]*+$",
    re.MULTILINE,
)
EMBED = r'<div class="wp-block-embed__wrapper">\1</div>'
AROUND_WORDS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol blockquote pre table figure div section center script style".split()
)
PLAIN_PARAGRAPH = re.compile(r"<p>", re.IGNORECASE)
NOTE_CLASS = "fn"
NOTE_ID = "data-note"
FOOTNOTES = "footnotes"
BEAVER = "_fl_builder_data"
SHELL = 0.5  # of a builder's words: a post that has fewer of its own is only its shell
IN_THE_SHELL = "the page builder’s text is taken for the essay, and this is not in it"
NOT_READ = "Beaver Builder keeps the text in a form of its own: copy it from the blog"


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
    content: str,
    beside: Mapping[str, str],
    kept: Mapping[str, str],
    newlines: Newlines = Newlines.TELL,
) -> Source:
    """A post's `content` as WordPress shows it. `beside` is what is kept beside the post, by its
    key; `kept` are the blocks that are kept elsewhere, by number."""
    left_out: list[LeftOut] = []
    content = block_data.put_in(kept_blocks.put_in(content, kept, left_out), left_out)
    plain = shortcodes.taken_out(content)
    text, is_built = _built(plain.text, beside, left_out)
    text = text if newlines is Newlines.NOTHING else ALONE.sub(EMBED, text)
    notes = [*plain.notes, *_footnotes(beside.get(FOOTNOTES, ""))]
    labels = {id_: str(number) for number, (id_, _) in enumerate(notes, 1)}
    written = "".join(
        f'\n\n<div {NOTE_ID}="{html.escape(id_)}">{words}</div>' for id_, words in notes
    )
    has_blocks = BLOCK in content
    is_classic = not is_built and not has_blocks and _are_line_ends(newlines, plain.text)
    text = _with_lines(text) if has_blocks else text
    return Source(text + written, is_classic, labels, (*left_out, *plain.left_out))


def _with_lines(text: str) -> str:
    """A post of blocks, in which the newlines of what stands in no block show."""
    made: list[str] = []
    depth = at = 0
    for mark in MARK.finditer(text):
        between = text[at : mark.start()]
        made += [between if depth else _as_typed(between), mark[0]]
        at = mark.end()
        if not mark["alone"] and mark["name"] not in NO_BLOCKS:
            depth = max(0, depth + (-1 if mark["close"] else 1))
    rest = text[at:]
    return "".join(made) + (rest if depth else _as_typed(rest))


def _as_typed(between: str) -> str:
    has_lines = "\n" in between.strip() and _is_classic(between)
    return f"{AS_TYPED}{between}</div>" if has_lines else between


def _built(text: str, beside: Mapping[str, str], left_out: list[LeftOut]) -> tuple[str, bool]:
    """The text of a page builder, where that of the post is none, or only a shell of it; and
    whether it was taken."""
    if not beside.get(elementor.KEPT) and not beside.get(BEAVER):
        return text, False
    said = tree.words(text)
    if not said and beside.get(BEAVER):
        left_out.append(LeftOut("Beaver Builder text", "", NOT_READ))
    built = elementor.rich(beside.get(elementor.KEPT, ""))
    plain = shortcodes.taken_out(built.html)
    words = tree.words(plain.text)
    if not words or len(said) >= SHELL * len(words):
        return text, False
    left_out += [*built.left_out, *plain.left_out]
    left_out += [LeftOut("text beside the builder’s", said, IN_THE_SHELL)] if said else []
    return plain.text, True


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
