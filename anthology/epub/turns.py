"""Where the pages of the print edition turn, marked in the pages of the EPUB.

A marker goes into a finished body at the very letter; nothing else in the body is touched. A
page that turns inside a word is marked before the next whole word. Which letters are counted is
`print.conserve`'s business, for layout counts the same ones.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from anthology.pages import Page, PageStart
from anthology.print.conserve import letters
from anthology.project import PrintEdition

TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-z0-9]+)(?P<rest>[^>]*)>|&[^;]+;|[^<&]+")
ID = re.compile(r'\sid="([^"]*)"')
GAP = re.compile(r"\s+(?=\S)")
# What may hold a marker at its beginning. Before anything else it stands as a block: inside a
# heading its label would be read out as a part of the heading.
HOLDS_A_MARKER = frozenset({"p", "li", "span", "figcaption"})
DASHES = "—–/…"


@dataclass(frozen=True, slots=True)
class PageSource:
    """The print edition whose page numbers an EPUB carries, and where its pages begin."""

    edition: PrintEdition
    starts: Sequence[PageStart]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker: the number of the printed page, and where it stands in the EPUB."""

    folio: str
    name: str
    id: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Text between two tags, entities undone; `at` is where it stands in the body, `name` the id
    of the nearest block or line around it."""

    name: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of a body in order, and for each id the place a marker has before its text."""

    runs: Sequence[_Run]
    openings: dict[str, tuple[int, str]]
    end: int


def mark(pages: Sequence[Page], starts: Sequence[PageStart]) -> tuple[list[Page], list[Mark]]:
    """The pages with a marker wherever a printed page begins, and the markers in their order.

    What begins in other pages than these is left out.
    """
    by_name: dict[str, list[PageStart]] = defaultdict(list)
    for start in starts:
        by_name[start.name].append(start)
    marked = [replace(page, body=_marked(page.body, by_name[page.name])) for page in pages]
    return marked, [
        Mark(start.folio, page.name, _id(start)) for page in pages for start in by_name[page.name]
    ]


def _id(start: PageStart) -> str:
    return f"page-{start.folio}"


def _marked(written: str, starts: Sequence[PageStart]) -> str:
    body = _read(written)
    pieces, done = [], 0
    for start in starts:
        at, tag = _spot(body, start)
        label = f'role="doc-pagebreak" epub:type="pagebreak" id="{_id(start)}"'
        pieces += [written[done:at], f'<{tag} {label} aria-label="{start.folio}"></{tag}>']
        done = at
    return "".join([*pieces, written[done:]])


def _read(body: str) -> _Body:
    """A body taken apart; a name belongs to what is inside the element, links apart."""
    runs: list[_Run] = []
    openings = {"": (0, "div")}
    names = [""]
    for token in TOKEN.finditer(body):
        tag = token["tag"]
        if tag is None:
            runs.append(_Run(names[-1], token.start(), html.unescape(token.group())))
        elif token["close"]:
            names.pop()
        elif found := ID.search(token["rest"]):
            holds = tag in HOLDS_A_MARKER
            place = (token.end(), "span") if holds else (token.start(), "div")
            openings[found[1]] = place
        if tag and not token["close"] and not token["rest"].endswith("/"):
            names.append(found[1] if found and tag != "a" else names[-1])
    return _Body(runs, openings, len(body))


def _spot(body: _Body, start: PageStart) -> tuple[int, str]:
    """Where in the body the marker stands, and as which element."""
    if not start.letters and start.anchor in body.openings:
        return body.openings[start.anchor]
    left = start.letters
    for number, run in enumerate(body.runs):
        if run.name != start.anchor:
            continue
        count = len(letters([run.text]))
        if left < count:
            return _before_a_word(body, number, _letter(run.text, left))
        left -= count
    return body.end, "div"


def _letter(text: str, count: int) -> int:
    """Where the text goes on behind so many of its letters."""
    for at, letter in enumerate(text):
        if not count and not letter.isspace():
            return at
        count -= len(letters([letter]))
    return len(text)


def _before_a_word(body: _Body, number: int, at: int) -> tuple[int, str]:
    """This place if no word runs across it, else the beginning of the next word."""
    run = body.runs[number]
    before = run.text[at - 1] if at else _last_letter(body, number)
    if _parts_words(before) or _stands_alone(run.text[at]):
        return run.at + at, "span"
    is_gap = False
    for later in (replace(run, at=run.at + at, text=run.text[at:]), *body.runs[number + 1 :]):
        begin = len(later.text) - len(later.text.lstrip())
        if later.name != run.name and later.text.strip():
            place = body.openings[later.name]
            return place if place[0] > run.at else (later.at + begin, "span")
        if is_gap and later.text.strip():
            return later.at + begin, "span"
        if gap := GAP.search(later.text):
            return later.at + gap.end(), "span"
        is_gap = later.text[-1:].isspace()
    return body.end, "div"


def _last_letter(body: _Body, number: int) -> str:
    """What stands right before a run, in the same block or line."""
    before = body.runs[number - 1] if number else None
    return before.text[-1] if before and before.name == body.runs[number].name else " "


def _parts_words(letter: str) -> bool:
    return letter.isspace() or letter in DASHES or _stands_alone(letter)


def _stands_alone(letter: str) -> bool:
    """A letter of a script that puts no spaces between words, such as Chinese."""
    return unicodedata.east_asian_width(letter) in "WF"
