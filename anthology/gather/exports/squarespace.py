"""Squarespace's export: in WordPress's form, with Squarespace's own HTML inside.

A newline in its text means nothing, unless the style of a paragraph says that it shows. It holds
one blog of the site, and often no comments: then the author is told so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anthology.gather.contacts import Contact
from anthology.gather.exports import wordpress
from anthology.gather.exports.wordpress import Site
from anthology.gather.exports.wordpress_body import Newlines
from anthology.gather.gathered import Parcel, Source, SourceFile
from anthology.gather.intake import xml_stream
from anthology.gather.review import Kind, Row

ITS_OWN = ("sqs-block", "sqs-html-content", "squarespace-cdn.com", "static1.squarespace.com")


def recognises(file: SourceFile) -> bool:
    """A blog in WordPress's form that WordPress did not make, with Squarespace's classes in it."""
    if not wordpress.recognises(file) or wordpress.BY_WORDPRESS.search(_generator(file)):
        return False
    return any(xml_stream.contains(file, mark) for mark in ITS_OWN)


def _generator(file: SourceFile) -> str:
    """What the head of the file says it was made by."""
    _, _, after = file.data.partition(b"<generator>")
    return after.partition(b"</generator>")[0][:200].decode("ascii", "replace")


def read(file: SourceFile) -> Parcel:
    """The essays of the export. Raises GatherError where it is beyond what is read."""
    parcel = wordpress.read(file, _as_squarespace)
    if any(essay.essay.comments for essay in parcel.essays):
        return parcel
    reason = "Squarespace seldom puts them into its export"
    change = "save the pages of the blog that have comments, and gather them too"
    told = Row(Kind.COMMENT, "", file.name, "no comments in this file", reason, change)
    return replace(parcel, rows=(*parcel.rows, told))


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment, where the export has any."""
    return wordpress.contacts(file, _as_squarespace)


def _as_squarespace(site: Site) -> Site:
    _, _, name = site.name.partition(" ")
    return replace(site, name=f"squarespace {name}", newlines=Newlines.NOTHING, origin="sqs")


SOURCE = Source("Squarespace", recognises, read, is_streamed=True, contacts=contacts)
