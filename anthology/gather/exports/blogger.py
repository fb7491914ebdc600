"""Blogger's export: one Atom feed with posts and comments, of the old kind and of Takeout's (2018).

Each comment says which post it is on, and may stand above or below it, so the file is gone
through twice: comments first. Pages, drafts, settings and the template are counted by kind. A
post is known by the number of the blog and its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from anthology.errors import Place
from anthology.gather import album
from anthology.gather.aside import Heaps
from anthology.gather.cards import Essays, Threads
from anthology.gather.contacts import Contact, contact
from anthology.gather.exports import posted
from anthology.gather.exports.posted import Post
from anthology.gather.gathered import Export, LeftOut, Parcel, Source, SourceFile
from anthology.gather.html import tokens
from anthology.gather.html.body import House
from anthology.gather.intake import decode, files
from anthology.gather.intake.shelf import Shelf
from anthology.gather.intake.xml import Record
from anthology.gather.intake.xml_entries import Entries
from anthology.gather.intake.xml_stream import beyond
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread
from anthology.gather.typed.days import day_in

MARKS = (b"schemas.google.com/blogger/20", b"tag:blogger.com,1999:blog-", b"<blogger:type>")
KIND = re.compile(r"http://schemas\.google\.com/blogger/2008/kind#(\w+)")
NUMBERS = re.compile(r"blog-(\d+)(?:\.(?:post|page)-(\d+))?")
LAST_NUMBER = re.compile(r"(\d+)\D*$")
FEED = ".atom"
ORIGIN = "blogger"
MOST_COMMENTS = 500_000  # in one file
LIVE = frozenset(["", "live"])
NOBODY = re.compile(r"an[oóòô]n[iyí]\w*(?: user)?|unknown", re.IGNORECASE)
NOT_A_POST = {
    "page": "it is a page of the site, and no post",
    "template": "it is the design of the blog",
    "setting": "it is a setting of the blog",
}
STATUS = {
    "draft": ("draft", "it was not published"),
    "scheduled": ("scheduled post", "its day has not come"),
    "soft_trashed": ("trashed post", "it was thrown away"),
}
GONE = {"spam_comment": "spam", "spam": "spam", "ghosted": "spam", "emptied": "deleted"}
# What Blogger itself puts in place of a comment, where nothing else says so.
REMOVED = re.compile(r"This (?:comment|post) has been removed by (?:the author|a blog admin\w+)\.")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of either kind of feed, read the same. `writer` is whom it is by: a profile where
    there is one, which is compared and not kept, else a full name. A single word is anybody's, and
    so is the name Blogger gives to whoever has none; it stands on posts too, whose author left."""

    record: Record
    kind: str
    status: str
    blog: str
    number: str
    name: str
    profile: str

    @property
    def writer(self) -> str:
        is_full = " " in self.name.strip() and not NOBODY.fullmatch(self.name)
        return self.profile or (self.name.casefold() if is_full else "")


def recognises(file: SourceFile) -> bool:
    """Atom with Blogger's own names in it."""
    return b"<feed" in file.data and any(mark in file.data for mark in MARKS)


def read(file: SourceFile) -> Parcel:
    """The essays of a feed with their comments. Raises GatherError where it is beyond what is
    read."""
    found = _Reader(file)
    found.take_comments()
    parcel = posted.parcel(found.posts(), album.beside(file), ())
    astray = (Thread((one for one, _ in heap), source=source) for source, heap in found.comments)
    return loose.parcel(
        ORIGIN,
        astray,
        found.left_out,
        beside=replace(parcel, rows=(*parcel.rows, *found.entries.rows())),
    )


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment; most addresses in a feed are Blogger's own, and so nobody's."""
    for record in Entries(file, ("entry",)):
        entry, author = _entry(record), record.find("author")
        if entry.kind == "comment" and author:
            page = Thread((), source=_source(entry.blog, _on(entry)))
            yield from contact(ORIGIN, page, _said(entry), author.get("email"))


@dataclass(slots=True)
class _Reader:
    """Goes through a feed; `comments`, each with its writer, are laid aside by the post they are
    on until it comes."""

    file: SourceFile
    entries: Entries = field(init=False)
    comments: Heaps[str, tuple[Said, str]] = field(default_factory=Heaps)
    left_out: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entries = Entries(self.file, ("entry",))

    def take_comments(self) -> None:
        """Every comment of the feed."""
        for record in Entries(self.file, ("entry",)):
            entry = _entry(record)
            if entry.kind == "comment":
                post = _source(entry.blog, _on(entry))
                self.comments.add(post, (_said(entry), entry.writer))
            if len(self.comments) > MOST_COMMENTS:
                limit = f"more than {MOST_COMMENTS:,} comments; no more are read"
                raise beyond(self.file.path, limit)

    def posts(self) -> Iterator[Post]:
        """Every published post, with what was said of it."""
        for record in self.entries:
            entry = _entry(record)
            if entry.kind == "comment":
                continue
            source = _source(entry.blog, entry.number)
            heap = self.comments.pop(source)
            if why_not := _why_not(entry):
                shown = sum(not one.gone for one, _ in heap)
                self.left_out += posted.without_it(why_not, shown)
            else:
                said = (_with_own(one, writer, entry) for one, writer in heap)
                yield _post(entry, source, said, self.file)
        for words in self.entries.unread:
            reason = "the file is broken here, and nothing of it can be read"
            self.left_out.append(LeftOut("broken entry", words, reason))


def _with_own(one: Said, writer: str, post: _Entry) -> Said:
    return replace(one, is_own=bool(post.writer) and writer == post.writer)


def _entry(record: Record) -> _Entry:
    terms = [KIND.fullmatch(one.attribute("term")) for one in record.all("category")]
    kind = next((term[1] for term in terms if term), "") or record.get("blogger:type").lower()
    control = record.find("app:control")
    is_draft = bool(control) and control is not None and control.get("app:draft") == "yes"
    status = "draft" if is_draft else record.get("blogger:status").lower()
    numbers = NUMBERS.search(record.get("id"))
    author = record.find("author")
    return _Entry(
        record=record,
        kind="setting" if kind == "settings" else kind,
        status="soft_trashed" if record.get("blogger:trashed") else status,
        blog=numbers[1] if numbers else "",
        number=(numbers[2] or "") if numbers else "",
        name=author.get("name") if author else "",
        profile=author.get("uri") if author else "",
    )


def _source(blog: str, number: str) -> str:
    return f"{ORIGIN} {blog} {number}"


def _why_not(entry: _Entry) -> LeftOut | None:
    """Why an entry is no essay of the book; nothing where it is one."""
    title = tokens.line(entry.record.get("title"))
    if entry.kind != "post":
        reason = NOT_A_POST.get(entry.kind, "it is no post")
        return LeftOut(entry.kind or "entry", title, reason)
    if entry.status not in LIVE:
        what, reason = STATUS.get(entry.status, (f"{entry.status} post", "it was not published"))
        return LeftOut(what, title, reason)
    return None


def _post(entry: _Entry, source: str, said: Iterable[Said], file: SourceFile) -> Post:
    links = [
        link.attribute("href")
        for link in entry.record.all("link")
        if link.attribute("rel") == "alternate"
    ] + [entry.record.get("blogger:filename")]
    hosts = {urlsplit(link).hostname or "" for link in links} - {""}
    return Post(
        source=source,
        title=tokens.line(entry.record.get("title")),
        html=entry.record.get("content"),
        day=day_in(entry.record.get("published")),
        links=tuple(filter(None, links)),
        is_damaged=entry.record.is_damaged,
        said=said,
        house=House(Place(file.path), site=frozenset(host.removeprefix("www.") for host in hosts)),
    )


def _said(entry: _Entry) -> Said:
    content = entry.record.get("content")
    return Said(
        id=entry.number,
        name="" if NOBODY.fullmatch(entry.name) else entry.name,
        day=day_in(entry.record.get("published")),
        html=content,
        parent=_answered(entry),
        gone=_gone(entry),
        is_classic="<br" not in content,
    )


def _on(entry: _Entry) -> str:
    """The number of the post a comment is on."""
    told = entry.record.find("thr:in-reply-to")
    reference = told.attribute("ref") if told else entry.record.get("blogger:parent")
    found = LAST_NUMBER.search(reference)
    return found[1] if found else ""


def _answered(entry: _Entry) -> str:
    """The number of the comment that a comment answers; empty where it answers the post."""
    related = [
        link.attribute("href")
        for link in entry.record.all("link")
        if link.attribute("rel") == "related"
    ]
    found = LAST_NUMBER.search(next(iter(related), "") or entry.record.get("blogger:inReplyTo"))
    return found[1] if found else ""


def _gone(entry: _Entry) -> str:
    is_emptied = REMOVED.fullmatch(tokens.line(entry.record.get("content")))
    removed = is_emptied or any(
        one.attribute("name") == "blogger.contentRemoved" and one.attribute("value") == "true"
        for one in entry.record.all("gd:extendedProperty")
    )
    if removed or entry.status == "soft_trashed":
        return "deleted"
    return "" if entry.status in LIVE else GONE.get(entry.status, "unapproved")


def _is_takeout(shelf: Shelf) -> bool:
    """A folder with a feed of Blogger's; beside it lie the design and the settings."""
    return any(
        name.endswith(FEED) and any(mark in decode.as_utf8(shelf.head(name)) for mark in MARKS)
        for name in shelf.names
    )


def _read_takeout(shelf: Shelf) -> Parcel:
    """The feeds of all blogs of an account; whatever else is there is told by name."""
    made = Parcel()
    for name in shelf.names:
        if not name.endswith(FEED):
            other = LeftOut("file", name, "no essay is in it")
            made = replace(made, left_out=(*made.left_out, other))
            continue
        one = read(files.on_shelf(shelf, name))
        made = Parcel(
            Essays.of(made.essays, one.essays),
            (*made.left_out, *one.left_out),
            Threads.of(made.loose, one.loose),
            (*made.rows, *one.rows),
        )
    return made


def _contacts_in_takeout(shelf: Shelf) -> Iterator[Contact]:
    feeds = (name for name in shelf.names if name.endswith(FEED))
    return (one for name in feeds for one in contacts(files.on_shelf(shelf, name)))


EXPORT = Export("Blogger, from Takeout", _is_takeout, _read_takeout, _contacts_in_takeout)
SOURCE = Source("Blogger", recognises, read, is_streamed=True, contacts=contacts)
