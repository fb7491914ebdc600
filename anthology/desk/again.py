"""An essay or its comments come in again: what the file says after that.

Pure text in, text out. The author's lines and choices stay; what the source changed is taken
where she left it alone and asked about where she did not. A reader's words that she has asked
consent for are never exchanged for others behind that consent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from anthology.gather.gathered import origin
from anthology.manuscript import header
from anthology.merge import Clash, merge

NOW_SAYS = "?? the source now says: "
NO_LONGER = "?? the source no longer has: "
_OPENING = re.compile(r"## ")
_REFUSED = re.compile(r"(no|withdrawn)\b", re.IGNORECASE)
# What she had noted stays beside the doubt, and comes back with the comment.
_WITHDRAWN = "withdrawn? (before: {})"
_NOTED = re.compile(r"withdrawn\? \(before: (.+)\)$")
NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Again:
    """The file's new text; what to remember as gathered; how many questions were put into it;
    how many comments came in; whose comments are gone at the source, and whose are there again."""

    text: str
    base: str
    questions: int = 0
    new: int = 0
    withdrawn: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()


def essay(base: str, hers: str, theirs: str) -> Again:
    """An essay file, its header and its text merged each by itself."""
    parts = [_parts(text) for text in (base, hers, theirs)]
    head = merge(*(part[0] for part in parts))
    body = merge(*(part[1] for part in parts))
    above = [question for clash in head.clashes for question in _questions(clash)]
    lines = _with_questions(body.lines, body.clashes)
    asked = len(above) + len(lines) - len(body.lines)
    if above:
        lines = ["", *above, *lines] if lines and lines[0] else ["", *above, "", *lines]
    fenced = [header.FENCE, *head.lines, header.FENCE] if head.lines else []
    return Again("\n".join([*fenced, *lines]), theirs, asked)


def _parts(text: str) -> tuple[Sequence[str], Sequence[str]]:
    head, body, _ = header.split(text)
    return head, body.split("\n")


def _with_questions(lines: Sequence[str], clashes: Sequence[Clash]) -> list[str]:
    """Merged lines with what the source says instead right below hers."""
    written = list(lines)
    for clash in reversed(clashes):
        written[clash.at : clash.at] = _questions(clash)
    return written


def _questions(clash: Clash) -> list[str]:
    theirs = [NOW_SAYS + line for line in clash.theirs if line.strip()]
    gone = [NO_LONGER + line for line in clash.base if line.strip()]
    return theirs or gone


@dataclass(frozen=True, slots=True)
class _Comment:
    """One comment of a file, as lines: its opening, its keys, and everything below them."""

    opening: str
    keys: Mapping[str, str]
    said: Sequence[str]

    @property
    def id(self) -> str:
        return self.keys.get("Id", "")

    @property
    def consent(self) -> str:
        return self.keys.get("Consent", "") or NOT_ASKED

    @property
    def text(self) -> str:
        keys = [f"{key}: {value}" for key, value in self.keys.items()]
        return "\n".join([self.opening, *keys, *self.said])


def comments(base: str, hers: str, theirs: str, origins: Collection[str]) -> Again:
    """A file of comments, each known by its Id.

    New ones are added at the end; one she deleted stays away; one that is gone, though its kind
    of source is among the `origins` just read, goes out of the book by its consent and stays in
    the file; if it is there again, what she had noted holds again.
    """
    before, mine, incoming = (_by_id(text) for text in (base, hers, theirs))
    elsewhere = {
        id_: comment
        for id_, comment in before.items()
        if id_ not in incoming and origin(id_) not in origins
    }
    kept: list[_Comment] = []
    asked, gone, back = 0, [], []
    for id_, comment in mine.items():
        told = 0
        is_gone = id_ in before and id_ not in {*incoming, *elsewhere}
        if is_gone and not _REFUSED.match(comment.consent):
            comment = _withdrawn(comment)
            gone.append(comment.opening.removeprefix("## "))
        elif id_ in before and id_ in incoming:
            comment, told = _merged(before[id_], comment, incoming[id_])
        elif id_ in incoming and _NOTED.match(comment.consent):
            comment, told = _returned(comment, incoming[id_])
            back.append(comment.opening.removeprefix("## "))
        kept.append(comment)
        asked += told
    new = [comment for id_, comment in incoming.items() if id_ not in {*before, *mine}]
    return Again(
        _preamble(hers) + _file([*kept, *new]),
        _file([*incoming.values(), *elsewhere.values()]),
        asked,
        len(new),
        tuple(gone),
        tuple(back),
    )


def _file(comments: Sequence[_Comment]) -> str:
    return "\n\n".join(comment.text.rstrip("\n") for comment in comments) + "\n"


def _preamble(text: str) -> str:
    opened = re.search(r"(?m)^## ", text)
    return text[: opened.start()] if opened else ""


def _by_id(text: str) -> dict[str, _Comment]:
    """The comments of a file by Id; one without is known by its opening line."""
    found: dict[str, _Comment] = {}
    for comment in _comments(text.split("\n")):
        found[comment.id or comment.opening] = comment
    return found


def _comments(lines: Sequence[str]) -> Iterator[_Comment]:
    starts = [number for number, line in enumerate(lines) if _OPENING.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        rest = lines[start + 1 : end]
        blank = next((n for n, line in enumerate(rest) if not line.strip()), len(rest))
        keys = dict(line.split(": ", 1) for line in rest[:blank] if ": " in line)
        yield _Comment(lines[start], keys, rest[blank:])


def _withdrawn(comment: _Comment) -> _Comment:
    return replace(comment, keys={**comment.keys, "Consent": _WITHDRAWN.format(comment.consent)})


def _returned(hers: _Comment, theirs: _Comment) -> tuple[_Comment, int]:
    """A comment that was gone for a while, with the consent noted before; words that are others
    now are asked about."""
    noted = _NOTED.sub(r"\1", hers.consent)
    back = replace(hers, keys={**hers.keys, "Consent": noted})
    if _stripped(hers.said) == _stripped(theirs.said):
        return back, 0
    return _merged(back, back, replace(theirs, opening=back.opening, keys=back.keys))


def _merged(base: _Comment, hers: _Comment, theirs: _Comment) -> tuple[_Comment, int]:
    """Her choices stay. New words, and a new name, come in only while nobody was asked about the
    old ones."""
    opening = theirs.opening if hers.opening == base.opening else hers.opening
    renamed = _name(theirs.opening) != _name(base.opening) and hers.consent != NOT_ASKED
    if renamed and _name(theirs.opening) != _name(hers.opening):
        merged, told = _merged(base, hers, replace(theirs, opening=base.opening))
        question = f"{NOW_SAYS}{theirs.opening}"
        return replace(merged, said=["", question, *_stripped(merged.said)]), told + 1
    keys = dict(hers.keys)
    for key, value in theirs.keys.items():
        if hers.keys.get(key) == base.keys.get(key):
            keys[key] = value
    if hers.consent != NOT_ASKED and list(theirs.said) != list(base.said):
        clash = Clash(0, (), tuple(theirs.said))
        questions = _questions(clash)
        said = [*_stripped(hers.said), *questions]
        return _Comment(opening, keys, ["", *said]), len(questions)
    found = merge(_stripped(base.said), _stripped(hers.said), _stripped(theirs.said))
    said = _with_questions(found.lines, found.clashes)
    return _Comment(opening, keys, ["", *said]), len(said) - len(found.lines)


def _name(opening: str) -> str:
    """Whose comment it is, by its opening, without the day."""
    return opening.rpartition(", ")[0]


def _stripped(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")
