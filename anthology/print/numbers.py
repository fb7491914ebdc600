"""What a unit prints of where others stand: the folios of the contents, those behind readers'
names, and the “(p. 12)” behind the words of a link to another essay.

Contents and readers print a folio as it is, for they are set when all are known. A reference keeps
the room for one, so that no text hangs on the length of another: a nought stands for each figure,
and the folio is set over them when the book is put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from anthology.print.laid import IN_PRINT_ALONE, TARGET
from anthology.scripts import direction
from anthology.words import page_reference, words

if TYPE_CHECKING:
    from lxml.etree import _Element

CROSS_REFERENCE = "xref:"
REFERENCE = "reference"  # the class of a link to another essay
_ENTRIES = ".//li/a"
_PLACES = ".//span[@class='places']"
# A heading has no page behind it: it would be read out with it, and stand so in the outline.
_IN_RUNNING_TEXT = f".//a[@class='{REFERENCE}'][not(ancestor::h1 or ancestor::h2 or ancestor::h3)]"


def of_contents(root: _Element, folios: Mapping[str, str]) -> None:
    """Put each entry's folio behind its title, and a space between, for those who hear it."""
    from lxml import etree

    for link in root.iterfind(_ENTRIES):
        link[-1].tail = "\u00a0"
        etree.SubElement(link, "span", {"class": "entry-folio"}).text = folios.get(_target(link))


def of_readers(root: _Element, folios: Mapping[str, str]) -> None:
    """Put folios in place of the titles behind a reader's name, each once.

    They stand beside the name, in no box of their own: WeasyPrint would break the name sooner.
    """
    for places in root.findall(_PLACES):
        by_folio: dict[str, _Element] = {}
        for link in places.findall("a"):
            by_folio.setdefault(folios.get(_target(link), ""), link)
        for folio, link in by_folio.items():
            link.attrib.pop("aria-label", None)
            link.text, link.tail = folio, ", "
        link.tail = None
        places.getparent()[-1:] = by_folio.values()


def of_references(root: _Element, folios: Mapping[str, str]) -> None:
    """Put “(p. 00)” behind the words of each link to another essay.

    Not where words run from right to left: WeasyPrint turns each run round by itself, and the
    reference would come to stand in the middle of something else.
    """
    from lxml import etree

    for link in root.xpath(_IN_RUNNING_TEXT):
        target, tongue = _target(link), _language(link)
        if target not in folios or "rtl" in (direction(tongue), _direction(link)):
            continue
        before, after = page_reference("*", tongue).split("*")
        behind = etree.Element("a", {"class": IN_PRINT_ALONE, "href": str(link.get("href"))})
        if (said := words(tongue).language) != tongue.partition("-")[0]:
            behind.set("lang", said)
        behind.text = before
        number = etree.SubElement(behind, "span", {"class": "figures"})
        number.text, number.tail = noughts(folios[target]), after
        if folios[target].isdecimal():
            number.set(TARGET, target)
        _put_behind(link, behind)


def noughts(folio: str) -> str:
    """What takes the room of a folio: one figure is as wide as another, a roman one is itself."""
    return "0" * len(folio) if folio.isdecimal() else folio


def _target(link: _Element) -> str:
    return str(link.get("href")).removeprefix(CROSS_REFERENCE)


def _direction(element: _Element) -> str:
    told = (str(each.get("dir", "")) for each in element.iterancestors())
    return next(filter(None, told), "")


def _language(element: _Element) -> str:
    """That of the text around an element; of what is only marked as another script none is known
    (`und-Hebr`)."""
    told = (str(each.get("lang", "")) for each in element.iterancestors())
    return next((language for language in told if language and language[:3] != "und"), "")


def _put_behind(link: _Element, behind: _Element) -> None:
    """Beside the link and not in it, where WeasyPrint breaks the row best."""
    around = link.getparent()
    behind.tail, link.tail = link.tail, " "
    around.insert(around.index(link) + 1, behind)
