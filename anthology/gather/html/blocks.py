"""The blocks of a web page, opened and closed as its tags come: lines gathered into pieces.

A block ends where another begins. What is empty and still shows white (an empty paragraph, a
line with nothing but a no-break space) is a gap its author wanted. A block quotation or a list
that an indent button made is an indent. No tag is too many, and none is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from anthology.gather.html import lists, style
from anthology.gather.html.frames import (
    CAPTIONS,
    CELLS,
    DEEPEST,
    ENDED_BY,
    HEADINGS,
    INSIDE_A_HEADING,
    LISTS,
    PREFORMATTED,
    TABLE,
    Frame,
    Pile,
    is_marked,
    steps,
)
from anthology.gather.html.line import Dress, LineMaker, Shown, White
from anthology.gather.html.lists import Bullets
from anthology.gather.html.pieces import (
    Lead,
    Piece,
    Quoted,
    Row,
    Whole,
    captioned,
    figures,
    flat,
    heading,
)
from anthology.gather.typed.lines import MOST_STEPS
from anthology.model import Figure, Note, Ornament


class Blocks:
    """What is open on a page, and the pieces that were finished. `shown` counts runs of words,
    for whoever wants to know whether there were any."""

    def __init__(self, white: White) -> None:
        self.shown = 0
        self._frames = [Frame(white=white)]
        self._open_tags: Counter[str] = Counter()
        self._holders: list[Pile | Bullets] = [Pile()]
        self._lines: list[Shown] = []
        self._maker = LineMaker()
        self._figures: list[Figure] = []
        self._count = 0
        self._gap = self._joins = self._is_passed = False
        self._ended_by = ""

    @property
    def white(self) -> White:
        """What white space means here."""
        return self._frames[-1].white

    @property
    def is_heading(self) -> bool:
        """Is a heading open?"""
        return bool(self._frames[-1].heading)

    @property
    def underlined(self) -> int:
        """In how many places words are in italics only for being underlined."""
        return self._maker.underlined

    def is_open(self, tag: str) -> bool:
        """Is there such a tag around this place?"""
        return self._open_tags[tag] > 0

    def add(self, text: str, dress: Dress, white: White) -> None:
        """Words, at the end of the open line."""
        before = len(self._maker.runs)
        self._maker.add(text, dress, white)
        if len(self._maker.runs) > before:
            self._ended_by = ""
            self.shown += bool(text.strip())

    def mark(self, label: str, dress: Dress) -> None:
        """The mark of a note."""
        self._maker.mark(label, dress)
        self.shown += 1

    def touched(self) -> None:
        """Something that is hidden stands here: this block is not a gap."""
        self._count += 1

    def passed(self) -> None:
        """A picture that stays out stood here: what is above and below it stands apart."""
        self._count += 1
        self._is_passed = True

    def end_line(self) -> None:
        """A line break."""
        if self._ended_by == "tag" and not self._maker.runs and self.white is White.KEPT:
            self._ended_by = ""  # the newline behind `<pre>` is none of its own
            return
        self._lines.append(self._maker.end())
        self._ended_by = "break"

    def end_typed_line(self) -> None:
        """A newline that is seen: a line end, and on an empty line the end of a paragraph. One
        behind `<br>` is the same line end again."""
        if self._maker.runs:
            self._lines.append(self._maker.end())
            self._ended_by = "newline"
        elif self._ended_by == "newline":
            self.boundary()
        elif self._ended_by == "break":
            self._ended_by = "newline"

    def figure(self, figure: Figure) -> None:
        """A picture: it stands below the words it was among."""
        self._figures.append(figure)

    def name_speaker(self) -> None:
        """Somebody is named: the quotation this stands in, if any, is one and no indent."""
        if isinstance(holder := self._holders[-1], Pile):
            holder.is_attributed = True

    def pause(self) -> None:
        """A rule across the page."""
        self.boundary()
        self._end_implied("hr")
        self._put(Whole(Ornament()))

    def boundary(self) -> None:
        """The end of the lines that belong together."""
        shown = [*self._lines, self._maker.end()]
        self._lines = []
        self._ended_by = ""
        words = [at for at, line in enumerate(shown) if line.children]
        if words:
            if words[0] and not self._frames[-1].is_verse:
                self._gap = True
            self._emit(shown[words[0] : words[-1] + 1])
            # A last line break shows no empty line; a second one does.
            self._gap = len(shown) - 1 - words[-1] > 1
        elif len(shown) > 1 or shown[0].is_white or self._is_passed:
            self._gap = True
        self._is_passed = False
        figures, self._figures = self._figures, []
        for figure in figures:
            self._put(Whole(figure))

    def _emit(self, lines: Sequence[Shown]) -> None:
        holder, frame = self._holders[-1], self._frames[-1]
        made = self._rows(lines)
        self._count += 1
        if isinstance(holder, Bullets):
            holder.add(made)
        elif frame.heading and not holder.note and holder.tag != "figcaption":
            holder.pieces += heading(frame.heading, made)
        else:
            holder.pieces += made

    def _rows(self, lines: Sequence[Shown]) -> list[Row]:
        """The lines of one block as rows; an empty one is a gap before the next."""
        frame = self._frames[-1]
        lead = Lead.GAP if self._gap else (Lead.ON if self._joins else Lead.PARAGRAPH)
        self._gap = self._joins = False
        made: list[Row] = []
        for line in lines:
            if line.children:
                indent = min(frame.indent + line.indent, MOST_STEPS)
                made.append(Row(line.children, indent, lead, frame.is_verse))
                lead = Lead.BREAK
            else:
                lead = Lead.GAP
        return made

    def _put(self, piece: Piece) -> None:
        self._count += 1
        self._gap = False
        holder = self._holders[-1]
        (holder.after if isinstance(holder, Bullets) else holder.pieces).append(piece)

    def open(self, tag: str, attributes: Mapping[str, str], note: str = "") -> None:
        """A block begins."""
        self.boundary()
        self._end_implied(tag)
        if len(self._frames) > DEEPEST:
            return
        # A row of a table stands apart, and its cells go on from one another.
        self._gap = self._gap or tag in ("table", "tr")
        self._joins = self._joins or tag in CELLS
        above, said = self._frames[-1], style.style(attributes)
        holder = self._holder(tag, attributes, note)
        is_indent = tag == "blockquote" and holder is None
        self._joins = self._joins or is_indent
        self._frames.append(
            Frame(
                tag=tag,
                indent=0
                if isinstance(holder, Pile)
                else above.indent + steps(tag, said, is_indent or tag == "dd"),
                white=White.KEPT if tag in PREFORMATTED else style.white(said) or above.white,
                heading=HEADINGS.get(tag, above.heading),
                is_verse=above.is_verse or tag in PREFORMATTED,
                count=self._count,
                holder=holder,
                is_indent=is_indent,
                is_white=tag == "p" or style.is_tall(said),
            )
        )
        self._open_tags[tag] += 1
        self._ended_by = "tag"

    def _holder(self, tag: str, attributes: Mapping[str, str], note: str) -> Pile | Bullets | None:
        """What begins with this tag, if anything does."""
        innermost = self._holders[-1]
        if isinstance(innermost, Bullets):
            if tag in LISTS:
                innermost.level += 1
                innermost.is_open = False
            elif tag == "li":
                innermost.begin()
            return None
        is_caption = not CAPTIONS.isdisjoint(attributes.get("class", "").split())
        made: Pile | Bullets | None = None
        if tag in LISTS:
            made = lists.begun(tag, attributes)
        elif note or tag == "figcaption" or is_caption:
            made = Pile("figcaption", note=note)
        elif tag == "blockquote" and not style.is_indent(attributes):
            lead = Lead.GAP if self._gap else Lead.PARAGRAPH
            made = Pile(tag, attributes, lead=lead)
        if made:
            self._holders.append(made)
        return made

    def _end_implied(self, tag: str) -> None:
        """Close what no block can be inside of: a paragraph, the item before this one."""
        while self._frames[-1].tag == "p" or (
            self._frames[-1].tag in HEADINGS and tag not in INSIDE_A_HEADING
        ):
            self._pop()
        siblings, inside = ENDED_BY.get(tag, ("", ()))
        for at in range(len(self._frames) - 1, 0, -1):
            if self._frames[at].tag in inside:
                return
            if siblings and self._frames[at].tag in siblings.split():
                while len(self._frames) > at:
                    self._pop()
                return

    def close(self, tag: str) -> None:
        """A block ends, and with it those inside that were left open; no tag inside a cell of a
        table closes what is outside it."""
        self.boundary()
        for at in range(len(self._frames) - 1, 0, -1):
            if self._frames[at].tag == tag:
                while len(self._frames) > at:
                    self._pop()
                return
            if self._frames[at].tag in CELLS and tag not in TABLE:
                return

    def _pop(self) -> None:
        self.boundary()
        frame = self._frames.pop()
        self._open_tags[frame.tag] -= 1
        innermost = self._holders[-1]
        if frame.holder:
            self._finish(frame.holder)
        elif isinstance(innermost, Bullets) and frame.tag in (*LISTS, "li"):
            innermost.level -= frame.tag != "li"
            innermost.is_open = frame.tag != "li"
        elif frame.tag == "table" or (frame.is_white and frame.count == self._count):
            self._gap = True
        self._joins = self._joins or frame.is_indent

    def _finish(self, holder: Pile | Bullets) -> None:
        """Put what a tag held into what is around it."""
        self._holders.pop()
        around = self._holders[-1]
        assert isinstance(around, Pile)
        self._count += 1
        if isinstance(holder, Bullets):
            made, is_indent = lists.finished(holder)
            around.pieces += made
            # A list that became lines is over, whatever stands below it.
            has_lines = any(isinstance(piece, Row) for piece in made[-1:])
            self._gap, self._joins = has_lines and not is_indent, is_indent
        elif holder.note:
            lines = tuple(flat(holder.pieces))
            around.pieces += [Whole(Note(holder.note, lines))] if lines else []
            around.pieces += figures(holder.pieces)
        elif holder.tag == "figcaption":
            around.pieces[:] = captioned(around.pieces, holder.pieces)
            self._gap = True
        elif holder.pieces:
            quoted = Quoted(tuple(holder.pieces), holder.lead, is_marked(holder))
            around.pieces.append(quoted)
            self._gap = False

    def finish(self) -> list[Piece]:
        """Everything, whatever was left open."""
        while len(self._frames) > 1:
            self._pop()
        self.boundary()
        (root,) = self._holders
        assert isinstance(root, Pile)
        return root.pieces
