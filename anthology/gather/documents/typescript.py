"""A typescript (a word processor's document) → essays with their comments.

One document is one essay, unless it begins several with a Title or a Heading 1. Styles are
believed; where there are none, the rules for plain text say what a line is, and where readers'
words begin. The look of each line comes through, and every letter of the file is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from anthology.gather.documents import composed, divided, laid
from anthology.gather.documents.document import Document, Footnote, Para, Role
from anthology.gather.documents.laid import Laid
from anthology.gather.gathered import GatheredEssay, LeftOut, Order, Parcel, SourceFile
from anthology.gather.marks import marked_lines
from anthology.gather.names import slug, unique
from anthology.gather.order import order_of, words_of
from anthology.gather.review import Kind, Row
from anthology.gather.typed import asked, reading, told, wrapped
from anthology.gather.typed import opening as openings
from anthology.gather.typed.days import day_in
from anthology.gather.typed.lines import Typed
from anthology.gather.typed.opening import Opening
from anthology.gather.typed.wrapped import Verdict, Wrapping
from anthology.model import Essay, Line, Note


def essays(document: Document, file: SourceFile, kind: str) -> Parcel:
    """What a document holds; `kind` is what such a file is called in an essay's `Source`."""
    division = divided.divide(document.paras)
    left_out = [*document.left_out, *division.left_out, *_uncalled(document)]
    if not division.essays:
        return Parcel(left_out=(*left_out, LeftOut("empty file", file.name, "it holds no words")))
    typescripts = [
        _Typescript(paras, document.notes, file, kind, division.style).essay()
        for paras in division.essays
    ]
    first, *others = typescripts
    gathered = [replace(first, rows=(*document.rows, *first.rows)), *others]
    if others:
        gathered = list(_told_apart(gathered, file))
    return Parcel(tuple(gathered), tuple(left_out))


def _told_apart(gathered: Iterable[GatheredEssay], file: SourceFile) -> Iterator[GatheredEssay]:
    """Each essay of a file known by its title, and kept in the order of the file."""
    taken: set[str] = set()
    for number, one in enumerate(gathered, 1):
        name = unique(slug(one.essay.title) or "essay", taken)
        taken.add(name)
        essay = replace(one.essay, source=f"{one.essay.source}#{name}")
        yield replace(one, essay=essay, order=Order(f"{file.name} {number}"))


def _uncalled(document: Document) -> Iterator[LeftOut]:
    called = {label for para in document.paras for label in _labels(para)}
    for note in document.notes:
        if note.label not in called and note.raw.strip():
            yield LeftOut("uncalled note", note.raw, "no word of the text leads to it")


def _labels(para: Para) -> Iterator[str]:
    return (run.note for line in para.lines for run in line if run.note)


@dataclass(frozen=True, slots=True)
class _Typescript:
    """The paragraphs of one essay, the notes of the file, and the style that began it."""

    paras: Sequence[Para]
    notes: Sequence[Footnote]
    file: SourceFile
    kind: str
    style: str

    def essay(self) -> GatheredEssay:
        """The essay with its comments, and an account of every letter."""
        numbers = self.numbers()
        lines, wrapping = self.lines(numbers)
        opened = _opening(lines)
        body = composed.compose(lines, opened, self.file.path)
        notes = [note for note in self.notes if note.label in numbers]
        raw = [*(para.raw for para in self.paras), *(note.raw for note in notes)]
        source = reading.look_over("\n".join(raw))
        called = opened.title.text if opened.title else words_of(self.file.name)
        questions = (*source.questions, *asked.about_the_whole(called, wrapping))
        order = order_of(self.file.name, opened.day)
        essay = Essay(
            name="",
            title=called or "Untitled",
            subtitle=opened.subtitle.text if opened.subtitle else "",
            day=order.day,
            blocks=(*questions, *body.blocks, *_noted(notes, numbers)),
            source=f"{self.kind} {self.file.name}",
            comments=body.comments,
        )
        above = (*source.rows, *told.wrapping(wrapping), *self.rows(lines, opened, essay.title))
        return GatheredEssay(
            essay,
            order,
            original=source.text,
            rows=(*above, *body.rows),
            left_out=(*self.left_out(lines, opened, notes), *body.left_out),
            read=(*(line.text for line in opened.datelines), *body.read),
            pictures=body.pictures,
        )

    def lines(self, numbers: Mapping[str, str]) -> tuple[list[Laid], Wrapping]:
        """The lines with the numbers of their notes, prose that was cut to a width joined."""
        lines = laid.lay([_renumbered(para, numbers) for para in self.paras])
        wrapping = wrapped.measure([one.typed for one in lines if one.is_words])
        is_wrapped = wrapping.verdict is Verdict.WRAPPED
        return laid.unwrap(lines, wrapping.width) if is_wrapped else lines, wrapping

    def numbers(self) -> dict[str, str]:
        """The notes that the text calls, numbered in the order it calls them."""
        there = {note.label for note in self.notes}
        called = dict.fromkeys(label for para in self.paras for label in _labels(para))
        found = (label for label in called if label in there)
        return {label: str(number) for number, label in enumerate(found, 1)}

    def rows(self, lines: Sequence[Laid], opened: Opening, title: str) -> Iterator[Row]:
        """What to tell of the opening, and of pages that begin no essay."""
        for row in told.opening(opened, title):
            is_styled = row.kind is Kind.TITLE and opened.title and _styled(lines)
            yield replace(row, reason=self.why_titled(lines)) if is_styled else row
        begun = {id(one.para): one for one in reversed(lines[1:]) if one.para.begins_page}
        for one in reversed(begun.values()):
            if one.is_words and not self.style:
                decided = "kept in one essay with what stands above it"
                reason = "a page is begun by hand here, and no title follows that is styled as one"
                change = "give every title the style Heading 1, and gather the document again"
                yield Row(Kind.DOUBT, "", one.typed.text, decided, reason, change)

    def why_titled(self, lines: Sequence[Laid]) -> str:
        style = "Title" if lines[0].para.role is Role.TITLE else f"Heading {lines[0].para.level}"
        return f"its style is {style}" + (", as it is of every essay here" if self.style else "")

    def left_out(
        self, lines: Sequence[Laid], opened: Opening, notes: Sequence[Footnote]
    ) -> Iterator[LeftOut]:
        yield from (left for para in self.paras for left in para.left_out)
        yield from (left for note in notes for left in note.left_out)
        words = [one for one in lines if one.children]
        for one in words[: opened.body]:
            for unprinted in marked_lines.unprinted(one.children):
                yield LeftOut("link or note in the title", unprinted, "a title is words only")


def _renumbered(para: Para, numbers: Mapping[str, str]) -> Para:
    """The paragraph, calling its notes by their numbers; a mark without a note is gone."""
    lines = (
        tuple(
            replace(run, note=numbers.get(run.note, ""))
            for run in line
            if not run.note or run.note in numbers
        )
        for line in para.lines
    )
    return replace(para, lines=tuple(lines))


def _noted(notes: Iterable[Footnote], numbers: Mapping[str, str]) -> Iterator[Note]:
    """The notes in the order of their numbers, their line breaks kept."""
    for note in sorted(notes, key=lambda note: int(numbers[note.label])):
        lines = (Line(one.children) for one in laid.lay([Para(note.lines)]) if one.children)
        yield Note(numbers[note.label], tuple(lines))


def _styled(lines: Sequence[Laid]) -> bool:
    """Whether an essay begins with a paragraph that is a title by its style."""
    return bool(lines) and lines[0].para.role in (Role.TITLE, Role.HEADING)


def _opening(lines: Sequence[Laid]) -> Opening:
    """What stands above the text, by style where there is one."""
    words = [one for one in lines if one.children]
    if not _styled(words):
        plain = takewhile(lambda one: one.para.role is Role.WORDS, words)
        guessed = openings.read([one.typed for one in plain])
        # A document of nothing but an opening is a text without one.
        return guessed if guessed.body < len(words) else Opening()
    title = [one for one in words if one.para is words[0].para]
    under = words[len(title) :]
    subtitle = list(takewhile(lambda one: one.para.role is Role.SUBTITLE, under))
    under = under[len(subtitle) :]
    plain = takewhile(lambda one: one.para.role is Role.WORDS, under[:2])
    dateline, byline = openings.day_and_name([one.typed for one in plain])
    found = [line for line in (dateline, byline) if line]
    return Opening(
        title=_one_line(title),
        subtitle=_one_line(subtitle) if subtitle else None,
        why_subtitle="its style is Subtitle",
        day=day_in(dateline.text) if dateline else None,
        datelines=(dateline,) if dateline else (),
        byline=byline,
        body=len(title) + len(subtitle) + len(found),
    )


def _one_line(lines: Sequence[Laid]) -> Typed:
    """The lines of a title as one."""
    return replace(lines[0].typed, text=" ".join(one.typed.text for one in lines))
