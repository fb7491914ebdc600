"""Whether a PDF can be read out as it stands on its pages, measured on the finished file.

A rule is a function from the file to what breaks it; the first line of its docstring is what it
asks, and its name in RULES the code of the problem. No rule is one of a standard: what a file keeps
here is no claim that it conforms to PDF/UA.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

from anthology.check.breach import Breach
from anthology.check.tagged_file import TaggedFile, read
from anthology.errors import Place, Problem

Rule = Callable[[TaggedFile], Iterator[Breach]]

# The marks of a list, and pictures, may be drawn when the text of their page is.
_DRAWN_LATE = ("/Lbl", "/Figure")


def look_over(path: Path) -> tuple[Problem, ...]:
    """Every rule the file breaks, with the first page it does so on.

    Raises BuildError where it is no PDF.
    """
    file = read(path)
    found = ((code, rule, next(rule(file), None)) for code, rule in RULES.items())
    return tuple(_problem(code, rule, breach, path) for code, rule, breach in found if breach)


def _problem(code: str, rule: Rule, breach: Breach, path: Path) -> Problem:
    asked = (rule.__doc__ or "").splitlines()[0].rstrip(".")
    where = f", on page {breach.sheet}" if breach.sheet else ""
    message = f"a PDF that is read out keeps this rule: “{asked}”: {breach.what}{where}"
    hint = "this is a fault of anthology or of the book's styles, not of the manuscript"
    return Problem(code, message, Place(path), hint)


def all_is_told(file: TaggedFile) -> Iterator[Breach]:
    """All text and every picture is read out, or is an artifact."""
    told = {each.mark for each in file.told}
    for shown in file.shown:
        if not shown.marks and not shown.artifacts:
            yield Breach("something stands outside the tags", shown.sheet)
        elif any(mark not in told for mark in shown.marks):
            yield Breach("something is tagged and never reached", shown.sheet)


def nothing_is_told_twice(file: TaggedFile) -> Iterator[Breach]:
    """Nothing is read out twice."""
    told = Counter(each.mark for each in file.told)
    for shown in file.shown:
        if len(shown.marks) + shown.artifacts > 1:
            yield Breach("something stands in two tags", shown.sheet)
        elif any(told[mark] > 1 or file.drawn[mark] > 1 for mark in shown.marks):
            yield Breach("something is reached twice", shown.sheet)


def told_in_order(file: TaggedFile) -> Iterator[Breach]:
    """What is read out comes in the order of the pages, letter for letter.

    A note at the foot of a page comes with its paragraph, which may run on: the notes are compared
    with themselves, and all else with itself.
    """
    late = {each.mark for each in file.told if each.kind in _DRAWN_LATE}
    noted = {each.mark for each in file.told if each.is_noted}
    shown = dict.fromkeys(mark for each in file.shown for mark in each.marks if mark not in late)
    heard = [each.mark for each in file.told if each.mark in shown]
    for is_noted in (False, True):
        seen_so = (mark for mark in shown if (mark in noted) == is_noted)
        said_so = (mark for mark in heard if (mark in noted) == is_noted)
        for seen, said in zip_longest(seen_so, said_so, fillvalue=(0, 0)):
            if seen != said:
                yield Breach("something is read out before its turn", seen[0])


def figures_have_words(file: TaggedFile) -> Iterator[Breach]:
    """Every picture that is no artifact has words in its place."""
    for each in file.told:
        if each.kind == "/Figure" and not each.words.strip():
            yield Breach("a picture has none", each.mark[0])


def all_leads_back(file: TaggedFile) -> Iterator[Breach]:
    """What an element holds is in the file, and leads back to it."""
    for each in file.told:
        if each.mark not in (file.links if each.is_link else file.drawn):
            yield Breach("an element holds what is on no page", each.mark[0])
        elif file.owners.get(each.mark) != each.element:
            yield Breach("something leads to another element", each.mark[0])


def links_are_told(file: TaggedFile) -> Iterator[Breach]:
    """Every link is in the tree and says where it leads."""
    told = {each.mark for each in file.told if each.is_link}
    for mark, words in file.links.items():
        if mark not in told:
            yield Breach("a link is not in the tree", mark[0])
        elif not words.strip():
            yield Breach("a link says nothing", mark[0])


RULES: dict[str, Rule] = {
    "tags-missing": all_is_told,
    "tags-twice": nothing_is_told_twice,
    "tags-order": told_in_order,
    "tags-picture": figures_have_words,
    "tags-dangling": all_leads_back,
    "tags-link": links_are_told,
}
