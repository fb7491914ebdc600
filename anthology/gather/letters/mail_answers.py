"""An answer in HTML without the letter it quotes and without a signature.

What mail programs put round them is known by its class. What stands bare is found as in plain
text: the answer is looked at line by line, what is known to be quoted behind `>`, and the rule
for plain letters says which lines are not the reader's. Nothing else of the answer is changed.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from anthology.gather.gathered import LeftOut
from anthology.gather.html import tokens
from anthology.gather.html.tokens import Kind
from anthology.gather.html.tree import Element, Tree, outermost
from anthology.gather.letters import mail_text

QUOTED = frozenset(
    "gmail_quote gmail_quote_container gmail_attr moz-cite-prefix yahoo_quoted protonmail_quote "
    "x_gmail_quote outlookmessageheader".split()
)
QUOTED_FROM_HERE = frozenset(["appendonsend", "divrplyfwdmsg"])
SIGNATURES = frozenset("gmail_signature moz-signature protonmail_signature_block".split())
BREAKS = frozenset(
    "address article blockquote body br center dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr "
    "html li ol p pre section table td th tr ul".split()
)
UNSEEN = frozenset(["head", "script", "style", "title"])
RULE = "-----"
NO_PART = "it is no part of what the letter says"


@dataclass(slots=True)
class _Row:
    """A line as it is seen, and where it stands in the source."""

    start: int
    end: int
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(html.unescape("".join(self.pieces)).split())


def own_words(tree: Tree) -> tuple[str, list[LeftOut]]:
    """The words of an answer, in HTML, and what of it is told as left out."""
    known = outermost(_quoted(tree))
    rows = list(_rows(tree.source))
    lines = _lines(rows, known)
    theirs = mail_text.quoted(lines)
    own = ["" if number in theirs else line for number, line in enumerate(lines)]
    below = mail_text.signed(own)
    signed = [one for one in tree.root.inside() if is_signature(one)]
    cut = [*known, *signed, *_stretches(tree, rows, theirs), *_stretches(tree, rows, below)]
    told = [LeftOut("quoted letter", "", mail_text.QUOTED_LETTER)] if theirs else []
    is_signed = signed or any(own[number] for number in below)
    told += [LeftOut("signature", "", NO_PART)] if is_signed else []
    return tree.cut(tree.root, outermost(cut)), told


def letterhead(tree: Tree) -> list[Element]:
    """Where it stands in a letter handed on who sent it, and when."""
    rows = list(_rows(tree.source))
    head = mail_text.letterhead([row.text for row in rows])
    return list(_stretches(tree, rows, head))


def _quoted(tree: Tree) -> Iterator[Element]:
    """What is known to be another letter; Outlook puts nothing around one: it is all that
    follows."""
    for one in tree.root.inside():
        if one.id.lower() in QUOTED_FROM_HERE:
            yield _from_here(tree, one.start)
        elif not one.classes.isdisjoint(QUOTED) or one.attributes.get("type") == "cite":
            yield one


def _from_here(tree: Tree, start: int) -> Element:
    end = len(tree.source)
    return Element("", {}, start, start, None, end, end)


def is_signature(one: Element) -> bool:
    """Does a mail program say that this is its writer's signature?"""
    return not one.classes.isdisjoint(SIGNATURES) or one.id.lower() == "signature"


def _rows(source: str) -> Iterator[_Row]:
    """The lines of a letter as a reader sees them; a rule is one."""
    row, at, silent = _Row(0, 0), 0, ""
    for token in tokens.tokens(source):
        begins, at = at, at + len(token.source)
        if token.name in UNSEEN:
            silent = "" if token.kind is Kind.CLOSE else token.name
        elif token.kind is Kind.TEXT and not silent:
            row.pieces.append(token.source)
        elif token.name in BREAKS:
            yield replace(row, end=begins)
            if token.name == "hr":
                yield _Row(begins, at, [RULE])
            row = _Row(at, at)
    yield replace(row, end=at)


def _lines(rows: Sequence[_Row], known: Sequence[Element]) -> list[str]:
    """The rows as a letter in plain text has them, what is known to be quoted behind `>`."""
    lines: list[str] = []
    waiting = list(reversed(known))
    for row in rows:
        while waiting and waiting[-1].end <= row.start:
            waiting.pop()
        is_quoted = bool(waiting) and waiting[-1].start <= row.start
        lines.append(f"> {row.text}" if is_quoted else row.text)
    return lines


def _stretches(tree: Tree, rows: Sequence[_Row], numbers: frozenset[int]) -> Iterator[Element]:
    """Where these rows stand; those that nothing follows are one stretch, to the end."""
    first = len(rows)
    while first - 1 in numbers:
        first -= 1
    if first < len(rows):
        yield _from_here(tree, rows[first].start)
    for row in (rows[number] for number in numbers if number < first):
        yield Element("", {}, row.start, row.start, None, row.end, row.end)
