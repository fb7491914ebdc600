"""Lines of a web page → verse or prose, by the rules of plain text where the page says nothing.

A line break is a line end, and a verse block is verse. Where an author broke her lines that way,
each paragraph is a block of its own. Where each line is a paragraph, the gaps she left are the
gaps, and length decides: short lines are kept as lines, long ones are paragraphs. Line ends are
never taken away, and none is put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from anthology.errors import Place
from anthology.gather.html.pieces import Lead, Piece, Quoted, Row, Whole
from anthology.gather.html.style import SET_IN
from anthology.gather.typed import structure
from anthology.gather.typed.headings import PARAGRAPH
from anthology.gather.typed.lines import MOST_STEPS, is_ornament, opens_quotation
from anthology.model import Block, Line, Ornament, Paragraph, Quotation, Stanza, Verse

LEADS_TO_A_QUOTATION = (":", ",", "—", "–", "-")
MOST_SET_IN = 8  # lines; more of them stand by themselves
VERSE_AROUND = 2
# An author who sets verse in blocks made for it means a paragraph where she writes one; but one
# poem quoted in such a block says nothing of an essay that is all lines.
VERSE_BLOCK_COUNTS = 3


@dataclass(slots=True)
class Judge:
    """Judges the pieces of one page. `set_in` are the first lines of quotations that were taken
    for an indent, `pauses` the rows of stars that became ornaments."""

    place: Place
    stands_apart: bool
    set_in: list[str] = field(default_factory=list)
    pauses: list[str] = field(default_factory=list)

    def blocks(self, pieces: Sequence[Piece]) -> list[Block]:
        """The blocks of a page, or of a quotation in it."""
        made: list[Block] = []
        for is_rows, group in groupby(self._settled(pieces), lambda piece: isinstance(piece, Row)):
            found = list(group)
            if is_rows:
                made += self._words([piece for piece in found if isinstance(piece, Row)])
            for piece in found:
                if isinstance(piece, Whole):
                    made.append(piece.block)
                elif isinstance(piece, Quoted):
                    made.append(Quotation(tuple(self.blocks(piece.pieces)), self.place))
        return made

    def _settled(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """The pieces, the lines of a quotation among verse set in instead."""
        goes_on = False
        for at, piece in enumerate(pieces):
            if isinstance(piece, Quoted) and _is_set_in(pieces, at):
                lines = [row for row in piece.pieces if isinstance(row, Row)]
                self.set_in.append(lines[0].text)
                for number, row in enumerate(lines):
                    apart = Lead.GAP if number and self.stands_apart else Lead.ON
                    lead = apart if row.lead is Lead.PARAGRAPH else row.lead
                    yield replace(row, indent=min(row.indent + SET_IN, MOST_STEPS), lead=lead)
                goes_on = True
                continue
            if goes_on and isinstance(piece, Row) and piece.lead is Lead.PARAGRAPH:
                piece = replace(piece, lead=Lead.ON)
            goes_on = False
            yield piece

    def _words(self, run: Sequence[Row]) -> Iterator[Block]:
        """Lines with nothing between them, as paragraphs and poems."""
        stretches = self._stretches(run)
        judged = [pair for stretch in stretches for pair in _judged(stretch)]
        for is_verse, group in groupby(judged, key=lambda pair: bool(pair[1])):
            found = list(group)
            if is_verse:
                yield self._poem(found)
            else:
                yield from (self._paragraph(row) for row, _ in found)

    def _stretches(self, run: Sequence[Row]) -> list[list[Row]]:
        """The lines between gaps."""
        broken = _broken(run)
        stretches: list[list[Row]] = []
        for at, row in enumerate(run):
            is_apart = self.stands_apart or broken[at] or broken[at - 1]
            if not stretches or row.lead is Lead.GAP or (row.lead is Lead.PARAGRAPH and is_apart):
                stretches.append([])
            stretches[-1].append(row)
        return stretches

    def _poem(self, found: Sequence[tuple[Row, int]]) -> Verse:
        stanzas = [
            Stanza(tuple(Line(row.children, row.indent, self.place) for row, _ in group))
            for _, group in groupby(found, key=lambda pair: pair[1])
        ]
        return Verse(tuple(stanzas), self.place)

    def _paragraph(self, row: Row) -> Block:
        if not is_ornament(row.text):
            return Paragraph(row.children, self.place)
        self.pauses.append(row.text)
        return Ornament(self.place)


def _judged(stretch: Sequence[Row]) -> list[tuple[Row, int]]:
    """Each line with the stanza it is in, a number no other stanza has; 0 for a paragraph. A
    short line alone is a paragraph, unless it is set in."""
    kept = structure.kept_lines([row.text for row in stretch])
    of_verse = [
        row.is_verse or (is_kept and not is_ornament(row.text))
        for row, is_kept in zip(stretch, kept, strict=True)
    ]
    judged: list[tuple[Row, int]] = []
    for is_kept, group in groupby(zip(of_verse, stretch, strict=True), key=lambda pair: pair[0]):
        rows = [row for _, row in group]
        is_stanza = is_kept and _is_stanza(rows)
        judged += [(row, id(rows[0]) if is_stanza else 0) for row in rows]
    return judged


def _is_stanza(rows: Sequence[Row]) -> bool:
    """Are these lines one? Not where they are paragraphs in which people talk."""
    if rows[0].is_verse or len(rows) == 1:
        return rows[0].is_verse or rows[0].indent > 0
    is_typed = all(row.lead is Lead.PARAGRAPH for row in rows[1:])
    return not (is_typed and structure.is_dialogue([row.text for row in rows]))


def _broken(run: Sequence[Row]) -> list[bool]:
    """For each line: is there a line break in its block, or is the block verse?"""
    broken = [row.is_verse or row.lead is Lead.BREAK for row in run]
    for at in range(len(run) - 1):
        broken[at] = broken[at] or run[at + 1].lead is Lead.BREAK
    return broken


def stand_apart(pieces: Sequence[Piece]) -> bool:
    """Is each paragraph a block of its own? So it is where most short lines end in line breaks,
    or stand in verse blocks, and not where each is a paragraph beside another."""
    broken, alone = _short_lines(pieces)
    return broken > 0 and broken >= alone


def _short_lines(pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many short lines end in a line break, and how many are a paragraph beside another."""
    broken = alone = 0
    for is_rows, group in groupby(pieces, key=lambda piece: isinstance(piece, Row)):
        found = list(group)
        run = [piece for piece in found if isinstance(piece, Row)]
        if is_rows:
            breaks = _broken(run)
            short = [len(row.text) <= PARAGRAPH for row in run]
            broken += sum(_weight(row) for at, row in enumerate(run) if short[at] and breaks[at])
            alone += sum(
                _is_beside(run, at) and not breaks[at] for at in range(len(run)) if short[at]
            )
        for piece in found:
            if isinstance(piece, Quoted):
                inner = _short_lines(piece.pieces)
                broken, alone = broken + inner[0], alone + inner[1]
    return broken, alone


def _weight(row: Row) -> int:
    return VERSE_BLOCK_COUNTS if row.is_verse else 1


def _is_beside(run: Sequence[Row], at: int) -> bool:
    """Does another short paragraph stand right above this line, or right below?"""
    above = at > 0 and run[at].lead is Lead.PARAGRAPH and len(run[at - 1].text) <= PARAGRAPH
    below = at + 1 < len(run) and run[at + 1].lead is Lead.PARAGRAPH
    return above or (below and len(run[at + 1].text) <= PARAGRAPH)


def _is_set_in(pieces: Sequence[Piece], at: int) -> bool:
    """Is this quotation only an indent? Its lines are short, no mark says whose they are, and
    they go on from a line of verse that does not lead up to a quotation."""
    quoted = pieces[at]
    assert isinstance(quoted, Quoted)
    lines = [row for row in quoted.pieces if isinstance(row, Row)]
    if quoted.is_marked or quoted.lead is Lead.GAP or len(lines) < len(quoted.pieces):
        return False
    above = _above(pieces[:at])
    below = _below(pieces[at + 1 :])
    return (
        0 < len(lines) <= MOST_SET_IN
        and all(len(row.text) <= PARAGRAPH for row in lines)
        and not any(opens_quotation(row.text) or row.text[0] in "—–-" for row in lines)
        and bool(above)
        and not above[0].text.endswith(LEADS_TO_A_QUOTATION)
        and max(len(above), len(below)) >= VERSE_AROUND
    )


def _above(pieces: Sequence[Piece]) -> list[Row]:
    """The short lines right above a place, the nearest first; a gap ends them, and two will do."""
    found: list[Row] = []
    for piece in reversed(pieces[-VERSE_AROUND:]):
        if not isinstance(piece, Row) or len(piece.text) > PARAGRAPH:
            break
        found.append(piece)
        if piece.lead is Lead.GAP:
            break
    return found


def _below(pieces: Sequence[Piece]) -> list[Row]:
    """The short lines right below a place."""
    found: list[Row] = []
    for piece in pieces[:VERSE_AROUND]:
        is_near = isinstance(piece, Row) and piece.lead is not Lead.GAP
        if not is_near or not isinstance(piece, Row) or len(piece.text) > PARAGRAPH:
            break
        found.append(piece)
    return found
