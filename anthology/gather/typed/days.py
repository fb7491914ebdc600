"""Days as people and programs write them, read only where there is one reading.

`03/04/2024` is the third of April to one reader and the fourth of March to another: it is
not read here.
"""

from __future__ import annotations

import re
from datetime import date, datetime

PATTERNS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
)
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
    for pattern in PATTERNS:
        try:
            return datetime.strptime(said, pattern).date()
        except ValueError:
            continue
    return None
