"""A saved web page → an essay with its comments.

The essay is in the element a blog keeps it in; where none is known by its name, in the one that
holds the most words, and that is told. Menus, sidebars and other posts stay out and are counted.
Title, day and link are what the page says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from anthology.gather import album
from anthology.gather.exports import posted
from anthology.gather.exports.posted import Post
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.html.tree import Element, Tree, grow, words
from anthology.gather.intake import decode
from anthology.gather.order import words_of
from anthology.gather.review import Kind, Row
from anthology.gather.saved import page_comments, page_parts
from anthology.gather.saved.page_parts import Found

PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
HEAD = 4096  # bytes in which a page says that it is one
LONGEST_TOLD = 300  # letters of what stays out
# How browsers call the folder of a page, in the languages they speak.
COMPANION = re.compile(
    r"(?P<page>.+?)(?:_files|_fichiers|-Dateien|_archivos|_file|_bestanden|-filer)"
)
DISQUS = frozenset(["disqus_thread", "fb-comments", "commento", "graphcomment"])


def recognises(file: SourceFile) -> bool:
    """A text that begins as a page of HTML does."""
    head = file.data[:HEAD]
    return decode.is_text(head) and bool(PAGE.match(head.decode("utf-8", "replace")))


def read(file: SourceFile) -> Parcel:
    """The essay of a page with its comments. Raises GatherError where the file holds no text."""
    return from_text(posted.text_of(file.data, file.path), file)


def from_text(source: str, file: SourceFile, link: str = "") -> Parcel:
    """The same for a page that came inside something else."""
    tree = grow(source)
    regions = page_comments.regions(tree)
    found = page_parts.body(tree, regions)
    if not found:
        return Parcel(left_out=(LeftOut("empty page", file.name, "it has no words"),))
    regions = [one for one in regions if not _holds(one, found.element)]
    post = _post(tree, found, regions, file)
    if link and not post.links:
        post = replace(post, links=(link,))
    rest = tree.cut(tree.root, [found.element, *found.others, *regions])
    left_out = [*_left_out(tree, found, regions), *_told("page surround", rest)]
    parcel = posted.parcel([post], album.beside(file), left_out)
    rows = tuple(_rows(post, found))
    essays = tuple(replace(one, rows=(*rows, *one.rows)) for one in parcel.essays)
    return replace(parcel, essays=essays)


def _holds(region: Element, body: Element) -> bool:
    """A page may call all of itself its comments."""
    return region.start <= body.start and body.end <= region.end


def _post(tree: Tree, found: Found, regions: Sequence[Element], file: SourceFile) -> Post:
    head = page_parts.head(tree)
    title, heading = page_parts.title(tree, head, found.element)
    subtitle, under = page_parts.subtitle(tree, found.element)
    without = [one for one in (heading, under) if one is not None]
    without += page_parts.asides(found.element)
    inside = [one for one in without if found.element.inner <= one.start < found.element.inner_end]
    return Post(
        source=f"page {head.link or file.name}",
        title=title or words_of(file.name),
        html=tree.cut(found.element, inside),
        subtitle=subtitle,
        day=page_parts.day(tree, head, found.element),
        links=(head.link,) if head.link else (),
        said=tuple(page_comments.said(tree, regions)),
    )


def _left_out(tree: Tree, found: Found, regions: Sequence[Element]) -> Iterator[LeftOut]:
    """What the page holds besides, each by its kind."""
    for other in found.others:
        reason = "a page gives one essay: save the page of its own, and gather that"
        yield LeftOut("further post", tree.words(other)[:LONGEST_TOLD], reason)
    for aside in page_parts.asides(found.element):
        yield from _told("page furniture", tree.source[aside.inner : aside.inner_end])
    if not regions:
        return
    elsewhere = [one for one in tree.root.inside() if one.id in DISQUS]
    if elsewhere and not page_comments.said(tree, regions):
        reason = "a service keeps them, not the page: export them there, and gather the file"
        yield LeftOut("comment service", elsewhere[0].id, reason)


def _told(kind: str, source: str) -> Iterator[LeftOut]:
    if text := words(source):
        told = text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
        yield LeftOut(kind, told, "it belongs to the web page, not to the essay")


def _rows(post: Post, found: Found) -> Iterator[Row]:
    reason = "the page calls it so"
    yield Row(Kind.TITLE, "", post.title, "the title", reason, posted.CHANGE_TITLE)
    if found.why:
        change = "save the page again as plain text, if the essay is not whole"
        yield Row(Kind.DOUBT, "", "", "taken for the essay", found.why, change)


def is_companion(file: SourceFile) -> bool:
    """A file of the folder that a browser put beside a page it saved, with what the page shows."""
    for folder in file.path.parents:
        if folder == file.root or not folder.is_relative_to(file.root):
            return False
        if found := COMPANION.fullmatch(folder.name):
            pages = [folder.with_name(found["page"] + ending) for ending in (".html", ".htm")]
            if any(_is_there(page, file) for page in pages):
                return True
    return False


def _is_there(page: Path, file: SourceFile) -> bool:
    if file.shelf is None:
        return page.is_file()
    shelf = file.shelf
    return (
        page.is_relative_to(shelf.path) and page.relative_to(shelf.path).as_posix() in shelf.names
    )


def _left_alone(file: SourceFile) -> Parcel:
    reason = "the page beside its folder has what it needs of it"
    return Parcel(left_out=(LeftOut("saved page part", file.name, reason),))


COMPANIONS = Source("folder of a saved page", is_companion, _left_alone)
SOURCE = Source("saved page", recognises, read)
