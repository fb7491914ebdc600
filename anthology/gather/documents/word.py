"""A Word document (.docx) → essays.

Read here and not through a converter: what converters drop is what verse is made of, empty
paragraphs, indents, tabs, line breaks. Tracked changes are taken as accepted and counted. What
nobody sees on the page (hidden text, notes in the margin, running heads) is listed with its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from anthology.gather.documents import typescript
from anthology.gather.documents.document import Document, Footnote, Para, Role, number, told
from anthology.gather.documents.office_xml import SET_APART, attribute, child, named, parse, points
from anthology.gather.documents.word_elements import raw_letters
from anthology.gather.documents.word_parts import BODY_LEVEL, Parts, role
from anthology.gather.documents.word_text import Draft, Walk
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.intake import zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "wordprocessingml"
PAGE_MARKS = ("separator", "continuationSeparator", "continuationNotice")
NOTES = (("footnotes", "f"), ("endnotes", "e"))


def recognises(file: SourceFile) -> bool:
    """A zip that calls its main part a Word text."""
    parts = _parts(file)
    return parts is not None and bool(_main_part(parts))


def read(file: SourceFile) -> Parcel:
    """The essays of a document. Raises GatherError where its zip or its XML is refused."""
    parts = _parts(file)
    assert parts
    return typescript.essays(_document(parts, _main_part(parts)), file, "word")


def _parts(file: SourceFile) -> Parts | None:
    """The parts of the document; nothing where the file is no whole zip."""
    archive = zipped.open_zip(file.path, file.data) if zipped.is_zip(file.data) else None
    if archive is None:
        return None
    shelf = archive.shelf
    names = frozenset(shelf.names)

    def tree(name: str) -> _Element | None:
        return parse(shelf.read(name), file.path) if name in names else None

    return Parts(lambda name: shelf.read(name) if name in names else None, tree)


def _main_part(parts: Parts) -> str:
    """The part that holds the text; empty where there is none."""
    types = parts.tree(CONTENT_TYPES)
    for one in types if types is not None else ():
        kind = attribute(one, "ContentType")
        if MAIN in kind and kind.endswith("main+xml"):
            return attribute(one, "PartName").lstrip("/")
    return ""


def _document(parts: Parts, part: str) -> Document:
    parts.load(part)
    walk = Walk(parts, part)
    walk.inside(child(parts.tree(part), "w:body"))
    notes = [note for kind, mark in NOTES for note in _notes(parts, part, kind, mark)]
    paras = tuple(_para(draft, parts) for draft in walk.drafts)
    return Document(
        paras=paras,
        notes=tuple(notes),
        left_out=(*walk.left_out, *_margin(parts, part), *_running_heads(parts, part)),
        rows=tuple(told(walk.counts, paras)),
    )


def _para(draft: Draft, parts: Parts) -> Para:
    said, level = role(draft.names)
    outline = number(draft.value("w:outlineLvl", of="val"), BODY_LEVEL)
    if said is Role.WORDS and outline < BODY_LEVEL:
        said, level = Role.HEADING, outline + 1
    list_name = draft.value("w:numPr", "w:numId", of="val")
    depth = draft.value("w:numPr", "w:ilvl", of="val") or "0"
    counted = parts.formats.get((list_name, depth), "none")
    if said is Role.WORDS and counted != "none":
        said, level = Role.ITEM, number(depth, 0)
    if draft.is_pause and not draft.has_words:
        said = Role.PAUSE
    start = draft.value("w:ind", of="left") or draft.value("w:ind", of="start")
    hanging = points(draft.value("w:ind", of="hanging"))
    return Para(
        lines=tuple(tuple(line) for line in draft.lines),
        role=said,
        level=level,
        list_name=list_name,
        is_ordered=counted != "bullet",
        margin=points(start),
        first=-hanging or points(draft.value("w:ind", of="firstLine")),
        above=points(draft.value("w:spacing", of="before")),
        below=points(draft.value("w:spacing", of="after")),
        begins_page=draft.begins_page,
        held=tuple(draft.held),
        left_out=(*draft.left_out, *_set_apart(draft, said)),
        raw=draft.raw,
    )


def _set_apart(draft: Draft, said: Role) -> Iterator[LeftOut]:
    """Where on its line a paragraph stood."""
    where = SET_APART.get(draft.value("w:jc", of="val"))
    if where and said is Role.WORDS and draft.has_words:
        words = "".join(run.text for run in draft.lines[0])
        yield LeftOut(where, words, "the words are kept; the book’s design sets them")


def _notes(parts: Parts, document: str, kind: str, mark: str) -> Iterator[Footnote]:
    part = parts.find(document, kind)
    tree = parts.tree(part)
    for one in tree if tree is not None else ():
        if attribute(one, "type") in PAGE_MARKS:
            continue
        walk = Walk(parts, part)
        walk.inside(one)
        yield Footnote(
            label=f"{mark}{attribute(one, 'id')}",
            lines=tuple(tuple(line) for draft in walk.drafts for line in draft.lines),
            left_out=tuple(left for draft in walk.drafts for left in draft.left_out),
            raw="\n".join(draft.raw for draft in walk.drafts),
        )


def _margin(parts: Parts, document: str) -> Iterator[LeftOut]:
    """The notes an editor wrote in the margin."""
    tree = parts.tree(parts.find(document, "comments"))
    for one in tree if tree is not None else ():
        name = attribute(one, "author") or attribute(one, "initials")
        words = f"{name}: {_words(one)}" if name else _words(one)
        yield LeftOut("margin note", words, "an editor’s note is no reader’s comment")


def _running_heads(parts: Parts, document: str) -> Iterator[LeftOut]:
    reason = "the book has running heads and page numbers of its own"
    for related in parts.related(document).values():
        tree = parts.tree(related.target) if related.kind in ("header", "footer") else None
        if tree is not None and (words := _words(tree)):
            yield LeftOut("running head", words, reason)


def _words(element: _Element) -> str:
    """The words of an element, its paragraphs parted by spaces."""
    paragraphs = (one for one in element.iter() if named(one) == "w:p")
    return " ".join(" ".join(map(raw_letters, paragraphs)).split())


SOURCE = Source("Word", recognises, read)
