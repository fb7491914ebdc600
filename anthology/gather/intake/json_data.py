"""JSON from outside, read with caps, and looked into without trusting its shape.

What is asked for and is not there, or is of another kind, is empty: an export lacks a key more
often than not. It does not know what any key means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache

from anthology.errors import GatherError
from anthology.gather.typed.days import day_in

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

DEEPEST = 300  # levels; a long argument in a thread of comments has a hundred
DEEPEST_TEXT = 100  # an essay kept as JSON has ten
MILLISECONDS_FROM = 100_000_000_000  # a count of seconds reaches this in the year 5138


@lru_cache(maxsize=1)
def load(data: bytes) -> Json:
    """The JSON in a file, or in each of its lines where every line is one (as a list).

    Raises ValueError where it is none, and GatherError where it is nested beyond `DEEPEST`.
    """
    return _loaded(data.decode("utf-8-sig"), DEEPEST)


def parse(text: str) -> Json:
    """JSON kept as a string inside other JSON, or in a cell of a table; raises as `load` does,
    beyond `DEEPEST_TEXT`."""
    return _loaded(text, DEEPEST_TEXT)


def _loaded(said: str, deepest: int) -> Json:
    try:
        return _shallow(_one_or_many(said), deepest)
    except RecursionError:
        raise _too_deep(deepest) from None


def _one_or_many(said: str) -> Json:
    try:
        one: Json = json.loads(said, strict=False)
    except json.JSONDecodeError:
        return [json.loads(line, strict=False) for line in said.split("\n") if line.strip()]
    return one


def is_json(data: bytes) -> bool:
    """Begins as JSON does, and is JSON."""
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return False
    try:
        load(data)
    except ValueError:
        return False
    return True


def _shallow(value: Json, deepest: int) -> Json:
    level = [value]
    for _ in range(deepest):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return value
    raise _too_deep(deepest)


def _inside(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _too_deep(deepest: int) -> GatherError:
    message = f"this JSON is nested more than {deepest} levels deep, and is not read"
    return GatherError(message, hint="is it the file the export gave you?")


def get(value: Json, *path: str | int) -> Json:
    """What lies at the end of a path of keys and places; None where it leads nowhere."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Json, *path: str | int) -> str:
    """The words at the end of a path, a number written out; empty where there are none."""
    found = get(value, *path)
    if isinstance(found, str):
        return found
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def entries(value: Json, *path: str | int) -> list[Json]:
    """The list at the end of a path; empty where there is none."""
    found = get(value, *path)
    return found if isinstance(found, list) else []


def is_true(value: Json, *path: str | int) -> bool:
    """Is it true there, or spelled so?"""
    found = get(value, *path)
    return found is True or (isinstance(found, str) and found.casefold() == "true")


def has(value: Json, *keys: str) -> bool:
    """Is it an object with all of these keys?"""
    return isinstance(value, dict) and all(key in value for key in keys)


def day(value: Json, *path: str | int) -> date | None:
    """A day written out, or counted in seconds or milliseconds since 1970."""
    found = get(value, *path)
    if isinstance(found, str):
        return day_in(found)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    seconds = found / 1000 if found > MILLISECONDS_FROM else found
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
