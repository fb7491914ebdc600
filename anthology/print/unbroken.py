"""No word is divided where the leaf is turned.

WeasyPrint knows no such rule, but it can make a page again: a recto that would end with half a
word is made once more, and this time no dictionary divides that word. No page before it is set
again. What is carried from page to page outside the text would be carried twice; such pages are
left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from anthology.print import laid


@contextmanager
def at_the_turn(pages: Any) -> Iterator[None]:
    """As long as this lasts, WeasyPrint makes rectos so; `pages` is its module of that name, whose
    `remake_page` may be called for a page as often as one likes."""
    make = pages.remake_page

    def made(index: int, context: Any, *rest: Any) -> Any:
        has_extra = context.footnotes or context.broken_out_of_flow
        done = make(index, context, *rest)
        if index % 2 or has_extra:
            return done
        dictionaries, halves = context.dictionaries, []
        while (half := _half_a_word(done[0])) and half not in halves:
            halves.append(half)
            context.dictionaries = {key: _But(d, halves) for key, d in dictionaries.items()}
            done = make(index, context, *rest)
        context.dictionaries = dictionaries
        return done

    pages.remake_page = made
    try:
        yield
    finally:
        pages.remake_page = make


class _But:
    """A dictionary that divides no word into one of these halves and something else."""

    def __init__(self, dictionary: Any, halves: Sequence[str]) -> None:
        self._dictionary, self._halves = dictionary, halves

    def iterate(self, word: str) -> list[tuple[str, str]]:
        divisions = list(self._dictionary.iterate(word))
        is_whole = any(half.endswith(start) for half in self._halves for start, _ in divisions)
        return [] if is_whole else divisions


def _half_a_word(page: Any) -> str:
    """What of a divided word a page ends with, without the hyphen; nothing where it does not."""
    text = ""
    for box in page.children[0].descendants():
        text = getattr(box, "text", text)
    return text.split()[-1].removesuffix(laid.HYPHEN) if text.endswith(laid.HYPHEN) else ""
