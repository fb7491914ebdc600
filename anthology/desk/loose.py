"""Comments that came without their essay find it on the author's desk.

Such a file may come in long after the essays did. It is merged into the comments of an essay as
any other source is: what she chose, edited or deleted stays so, and what is there already is not
added again. What finds no essay is left in the plan, to be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from anthology import manuscript
from anthology.desk import again
from anthology.desk.own import Own
from anthology.desk.planned import File, Plan
from anthology.gather import joining
from anthology.gather.cards import ThreadCard
from anthology.gather.gathered import origin
from anthology.gather.joining import Addresses, address
from anthology.manuscript.files import read_text
from anthology.model import Comment, Essay


def join(threads: Sequence[ThreadCard], own: Own, to_do: Plan) -> None:
    """Every thread with the essay it belongs to, of those on the desk; `own` says which comments
    are the author's, and looks at those too that find nothing."""
    folder = to_do.memory.manuscript
    heads = list(manuscript.heads(folder)) if threads else []
    addresses = Addresses.of(map(address, heads))
    found: dict[int, list[ThreadCard]] = defaultdict(list)
    for thread in threads:
        number = addresses.find(thread)
        if number is None:
            to_do.loose.append(thread)
            own.surely(thread.whole().comments)
        else:
            found[number].append(thread)
    for number, its in found.items():
        comments = [one for thread in its for one in own.surely(thread.whole().comments)]
        if essay := manuscript.essay_on_disk(folder, heads[number].name):
            _add(essay, comments, to_do)


def _add(essay: Essay, comments: Sequence[Comment], to_do: Plan) -> None:
    """All that came for one essay, in one go: a page may have had several threads."""
    coming = {comment.id for comment in comments}
    others = [comment for comment in essay.comments if comment.id not in coming]
    both, _ = joining.merged(others, comments)
    if not (arriving := both[len(others) :]):
        return
    files = manuscript.files_of(to_do.memory.manuscript, replace(essay, comments=arriving))
    path, theirs = list(files.items())[-1]
    planned = to_do.files.get(path) or File(None, "")
    base = planned.base or to_do.memory.gathered(path) or ""
    on_disk = read_text(path) if path.is_file() else ""
    hers = on_disk if planned.text is None else planned.text
    told = again.comments(base, hers, theirs, {origin(comment.id) for comment in comments})
    to_do.files[path] = File(told.text, told.base)
    to_do.comments += told.new
    to_do.questions += told.questions
    to_do.withdrawn += [f"{whose} ({path.stem})" for whose in told.withdrawn]
    to_do.returned += [f"{whose} ({path.stem})" for whose in told.returned]
