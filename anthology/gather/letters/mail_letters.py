"""E-mail → letters: who wrote it, when, in answer to what, and its words.

An address is used to tell two people apart while a file is read, and goes no further but to ask
for consent: a letter holds the name as shown, and ids made of a message's own id that lead back
to nobody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from anthology.errors import GatherError, Place
from anthology.gather.intake import decode
from anthology.gather.letters.mail_text import unflowed

FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]*\r?\n")
QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]")
TOLD_BY = re.compile(rb"^(?:From|Subject|Date|Message-ID|MIME-Version|Received):", re.I | re.M)
# Apple Mail keeps a letter behind a line with its length, and what it knows of it below.
KEPT_BY_APPLE = re.compile(rb"\A(\d{1,9})[ \t]*\r?\n(?=[A-Za-z])")
SAVED_BY = re.compile(r"\bSaved by\b", re.IGNORECASE)
FEWEST_HEADERS = 3
MOST = 20_000  # letters in one file
ANSWERS = re.compile(
    r"^\s*(?:(?:re|aw|antw|sv|vs|odp|rif|réf|res|ynt|vá|回复|答复|回覆)(?:\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
FORWARDS = re.compile(r"^\s*(?:(?:fwd?|wg|tr|i)\s*:\s*)+", re.IGNORECASE)
NOT_SENT = frozenset(["spam", "trash", "drafts", "draft", "chat"])
# What the library for mail is known to raise on headers that are not well formed.
BAD_HEADER = (ValueError, IndexError, AttributeError, TypeError, LookupError)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `id` and `answers` are ids as kept here, `writer` stands for an address;
    `pictures` are those inside it by their ids, `attached` the names of what else came along."""

    id: str
    answers: tuple[str, ...]
    writer: str
    name: str
    subject: str
    day: date | None
    html: str
    plain: str
    is_answer: bool = False
    is_handed_on: bool = False
    labels: frozenset[str] = frozenset()
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    attached: tuple[str, ...] = ()
    page_of: str = ""


def is_mail(data: bytes) -> bool:
    """A mailbox, or one letter with its headers."""
    data = KEPT_BY_APPLE.sub(b"", data[:65536], count=1)
    head = FROM_LINE.sub(b"", data[:65536], count=1) if data.startswith(b"From ") else data[:65536]
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return bool(HEADER.match(headers)) and len(set(TOLD_BY.findall(headers))) >= FEWEST_HEADERS


def letters(data: bytes, path: Path) -> Iterator[Letter]:
    """The letters of a file, in its order. Raises GatherError where there are too many, or one
    is made so that it cannot be read."""
    for one in _divided(data, path):
        try:
            yield _letter(message_from_bytes(QUOTED_FROM.sub(rb"\1", one), policy=policy.default))
        except RecursionError as fault:
            message = "a letter in this file holds letters within letters, too deep to be read"
            raise GatherError(message, Place(path), "take that one out of the file") from fault


def addresses(data: bytes, path: Path) -> dict[str, str]:
    """What stands for a writer in her letters → her address, for asking her consent alone. Raises
    GatherError where there are too many letters."""
    found: dict[str, str] = {}
    for one in _divided(data, path):
        headers = BytesHeaderParser(policy=policy.default).parsebytes(one)
        _, address = parseaddr(_header(headers, "From"))
        found.setdefault(_hashed(address.casefold()), address)
    return found


def _divided(data: bytes, path: Path) -> list[bytes]:
    if apples := KEPT_BY_APPLE.match(data):
        return [data[apples.end() : apples.end() + int(apples[1])]]
    if not data.startswith(b"From "):
        return [data]
    found = [one for one in FROM_LINE.split(data, maxsplit=MOST + 1) if one.strip()]
    if len(found) > MOST:
        message = f"more than {MOST} letters are in this file; at most {MOST} are read"
        raise GatherError(message, Place(path), "divide it, or export one folder only")
    return found


def _letter(message: EmailMessage) -> Letter:
    name, address = parseaddr(_header(message, "From"))
    subject = " ".join(_header(message, "Subject").split())
    bare = ANSWERS.sub("", subject)
    html, plain, pictures, attached = _parts(message)
    answered = re.findall(r"<[^<>]+>", _header(message, "In-Reply-To"))
    answered += reversed(re.findall(r"<[^<>]+>", _header(message, "References")))
    labels = re.split(r"\s*,\s*", _header(message, "X-Gmail-Labels").casefold())
    return Letter(
        id=_hashed(_header(message, "Message-ID") or f"{subject}{address}{plain}{html}"),
        answers=tuple(dict.fromkeys(map(_hashed, answered))),
        writer=_hashed(address.casefold()),
        name=name,
        subject=FORWARDS.sub("", bare),
        day=_day(_header(message, "Date")),
        html=html,
        plain=plain,
        is_answer=bool(answered) or bare != subject,
        is_handed_on=bool(FORWARDS.match(bare)),
        labels=frozenset(labels),
        pictures=pictures,
        attached=attached,
        page_of=_page_of(message),
    )


def _page_of(message: EmailMessage) -> str:
    """The address of a page that a browser saved as a letter; empty for any other letter."""
    if stated := _header(message, "Snapshot-Content-Location"):
        return stated
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    is_saved = page is not None and SAVED_BY.search(_header(message, "From"))
    return _header(page, "Content-Location") if page is not None and is_saved else ""


def _hashed(words: str) -> str:
    return hashlib.sha256(words.strip().encode("utf-8", "replace")).hexdigest()[:12]


def _header(message: MIMEPart, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except BAD_HEADER:
        return ""


def _day(stated: str) -> date | None:
    try:
        return parsedate_to_datetime(stated).date()
    except BAD_HEADER:
        return None


Parts = tuple[str, str, dict[str, tuple[str, bytes]], tuple[str, ...]]


def _parts(message: EmailMessage) -> Parts:
    """The words in HTML and in plain text, the pictures by their ids, the names of the rest."""
    html, plain = "", ""
    pictures: dict[str, tuple[str, bytes]] = {}
    attached: list[str] = []
    waiting: list[MIMEPart] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart":
            waiting.extend(reversed(list(part.iter_parts())))
            continue
        kind, name = part.get_content_type(), part.get_filename() or ""
        is_attached = part.get_content_disposition() == "attachment"
        is_frame = bool(html) and _header(part, "Content-Location") != ""
        if kind == "text/html" and not is_attached and not is_frame:
            html += _words(part)
        elif kind == "text/plain" and not is_attached:
            plain += _plain(part)
        elif part.get_content_maintype() == "image" and (known := _header(part, "Content-ID")):
            pictures[known.strip().strip("<>")] = (name or "picture", _bytes(part))
        else:
            attached.append(name or kind)
    return html, plain, pictures, tuple(attached)


def _bytes(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _words(part: MIMEPart) -> str:
    """The text of a part; where its letters are not those it claims, they are looked at."""
    data = _bytes(part)
    try:
        text = data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        text = decode.decode(data, Path()).text if decode.is_text(data) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain(part: MIMEPart) -> str:
    text = _words(part)
    if str(part.get_param("format", "")).casefold() == "flowed":
        return unflowed(text, deletes_space=str(part.get_param("delsp", "")).casefold() == "yes")
    return text
