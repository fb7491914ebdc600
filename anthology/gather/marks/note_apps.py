"""What Obsidian, Bear and their like, or whoever edits, put into Markdown → plain Markdown.

Hidden words stay hidden and are told; links between notes keep their words; highlighting, which
marks a place for the one who writes, keeps its words plain. What only looks like such a mark
(`a == b`, `#1`, `50%`) is left alone.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from anthology.gather.marks.sweep import GONE, Rule, Swept

PICTURES = frozenset(".png .jpg .jpeg .gif .webp .svg .bmp .avif .heic .tif .tiff".split())
SIZE = re.compile(r"\d+(?:x\d+)?")
MARKUP = re.compile(r"[*_`~<&=]")
FOR_THE_APP = "it is for the app the note was kept in"
# A tag has a letter; Bear's may have several words, and then ends as it began.
TAG = r"#(?:(?=[\w/-]*[^\W\d_])[\w/-]+#?|\w[^#\n]*\w#)(?!\S)"
LINE_OF_TAGS = rf"[ \t]*{TAG}(?:[ \t]+{TAG})*[ \t]*"


def _hidden(found: re.Match[str], swept: Swept) -> str:
    reason = "it stands between `%%`, and the app does not show it"
    return swept.put_aside("hidden note", found[0].strip().strip("%"), reason)


def _embedded(found: re.Match[str], swept: Swept) -> str:
    """A picture called by its name, or another note shown inside this one."""
    target, words = found["target"].strip(), (found["alt"] or "").strip()
    ending = PurePosixPath(target.partition("#")[0]).suffix.casefold()
    if ending in PICTURES:
        is_size = SIZE.fullmatch(words) is not None
        swept.read += [words] if is_size else []
        return f"![{'' if is_size else words}](<{target}>)"
    text = f"{target} {words}"
    if ending in ("", ".md"):
        reason = "its words are in another file: gather that too, or copy them here"
        return swept.put_aside("embedded note", text, reason)
    return swept.put_aside("embed", text, "a book cannot play it, or open it")


def _linked(found: re.Match[str], swept: Swept) -> str:
    """The words of a link; one without any shows the name of the page, or of its part."""
    page, _, part = (half.strip() for half in found["page"].partition("#"))
    words = (found["words"] or "").strip()
    unshown = f"{page} {part}" if words else (part if page else "")
    swept.put_aside("link inside the notes", unshown, "its words are kept")
    return words or MARKUP.sub(r"\\\g<0>", page or part)


def _highlighted(found: re.Match[str], swept: Swept) -> str:
    swept.highlighted += 1
    return found["marked"]


def _struck(found: re.Match[str], swept: Swept) -> str:
    swept.put_aside("line through words", "", "the words are kept")
    return found["struck"]


def _remark(found: re.Match[str], swept: Swept) -> str:
    return swept.put_aside("remark", found["remark"], "it is for whoever edits the text")


def _edited(found: re.Match[str], swept: Swept) -> str:
    """An edit that is marked in the text (CriticMarkup), taken as accepted."""
    if gone := found["gone"] or found["old"]:
        swept.put_aside("marked deletion", gone, "the edit is taken as accepted")
    return found["put"] or found["new"] or GONE


def _callout(found: re.Match[str], swept: Swept) -> str:
    """A quotation; its title is the first line, whatever is made of the other line ends."""
    swept.put_aside("callout mark", found["kind"], "its words stand as a quotation")
    title = found["title"].strip()
    return f"{found['bars']}**{title}**  " if title else f"{found['bars']}{GONE}"


def _tags(found: re.Match[str], swept: Swept) -> str:
    mark = swept.put_aside("line of tags", found["tags"] or found["last"], FOR_THE_APP)
    return f"{found['above'] or ''}{mark}"


def _block_id(found: re.Match[str], swept: Swept) -> str:
    return swept.put_aside("block id", found["id"], "only links from other notes lead there")


def _field(found: re.Match[str], swept: Swept) -> str:
    return swept.put_aside("field of the note", found[0], FOR_THE_APP)


def _around(sign: str, name: str) -> str:
    """Words between two pairs of a sign, at the edges of words and inside one paragraph."""
    return (
        rf"(?<![{sign}\w]){sign}{{2}}(?![{sign}\s])"
        rf"(?P<{name}>(?:[^{sign}\n]|{sign}(?!{sign})|\n(?![ \t]*\n))+?)"
        rf"(?<!\s){sign}{{2}}(?![{sign}\w])"
    )


# Inside one paragraph, up to the next mark of the kind.
INSIDE = r"(?:(?!\n[ \t]*\n|\{[>+~=-]{2})[\s\S])+?"
OLD = r"(?:(?!\n[ \t]*\n|\{[>+~=-]{2}|~>)[\s\S])+"

RULES = (
    Rule(r"^[ \t]*%%[ \t]*\n[\s\S]*?%%(?=[ \t]*$)", _hidden),
    Rule(r"(?<![\d%])%%(?!%)(?:(?!\n[ \t]*\n|%%)[\s\S])+%%(?!%)", _hidden),
    Rule(r"!\[\[(?P<target>[^\[\]|\n]+?)(?:\\?\|(?P<alt>[^\[\]\n]*))?\]\]", _embedded),
    Rule(r"\[\[(?P<page>[^\[\]|\n]+?)(?:\\?\|(?P<words>[^\[\]\n]*))?\]\](?!\()", _linked),
    Rule(rf"\{{>>(?P<remark>{INSIDE})<<\}}", _remark),
    Rule(
        rf"\{{--(?P<gone>{INSIDE})--\}}|\{{\+\+(?P<put>{INSIDE})\+\+\}}"
        rf"|\{{~~(?P<old>{OLD})~>(?P<new>{INSIDE})~~\}}",
        _edited,
    ),
    Rule(rf"\{{==(?P<marked>{INSIDE})==\}}", _highlighted),
    Rule(_around("=", "marked"), _highlighted),
    Rule(_around(":", "marked"), _highlighted),
    Rule(_around("~", "struck"), _struck),
    Rule(
        r"^(?P<bars>[ \t]*(?:>[ \t]*)+)(?P<kind>\[![\w-]+(?:\|[^\]\n]*)?\][+-]?)"
        r"(?P<title>[^\n]*)$",
        _callout,
    ),
    Rule(
        r"(?:^|(?<![ \t])[ \t]+)(?P<id>\^(?=[\d-]*[A-Za-z])[A-Za-z0-9-]{2,})(?=[ \t\0]*$)",
        _block_id,
    ),
    Rule(
        rf"(?P<above>\A|^[ \t]*\n|^#{{1,6}} [^\n]*\n)(?P<tags>{LINE_OF_TAGS}(?:\n{LINE_OF_TAGS})*)"
        rf"(?=\n[ \t]*$|\s*\Z)|^(?P<last>{LINE_OF_TAGS})(?=\s*\Z)",
        _tags,
    ),
    Rule(r"^[ \t]*[^\W\d_][\w-]*::[ \t]+\S[^\n]*$", _field),
)
# One of these, and the text is Markdown, however its lines are spaced.
TOLD_BY = re.compile(
    r"^[ \t]*%%[ \t]*$|(?<![\d%])%%(?!%)[^%\n]+%%(?!%)|\[\[[^\[\]\n]+\]\]|^>[ \t]*\[![\w-]+\]",
    re.MULTILINE,
)
