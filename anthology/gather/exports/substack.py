"""Substack's export: `posts.csv`, and a page of HTML for each post.

The table says what each post is; those that are no essay (a podcast, a thread, a page) and drafts
are counted. The lists of subscribers that lie in the export are told and never opened. It holds no
comments: see `substack_comments` for how the author saves them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from anthology.errors import GatherError, Place
from anthology.gather import album
from anthology.gather.cards import Card
from anthology.gather.exports import posted, substack_data
from anthology.gather.exports.posted import Post
from anthology.gather.gathered import (
    Export,
    LeftOut,
    Parcel,
    Source,
    SourceFile,
)
from anthology.gather.html.body import House
from anthology.gather.intake import table
from anthology.gather.intake.shelf import Shelf
from anthology.gather.review import Kind, Row
from anthology.gather.services.substack_comments import HOW_TO_SAVE
from anthology.gather.typed.days import day_in

LIST = "posts.csv"
COLUMNS = ("post_id", "post_date", "is_published")
ESSAYS = frozenset(["", "newsletter"])
# A note begins with a link that leads back to its mark, by its number.
NOTE = re.compile(
    r'(<div\b[^>]*\bclass="footnote"[^>]*)>\s*'
    r'<a\b[^>]*\bhref="[^"#]*#footnote-anchor-(\d+)[^"]*"[^>]*>[^<]*</a>'
)
CALLED = re.compile(r"[^#]*#footnote-(\d+)")
PRIVATE = LeftOut("subscriber list", "", "it is private: it was not opened, and nothing is copied")


def recognises(shelf: Shelf) -> bool:
    """A list of posts with Substack's columns."""
    return LIST in shelf.names and _has_columns(posted.text_of(shelf.head(LIST), shelf.path / LIST))


def _has_columns(text: str) -> bool:
    return table.header(text)[: len(COLUMNS)] == COLUMNS


def read(shelf: Shelf) -> Parcel:
    """The essays of an export; whatever else is in it is told by name."""
    rows = table.rows(posted.text_of(shelf.read(LIST), shelf.path / LIST))
    pages = {PurePosixPath(name).stem: name for name in shelf.names if _is_page(name)}
    return posted.parcel(_posts(shelf, rows, pages), album.on(shelf, "posts"), ())


def _posts(
    shelf: Shelf, rows: Iterable[Mapping[str, str]], pages: dict[str, str]
) -> Iterator[Post | LeftOut]:
    """What the list names, each with its page, and then the files it does not name."""
    for row in rows:
        page = pages.pop(row.get("post_id", ""), "")
        if reason := why_not(row, page):
            yield reason
        else:
            yield post(row, posted.text_of(shelf.read(page), shelf.path / page))
    yield from _other_files(shelf, pages)


def _is_page(name: str) -> bool:
    return name.startswith("posts/") and name.endswith(".html")


def _title(row: Mapping[str, str]) -> str:
    """Titles are escaped as in HTML: `it&#x2019;s`."""
    return html.unescape(row.get("title", "")).strip()


def why_not(row: Mapping[str, str], page: str) -> LeftOut | None:
    """Why a post is no essay of the book; nothing where it is one."""
    kind, title = row.get("type", "").strip(), _title(row) or row.get("post_id", "")
    if row.get("is_published", "").strip().casefold() != "true":
        return LeftOut("draft", title, "it was not published")
    if kind not in ESSAYS:
        return LeftOut(kind, title, f"Substack calls it a {kind}, not a newsletter")
    if not page:
        return LeftOut("empty essay", title, "its page is not in the export")
    return None


def post(row: Mapping[str, str], page: str) -> Post:
    """A post of the list with its page in HTML."""
    number, _, slug = row["post_id"].partition(".")
    shown = substack_data.put_in(NOTE.sub(r'\1 data-note="\2">', page))
    return Post(
        source=f"substack {number}",
        title=_title(row),
        subtitle=html.unescape(row.get("subtitle", "")).strip(),
        day=day_in(row.get("post_date", "")),
        html=shown.html,
        left_out=shown.left_out,
        house=House(mark=_mark, note=_note),
        links=(f"/p/{slug}",) if slug else (),
    )


def _mark(tag: str, attributes: Mapping[str, str]) -> str:
    """The number of the note a link calls."""
    calls = tag == "a" and "footnote-anchor" in attributes.get("class", "").split()
    found = CALLED.match(attributes.get("href", "")) if calls else None
    return found[1] if found else ""


def _note(tag: str, attributes: Mapping[str, str]) -> str:
    """The number of the note a block holds."""
    return attributes.get("data-note", "") if tag == "div" else ""


def _other_files(shelf: Shelf, pages: Mapping[str, str]) -> Iterator[LeftOut]:
    """The files that were not read: pages nobody listed, and everything about readers."""
    for name in shelf.names:
        if name in pages.values():
            yield LeftOut("unlisted page", name, f"`{LIST}` does not name it")
        elif name != LIST and not _is_page(name):
            yield LeftOut(PRIVATE.kind, name, PRIVATE.reason)


def without_comments(essays: Iterable[Card]) -> Iterator[Row]:
    """Where essays came from Substack and no comment did: how to have them."""
    ours = [card for card in essays if card.source.startswith("substack ")]
    if ours and not any(card.comments for card in ours):
        reason, *steps = HOW_TO_SAVE
        decided = "no comments came with the essays"
        yield Row(Kind.COMMENT, "", "Substack", decided, reason, "\n".join(steps))


def _is_list_alone(file: SourceFile) -> bool:
    return file.data.lstrip(b"\xef\xbb\xbf").startswith(",".join(COLUMNS).encode())


def _refuse_list_alone(file: SourceFile) -> Parcel:
    message = "this is only the list of a Substack export; the essays lie in `posts` beside it"
    raise GatherError(message, Place(file.path), "name the zip, or the folder it was unpacked to")


EXPORT = Export("Substack", recognises, read)
LIST_ALONE = Source("Substack’s list of posts", _is_list_alone, _refuse_list_alone)
