"""Pages → .epub, for readers.

Says which files the book has, and in which order they are read. How they get into the file is
`container`'s business; how a page looks, that of the stylesheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path, PurePosixPath

from anthology.epub import (
    accessibility,
    container,
    document,
    metadata,
    navigation,
    pictures,
    styling,
)
from anthology.epub.container import Item, Package, Reference
from anthology.epub.document import Document
from anthology.epub.navigation import COVER, NAV, Navigation
from anthology.errors import BuildError
from anthology.pages import Page
from anthology.project import EpubEdition, Settings
from anthology.words import words

COVER_IMAGE = "cover-image"
PRINT_ONLY = frozenset({"contents", "half-title"})


def write_epub(
    pages: Sequence[Page],
    settings: Settings,
    edition: EpubEdition,
    files: Mapping[str, Path],
    styles: Path,
    cover: bytes,
    target: Path,
    *,
    modified: datetime | None = None,
    fonts: bool = True,
) -> None:
    """Write the pages as one EPUB 3.3 to `target`.

    `files` says where the pictures are that the pages show (`images/tide.png` → its path),
    `styles` is the folder of the book's own stylesheets, `cover` a picture, `modified` the date
    the book bears (see `metadata.modified`). The half title and the printed contents are left
    out: the navigation stands where the contents stood. Raises BuildError.
    """
    shown = [page for page in pages if page.kind not in PRINT_ONLY]
    pictured = pictures.collect(document.sources(shown), files)
    media = (_cover_image(cover), *pictured.values())
    dress = styling.collect(styles, fonts)
    guide = navigation.through(shown, settings.language)
    documents = _documents(pages, settings, guide, pictured, dress)
    documents.insert(0, _cover(settings, media[0], dress))
    found = accessibility.look_through(documents, dress, media)
    package = Package(
        settings.language,
        document.direction(settings.language),
        modified or metadata.modified(settings),
        (
            *metadata.statements(settings, edition),
            *accessibility.statements(found),
            *metadata.for_reading_systems(COVER_IMAGE, fonts),
        ),
        (*map(_item, documents), _ncx(guide, settings, edition), *media, *dress),
        tuple(_item(each).id for each in documents),
        tuple(Reference(mark.guide, mark.label, mark.href) for mark in guide.landmarks),
    )
    container.write(package, target)


def _documents(
    pages: Sequence[Page],
    settings: Settings,
    guide: Navigation,
    pictured: Mapping[str, Item],
    dress: Sequence[Item],
) -> list[Document]:
    """Every XHTML file but the cover, in the order they are read."""
    sheets = styling.sheets(dress)
    addresses = {source: f"../{item.href}" for source, item in pictured.items()}
    addresses |= {f"{p.name}.xhtml": f"../{NAV}" for p in pages if p.kind == "contents"}
    nav = _nav(guide, settings.language, sheets)
    written = []
    for page in pages:
        if page.kind == "contents":
            written.append(nav)
        elif page.kind not in PRINT_ONLY:
            written.append(document.of_page(page, sheets, addresses))
    if nav not in written:
        written.insert(_before_the_listed(pages), nav)
    return written


def _before_the_listed(pages: Sequence[Page]) -> int:
    """How many pages stand before the first that the contents list."""
    shown = [page for page in pages if page.kind not in PRINT_ONLY]
    return next((number for number, page in enumerate(shown) if page.depth), len(shown))


def _nav(guide: Navigation, language: str, sheets: Sequence[str]) -> Document:
    title, body = words(language).contents, navigation.nav(guide, language)
    return document.build(NAV, title, language, body, "frontmatter", sheets)


def _cover(settings: Settings, image: Item, dress: Sequence[Item]) -> Document:
    """The cover on a page of its own, with nothing beside it: Kobo asks for that."""
    title = words(settings.language).cover
    named = ". ".join(filter(None, (settings.title, settings.subtitle, *settings.authors)))
    alt = settings.cover_alt or f"{title}: {named}"
    body = (
        f'<div class="cover"><img role="doc-cover" src="{image.href}" alt="{escape(alt)}"/></div>'
    )
    sheets = styling.sheets(dress)
    return document.build(COVER, title, settings.language, body, "cover", sheets)


def _cover_image(cover: bytes) -> Item:
    kind = pictures.media_type(cover)
    if kind is None:
        raise BuildError("the cover is not a picture an EPUB can show")
    return Item(COVER_IMAGE, f"images/{COVER_IMAGE}{kind[1]}", kind[0], cover, (COVER_IMAGE,))


def _ncx(guide: Navigation, settings: Settings, edition: EpubEdition) -> Item:
    identifier = metadata.identifier(settings, edition)
    text = navigation.ncx(guide, identifier, settings.title, settings.language)
    return Item(container.NCX_ID, "toc.ncx", "application/x-dtbncx+xml", text.encode())


def _item(written: Document) -> Item:
    path = PurePosixPath(written.href)
    name = path.stem if path.name == written.href else f"page-{path.stem}"
    properties = ("nav",) if written.href == NAV else ()
    return Item(name, written.href, document.MEDIA_TYPE, written.content, properties)
