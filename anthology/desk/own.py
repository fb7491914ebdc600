"""Which answers among the comments are surely the author's own.

Some services only say who opened most threads, or who moderates: that is a guess, and a wrong
one, printed without asking, would be somebody else's words. Her name has to agree; where it does
not, the answers count as a reader's, and that is told with the way to say that they are hers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anthology.desk import again
from anthology.gather.counted import many
from anthology.gather.gathered import Gathered, GatheredEssay
from anthology.gather.review import Kind, Row
from anthology.model import Comment, Consent, ConsentState

GUESSED = {
    "disqus": "whoever opened most threads on Disqus",
    "commento": "a moderator on Commento",
    "remark42": "an administrator of Remark42",
}


def surely(gathered: Gathered, names: Iterable[str]) -> Gathered:
    """What was gathered, with nothing taken for the author's own that may not be; `names` are
    those she is known by."""
    known = {name.casefold() for name in names}
    doubted: Counter[tuple[str, str]] = Counter()

    def sure(comment: Comment) -> Comment:
        origin = again.origin(comment.id)
        is_own = comment.consent.state is ConsentState.OWN
        if not is_own or origin not in GUESSED or comment.name.casefold() in known:
            return comment
        doubted[origin, comment.name] += 1
        return replace(comment, consent=Consent())

    def sure_essay(arrival: GatheredEssay) -> GatheredEssay:
        essay = replace(arrival.essay, comments=tuple(map(sure, arrival.essay.comments)))
        return replace(arrival, essay=essay)

    sorted_out = replace(
        gathered,
        essays=tuple(map(sure_essay, gathered.essays)),
        held=tuple(map(sure_essay, gathered.held)),
        loose=tuple(
            replace(thread, comments=tuple(map(sure, thread.comments))) for thread in gathered.loose
        ),
    )
    return replace(sorted_out, rows=(*gathered.rows, *_told(doubted)))


def _told(doubted: Counter[tuple[str, str]]) -> Iterator[Row]:
    for (origin, name), count in doubted.items():
        written = "it was" if count == 1 else "they were"
        decided = f"{many(count, 'answer')} not taken for your own: is it you?"
        reason = f"{written} written by {GUESSED[origin]}, and no author in book.toml is called so"
        change = f'if it is you, write `own = ["{name}"]` under [comments] in book.toml, and gather'
        yield Row(Kind.COMMENT, "", name, decided, reason, f"{change} again")
