"""The lines of a document's essay → blocks, comments and pictures.

Styles first: a heading, a quotation, an item of a list, a caption are what they are. Between
them the rules for plain text say what a line is, and where readers' words begin. A short
paragraph that is bold throughout is a heading its author made by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from anthology import inline
from anthology.gather import pictures
from anthology.gather.documents.document import Role
from anthology.gather.documents.laid import Laid, dress
from anthology.gather.gathered import LeftOut, Picture
from anthology.gather.review import Kind, Row
from anthology.gather.typed import structure, text, told
from anthology.gather.typed.headings import ENDS_OPEN, MOST_CHARACTERS
from anthology.gather.typed.opening import Opening
from anthology.gather.typed.tail import Certainty
from anthology.gather.typed.text import Parts
from anthology.model import (
    Block,
    Comment,
    Figure,
    Heading,
    Inline,
    Item,
    ItemList,
    Line,
    Ornament,
    Paragraph,
    Quotation,
    Strong,
    Text,
    plain,
)

BY_HAND = 9  # the level of a heading made by hand: below any that has a style
LONGEST_HEADING = 200
STYLED = (Role.HEADING, Role.PAUSE, Role.QUOTATION, Role.ITEM)


@dataclass(frozen=True, slots=True)
class Composed:
    """What the lines of an essay became; `read` are words that are print no longer."""

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    read: tuple[str, ...]
    pictures: tuple[Picture, ...]


def compose(lines: Sequence[Laid], opened: Opening, path: Path) -> Composed:
    """The body of an essay, and the comments at its end; `opened` is what stands above it."""
    parts = text.take_apart([one.typed for one in lines if one.children], opened)
    body, doubtful, readers = _cut(lines, parts)
    reader = _Reader(path, structure.is_spaced(parts.body), _has_headings([*body, *doubtful]))
    above, below = reader.blocks(body), reader.blocks(doubtful)
    reader.leave_out_pictures(readers)
    by_number = {one.typed.number: one for one in lines}
    said = [
        replace(comment, blocks=dress(comment.blocks, by_number))
        for comment in text.comments_of(parts.said, path)
    ]
    return Composed(
        blocks=_without_end_pauses(text.asking_whose(above, below) if below else above),
        comments=tuple(said),
        rows=(*reader.rows, *told.comments(parts.said, parts.tail), *told.passages(parts.body)),
        left_out=(*reader.left_out, *text.left_out(parts)),
        read=tuple(text.read_as_data(parts)),
        pictures=tuple(reader.pictures),
    )


def _cut(lines: Sequence[Laid], parts: Parts) -> tuple[list[Laid], list[Laid], list[Laid]]:
    """The body, what of it may be a reader's, and what surely is. Of the opening only its
    pictures are in the body."""
    words = [one.typed.number for one in lines if one.children]
    beyond = len(lines) + 1
    start = next(iter(words[parts.opening.body :]), beyond)
    tail = words[parts.opening.body + parts.tail.start] if parts.tail else beyond
    is_sure = parts.tail is not None and parts.tail.certainty is Certainty.SURE
    is_asked = parts.tail is not None and parts.tail.certainty is Certainty.DOUBTFUL
    cut = tail if is_sure or is_asked else beyond
    body = [
        one if one.typed.number >= start else replace(one, children=())
        for one in lines
        if one.typed.number < cut
    ]
    rest = [one for one in lines if one.typed.number >= cut]
    marked = list(_with_hand_headings(body))
    return (marked, [], rest) if is_sure else (marked, rest, [])


def _with_hand_headings(lines: Sequence[Laid]) -> Iterator[Laid]:
    """The lines, those that are headings by their bold look alone among the headings."""
    around = [None, *lines, None]
    for above, one, below in zip(around, lines, around[2:], strict=False):
        stands_alone = not (above and _is_bold(above)) and below and not _is_bold(below)
        if stands_alone and _is_hand_heading(one):
            yield replace(one, para=replace(one.para, role=Role.HEADING, level=BY_HAND))
        else:
            yield one


def _is_hand_heading(line: Laid) -> bool:
    return (
        line.is_words
        and _is_bold(line)
        and len(line.typed.text) <= MOST_CHARACTERS
        and "\n" not in line.para.text
        and line.typed.text[-1] not in ENDS_OPEN
    )


def _is_bold(line: Laid) -> bool:
    """Bold throughout."""
    return bool(line.children) and all(
        isinstance(one, Strong) or (isinstance(one, Text) and not one.text.strip())
        for one in line.children
    )


def _unbold(children: Iterable[Inline]) -> Iterator[Inline]:
    for one in children:
        yield from one.children if isinstance(one, Strong) else (one,)


def _has_headings(lines: Iterable[Laid]) -> bool:
    return any(one.para.role is Role.HEADING and one.children for one in lines)


@dataclass(slots=True)
class _Reader:
    """Reads lines into blocks; what it comes upon is in its lists. `has_headings` says that the
    essay marks its own, so that none has to be guessed."""

    path: Path
    is_spaced: bool
    has_headings: bool
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def blocks(self, lines: Sequence[Laid]) -> tuple[Block, ...]:
        """The blocks of the lines, in their order; headings on the levels an essay has."""
        # The title is a heading too; it stands above the body, and its level is none of these.
        headings = (one for one in lines if one.para.role is Role.HEADING and one.children)
        levels = [one.para.level for one in headings]
        highest = min(levels, default=BY_HAND)
        made: list[Block] = []
        for role, group in groupby(self.with_figures(lines), key=_role):
            run = list(group)
            words = [one for one in run if isinstance(one, Laid)]
            match role:
                case Role.HEADING:
                    made += self.headings(words, highest)
                case Role.PAUSE:
                    made += [Ornament() for _ in run]
                case Role.QUOTATION:
                    made.append(Quotation(self.words(words, guess=False)))
                case Role.ITEM:
                    made += self.lists(words)
                case None:
                    made += [one for one in run if isinstance(one, Figure)]
                case _:
                    made += self.words(words, guess=not self.has_headings)
        return tuple(made)

    def with_figures(self, lines: Sequence[Laid]) -> Iterator[Laid | Figure]:
        """The lines, and after a paragraph the pictures in it, the last with its caption."""
        waiting: list[Figure] = []
        for _, group in groupby(lines, key=lambda one: id(one.para)):
            run = [
                one for one in group if one.children or one.para.held or _role(one) is Role.PAUSE
            ]
            if not run:
                continue
            figures = list(self.figures(run[0]))
            if run[0].para.role is Role.CAPTION and (waiting or figures):
                captioned = figures or waiting
                caption = tuple(Line(one.children) for one in run if one.children)
                captioned[-1] = replace(captioned[-1], caption=caption)
                run = []
            yield from waiting
            yield from (one for one in run if one.children or _role(one) is Role.PAUSE)
            waiting = figures
        yield from waiting

    def figures(self, line: Laid) -> Iterator[Figure]:
        """The pictures of a paragraph that can be had."""
        for held in line.para.held:
            match pictures.held(held.name, held.data, self.path):
                case LeftOut() as left:
                    self.left_out.append(replace(left, text=f"{held.alt} {held.name}".strip()))
                case picture:
                    self.pictures += [] if picture in self.pictures else [picture]
                    yield Figure(picture.source, held.alt)

    def leave_out_pictures(self, lines: Sequence[Laid]) -> None:
        """The pictures among the readers' words."""
        for _, group in groupby(lines, key=lambda one: id(one.para)):
            for held in next(group).para.held:
                reason = "comments are printed without pictures"
                self.left_out.append(LeftOut("picture in a comment", held.alt, reason))

    def headings(self, lines: Sequence[Laid], highest: int) -> Iterator[Block]:
        """Each heading, whatever line breaks it has; one as long as a paragraph is none."""
        for _, group in groupby(lines, key=lambda one: id(one.para)):
            run = list(group)
            children = inline.one_line(one.children for one in run)
            if all(_is_bold(one) for one in run):
                children = inline.settle(tuple(_unbold(children)))
            words, level = plain(children), run[0].para.level
            if len(words) > LONGEST_HEADING:
                yield Paragraph(children)
                reason = "it has the style of a heading, and is too long for one"
                self.rows.append(Row(Kind.DOUBT, "", words, "a paragraph", reason))
                continue
            yield Heading(2 if level == highest else 3, children)
            reason = f"its style is Heading {level}"
            if level == BY_HAND:
                reason = "the whole paragraph is bold: a heading made by hand"
            change = "take `## ` off, and it is text"
            self.rows.append(Row(Kind.HEADING, "", words, "a heading", reason, change))

    def words(self, lines: Sequence[Laid], *, guess: bool) -> tuple[Block, ...]:
        """Lines without a style of their own, by the rules for plain text."""
        typed = [one.typed for one in lines]
        if guess:
            judged = structure.judge(typed, self.is_spaced)
        else:
            judged = structure.judge_without_headings(typed)
        self.rows += told.body(judged)
        made = structure.blocks(judged, self.is_spaced, self.path)
        return dress(made, {one.typed.number: one for one in lines})

    def lists(self, lines: Sequence[Laid]) -> Iterator[Block]:
        """The lists that follow one another. One that goes on counting after a pause is no list
        to a book, which would count from one again: its numbers become words."""
        for (name, ordered), group in groupby(lines, key=_list):
            run = list(group)
            items = list(_items(run))
            before = self.counts.get(name, 0)
            self.counts[name] = before + sum(item.level == 0 for item in items)
            if ordered and before:
                yield from _numbered(items, before)
            else:
                yield ItemList(tuple(items), ordered)


def _without_end_pauses(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A pause parts two things; at either end there is only one."""
    there = [at for at, block in enumerate(blocks) if not isinstance(block, Ornament)]
    return tuple(blocks[there[0] : there[-1] + 1]) if there else ()


def _role(one: Laid | Figure) -> Role | None:
    """What a line is, as far as its style says; a picture is no line."""
    if isinstance(one, Figure):
        return None
    return one.para.role if one.para.role in STYLED else Role.WORDS


def _list(one: Laid) -> tuple[str, bool]:
    return one.para.list_name, one.para.is_ordered


def _items(lines: Sequence[Laid]) -> Iterator[Item]:
    """The items, each with its lines, none more than one level below the one above it."""
    deepest = 0
    for _, group in groupby(lines, key=lambda one: id(one.para)):
        run = list(group)
        level = min(run[0].para.level, deepest)
        deepest = level + 1
        yield Item(tuple(Line(one.children) for one in run), level)


def _numbered(items: Iterable[Item], before: int) -> Iterator[Block]:
    for number, item in enumerate(items, before + 1):
        first, *rest = item.lines
        mark = Text(f"{number}. ")
        yield Paragraph(inline.settle_line([mark, *first.children]))
        yield from (Paragraph(line.children) for line in rest)
