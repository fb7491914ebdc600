"""Comments out of Isso: a list of threads, or the answer its server gives for one page.

Threads are `[{"id": "/2024/rope/", "title": …, "comments": […]}]`, as Isso itself imports them; a
saved answer has `replies` within `replies`, and the page only where it was added. Mode 1 is a
comment that shows, 2 one that waits, 4 one that was deleted and is answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anthology.gather.contacts import Contact, contact
from anthology.gather.exports.tags import from_markdown
from anthology.gather.gathered import Parcel, Source, SourceFile
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, day, entries, get, has, text
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread

ORIGIN = "isso"
MODES = {2: "unapproved", 4: "deleted"}


def recognises(file: SourceFile) -> bool:
    """Threads with an `id` and comments, or replies with an `author` and a `mode`."""
    if not json_data.is_json(file.data):
        return False
    data = json_data.load(file.data)
    comment = get(data, 0, "comments", 0)
    is_import = has(get(data, 0), "id", "comments") and has(comment, "author", "text", "created")
    return is_import or has(get(data, "replies", 0), "author", "text", "created", "mode")


def read(file: SourceFile) -> Parcel:
    """The threads, one for each page."""
    data = json_data.load(file.data)
    if has(data, "replies"):
        said = tuple(_said(one, text(one, "text")) for one in _replies(data))
        return loose.parcel(ORIGIN, [Thread(said, link=text(data, "uri"))])
    return loose.parcel(ORIGIN, [_thread(one) for one in entries(data)])


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment; an answer of the server does not say."""
    for thread in entries(json_data.load(file.data)):
        page = replace(_thread(thread), said=())
        for one in entries(thread, "comments"):
            yield from contact(ORIGIN, page, _imported(one), text(one, "email"))


def _thread(thread: Json) -> Thread:
    said = tuple(map(_imported, entries(thread, "comments")))
    return Thread(said, link=text(thread, "id"), title=text(thread, "title"))


def _imported(comment: Json) -> Said:
    return _said(comment, from_markdown(text(comment, "text")))


def _replies(data: Json) -> Iterator[Json]:
    waiting = entries(data, "replies")[::-1]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += entries(one, "replies")[::-1]


def _said(comment: Json, html: str) -> Said:
    mode = get(comment, "mode")
    return Said(
        id=text(comment, "id"),
        name=text(comment, "author"),
        day=day(comment, "created"),
        html=html,
        parent=text(comment, "parent"),
        gone=MODES.get(mode, "") if isinstance(mode, int) else "",
    )


SOURCE = Source("Isso", recognises, read, contacts=contacts)
