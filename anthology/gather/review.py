"""What `gather` decided, one row for each decision, so that the author can look it over.

A row keeps the line as it stood in the source, what was made of it, why, and how to change it.
Rows are kept as JSON beside the manuscript; where a line stands today is for the reader of
the rows to find. Nothing here decides, and nothing here prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from anthology.errors import GatherError


class Kind(Enum):
    """What a row is about; the value is what the author reads."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DATE = "date"
    HEADING = "heading"
    POSSIBLE_HEADING = "possible heading"
    LINES = "lines or paragraph"
    LIST = "list or lines"
    COMMENT = "comment"
    DOUBT = "doubt"
    SLIP = "probable slip"
    CLIENT = "about a client"
    WRAPPED = "hard-wrapped text"
    ENCODING = "encoding"
    CHANGED = "changed letters"
    ORDER = "order"
    NAME = "file name"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Row:
    """One decision. `essay` is the essay's file name without ending, empty for the whole book;
    `text` is the line it is about, as the source had it."""

    kind: Kind
    essay: str
    text: str
    decided: str
    reason: str
    change: str = ""


def to_json(rows: Iterable[Row]) -> str:
    """The rows as text, one row a line, ending in a newline."""
    return "".join(written(rows))


def written(rows: Iterable[Row]) -> Iterator[str]:
    """The same, piece by piece."""
    yield "[\n"
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + json.dumps(_fields(row), ensure_ascii=False)
    yield "\n]\n"


def _fields(row: Row) -> dict[str, str]:
    return {
        "kind": row.kind.value,
        "essay": row.essay,
        "text": row.text,
        "decided": row.decided,
        "reason": row.reason,
        "change": row.change,
    }


def from_json(text: str) -> tuple[Row, ...]:
    """The rows `to_json` wrote. Raises GatherError where the text is not that."""
    return tuple(read(text.split("\n")))


def read(lines: Iterable[str]) -> Iterator[Row]:
    """The same, line by line."""
    try:
        for line in lines:
            if said := line.strip().strip("[],"):
                fields = json.loads(said)
                yield Row(**{**fields, "kind": Kind(fields["kind"])})
    except (ValueError, KeyError, TypeError) as fault:
        raise GatherError(
            "the list of what `gather` decided cannot be read",
            hint="run `anthology gather` again: it writes the list anew",
        ) from fault
