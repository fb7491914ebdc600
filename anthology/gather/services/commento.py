"""Comments out of Commento: the JSON it mails, `{"comments": […], "commenters": […]}`.

Kept are those with the state `approved`; the author is who moderates. A thread knows its page by
site and path, and no title. What a reader wrote is in Markdown, or in HTML where that was sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from anthology.gather.contacts import Contact, contact
from anthology.gather.exports.tags import from_markdown
from anthology.gather.gathered import Parcel, Source, SourceFile
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, day, entries, get, has, is_true, text
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread

ORIGIN = "commento"
STATES = {"unapproved": "unapproved", "flagged": "spam"}
NOBODY = frozenset(["", "anonymous"])


def recognises(file: SourceFile) -> bool:
    """JSON whose comments have a `commentHex`."""
    return json_data.is_json(file.data) and has(
        get(json_data.load(file.data), "comments", 0), "commentHex", "parentHex"
    )


def read(file: SourceFile) -> Parcel:
    """The threads, one for each page."""
    data = json_data.load(file.data)
    people = _people(data)
    pages: dict[str, list[Said]] = defaultdict(list)
    for comment in entries(data, "comments"):
        who = text(comment, "commenterHex")
        pages[_page(comment)].append(_said(comment, people.get(who), who))
    threads = [Thread(tuple(said), link=page) for page, said in pages.items()]
    return loose.parcel(ORIGIN, threads)


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment."""
    data = json_data.load(file.data)
    people = _people(data)
    for comment in entries(data, "comments"):
        who = text(comment, "commenterHex")
        person, page = people.get(who), Thread((), link=_page(comment))
        yield from contact(ORIGIN, page, _said(comment, person, who), text(person, "email"))


def _people(data: Json) -> dict[str, Json]:
    return {text(one, "commenterHex"): one for one in entries(data, "commenters")}


def _page(comment: Json) -> str:
    path = text(comment, "path") or text(comment, "url")
    return path if "://" in path else f"https://{text(comment, 'domain')}{path}"


def _said(comment: Json, person: Json, who: str) -> Said:
    parent = text(comment, "parentHex")
    return Said(
        id=text(comment, "commentHex"),
        name="" if who in NOBODY else text(person, "name"),
        day=day(comment, "creationDate"),
        html=text(comment, "html") or from_markdown(text(comment, "markdown")),
        parent="" if parent == "root" else parent,
        is_own=is_true(person, "isModerator"),
        gone="deleted" if is_true(comment, "deleted") else STATES.get(text(comment, "state"), ""),
    )


SOURCE = Source("Commento", recognises, read, contacts=contacts)
