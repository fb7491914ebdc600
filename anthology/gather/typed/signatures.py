"""Who says it: the names that stand before or after a reader's words.

`-Mara S.`, `– Jo`, `—Dr. A. Whit, PsyD` at a line's end; `Linda K. says:` above. A name is
taken only where it is plainly one: a name that is not known is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from anthology.gather.typed.days import day_in

_HONORIFIC = r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof|Rev)\.?\s+)?"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_NAME = rf"{_HONORIFIC}{_CAPITAL}(?:\s+(?:de|da|del|van|von|der|la|le|of|the|{_CAPITAL})){{0,4}}"
_LETTERS = r"(?:,?\s+(?:LMFT|LCSW|LMSW|LPC|LMHC|Ph\.?D|Psy\.?D|M\.?D|M\.?A|MFT|MSW|RN)\.?)*"
SIGNED = re.compile(rf"(?:^|(?<=\s))[-–—~]\s?(?P<name>{_NAME}{_LETTERS})\s*$")
SAYS = re.compile(
    rf"(?P<name>{_NAME}{_LETTERS})\s+(?:says|said|wrote|writes|commented|replied)\s*:?"
    r"(?:\s*(?P<when>.*\d{4}.*))?"
)
BUTTON = re.compile(
    r"(?:reply|like|likes?\s*[·•|]\s*reply|reply\s*[·•|]\s*likes?|share|report|log in to reply"
    r"|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago|leave a (?:reply|comment))\.?",
    re.IGNORECASE,
)
COUNTED_COMMENTS = re.compile(
    r"\d+\s+(?:comments?|responses?|replies)\b.*|(?:comments?|responses?|replies)\s*\(\d+\):?"
    r"|(?:one|\d+) thoughts? on .+",
    re.IGNORECASE,
)
CALLED_COMMENTS = re.compile(
    r"(?:readers?[’']?\s+)?(?:comments?|responses?|replies):?|readers? (?:answered|said|wrote):?",
    re.IGNORECASE,
)
# Last words that look like a name after a dash, and are none.
NOT_NAMES = frozenset(
    "thank thanks you love peace namaste blessings bless amen always never yes no hugs xo xoxo so "
    "beautiful wow bravo brilliant amazing and but i we it this that what sincerely warmly best "
    "gratefully anonymous hope truth exactly indeed please just as like my the when what who he "
    "she they one you everyone someone nobody".split()
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A line with the name it ends in taken off. `mark` is what was taken, as typed."""

    text: str
    name: str
    mark: str


def signature(text: str) -> Signed | None:
    """The name a line is signed with; nothing where there is none, or it may be none."""
    found = SIGNED.search(text)
    if not found or not _is_a_name(found["name"]):
        return None
    return Signed(text[: found.start()].rstrip(), found["name"].strip(), found[0].strip())


def speaker(text: str) -> str:
    """The name in a line such as `Linda K. says:`; empty where it is none."""
    found = SAYS.fullmatch(text)
    if not found or not (text.endswith(":") or day_spoken(text)):
        return ""
    return found["name"] if _is_a_name(found["name"]) else ""


def day_spoken(text: str) -> date | None:
    """The day in a line such as `Linda K. says on 3 May 2024:`, where there is one."""
    found = SAYS.fullmatch(text)
    return day_in(found["when"].rstrip(":")) if found and found["when"] else None


def _is_a_name(name: str) -> bool:
    return not any(word.strip(".,").casefold() in NOT_NAMES for word in name.split())


def is_button(text: str) -> bool:
    """`Reply`, `Like`: a web page's furniture, copied along with the words."""
    return bool(BUTTON.fullmatch(text))


def counts_comments(text: str) -> bool:
    """`3 Comments`: the heading a web page sets over what readers said."""
    return bool(COUNTED_COMMENTS.fullmatch(text))


def calls_comments(text: str) -> bool:
    """`Comments`: the same without a number, which may be an essay's own heading."""
    return bool(CALLED_COMMENTS.fullmatch(text))
