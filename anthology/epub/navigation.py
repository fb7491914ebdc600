"""The contents, told three times: to people, to reading systems, and to old ones (NCX, guide).

Nested as the book is: part, essay, the comments on it. Entries always stand in the order of the
spine. Gives text, not files; knows of a page only its name, its kind and its place in the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import count

from anthology.epub.document import href
from anthology.pages import Page, Section
from anthology.words import words

# Where the two documents lie that are no pages.
COVER, NAV = "cover.xhtml", "nav.xhtml"
CONTENTS_ID = "toc"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, and what is nested below it."""

    label: str
    href: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place readers look for. `type` is EPUB 3's word for it, `guide` that of EPUB 2."""

    type: str
    guide: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """The ways through a book: its contents, and its landmarks."""

    entries: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]


def through(pages: Sequence[Page], language: str) -> Navigation:
    """The ways through these pages."""
    return Navigation(_nested([*_listed(pages, language)]), (*_landmarks(pages, language),))


def _listed(pages: Sequence[Page], language: str) -> Iterator[tuple[int, Entry]]:
    """Each entry with its depth; comments are counted, since their titles are all alike."""
    for page in pages:
        if page.kind == "comments":
            label = f"{words(language).comments} ({page.count})"
            yield page.depth, Entry(label, href(page.name))
        elif page.depth:
            yield page.depth, Entry(page.title, href(page.name))


def _nested(listed: Sequence[tuple[int, Entry]]) -> tuple[Entry, ...]:
    """What is deeper belongs to the entry above it."""
    outermost = min((depth for depth, _ in listed), default=0)
    groups: list[list[tuple[int, Entry]]] = []
    for depth, entry in listed:
        if depth == outermost or not groups:
            groups.append([(depth, entry)])
        else:
            groups[-1].append((depth, entry))
    return tuple(replace(first, children=_nested(below)) for (_, first), *below in groups)


def _landmarks(pages: Sequence[Page], language: str) -> Iterator[Landmark]:
    """Cover, title page, contents and the first page of the body, as far as there are any."""
    said = words(language)
    yield Landmark("cover", "cover", said.cover, COVER)
    for page in pages:
        if page.kind == "title-page":
            yield Landmark("titlepage", "title-page", said.title_page, href(page.name))
    yield Landmark("toc", "toc", said.contents, f"{NAV}#{CONTENTS_ID}")
    start = next((page for page in pages if page.section is Section.BODY), None)
    if start:
        yield Landmark("bodymatter", "text", said.start, href(start.name))


def nav(guide: Navigation, language: str) -> str:
    """The body of nav.xhtml: the contents to read, the landmarks hidden."""
    said = words(language)
    places = "\n".join(
        f'<li><a epub:type="{mark.type}" href="{mark.href}">{escape(mark.label)}</a></li>'
        for mark in guide.landmarks
    )
    label = escape(said.landmarks)
    return (
        f'<nav epub:type="toc" role="doc-toc" id="{CONTENTS_ID}" aria-labelledby="title">\n'
        f'<h1 class="title" id="title">{escape(said.contents)}</h1>\n'
        f"{_list(guide.entries)}\n</nav>\n"
        f'<nav epub:type="landmarks" id="landmarks" aria-label="{label}" hidden="hidden">\n'
        f"<h2>{label}</h2>\n<ol>\n{places}\n</ol>\n</nav>"
    )


def _list(entries: Sequence[Entry]) -> str:
    items = "\n".join(
        f'<li><a href="{entry.href}">{escape(entry.label)}</a>'
        f"{_list(entry.children) if entry.children else ''}</li>"
        for entry in entries
    )
    return f"<ol>\n{items}\n</ol>"


def ncx(guide: Navigation, identifier: str, title: str, language: str) -> str:
    """The same contents as a whole NCX file (OPF 2.0.1, 2.4.1)."""
    numbers = count(1)
    points = "".join(_point(entry, numbers) for entry in guide.entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f' xml:lang="{escape(language)}">\n<head>\n'
        f'<meta name="dtb:uid" content="{escape(identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{_depth(guide.entries)}"/>\n'
        '<meta name="dtb:totalPageCount" content="0"/>\n'
        '<meta name="dtb:maxPageNumber" content="0"/>\n'
        f"</head>\n<docTitle><text>{escape(title)}</text></docTitle>\n"
        f"<navMap>\n{points}</navMap>\n</ncx>\n"
    )


def _point(entry: Entry, numbers: Iterator[int]) -> str:
    number = next(numbers)
    below = "".join(_point(child, numbers) for child in entry.children)
    return (
        f'<navPoint id="entry-{number}" playOrder="{number}">'
        f"<navLabel><text>{escape(entry.label)}</text></navLabel>"
        f'<content src="{entry.href}"/>\n{below}</navPoint>\n'
    )


def _depth(entries: Sequence[Entry]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)
