"""The order of the first contents.txt: by the number a file name begins with, else by day, else
by name. Numbers nobody sent are told. Used once; afterwards the order is the author's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import PurePath
from typing import Protocol, TypeVar

from anthology.gather.counted import many
from anthology.gather.gathered import Order
from anthology.gather.names import Natural, natural
from anthology.gather.review import Kind, Row

DAY_PREFIX = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_. ]|$)")
NUMBER_PREFIX = re.compile(r"(\d{1,4})(?=[-_. )]|$)")
RANGE_FROM = 3


class Ordered(Protocol):
    """An essay, or its card."""

    @property
    def order(self) -> Order: ...


T = TypeVar("T", bound=Ordered)


def order_of(file_name: str, day: date | None = None) -> Order:
    """What a file name says about the order; `day` is the essay's own, where it has one."""
    stem = PurePath(file_name).stem
    if dated := DAY_PREFIX.match(stem):
        return Order(file_name, day=day or _day(dated))
    number = NUMBER_PREFIX.match(stem)
    if not number:
        return Order(file_name, day=day)
    return Order(file_name, int(number[1]), len(number[1]), day)


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def words_of(file_name: str) -> str:
    """The words of a file name without its number or day: `03-the-tide.txt` → `The tide`. Empty
    where there are none, only digits or letters no one typed."""
    stem = PurePath(file_name).stem
    prefix = DAY_PREFIX.match(stem) or NUMBER_PREFIX.match(stem)
    rest = stem[prefix.end() :] if prefix else stem
    said = re.sub(r"[-_.\s]+", " ", rest).strip()
    is_code = re.fullmatch(r"[0-9a-f ]{8,}", said.casefold()) and re.search(r"\d", said)
    return said[:1].upper() + said[1:] if re.search(r"[^\W\d_]", said) and not is_code else ""


def in_order(essays: Iterable[T]) -> list[T]:
    """Numbered essays first, by number; then dated ones, by day; then the others, by name."""

    def key(one: T) -> tuple[int, int, Natural]:
        order = one.order
        if order.number is not None:
            return 0, order.number, natural(order.name)
        if order.day is not None:
            return 1, order.day.toordinal(), natural(order.name)
        return 2, 0, natural(order.name)

    return sorted(essays, key=key)


def missing(essays: Iterable[Ordered]) -> tuple[str, ...]:
    """The numbers that are not there, as the file names write them: `001`, `004–017`."""
    orders = [one.order for one in essays if one.order.number is not None]
    if not orders:
        return ()
    digits = max(order.digits for order in orders)
    there = sorted({order.number for order in orders if order.number is not None})
    first = min(there[0], 1)
    return tuple(
        told
        for before, after in pairwise([first - 1, *there])
        for told in _told(before + 1, after - 1, digits)
    )


def _told(first: int, last: int, digits: int) -> list[str]:
    if last - first + 1 >= RANGE_FROM:
        return [f"{first:0{digits}}–{last:0{digits}}"]
    return [f"{number:0{digits}}" for number in range(first, last + 1)]


def rows(essays: Sequence[Ordered]) -> tuple[Row, ...]:
    """What to tell about the order: where it comes from, and what was hard to place."""
    numbered = [one for one in essays if one.order.number is not None]
    dated = [one for one in essays if one.order.number is None and one.order.day]
    told: list[Row] = []
    if numbered and len(numbered) < len(essays):
        others = ", ".join(one.order.name for one in essays if one.order.number is None)
        kept = f"{many(len(numbered), 'essay')} by the number in the file name, then the others"
        told.append(_row(others, kept, "some file names begin with a number and some do not"))
    elif dated and len(dated) < len(essays):
        others = ", ".join(one.order.name for one in essays if not one.order.day)
        kept = f"{many(len(dated), 'essay')} by day, then the others by name"
        told.append(_row(others, kept, "some essays have a day and some have none"))
    for one, other in pairwise(numbered):
        if one.order.number == other.order.number:
            both = f"{one.order.name}, {other.order.name}"
            told.append(
                _row(both, "both kept, in the order of their names", "the same number twice")
            )
    return tuple(told)


def _row(text: str, decided: str, reason: str) -> Row:
    return Row(Kind.ORDER, "", text, decided, reason, "move the names in contents.txt")
