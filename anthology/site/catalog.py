"""The book as an OPDS catalogue: one feed that a reading app subscribes to.

After OPDS Catalog 1.2 (https://specs.opds.io/opds-1.2): a single acquisition feed with one
complete entry, whose EPUBs are there for anyone. Addresses are relative, so that it works from
any server; ids stay the same when the site moves.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from anthology.site.volume import Volume

FEED = "feed.xml"
# OPDS Catalog 1.2, 7.1.3: the type of every link to an acquisition feed.
FEED_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
CATALOGS = uuid.uuid5(uuid.NAMESPACE_URL, "https://specs.opds.io/opds-1.2")


@dataclass(frozen=True, slots=True)
class Catalog:
    """What the feed says beside what the EPUBs say. The ids are those of the feed and of its
    entry; the book's own identifiers are others (5.1.1)."""

    id: str
    entry_id: str
    updated: str
    authors: tuple[str, ...]
    identifiers: tuple[str, ...]


def catalog(volumes: Sequence[Volume]) -> Catalog:
    """The catalogue of one book; `volumes` are its EPUBs, at least one.

    Atom wants an author: where the book names none, it is the publisher, or the book.
    """
    book = volumes[0]
    main = next(iter(book.identifiers), book.title)
    every = (each for volume in volumes for each in volume.identifiers)
    return Catalog(
        id=f"urn:uuid:{uuid.uuid5(CATALOGS, f'catalog {main}')}",
        entry_id=f"urn:uuid:{uuid.uuid5(CATALOGS, f'entry {main}')}",
        updated=max(volume.modified for volume in volumes),
        authors=book.authors or (book.publisher or book.title,),
        identifiers=tuple(dict.fromkeys(every)),
    )
