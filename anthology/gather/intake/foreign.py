"""Files that are no text, or a text nobody is meant to read as one, told by how they begin."""

from __future__ import annotations

import json

from anthology.gather.intake import decode

BEGINNINGS = (
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
)
TEXT_BEGINNINGS = (
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<?xml", "an export in XML"),
    ("<rss", "an export in XML"),
    ("<feed", "an export in XML"),
)
HEAD = 1024


def kind(data: bytes) -> str:
    """What the file is, in the author's words; empty for a text to be read as one."""
    for beginning, name in BEGINNINGS:
        if data.startswith(beginning):
            return name
    if not decode.is_text(data):
        return "no text"
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:HEAD].lower()
    for opening, name in TEXT_BEGINNINGS:
        if head.startswith(opening.encode()):
            return name
    return "data in JSON" if _is_json(data, head) else ""


def is_xml(data: bytes) -> bool:
    """Does it begin like an export in XML? One that a program printed a word above does too."""
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:HEAD].lower()
    return head.startswith((b"<?xml", b"<rss", b"<feed")) or b"<rss" in head


def _is_json(data: bytes, head: bytes) -> bool:
    if not head.startswith((b"{", b"[")):
        return False
    try:
        json.loads(data)
    except RecursionError:
        return True  # nested beyond all measure, and JSON all the same
    except ValueError:
        return False
    return True
