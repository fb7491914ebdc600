"""A table saved as CSV: rows by the name of their column.

The comma may be a semicolon or a tab, as a spreadsheet saves it. Nothing is known of what a
column means.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from anthology.errors import GatherError
from anthology.gather.intake.shelf import LARGEST

PARTED_BY = ",;\t"

Row = dict[str, str]


def header(text: str) -> tuple[str, ...]:
    """The names of the columns; a text that is no table has one name, or none."""
    first = text.lstrip("\ufeff\n").partition("\n")[0]
    parted_by = _parted_by(first)
    try:
        return tuple(name.strip() for name in next(csv.reader([first], delimiter=parted_by), []))
    except csv.Error:
        return ()


def rows(text: str) -> list[Row]:
    """Every row that has something in it. Raises GatherError where the table cannot be read."""
    csv.field_size_limit(LARGEST)
    first = text.lstrip("\ufeff\n").partition("\n")[0]
    lines = StringIO(text.lstrip("\ufeff\n"), newline="")
    try:
        return list(_filled(csv.DictReader(lines, delimiter=_parted_by(first), restval="")))
    except csv.Error as fault:
        raise GatherError(
            f"this table cannot be read: {fault}", hint="export it again, as CSV in UTF-8"
        ) from fault


def _filled(read: Iterable[dict[str, str]]) -> Iterable[Row]:
    for row in read:
        named = {key.strip(): value for key, value in row.items() if key and value is not None}
        if any(value.strip() for value in named.values()):
            yield named


def _parted_by(first: str) -> str:
    return max(PARTED_BY, key=first.count)
