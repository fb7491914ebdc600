"""Comments that came without their essay find it on the author's desk.

Such a file may come in long after the essays did. It is merged into the comments of an essay as
any other source is: what she chose, edited or deleted stays so, and what is there already is not
added again. What finds no essay is given back, to be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from anthology import manuscript
from anthology.desk import again
from anthology.desk.memory import Memory
from anthology.gather import joining
from anthology.gather.gathered import LooseComments
from anthology.gather.joining import Addresses, address
from anthology.manuscript.files import read_text
from anthology.model import Comment, Essay


@dataclass(slots=True)
class Joined:
    """What became of them: every file to be written, what gathering now has for each, how many
    comments are new, whose are gone at the source, how many questions were asked, and the threads
    that found nothing."""

    texts: dict[Path, str] = field(default_factory=dict)
    bases: dict[Path, str] = field(default_factory=dict)
    new: int = 0
    questions: int = 0
    withdrawn: list[str] = field(default_factory=list)
    loose: list[LooseComments] = field(default_factory=list)


def join(
    threads: Iterable[LooseComments],
    memory: Memory,
    texts: Mapping[Path, str],
    bases: Mapping[Path, str],
) -> Joined:
    """Every thread with the essay it belongs to, of those on the desk; `texts` and `bases` are
    what is going to be written already."""
    joined = Joined(dict(texts), dict(bases))
    threads = list(threads)
    if not threads:
        return joined
    essays = list(manuscript.essays_on_disk(memory.manuscript))
    addresses = Addresses.of(map(address, essays))
    found: dict[int, list[Comment]] = defaultdict(list)
    for thread in threads:
        number = addresses.find(thread)
        if number is None:
            joined.loose.append(thread)
        else:
            found[number] += thread.comments
    for number, comments in found.items():
        _add(essays[number], comments, memory, joined)
    return joined


def _add(essay: Essay, comments: Sequence[Comment], memory: Memory, joined: Joined) -> None:
    """All that came for one essay, in one go: a page may have had several threads."""
    coming = {comment.id for comment in comments}
    others = [comment for comment in essay.comments if comment.id not in coming]
    both, _ = joining.merged(others, comments)
    if not (arriving := both[len(others) :]):
        return
    files = manuscript.files_of(memory.manuscript, replace(essay, comments=arriving))
    file, theirs = list(files.items())[-1]
    base = joined.bases.get(file) or memory.gathered(file) or ""
    on_disk = read_text(file) if file.is_file() else ""
    hers = joined.texts.get(file, on_disk)
    told = again.comments(base, hers, theirs, {again.origin(comment.id) for comment in comments})
    joined.texts[file], joined.bases[file] = told.text, told.base
    joined.new += told.new
    joined.questions += told.questions
    joined.withdrawn += [f"{whose} ({file.stem})" for whose in told.withdrawn]
