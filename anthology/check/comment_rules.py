"""What comments keep: they answer one another, and show no more of a name than was granted.

Rules like those of `rules`, which runs them. What may be printed at all is for `consent` to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from anthology.consent import shows_more_than_granted
from anthology.errors import Problem, Severity, did_you_mean
from anthology.model import Book, Comment, ConsentState


def comment_threads(book: Book, _: Path) -> Iterator[Problem]:
    """Comments answer comments that are there, and no two have one Id."""
    for essay in book.texts:
        counted = Counter(comment.id for comment in essay.comments)
        by_id = {comment.id: comment for comment in essay.comments}
        for comment in essay.comments:
            if comment.id and counted[comment.id] > 1 and comment is not by_id[comment.id]:
                message = f"another comment has the Id `{comment.id}`"
                hint = "give each comment on an essay an Id of its own"
                yield Problem("comment-id-twice", message, comment.place, hint)
            if comment.reply_to and comment.reply_to not in by_id:
                message = f"there is no comment `{comment.reply_to}` here to reply to"
                hint = did_you_mean(comment.reply_to, by_id)
                yield Problem("reply-to-nothing", message, comment.place, hint)
            elif _answers_itself(comment, by_id):
                message = f"`{comment.id}` ends up answering itself"
                hint = "look at the `Reply to` lines from there on"
                yield Problem("reply-in-a-circle", message, comment.place, hint)


def _answers_itself(comment: Comment, by_id: dict[str, Comment]) -> bool:
    seen = {comment.id}
    while parent := by_id.get(comment.reply_to):
        if parent.id in seen:
            return True
        seen.add(parent.id)
        comment = parent
    return False


def print_as(book: Book, _: Path) -> Iterator[Problem]:
    """No name is printed beyond what its owner granted."""
    for essay in book.texts:
        for comment in essay.comments:
            if comment.print_as and shows_more_than_granted(comment):
                yield Problem(
                    "print-as-too-much",
                    f"`Print as: {comment.print_as}` shows more of the name than "
                    f"“{comment.consent.state.value}” allows",
                    comment.place,
                    "shorten it, or take the line out",
                )


def undated_consent(book: Book, _: Path) -> Iterator[Problem]:
    """A consent that may have to be shown later should say when it was given."""
    dated = (
        ConsentState.YES,
        ConsentState.FIRST_NAME,
        ConsentState.INITIALS,
        ConsentState.NO_NAME,
    )
    for essay in book.texts:
        for comment in essay.comments:
            if comment.consent.state in dated and not comment.consent.day and comment.use:
                message = "this consent has no date"
                hint = (
                    f"write when it was given: `Consent: {comment.consent.state.value} 2026-09-20`"
                )
                yield Problem("undated-consent", message, comment.place, hint, Severity.WARNING)


RULES = (comment_threads, print_as, undated_consent)
