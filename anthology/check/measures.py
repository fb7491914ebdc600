"""What a store may want to know of a finished EPUB, measured on the file: one function each.

A measure gives a number or a word, and knows of no store and of no limit. Where it cannot be
taken, it says why. Add one to MEASURES, and a rule in stores.toml may ask for it by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from anthology.check import picture_measures
from anthology.check.epub_file import XHTML, EpubFile
from anthology.check.measured import Measure, Measured, largest, present

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
SPECIAL = re.compile(r"[^A-Za-z0-9._/-]")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
RUNNING_TEXT = re.compile(r"(?:^|,)\s*(?:html|body|p)\s*(?:,|$)")
FORCED = re.compile(r"(?:^|;|\s)(?:color|font-size|line-height)\s*:")
BACKGROUND = re.compile(r"background(?:-color)?\s*:")
KEPT_SPACES = re.compile(r"white-space\s*:\s*pre")
SIDE_MARGIN = re.compile(r"margin-(?:left|right)\s*:\s*([\d.]+)em")
MARGIN = re.compile(r"margin\s*:\s*([^;}]+)")
# As English, German, French and Dutch refer to a page.
PAGE_NUMBER = re.compile(r"\b(?:pages?|pp?\.|seiten?|s\.|bladzijde)\s+\d+", re.IGNORECASE)
STORES = re.compile(
    r"//[^/]*(?:amazon|kobo\.com|books\.apple|itunes\.apple|play\.google|barnesandnoble|ingramspark)"
)
# Kobo's iOS and e-ink readers show what an onward link leads to in a pop-up, from nine
# characters to five thousand (Kobo's EPUB guidelines, on footnotes).
POPS_UP = range(9, 5001)


def _epubcheck(book: EpubFile) -> Measured:
    from anthology.check import epubcheck

    if not epubcheck.is_installed():
        return Measured(None, f"EPUBCheck is not installed: {epubcheck.INSTALL}")
    return Measured(len(epubcheck.check(book.path)))


def _file_size(book: EpubFile) -> Measured:
    return Measured(book.path.stat().st_size)


def _largest_document(book: EpubFile) -> Measured:
    return largest(book, (item for item in present(book) if item.media_type == XHTML))


def _special_names(book: EpubFile) -> Measured:
    return Measured(sum(bool(SPECIAL.search(name)) for name in book.files))


def _styles_in_pages(book: EpubFile) -> Measured:
    every = (each for root in book.documents.values() for each in root.iter("{*}*"))
    return Measured(sum(each.get("style") is not None or _is_style(each) for each in every))


def _is_style(element: Any) -> bool:
    return str(element.tag).endswith("}style")


def _css(book: EpubFile) -> str:
    """Every stylesheet, without its comments."""
    sheets = (book.files[item.path] for item in present(book) if item.media_type == "text/css")
    said = "\n".join(sheet.decode("utf-8") for sheet in sheets)
    return re.sub(r"/\*.*?\*/", "", said, flags=re.DOTALL)


def _counted_in_css(pattern: re.Pattern[str]) -> Measure:
    return lambda book: Measured(len(pattern.findall(_css(book))))


def _forced_running_text(book: EpubFile) -> Measured:
    rules = RULE.findall(_css(book))
    return Measured(
        sum(
            bool(RUNNING_TEXT.search(where.strip()) and FORCED.search(what))
            for where, what in rules
        )
    )


def _widest_side_margin(book: EpubFile) -> Measured:
    css = _css(book)
    sides = [float(each) for each in SIDE_MARGIN.findall(css)]
    for said in MARGIN.findall(css):
        lengths = said.split()
        both = lengths[1::2] or lengths  # top right bottom left, or fewer: those at the sides
        sides += [float(each[:-2]) for each in both if re.fullmatch(r"[\d.]+em", each)]
    return Measured(max(sides, default=0))


def _contents(book: EpubFile) -> list[tuple[str, Any]]:
    """The contents lists, each with the path of the document it stands in."""
    return [
        (path, nav)
        for path, root in book.documents.items()
        for nav in root.iter("{*}nav")
        if nav.get(EPUB_TYPE) == "toc"
    ]


def _lists_of_contents(book: EpubFile) -> Measured:
    return Measured(len(_contents(book)))


def _contents_to_be_read(book: EpubFile) -> Measured:
    spine = {item.path for item in book.spine}
    shown = (nav for path, nav in _contents(book) if path in spine and nav.get("hidden") is None)
    return Measured(sum(1 for _ in shown))


def _levels_of_contents(book: EpubFile) -> Measured:
    lists = (each for _, nav in _contents(book) for each in nav.iter("{*}ol"))
    levels = (1 + sum(1 for _ in each.iterancestors("{*}ol")) for each in lists)
    return Measured(max(levels, default=0))


def _not_in_contents(book: EpubFile) -> Measured:
    """Documents of the body and the back, and matter before it, that no entry leads to."""
    listed = {
        book.beside(path, link.get("href", ""))[0]
        for path, nav in _contents(book)
        for link in nav.iter("{*}a")
    }
    wanted = {"essay", "matter", "part", "comments"}
    pages = (item.path for item in book.spine if item.path not in listed)
    return Measured(sum(bool(wanted & _kinds(book.documents.get(path))) for path in pages))


def _kinds(root: Any | None) -> set[str]:
    if root is None:
        return set()
    return {name for each in root.iter("{*}section") for name in each.get("class", "").split()}


def _links(book: EpubFile) -> Iterator[tuple[str, Any]]:
    for path, root in book.documents.items():
        yield from ((path, link) for link in root.iter("{*}a") if link.get("href"))


def _is_outside(link: Any) -> bool:
    return bool(re.match(r"[a-z][a-z0-9+.-]*:", link.get("href")))


def _dead_links(book: EpubFile) -> Measured:
    inside = ((path, link) for path, link in _links(book) if not _is_outside(link))
    return Measured(sum(_target(book, path, link) is None for path, link in inside))


def _target(book: EpubFile, path: str, link: Any) -> Any | None:
    """The element a link leads to: a place on a page, or the page."""
    file, anchor = book.beside(path, link.get("href"))
    root = book.documents.get(file)
    if root is None or not anchor:
        return root
    return next((each for each in root.iter("{*}*") if each.get("id") == anchor), None)


def _links_that_pop_up(book: EpubFile) -> Measured:
    """Links to a place further on that are not marks of notes, of a length that pops up."""
    order = {item.path: number for number, item in enumerate(book.spine)}
    count = 0
    for path, link in _links(book):
        if _is_outside(link) or "noteref" in link.get(EPUB_TYPE, "").split():
            continue
        file, anchor = book.beside(path, link.get("href"))
        target = _target(book, path, link)
        is_onward = order.get(file, -1) > order.get(path, -1)
        if anchor and target is not None and (is_onward or (file == path and _after(link, target))):
            count += len("".join(target.itertext()).strip()) in POPS_UP
    return Measured(count)


def _after(link: Any, target: Any) -> bool:
    every = [*link.getroottree().getroot().iter()]
    return every.index(target) > every.index(link)


def _references_to_pages(book: EpubFile) -> Measured:
    said = ("".join(next(root.iter("{*}body")).itertext()) for root in book.documents.values())
    return Measured(sum(len(PAGE_NUMBER.findall(text)) for text in said))


def _links_to_stores(book: EpubFile) -> Measured:
    return Measured(sum(bool(STORES.search(link.get("href"))) for _, link in _links(book)))


def _identifier(book: EpubFile) -> Measured:
    said = [each.text or "" for each in book.of_package("identifier")]
    is_isbn = any(re.fullmatch(r"(?:urn:isbn:)?97[89][\d-]{10,14}", text) for text in said)
    return Measured("ISBN" if is_isbn else "not an ISBN")


def _descriptions(book: EpubFile) -> Measured:
    return Measured(sum(bool(each.text) for each in book.of_package("description")))


def _version(book: EpubFile) -> Measured:
    return Measured("" if book.package is None else book.package.get("version", ""))


MEASURES: dict[str, Measure] = {
    "background colours": _counted_in_css(BACKGROUND),
    "contents to be read": _contents_to_be_read,
    "cover in the metadata": picture_measures.cover_in_metadata,
    "covers": picture_measures.covers,
    "covers with company": picture_measures.covers_with_company,
    "dead links": _dead_links,
    "descriptions": _descriptions,
    "documents not in the contents": _not_in_contents,
    "faults EPUBCheck finds": _epubcheck,
    "forced running text": _forced_running_text,
    "kind of identifier": _identifier,
    "kind of the cover": picture_measures.cover_kind,
    "levels of the contents": _levels_of_contents,
    "links that pop up": _links_that_pop_up,
    "links to stores": _links_to_stores,
    "lists of contents": _lists_of_contents,
    "long side of the cover": picture_measures.cover_side(max),
    "pictures of other colours": picture_measures.other_colours,
    "pictures of other kinds": picture_measures.other_kinds,
    "pictures without words": picture_measures.without_words,
    "pixels of the largest picture": picture_measures.most_pixels,
    "references to pages": _references_to_pages,
    "short side of the cover": picture_measures.cover_side(min),
    "size of the file": _file_size,
    "size of the largest document": _largest_document,
    "size of the largest picture": picture_measures.largest_picture,
    "spaces kept by the styles": _counted_in_css(KEPT_SPACES),
    "special file names": _special_names,
    "styles in pages": _styles_in_pages,
    "transparent pictures": picture_measures.transparent,
    "version of EPUB": _version,
    "widest side margin": _widest_side_margin,
}
