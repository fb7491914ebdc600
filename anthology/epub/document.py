"""A page as a whole XHTML file.

The body comes in finished and is not touched, but for the addresses of pictures and of pages
that stand elsewhere in the EPUB. Nothing repairs what is not well-formed: a lenient parser
would move the author's words. Knows nothing of packages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from anthology import scripts
from anthology.errors import BuildError
from anthology.pages import Page, Section

MEDIA_TYPE = "application/xhtml+xml"
XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
POETRY_PREFIX = "z3998: http://www.daisy.org/z3998/2012/vocab/structure/#"
TAG = re.compile(r"<(?:img|a)\s[^>]*>")
ADDRESS = re.compile(r'(\s(?:src|href)=")([^"]*)(")')
SOURCE = re.compile(r'<img\s[^>]*?\bsrc="([^"]*)"')
MATTER = {
    Section.FRONT: "frontmatter",
    Section.BODY: "bodymatter",
    Section.BACK: "backmatter",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the EPUB. `href` is its path below the package folder, `content` what is
    written."""

    href: str
    content: bytes

    def parsed(self) -> Any:
        """The root of its elements. They are not kept: all those of a long book take more memory
        than all else there is in it. Raises lxml's `XMLSyntaxError` where it is not well-formed."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.content, parser)


def href(name: str) -> str:
    """Where the page of that name lies, below the package folder. All pages share one folder,
    so that links from page to page work as they stand."""
    return f"text/{name}.xhtml"


def of_page(page: Page, sheets: Iterable[str], addresses: Mapping[str, str]) -> Document:
    """The page as a file. `sheets` are paths below the package folder, in order; `addresses` says
    where pictures and pages are that cannot be found under the address the body has for them.

    Raises BuildError where the body is not well-formed XML.
    """
    body = TAG.sub(
        lambda tag: ADDRESS.sub(lambda found: _moved(found, addresses), tag.group()), page.body
    )
    links = [f"../{sheet}" for sheet in sheets]
    return build(href(page.name), page.title, page.language, body, MATTER[page.section], links)


def sources(pages: Iterable[Page]) -> Iterator[str]:
    """The addresses of the pictures the pages show, in order."""
    for page in pages:
        yield from map(html.unescape, SOURCE.findall(page.body))


def _moved(found: re.Match[str], addresses: Mapping[str, str]) -> str:
    before, address, after = found.groups()
    path, hash_, anchor = html.unescape(address).partition("#")
    if path not in addresses:
        return found.group()
    return before + html.escape(addresses[path] + hash_ + anchor) + after


def build(
    path: str, title: str, language: str, body: str, kind: str, links: Iterable[str]
) -> Document:
    """A whole XHTML file at `path`; `kind` is the epub:type of its body, `links` lead from it to
    its stylesheets. Raises BuildError where the body is not well-formed XML."""
    from lxml import etree

    written = Document(path, _file(title, language, body, kind, links))
    try:
        written.parsed()
    except etree.XMLSyntaxError as error:
        raise BuildError(
            f"the page `{title}` did not come out as well-formed XHTML: {error.msg}",
            hint="this is a fault of anthology, not of the manuscript; please report it",
        ) from error
    return written


def _file(title: str, language: str, body: str, kind: str, links: Iterable[str]) -> bytes:
    prefix = f' epub:prefix="{POETRY_PREFIX}"' if "z3998:" in body else ""
    tongue = html.escape(language)
    sheets = "".join(
        f'<link rel="stylesheet" type="text/css" href="{html.escape(link)}"/>\n' for link in links
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}"{prefix} lang="{tongue}" xml:lang="{tongue}"'
        f' dir="{scripts.direction(language)}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{html.escape(title)}</title>\n{sheets}</head>\n'
        f'<body epub:type="{kind}">\n{body}\n</body>\n</html>\n'
    ).encode()
