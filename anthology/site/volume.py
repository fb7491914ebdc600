"""A finished EPUB, read back for what its page and its catalogue entry say.

Everything comes from the file a reader will hold, its package document first of all; nothing is
computed anew, and nothing is asked of the manuscript.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anthology.check.epub_file import EpubFile, opened
from anthology.errors import BuildError, Place
from anthology.project import EpubEdition

COVER_IMAGE = "cover-image"
COVER_ROLE = "doc-cover"
ISBN = "urn:isbn:"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the package document, such as `schema:accessMode` `textual`."""

    name: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Volume:
    """What one EPUB says it is. `modified` and `issued` are written as the file writes them;
    `cover` is the picture as it lies in the file."""

    file: EpubFile
    edition: EpubEdition
    title: str
    subtitle: str
    authors: tuple[str, ...]
    publisher: str
    language: str
    description: str
    rights: str
    issued: str
    modified: str
    subjects: tuple[str, ...]
    identifiers: tuple[str, ...]
    claims: tuple[Claim, ...]
    cover: bytes
    cover_alt: str

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.file.path.name

    @property
    def size(self) -> int:
        """In bytes."""
        return self.file.path.stat().st_size

    @property
    def apart(self) -> str:
        """What tells it from the book's other EPUBs: ` (school)`, or nothing."""
        return "" if self.edition.name == "epub" else f" ({self.edition.name})"

    @property
    def isbn(self) -> str:
        """The digits of its ISBN, or nothing."""
        found = (each for each in self.identifiers if each.startswith(ISBN))
        return next(found, "").removeprefix(ISBN)


def read(path: Path, edition: EpubEdition) -> Volume:
    """The EPUB at `path`.

    Raises BuildError where it is not an EPUB, or has no cover picture.
    """
    book = opened(path)
    titles = tuple(_titles(book))
    return Volume(
        file=book,
        edition=edition,
        title=next((title for title, kind in titles if kind != "subtitle"), path.stem),
        subtitle=next((title for title, kind in titles if kind == "subtitle"), ""),
        authors=_texts(book, "creator"),
        publisher=_first(book, "publisher"),
        language=_first(book, "language") or "en",
        description=_first(book, "description"),
        rights=_first(book, "rights"),
        issued=_first(book, "date"),
        modified=_meta(book, "dcterms:modified"),
        subjects=tuple(_subjects(book)),
        identifiers=_texts(book, "identifier"),
        claims=tuple(_claims(book)),
        cover=_cover(book),
        cover_alt=_cover_alt(book),
    )


def _texts(book: EpubFile, tag: str) -> tuple[str, ...]:
    """What the elements of that name in the Dublin Core say."""
    return tuple(text for each in book.of_package(tag) if (text := _text(each)))


def _first(book: EpubFile, tag: str) -> str:
    return next(iter(_texts(book, tag)), "")


def _text(element: Any) -> str:
    return (element.text or "").strip()


def _meta(book: EpubFile, name: str) -> str:
    metas = (_text(meta) for meta in book.of_package("meta") if meta.get("property") == name)
    return next(metas, "")


def _subjects(book: EpubFile) -> Iterator[str]:
    """What the book is about in words; codes, which have a scheme, are for shops."""
    metas = [meta for meta in book.of_package("meta") if meta.get("property") == "authority"]
    coded = {meta.get("refines", "").removeprefix("#") for meta in metas}
    for subject in book.of_package("subject"):
        if subject.get("id") not in coded and _text(subject):
            yield _text(subject)


def _titles(book: EpubFile) -> Iterator[tuple[str, str]]:
    """Each title with its kind."""
    kinds = {
        meta.get("refines", "").removeprefix("#"): _text(meta)
        for meta in book.of_package("meta")
        if meta.get("property") == "title-type"
    }
    for title in book.of_package("title"):
        yield _text(title), kinds.get(title.get("id", ""), "main")


def _claims(book: EpubFile) -> Iterator[Claim]:
    for meta in book.of_package("meta"):
        name = meta.get("property", "")
        if name.startswith(("schema:access", "a11y:")) or name == "dcterms:conformsTo":
            yield Claim(name, _text(meta), meta.get(XML_LANG, ""))


def _cover(book: EpubFile) -> bytes:
    named = (item.path for item in book.manifest if COVER_IMAGE in item.properties)
    path = next(named, "")
    if path not in book.files:
        hint = "build it again: `anthology build`"
        raise BuildError("this EPUB has no cover picture", Place(book.path), hint)
    return book.files[path]


def _cover_alt(book: EpubFile) -> str:
    """What the cover shows, as the book's own cover page tells it."""
    for root in book.documents.values():
        for image in root.iter("{*}img"):
            if image.get("role") == COVER_ROLE:
                return str(image.get("alt", ""))
    return ""
