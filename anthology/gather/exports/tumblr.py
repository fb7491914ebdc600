"""Tumblr's export: pages under `posts/html` and pictures under `media`, or NPF, as its API gives.

The pages may lie in a `posts.zip` inside the export; posts that have none are in its `posts.xml`.
A post is known by its number. What was reblogged is somebody else's, and a picture without words
is no essay: both are counted. So are what others sent in; notes and likes are not in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from itertools import chain

from anthology.gather import album
from anthology.gather.exports import npf, posted, tumblr_xml
from anthology.gather.exports.cut import Page
from anthology.gather.exports.posted import Post
from anthology.gather.gathered import Export, LeftOut, Parcel, Source, SourceFile
from anthology.gather.html.tree import words
from anthology.gather.intake import decode, files, json_data, zipped
from anthology.gather.intake.json_data import Json, day, entries, get, has, text
from anthology.gather.intake.shelf import Shelf
from anthology.gather.typed.days import day_in

PAGES = re.compile(r"(?:posts/)?html/(submissions/)?(\d+)\.html")
INSIDE = "posts.zip"
IN_ONE_FILE = frozenset(["posts.xml", "posts/posts.xml"])
REBLOGGED = re.compile(r'class="tumblr_blog"|reblogged from <a', re.IGNORECASE)
MEDIA = "media/"
NAMED_FOR = re.compile(r"media/(\d+)(?:_\d+)?\.\w+")


def recognises(shelf: Shelf) -> bool:
    """Pages named by numbers under `posts/html`, or the posts in another form beside `media`."""
    if any(PAGES.fullmatch(name) for name in shelf.names):
        return True
    has_media = any(name.startswith(MEDIA) for name in shelf.names)
    return has_media and (INSIDE in shelf.names or bool(_in_one_file(shelf)))


def _in_one_file(shelf: Shelf) -> list[str]:
    """The files that hold posts of Tumblr, all in one."""
    return [
        name
        for name in shelf.names
        if name in IN_ONE_FILE and tumblr_xml.is_tumblr(decode.as_utf8(shelf.head(name)))
    ]


def read(shelf: Shelf) -> Parcel:
    """The essays of an export, each other thing told. A post that has a page is read from it."""
    inner = _inner(shelf)
    pages = {name: found for name in inner.names if (found := PAGES.fullmatch(name))}
    readers = _readers(shelf, inner, {found[2] for found in pages.values()})
    every = chain(_posts(inner, pages), *(reader.posts() for reader in readers))
    parcel = posted.parcel(every, album.on(shelf, "posts/html"), ())
    read_in = {reader.file.name for reader in readers}
    others = [_other(name) for name in inner.names if not _is_of_a_post(name, read_in)]
    told = [left for reader in readers for left in reader.told()]
    rows = [row for reader in readers for row in reader.entries.rows()]
    return replace(parcel, left_out=(*parcel.left_out, *told, *others), rows=tuple(rows))


def _posts(shelf: Shelf, pages: Mapping[str, re.Match[str]]) -> Iterator[Post | LeftOut]:
    """The posts that have pages."""
    for name, found in pages.items():
        post = _post(found[2], posted.text_of(shelf.read(name), shelf.path / name))
        yield _why_not(post, bool(found[1])) or post


def _inner(shelf: Shelf) -> Shelf:
    """Where the posts lie: in the export, or in an archive inside it."""
    if INSIDE not in shelf.names:
        return shelf
    opened = zipped.open_zip(shelf.path / INSIDE, shelf.read(INSIDE))
    return opened.shelf if opened else shelf


def _readers(shelf: Shelf, inner: Shelf, numbers: set[str]) -> list[tumblr_xml.Reader]:
    """A reader for each file of posts, of those that have no page and were in none before."""
    lying = [shelf] if inner is shelf else [shelf, inner]
    media: dict[str, list[str]] = defaultdict(list)
    for name in shelf.names:
        if found := NAMED_FOR.fullmatch(name):
            media[found[1]].append(name)

    def shown(number: str, at: int, address: str) -> str:
        held = media[number]
        return held[at] if at < len(held) else address

    return [
        tumblr_xml.Reader(files.on_shelf(one, name), shown, numbers)
        for one in lying
        for name in _in_one_file(one)
    ]


def _post(number: str, page: str) -> Post:
    body = Page.of(Page.of(page).inside("body") or page)
    return Post(
        source=f"tumblr {number}",
        title=body.words("h1"),
        day=day_in(body.words("span", "id", "timestamp")),
        html=body.without("div", "id", "footer"),
        links=(f"/post/{number}",),
    )


def _why_not(post: Post, is_submission: bool) -> LeftOut | None:
    """Why a post is no essay of the book; nothing where it is one."""
    said = words(post.html)
    told = post.title or said[:60] or post.source
    if is_submission:
        return LeftOut("submission", told, "somebody else sent it in")
    if REBLOGGED.search(post.html):
        return LeftOut("reblog", told, "it is somebody else’s post; add your own words by hand")
    if not said:
        return LeftOut("picture post", told, "it has no words")
    return None


def _is_of_a_post(name: str, read_in: Set[str]) -> bool:
    is_page = bool(PAGES.fullmatch(name)) or name in read_in
    return is_page or name.startswith(MEDIA) or name == INSIDE


def _other(name: str) -> LeftOut:
    return LeftOut("other file", name, "it holds no essay")


def recognises_npf(file: SourceFile) -> bool:
    """JSON with posts whose content is a list of Tumblr's blocks."""
    if not json_data.is_json(file.data):
        return False
    first = get(_npf_posts(json_data.load(file.data)), 0)
    return has(get(first, "content", 0), "type") and has(first, "blog_name")


def _npf_posts(data: Json) -> list[Json]:
    return entries(data, "response", "posts") or entries(data, "posts") or entries(data)


def read_npf(file: SourceFile) -> Parcel:
    """The essays of what Tumblr's API gave, each other thing told."""
    posts: list[Post] = []
    left_out: list[LeftOut] = []
    for one in _npf_posts(json_data.load(file.data)):
        post = _npf_post(one)
        if reason := _why_not_npf(one, post):
            left_out.append(reason)
        else:
            posts.append(post)
    return posted.parcel(posts, album.beside(file), left_out)


def _npf_post(post: Json) -> Post:
    content = entries(post, "content")
    title = ""
    if text(content, 0, "subtype") == "heading1":
        title, content = " ".join(text(content, 0, "text").split()), content[1:]
    body = npf.rich(content)
    number = text(post, "id_string") or text(post, "id")
    link = text(post, "post_url")
    return Post(
        source=f"tumblr {number}",
        title=title,
        day=day(post, "timestamp") or day(post, "date"),
        html=body.html,
        links=(link or f"/post/{number}",),
        left_out=body.left_out,
    )


def _why_not_npf(one: Json, post: Post) -> LeftOut | None:
    if text(one, "state") not in ("", "published"):
        told = post.title or words(post.html)[:60]
        return LeftOut("draft", told, f"it was not published: Tumblr says `{text(one, 'state')}`")
    if entries(one, "trail") or text(one, "reblogged_from_id"):
        told = post.title or text(one, "summary")
        return LeftOut("reblog", told, "it is somebody else’s post; add your own words by hand")
    return _why_not(post, is_submission=False)


EXPORT = Export("Tumblr", recognises, read)
NPF = Source("Tumblr posts", recognises_npf, read_npf)
