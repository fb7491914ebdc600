"""What Jekyll, Hugo and kramdown put into Markdown → plain Markdown.

A site's generator would have filled these marks in: a picture becomes one in Markdown, every
other mark is left out and told. Words between two marks are kept, but for those of a comment.
Braces in prose are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from anthology.gather.marks.sweep import Rule, Swept

SETTING = re.compile(r"(?P<key>[\w-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(\S+))")
SOURCE = ("src", "image_path", "image", "url", "path", "file")
CAPTION = ("caption", "title")
FILLED_IN = "the site’s generator fills it in, and a book has none"
UNSEEN = "the site does not show it"
INSIDE = r"(?:[^%{]|%(?!\})|\{(?!%))"
LAYOUT = "it says how the site is laid out"


def _figure(found: re.Match[str], swept: Swept) -> str:
    """A picture with its caption; a mark that names no file is left out whole."""
    settings = {
        setting["key"]: setting["double"] or setting["single"] or setting[4] or ""
        for setting in SETTING.finditer(found["settings"])
    }
    source = _first(settings, SOURCE)
    if not source:
        return _left_out(found, swept)
    caption = _first(settings, CAPTION)
    others = [value for key, value in settings.items() if key not in (source, caption, "alt")]
    if any(others):
        swept.put_aside("setting of a picture", " ".join(others), LAYOUT)
    swept.read.append(_without(found[0], settings.values()))
    alt = " ".join(settings.get("alt", "").split())
    title = " ".join(settings.get(caption, "").split()).replace('"', r"\"")
    return f"![{alt}](<{settings[source]}>" + (f' "{title}")' if title else ")")


def _without(typed: str, values: Iterable[str]) -> str:
    """A mark without what was set in it: its name and the names of its settings."""
    for value in sorted(values, key=len, reverse=True):
        typed = typed.replace(value, " ", 1)
    return typed


def _first(settings: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((key for key in keys if settings.get(key)), "")


def _address(found: re.Match[str], swept: Swept) -> str:
    """An address that the generator would have put the site's own before."""
    swept.read.append(found["filters"])
    return found["address"]


def _left_out(found: re.Match[str], swept: Swept) -> str:
    return swept.put_aside("shortcode", found[0], FILLED_IN)


def _hidden(found: re.Match[str], swept: Swept) -> str:
    return swept.put_aside("hidden note", found[0], UNSEEN)


def _between(opening: str, closing: str) -> Rule:
    """What stands between two marks, with no further opening one inside."""
    return Rule(rf"{opening}(?:(?!{opening})[\s\S])*?{closing}", _hidden)


def _laid_out(found: re.Match[str], swept: Swept) -> str:
    return swept.put_aside("layout mark", found[0], LAYOUT)


def _of_heading(found: re.Match[str], swept: Swept) -> str:
    swept.put_aside("layout mark", found["mark"], LAYOUT)
    return found["heading"]


RULES = (
    _between(r"\{%-?\s*comment\s*-?%\}", r"\{%-?\s*endcomment\s*-?%\}"),
    _between(r"\{\{[<%]\s*comment\s*[>%]\}\}", r"\{\{[<%]\s*/\s*comment\s*[>%]\}\}"),
    _between(r"\{::comment\}", r"\{:/(?:comment)?\}"),
    Rule(r"\{\{[<%]\s*(?:figure|image|img)\b(?P<settings>[^{}]*?)/?\s*[>%]\}\}", _figure),
    Rule(
        r"\{%-?\s*include\s+[\w./-]*(?:figure|image|img)[\w./-]*"
        rf"(?P<settings>{INSIDE}*?)-?%\}}",
        _figure,
    ),
    Rule(r"\{\{[<%][^{}]*[>%]\}\}", _left_out),
    Rule(rf"\{{%-?\s*[a-zA-Z]{INSIDE}*%\}}", _left_out),
    Rule(r"\{\{-?\s*[\"'](?P<address>[^\"'\s]*)[\"'](?P<filters>\s*\|[^{}\n]*)\}\}", _address),
    Rule(r"\{\{-?\s*[\w\"'.][^{}\n]*\}\}", _left_out),
    Rule(r"^[ \t]*(?:[*+-]|\d+\.)[ \t][^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\}", _laid_out),
    Rule(r"^[ \t]*\[{1,2}_?TOC_?\]{1,2}(?=[ \t]*$)", _laid_out),
    Rule(r"\{:\s*(?:[.#]|toc\b|[\w-]+=)[^{}\n]*\}|\{::[a-z][^{}\n]*\}|\{:/[a-z]*\}", _laid_out),
    Rule(
        r"^(?P<heading>#{1,6}[ \t][^\n]*?\S)[ \t]*(?P<mark>\{[#.][\w-][^{}\n]*\})(?=[ \t]*$)",
        _of_heading,
    ),
)
# One of these, and the text is Markdown, however its lines are spaced.
TOLD_BY = re.compile(r"\{\{[<%]\s*/?\w|\{%-?\s*[a-z]\w*[^%\n]*%\}|^\{:\s*[.#\w]", re.MULTILINE)
