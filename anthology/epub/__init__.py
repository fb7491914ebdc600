"""Pages → .epub, for readers.

Says which files the book has, and in which order they are read. How they get into the file is
`container`'s business; how a page looks, that of the stylesheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from anthology import colophon, scripts
from anthology.colophon import COLOPHON, Facts
from anthology.epub import (
    accessibility,
    container,
    document,
    metadata,
    navigation,
    pictures,
    styling,
    turns,
)
from anthology.epub.accessibility import Findings
from anthology.epub.container import Item, Package, Reference
from anthology.epub.document import Document
from anthology.epub.navigation import COVER, NAV, Navigation
from anthology.epub.turns import PageSource
from anthology.errors import BuildError
from anthology.pages import Page
from anthology.project import EpubEdition, Settings
from anthology.words import words

COVER_IMAGE = "cover-image"
WRITER = "EbookLib"
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
    printed: PageSource | None = None,
    modified: datetime | None = None,
    fonts: bool = True,
) -> Findings:
    """Write the pages as one EPUB 3.3 to `target`, and say what its accessibility metadata is
    drawn from.

    `files` says where the pictures are that the pages show (`images/tide.png` → its path),
    `styles` is the folder of the book's own stylesheets, `cover` a picture, `printed` the
    edition whose page numbers it carries, `modified` the date the book bears (see
    `metadata.modified`). The half title and the printed contents are left out: the navigation
    stands where the contents stood. Raises BuildError.
    """
    dress = styling.collect(styles, fonts)
    shown = [page for page in pages if page.kind not in PRINT_ONLY]
    if settings.colophon and shown[-1:] and shown[-1].kind == COLOPHON:
        shown[-1] = colophon.told(shown[-1], _facts(dress))
    shown, marks = turns.mark(shown, printed.starts if printed else ())
    source = printed.edition if printed and marks else None
    pictured = pictures.collect(document.sources(shown), files)
    media = (_cover_image(cover), *pictured.values())
    guide = navigation.through(shown, marks, settings.language)
    documents = _documents(pages, shown, settings, guide, pictured, dress)
    documents.insert(0, _cover(settings, media[0], dress))
    found = accessibility.look_through(documents, dress, media)
    package = Package(
        settings.language,
        scripts.direction(settings.language),
        modified or metadata.modified(settings),
        (
            *metadata.statements(settings, edition, source),
            *accessibility.statements(found, settings.evaluation),
            *metadata.for_reading_systems(COVER_IMAGE, fonts),
        ),
        (*map(_item, documents), _ncx(guide, settings, edition), *media, *dress),
        tuple(_item(each).id for each in documents),
        tuple(Reference(mark.guide, mark.label, mark.href) for mark in guide.landmarks),
    )
    container.write(package, target)
    return found


def _facts(dress: Sequence[Item]) -> Facts:
    """The typefaces that lie in the file, and what wrote it."""
    files = (item.content for item in dress if item.media_type in styling.FONT_TYPES.values())
    faces = tuple(face for file in files if (face := colophon.typeface(file)))
    return Facts(faces, (WRITER, version(WRITER)))


def _documents(
    pages: Sequence[Page],
    shown: Sequence[Page],
    settings: Settings,
    guide: Navigation,
    pictured: Mapping[str, Item],
    dress: Sequence[Item],
) -> list[Document]:
    """Every XHTML file but the cover, in the order they are read; `shown` are those of the pages
    that are in the EPUB."""
    sheets = styling.sheets(dress)
    addresses = {source: f"../{item.href}" for source, item in pictured.items()}
    addresses |= {f"{p.name}.xhtml": f"../{NAV}" for p in pages if p.kind == "contents"}
    nav = _nav(guide, settings.language, sheets)
    written = [document.of_page(page, sheets, addresses) for page in shown]
    written.insert(_before_the_contents(pages), nav)
    return written


def _before_the_contents(pages: Sequence[Page]) -> int:
    """How many of the pages that are shown stand before the contents; without contents, before
    the first that they would list."""
    printed = (number for number, page in enumerate(pages) if page.kind == "contents")
    listed = (number for number, page in enumerate(pages) if page.depth)
    end = next(printed, next(listed, len(pages)))
    return sum(page.kind not in PRINT_ONLY for page in pages[:end])


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
