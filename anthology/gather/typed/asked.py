"""What `gather` asks the author: in her file, above the line in doubt, each with the way out.

Few, and only where one answer changes the book; all else is told in the review.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.gather.typed.wrapped import Verdict, Wrapping
from anthology.model import Question

TITLE = "what is this essay called? (write it after `Title:` above, then delete this line)"
LINE_ENDS = (
    "are these line ends yours, or a program’s? (if a program’s, make each paragraph one line;"
    " then delete this line)"
)
TAIL = (
    "your own last words, or a reader’s comment? (if a reader’s, move them to this essay’s"
    " comments; then delete this line)"
)
DAMAGED = (
    "is all of it here? (the export is broken at this essay: compare it with the blog; then delete"
    " this line)"
)
WHOSE = (
    "a comment of its own, or the beginning of what {name} says below? (if {name}’s, move it"
    " down; then delete this line)"
)
ANOTHER = (
    "is what {name} signs below a comment of its own? (if so, write `## {name}` and"
    " `Consent: not asked` above it; then delete this line)"
)


def about_the_whole(title: str, wrapping: Wrapping) -> Iterator[Question]:
    """What has to be asked at the head of an essay; `title` is empty where none was found."""
    if wrapping.verdict is Verdict.DOUBTFUL:
        yield Question(LINE_ENDS)
    if not title:
        yield Question(TITLE)
