"""The contents, told three times: to people, to reading systems, and to old ones (NCX, guide).

Nested as the book is: part, essay, the comments on it. Entries always stand in the order of the
spine; so do the numbers of the printed pages, where there are any. Gives text, not files; knows
of a page only its name, its kind and its place in the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from anthology.epub.document import href
from anthology.epub.turns import Mark
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
    """The ways through a book: its contents, its landmarks, and its printed pages; `order` is
    the place of every address on the way from cover to cover."""

    entries: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    pages: tuple[Entry, ...]
    order: Mapping[str, int]


def through(pages: Sequence[Page], marks: Sequence[Mark], language: str) -> Navigation:
    """The ways through these pages, and to the markers in them."""
    listed = [*_listed(pages, language)]
    printed = [Entry(mark.folio, f"{href(mark.name)}#{mark.id}") for mark in marks]
    return Navigation(
        _nested(listed),
        (*_landmarks(pages, language),),
        tuple(printed),
        _order([entry for _, entry in listed], printed, pages),
    )


def _order(
    listed: Iterable[Entry], printed: Iterable[Entry], pages: Iterable[Page]
) -> dict[str, int]:
    """The addresses led to, numbered as they are passed when the book is read."""
    goals = {entry.href: [entry.href] for entry in listed}
    for entry in printed:
        goals.setdefault(entry.href.partition("#")[0], []).append(entry.href)
    passed = (goal for page in pages for goal in goals.get(href(page.name), ()))
    return {goal: number for number, goal in enumerate(passed, 1)}


def _listed(pages: Sequence[Page], language: str) -> Iterator[tuple[int, Entry]]:
    """Each entry with its depth; comments are counted, and called so right after their essay,
    since there their titles are all alike."""
    before = ""
    for page in pages:
        if page.kind == "comments":
            title = words(language).comments if before == "essay" else page.title
            yield page.depth, Entry(f"{title} ({page.count})", href(page.name))
        elif page.depth:
            yield page.depth, Entry(page.title, href(page.name))
        before = page.kind


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
    """The body of nav.xhtml: the contents to read, the landmarks and the printed pages hidden."""
    said = words(language)
    places = "\n".join(
        f'<li><a epub:type="{mark.type}" href="{mark.href}">{escape(mark.label)}</a></li>'
        for mark in guide.landmarks
    )
    contents = (
        f'<nav epub:type="toc" role="doc-toc" id="{CONTENTS_ID}" aria-labelledby="title">\n'
        f'<h1 class="title" id="title">{escape(said.contents)}</h1>\n'
        f"{_list(guide.entries)}\n</nav>\n"
    )
    landmarks = _hidden("landmarks", "", said.landmarks, f"<ol>\n{places}\n</ol>")
    if not guide.pages:
        return contents + landmarks
    pages = _hidden("page-list", ' role="doc-pagelist"', said.pages, _list(guide.pages))
    return f"{contents}{landmarks}\n{pages}"


def _hidden(kind: str, role: str, label: str, inside: str) -> str:
    return (
        f'<nav epub:type="{kind}"{role} id="{kind}" aria-label="{escape(label)}" hidden="hidden">\n'
        f"<h2>{escape(label)}</h2>\n{inside}\n</nav>"
    )


def _list(entries: Sequence[Entry]) -> str:
    items = "\n".join(
        f'<li><a href="{entry.href}">{escape(entry.label)}</a>'
        f"{_list(entry.children) if entry.children else ''}</li>"
        for entry in entries
    )
    return f"<ol>\n{items}\n</ol>"


def ncx(guide: Navigation, identifier: str, title: str, language: str) -> str:
    """The same contents, and the printed pages, as a whole NCX file (OPF 2.0.1, 2.4.1)."""
    points = "".join(_point(entry, guide.order) for entry in guide.entries)
    arabic = [int(entry.label) for entry in guide.pages if entry.label.isdecimal()]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f' xml:lang="{escape(language)}">\n<head>\n'
        f'<meta name="dtb:uid" content="{escape(identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{_depth(guide.entries)}"/>\n'
        f'<meta name="dtb:totalPageCount" content="{len(guide.pages)}"/>\n'
        f'<meta name="dtb:maxPageNumber" content="{max(arabic, default=0)}"/>\n'
        f"</head>\n<docTitle><text>{escape(title)}</text></docTitle>\n"
        f"<navMap>\n{points}</navMap>\n{_page_list(guide, words(language).pages)}</ncx>\n"
    )


def _page_list(guide: Navigation, label: str) -> str:
    if not guide.pages:
        return ""
    targets = "".join(
        f'<pageTarget id="{entry.href.partition("#")[2]}"'
        f' type="{"normal" if entry.label.isdecimal() else "front"}"'
        f' value="{entry.label if entry.label.isdecimal() else number}"'
        f' playOrder="{guide.order[entry.href]}">'
        f"<navLabel><text>{escape(entry.label)}</text></navLabel>"
        f'<content src="{entry.href}"/></pageTarget>\n'
        for number, entry in enumerate(guide.pages, 1)
    )
    return f"<pageList><navLabel><text>{escape(label)}</text></navLabel>\n{targets}</pageList>\n"


def _point(entry: Entry, order: Mapping[str, int]) -> str:
    number = order[entry.href]
    below = "".join(_point(child, order) for child in entry.children)
    return (
        f'<navPoint id="entry-{number}" playOrder="{number}">'
        f"<navLabel><text>{escape(entry.label)}</text></navLabel>"
        f'<content src="{entry.href}"/>\n{below}</navPoint>\n'
    )


def _depth(entries: Sequence[Entry]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)
