"""What a comment service says of a comment → a comment of the book, or a count.

Only what a person said, and what was shown on the blog, comes in; the rest is counted by kind,
without its words, which are not the author's to keep. An address of any sort that stands where a
name should is no name. A comment keeps the thread it stood in, as far as that came in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from anthology.errors import GatherError
from anthology.gather.cards import Threads
from anthology.gather.gathered import LeftOut, LooseComments, Parcel
from anthology.gather.html import body as html_body
from anthology.gather.html import tree
from anthology.gather.html.body import House
from anthology.gather.html.line import White
from anthology.gather.intake.hygiene import clean
from anthology.gather.review import Row
from anthology.model import (
    Block,
    Comment,
    Consent,
    ConsentState,
    Heading,
    Paragraph,
    Quotation,
    Strong,
)

ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\d{1,3}(?:\.\d{1,3}){3}")
NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9]+")
PINGS = frozenset(["pingback", "trackback"])
WHY_GONE = "it did not show on the blog"
MOST_ON_A_PAGE = 20_000
HINT_MANY = "take the page out of the export, and gather what is left"


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as its source has it: words in HTML, with line ends that count where it is
    `is_classic`. `parent` is the id of the one it answers; `gone` says why it did not show
    (`spam`, `deleted`, `pingback`), and is empty for one that did."""

    id: str
    name: str
    day: date | None
    html: str
    parent: str = ""
    is_own: bool = False
    gone: str = ""
    is_classic: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of one page, and what the source says of where that page is."""

    said: Iterable[Said]
    link: str = ""
    title: str = ""
    source: str = ""


@dataclass(slots=True)
class Answers:
    """Comments made for the book, and an account: what stayed out, what became something other
    than print, and every word there was."""

    comments: list[Comment] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    original: list[str] = field(default_factory=list)


def answers(said: Iterable[Said], origin: str) -> Answers:
    """The comments of one page, in the order of their source; `origin` begins their ids. One
    that answers what is not there answers what that did; one that is there twice is kept once.
    Raises GatherError where there are more than `MOST_ON_A_PAGE`."""
    found = Answers()
    parents: dict[str, str] = {}
    kept: dict[str, str] = {}
    met: dict[tuple[str, ...], str] = {}
    for one in said:
        one = one if one.id else replace(one, id=_made_of_words(one))
        id_ = _id(origin, one.id)
        parents.setdefault(id_, _id(origin, one.parent))
        if one.gone:
            kind = one.gone if one.gone in PINGS else f"{one.gone} comment"
            found.left_out.append(_not_shown(kind))
            continue
        words = (one.name.casefold(), str(one.day), one.parent, " ".join(one.html.split()))
        twin = met.setdefault(words, id_)
        if id_ in kept or twin != id_:
            found.left_out.append(LeftOut("repeated comment", "", "it is there already"))
            kept.setdefault(id_, twin)
        elif comment := _comment(one, origin, found):
            kept[id_] = id_
            found.comments.append(comment)
        if len(found.comments) > MOST_ON_A_PAGE:
            message = f"a page has more than {MOST_ON_A_PAGE:,} comments; no more are read"
            raise GatherError(message, hint=HINT_MANY)
    found.comments = _threaded(found.comments, parents, kept)
    return found


@lru_cache
def _not_shown(kind: str) -> LeftOut:
    """There may be many of a kind: all are this one."""
    return LeftOut(kind, "", WHY_GONE)


def _comment(one: Said, origin: str, found: Answers) -> Comment | None:
    white = White.LINES if one.is_classic else White.COLLAPSED
    body = html_body.read(one.html, House(white=white))
    if not body.blocks:
        found.left_out.append(LeftOut("empty comment", body.original, "it has no words"))
        return None
    found.left_out += body.left_out
    found.read += body.read
    found.original.append(body.original)
    return Comment(
        id=_id(origin, one.id),
        name=_name(one.name),
        day=one.day,
        blocks=(*body.questions, *map(_without_heading, body.blocks)),
        consent=Consent(ConsentState.OWN) if one.is_own else Consent(),
        reply_to=_id(origin, one.parent),
    )


def _without_heading(block: Block) -> Block:
    """A comment has none: it is bold instead."""
    match block:
        case Heading(_, children, place):
            return Paragraph((Strong(children),), place)
        case Quotation(inner):
            return replace(block, blocks=tuple(map(_without_heading, inner)))
        case _:
            return block


def _threaded(
    comments: Sequence[Comment], parents: Mapping[str, str], kept: Mapping[str, str]
) -> list[Comment]:
    """The comments, each answering the nearest one above it that is there. Two that are said to
    answer each other do not."""
    answers: dict[str, str] = {}
    shorter: dict[str, str] = {}
    for comment in comments:
        path = {comment.id: None}
        above = parents[comment.id]
        while above and above not in kept and above not in path:
            path[above] = None
            above = shorter.get(above) or parents.get(above, "")
        # Whoever answers one of those passed over need not go the same way again.
        shorter.update(dict.fromkeys(path, above))
        answers[comment.id] = kept.get(above, "")
    rooted: set[str] = set()
    for comment in comments:
        path, at = {}, comment.id
        while at and at not in rooted and at not in path:
            path[at] = None
            at = answers[at]
        if at in path:
            answers[at] = ""
        rooted.update(path)
    return [replace(comment, reply_to=answers[comment.id]) for comment in comments]


def _id(origin: str, number: str) -> str:
    return f"{origin}-{NOT_IN_AN_ID.sub('-', number).strip('-')}" if number else ""


def _made_of_words(one: Said) -> str:
    """An id for a comment whose source gives none; the same whenever it comes in again."""
    words = "\n".join((one.name, str(one.day), one.html))
    return "t" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]


def _name(shown: str) -> str:
    name = " ".join(clean(tree.words(shown)).text.split())
    return "" if ADDRESS.search(name) else name


def parcel(
    origin: str,
    threads: Iterable[Thread],
    left_out: Sequence[LeftOut] = (),
    rows: tuple[Row, ...] = (),
    beside: Parcel | None = None,
) -> Parcel:
    """The threads of a service as comments that look for their essay, beside what else it has."""
    beside = beside or Parcel(rows=rows)
    every = [*beside.left_out, *left_out]
    loose = Threads.of(beside.loose, astray(origin, threads, every))
    return replace(beside, left_out=tuple(every), loose=loose)


def astray(
    origin: str, threads: Iterable[Thread], left_out: list[LeftOut]
) -> Iterator[LooseComments]:
    """Each thread as comments of the book, where there are any; what is no comment is added to
    `left_out`."""
    for thread in threads:
        made = answers(thread.said, origin)
        left_out += made.left_out
        if made.comments:
            comments = tuple(made.comments)
            yield LooseComments(comments, origin, thread.source, thread.link, thread.title)
