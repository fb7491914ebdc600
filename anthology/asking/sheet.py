"""The table of whom to ask, as a spreadsheet opens it: one row for each address.

A table that is there is the author's: its rows, their order, what she typed and the columns she
added stay, and only what is missing is put in. No cell that a stranger filled begins as a
formula does. Whose row it is, and why, is decided elsewhere.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from anthology.errors import GatherError, Place
from anthology.gather.intake import decode

NAME, ADDRESS, ESSAYS, IDS, WHERE = COLUMNS = ("Name", "E-mail", "Essays", "Comment ids", "Where")
# A spreadsheet in another country saves a semicolon for the comma.
PARTED_BY = ",;\t"
BETWEEN_FILES, BETWEEN_IDS = "; ", ", "
# How a cell begins that a spreadsheet works out instead of showing it.
FORMULA = tuple("=+-@")
SHOWN = "'"


@dataclass(frozen=True, slots=True)
class About:
    """One comment to ask about: the title of its essay, its id, and the file it stands in."""

    essay: str
    id: str
    where: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to ask: under which names she wrote, her address, and which comments."""

    names: tuple[str, ...]
    address: str
    about: tuple[About, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns, and its rows, whose cells may be fewer, or more."""

    columns: tuple[str, ...] = COLUMNS
    rows: tuple[tuple[str, ...], ...] = ()
    parted_by: str = ","


def read(data: bytes, path: Path) -> Sheet:
    """A table that was written before, as a spreadsheet may have saved it. Raises GatherError
    where it is none, or has not the columns that are needed."""
    text = decode.decode(data, path).text.lstrip("\n")
    parted_by = max(PARTED_BY, key=text.partition("\n")[0].count)
    try:
        heading, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True)
    except (csv.Error, ValueError) as fault:
        message = "this is not a table that a spreadsheet saved as CSV"
        raise GatherError(message, Place(path), _HINT) from fault
    columns = tuple(name.strip() for name in heading)
    if missing := [name for name in COLUMNS if name not in columns]:
        raise GatherError(f"the column `{missing[0]}` is not in this table", Place(path, 1), _HINT)
    return Sheet(columns, tuple(map(tuple, rows)), parted_by)


_HINT = "give it back its first line, or move the file away: then a new one is written"


def written(sheet: Sheet) -> str:
    """The table as CSV. Spreadsheets take it for UTF-8 by the mark it begins with alone."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=sheet.parted_by)
    writer.writerows([sheet.columns, *sheet.rows])
    return "\ufeff" + stream.getvalue()


def key(address: str) -> str:
    """What one address is known by, however it is spelled."""
    return address.strip().removeprefix(SHOWN).casefold()


def merged(sheet: Sheet, readers: Sequence[Reader]) -> Sheet:
    """The table with these readers: what is new about those in it stands in their rows, those
    who are not come below."""
    rows = [list(row) for row in sheet.rows]
    at = sheet.columns.index(ADDRESS)
    known = {key(row[at]): row for row in reversed(rows) if len(row) > at}
    for reader in readers:
        row = known.get(key(reader.address))
        if row is None:
            row = [""] * len(sheet.columns)
            row[sheet.columns.index(NAME)] = shown(" / ".join(reader.names))
            row[at] = shown(reader.address)
            rows.append(row)
        _add(row, reader.about, sheet.columns)
    return Sheet(sheet.columns, tuple(map(tuple, rows)), sheet.parted_by)


def _add(row: list[str], about: Sequence[About], columns: Sequence[str]) -> None:
    """Put into a row what it does not say yet, file by file."""
    row += [""] * (len(columns) - len(row))
    places = [columns.index(name) for name in (ESSAYS, IDS, WHERE)]
    _, ids, files = (row[place].split(BETWEEN_FILES) for place in places)
    said = {
        (id_, file)
        for some, file in zip(ids, files, strict=False)
        for id_ in some.split(BETWEEN_IDS)
    }
    new = [one for one in about if (one.id, one.where) not in said]
    for (essay, where), some in groupby(new, key=lambda one: (one.essay, one.where)):
        ids_here = BETWEEN_IDS.join(one.id for one in some)
        for place, cell in zip(places, (essay, ids_here, where), strict=True):
            row[place] = BETWEEN_FILES.join(filter(None, (row[place], shown(cell))))


def shown(text: str) -> str:
    """A cell that shows these words, on one line, and works nothing out."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())
    is_formula = unicodedata.normalize("NFKC", line).startswith(FORMULA)
    return f"{SHOWN}{line}" if is_formula else line
