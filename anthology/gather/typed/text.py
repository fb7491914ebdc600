"""Plain text → an essay and its comments.

One file is one essay. Its words are taken as they are: a star stays a star. A text is taken
apart (opening, body, what readers said) so that every line is in one part and one only; each part
tells the review what was decided. It asks only where one answer changes the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anthology.errors import Place
from anthology.gather.gathered import GatheredEssay, LeftOut, Parcel, Source, SourceFile
from anthology.gather.intake import foreign
from anthology.gather.order import order_of, words_of
from anthology.gather.review import Row
from anthology.gather.typed import asked, comments, opening, reading, structure, tail, told, wrapped
from anthology.gather.typed.comments import Said
from anthology.gather.typed.headings import PARAGRAPH
from anthology.gather.typed.lines import Typed, is_ornament, typed
from anthology.gather.typed.opening import Opening
from anthology.gather.typed.structure import Judged
from anthology.gather.typed.tail import Certainty, Tail
from anthology.gather.typed.wrapped import Verdict, Wrapping
from anthology.model import Block, Comment, Essay, Question, Verse


@dataclass(frozen=True, slots=True)
class Parts:
    """A text taken apart. `tail` says where the body may end in comments and how sure that is;
    where it is sure, the comments are in `said` and no longer in `body`."""

    opening: Opening
    body: tuple[Typed, ...]
    tail: Tail | None = None
    over_comments: Typed | None = None
    said: tuple[Said, ...] = ()


def read(file: SourceFile) -> Parcel:
    """The one essay of a text file. Raises GatherError where the file holds no text."""
    source = reading.read(file)
    lines, wrapping = _lines(source.text)
    parts = take_apart(lines, opening.read(lines))
    spaced = structure.is_spaced(parts.body)
    judged = structure.judge(parts.body, spaced)
    title, subtitle = parts.opening.title, parts.opening.subtitle
    called = title.text if title else words_of(file.name)
    order = order_of(file.name, parts.opening.day)
    questions = (*source.questions, *asked.about_the_whole(called, wrapping))
    essay = Essay(
        name="",
        title=called or "Untitled",
        subtitle=subtitle.text if subtitle else "",
        day=order.day,
        blocks=(*questions, *_blocks(parts, judged, spaced, file.path)),
        source=f"text {file.name}",
        comments=comments_of(parts.said, file.path),
    )
    rows = (*source.rows, *told.wrapping(wrapping), *_rows(essay.title, parts, judged))
    gathered = GatheredEssay(
        essay,
        order,
        original=source.text,
        rows=rows,
        left_out=tuple(left_out(parts)),
        read=tuple(read_as_data(parts)),
    )
    return Parcel((gathered,))


def _lines(text: str) -> tuple[list[Typed], Wrapping]:
    """The lines of a text, prose that was cut to a width joined again."""
    lines = _outdent(typed(text))
    wrapping = wrapped.measure(lines)
    if wrapping.verdict is Verdict.WRAPPED:
        lines = wrapped.unwrap(lines, wrapping.width)
    return lines, wrapping


def _rows(title: str, parts: Parts, judged: Sequence[Judged]) -> Iterator[Row]:
    yield from told.opening(parts.opening, title)
    yield from told.body(judged)
    yield from told.comments(parts.said, parts.tail)
    yield from told.passages(parts.body)


def _outdent(lines: Sequence[Typed]) -> list[Typed]:
    """The lines without the indent they all share, or that of every paragraph: a typist's habit,
    and not a verse's own."""
    margin = min((line.indent for line in lines), default=0)
    paragraphs = [line.indent for line in lines if len(line.text) > PARAGRAPH]
    if len(paragraphs) > 1:
        margin = min(paragraphs)
    return [replace(line, indent=max(0, line.indent - margin)) for line in lines]


def take_apart(lines: Sequence[Typed], opened: Opening) -> Parts:
    """The parts of a text, cut once each; no line is in two of them."""
    body = list(lines[opened.body :])
    if body:
        body[0] = replace(body[0], gap=0)
    return parted(body, tail.find(body), opened)


def parted(body: Sequence[Typed], found: Tail | None, opened: Opening) -> Parts:
    """The body and what readers said, where it is sure that `found` is theirs."""
    if not found or found.certainty is not Certainty.SURE:
        return Parts(opened, tuple(body), found)
    block = list(body[found.start :])
    heading = block.pop(0) if found.under_heading else None
    return Parts(opened, tuple(body[: found.start]), found, heading, comments.split(block))


def _blocks(parts: Parts, judged: Sequence[Judged], spaced: bool, path: Path) -> tuple[Block, ...]:
    """The body; where it may end in a comment, with the question above those lines."""
    if not parts.tail or parts.tail.certainty is not Certainty.DOUBTFUL:
        return structure.blocks(judged, spaced, path)
    start = parts.tail.start
    return asking_whose(
        structure.blocks(judged[:start], spaced, path),
        structure.blocks(judged[start:], spaced, path),
    )


def asking_whose(above: Sequence[Block], doubtful: Sequence[Block]) -> tuple[Block, ...]:
    """A body in two parts, with the question whether the second is a reader's."""
    match above, doubtful:
        case [*before, Verse(stanzas, place)], [Verse(more), *after]:
            count = sum(len(stanza.lines) for stanza in stanzas)
            return (*before, Question(asked.TAIL, count), Verse(stanzas + more, place), *after)
        case _:
            return (*above, Question(asked.TAIL), *doubtful)


def comments_of(said: Sequence[Said], path: Path) -> tuple[Comment, ...]:
    """What readers said, as comments; where whose words they are is in doubt, with a question."""
    made: list[Comment] = []
    for one in said:
        if not one.lines:
            continue
        judged = structure.judge_without_headings(one.lines)
        words = structure.blocks(judged, any(line.gap for line in one.lines[1:]), path)
        question = _whose(one)
        name = comments.identity(one, [comment.id for comment in made])
        place = Place(path, one.lines[0].number)
        made.append(Comment(name, one.name, one.day, (*question, *words), place=place))
    return tuple(made)


def _whose(one: Said) -> tuple[Question, ...]:
    """What is asked where a comment, or an end of it, may be another reader's."""
    beginning = (Question(asked.WHOSE.format(name=one.doubt)),) if one.doubt else ()
    return (*beginning, *((Question(asked.ANOTHER.format(name=one.other)),) if one.other else ()))


def left_out(parts: Parts) -> Iterator[LeftOut]:
    """What of a text taken apart is in none of its parts."""
    if parts.opening.byline:
        yield LeftOut("byline", parts.opening.byline.text, "the book names its author once")
    if parts.over_comments:
        reason = "the book sets its own heading over comments"
        yield LeftOut("heading over comments", parts.over_comments.text, reason)
    for one in parts.said:
        for text in one.furniture:
            yield LeftOut("web page furniture", text, "nobody’s words, or the time of day")
        if not one.lines and one.signed:
            yield LeftOut("name without words", one.signed, "the source has no words for it")


def read_as_data(parts: Parts) -> Iterator[str]:
    """Words that became something other than print: days, names, pauses."""
    yield from (line.text for line in parts.opening.datelines)
    yield from (line.text for line in parts.body if is_ornament(line.text))
    for one in parts.said:
        if one.lines:
            yield one.signed
        yield from (line.text for line in one.lines if is_ornament(line.text))


def recognises(file: SourceFile) -> bool:
    """Any text that is not the inside of something else."""
    return not foreign.kind(file.data)


SOURCE = Source("plain text", recognises, read)
