"""One post of Substack's, saved by the author as JSON from the address it has there.

It says what the list of an export says of a post, and holds its page; so it is read as one post of
an export, and known by the same number. What others may read only when they pay may be cut off.
"""

from __future__ import annotations

from anthology.gather import album
from anthology.gather.exports import posted, substack
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, get, has, is_true, text

KEYS = ("id", "slug", "title", "post_date", "body_html")


def recognises(file: SourceFile) -> bool:
    """JSON with a post that holds its own page."""
    return json_data.is_json(file.data) and has(_post(file), *KEYS)


def _post(file: SourceFile) -> Json:
    data = json_data.load(file.data)
    return get(data, "post") or data


def read(file: SourceFile) -> Parcel:
    """The one essay, or why it is none."""
    post = _post(file)
    row = {name: text(post, name) for name in ("title", "subtitle", "post_date", "type")}
    row["post_id"] = f"{text(post, 'id')}.{text(post, 'slug')}"
    row["is_published"] = "false" if get(post, "is_published") is False else "true"
    page = text(post, "body_html")
    if why_not := substack.why_not(row, page):
        return Parcel(left_out=(why_not,))
    left_out: list[LeftOut] = []
    if is_true(post, "truncated") or is_true(post, "is_locked"):
        reason = "it was saved by somebody who has not paid for it: log in, and save it again"
        left_out.append(LeftOut("end of an essay", row["title"], reason))
    return posted.parcel([substack.post(row, page)], album.beside(file), left_out)


SOURCE = Source("Substack post", recognises, read)
