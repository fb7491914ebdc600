"""Essays and threads laid aside, each with a card that stays at hand.

A card says enough to sort a thing, to name it and to find it by; the thing itself is fetched when
it is asked for, one at a time, so that a blog of any length is never held. An essay is accounted
for as it is laid aside, and its card tells what is lost. What is done with a card is not known
here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import eq
from typing import Any, Generic, Self, TypeVar, overload

from anthology.gather.account import unaccounted
from anthology.gather.aside import Aside
from anthology.gather.gathered import (
    GatheredEssay,
    LeftOut,
    LooseComments,
    Order,
    left_out_rows,
    origin,
)
from anthology.gather.names import slug
from anthology.gather.order import words_of
from anthology.gather.review import Kind, Row
from anthology.model import Comment

T = TypeVar("T")
C = TypeVar("C", bound="Laid[Any]")
Tally = tuple[tuple[str, int], ...]  # how many of each kind


@dataclass(frozen=True, slots=True)
class Laid(Generic[T]):
    """Where a thing lies: its number among those laid aside there."""

    there: Aside[T]
    number: int

    def whole(self) -> T:
        """The thing itself."""
        return self.there[self.number]


@dataclass(frozen=True, slots=True)
class Card(Laid[GatheredEssay]):
    """The card of an essay. `comments` are counted by where they are from, `left_out` by the kind
    of thing; `lost` are lines of its source that are nowhere, and there should be none. It has a
    `name` once all essays have one, and gives the essay with that name on it and on its rows."""

    source: str
    title: str
    order: Order
    held: str
    links: tuple[str, ...]
    comments: Tally
    left_out: Tally
    lost: tuple[str, ...]
    name: str = ""

    def instead(self, gathered: GatheredEssay) -> Card:
        """The card of the same essay, changed, which is laid aside in its place."""
        self.there.append(gathered)
        return replace(
            self,
            number=len(self.there) - 1,
            comments=_said(gathered.essay.comments),
            left_out=_out(gathered.left_out),
        )

    @property
    def wanted(self) -> str:
        """The name it would have if no other essay had it."""
        return slug(self.title) or slug(words_of(self.order.name)) or "essay"

    def whole(self) -> GatheredEssay:
        """The essay itself."""
        gathered = self.there[self.number]
        if not self.name:
            return gathered
        rows = [replace(row, essay=self.name) for row in gathered.rows]
        if self.name != self.wanted:
            reason = "another essay has the same title: is it the same essay?"
            rows.append(Row(Kind.NAME, self.name, self.title, f"called {self.name}", reason))
        rows += left_out_rows(gathered.left_out, self.name)
        return replace(gathered, essay=replace(gathered.essay, name=self.name), rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class ThreadCard(Laid[LooseComments]):
    """The card of a thread that came without its essay: what it says of where that stands, and
    its `comments`, counted by where they are from."""

    origin: str
    source: str
    link: str
    title: str
    comments: Tally

    @property
    def count(self) -> int:
        """How many comments there are."""
        return sum(count for _, count in self.comments)


class _Catalogue(Sequence[T], ABC, Generic[T, C]):
    """The things themselves, in the order of their cards, each fetched when it is asked for."""

    def __init__(self, cards: Iterable[C] = ()) -> None:
        self.cards = list(cards)
        self._there: Aside[T] = Aside()

    @classmethod
    def of(cls, *parts: Iterable[T]) -> Self:
        """The things of all parts, laid aside as they come."""
        made = cls()
        for part in parts:
            made.extend(part)
        return made

    def extend(self, things: Iterable[T]) -> None:
        """Lay each aside as it comes; what lies somewhere already stays there."""
        if isinstance(things, type(self)):
            self.cards += things.cards
            return
        for thing in things:
            self._there.append(thing)
            self.cards.append(self._card(thing, self._there, len(self._there) - 1))

    @staticmethod
    @abstractmethod
    def _card(thing: T, there: Aside[T], number: int) -> C: ...

    def __len__(self) -> int:
        return len(self.cards)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Self: ...
    def __getitem__(self, at: int | slice) -> T | Self:
        if isinstance(at, slice):
            return type(self)(self.cards[at])
        thing: T = self.cards[at].whole()
        return thing

    def __eq__(self, other: object) -> bool:
        """Whether the things are the same, wherever they lie."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __repr__(self) -> str:
        return f"{type(self).__name__}.of({list(self)!r})"


class Essays(_Catalogue[GatheredEssay, Card]):
    """Essays laid aside."""

    @staticmethod
    def _card(thing: GatheredEssay, there: Aside[GatheredEssay], number: int) -> Card:
        essay = thing.essay
        return Card(
            there,
            number,
            source=essay.source,
            title=essay.title,
            order=thing.order,
            held=thing.held,
            links=thing.links,
            comments=_said(essay.comments),
            left_out=_out(thing.left_out),
            lost=tuple(unaccounted(thing.original, thing)),
        )


class Threads(_Catalogue[LooseComments, ThreadCard]):
    """Threads of comments laid aside."""

    @staticmethod
    def _card(thing: LooseComments, there: Aside[LooseComments], number: int) -> ThreadCard:
        return ThreadCard(
            there,
            number,
            origin=thing.origin,
            source=thing.source,
            link=thing.link,
            title=thing.title,
            comments=_said(thing.comments),
        )


def _said(comments: Iterable[Comment]) -> Tally:
    return _tally(origin(comment.id) for comment in comments)


def _out(left_out: Iterable[LeftOut]) -> Tally:
    return _tally(left.kind for left in left_out)


def _tally(kinds: Iterable[str]) -> Tally:
    return _once(tuple(Counter(kinds).items()))


@lru_cache
def _once(tally: Tally) -> Tally:
    """There are many cards, and most say the same here: it is held once."""
    return tally
