"""Comments that came without their essay find it: by its source, by link, then by title.

Two links are the same where the site is not: blogs move, and gain `www` and `https`. A match has
to be the only one; what fits two essays or none stays loose, is counted and told, and is never
guessed. The same comment from two places is kept once, and its thread stays whole.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from anthology.gather.cards import Card, ThreadCard
from anthology.gather.counted import many
from anthology.gather.gathered import LeftOut
from anthology.gather.names import slug
from anthology.gather.review import Kind, Row
from anthology.model import Comment, Consent, ConsentState, lines, plain

# What a link carries for those who count visitors, not for the page.
COUNTING = re.compile(r"utm_.*|fbclid|gclid|mc_[ce]id|ref|source|replytocom|share|amp|m", re.I)
INDEX_PAGE = re.compile(r"(?:^|/)(?:index|default)\.(?:html?|php|aspx?)$")
PAGE_ENDING = re.compile(r"\.(?:html?|php|aspx?)$")
# `On Rope | Shore Notes`: a page's title often ends in its site's.
SITE_NAME = re.compile(r"\s+[|–—«»:·-]\s+[^|–—«»]+$")
SAID_TWICE = "the same words by the same name are there already"
SEVERAL = -1  # instead of the number of one essay


class Titled(Protocol):
    """An essay, or its card."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...


class Astray(Protocol):
    """A thread that came without its essay, or its card."""

    @property
    def origin(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def link(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def count(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Address:
    """What one essay can be found by, from the surest to the least sure."""

    source: str
    pages: tuple[str, ...]
    slugs: tuple[str, ...]
    title: str


def address(essay: Titled, links: Sequence[str] = ()) -> Address:
    """Where an essay stands; `links` are those it had on the web, where they are known."""
    pages = [page for link in links if (page := _page(link))]
    slugs = [_last(page) for page in pages] + [slug(essay.title), essay.name]
    kind, _, number = essay.source.rpartition(" ")
    if kind.startswith("wordpress"):
        pages.append(f"?p={number}")
    return Address(essay.source, tuple(pages), tuple(filter(None, slugs)), _words(essay.title))


def _page(link: str) -> str:
    """What is left of a link without its site: `https://www.a.org/2024/rope/?utm_x=1#c3` and
    `/2024/rope` are one. Empty for a site's front page."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = INDEX_PAGE.sub("", unquote(parts.path)).rstrip("/").casefold()
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not COUNTING.fullmatch(key)]
    asked = "&".join(f"{key}={value}" for key, value in sorted(kept))
    asked = asked.replace("page_id=", "p=") if not path else asked
    return f"{path}?{asked}" if asked else path


def _last(page: str) -> str:
    """The last step of a page's path without an ending: `/2024/rope.html` gives `rope`."""
    return slug(PAGE_ENDING.sub("", page.partition("?")[0].rpartition("/")[2]))


def _words(title: str) -> str:
    """A title as it is compared: letters and digits alone."""
    return "".join(re.findall(r"\w", html.unescape(title).casefold()))


@dataclass(slots=True)
class Addresses:
    """The addresses of many essays; an essay is known here by its number."""

    _by: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, addresses: Iterable[Address]) -> Addresses:
        """All of them, numbered from 0."""
        made = cls()
        for number, one in enumerate(addresses):
            keys = [("source", one.source), ("title", one.title)]
            keys += [("page", page) for page in one.pages]
            keys += [("slug", step) for step in one.slugs]
            for kind, key in keys:
                if key and made._by.setdefault((kind, key), number) != number:
                    made._by[kind, key] = SEVERAL
        return made

    def find(self, loose: Astray) -> int | None:
        """The one essay these comments belong to; nothing where none fits, or several do."""
        found = next((self._by[key] for key in _keys(loose) if key in self._by), SEVERAL)
        return None if found == SEVERAL else found


def _keys(loose: Astray) -> Iterator[tuple[str, str]]:
    """What to look for, the surest first."""
    page = _page(loose.link)
    yield "source", loose.source
    yield "page", page
    yield "page", page.partition("?")[0]
    yield "slug", _last(page)
    yield "title", _words(loose.title)
    yield "title", _words(SITE_NAME.sub("", html.unescape(loose.title)))


def join(
    essays: Sequence[Card], threads: Sequence[ThreadCard]
) -> tuple[list[Card], list[ThreadCard]]:
    """The essays with the comments that are theirs, and the threads that found no essay."""
    addresses = Addresses.of(address(one, one.links) for one in (essays if threads else ()))
    found: dict[int, list[ThreadCard]] = defaultdict(list)
    still_loose: list[ThreadCard] = []
    for thread in threads:
        number = addresses.find(thread)
        (still_loose if number is None else found[number]).append(thread)
    joined = [
        _with_threads(one, found[number]) if number in found else one
        for number, one in enumerate(essays)
    ]
    return joined, still_loose


def _with_threads(card: Card, threads: Iterable[ThreadCard]) -> Card:
    """The essay with the comments of all its threads."""
    one = card.whole()
    for thread in threads:
        comments, twice = merged(one.essay.comments, thread.whole().comments)
        essay = replace(one.essay, comments=comments)
        one = replace(one, essay=essay, left_out=(*one.left_out, *twice))
    return card.instead(one)


def merged(
    here: Sequence[Comment], arriving: Sequence[Comment]
) -> tuple[tuple[Comment, ...], tuple[LeftOut, ...]]:
    """Both, each comment once: of two that say the same under the same name, the one that was
    here. What answers the other then answers that one; an id in use already is changed."""
    met: dict[tuple[str, str], list[Comment]] = defaultdict(list)
    for comment in reversed(here):
        met[likeness(comment)].append(comment)
    comments = {comment.id: comment for comment in here}
    called: dict[str, str] = {}
    kept: list[Comment] = []
    twice: list[LeftOut] = []
    again: Counter[str] = Counter()
    for comment in arriving:
        if twins := met[likeness(comment)]:
            twin = twins.pop()
            called[comment.id] = twin.id
            comments[twin.id] = _surer(comments[twin.id], comment)
            twice.append(LeftOut("repeated comment", _text(comment), SAID_TWICE))
        else:
            called[comment.id] = _free(comment.id, comments, again)
            kept.append(comment)
            comments[called[comment.id]] = comment
    for comment in kept:
        answers = called.get(comment.reply_to, comment.reply_to)
        new = called[comment.id]
        comments[new] = replace(comment, id=new, reply_to=answers)
    return tuple(comments.values()), tuple(twice)


def _free(wanted: str, taken: dict[str, Comment], again: Counter[str]) -> str:
    free = wanted
    while free in taken:
        again[wanted] += 1
        free = f"{wanted}-{again[wanted] + 1}"
    return free


def _surer(here: Comment, other: Comment) -> Comment:
    """The one that was here, with what only the other knows: the day, and that it is the
    author's own."""
    is_own = ConsentState.OWN in (here.consent.state, other.consent.state)
    consent = Consent(ConsentState.OWN) if is_own else here.consent
    return replace(here, consent=consent, day=here.day or other.day)


def likeness(comment: Comment) -> tuple[str, str]:
    """What a comment has in common with itself from another place: its name and its words, as
    they are compared."""
    return _words(comment.name), _words(_text(comment))


def _text(comment: Comment) -> str:
    return "\n".join(plain(line.children) for line, _ in lines(comment.blocks))


def left_out(loose: Iterable[Astray]) -> Iterator[LeftOut]:
    """One entry for each thread that found no essay, with the link or the title to look for."""
    for thread in loose:
        where = thread.link or thread.title or thread.source or "it says neither link nor title"
        said = many(thread.count, "comment")
        reason = f"{said} from {thread.origin}: no essay has this link or title, or several have"
        yield LeftOut("thread without its essay", where, reason)


def rows(loose: Iterable[Astray]) -> Iterator[Row]:
    """The same, to be told: where each thread belongs, and how to bring it there."""
    for one in left_out(loose):
        change = "gather the essay together with them, or give it that title"
        yield Row(Kind.LEFT_OUT, "", one.text, one.kind, one.reason, change)
