"""One essay to read in the browser, as it stands in the finished EPUB.

Taken from the file itself, so that nothing can be on the web that is not in the book; readers'
comments are pages of their own there, and stay there. Words and lines are not touched: only
what the web does not know is taken off, and links to pages that are not here.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from anthology.errors import BuildError, Place
from anthology.site.volume import XML_LANG, Volume

PICTURES = "images"
PAGE_NUMBER = "page-number"
OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sample:
    """An essay as HTML. `opening` is its first paragraph or stanza; `pictures` are files by their
    path on the site."""

    title: str
    language: str
    direction: str
    body: str
    opening: str
    pictures: Mapping[str, bytes]


def read(volume: Volume, page: str) -> Sample:
    """The essay on the page of that name. Raises BuildError where the EPUB has no such page."""
    path, root = _document(volume, page)
    essay = copy.deepcopy(next(root.iter("{*}section")))
    essay.tail = None
    pictures = dict(_pictures(volume, path, essay))
    _make_plain(essay)
    return Sample(
        title="".join(next(root.iter("{*}title")).itertext()).strip(),
        language=root.get("lang", volume.language),
        direction=root.get("dir", "ltr"),
        body=_html(essay),
        opening=_opening(essay),
        pictures=pictures,
    )


def _document(volume: Volume, page: str) -> tuple[str, Any]:
    for path, root in volume.file.documents.items():
        sections = (each for each in root.iter("{*}section") if each.get("class") == "essay")
        if PurePosixPath(path).stem == page and next(sections, None) is not None:
            return path, root
    hint = "build it again: `anthology build`"
    raise BuildError(f"the essay `{page}` is not in this EPUB", Place(volume.file.path), hint)


def _pictures(volume: Volume, path: str, essay: Any) -> Iterator[tuple[str, bytes]]:
    """The pictures it shows, whose addresses are changed to where they will lie."""
    for image in essay.iter("{*}img"):
        source, _ = volume.file.beside(path, image.get("src", ""))
        target = f"{PICTURES}/{PurePosixPath(source).name}"
        image.set("src", target)
        yield target, volume.file.files[source]


def _make_plain(essay: Any) -> None:
    """XHTML of an EPUB → HTML: no namespaces, no page numbers, and no link to a page that is not
    here."""
    from lxml import etree

    for element in essay.iter("{*}*"):
        is_number = element.get("role") == "doc-pagebreak"
        element.tag = PAGE_NUMBER if is_number else etree.QName(element).localname
        if element.get(XML_LANG) and not element.get("lang"):
            element.set("lang", element.get(XML_LANG))
        for name in [name for name in element.attrib if name.startswith("{")]:
            del element.attrib[name]
        if element.tag == "a" and not _leads_somewhere(element.get("href", "")):
            element.tag = "span"
            del element.attrib["href"]
    etree.strip_elements(essay, PAGE_NUMBER, with_tail=False)
    etree.cleanup_namespaces(essay)


def _leads_somewhere(address: str) -> bool:
    return address.startswith("#") or bool(OUTSIDE.match(address))


def _opening(essay: Any) -> str:
    """The first paragraph or stanza, whole: without ids, and without the marks of notes."""
    from lxml import etree

    first = next((each for each in essay.iter("p") if _is_text(each)), None)
    if first is None:
        return ""
    first = copy.deepcopy(first)
    first.tail = None
    for mark in first.findall(".//a"):
        mark.tag = "sup" if mark.get("class") == "note-mark" else "span"
    etree.strip_elements(first, "sup", with_tail=False)
    for element in first.iter("*"):
        for name in ("id", "href"):
            element.attrib.pop(name, None)
    return _html(first)


def _is_text(paragraph: Any) -> bool:
    """Whether it is the essay's own, and not its subtitle or its date."""
    parent = paragraph.getparent()
    return parent.get("class") in ("essay", "poem")


def _html(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", method="html"))
