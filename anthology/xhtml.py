"""Blocks → XHTML, well-formed by construction.

A line of verse is a block span with its `<br/>` inside and white space after it: it stays a line
with styles off, read aloud, or on a device that knows no CSS, and it can hang its turnovers
where there is CSS. Verse never gains or loses a space here. Ids are unique within one page. A
block or a line in another script than its text is marked with that script and its direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import assert_never

from anthology import scripts
from anthology.model import (
    Block,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Item,
    ItemList,
    Line,
    Link,
    Note,
    NoteMark,
    Ornament,
    Paragraph,
    Poems,
    Question,
    Quotation,
    Stanza,
    Strong,
    Text,
    Verse,
    plain,
)

SHORT_STANZA = 8
DEEPEST_STEP = 12


@dataclass(slots=True)
class _Page:
    """What is counted while one text is written: blocks, and notes in the order they are called."""

    prefix: str
    is_proof: bool
    language: str
    poems: Poems
    blocks: int = 0
    numbers: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def next_id(self) -> str:
        self.blocks += 1
        return f"{self.prefix}b{self.blocks}"

    def number(self, label: str) -> int:
        return self.numbers.setdefault(label, len(self.numbers) + 1)

    def tongue(self, children: Sequence[Inline]) -> str:
        """The attributes of words in another script than that of the text; mostly none."""
        return attributes(*(scripts.foreign(plain(children), self.language) or ("", "")))


def attributes(language: str, direction: str = "") -> str:
    """A language and a direction as attributes, with a space before them; none where empty."""
    told = {"lang": language, "xml:lang": language, "dir": direction}
    return "".join(f' {name}="{escape(value)}"' for name, value in told.items() if value)


def text(blocks: Sequence[Block], *, prefix: str = "", is_proof: bool = False) -> str:
    """The XHTML of a text without its notes; see `notes`."""
    return text_and_notes(blocks, prefix=prefix, is_proof=is_proof)[0]


def text_and_notes(
    blocks: Sequence[Block],
    *,
    prefix: str = "",
    is_proof: bool = False,
    language: str = "en",
    poems: Poems = Poems.LEFT,
) -> tuple[str, str]:
    """The XHTML of a text in a language, and of its notes (empty where it has none).

    `prefix` goes before every id, for several texts on one page; a proof shows open questions.
    """
    page = _Page(prefix, is_proof, language, poems)
    written = "\n".join(_blocks(blocks, page))
    called = sorted(page.notes, key=lambda note: page.number(note.label))
    return written, "\n".join(_note(note, page) for note in called)


def _blocks(blocks: Sequence[Block], page: _Page) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Note):
            page.notes.append(block)
        elif not isinstance(block, Question) or page.is_proof:
            yield _block(block, page)


def _block(block: Block, page: _Page) -> str:
    name = page.next_id()
    match block:
        case Paragraph(children):
            return f'<p id="{name}"{page.tongue(children)}>{_inlines(children, page)}</p>'
        case Verse(stanzas):
            written = "\n".join(
                _stanza(stanza, f"{name}-{n}", page) for n, stanza in enumerate(stanzas, 1)
            )
            centred = " centred" if page.poems is Poems.CENTRED else ""
            return f'<div class="poem{centred}" id="{name}">{written}</div>'
        case Heading(level, children):
            tongue = page.tongue(children)
            return f'<h{level} id="{name}"{tongue}>{_inlines(children, page)}</h{level}>'
        case Quotation(blocks):
            inner = "\n".join(_blocks(blocks, page))
            return f'<blockquote class="quotation" id="{name}">\n{inner}\n</blockquote>'
        case ItemList(items, ordered):
            return _list(items, "ol" if ordered else "ul", name, page)
        case Ornament():
            return f'<hr class="ornament" id="{name}"/>'
        case Figure():
            return _figure(block, name, page)
        case Question(asked):
            return f'<aside class="question" id="{name}">?? {escape(asked, quote=False)}</aside>'
        case Note():
            return ""
        case _:
            assert_never(block)


def _stanza(stanza: Stanza, name: str, page: _Page) -> str:
    short = " short" if len(stanza.lines) <= SHORT_STANZA else ""
    return f'<p class="stanza{short}" id="{name}">{_lines(stanza.lines, name, page)}</p>'


def _lines(lines: Sequence[Line], name: str, page: _Page) -> str:
    last = len(lines)
    return "\n".join(
        f'<span class="line{_step(line)}" id="{name}-{n}"{page.tongue(line.children)}>'
        f"{_inlines(line.children, page)}"
        f"{'' if n == last else '<br/>'}</span>"
        for n, line in enumerate(lines, 1)
    )


def _step(line: Line) -> str:
    return f" i{min(line.indent, DEEPEST_STEP)}" if line.indent else ""


def _plain_or_lines(lines: Sequence[Line], name: str, page: _Page) -> str:
    """One line needs no mark of its own; several keep theirs."""
    if len(lines) == 1 and not lines[0].indent:
        return _inlines(lines[0].children, page)
    return _lines(lines, name, page)


def _list(items: Sequence[Item], tag: str, name: str, page: _Page) -> str:
    """Items by level: what is deeper belongs to the item above it."""
    outermost = min(item.level for item in items)
    groups: list[list[Item]] = []
    for item in items:
        if item.level == outermost or not groups:
            groups.append([item])
        else:
            groups[-1].append(item)
    written = []
    for n, (first, *deeper) in enumerate(groups, 1):
        own = _plain_or_lines(first.lines, f"{name}-{n}", page)
        inner = f"\n{_list(deeper, tag, f'{name}-{n}-in', page)}" if deeper else ""
        written.append(f'<li id="{name}-{n}">{own}{inner}</li>')
    return f'<{tag} class="list" id="{name}">\n' + "\n".join(written) + f"\n</{tag}>"


def _figure(figure: Figure, name: str, page: _Page) -> str:
    image = f'<img src="{escape(figure.source)}" alt="{escape(figure.alt)}"/>'
    caption = ""
    if figure.caption:
        caption = f"<figcaption>{_plain_or_lines(figure.caption, name, page)}</figcaption>"
    return f'<figure class="figure" id="{name}">{image}{caption}</figure>'


def _note(note: Note, page: _Page) -> str:
    number = page.number(note.label)
    name = f"{page.prefix}note-{number}"
    back = (
        f'<a class="note-number" href="#{page.prefix}mark-{number}" role="doc-backlink">'
        f"{number}</a>"
    )
    return (
        f'<aside class="note" id="{name}" epub:type="footnote" role="doc-footnote">'
        f"<p>{back} {_plain_or_lines(note.lines, name, page)}</p></aside>"
    )


def _inlines(children: Sequence[Inline], page: _Page) -> str:
    return "".join(_inline(child, page) for child in children)


def _inline(child: Inline, page: _Page) -> str:
    match child:
        case Text(words):
            return escape(words, quote=False)
        case Emphasis(inner):
            return f"<em>{_inlines(inner, page)}</em>"
        case Strong(inner):
            return f"<strong>{_inlines(inner, page)}</strong>"
        case Link(target, inner):
            words = _inlines(inner, page)
            if child.essay:
                return f'<a class="reference" href="{identifier(child.essay)}.xhtml">{words}</a>'
            return f'<a href="{escape(target)}">{words}</a>'
        case NoteMark(label):
            return _note_mark(label, page)
        case _:
            assert_never(child)


def _note_mark(label: str, page: _Page) -> str:
    number = page.number(label)
    page.marks[label] = page.marks.get(label, 0) + 1
    again = "" if page.marks[label] == 1 else f"-{page.marks[label]}"
    return (
        f'<a class="note-mark" id="{page.prefix}mark-{number}{again}" '
        f'href="#{page.prefix}note-{number}" epub:type="noteref" role="doc-noteref">{number}</a>'
    )


def words(plain_text: str) -> str:
    """Plain words as XHTML text."""
    return escape(plain_text, quote=False)


def identifier(name: str) -> str:
    """A name as an XML id: ASCII letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-") or "x"
