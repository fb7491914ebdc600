"""XML made safe: no entity is resolved, no file or host is asked, and size has its limits.

A whole document, as they lie in an office file, is parsed here; a blog's export, which may be
large and is often broken, is read entry by entry (`xml_entries`). A parsed element is handed on
as a `Record`, known by names that do not change with the version of the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from anthology.errors import GatherError, Place

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

# A prefix to call each vocabulary by, and the address it has where an export forgot to say so.
VOCABULARIES = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "app": "http://purl.org/atom/app#",
    "thr": "http://purl.org/syndication/thread/1.0",
    "gd": "http://schemas.google.com/g/2005",
    "georss": "http://www.georss.org/georss",
    "openSearch": "http://a9.com/-/spec/opensearchrss/1.0/",
    "media": "http://search.yahoo.com/mrss/",
    "blogger": "http://schemas.google.com/blogger/2018",
    "dsq": "http://disqus.com/disqus-internals",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
CALLED = {address: prefix for prefix, address in VOCABULARIES.items()} | {
    "http://www.w3.org/2005/Atom": "",
    "http://disqus.com": "",
    "http://www.w3.org/2007/app": "app",
}
EVERY_WXR = re.compile(r"http://wordpress\.org/export/[\d.]+/(excerpt/)?")


def parser(*, is_lenient: bool = False) -> XMLParser:
    """The only way XML is parsed: nothing outside it is read, no entity is put in."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # a text node may have more than 10 MB; the caps are our own
        recover=is_lenient,
    )


def parse(data: bytes, path: Path) -> _Element:
    """The root of a whole document. Raises GatherError where it is not well formed."""
    from lxml import etree

    try:
        return etree.fromstring(data, parser())
    except etree.XMLSyntaxError as fault:
        message = f"the XML inside cannot be read: {fault.msg}"
        raise GatherError(message, Place(path), "save the file again, and try that one") from fault


class Record:
    """One element: its own text, its attributes, and what stands in it by name (`wp:post_id`).
    `is_damaged` says that letters of it may be missing."""

    __slots__ = ("_element", "is_damaged")

    def __init__(self, element: _Element, *, is_damaged: bool = False) -> None:
        self._element = element
        self.is_damaged = is_damaged

    @property
    def name(self) -> str:
        """What it is called, the prefix its vocabulary is known by before it."""
        return _called(str(self._element.tag), self._element.prefix)

    @property
    def text(self) -> str:
        """All its words, white space at the ends gone."""
        return "".join(self._element.itertext()).strip()

    def attribute(self, name: str) -> str:
        """An attribute without a prefix; empty where there is none."""
        return str(self._element.get(name, ""))

    def children(self) -> Iterator[Record]:
        """The elements that stand right in it."""
        for child in self._element:
            if isinstance(child.tag, str):
                yield Record(child, is_damaged=self.is_damaged)

    def all(self, name: str) -> Iterator[Record]:
        """Those of them that have this name."""
        for child in self._element:
            if isinstance(child.tag, str) and _called(child.tag, child.prefix) == name:
                yield Record(child, is_damaged=self.is_damaged)

    def find(self, name: str) -> Record | None:
        """The first element of this name."""
        return next(self.all(name), None)

    def get(self, name: str) -> str:
        """The words of the first element of this name; empty where there is none."""
        found = self.find(name)
        return found.text if found else ""


@lru_cache
def _called(tag: str, given: str | None) -> str:
    """The name of an element with this tag; `given` is the prefix it has in its file."""
    address, _, name = tag.rpartition("}")
    address = address.removeprefix("{")
    if wxr := EVERY_WXR.fullmatch(address):
        return f"excerpt:{name}" if wxr[1] else f"wp:{name}"
    prefix = CALLED.get(address, given or "") if address else ""
    return f"{prefix}:{name}" if prefix else name
