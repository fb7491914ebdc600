"""Put finished files into an .epub: package document, manifest, spine, zip.

The only module that imports ebooklib, and it is given nothing but bytes: its own reading and
printing of XHTML joins and drops words. The same package gives the same file on any day, in any
time zone: every date in it is `Package.modified`. Knows nothing of pages or essays.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from anthology.errors import BuildError

FOLDER = "EPUB"
UNIQUE_ID = "book-id"
NCX_ID = "ncx"
PREFIX = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
PLAIN_NAME = re.compile(r"[A-Za-z0-9._/-]+")
EARLIEST_IN_ZIP = datetime(1980, 1, 1, tzinfo=UTC)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book; `href` is its path below the package folder."""

    id: str
    href: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One element of the metadata: `name` is `meta`, `link`, or begins with `dc:`."""

    name: str
    text: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A line of the old guide, which Kindle still reads."""

    type: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Package:
    """A whole EPUB. The spine and the guide name items that must be there, the NCX (`ncx`) too;
    the metadata must hold an identifier with the id `book-id`."""

    language: str
    direction: str
    modified: datetime
    metadata: tuple[Statement, ...]
    items: tuple[Item, ...]
    spine: tuple[str, ...]
    guide: tuple[Reference, ...] = ()


def write(package: Package, target: Path) -> None:
    """Write the package beside `target`, then rename it; an old file stays until the new is whole.

    Raises BuildError where two files share a name, where a name is more than plain ASCII, or
    where the file cannot be written.
    """
    _refuse_bad_names(package.items)
    part = target.with_name(target.name + ".part")
    try:
        _write_book(package, part)
        part.replace(target)
    except OSError as error:
        raise BuildError(f"cannot write `{target.name}`: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _refuse_bad_names(items: tuple[Item, ...]) -> None:
    """Stores unpack on file systems that take `Tide.png` and `tide.png` for one."""
    for item in items:
        if not PLAIN_NAME.fullmatch(item.href):
            raise BuildError(f"a file of the EPUB cannot be called `{item.href}`")
    for names in ([item.href.casefold() for item in items], [item.id for item in items]):
        name, count = Counter(names).most_common(1)[0]
        if count > 1:
            raise BuildError(f"{count} files of the EPUB are called `{name}`")


def _book(package: Package) -> Any:
    """The package in ebooklib's words; every file a raw item."""
    from ebooklib import epub

    book = epub.EpubBook()
    book.IDENTIFIER_ID, book.FOLDER_NAME = UNIQUE_ID, FOLDER
    book.language, book.direction = package.language, package.direction
    book.metadata.clear()  # its generator and its random identifier
    for statement in package.metadata:
        space, _, name = statement.name.rpartition(":")
        book.add_metadata(space.upper() or None, name, statement.text, dict(statement.attributes))
    for item in package.items:
        raw = epub.EpubItem(item.id, item.href, item.media_type, item.content)
        raw.properties = list(item.properties)
        book.add_item(raw)
    book.spine = list(package.spine)
    book.guide = [{"type": r.type, "title": r.title, "href": r.href} for r in package.guide]
    return book


def _write_book(package: Package, part: Path) -> None:
    """Drive ebooklib's writer, with our package attributes and our zip in place of its own."""
    from ebooklib import epub

    class Writer(epub.EpubWriter):  # type: ignore[misc]
        def _write_opf_file(self, root: Any) -> None:
            root.set(XML_LANG, package.language)
            root.set("dir", package.direction)
            root.set("prefix", PREFIX)
            super()._write_opf_file(root)

        def write(self) -> None:
            with SteadyZip(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as self.out:
                self.out.moment = max(modified, EARLIEST_IN_ZIP)
                self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
                self._write_container()
                self._write_opf()
                self._write_items()

    modified = package.modified.astimezone(UTC)
    options = {"mtime": modified, "epub3_landmark": False, "epub3_pages": False}
    Writer(str(part), _book(package), options).write()


class SteadyZip(zipfile.ZipFile):
    """A zip in which every entry has the same date and mode, whatever the clock says."""

    moment = EARLIEST_IN_ZIP

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """As ZipFile's; of a ZipInfo only the name is taken."""
        given = zinfo_or_arcname
        name = given if isinstance(given, str) else given.filename
        entry = zipfile.ZipInfo(name, self.moment.timetuple()[:6])
        entry.create_system, entry.external_attr = 3, 0o644 << 16
        entry.compress_type = self.compression if compress_type is None else compress_type
        super().writestr(entry, data, compresslevel=compresslevel or self.compresslevel)
