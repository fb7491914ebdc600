"""One document of several essays, divided where each begins: at a Title or a Heading 1.

A title of its own and headings under it are one essay; headings that each begin a page, or that
nothing stands above, are titles. A page ended by hand alone divides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from anthology.gather.documents.document import Para, Role
from anthology.gather.gathered import LeftOut

TITLE_PAGE_LINES = 6


@dataclass(frozen=True, slots=True)
class Division:
    """The paragraphs of each essay, the style that begins them (empty for one essay), and the
    lines of a title page."""

    essays: tuple[tuple[Para, ...], ...]
    style: str = ""
    left_out: tuple[LeftOut, ...] = ()


def divide(paras: Sequence[Para]) -> Division:
    """The essays of a document; none where nothing is in it."""
    paras = _carried(paras)
    if all(para.is_empty for para in paras):
        return Division(())
    style, cuts = _cuts(paras)
    if not cuts:
        return Division((tuple(paras),))
    before = tuple(paras[: cuts[0]])
    ends = [*cuts[1:], len(paras)]
    essays = tuple(tuple(paras[start:end]) for start, end in zip(cuts, ends, strict=True))
    lines = [line for para in before for line in para.text.split("\n") if line]
    if len(lines) > TITLE_PAGE_LINES:
        return Division((before, *essays), style)
    reason = "the book has a title page of its own"
    return Division(essays, style, tuple(LeftOut("title page", line, reason) for line in lines))


def _carried(paras: Sequence[Para]) -> list[Para]:
    """The paragraphs, the page that an empty one begins begun by the next with something in it."""
    carried: list[Para] = []
    begins = False
    for para in paras:
        begins |= para.begins_page
        carried.append(replace(para, begins_page=begins and not para.is_empty))
        begins &= para.is_empty
    return carried


def _cuts(paras: Sequence[Para]) -> tuple[str, list[int]]:
    """The style that begins an essay, and where it stands."""
    titles = [at for at, para in enumerate(paras) if para.role is Role.TITLE and para.text]
    tops = [
        at
        for at, para in enumerate(paras)
        if para.role is Role.HEADING and para.level == 1 and para.text
    ]
    if len(titles) > 1:
        return "Title", titles
    each_begins_a_page = all(paras[at].begins_page for at in tops[1:])
    nothing_above = bool(tops) and all(para.is_empty for para in paras[: tops[0]])
    if len(tops) > 1 and (nothing_above or (each_begins_a_page and paras[tops[0]].begins_page)):
        return "Heading 1", tops
    return "", []
