"""Ghost's export: one JSON file with every post, its text as HTML or as Ghost's own JSON.

The HTML is what the blog shows; where a post has none, its Lexical or Mobiledoc is read. Drafts,
pages and what only members get by mail are counted. The usual export holds no comments; where
they are there, they are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from anthology.gather import album
from anthology.gather.contacts import Contact, contact
from anthology.gather.exports import lexical, mobiledoc, posted
from anthology.gather.exports.posted import Post
from anthology.gather.exports.tags import Rich
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, day, entries, get, has, text
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread

ORIGIN = "ghost"
SITE = "__GHOST_URL__"
# A post that is `sent` went out as a letter to every member, and never stood on the blog.
PUBLISHED = frozenset(["", "published", "sent"])
BODIES = ("html", "lexical", "mobiledoc")


def recognises(file: SourceFile) -> bool:
    """JSON with posts that have a slug, and a text in one of Ghost's ways."""
    if not json_data.is_json(file.data):
        return False
    first = next(_posts(json_data.load(file.data)), None)
    return has(first, "title", "slug") and any(has(first, key) for key in BODIES)


def _data(export: Json) -> Json:
    """What holds the tables, in each of the wrappings Ghost has given it."""
    for path in (("db", 0, "data"), ("data",), ("result",)):
        if has(get(export, *path), "posts"):
            return get(export, *path)
    return export


def _posts(export: Json) -> Iterator[Json]:
    for post in entries(_data(export), "posts"):
        yield get(post, "data") if has(post, "data", "url") else post


def read(file: SourceFile) -> Parcel:
    """The essays of an export, and its comments where it has some."""
    export = json_data.load(file.data)
    posts: list[Post] = []
    left_out: list[LeftOut] = []
    for post in _posts(export):
        if reason := _why_not(post):
            left_out.append(reason)
        else:
            posts.append(_post(post))
    essays = posted.parcel(posts, album.beside(file), left_out)
    return loose.parcel(ORIGIN, _threads(_data(export)), beside=essays)


def _why_not(post: Json) -> LeftOut | None:
    """Why a post is no essay of the book; nothing where it is one."""
    title, status = text(post, "title"), text(post, "status")
    if text(post, "type") == "page" or get(post, "page") in (True, 1):
        return LeftOut("page", title, "Ghost calls it a page, not a post")
    if status not in PUBLISHED:
        return LeftOut("draft", title, f"it was not published: Ghost says `{status}`")
    if not any(text(post, key).strip() for key in BODIES):
        return LeftOut("empty essay", title, "the export has none")
    return None


def _post(post: Json) -> Post:
    body = _body(post)
    cover = text(post, "feature_image").replace(SITE, "")
    reason = "it stood above the essay: place it yourself, if you like"
    covers = (LeftOut("cover picture", cover, reason),) if cover else ()
    slug = text(post, "slug")
    links = (text(post, "canonical_url"), text(post, "url"), f"/{slug}/")
    return Post(
        source=f"{ORIGIN} {text(post, 'id') or slug}",
        title=text(post, "title"),
        subtitle=text(post, "custom_excerpt"),
        day=day(post, "published_at"),
        html=body.html.replace(SITE, ""),
        links=tuple(link for link in links if link),
        left_out=(*body.left_out, *covers),
    )


def _body(post: Json) -> Rich:
    if text(post, "html").strip():
        return Rich(text(post, "html"))
    if text(post, "lexical").strip():
        return lexical.rich(_parsed(text(post, "lexical")))
    return mobiledoc.rich(_parsed(text(post, "mobiledoc")))


def _parsed(kept: str) -> Json:
    try:
        return json_data.parse(kept)
    except ValueError:
        return None


def _threads(data: Json) -> list[Thread]:
    """The comments of an export that has them, by post. The author is whoever has the name and
    the address of a user of the blog; the address goes no further."""
    people = _members(data)
    users = {(text(one, "email"), text(one, "name")) for one in entries(data, "users")}
    posts: dict[str, list[Said]] = defaultdict(list)
    for comment in entries(data, "comments"):
        person = people.get(text(comment, "member_id"))
        who = (text(person, "email"), text(person, "name"))
        said = replace(_said(comment, person), is_own=bool(who[0]) and who in users)
        posts[text(comment, "post_id")].append(said)
    return [Thread(tuple(said), source=f"{ORIGIN} {post}") for post, said in posts.items()]


def _members(data: Json) -> dict[str, Json]:
    return {text(one, "id"): one for one in entries(data, "members")}


def _said(comment: Json, person: Json) -> Said:
    status = text(comment, "status")
    return Said(
        id=text(comment, "id"),
        name=text(person, "name"),
        day=day(comment, "created_at"),
        html=text(comment, "html"),
        parent=text(comment, "in_reply_to_id") or text(comment, "parent_id"),
        gone="" if status in PUBLISHED else status,
    )


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment."""
    data = _data(json_data.load(file.data))
    people = _members(data)
    for comment in entries(data, "comments"):
        person = people.get(text(comment, "member_id"))
        page = Thread((), source=f"{ORIGIN} {text(comment, 'post_id')}")
        yield from contact(ORIGIN, page, _said(comment, person), text(person, "email"))


SOURCE = Source("Ghost", recognises, read, contacts=contacts)
