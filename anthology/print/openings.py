"""How a text opens on paper: its first words in small capitals, its first letter let down.

The words are wrapped where they stand, and no letter of them changes; they end with their phrase,
before emphasis and before a line does. Verse never lets a letter down, nor does a paragraph too
short to stand beside one; what is written in a script without capitals opens as it is. An EPUB
opens plain: no reading system can be trusted to read `<span>O</span>nce` as one word.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from anthology.errors import Problem, Severity
from anthology.project import Opening

if TYPE_CHECKING:
    from lxml.etree import _Element

WORDS, LETTER, QUOTE = "opening-words", "drop-cap", "drop-quote"  # classes, for print.css

MOST_LETTERS = 20  # of the opening words
LEAST_PROSE = 250  # letters; fewer make a paragraph that a letter three lines deep would outlast
_WORD = re.compile(r"\s*(?:[^\s—–]+[—–]?|[—–])")
_FIRST = re.compile(r"(?P<quote>[“”‘’„‚«»‹›\"'¿¡(]*)(?P<letter>[^\W\d_][\u0300-\u036f]*)\s*")
_DEEP = frozenset("JQ")
_BELOW = (202, 220)  # canonical classes of marks below a letter, such as a cedilla


def open_with(root: _Element, opening: Opening) -> None:
    """Mark the opening of the text in `root`, the elements of an essay or of prose matter."""
    first = _first(root)
    if opening is Opening.PLAIN or first is None:
        return
    words = _opening_words(first)
    if not _has_capitals(words):
        return
    wrapped = _wrapped(first, words)
    lets_down = opening is Opening.DROP_CAP and first.tag == "p"
    if lets_down and len("".join(first.itertext())) >= LEAST_PROSE:
        _let_down(wrapped)


def has_drop_cap(root: _Element) -> bool:
    """Whether a letter was let down in it."""
    return any(span.get("class") == LETTER for span in root.iter("span"))


def _first(root: _Element) -> _Element | None:
    """The paragraph or the line of verse the text opens with; none where it is anything else."""
    for block in root.iterfind("section/*"):
        if block.tag == "header" or block.get("class") == "question":
            continue
        return block if block.tag == "p" else block.find("p[@class]/span[@class]")
    return None


def _opening_words(block: _Element) -> str:
    """The first words of a block, as many as belong together and are few letters."""
    text, taken = block.text or "", ""
    for word in _WORD.findall(text):
        if taken and _letters(taken + word) > MOST_LETTERS:
            break
        taken += word
        if not word[-1].isalnum():
            break
    is_torn = taken == text and len(block) and not text.endswith((" ", "\n"))
    return taken.rpartition(" ")[0] if is_torn and block[0].tag != "br" else taken


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _has_capitals(text: str) -> bool:
    return text.lower() != text.upper()


def _wrapped(block: _Element, words: str) -> _Element:
    """The words at the head of a block in a span of their own."""
    from lxml import etree

    span = etree.Element("span", {"class": WORDS})
    span.text, span.tail = words, (block.text or "")[len(words) :]
    block.text = None
    block.insert(0, span)
    return span


def _let_down(words: _Element) -> None:
    """The first letter in a span of its own, with the quotation mark before it and the space behind
    a word of one letter; not a letter without a capital, nor one that the row below would touch."""
    from lxml import etree

    first = _FIRST.match(words.text or "")
    if not first or not _has_capitals(first["letter"]) or _is_deep(first["letter"]):
        return
    words.set("data-letter", first["letter"])
    letter = etree.Element("span", {"class": LETTER})
    letter.tail, words.text = (words.text or "")[first.end() :], None
    words.insert(0, letter)
    if first["quote"]:
        quote = etree.SubElement(letter, "span", {"class": QUOTE})
        quote.text, quote.tail = first["quote"], first.group().removeprefix(first["quote"])
    else:
        letter.text = first.group()


def _is_deep(letter: str) -> bool:
    """Whether it goes below its line."""
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] in _DEEP or any(unicodedata.combining(part) in _BELOW for part in parts)


def opens_plain(title: str) -> Problem:
    """What is told of a text that opens without the letter that was asked for."""
    return Problem(
        "print-opening",
        f"“{title}” opens without a drop cap: the rows beside it came out wrong",
        hint="a link, or words in italics, further away from its first lines may help",
        severity=Severity.WARNING,
    )
