"""Markdown, with or without front matter → an essay.

The head gives title, subtitle, day and language, the body its blocks, its end what readers said;
here they are put together. A first heading that says the title again is dropped and told. A draft
is kept, but not placed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.gather.album import Album, beside
from anthology.gather.gathered import (
    GatheredEssay,
    LeftOut,
    Parcel,
    Source,
    SourceFile,
)
from anthology.gather.intake import foreign
from anthology.gather.marks import (
    flavours,
    frontmatter,
    head,
    html_words,
    marked,
    marked_lines,
    readers,
)
from anthology.gather.marks.frontmatter import FrontMatter
from anthology.gather.marks.head import Head
from anthology.gather.marks.marked import Marked
from anthology.gather.marks.readers import Heard
from anthology.gather.order import order_of, words_of
from anthology.gather.review import Kind, Row
from anthology.gather.typed import asked, levels, reading, told
from anthology.gather.typed.lines import typed
from anthology.gather.typed.structure import is_spaced
from anthology.model import Block, Essay, Heading, plain

HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
# One of these is enough; a lone star or dash is not Markdown.
MARKS = re.compile(
    r"^(?:```|~~~)|^\[\^[^\]\n]+\]:|!?\[[^\]\n]+\]\([^)\s]+[^)\n]*\)"
    r"|\*\*[^\s*][^*\n]*\*\*",
    re.MULTILINE,
)
ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def recognises(file: SourceFile) -> bool:
    """A text with front matter, with headings, with the marks of an app, or parted by blank lines
    and marked. A star or a link in a text without blank lines is a plain text's."""
    if foreign.kind(file.data):
        return False
    text = reading.read(file).text
    if frontmatter.split(text) or HEADING.search(text) or flavours.is_marked(text):
        return True
    return bool(MARKS.search(text)) and is_spaced(typed(text))


def read(file: SourceFile) -> Parcel:
    """The one essay of a Markdown file. Raises GatherError where the file holds no text."""
    source = reading.read(file)
    front = frontmatter.split(source.text) or FrontMatter("", (), source.text)
    said = head.read(front.entries)
    album = Album(beside(file))
    words, swept = flavours.plain(front.body)
    ending = readers.part(words, front.body_line)
    body = marked.read(ending.body, file.path, front.body_line, album.figure)
    heard = readers.heard(ending, file.path, album.figure)
    blocks, h1 = levels.without_title(body.blocks, said.title)
    title = said.title or (plain(h1.children) if h1 else "") or words_of(file.name)
    questions = (*source.questions, *asked.about_the_whole(title, body.wrapping))
    blocks = readers.asking(levels.levelled(blocks), ending.asked_at)
    essay = _essay(title, said, (*questions, *blocks), heard, file)
    finds, unprinted = body.finds, _beside_title(h1, said)
    gathered = GatheredEssay(
        essay,
        order_of(file.name, said.day),
        original=_words_only(front.body),
        rows=(
            *source.rows,
            *flavours.rows(swept),
            *_rows_of_body(body),
            *_rows(essay, said, h1),
            *readers.rows(ending),
        ),
        left_out=(
            *said.left_out,
            *swept.left_out,
            *album.left_out,
            *finds.left_out,
            *heard.left_out,
            *unprinted,
        ),
        read=(*swept.read, *finds.read, *album.read, *heard.read),
        pictures=tuple(album.pictures),
        held=said.held,
    )
    return Parcel((gathered,))


def _essay(
    title: str, said: Head, blocks: tuple[Block, ...], heard: Heard, file: SourceFile
) -> Essay:
    return Essay(
        name="",
        title=title or "Untitled",
        subtitle=said.subtitle,
        day=order_of(file.name, said.day).day,
        language=said.language,
        blocks=blocks,
        source=f"markdown {file.name}",
        comments=tuple(heard.comments),
    )


def _rows_of_body(body: Marked) -> Iterator[Row]:
    """What was made of line ends, and of words that were underlined."""
    yield from told.wrapping(body.wrapping)
    yield from told.underlined(body.finds.underlined)


def _words_only(body: str) -> str:
    """What has to be accounted for: the body without what may be markup, `&amp;` among it."""
    return ASCII_SIGN.sub("", html_words.ENTITY.sub("", body))


def _beside_title(h1: Heading | None, said: Head) -> Iterator[LeftOut]:
    """What a heading that became the title, or said it again, held besides."""
    if not h1:
        return
    if said.title:
        yield LeftOut("title said again", plain(h1.children), "it is the title already")
    for words in marked_lines.unprinted(h1.children):
        yield LeftOut("link or note in the title", words, "a title is words only")


def _rows(essay: Essay, said: Head, h1: Heading | None) -> Iterator[Row]:
    where = "it stands in the front matter" if said.title else "it is the first heading"
    if not said.title and not h1:
        where = "the text has none; this comes from the file name"
    change = "write another after `Title:` at the head of the file"
    yield Row(Kind.TITLE, "", essay.title, "the title", where, change)
    if essay.subtitle:
        change = "write another after `Subtitle:` at the head of the file, or delete it"
        reason = f"it stood under `{said.subtitle_key}` in the front matter"
        yield Row(Kind.SUBTITLE, "", essay.subtitle, "the subtitle", reason, change)
    for block in essay.blocks:
        if isinstance(block, Heading):
            reason = "it is marked as one"
            yield Row(Kind.HEADING, "", plain(block.children), "a heading", reason)


SOURCE = Source("Markdown", recognises, read)
