"""An OpenDocument text (.odt) → essays.

Tracked changes are taken as accepted and counted; what nobody sees on the page (hidden text,
remarks in the margin, running heads) is listed with its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from anthology.gather.documents import typescript
from anthology.gather.documents.document import Document, told
from anthology.gather.documents.odt_styles import Styles
from anthology.gather.documents.odt_text import Walk, raw_letters
from anthology.gather.documents.office_xml import child, named, parse
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.intake import zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

MIME = b"application/vnd.oasis.opendocument.text"
CONTENT = "content.xml"
RUNNING = frozenset(["style:header", "style:footer", "style:header-left", "style:footer-left"])


def recognises(file: SourceFile) -> bool:
    """A zip that says it is an OpenDocument text."""
    archive = zipped.open_zip(file.path, file.data) if zipped.is_zip(file.data) else None
    if not archive or not {"mimetype", CONTENT} <= set(archive.shelf.names):
        return False
    return archive.shelf.head("mimetype").startswith(MIME)


def read(file: SourceFile) -> Parcel:
    """The essays of a document. Raises GatherError where its zip or its XML is refused."""
    return typescript.essays(_document(file), file, "opendocument")


def _document(file: SourceFile) -> Document:
    archive = zipped.open_zip(file.path, file.data)
    assert archive
    shelf, names = archive.shelf, frozenset(archive.shelf.names)
    content = parse(shelf.read(CONTENT), file.path)
    beside = parse(shelf.read("styles.xml"), file.path) if "styles.xml" in names else None
    styles = Styles()
    styles.load(beside)
    styles.load(content)
    walk = Walk(styles, lambda name: shelf.read(name) if name in names else None)
    text = child(content, "office:body", "office:text")
    walk.inside(text if text is not None else ())
    paras = tuple(draft.finished for draft in walk.drafts)
    return Document(
        paras=paras,
        notes=tuple(walk.notes),
        left_out=(*walk.left_out, *_running_heads(beside)),
        rows=tuple(told(walk.counts, paras)),
    )


def _running_heads(styles: _Element | None) -> Iterator[LeftOut]:
    reason = "the book has running heads and page numbers of its own"
    for one in styles.iter() if styles is not None else ():
        if named(one) in RUNNING and (words := " ".join(raw_letters(one).split())):
            yield LeftOut("running head", words, reason)


SOURCE = Source("OpenDocument", recognises, read)
