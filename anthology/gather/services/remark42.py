"""Comments out of Remark42: its backup, one JSON object a line, the first about the whole site.

A comment names its page by link and title. The author is who administers. What was deleted has
lost its words and is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from anthology.gather.contacts import Contact, contact
from anthology.gather.gathered import Parcel, Source, SourceFile
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, day, entries, get, has, is_true, text
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread

ORIGIN = "remark42"


def recognises(file: SourceFile) -> bool:
    """JSON lines, or a list, of comments with a `locator`."""
    return json_data.is_json(file.data) and any(
        has(one, "locator", "pid", "user") for one in _listed(file)[:2]
    )


def _listed(file: SourceFile) -> list[Json]:
    data = json_data.load(file.data)
    return entries(data, "comments") or entries(data)


def read(file: SourceFile) -> Parcel:
    """The threads, one for each page."""
    pages: dict[str, list[Json]] = defaultdict(list)
    for comment in _listed(file):
        if has(comment, "locator"):
            pages[text(comment, "locator", "url")].append(comment)
    threads = [
        Thread(tuple(_said(one) for one in comments), link=page, title=_title(comments))
        for page, comments in pages.items()
    ]
    return loose.parcel(ORIGIN, threads)


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment, of those who asked for answers by mail: the first line says so."""
    users = entries(json_data.load(file.data), 0, "users")
    known = {text(one, "id"): text(one, "details", "email") for one in users}
    for one in _listed(file):
        page = Thread((), text(one, "locator", "url"), text(one, "title"))
        address = known.get(text(one, "user", "id"), "")
        yield from contact(ORIGIN, page, _said(one), address)


def _title(comments: list[Json]) -> str:
    return next((title for one in comments if (title := text(one, "title"))), "")


def _said(comment: Json) -> Said:
    return Said(
        id=text(comment, "id"),
        name=text(comment, "user", "name"),
        day=day(comment, "time"),
        html=text(comment, "text"),
        parent=text(comment, "pid"),
        is_own=get(comment, "user", "admin") is True,
        gone="deleted" if is_true(comment, "delete") else "",
    )


SOURCE = Source("Remark42", recognises, read, contacts=contacts)
