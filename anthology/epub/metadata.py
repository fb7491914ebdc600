"""What the package says the book is.

Only what book.toml says: no name is turned round for sorting, no date or role is guessed. The
print edition is named where its page numbers are carried, and nowhere else.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

from anthology.epub.container import EARLIEST_IN_ZIP, UNIQUE_ID, Statement
from anthology.errors import BuildError
from anthology.project import EpubEdition, PrintEdition, Settings

BOOKS = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/TR/epub-33/#sec-opf-dcidentifier")


def identifier(settings: Settings, edition: EpubEdition) -> str:
    """The identifier of book.toml; else the ISBN; else one that stays as long as title and
    authors do."""
    if edition.isbn and not settings.identifier:
        return f"urn:isbn:{edition.isbn}"
    return of_the_book(settings)


def of_the_book(settings: Settings) -> str:
    """The identifier all editions of a book share."""
    by_name = uuid.uuid5(BOOKS, chr(0).join((settings.title, *settings.authors)))
    return settings.identifier or f"urn:uuid:{by_name}"


def modified(settings: Settings) -> datetime:
    """When the book says it was last changed: SOURCE_DATE_EPOCH where the builder gives one,
    else the first day of the book's year; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    if epoch:
        raise BuildError(
            f"SOURCE_DATE_EPOCH is `{epoch}`", hint="it is a number of seconds since 1970"
        )
    return datetime(settings.year, 1, 1, tzinfo=UTC) if settings.year else EARLIEST_IN_ZIP


def statements(
    settings: Settings, edition: EpubEdition, source: PrintEdition | None = None
) -> tuple[Statement, ...]:
    """Identifier, titles, people and the rest, in a fixed order; `source` is the print edition
    whose page numbers the EPUB carries."""
    return (
        *_identifiers(settings, edition),
        *_titles(settings),
        *_people(settings),
        *_rest(settings),
        *_subjects(settings),
        *_series(settings),
        *(_source(settings, source) if source else ()),
    )


def for_reading_systems(cover_id: str, fonts: bool) -> Iterator[Statement]:
    """What Kindle and older systems need to find the cover, and Apple's to show the fonts."""
    yield Statement("meta", "", (("name", "cover"), ("content", cover_id)))
    if fonts:
        yield Statement("meta", "true", (("property", "ibooks:specified-fonts"),))


def _identifiers(settings: Settings, edition: EpubEdition) -> Iterator[Statement]:
    main = identifier(settings, edition)
    yield Statement("dc:identifier", main, (("id", UNIQUE_ID),))
    isbn = f"urn:isbn:{edition.isbn}"
    if edition.isbn and isbn != main:
        yield Statement("dc:identifier", isbn)


def _titles(settings: Settings) -> Iterator[Statement]:
    yield Statement("dc:title", settings.title, (("id", "title"),))
    yield _refine("title", "title-type", "main")
    if settings.subtitle:
        yield Statement("dc:title", settings.subtitle, (("id", "subtitle"),))
        yield _refine("subtitle", "title-type", "subtitle")


def _people(settings: Settings) -> Iterator[Statement]:
    for number, author in enumerate(settings.authors, 1):
        yield from _person(settings, "dc:creator", f"author-{number}", author, "aut")
    for number, other in enumerate(settings.contributors, 1):
        name = f"contributor-{number}"
        yield from _person(settings, "dc:contributor", name, other.name, other.role)
    if settings.publisher:
        yield Statement("dc:publisher", settings.publisher)


def _person(
    settings: Settings, element: str, name: str, said: str, role: str
) -> Iterator[Statement]:
    yield Statement(element, said, (("id", name),))
    yield _refine(name, "role", role, ("scheme", "marc:relators"))
    if filed := settings.sort_as.get(said):
        yield _refine(name, "file-as", filed)


def _rest(settings: Settings) -> Iterator[Statement]:
    yield Statement("dc:language", settings.language)
    if settings.day:
        yield Statement("dc:date", settings.day.isoformat())
    elif settings.year:
        yield Statement("dc:date", str(settings.year))
    if settings.rights:
        yield Statement("dc:rights", settings.rights)
    if settings.description:
        yield Statement("dc:description", settings.description)


def _subjects(settings: Settings) -> Iterator[Statement]:
    """Plain words first, then codes, each with the scheme it is of (EPUB 3.3, D.3.1, D.3.10)."""
    for subject in settings.subjects:
        yield Statement("dc:subject", subject)
    for authority, codes in (("BISAC", settings.bisac), ("Thema", settings.thema)):
        for number, code in enumerate(codes, 1):
            name = f"{authority.lower()}-{number}"
            yield Statement("dc:subject", code, (("id", name),))
            yield _refine(name, "authority", authority)
            yield _refine(name, "term", code)


def _series(settings: Settings) -> Iterator[Statement]:
    if series := settings.series:
        said = (("property", "belongs-to-collection"), ("id", "series"))
        yield Statement("meta", series.name, said)
        yield _refine("series", "collection-type", "series")
        if series.number:
            yield _refine("series", "group-position", series.number)


def _source(settings: Settings, source: PrintEdition) -> Iterator[Statement]:
    """The edition the page numbers are of, by its ISBN, or in words where it has none.

    `source-of` and not the younger `pageBreakSource`, which EPUBCheck 4.2.6 refuses (OPF-027);
    Kobo's intake runs that.
    """
    size = f"{source.trim.width:.0f} × {source.trim.height:.0f} mm"
    named = (settings.title, settings.publisher, settings.year, f"print edition, {size}")
    words = ", ".join(str(part) for part in named if part)
    said = f"urn:isbn:{source.isbn}" if source.isbn else words
    yield Statement("dc:source", said, (("id", "pages"),))
    yield _refine("pages", "source-of", "pagination")


def _refine(what: str, prop: str, value: str, *more: tuple[str, str]) -> Statement:
    return Statement("meta", value, (("refines", f"#{what}"), ("property", prop), *more))
