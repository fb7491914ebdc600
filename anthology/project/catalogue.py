"""What shops and libraries file a book by: people and roles, series, subject codes.

Codes are checked by their shape alone: the lists of BISAC and Thema are not ours to carry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from anthology.project.settings import Contributor, Series
from anthology.project.toml import Toml, tables, words

# The MARC relators (https://id.loc.gov/vocabulary/relators) a book of essays may want, by the
# word for them.
ROLES = {
    "author": "aut",
    "editor": "edt",
    "compiler": "com",
    "translator": "trl",
    "illustrator": "ill",
    "artist": "art",
    "photographer": "pht",
    "foreword": "aui",
    "introduction": "aui",
    "afterword": "aft",
    "annotator": "ann",
    "cover designer": "cov",
    "book designer": "bkd",
    "proofreader": "pfr",
    "consultant": "csl",
    "contributor": "ctb",
}
NAMES = {"bisac": "BISAC", "thema": "Thema"}
_PERSON = {"name": str, "sort_as": str}
_CONTRIBUTOR = {**_PERSON, "role": str}
_SERIES = {"name": str, "number": int}
_BISAC = re.compile(r"[A-Z]{3}\d{6}")
# A subject begins with a letter, a qualifier (place, language, time …) with a figure.
_THEMA = re.compile(r"[A-Y][A-Z0-9]{0,9}|[1-6][A-Z0-9-]{1,15}")


def authors(top: Mapping[str, Any], toml: Toml) -> tuple[tuple[str, ...], dict[str, str]]:
    """The names of the authors, and how those are filed that are tables and say it."""
    people = list(_people(top, "authors", _PERSON, toml))
    return tuple(one["name"] for one in people), _filed(people)


def contributors(
    top: Mapping[str, Any], toml: Toml
) -> tuple[tuple[Contributor, ...], dict[str, str]]:
    """Everybody else, with their roles, and how they are filed."""
    people = list(_people(top, "contributors", _CONTRIBUTOR, toml))
    codes = {code: code for code in ROLES.values()}
    found = []
    for one in people:
        role = one.get("role", "contributor").casefold()
        code = codes.get(role) or toml.choice("contributors.role", role, ROLES) or "ctb"
        found.append(Contributor(one["name"], code))
    return tuple(found), _filed(people)


def _people(
    top: Mapping[str, Any], key: str, known: Mapping[str, type], toml: Toml
) -> Iterator[dict[str, Any]]:
    """Each entry of a list as a table with a name in it."""
    for entry in top.get(key, []):
        typed = entry if isinstance(entry, dict) else {"name": entry}
        one = toml.checked(typed, known, f"{key}.")
        if one.get("name", "").strip():
            yield one
        elif one == typed:
            hint = 'write a name in quotes, or a table: { name = "…", sort_as = "…" }'
            toml.bad(key, f"somebody among the {key} has no name", hint)


def _filed(people: list[dict[str, Any]]) -> dict[str, str]:
    return {one["name"]: one["sort_as"] for one in people if one.get("sort_as")}


def series(top: Mapping[str, Any], toml: Toml) -> Series | None:
    """The series, where there is a table for it."""
    if "series" not in top:
        return None
    said = toml.checked(tables(top["series"]), _SERIES, "series.")
    if not said.get("name"):
        toml.bad("series", "the series has no name", 'write a line `name = "…"` below `[series]`')
        return None
    return Series(said["name"], str(said.get("number", "")))


def bisac(top: Mapping[str, Any], toml: Toml) -> tuple[str, ...]:
    """BISAC codes, such as `LCO010000`."""
    hint = "three letters and six digits, as in `LCO010000`"
    return _codes(words(top, "bisac"), _BISAC, "bisac", hint, toml)


def thema(top: Mapping[str, Any], toml: Toml) -> tuple[str, ...]:
    """Thema codes, such as `DNL`, and qualifiers, such as `1DDU`."""
    hint = "letters and figures, as in `DNL` or `1DDU-GB-ES`"
    return _codes(words(top, "thema"), _THEMA, "thema", hint, toml)


def _codes(
    wanted: tuple[str, ...], shape: re.Pattern[str], key: str, hint: str, toml: Toml
) -> tuple[str, ...]:
    for code in wanted:
        if not shape.fullmatch(code):
            toml.bad(key, f"`{code}` is not a code of {NAMES[key]}", hint)
    return tuple(code for code in wanted if shape.fullmatch(code))
