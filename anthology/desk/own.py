"""Which answers among the comments are surely the author's own.

Some services only say who opened most threads, or who moderates: that is a guess, and a wrong
one, printed without asking, would be somebody else's words. Her name has to agree; where it does
not, the answers count as a reader's, and that is told with the way to say that they are hers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anthology.gather.counted import many
from anthology.gather.gathered import origin
from anthology.gather.review import Kind, Row
from anthology.model import Comment, Consent, ConsentState

GUESSED = {
    "disqus": "whoever opened most threads on Disqus",
    "commento": "a moderator on Commento",
    "remark42": "an administrator of Remark42",
    "movabletype": "somebody who signs as the writer of the entry does",
}


class Own:
    """Looks at the comments as they come, and counts what was doubted; `names` are those the
    author is known by."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name.casefold() for name in names)
        self._doubted: Counter[tuple[str, str]] = Counter()

    def surely(self, comments: Iterable[Comment]) -> tuple[Comment, ...]:
        """The comments, with nothing taken for the author's own that may not be."""
        return tuple(map(self._sure, comments))

    def _sure(self, comment: Comment) -> Comment:
        kind, is_own = origin(comment.id), comment.consent.state is ConsentState.OWN
        if not is_own or kind not in GUESSED or comment.name.casefold() in self._names:
            return comment
        self._doubted[kind, comment.name] += 1
        return replace(comment, consent=Consent())

    def rows(self) -> Iterator[Row]:
        """What was doubted in all that was looked at."""
        return (_row(*whose, count) for whose, count in self._doubted.items())


def _row(kind: str, name: str, count: int) -> Row:
    written = "it was" if count == 1 else "they were"
    decided = f"{many(count, 'answer')} not taken for your own: is it you?"
    reason = f"{written} written by {GUESSED[kind]}, and no author in book.toml is called so"
    change = f'if it is you, write `own = ["{name}"]` under [comments] in book.toml, and gather'
    return Row(Kind.COMMENT, "", name, decided, reason, f"{change} again")
