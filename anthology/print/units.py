"""Pages to units: what is laid out by itself, and which side of the leaf it opens on.

An essay and the comments that answer it are one unit, and so are comments gathered at the end;
every other page is its own. A unit is complete HTML: ids become `PAGE#ID`, links become
`xref:PAGE#ID` for assembly to resolve, and pictures are asked for by `book:` name. No unit knows
its folio, so none depends on another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, unquote

from anthology.colophon import COLOPHON
from anthology.errors import BuildError, Problem
from anthology.pages import Page, Section
from anthology.print import emphasis, footnotes, numbers, stanzas
from anthology.print.footnotes import has_footnotes, to_the_foot
from anthology.print.geometry import TypePage
from anthology.print.job import SCHEME, Instead, Job, asset
from anthology.print.laid import NAME
from anthology.print.numbers import CROSS_REFERENCE
from anthology.print.openings import has_drop_cap, open_with, opens_plain
from anthology.project import Notes, Opening

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTENTS, CONTRIBUTORS = "contents", "contributors"

Side = Literal["recto", "verso"]

_RUN_ON_INTO_COMMENTS = ("essay", "matter", "comments")

_EPUB = "http://www.idpf.org/2007/ops"
_HREF = re.compile(r'\shref="([^"]*)"')
# On paper a reply's place says it: it stands in, right under the comment it answers.
_UNDER_WHAT_IT_ANSWERS = ".//p[@class='in-reply-to direct']"


@dataclass(frozen=True, slots=True)
class Unit:
    """Pages laid out together, and the side the first of them opens on."""

    pages: tuple[Page, ...]

    @property
    def name(self) -> str:
        return self.pages[0].name

    @property
    def kind(self) -> str:
        return self.pages[0].kind

    @property
    def section(self) -> Section:
        return self.pages[0].section

    @property
    def is_set_last(self) -> bool:
        """Whether it tells of the book what is known when all else is laid out."""
        return self.kind in (CONTENTS, CONTRIBUTORS, COLOPHON)

    @property
    def prints_numbers(self) -> bool:
        """Whether what it prints hangs on where other units stand."""
        reference = f'class="{numbers.REFERENCE}"'
        return self.is_set_last or any(reference in page.body for page in self.pages)

    @property
    def opens(self) -> Side:
        """The copyright page stands behind the title page; everything else opens on a recto."""
        return "verso" if self.kind == "copyright" else "recto"


@dataclass(frozen=True, slots=True)
class Dress:
    """What a unit wears from the book: its title in the running heads, and how many letters they
    have room for; the proof's marks; whether it is set in large print; whether a link to another
    essay tells the page; how its text opens; where its notes stand; to which places links of the
    book lead; and the type page, by which a stanza is short."""

    book_title: str
    proof: bool = False
    large: bool = False
    longest_head: int = 48
    page_references: bool = True
    opening: Opening = Opening.PLAIN
    notes: Notes = Notes.END
    linked: frozenset[str] = frozenset()
    page: TypePage | None = None


def linked(pages: Iterable[Page]) -> frozenset[str]:
    """Every place a link of the book leads to, as `PAGE` or `PAGE#ID`. WeasyPrint pays for an id
    with a style of its own, a twelfth of the time where each line has one: all others are names."""
    hrefs = ((page.name, unescape(href)) for page in pages for href in _HREF.findall(page.body))
    return frozenset(_target(*each).removeprefix(CROSS_REFERENCE) for each in hrefs)


def units(pages: Iterable[Page]) -> list[Unit]:
    """The pages in order, comments joined to the text, or the comments, they follow."""
    found: list[Unit] = []
    for page in pages:
        if page.kind == "comments" and found and found[-1].kind in _RUN_ON_INTO_COMMENTS:
            found[-1] = Unit((*found[-1].pages, page))
        else:
            found.append(Unit((page,)))
    return found


def job(
    unit: Unit, dress: Dress, files: Mapping[str, Path], folios: Mapping[str, str] | None = None
) -> Job:
    """The unit ready for layout; `folios` are what its numbers tell, by the name of the place.

    Raises `BuildError` where a page is not well-formed.
    """
    roots = [_rewritten(page, dress, folios or {}) for page in unit.pages]
    wanted = sorted({source for root in roots for source in _pictures(root)})
    used = tuple(
        asset(name, files[name]) for name in wanted if name in files and files[name].is_file()
    )
    instead = tuple(_instead(unit, dress, folios or {}, roots))
    return Job(unit.pages[0].title, _document(unit, dress, roots), used, instead)


def _instead(
    unit: Unit, dress: Dress, folios: Mapping[str, str], roots: Sequence[_Element]
) -> Iterator[Instead]:
    """The unit with its notes at its end, without a letter let down at its head, without either."""
    title = unit.pages[0].title
    gives_up: list[tuple[Dress, tuple[Problem, ...]]] = []
    if any(map(has_footnotes, roots)):
        gives_up.append((replace(dress, notes=Notes.END), (footnotes.told(title),)))
    if any(map(has_drop_cap, roots)):
        gives_up.append((replace(dress, opening=Opening.PLAIN), (opens_plain(title),)))
    if len(gives_up) == 2:
        plainest = replace(dress, notes=Notes.END, opening=Opening.PLAIN)
        gives_up.append((plainest, (footnotes.told(title), opens_plain(title))))
    for plainer, told in gives_up:
        again = [_rewritten(page, plainer, folios) for page in unit.pages]
        yield Instead(_document(unit, plainer, again), told)


def blank(side: Side, dress: Dress) -> Job:
    """An empty page, for proofs: it bears the proof's mark and nothing else."""
    return Job("blank page", _html("en", side, dress, "blank", "", ""))


def _document(unit: Unit, dress: Dress, roots: Sequence[_Element]) -> str:
    from lxml import html

    inside = "\n".join(html.tostring(root, encoding="unicode") for root in roots)
    head = running_head(unit.pages[0].title, dress.longest_head)
    return _html(unit.pages[0].language, unit.opens, dress, unit.kind, head, inside)


def _html(language: str, side: Side, dress: Dress, kind: str, head: str, inside: str) -> str:
    marks = f"opens-{side}" + (" proof" if dress.proof else "") + (" large" if dress.large else "")
    book = escape(running_head(dress.book_title, dress.longest_head))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" class="{marks}">'
        f'<head><meta charset="utf-8"><title>{escape(head)}</title></head>\n'
        f'<body class="unit unit-{kind}" data-book="{book}" data-head="{escape(head)}">\n'
        f"{inside}\n</body></html>\n"
    )


def running_head(title: str, longest: int) -> str:
    """The title as it fits over a page: the whole, its part before a colon, or its first words."""
    if len(title) <= longest:
        return title
    short = title.split(": ")[0]
    if len(short) <= longest:
        return short
    return short[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;—–-") + "…"


def _rewritten(page: Page, dress: Dress, folios: Mapping[str, str]) -> _Element:
    """The page's body as HTML elements whose names are unique in the book."""
    root = _parsed(page, dress)
    for said_twice in root.xpath(_UNDER_WHAT_IT_ANSWERS):
        said_twice.getparent().remove(said_twice)
    if dress.notes is Notes.FOOT:
        to_the_foot(root)
    for element in list(root.iter()):
        for name, value in element.items():
            if name == "id" and element is not root:
                del element.attrib[name]
                called = f"{page.name}#{value}"
                element.set("id" if called in dress.linked else NAME, called)
            elif name == "href":
                element.set(name, _target(page.name, value))
            elif name == "src":
                element.set(name, SCHEME + quote(unquote(value)))
            elif name.startswith("{"):
                del element.attrib[name]
    if page.kind == CONTENTS:
        numbers.of_contents(root, folios)
    elif page.kind == CONTRIBUTORS:
        numbers.of_readers(root, folios)
    elif dress.page_references:
        numbers.of_references(root, folios)
    if page.kind in ("essay", "matter"):
        open_with(root, dress.opening)
    if dress.page:
        stanzas.let_break(root, dress.page)
    if dress.large:
        emphasis.mark_long(root)
    emphasis.part_spaces(root)
    return root


def _parsed(page: Page, dress: Dress) -> _Element:
    from lxml import etree

    wrapped = (
        f'<div class="page" id="{escape(page.name)}" lang="{escape(page.language)}"'
        f' data-head="{escape(running_head(page.title, dress.longest_head))}"'
        f' xmlns:epub="{_EPUB}">{page.body}</div>'
    )
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(wrapped.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BuildError(f"the page “{page.title}” is not well-formed: {error}") from error
    for element in root.iter(etree.Element):
        if element.tag.startswith("{"):
            element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(root)
    return root


def _target(name: str, href: str) -> str:
    """A link as assembly resolves it; those that leave the book stay as they are."""
    path, _, anchor = href.partition("#")
    if path and not path.endswith(".xhtml"):
        return href
    page = PurePosixPath(path).stem if path else name
    return f"{CROSS_REFERENCE}{page}#{anchor}" if anchor else CROSS_REFERENCE + page


def _pictures(root: _Element) -> Iterator[str]:
    for picture in root.iter("img"):
        yield unquote(str(picture.get("src")).removeprefix(SCHEME))
