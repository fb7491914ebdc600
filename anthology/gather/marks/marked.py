"""A Markdown body → blocks, by CommonMark, with an eye on the author's lines.

A soft line end is joined only where the text looks wrapped to a width; bare line ends, hard
breaks and line blocks (`| `) keep their lines. HTML loses its tags and keeps its words. What a
book cannot hold is listed, word for word. Headings keep the level they were typed with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology import inline, model
from anthology.errors import GatherError, Place
from anthology.gather.gathered import LeftOut
from anthology.gather.intake.hygiene import clean
from anthology.gather.marks import html_words, lined, marked_lines, notes
from anthology.gather.marks.marked_lines import Called, Finds
from anthology.gather.typed import wrapped
from anthology.gather.typed.lines import Typed, indent
from anthology.gather.typed.wrapped import Verdict, Wrapping
from anthology.model import (
    Block,
    Figure,
    Heading,
    Item,
    ItemList,
    Line,
    Note,
    Ornament,
    Paragraph,
    Quotation,
    Text,
    Verse,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

# A list is two levels, and its words are a third. What is deeper, markdown-it drops in silence.
DEEPEST = 200

# Looks for a picture the text calls: its figure, or nothing where it stays out.
FindPicture = Callable[[Called], Figure | None]


@dataclass(frozen=True, slots=True)
class Marked:
    """A body, read: its blocks, what was found on the way, and how its lines end."""

    blocks: tuple[Block, ...]
    finds: Finds
    wrapping: Wrapping


def read(body: str, path: Path, first_line: int, find_picture: FindPicture) -> Marked:
    """The blocks of a Markdown text, whose first line is the file's line `first_line`. Raises
    GatherError where blocks stand within one another too deep to be read."""
    from markdown_it.tree import SyntaxTreeNode

    without_notes, lifted = notes.lift(body)
    finds = Finds(notes=frozenset(note.label for note in lifted))
    reader = _reader()
    definitions: dict[str, Any] = {}
    tokens = reader.parse(without_notes, definitions)
    if any(token.level + 1 >= DEEPEST for token in tokens):
        message = f"lists or quotations stand within one another, {DEEPEST // 2} deep and more"
        raise GatherError(message, Place(path), "take some of them apart, and gather it again")
    for token in tokens:
        marked_lines.pair_emphasis_tags(token.children or [], finds)
        marked_lines.shift_digits(token.children or [])
    wrapping = wrapped.measure(list(_paragraph_lines(tokens)))
    writer = _Blocks(path, first_line, wrapping, finds, find_picture)
    blocks = writer.blocks(SyntaxTreeNode(tokens).children)
    blocks += [writer.note(note, reader, definitions) for note in lifted]
    blocks += writer.figures()
    _account_for_definitions(definitions, finds)
    return Marked(tuple(blocks), finds, wrapping)


def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    # An address is kept as it was typed.
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return reader


def _paragraph_lines(tokens: Sequence[Token]) -> Iterator[Typed]:
    """The lines of all paragraphs, to measure whether they were wrapped; those whose ends are
    marked as the author's say nothing about that."""
    for number, token in enumerate(tokens):
        breaks = [child.type for child in token.children or []]
        if token.type != "inline" or "hardbreak" in breaks or lined.LINE_BLOCK.match(token.content):
            continue
        for at, text in enumerate(token.content.split("\n")):
            if text.strip():
                yield Typed(number, text.strip(), gap=0 if at else 1)


def _account_for_definitions(definitions: dict[str, Any], finds: Finds) -> None:
    """`[sea]: https://…` is read where it is used; one nobody uses is listed."""
    every = [*definitions.get("references", {}).items()]
    every += [(other["label"], other) for other in definitions.get("duplicate_refs", [])]
    for label, definition in every:
        words = f"{label} {definition['href']} {definition['title']}"
        if definition["href"] in finds.targets:
            finds.read.append(words)
        else:
            finds.left_out.append(LeftOut("unused link", words, "no words of the text lead there"))


@dataclass(slots=True)
class _Blocks:
    """The writer of blocks for one text; its methods give blocks and put finds aside."""

    path: Path
    first_line: int
    wrapping: Wrapping
    finds: Finds
    find_picture: FindPicture
    beside: list[Figure] = field(default_factory=list)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        written: list[Block] = []
        for node in nodes:
            for block in self.block(node):
                if isinstance(block, Verse) and written and isinstance(written[-1], Verse):
                    poem = written.pop()
                    assert isinstance(poem, Verse)
                    block = replace(poem, stanzas=poem.stanzas + block.stanzas)
                written.append(block)
        return written

    def block(self, node: SyntaxTreeNode) -> list[Block]:
        place = self.place(node)
        match node.type:
            case "paragraph":
                return self.with_figures(lambda: self.paragraph(node))
            case "heading":
                return self.with_figures(lambda: self.heading(node))
            case "blockquote":
                return [Quotation(tuple(self.blocks(node.children)), place)]
            case "bullet_list" | "ordered_list":
                return self.item_list(node)
            case "fence" | "code_block":
                return self.code(node)
            case "hr":
                return [Ornament(place)]
            case _:
                return self.html(node)

    def place(self, node: SyntaxTreeNode) -> Place:
        return Place(self.path, self.first_line + (node.map[0] if node.map else 0))

    def paragraph(self, node: SyntaxTreeNode) -> list[Block]:
        is_poem = lined.is_line_block(node.children[0].content)
        return (lined.poem if is_poem else lined.prose_or_poem)(self.lines(node))

    def lines(self, node: SyntaxTreeNode) -> list[Line]:
        """The lines of a paragraph; empty ones stand for a gap the author wanted."""
        inner = node.children[0]
        typed = inner.content.split("\n")
        barred = lined.is_line_block(inner.content)
        # A line may hold nothing but a no-break space: it must not look empty to the measure.
        run = [Typed(at, text.strip() or "-") for at, text in enumerate(typed)]
        kept = [True] * len(run)
        if self.wrapping.verdict is Verdict.WRAPPED and not barred:
            kept = wrapped.authors_ends(run, self.wrapping.width)
        split = marked_lines.lines(inner, kept, self.finds)
        start = self.place(node)
        return [
            marked_lines.line(lined.unbarred(children) if barred else children, _below(start, at))
            for at, children in enumerate(split)
        ]

    def with_figures(self, write: Callable[[], list[Block]]) -> list[Block]:
        """What `write` gives, and below it the pictures it came upon."""
        return [*write(), *self.figures()]

    def figures(self) -> list[Figure]:
        """The pictures called since this was last asked."""
        called, self.finds.called = self.finds.called, []
        return [figure for picture in called if (figure := self.find_picture(picture))]

    def heading(self, node: SyntaxTreeNode) -> list[Block]:
        lines = [line for line in self.lines(node) if line.children]
        children = inline.one_line(line.children for line in lines)
        return [Heading(int(node.tag[1]), children, self.place(node))] if children else []

    def item_list(self, node: SyntaxTreeNode) -> list[Block]:
        """A list; one that does not count from 1 is no list, and keeps its numbers as words."""
        ordered = node.type == "ordered_list"
        if ordered and int(node.attrs.get("start", 1)) != 1:
            return self.numbered_paragraphs(node)
        items = tuple(lined.without_empty_levels(self.items(node, 0)))
        figures, self.beside = self.beside, []
        return [*([ItemList(items, ordered, self.place(node))] if items else []), *figures]

    def numbered_paragraphs(self, node: SyntaxTreeNode) -> list[Block]:
        written: list[Block] = []
        for item in node.children:
            number = Text(f"{item.info}{item.markup} ")
            blocks = self.blocks(item.children)
            alone = Paragraph((Text(number.text.strip()),), self.place(item))
            written += lined.numbered(number, blocks) or [alone, *blocks]
        return written

    def items(self, node: SyntaxTreeNode, level: int) -> Iterator[Item]:
        """The items of a list and of those inside it, one after the other as they are read."""
        for item in node.children:
            if node.type == "ordered_list":
                self.finds.read.append(item.info)
            for is_list, group in groupby(item.children, key=lambda child: "list" in child.type):
                children = list(group)
                if is_list:
                    for inner in children:
                        yield from self.items(inner, level + 1)
                elif lines := tuple(self.item_lines(children)):
                    yield Item(lines, level)

    def item_lines(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Line]:
        """All lines inside an item, whatever they are; its pictures come after the list."""
        blocks = self.blocks(nodes)
        self.beside += [block for block in blocks if isinstance(block, Figure)]
        words = [block for block in blocks if not isinstance(block, Figure)]
        yield from (line for line, _ in model.lines(words) if line.children)

    def code(self, node: SyntaxTreeNode) -> list[Block]:
        """Code, or a poem someone indented: its lines are kept, with their indents."""
        if node.info.strip():
            reason = "a book names no language of code"
            self.finds.left_out.append(LeftOut("code language", node.info.strip(), reason))
        start = self.place(node)
        below = 1 if node.type == "fence" else 0
        typed = clean(node.content).text.rstrip("\n").split("\n")
        lines = [
            Line(inline.settle_line([Text(text)]), indent(text), _below(start, at))
            for at, text in enumerate(typed, below)
        ]
        return lined.poem(lines)

    def html(self, node: SyntaxTreeNode) -> list[Block]:
        found, tags = html_words.words(node.content)
        self.finds.left_out += tags
        place = self.place(node)
        written: list[Block] = []
        for block in found:
            written += lined.prose_or_poem(
                [Line(inline.settle_line([Text(text)]), 0, place) for text in block]
            )
        return written

    def note(self, note: notes.Lifted, reader: MarkdownIt, definitions: dict[str, Any]) -> Block:
        from markdown_it.tree import SyntaxTreeNode

        (token,) = reader.parseInline("\n".join(note.lines), definitions)
        marked_lines.pair_emphasis_tags(token.children or [], self.finds)
        marked_lines.shift_digits(token.children or [])
        place = Place(self.path, self.first_line + note.number - 1)
        root = SyntaxTreeNode(token.children or [])
        split = marked_lines.lines(root, [], self.finds)
        lines = [marked_lines.line(children, place) for children in split]
        return Note(note.label, tuple(line for line in lines if line.children), place)


def _below(place: Place, lines: int) -> Place:
    return Place(place.path, (place.line or 1) + lines)
