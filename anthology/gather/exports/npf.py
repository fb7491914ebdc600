"""NPF, the JSON in which Tumblr keeps a post, as HTML.

A post is a list of blocks; a line may end inside a block's words, and ends there. What holds no
words of the author's (a video, a song, a poll) is left out and told.
"""

from __future__ import annotations

from itertools import groupby, pairwise

from anthology.gather.exports.tags import NO_WORDS, Rich, element, joined, picture, words
from anthology.gather.gathered import LeftOut
from anthology.gather.intake.json_data import Json, entries, get, text

ELEMENTS = {"heading1": "h2", "heading2": "h3", "indented": "blockquote", "quote": "blockquote"}
LISTS = {"ordered-list-item": "ol", "unordered-list-item": "ul"}
DRESS = {"bold": "strong", "italic": "em"}


def rich(content: list[Json]) -> Rich:
    """The HTML of a post's blocks, and what is not in it."""
    pieces: list[Rich] = []
    for tag, run in groupby(content, key=lambda block: LISTS.get(text(block, "subtype"), "")):
        if tag:
            items = "".join(element("li", _words(block)) for block in run)
            pieces.append(Rich(element(tag, items)))
        else:
            pieces += [_block(block) for block in run]
    return joined(pieces)


def _block(block: Json) -> Rich:
    kind = text(block, "type")
    match kind:
        case "text":
            return Rich(element(ELEMENTS.get(text(block, "subtype"), "p"), _words(block)))
        case "image":
            shown = picture(
                text(block, "media", 0, "url") or text(block, "media", "url"),
                text(block, "alt_text"),
                words(text(block, "caption")),
            )
            return Rich(shown)
        case "link":
            title = text(block, "title") or text(block, "display_url")
            return Rich(element("p", element("a", words(title), href=text(block, "url"))))
        case _:
            told = text(block, "url") or text(block, "title") or kind
            return Rich("", (LeftOut(f"{kind or 'unnamed'} block", told, NO_WORDS),))


def _words(block: Json) -> str:
    """The words of a block; `formatting` counts letters, and its ranges may overlap."""
    said = text(block, "text")
    ends = {0, len(said)}
    marks: list[tuple[int, int, str, str]] = []
    for mark in entries(block, "formatting"):
        start, end, kind = get(mark, "start"), get(mark, "end"), text(mark, "type")
        tag = "a" if kind == "link" else DRESS.get(kind, "")
        if isinstance(start, int) and isinstance(end, int) and tag:
            start, end = max(0, min(start, len(said))), max(0, min(end, len(said)))
            marks.append((start, end, tag, text(mark, "url")))
            ends |= {start, end}
    cuts = sorted(ends)
    return "".join(
        _piece(said[start:end], [mark for mark in marks if mark[0] <= start and end <= mark[1]])
        for start, end in pairwise(cuts)
    )


def _piece(said: str, marks: list[tuple[int, int, str, str]]) -> str:
    made = words(said)
    for _, _, tag, url in marks:
        made = element(tag, made, href=url if tag == "a" else "")
    return made
