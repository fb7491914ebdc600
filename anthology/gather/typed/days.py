"""Days as people and programs write them, read only where there is one reading.

`03/04/2024` is the third of April to one reader and the fourth of March to another: it is
not read here.
"""

from __future__ import annotations

import re
from datetime import date

PATTERNS = (
    re.compile(r"(?P<year>\d{4})([-/])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<month>[A-Za-z]{3,9}) (?P<day>\d{1,2}) (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})", re.ASCII),
)
MONTHS = (
    "january february march april may june july august september october november december"
).split()
MONTH = {word: n for n, name in enumerate(MONTHS, 1) for word in (name, name[:3])}
LONGEST = 60  # characters: no day is longer, however it is written
WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.I
)
POSTED = re.compile(r"^(?:posted|published|written)?\s*(?:on\s+)?", re.I)
TIME = re.compile(
    r"(?:\s+at|,)?[\sT]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def day_in(text: str) -> date | None:
    """The day, where the text is a day and nothing more (a time of day may follow)."""
    if len(text) > LONGEST or not any(letter.isdecimal() for letter in text):
        return None
    said = WEEKDAY.sub("", POSTED.sub("", text.strip(), count=1), count=1)
    said = TIME.sub("", said)
    said = " ".join(ORDINAL.sub("", said).replace(",", " ").replace(".", " ").split())
    found = next(filter(None, (pattern.fullmatch(said) for pattern in PATTERNS)), None)
    return _date(**found.groupdict()) if found else None


def _date(year: str, month: str, day: str) -> date | None:
    number = MONTH.get(month.casefold()) or (int(month) if month.isdecimal() else 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
