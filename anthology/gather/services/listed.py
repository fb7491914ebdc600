"""Comments out of a service that is not known by name: JSON, a list of what people said.

WordPress gives one at `/wp-json/wp/v2/comments`, and small services export the like. Each entry
says who, when and what, under one of the names that are common for it; where it stands is its
link, or the page's. A list of posts is none, and what says that it did not show is counted.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from anthology.gather.contacts import Contact, contact
from anthology.gather.gathered import Parcel, Source, SourceFile
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, entries, get, text
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread

ORIGIN = "listed"
LISTS = ("comments", "data", "items", "results")
NAMES = (
    *("author_name", "authorName", "displayName", "display_name", "name", "nickname", "username"),
    *("login", "author", "user", "commenter", "by"),
)
WORDS = (
    *("content_html", "body_html", "bodyHTML", "html", "rendered", "content", "body", "text"),
    *("message", "comment", "markdown"),
)
DAYS = (
    *("date", "created_at", "createdAt", "created", "published_at", "publishedAt", "published"),
    *("timestamp", "time", "datetime"),
)
PAGES = (
    *("page_url", "pageUrl", "post_url", "postUrl", "url", "uri", "link", "permalink", "page"),
    *("path", "thread", "post"),
)
TITLES = ("page_title", "pageTitle", "post_title", "postTitle", "title")
IDS = ("id", "_id", "uuid", "comment_id", "commentId")
PARENTS = ("parent", "parent_id", "parentId", "reply_to", "replyTo", "in_reply_to", "inReplyTo")
REPLIES = ("replies", "children")
ADDRESSES = ("author_email", "authorEmail", "email", "mail")
STATES = ("status", "state", "approved", "isApproved", "is_approved")
SHOWN = frozenset(["", "approved", "approve", "published", "visible", "public", "active", "1"])
GONE = {
    **{kind: kind for kind in ("spam", "trash", "deleted", "pingback", "trackback")},
    "isDeleted": "deleted",
    "is_deleted": "deleted",
    "isSpam": "spam",
    "is_spam": "spam",
}
# A comment has none of these, and a post has one of them.
OF_POSTS = frozenset(["slug", "excerpt", "tags", "categories", "featured_image", "subtitle"])
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
LOOKED_AT = 5  # entries


def recognises(file: SourceFile) -> bool:
    """A list whose entries all have a name, words and a day, and one sign of a comment."""
    if not json_data.is_json(file.data):
        return False
    data = json_data.load(file.data)
    found = _listed(data)[:LOOKED_AT]
    return bool(found) and all(map(_is_comment, found))


def read(file: SourceFile) -> Parcel:
    """The threads, one for each page."""
    pages: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for comment, above in _every(_listed(json_data.load(file.data))):
        pages[_page(comment)].append(_said(comment, above))
    threads = [Thread(tuple(said), link, title) for (link, title), said in pages.items()]
    return loose.parcel(ORIGIN, threads)


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment."""
    for comment, above in _every(_listed(json_data.load(file.data))):
        link, title = _page(comment)
        address = _first(comment, ADDRESSES)
        yield from contact(ORIGIN, Thread((), link, title), _said(comment, above), address)


def _listed(data: Json) -> list[Json]:
    return entries(data) or next((found for key in LISTS if (found := entries(data, key))), [])


def _is_comment(entry: Json) -> bool:
    if not isinstance(entry, dict) or not OF_POSTS.isdisjoint(entry):
        return False
    # What has a title may be a post, which has a link too.
    signs = (*PARENTS, *REPLIES, *ADDRESSES, *(() if "title" in entry else (*PAGES, "comment")))
    return all(any(key in entry for key in keys) for keys in (NAMES, WORDS, DAYS, signs))


def _every(comments: Sequence[Json]) -> Iterator[tuple[Json, str]]:
    """Each comment, and the id of the one it stands in."""
    waiting = [(one, "") for one in reversed(comments)]
    while waiting:
        comment, above = waiting.pop()
        yield comment, above
        id_ = _first(comment, IDS)
        inside = [one for key in REPLIES for one in entries(comment, key)]
        waiting += [(one, id_) for one in reversed(inside)]


def _first(comment: Json, keys: Sequence[str]) -> str:
    """The words under the first of the keys that has some, or under the first inside it."""
    for key in keys:
        found = text(comment, key)
        if not found and isinstance(get(comment, key), dict):
            inner = (text(comment, key, other) for other in keys)
            found = next(filter(None, inner), "")
        if found.strip():
            return found.strip()
    return ""


def _page(comment: Json) -> tuple[str, str]:
    link = next((one for key in PAGES if "/" in (one := _first(comment, [key, *PAGES]))), "")
    return link.partition("#")[0], _first(comment, TITLES)


def _day(comment: Json) -> date | None:
    days = (json_data.day(comment, key) for key in DAYS)
    return next((day for day in days if day), None)


def _said(comment: Json, above: str) -> Said:
    words = _first(comment, WORDS)
    is_html = bool(TAG.search(words))
    parent = _first(comment, PARENTS)
    return Said(
        id=_first(comment, IDS),
        name=_first(comment, NAMES),
        day=_day(comment),
        html=words if is_html else html.escape(words, quote=False),
        parent="" if parent == "0" else parent or above,
        gone=_gone(comment),
        is_classic=not is_html,
    )


def _gone(comment: Json) -> str:
    """Why a comment did not show; empty for one that did."""
    for key in GONE:
        if json_data.is_true(comment, key):
            return GONE[key]
    kind = text(comment, "type").casefold()
    if kind in GONE:
        return kind
    if any(get(comment, key) is False for key in STATES):
        return "unapproved"
    state = next((text(comment, key).casefold() for key in STATES if text(comment, key)), "")
    return "" if state in SHOWN else state if state in GONE else "unapproved"


SOURCE = Source("list of comments", recognises, read, contacts=contacts)
