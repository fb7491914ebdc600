"""The comments of a WordPress post: who said what, and which of it showed on the blog.

The author's own are known by her account, by her address or by her name; an address is looked at
here, and given out to ask for consent alone. Comments that waited, spam, trash and pings are
counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from anthology.gather.contacts import Contact, contact
from anthology.gather.html import tokens
from anthology.gather.intake.xml import Record
from anthology.gather.services.loose import Said, Thread
from anthology.gather.typed.days import day_in

SHOWN = frozenset(["1", "approved"])
NOT_SHOWN = {"0": "unapproved", "hold": "unapproved", "spam": "spam"}
SAID_BY_PEOPLE = frozenset(["", "comment"])
NOBODY = "0"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes on the blog. `address` is compared, and never kept."""

    account: str
    login: str
    address: str
    name: str


def writer(record: Record) -> Writer:
    """One `wp:author` of an export."""
    login = record.get("wp:author_login")
    name = record.get("wp:author_display_name") or " ".join(
        filter(None, (record.get("wp:author_first_name"), record.get("wp:author_last_name")))
    )
    address = record.get("wp:author_email").casefold()
    return Writer(record.get("wp:author_id"), login, address, tokens.line(name) or login)


def said(post: Record, author: Writer) -> Iterator[Said]:
    """Every comment of a post, those that did not show marked as such."""
    for record in post.all("wp:comment"):
        yield replace(_said(record), is_own=_is_own(record, author))


def shown(post: Record) -> int:
    """How many comments of a post showed on the blog."""
    return sum(not _gone(record) for record in post.all("wp:comment"))


def contacts(post: Record, origin: str, page: Thread) -> Iterator[Contact]:
    """Who wrote each comment of a post."""
    for record in post.all("wp:comment"):
        yield from contact(origin, page, _said(record), record.get("wp:comment_author_email"))


def _said(record: Record) -> Said:
    parent = record.get("wp:comment_parent")
    return Said(
        id=record.get("wp:comment_id"),
        name=record.get("wp:comment_author"),
        day=day_in(record.get("wp:comment_date") or record.get("wp:comment_date_gmt")),
        html=record.get("wp:comment_content"),
        parent="" if parent == NOBODY else parent,
        gone=_gone(record),
        is_classic=True,
    )


def _gone(record: Record) -> str:
    """Why a comment is not in the book, in a word; empty for one that showed."""
    kind = record.get("wp:comment_type")
    if kind not in SAID_BY_PEOPLE:
        return kind.replace("_", " ")
    state = record.get("wp:comment_approved")
    return "" if state in SHOWN else NOT_SHOWN.get(state, "trashed")


def _is_own(record: Record, author: Writer) -> bool:
    """By the account; failing that by the address; failing both by the full name. A single word is
    no proof: others are called Amy too, and what is hers is printed without being asked about."""
    account = record.get("wp:comment_user_id")
    if account not in ("", NOBODY) and author.account:
        return account == author.account
    address = record.get("wp:comment_author_email").casefold()
    if address and address == author.address:
        return True
    name = " ".join(tokens.line(record.get("wp:comment_author")).casefold().split())
    return " " in name and name == author.name.casefold()
