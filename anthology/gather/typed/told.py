"""What the review is told of a plain text: one row for each thing decided or seen.

Every choice with its reason and the way to change it. Rows are told, not obeyed: nothing here
changes a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from anthology.gather.counted import many
from anthology.gather.review import Kind, Row
from anthology.gather.typed import slips
from anthology.gather.typed.comments import Said
from anthology.gather.typed.lines import Typed, begins_lower
from anthology.gather.typed.opening import Opening
from anthology.gather.typed.structure import Judged, Label
from anthology.gather.typed.tail import Certainty, Tail
from anthology.gather.typed.wrapped import Verdict, Wrapping

FEWEST_IN_LIST = 2


def _row(kind: Kind, text: str, decided: str, reason: str, change: str = "") -> Row:
    return Row(kind, "", text, decided, reason, change)


def wrapping(found: Wrapping) -> Iterator[Row]:
    """What was made of the line ends."""
    measured = f"{found.share:.0%} of the line ends are where a width of {found.width} forces them"
    if found.verdict is Verdict.WRAPPED:
        change = "where a line end was yours, end the line there again"
        yield _row(Kind.WRAPPED, "", "paragraphs joined", measured, change)
    elif found.verdict is Verdict.DOUBTFUL:
        yield _row(Kind.WRAPPED, "", "line ends kept, and asked about", measured)


def underlined(count: int) -> Iterator[Row]:
    """What was made of words that were underlined, in so many places."""
    if count:
        decided = f"{many(count, 'underlined place')} set in italics"
        reason = "so were words meant that a typewriter could only underline; a book has no lines"
        yield _row(Kind.CHANGED, "", decided, reason, "take the stars off where it meant nothing")


def opening(found: Opening, title: str) -> Iterator[Row]:
    """Title, subtitle and day."""
    change = "write another after `Title:` at the head of the file"
    if found.title:
        yield _row(Kind.TITLE, found.title.text, "the title", "it is the first line", change)
    else:
        reason = "the text begins without one; this comes from the file name"
        yield _row(Kind.TITLE, title, "the title", reason, change)
    if found.subtitle:
        change = "write another after `Subtitle:` at the head of the file, or delete it"
        yield _row(Kind.SUBTITLE, found.subtitle.text, "the subtitle", found.why_subtitle, change)
    for line in found.datelines[:1]:
        change = "write another after `Date:` at the head of the file, or delete it"
        yield _row(Kind.DATE, line.text, f"the day: {found.day}", "it stands by the title", change)


def body(judged: Sequence[Judged]) -> Iterator[Row]:
    """Headings first, then those that might be; then lists, and short lines on their own."""
    chosen = [one for one in judged if one.label is Label.HEADING]
    for one in chosen:
        yield _row(
            Kind.HEADING, one.line.text, "a heading", one.reason, "take `## ` off, and it is text"
        )
    for one in judged:
        if one.might_head and one not in chosen:
            reason = "it is short and has no stop, but is not set apart enough"
            change = "write `## ` before it"
            yield _row(Kind.POSSIBLE_HEADING, one.line.text, f"a {one.label.value}", reason, change)
    yield from _lists(judged)


def _lists(judged: Sequence[Judged]) -> Iterator[Row]:
    """Lines in lower case after a colon: kept as lines, though they may be a list."""
    for at, (above, below) in enumerate(pairwise(judged), 1):
        if above.line.text.endswith(":") and begins_lower(below.line.text):
            entries = _lower_from(judged, at)
            if len(entries) >= FEWEST_IN_LIST:
                told = f"{len(entries)} lines, down to `{entries[-1].text}`"
                change = "write `- ` before each line, and it is a list"
                yield _row(
                    Kind.LIST,
                    entries[0].text,
                    told,
                    "they begin in lower case after a colon",
                    change,
                )


def _lower_from(judged: Sequence[Judged], at: int) -> list[Typed]:
    entries: list[Typed] = []
    for one in judged[at:]:
        if not begins_lower(one.line.text) or one.label is not Label.LINE:
            break
        entries.append(one.line)
    return entries


def comments(said: Sequence[Said], tail: Tail | None) -> Iterator[Row]:
    """Each comment taken, with the reason they were taken for comments."""
    if tail and tail.certainty is Certainty.DOUBTFUL:
        yield _row(Kind.DOUBT, "", "kept in the essay, and asked about", tail.why)
    for one in said:
        if tail and one.lines:
            decided = f"a comment by {one.name}" if one.name else "a comment without a name"
            if one.doubt:
                decided += f", or the beginning of {one.doubt}’s: asked"
            if one.other:
                decided += f", its end perhaps by {one.other}: asked"
            change = "if the words are your own, move them to the essay"
            yield _row(Kind.COMMENT, one.lines[0].text, decided, tail.why, change)


def passages(lines: Sequence[Typed]) -> Iterator[Row]:
    """Probable slips, and once, that a client is spoken of."""
    for line, found, wrong in slips.slips(lines):
        change = "correct it in the essay, if it is one"
        yield _row(Kind.SLIP, line.text, f"`{found}` left as it is", wrong, change)
    spoken = slips.about_clients(lines)
    if spoken:
        more = len(spoken) - 1
        others = f"; {many(more, 'more line')} {'does' if more == 1 else 'do'}" if more else ""
        told = f"kept as it is{others}"
        reason = "it speaks of a client or a session: whether it may stand is yours to say"
        yield _row(Kind.CLIENT, spoken[0].text, told, reason)
