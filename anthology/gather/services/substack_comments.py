"""Comments of a Substack post, saved by the author as JSON; the export itself has none.

A tree of comments with `children`, each with the number of its post, by which it finds the essay.
`HOW_TO_SAVE` is what the author is told. What was deleted, or hidden by a moderator, is
counted; a note (a post of its own, under no essay) is none of an essay's comments.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from anthology.gather.exports.tags import plain
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.intake import json_data
from anthology.gather.intake.json_data import Json, day, entries, get, has, is_true, text
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread

# Why, and then the steps.
HOW_TO_SAVE = (
    "Substack’s export has none",
    "1. Find the number of the post: it begins the name of its file in the export’s `posts` "
    "folder, as in `posts/123401.on-waiting.html`.",
    "2. In the browser you read Substack with, open this page, with your own address and that "
    "number: https://YOUR-NAME.substack.com/api/v1/post/123401/comments?all_comments=true",
    "3. Save the page as it is (File, Save Page As), one file for each post.",
    "4. Gather them together with the export: anthology gather export.zip 123401.json",
)
KEYS = ("body", "ancestor_path", "name", "date")
IS_NOTE = "it is a post of its own, under no essay"


def recognises(file: SourceFile) -> bool:
    """What Substack answers for a post's comments, or for one comment."""
    if not json_data.is_json(file.data):
        return False
    data = json_data.load(file.data)
    return next((has(one, *KEYS) for one in _roots(data)), False)


def read(file: SourceFile) -> Parcel:
    """The threads, one for each post; usually there is one."""
    posts: dict[str, list[Said]] = defaultdict(list)
    notes: list[LeftOut] = []
    for comment, parent in _every(json_data.load(file.data)):
        if text(comment, "post_id"):
            posts[text(comment, "post_id")].append(_said(comment, parent))
        else:
            notes.append(LeftOut("Substack note", text(comment, "body"), IS_NOTE))
    threads = [Thread(tuple(said), source=f"substack {post}") for post, said in posts.items()]
    return loose.parcel("substack", threads, notes)


def _roots(data: Json) -> list[Json]:
    """The comments at the top, in any of the wrappings Substack gives them."""
    one = get(data, "item", "comment") or get(data, "comment")
    return entries(data, "comments") or ([one] if one else entries(data) or [data])


def _every(data: Json) -> Iterator[tuple[Json, str]]:
    """Every comment with the id of the one it answers, each followed by its answers."""
    waiting = [(root, "") for root in _roots(data)[::-1]]
    while waiting:
        comment, parent = waiting.pop()
        yield comment, parent
        children = entries(comment, "children")
        waiting += [(child, text(comment, "id")) for child in children[::-1]]


def _said(comment: Json, parent: str) -> Said:
    above = re.split(r"[./]", text(comment, "ancestor_path"))
    return Said(
        id=text(comment, "id"),
        name=text(comment, "name"),
        day=day(comment, "date"),
        html=plain(text(comment, "body")),
        parent=parent or above[-1],
        is_own=is_true(comment, "metadata", "is_author"),
        gone=_gone(comment),
    )


def _gone(comment: Json) -> str:
    if is_true(comment, "deleted") or get(comment, "body") is None:
        return "deleted"
    if is_true(comment, "suppressed") or is_true(comment, "user_banned"):
        return "hidden"
    status = text(comment, "status")
    return "" if status in ("", "published") else "unpublished"


SOURCE = Source("Substack comments", recognises, read)
