"""Wix's blog as CSV, out of its content manager: a row for each post.

The text is kept as Wix's own JSON, and again as plain words; where the first cannot be read, the
second is, with its lines. A row without a day of publishing is a draft. Comments are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from anthology.gather import album
from anthology.gather.exports import posted, ricos
from anthology.gather.exports.posted import Post
from anthology.gather.exports.tags import Rich, plain
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.intake import json_data, table
from anthology.gather.typed import reading
from anthology.gather.typed.days import day_in

COLUMNS = frozenset(["Title", "Plain Content", "Rich Content"])
BESIDE = {
    "Excerpt": ("excerpt", "the blog showed it in lists, in place of the essay"),
    "Cover Image": ("cover picture", "it stood above the essay: place it yourself, if you like"),
}


def recognises(file: SourceFile) -> bool:
    """A table with Wix's columns."""
    return posted.is_text(file) and COLUMNS.issubset(table.header(reading.read(file).text))


def read(file: SourceFile) -> Parcel:
    """The essays of a table, each other row told."""
    source = reading.read(file)
    posts: list[Post] = []
    left_out: list[LeftOut] = []
    for row in table.rows(source.text):
        title = row.get("Title", "").strip()
        if not row.get("Published Date", "").strip():
            left_out.append(LeftOut("draft", title, "it has no day of publishing"))
        else:
            posts.append(_post(row, title))
    return posted.parcel(posts, album.beside(file), left_out, source)


def _post(row: Mapping[str, str], title: str) -> Post:
    body = _body(row)
    name = row.get("ID") or row.get("Slug") or title
    link = row.get("Post Page URL", "").strip()
    return Post(
        source=f"wix {name.strip().replace(' ', '-')}",
        title=title,
        day=day_in(row.get("Published Date", "")),
        html=body.html,
        links=(link,) if link else (),
        left_out=(*body.left_out, *_beside(row)),
    )


def _beside(row: Mapping[str, str]) -> Iterator[LeftOut]:
    """What the blog showed with the essay, and not in it."""
    for column, (kind, reason) in BESIDE.items():
        if shown := row.get(column, "").strip():
            yield LeftOut(kind, shown, reason)


def _body(row: Mapping[str, str]) -> Rich:
    """The text as Wix keeps it, or else its plain words."""
    try:
        rich = ricos.rich(json_data.parse(row.get("Rich Content", "")))
    except ValueError:
        rich = Rich("")
    return rich if rich.html else Rich(plain(row.get("Plain Content", "")))


SOURCE = Source("Wix", recognises, read)
