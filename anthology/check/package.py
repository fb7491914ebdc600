"""What stores and reading systems refuse, told at once: our own rules on a finished EPUB.

A rule is a function from an opened EPUB to the problems it sees; add one to RULES and it runs.
Rules know of XML, not of EPUBCheck, which speaks of structure but never of accessibility.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from anthology.check.epub_file import CONTAINER, XHTML, EpubFile, opened
from anthology.errors import Place, Problem, Severity

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MIMETYPE = b"application/epub+zip"
PLAIN_NAME = re.compile(r"[A-Za-z0-9._/-]+")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
# Words in a colour of their own, not in the one the reader chose.
COLOUR = re.compile(r"(?<![-\w])color\s*:(?!\s*(?:inherit|currentcolor|var))", re.IGNORECASE)
FORBIDDEN_CSS = re.compile(r"(?<![-\w])(direction|unicode-bidi)\s*:")
HEADING = re.compile(r"h[1-6]")
# What EPUB says to reading systems, DPUB-ARIA 1.1 says to screen readers.
ROLES = {
    "chapter": "doc-chapter",
    "part": "doc-part",
    "dedication": "doc-dedication",
    "epigraph": "doc-epigraph",
    "foreword": "doc-foreword",
    "noteref": "doc-noteref",
    "footnote": "doc-footnote",
    "pagebreak": "doc-pagebreak",
    "toc": "doc-toc",
}
PAGE_CLAIMS = ("pageBreakMarkers", "pageNavigation")
REQUIRED_CLAIMS = (
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
)


def look_over(path: Path) -> tuple[Problem, ...]:
    """Every problem the rules see. Raises BuildError where `path` is no EPUB."""
    book = opened(path)
    return tuple(problem for rule in RULES for problem in rule(book))


def _problem(book: EpubFile, code: str, message: str, hint: str = "") -> Problem:
    return Problem(f"epub-{code}", message, Place(book.path), hint)


def mimetype(book: EpubFile) -> Iterator[Problem]:
    """The first entry says what the file is, and is not compressed."""
    first = book.entries[0] if book.entries else None
    is_right = (
        first is not None
        and first.filename == "mimetype"
        and first.compress_size == first.file_size
        and book.files["mimetype"] == MIMETYPE
    )
    if not is_right:
        yield _problem(book, "mimetype", "`mimetype` has to be the first entry, stored as it is")


def names(book: EpubFile) -> Iterator[Problem]:
    """Names are plain ASCII, and still differ where capitals do not count."""
    for entry in book.entries:
        if not PLAIN_NAME.fullmatch(entry.filename):
            yield _problem(book, "name", f"a file cannot be called `{entry.filename}`")
    counted = Counter(entry.filename.casefold() for entry in book.entries)
    for name, count in counted.items():
        if count > 1:
            yield _problem(book, "name-twice", f"{count} files are called `{name}`")


def manifest(book: EpubFile) -> Iterator[Problem]:
    """The manifest lists every file, and every file it lists is there."""
    listed = {item.path for item in book.manifest}
    present = {
        name for name in book.files if name not in ("mimetype", CONTAINER, book.package_path)
    }
    for path in sorted(listed - present):
        yield _problem(book, "file-missing", f"`{path}` is listed and is not there")
    for path in sorted(present - listed):
        yield _problem(book, "file-unlisted", f"`{path}` is there and is not listed")


def well_formed(book: EpubFile) -> Iterator[Problem]:
    """Package document and pages are well-formed XML."""
    if book.package is None:
        yield _problem(book, "package", "there is no package document that can be read")
    for item in book.manifest:
        if item.media_type == XHTML and item.path in book.files and item.path not in book.documents:
            yield _problem(book, "not-well-formed", f"`{item.path}` is not well-formed")


def described(book: EpubFile) -> Iterator[Problem]:
    """The package says its language, and what the book is called."""
    if book.package is not None and not book.package.get(XML_LANG):
        yield _problem(book, "language", "the package does not say its language")
    for name in ("identifier", "title", "language"):
        if not any(each.text for each in book.of_package(name)):
            yield _problem(book, "metadata", f"the metadata has no {name}")


def claims(book: EpubFile) -> Iterator[Problem]:
    """What has to be said of accessibility is said, and what is said is so."""
    said = [(meta.get("property"), meta.text) for meta in book.of_package("meta")]
    for name in REQUIRED_CLAIMS:
        if name not in dict(said):
            yield _problem(book, "claim-missing", f"the metadata does not say `{name}`")
    described = ("schema:accessibilityFeature", "alternativeText") in said
    if described and not all(_alt(image) for image in _images(book)):
        yield _problem(book, "claim-untrue", "`alternativeText` is claimed; a picture has none")
    properties = [name for name, _ in said]
    if "dcterms:conformsTo" in properties and "a11y:certifiedBy" not in properties:
        yield _problem(book, "claim-unsigned", "conformance is claimed; nobody is named who saw it")


def _images(book: EpubFile) -> Iterator[Any]:
    for root in book.documents.values():
        yield from root.iter("{*}img")


def _alt(image: Any) -> str:
    return str(image.get("alt", "")).strip()


def languages(book: EpubFile) -> Iterator[Problem]:
    """Every page says its language twice, for XML and for HTML, and has a title."""
    for path, root in book.documents.items():
        if not root.get("lang") or root.get("lang") != root.get(XML_LANG):
            yield _problem(book, "language", f"`{path}` does not say its language")
        if not any(title.text and title.text.strip() for title in root.iter("{*}title")):
            yield _problem(book, "title", f"`{path}` has no title")


def headings(book: EpubFile) -> Iterator[Problem]:
    """No heading is empty, and none skips a level on the way down."""
    for path, root in book.documents.items():
        found = [element for element in root.iter("{*}*") if HEADING.fullmatch(_tag(element))]
        levels = [int(_tag(element)[1]) for element in found]
        if any(lower > upper + 1 for upper, lower in pairwise([0, *levels])):
            yield _problem(book, "heading-order", f"`{path}` skips a level of headings")
        if any(not "".join(element.itertext()).strip() for element in found):
            yield _problem(book, "heading-empty", f"`{path}` has an empty heading")


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def pictures(book: EpubFile) -> Iterator[Problem]:
    """Every picture has an `alt`, if only an empty one."""
    for path, root in book.documents.items():
        for image in root.iter("{*}img"):
            if image.get("alt") is None:
                source = image.get("src", "")
                yield _problem(book, "alt", f"`{path}` shows `{source}` without an alt")


def identifiers(book: EpubFile) -> Iterator[Problem]:
    """An id stands once on a page."""
    for path, root in book.documents.items():
        counted = Counter(element.get("id") for element in root.iter("{*}*") if element.get("id"))
        for name, count in counted.items():
            if count > 1:
                yield _problem(book, "id-twice", f"`{path}` has {count} places called `{name}`")


def links(book: EpubFile) -> Iterator[Problem]:
    """What a page names is in the book; a link has words; nothing is fetched from outside."""
    anchors = {
        path: {element.get("id") for element in root.iter("{*}*")}
        for path, root in book.documents.items()
    }
    for path, root in book.documents.items():
        for element in root.iter("{*}a", "{*}link", "{*}img"):
            tag = _tag(element)
            address = element.get("src" if tag == "img" else "href", "")
            target, anchor = book.beside(path, address)
            is_there = target in book.files and (not anchor or anchor in anchors.get(target, ()))
            if tag == "a" and not "".join(element.itertext()).strip():
                yield _problem(book, "link-empty", f"`{path}` has a link without words")
            if OUTSIDE.match(address) and tag != "a":
                yield _problem(book, "outside", f"`{path}` fetches `{address}`")
            if not OUTSIDE.match(address) and not (address and is_there):
                yield _problem(book, "link-dead", f"`{path}` leads to `{address}`: not there")


def stylesheets(book: EpubFile) -> Iterator[Problem]:
    """What a stylesheet asks for is in the book; direction is left to the markup, and the colour
    of words to the reader."""
    for item in book.manifest:
        if item.media_type != "text/css" or item.path not in book.files:
            continue
        text = re.sub(r"/\*.*?\*/", "", book.files[item.path].decode("utf-8"), flags=re.DOTALL)
        for address in CSS_URL.findall(text):
            if OUTSIDE.match(address) or book.beside(item.path, address)[0] not in book.files:
                message = f"`{item.path}` asks for `{address}`: not there"
                yield _problem(book, "style-missing", message)
        if COLOUR.search(text):
            message = f"`{item.path}` gives words a colour, which may vanish at night"
            hint = "leave colours to the reader: dark on light for one is light on dark for another"
            yield Problem("epub-colour", message, Place(book.path), hint, Severity.WARNING)
        for found in FORBIDDEN_CSS.findall(text):
            message = f"`{item.path}` sets `{found}`, which an EPUB may not"
            yield _problem(book, "style-forbidden", message, "set `dir` in the page instead")


def navigation(book: EpubFile) -> Iterator[Problem]:
    """There is one contents list, and it goes the way the spine goes."""
    order = {item.path: number for number, item in enumerate(book.spine)}
    navs = [item.path for item in book.manifest if "nav" in item.properties]
    lists = [
        nav
        for path in navs
        if path in book.documents
        for nav in book.documents[path].iter("{*}nav")
        if nav.get(EPUB_TYPE) == "toc"
    ]
    if len(lists) != 1:
        yield _problem(book, "contents", f"there are {len(lists)} contents lists, not one")
        return
    targets = [book.beside(navs[0], link.get("href", ""))[0] for link in lists[0].iter("{*}a")]
    for target in targets:
        if target not in order:
            yield _problem(book, "contents", f"`{target}` is in the contents, but is never read")
    known = [order[target] for target in targets if target in order]
    if known != sorted(known):
        yield _problem(book, "contents-order", "the contents are in another order than the pages")


def page_list(book: EpubFile) -> Iterator[Problem]:
    """The page list leads to every marker in its order, and the edition it numbers is named."""
    nav = next((item.path for item in book.manifest if "nav" in item.properties), "")
    listed = [
        (link.text, *book.beside(nav, link.get("href", "")))
        for each in (book.documents[nav].iter("{*}nav") if nav in book.documents else ())
        if each.get(EPUB_TYPE) == "page-list"
        for link in each.iter("{*}a")
    ]
    marked = [
        (element.get("aria-label"), item.path, element.get("id"))
        for item in book.spine
        for element in _elements(book, item.path)
        if element.get("role") == ROLES["pagebreak"]
    ]
    if listed != marked:
        yield _problem(book, "page-list", "the page list is not that of the markers in the pages")
    said = [(meta.get("property"), meta.text) for meta in book.of_package("meta")]
    claimed = all(("schema:accessibilityFeature", name) in said for name in PAGE_CLAIMS)
    sources = [each.text for each in book.of_package("source")]
    named = bool(sources) and ("source-of", "pagination") in said
    if bool(marked) != claimed or bool(marked) != named:
        message = "page numbers, their claim and the edition they are of do not go together"
        yield _problem(book, "page-source", message)


def _elements(book: EpubFile, path: str) -> Iterator[Any]:
    return book.documents[path].iter("{*}*") if path in book.documents else iter(())


def roles(book: EpubFile) -> Iterator[Problem]:
    """What reading systems are told, screen readers are told as well."""
    for path, root in book.documents.items():
        for element in root.iter("{*}*"):
            for kind in element.get(EPUB_TYPE, "").split():
                in_landmarks = _tag(element) == "a" and kind != "noteref"
                role = ROLES.get(kind)
                if role and not in_landmarks and element.get("role") != role:
                    yield _problem(book, "role", f"`{path}`: a {kind} without the role `{role}`")


def proof(book: EpubFile) -> Iterator[Problem]:
    """A proof is for the author's eyes."""
    for path, root in book.documents.items():
        classes = {name for each in root.iter("{*}*") for name in each.get("class", "").split()}
        if classes & {"question", "held"}:
            hint = "build the edition without `--proof`"
            yield _problem(book, "proof", f"`{path}` shows what only a proof may show", hint)


RULES: tuple[Callable[[EpubFile], Iterator[Problem]], ...] = (
    mimetype,
    names,
    manifest,
    well_formed,
    described,
    claims,
    languages,
    headings,
    pictures,
    identifiers,
    links,
    stylesheets,
    navigation,
    page_list,
    roles,
    proof,
)
