"""What the package says the book is.

Only what book.toml says: no name is turned round for sorting, no date or role is guessed.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

from anthology.epub.container import EARLIEST_IN_ZIP, UNIQUE_ID, Statement
from anthology.errors import BuildError
from anthology.project import EpubEdition, Settings

BOOKS = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/TR/epub-33/#sec-opf-dcidentifier")


def identifier(settings: Settings, edition: EpubEdition) -> str:
    """The identifier of book.toml; else the ISBN; else one that stays as long as title and
    authors do."""
    if settings.identifier:
        return settings.identifier
    if edition.isbn:
        return f"urn:isbn:{edition.isbn}"
    return f"urn:uuid:{uuid.uuid5(BOOKS, chr(0).join((settings.title, *settings.authors)))}"


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


def statements(settings: Settings, edition: EpubEdition) -> tuple[Statement, ...]:
    """Identifier, titles, authors and the rest, in a fixed order."""
    return (
        *_identifiers(settings, edition),
        *_titles(settings),
        *_people(settings),
        *_rest(settings),
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
        name = f"author-{number}"
        yield Statement("dc:creator", author, (("id", name),))
        yield _refine(name, "role", "aut", ("scheme", "marc:relators"))
    if settings.publisher:
        yield Statement("dc:publisher", settings.publisher)


def _rest(settings: Settings) -> Iterator[Statement]:
    yield Statement("dc:language", settings.language)
    if settings.year:
        yield Statement("dc:date", str(settings.year))
    if settings.rights:
        yield Statement("dc:rights", settings.rights)
    if settings.description:
        yield Statement("dc:description", settings.description)
    for subject in settings.subjects:
        yield Statement("dc:subject", subject)


def _refine(what: str, prop: str, value: str, *more: tuple[str, str]) -> Statement:
    return Statement("meta", value, (("refines", f"#{what}"), ("property", prop), *more))
