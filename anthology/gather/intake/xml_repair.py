"""Broken XML made whole, letter by letter, before a parser that forgives gets to lose any.

A parser in its forgiving mode drops the words around a fault in silence. So faults that exports
are known for (stray control characters, a bare `&`, an entity of HTML, a prefix nobody declared,
text that ends its CDATA section early) are mended here, each counted, and then parsed strictly.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from anthology.gather.intake.xml import VOCABULARIES

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
OPAQUE = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
REFERENCE = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
OF_XML = frozenset("amp lt gt quot apos".split())
NOT_A_LETTER = re.compile(r"[^\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_LETTER = "\ufffd"  # what a reference to a control character stands for
SPELLS_NO_LETTER = ("#65533", "#xfffd", "#xFFFD", "#XFFFD")
PREFIX = re.compile(r"<([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']")
DECLARED = re.compile(r"\sxmlns:([\w.-]+)\s*=")
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
# What holds an author's or a reader's words in an export; nothing else stands inside these.
WORDS = ("content:encoded", "excerpt:encoded", "wp:comment_content", "wp:comment_author", "title")

CONTROLS = "control character taken out"
AMPERSANDS = "sign such as `&` written out as XML wants it"
CDATA_ENDS = "torn CDATA section mended"
PREFIXES = "undeclared prefix declared"


def mended(piece: str, changes: Counter[str]) -> str:
    """The piece with the small faults mended. Only what is outside CDATA can be a bare `&`."""
    piece, count = CONTROL.subn("", piece)
    changes[CONTROLS] += count
    parts = OPAQUE.split(piece)
    for at in range(0, len(parts), 2):
        parts[at] = _references(parts[at], changes)
        # Outside a CDATA section its end mark is text, and has to be written otherwise.
        parts[at] = parts[at].replace("]]>", "]]&gt;")
    return "".join(parts)


def _references(text: str, changes: Counter[str]) -> str:
    def written(found: re.Match[str]) -> str:
        name = found[1]
        if name in OF_XML:
            return found[0]
        letters = html.unescape(found[0]) if name else found[0]
        if letters == NO_LETTER and name not in SPELLS_NO_LETTER:
            changes[CONTROLS] += 1
            return ""
        if name and name.startswith("#") and not NOT_A_LETTER.search(letters):
            return found[0]
        changes[AMPERSANDS] += 1
        is_letter = letters != found[0] and not NOT_A_LETTER.search(letters)
        return html.escape(letters, quote=False) if is_letter else f"&amp;{found[0][1:]}"

    return REFERENCE.sub(written, text)


def rewrapped(piece: str, changes: Counter[str]) -> str:
    """The piece with the words of each field in one CDATA section again, whatever was in them;
    then mended."""
    for name in WORDS:
        field = re.compile(rf"(<{name}\b[^>]*(?<!/)>)(.*?)(</{name}\s*>)", re.DOTALL)
        piece = field.sub(lambda found: _in_cdata(found, changes), piece)
    return mended(piece, changes)


def _in_cdata(field: re.Match[str], changes: Counter[str]) -> str:
    words = field[2].strip()
    if not words.startswith("<![CDATA["):
        return field[0]
    words = words.removeprefix("<![CDATA[").removesuffix("]]>")
    if "]]>" not in words:
        return field[0]
    changes[CDATA_ENDS] += 1
    return f"{field[1]}<![CDATA[{words.replace(']]>', ']]]]><![CDATA[>')}]]>{field[3]}"


def prefixes(piece: str) -> set[str]:
    """The prefixes of the tags and attributes of a piece."""
    markup = OPAQUE.sub("", piece)
    return {one or other for one, other in PREFIX.findall(markup)} - {"xml", "xmlns"}


def declared(root: str, wanted: set[str]) -> str:
    """A root tag that declares these prefixes too."""
    missing = sorted(wanted - set(DECLARED.findall(root)))
    said = "".join(
        f' xmlns:{prefix}="{VOCABULARIES.get(prefix, f"urn:unknown:{prefix}")}"'
        for prefix in missing
    )
    end = len(root) - (2 if root.endswith("/>") else 1)
    return f"{root[:end]}{said}>"


def without_doctype(head: str) -> tuple[str, bool]:
    """The head without a document type, with which entities could be made up; and whether there
    was one."""
    found = DOCTYPE.search(head)
    return (head[: found.start()] + head[found.end() :], True) if found else (head, False)
