"""The book as a row of pages: the same XHTML for the EPUB and for print.

What a page says is decided here and in the skeletons under `templates/`; how it looks is
decided by stylesheets. Comments come from the consent gate, never from the manuscript.
If you are about to measure text here, you want a CSS rule instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from anthology import scripts, xhtml
from anthology.consent import Gated, Printed
from anthology.model import Book, Essay, Kind, Part
from anthology.project import CommentsPlace, EpubEdition, PrintEdition, Settings
from anthology.words import Words, month_and_year, words

if TYPE_CHECKING:
    from jinja2 import Environment, Template

DEEPEST_REPLY = 1


class Section(Enum):
    """Front matter has roman folios, the body starts at 1, back matter runs on."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Page:
    """One XHTML page; in print it takes as many sheets as it needs.

    `name` is ASCII and unique: the file stem in the EPUB, the name space of its anchors in
    print. `kind` is its CSS class (`half-title`, `title-page`, `copyright`, `dedication`,
    `epigraph`, `contents`, `matter`, `part`, `essay`, `comments`).
    `title` is plain text, for contents and running heads. `body` is the XHTML inside `<body>`.
    `depth` is its level in the contents, 1 outermost; 0 is not listed there. `count` is how many
    comments stand on it.
    """

    name: str
    kind: str
    title: str
    body: str
    section: Section
    language: str
    depth: int = 1
    count: int = 0


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a printed page begins: in the page `name`, behind so many `letters` (see
    `print.conserve.letters`) of the element with the id `anchor`, or, without one, of those that
    stand in no such element. `folio` is the number of the printed page."""

    folio: str
    name: str
    anchor: str
    letters: int = 0


def make(
    book: Book, gated: Gated, settings: Settings, *, is_proof: bool = False
) -> tuple[Page, ...]:
    """Every page of the book in its order, contents page included.

    Before the contents: half title, title page, copyright, dedication, epigraph; after it what
    else stands before the essays. Comments follow each essay or, where book.toml says so, all of
    the essays.
    """
    maker = _Maker(settings, gated, is_proof)
    early = [essay for essay in book.before if essay.kind in _BEFORE_CONTENTS]
    front = [essay for essay in book.before if essay.kind not in _BEFORE_CONTENTS]
    opening = [maker.half_title(), maker.title_page(), maker.copyright()]
    opening += [maker.matter(essay, Section.FRONT) for essay in early]
    listed = [maker.matter(essay, Section.FRONT) for essay in front]
    for number, part in enumerate(book.parts, 1):
        listed += maker.part(part, number)
    listed += maker.gathered_comments(book.essays)
    listed += [maker.matter(essay, Section.BACK) for essay in book.after]
    return (*opening, maker.contents(listed), *listed)


_BEFORE_CONTENTS = (Kind.DEDICATION, Kind.EPIGRAPH)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes pages that share the book's settings."""

    settings: Settings
    gated: Gated
    is_proof: bool

    @property
    def words(self) -> Words:
        return words(self.settings.language)

    def _page(
        self, template: str, name: str, title: str, section: Section, depth: int, **values: object
    ) -> Page:
        body = _template(template).render(book=self.settings, title=title, **values)
        return Page(name, template, title, body.strip(), section, self.settings.language, depth)

    def half_title(self) -> Page:
        return self._page("half-title", "half-title", self.settings.title, Section.FRONT, 0)

    def title_page(self) -> Page:
        return self._page("title-page", "title-page", self.words.title_page, Section.FRONT, 0)

    def copyright(self) -> Page:
        return self._page(
            "copyright",
            "copyright",
            self.words.copyright,
            Section.FRONT,
            0,
            isbns=[
                (_format_name(edition), edition.isbn)
                for edition in self.settings.editions
                if edition.isbn
            ],
        )

    def contents(self, listed: Iterable[Page]) -> Page:
        entries = [page for page in listed if page.depth]
        return self._page(
            "contents", "contents", self.words.contents, Section.FRONT, 0, entries=entries
        )

    def part(self, part: Part, number: int) -> Iterator[Page]:
        if part.title:
            yield self._page("part", f"part-{number}", part.title, Section.BODY, 1)
        for essay in part.essays:
            yield from self.essay(essay, 2 if part.title else 1)

    def essay(self, essay: Essay, depth: int) -> Iterator[Page]:
        language = essay.language or self.settings.language
        written, notes = xhtml.text_and_notes(
            essay.blocks, is_proof=self.is_proof, language=language
        )
        body = _template("essay").render(
            essay=essay,
            text=_safe(written),
            notes=_safe(notes),
            words=self.words,
            dated=month_and_year(essay.day, language) if essay.day else "",
        )
        yield Page(
            page_name(essay), "essay", essay.title, body.strip(), Section.BODY, language, depth
        )
        if not self._gathers and (threads := self.gated.threads.get(essay.name)):
            yield self.comments(essay, threads, self.comments_heading, depth + 1)

    @property
    def _gathers(self) -> bool:
        return self.settings.comments_place is CommentsPlace.AT_THE_END

    @property
    def comments_heading(self) -> str:
        return self.settings.comments_heading or self.words.readers_answered

    def gathered_comments(self, essays: Iterable[Essay]) -> Iterator[Page]:
        """Where book.toml gathers them at the end: a part of their own, essay by essay."""
        answered = [essay for essay in essays if self.gated.threads.get(essay.name)]
        if self._gathers and answered:
            yield self._page("part", "comments-part", self.comments_heading, Section.BODY, 1)
            for essay in answered:
                threads = self.gated.threads[essay.name]
                yield self.comments(essay, threads, essay.title, 2)

    def matter(self, essay: Essay, section: Section) -> Page:
        kind = essay.kind.value if essay.kind in _BEFORE_CONTENTS else "matter"
        titles = {Kind.DEDICATION: self.words.dedication, Kind.EPIGRAPH: self.words.epigraph}
        language = essay.language or self.settings.language
        written, notes = xhtml.text_and_notes(
            essay.blocks, is_proof=self.is_proof, language=language
        )
        body = _template(kind).render(
            essay=essay, text=_safe(written), notes=_safe(notes), words=self.words
        )
        return Page(
            page_name(essay),
            kind,
            essay.title or titles.get(essay.kind, essay.kind.value.capitalize()),
            body.strip(),
            section,
            language,
            0 if essay.kind in _BEFORE_CONTENTS else 1,
        )

    def comments(self, essay: Essay, threads: Sequence[Printed], heading: str, depth: int) -> Page:
        articles = "\n".join(self._comment(printed, 0) for printed in threads)
        body = _template("comments").render(articles=_safe(articles), heading=heading)
        return Page(
            f"{page_name(essay)}-comments",
            "comments",
            heading,
            body.strip(),
            Section.BODY,
            self.settings.language,
            depth,
            sum(printed.count for printed in threads),
        )

    def _comment(self, printed: Printed, depth: int, *, is_under: bool = False) -> str:
        """One comment with its replies; below `DEEPEST_REPLY` they stay at that depth.

        `is_under` says that it stands inside the very comment it answers.
        """
        name = f"c-{xhtml.identifier(printed.id)}"
        nests = depth < DEEPEST_REPLY
        language = printed.language or self.settings.language
        said, notes = xhtml.text_and_notes(
            printed.blocks, prefix=f"{name}-", is_proof=self.is_proof, language=language
        )
        tongue = xhtml.attributes(printed.language, scripts.direction(language))
        replies = "\n".join(
            self._comment(reply, min(depth + 1, DEEPEST_REPLY), is_under=nests)
            for reply in printed.replies
        )
        answers = printed.answers
        article = _template("comment").render(
            comment=printed,
            name=name,
            heading=f"h{depth + 2}",
            tongue=_safe(tongue if printed.language else ""),
            said=_safe(said),
            notes=_safe(notes),
            replies=_safe(replies) if nests else "",
            dated=month_and_year(printed.day, self.settings.language) if printed.day else "",
            words=self.words,
            is_under=is_under,
            answers_name=answers[1] if answers else "",
            answers_target=f"c-{xhtml.identifier(answers[0])}" if answers else "",
        )
        flattened = "" if nests or not replies else f"\n{replies}"
        return article.strip() + flattened


def page_name(essay: Essay) -> str:
    """The ASCII name of an essay's page."""
    return xhtml.identifier(essay.name)


def _format_name(edition: EpubEdition | PrintEdition) -> str:
    return "EPUB" if isinstance(edition, EpubEdition) else "print"


def _safe(written: str) -> object:
    """XHTML of ours, not to be escaped again."""
    from markupsafe import Markup

    return Markup(written)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("anthology"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: "" if value is None else value,
    )


def _template(kind: str) -> Template:
    return _templates().get_template(f"{kind}.xhtml")
