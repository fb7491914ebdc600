"""Comments out of Disqus: XML with every thread first, and then every comment.

A thread names its page by link and title; some name nothing, and are told. Deleted and spam are
counted. The author is whoever opened most of the threads, by the name she logs in with; an
address is compared nowhere, and given out to ask for consent alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anthology.gather.aside import Heaps
from anthology.gather.contacts import Contact, contact
from anthology.gather.gathered import Parcel, Source, SourceFile
from anthology.gather.intake.xml import VOCABULARIES, Record
from anthology.gather.intake.xml_entries import Entries
from anthology.gather.intake.xml_stream import beyond
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread
from anthology.gather.typed.days import day_in

ID = f"{{{VOCABULARIES['dsq']}}}id"
ORIGIN = "disqus"
NAMESPACE = b"http://disqus.com"
HEAD = 2048
NOWHERE = Thread(())
MOST_PAGES = 100_000
FEWEST_THREADS = 2  # opened by one person, for that person to be the author


def recognises(file: SourceFile) -> bool:
    """XML in Disqus's own vocabulary."""
    head = file.data[:HEAD]
    return b"<disqus" in head and NAMESPACE in head


def read(file: SourceFile) -> Parcel:
    """The threads that have comments, with what they say of their page. Raises GatherError where
    the file is beyond what is read."""
    entries = Entries(file, ("thread", "post"))
    pages: dict[str, Thread] = {}
    openers: Counter[str] = Counter()
    posts: Heaps[str, tuple[str, Said]] = Heaps()
    for record in entries:
        if record.name == "thread":
            pages[record.attribute(ID)] = _page(record)
            openers[_login(record)] += 1
        else:
            posts.add(_of(record, "thread"), (_login(record), _said(record)))
        if len(pages) > MOST_PAGES:
            raise beyond(file.path, f"more than {MOST_PAGES:,} pages; no more are read")
    author = _author(openers)
    threads = (
        replace(pages.get(page, NOWHERE), said=_with_own(heap, author)) for page, heap in posts
    )
    return loose.parcel(ORIGIN, threads, rows=tuple(entries.rows()))


def _with_own(posts: Iterable[tuple[str, Said]], author: str) -> Iterator[Said]:
    """The comments of a page, each with the login it is by; those of the author as her own."""
    for login, one in posts:
        yield replace(one, is_own=bool(author) and login == author)


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment."""
    pages: dict[str, Thread] = {}
    for record in Entries(file, ("thread", "post")):
        if record.name == "thread":
            pages[record.attribute(ID)] = _page(record)
        elif person := record.find("author"):
            page = pages.get(_of(record, "thread"), NOWHERE)
            yield from contact(ORIGIN, page, _said(record), person.get("email"))


def _page(thread: Record) -> Thread:
    return Thread((), thread.get("link"), thread.get("title"))


def _of(record: Record, name: str) -> str:
    """The id of what a record points at; empty where it points at nothing."""
    found = record.find(name)
    return found.attribute(ID) if found else ""


def _login(record: Record) -> str:
    person = record.find("author")
    return person.get("username") if person else ""


def _said(post: Record) -> Said:
    person = post.find("author")
    return Said(
        id=post.attribute(ID),
        name=person.get("name") if person else "",
        day=day_in(post.get("createdAt")),
        html=post.get("message"),
        parent=_of(post, "parent"),
        gone=_gone(post),
    )


def _gone(post: Record) -> str:
    if post.get("isSpam") == "true":
        return "spam"
    return "deleted" if post.get("isDeleted") == "true" else ""


def _author(openers: Counter[str]) -> str:
    """The login of whoever opened most of the threads, as the owner of a blog does."""
    [(login, count)] = openers.most_common(1) or [("", 0)]
    return login if count >= FEWEST_THREADS and 2 * count > openers.total() else ""


SOURCE = Source("Disqus", recognises, read, is_streamed=True, contacts=contacts)
