"""The gate every reader's comment passes on its way into a book, and the ledger of who did.

A comment is printed when it is chosen (`Use`) and its writer's consent is on file, or it is the
author's own, or a stated reason makes consent unnecessary. Not asked means not printed. What
is held back is counted, with the reason and the next step. Pages are made from what comes
out of here and never look at a comment itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from anthology.errors import Problem, Severity
from anthology.model import Block, Book, Comment, Consent, ConsentState, Essay, lines, plain
from anthology.project import Settings
from anthology.words import words

DEEPEST_THREAD = 40


@dataclass(frozen=True, slots=True)
class Printed:
    """A comment as it will be typeset. `signature` is what its writer granted; `language` is empty
    where it is the book's; `held` is empty but in a proof, where it says why an edition would
    leave the comment out."""

    id: str
    signature: str
    is_own: bool
    day: date | None
    blocks: tuple[Block, ...]
    answers: tuple[str, str] | None = None
    replies: tuple[Printed, ...] = ()
    held: str = ""
    language: str = ""

    @property
    def count(self) -> int:
        """This comment and all the replies under it."""
        return 1 + sum(reply.count for reply in self.replies)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what became of a comment, why, and what to do next."""

    essay: str
    comment: Comment
    is_printed: bool
    signature: str
    reason: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Gated:
    """The threads to print, by essay name, and the ledger of every comment there is."""

    threads: Mapping[str, tuple[Printed, ...]]
    ledger: tuple[Entry, ...]

    @property
    def held(self) -> tuple[Entry, ...]:
        """What was kept out of the book."""
        return tuple(entry for entry in self.ledger if not entry.is_printed)


def gate(book: Book, settings: Settings) -> Gated:
    """The comments an edition may print."""
    ledger = _ledger(book, settings)
    return Gated(
        {
            essay.name: _threads([entry for entry in entries if entry.is_printed])
            for essay, entries in ledger
        },
        tuple(entry for _, entries in ledger for entry in entries),
    )


def proof(book: Book, settings: Settings) -> Gated:
    """Every comment there is, for the author's own eyes, those that would be held back marked."""
    ledger = _ledger(book, settings)
    return Gated(
        {essay.name: _threads(entries) for essay, entries in ledger},
        tuple(entry for _, entries in ledger for entry in entries),
    )


def _ledger(book: Book, settings: Settings) -> list[tuple[Essay, list[Entry]]]:
    return [(essay, _entries(essay, settings)) for essay in book.texts if essay.comments]


def _entries(essay: Essay, settings: Settings) -> list[Entry]:
    entries = {comment.id: _entry(comment, essay, settings) for comment in essay.comments}
    while orphans := [entry for entry in entries.values() if _is_orphan(entry, entries)]:
        for entry in orphans:
            entries[entry.comment.id] = replace(
                entry, is_printed=False, reason="it answers a comment that is not printed"
            )
    return list(entries.values())


def _is_orphan(entry: Entry, entries: Mapping[str, Entry]) -> bool:
    """The author's reply means nothing, and may tell too much, without what it replies to."""
    parent = entries.get(entry.comment.reply_to)
    is_own = entry.comment.consent.state is ConsentState.OWN
    return entry.is_printed and is_own and parent is not None and not parent.is_printed


def _entry(comment: Comment, essay: Essay, settings: Settings) -> Entry:
    is_printed, reason, next_step = _verdict(comment, settings)
    return Entry(essay.name, comment, is_printed, signature(comment, settings), reason, next_step)


def _verdict(comment: Comment, settings: Settings) -> tuple[bool, str, str]:
    """Whether it is printed, why (or why not), and what to do next."""
    consent = comment.consent
    if consent.state in (ConsentState.NO, ConsentState.WITHDRAWN):
        return False, _refusal(consent), ""
    if not comment.use:
        return False, "you set `Use: no`", ""
    match consent.state:
        case ConsentState.NOT_ASKED:
            return _not_asked(comment, settings)
        case ConsentState.ASKED:
            asked = f"asked on {consent.day}, no answer yet" if consent.day else "no answer yet"
            return False, asked, "when the answer comes, write `Consent: yes` or `Consent: no`"
        case ConsentState.NOT_NEEDED:
            return True, consent.reason, ""
        case ConsentState.OWN:
            return True, "your own words", ""
        case (
            ConsentState.YES
            | ConsentState.FIRST_NAME
            | ConsentState.INITIALS
            | ConsentState.NO_NAME
        ):
            given = f" on {consent.day}" if consent.day else ""
            return True, f"its writer said “{consent.state.value}”{given}", ""
        case ConsentState.NO | ConsentState.WITHDRAWN:
            return False, _refusal(consent), ""
        case _:
            assert_never(consent.state)


def _not_asked(comment: Comment, settings: Settings) -> tuple[bool, str, str]:
    """A name that is the author's is a reason to ask her, and none to print: others may be called
    so."""
    if settings.consent_not_needed:
        return True, settings.consent_not_needed, ""
    own = (*settings.authors, *settings.comments_own)
    if comment.name.casefold() in {name.casefold() for name in own}:
        return False, "it is signed with your name", "if you wrote it, write `Consent: own`"
    step = "ask, and when the answer is yes write `Consent: yes` with the date"
    return False, "its writer has not been asked", step


def _refusal(consent: Consent) -> str:
    said = "said no" if consent.state is ConsentState.NO else "took the consent back"
    return f"its writer {said}"


def signature(comment: Comment, settings: Settings) -> str:
    """The name a comment is printed under: as granted, and never more than that."""
    nameless = words(settings.language).a_reader
    if comment.consent.state is ConsentState.OWN:
        return comment.print_as or comment.name or " ".join(settings.authors[:1]) or nameless
    if comment.print_as and not shows_more_than_granted(comment):
        return comment.print_as
    match comment.consent.state:
        case ConsentState.FIRST_NAME:
            return first_name(comment.name) or nameless
        case ConsentState.INITIALS:
            return initials(comment.name) or nameless
        case ConsentState.NO_NAME:
            return nameless
        case _:
            return comment.name or nameless


_HONORIFIC = re.compile(r"(?:dr|mr|mrs|ms|mx|miss|prof|rev|sr|fr|herr|frau)\.?", re.IGNORECASE)


def _names(name: str) -> list[str]:
    """The words of a name without titles before it and degrees after it."""
    names = name.partition(",")[0].split()
    while len(names) > 1 and _HONORIFIC.fullmatch(names[0]):
        names = names[1:]
    return names


def first_name(name: str) -> str:
    """`Dr. Alan Whitford, PsyD` gives `Alan`."""
    return next(iter(_names(name)), "")


def initials(name: str) -> str:
    """`Dr. Alan Whitford, PsyD` gives `A. W.`."""
    return " ".join(f"{word[0].upper()}." for word in _names(name) if word[0].isalnum())


def shows_more_than_granted(comment: Comment) -> bool:
    """Whether `Print as` tells more of the name than the consent allows."""
    shown = {word.casefold() for word in re.findall(r"\w{2,}", comment.print_as)}
    names = [word.casefold() for word in re.findall(r"\w{2,}", comment.name)]
    match comment.consent.state:
        case ConsentState.FIRST_NAME:
            granted = {word.casefold() for word in re.findall(r"\w+", first_name(comment.name))}
        case ConsentState.INITIALS | ConsentState.NO_NAME:
            granted = set()
        case _:
            return False
    return bool(shown & (set(names) - granted))


def _threads(entries: Iterable[Entry]) -> tuple[Printed, ...]:
    """Comments under what they answer, in the order of the file; a quarrel without end stays at
    one depth from `DEEPEST_THREAD` on."""
    entries = list(entries)
    by_id = {entry.comment.id: entry for entry in entries}
    answers: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        answers[entry.comment.reply_to if entry.comment.reply_to in by_id else ""].append(entry)

    def thread(entry: Entry, depth: int) -> Printed:
        if depth == DEEPEST_THREAD:
            below = _all_below(entry, answers)
            return _printed(entry, by_id, tuple(_printed(reply, by_id, ()) for reply in below))
        replies = answers[entry.comment.id]
        return _printed(entry, by_id, tuple(thread(reply, depth + 1) for reply in replies))

    return tuple(thread(entry, 0) for entry in answers[""])


def _all_below(entry: Entry, answers: Mapping[str, Sequence[Entry]]) -> Iterator[Entry]:
    """Every reply under a comment, each before its own replies."""
    waiting = list(reversed(answers.get(entry.comment.id, ())))
    while waiting:
        reply = waiting.pop()
        yield reply
        waiting += reversed(answers.get(reply.comment.id, ()))


def _printed(entry: Entry, by_id: Mapping[str, Entry], replies: tuple[Printed, ...]) -> Printed:
    comment = entry.comment
    parent = by_id.get(comment.reply_to)
    return Printed(
        comment.id,
        entry.signature,
        comment.consent.state is ConsentState.OWN,
        comment.day,
        comment.blocks,
        (parent.comment.id, parent.signature) if parent else None,
        replies,
        "" if entry.is_printed else entry.reason,
        comment.language,
    )


def names_that_slip_through(gated: Gated) -> list[Problem]:
    """Printed comments that name, in their words, somebody who did not agree to be named."""
    unnamed = _unnamed_people(gated)
    found = []
    for entry in gated.ledger:
        if not entry.is_printed:
            continue
        said = " ".join(plain(line.children) for line, _ in lines(entry.comment.blocks))
        for name in sorted(unnamed & set(re.findall(r"\w{3,}", said))):
            found.append(
                Problem(
                    "names-someone",
                    f"this comment will be printed and says “{name}”, the name of a reader "
                    "who has not agreed to be named",
                    entry.comment.place,
                    "if it means that reader, change the name and ask the comment’s writer",
                    Severity.WARNING,
                )
            )
    return found


def _unnamed_people(gated: Gated) -> set[str]:
    named: set[str] = set()
    unnamed: set[str] = set()
    for entry in gated.ledger:
        people = {word for word in re.findall(r"\w{3,}", entry.comment.name) if word.istitle()}
        shown = set(re.findall(r"\w{3,}", entry.signature)) if entry.is_printed else set()
        named |= people & shown
        unnamed |= people - shown
    return unnamed - named
