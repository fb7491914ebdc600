"""How many there are of a kind, in English: `1 page`, `8 pages`, `12 links inside the site`.

A kind is named as one thing. What has a plural is the thing itself, which stands before the first
word that says where it is or what became of it; a mass is counted in pieces.
"""

from __future__ import annotations

import re

REST = re.compile(
    r" (?:on|of|in|inside|around|without|beside|before|through|over|not|twice|such|said|taken|made"
    r"|given|set|read|written|mended|declared|joined|struck|kept|too)\b| [`<]"
)
PARTS = re.compile(r"( or | and )")
MASS = ("text", "furniture", "matter")
HISSES = ("s", "x", "z", "ch", "sh")
VOWELS = "aeiou"


def many(count: int, kind: str, several: str = "") -> str:
    """The count and the kind in the number it asks for; `several` is for a plural that no rule
    gives."""
    if count == 1:
        return f"1 piece of {kind}" if _is_mass(kind) else f"1 {kind}"
    return f"{count:,} {several or plural(kind)}"


def any_one(kind: str) -> str:
    """One of a kind, none in particular: `a page`, `an empty essay`."""
    return f"{'an' if kind[:1] in VOWELS else 'a'} {kind}"


def tally(count: int, kind: str) -> str:
    """The count and the kind for a row, to be added up with those of other rows."""
    return f"{count} × {kind}"


def tallied(written: str) -> tuple[int, str]:
    """A tally read back; what is none is one of its kind."""
    count, times, kind = written.partition(" × ")
    return (int(count), kind) if times and count.isdecimal() else (1, written)


def plural(kind: str) -> str:
    """Several of a kind: `reblog` → `reblogs`, `link or note in the title` → `links or notes in
    the title`."""
    if _is_mass(kind):
        return f"pieces of {kind}"
    thing, rest = _thing(kind)
    parts = PARTS.split(thing)
    parts[::2] = [_word(part) for part in parts[::2]]
    return "".join(parts) + rest.replace(" its ", " their ")


def _thing(kind: str) -> tuple[str, str]:
    found = REST.search(kind)
    return (kind[: found.start()], kind[found.start() :]) if found else (kind, "")


def _is_mass(kind: str) -> bool:
    return _thing(kind)[0].endswith(MASS)


def _word(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(HISSES) else f"{word}s"
