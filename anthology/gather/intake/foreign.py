"""Files that are no source, told by how they begin or by what lies in them; and what to do instead.

Each kind has a name in the author's words, and the menus that lead from it to a form that is read.
A rich text is among them: what would read it loses its italics, and a file saved anew does not.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from anthology.gather.intake import decode

AS_TEXT = "save it as plain text"
AS_GIVEN = "name the file of the blog’s own export, just as the blog gave it"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, and how to make of it one that is read."""

    name: str
    hint: str = AS_TEXT

    @property
    def reason(self) -> str:
        """Why it was left out, in one sentence."""
        return f"it is {self.name}; to have it, {self.hint}"


OLD_WORD = Kind(
    "an old Word document (.doc)",
    "open it in Word or LibreOffice, choose File, then Save As, then “Word Document (.docx)”, and"
    " gather that",
)
RICH_TEXT = Kind(
    "a rich text document (.rtf)",
    "open it in Word, LibreOffice or TextEdit, choose File, then Save As, then “Word (.docx)”, and"
    " gather that: it keeps the italics",
)
PDF = Kind(
    "a PDF, which has lost the author’s lines and gaps",
    "gather what it was made from; or open it in Word, look it over, choose File, then Save As,"
    " then “Word Document (.docx)”, and gather that",
)
PAGES = Kind(
    "a Pages document",
    "open it in Pages, choose File, then Export To, then Word, and gather that",
)
EPUB = Kind(
    "an e-book (EPUB)",
    "gather what it was made from; or convert it in Calibre with Convert Books, output format"
    " DOCX, and gather that",
)
SCRIVENER = Kind(
    "a Scrivener project",
    "open it in Scrivener, choose File, then Compile, for “Microsoft Word (.docx)”, and gather"
    " that",
)
RICH_TEXT_FOLDER = Kind(
    "a rich text document with pictures (.rtfd)",
    "open it in TextEdit, choose File, then Export or Duplicate, save it as “Word (.docx)”, and"
    " gather that",
)
GOOGLE_LINK = Kind(
    "only a link to a Google document",
    "open it in Google Docs, choose File, then Download, then “Microsoft Word (.docx)”, and gather"
    " that",
)
WEB_ARCHIVE = Kind(
    "a web archive of Safari’s",
    "open it in Safari, choose File, then Save As, format “Page Source”, and gather that",
)
WORDPERFECT = Kind(
    "a WordPerfect document",
    "open it in LibreOffice, choose File, then Save As, then “ODF Text Document (.odt)”, and gather"
    " that",
)
PACKED = Kind("a packed file", "unpack it, and gather what comes out")
SHEET = Kind("a spreadsheet or a set of slides", "copy its text into a .docx, and gather that")
ARCHIVE = Kind("a Word document or another zip archive")
PICTURE = Kind("a picture", "gather it along with the export that shows it")
RECORDING = Kind("a recording", "write down what is said in it")
NO_TEXT = Kind(
    "no text",
    "open it in the program that made it, and save it as .docx or as plain text",
)
WEB_PAGE = Kind("a web page")
XML = Kind("an export in XML of a kind not known here", AS_GIVEN)
JSON = Kind("data in JSON of a kind not known here", AS_GIVEN)

BEGINNINGS = (
    (b"PK\x03\x04", ARCHIVE),
    (b"\xd0\xcf\x11\xe0", OLD_WORD),
    (b"%PDF-", PDF),
    (b"{\\rtf", RICH_TEXT),
    (b"bplist00", WEB_ARCHIVE),
    (b"\xffWPC", WORDPERFECT),
    (b"\x1f\x8b", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"Rar!", PACKED),
    (b"RIFF", RECORDING),
)
TEXT_BEGINNINGS = (
    (b"<!doctype html", WEB_PAGE),
    (b"<html", WEB_PAGE),
    (b"<?xml", XML),
    (b"<rss", XML),
    (b"<feed", XML),
)
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
# Files that are in a package of each kind, and in no other.
PACKAGES = (
    (frozenset(["Index/Document.iwa"]), PAGES),
    (frozenset(["Index.zip", "Metadata/Properties.plist"]), PAGES),
    (frozenset(["index.xml.gz", "buildVersionHistory.plist"]), PAGES),
    (frozenset(["TXT.rtf"]), RICH_TEXT_FOLDER),
    (frozenset(["META-INF/container.xml"]), EPUB),
    (frozenset(["xl/workbook.xml"]), SHEET),
    (frozenset(["ppt/presentation.xml"]), SHEET),
)
FILMED = (b"ftypavif", b"ftypheic", b"ftypheix", b"ftypmif1")
HEAD = 1024


def kind(data: bytes) -> Kind | None:
    """What the file is; nothing for a text to be read as one."""
    if is_picture(data):
        return PICTURE
    for beginning, found in BEGINNINGS:
        if data.startswith(beginning):
            return found
    if not decode.is_text(data):
        return NO_TEXT
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:HEAD].lower()
    for opening, found in TEXT_BEGINNINGS:
        if head.startswith(opening):
            return found
    if not _is_json(data, head):
        return None
    return GOOGLE_LINK if b'"doc_id"' in head else JSON


def packaged(names: Collection[str]) -> Kind | None:
    """What a folder or an archive with these files is, where it is one document to its author."""
    if any(name.endswith(".scrivx") and "/" not in name for name in names):
        return SCRIVENER
    there = {name for name in names if name.count("/") < 2}
    return next((found for files, found in PACKAGES if files <= there), None)


def is_picture(data: bytes) -> bool:
    """Does it begin as a picture does, of a kind that a book can show or not?"""
    is_webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    return data.startswith(PICTURES) or is_webp or data[4:12] in FILMED


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
