"""Medium's export: a page of HTML for each post, under `posts/`.

Title, subtitle, day and link stand around the text; the text says title and subtitle again, and
that is dropped. Drafts are counted, and so are responses: what the author wrote under somebody
else's essay looks like a post, but has no subtitle and no tags, and its title is its first words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from anthology.gather import album
from anthology.gather.exports import posted
from anthology.gather.exports.cut import Page
from anthology.gather.exports.posted import Post
from anthology.gather.gathered import Export, LeftOut, Parcel
from anthology.gather.html.tree import words
from anthology.gather.intake.shelf import Shelf
from anthology.gather.typed.days import day_in

ARTICLE = b'class="h-entry"'
HASH = re.compile(r"-([0-9a-f]{8,12})$")
RESPONSE_WORDS = 150  # a longer one is kept, whatever it looks like
# Everything else an export holds is about the reader the author is, not the author.
PAGES = re.compile(r"posts/[^/]+\.html")


def recognises(shelf: Shelf) -> bool:
    """Pages under `posts/`, of which the first is an article as Medium marks it up."""
    first = next((name for name in shelf.names if PAGES.fullmatch(name)), None)
    return first is not None and ARTICLE in shelf.head(first)


def read(shelf: Shelf) -> Parcel:
    """The essays of an export, each other thing told."""
    return posted.parcel(_posts(shelf), album.on(shelf, "posts"), ())


def _posts(shelf: Shelf) -> Iterator[Post | LeftOut]:
    for name in shelf.names:
        if not PAGES.fullmatch(name):
            yield LeftOut("other file", name, "it holds no essay")
            continue
        page = Page.of(posted.text_of(shelf.read(name), shelf.path / name))
        post = _post(name, page)
        yield _why_not(name, page, post) or post


def _post(name: str, page: Page) -> Post:
    stem = PurePosixPath(name).stem
    known = HASH.search(stem)
    link = page.value("href", "a", "class", "p-canonical")
    return Post(
        source=f"medium {known[1] if known else stem}",
        title=page.words("h1", "class", "p-name"),
        subtitle=_subtitle(page),
        day=day_in(page.value("datetime", "time", "class", "dt-published")),
        html=page.inside("section", "data-field", "body"),
        links=(link,) if link else (),
    )


def _subtitle(page: Page) -> str:
    """The subtitle as the text has it; the head of the page cuts a long one short."""
    cut = page.words("section", "data-field", "subtitle")
    whole = page.words("h4", "class", "graf--subtitle")
    return whole if whole.startswith(cut.rstrip("…. ")) else cut


def _why_not(name: str, page: Page, post: Post) -> LeftOut | None:
    """Why a page is no essay of the book; nothing where it is one."""
    told = post.title or name
    if name.startswith("posts/draft") or not (post.links or post.day):
        return LeftOut("draft", told, "it was not published")
    if not post.html.strip():
        return LeftOut("empty essay", told, "its page is empty")
    if _is_response(page, post):
        return LeftOut("response", told, "it answers somebody else’s essay")
    return None


def _is_response(page: Page, post: Post) -> bool:
    begins = post.title.rstrip("…. ")
    return (
        not post.subtitle
        and not page.words("a", "class", "p-tag")
        and "graf--title" not in post.html
        and bool(begins)
        and Page.of(post.html).words("p").startswith(begins)
        and len(words(post.html).split()) <= RESPONSE_WORDS
    )


EXPORT = Export("Medium", recognises, read)
