"""The book as a row of pages: the same XHTML for the EPUB and for print.

What a page says is decided here and in the skeletons under `templates/`; how it looks is
decided by stylesheets. Comments come from the consent gate, never from the manuscript.
If you are about to measure text here, you want a CSS rule instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from anthology import contributors, scripts, xhtml
from anthology.consent import Gated, Printed
from anthology.contributors import anchor, comments_page
from anthology.model import Book, Essay, Kind, Part
from anthology.project import CommentsPlace, EpubEdition, PrintEdition, Settings, TypeSize
from anthology.skeletons import safe, template
from anthology.words import Words, month_and_year, words

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
    `epigraph`, `contents`, `matter`, `part`, `essay`, `comments`, `contributors`, `colophon`).
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
    early = [essay for essay in book.before if not essay.kind.prints_title]
    front = [essay for essay in book.before if essay.kind.prints_title]
    opening = [maker.half_title(), maker.title_page(), copyright_page(settings)]
    opening += maker.matters(early, Section.FRONT)
    listed = list(maker.matters(front, Section.FRONT))
    for number, part in enumerate(book.parts, 1):
        listed += maker.part(part, number)
    listed += maker.gathered_comments(book.essays)
    listed += maker.back(book)
    return (*opening, maker.contents(listed), *listed)


def of_edition(
    pages: Iterable[Page], settings: Settings, edition: PrintEdition
) -> tuple[Page, ...]:
    """The pages as an edition has them: its copyright page says what kind of edition it is."""
    own = copyright_page(settings, edition)
    return tuple(own if page.name == own.name else page for page in pages)


def copyright_page(settings: Settings, edition: PrintEdition | None = None) -> Page:
    """Whose the book is, and the ISBNs of its editions; of one in large print, that it is one."""
    said = words(settings.language)
    is_large = edition is not None and edition.type is TypeSize.LARGE
    body = template("copyright").render(
        book=settings,
        edition=said.large_print_edition if is_large else "",
        isbns=[(_format_name(one, said), one.isbn) for one in settings.editions if one.isbn],
    )
    name, section = "copyright", Section.FRONT
    return Page(name, name, said.copyright, body.strip(), section, settings.language, 0)


_UNLISTED = (Kind.DEDICATION, Kind.EPIGRAPH, Kind.COLOPHON)


def back_matter(book: Book) -> tuple[Essay, ...]:
    """The author's pages behind the essays; her colophon closes the book, wherever it is listed."""
    return tuple(sorted(book.after, key=lambda essay: essay.kind is Kind.COLOPHON))


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
        self, kind: str, name: str, title: str, section: Section, depth: int, **values: object
    ) -> Page:
        body = template(kind).render(book=self.settings, title=title, **values)
        return Page(name, kind, title, body.strip(), section, self.settings.language, depth)

    def half_title(self) -> Page:
        return self._page("half-title", "half-title", self.settings.title, Section.FRONT, 0)

    def title_page(self) -> Page:
        return self._page("title-page", "title-page", self.words.title_page, Section.FRONT, 0)

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
        written, notes = self._text(essay, language)
        body = template("essay").render(
            essay=essay,
            text=safe(written),
            notes=safe(notes),
            words=self.words,
            dated=month_and_year(essay.day, language) if essay.day else "",
        )
        yield Page(
            page_name(essay), "essay", essay.title, body.strip(), Section.BODY, language, depth
        )
        if not self._gathers:
            yield from self._answers(essay, Section.BODY, depth + 1)

    def _answers(self, essay: Essay, section: Section, depth: int) -> Iterator[Page]:
        """The comments right behind what they answer."""
        if threads := self.gated.threads.get(essay.name):
            yield self.comments(essay, threads, self.comments_heading, section, depth)

    def _text(self, essay: Essay, language: str) -> tuple[str, str]:
        poems = essay.poems or self.settings.poems
        return xhtml.text_and_notes(
            essay.blocks, is_proof=self.is_proof, language=language, poems=poems
        )

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
                yield self.comments(essay, threads, essay.title, Section.BODY, 2)

    def matters(self, essays: Iterable[Essay], section: Section) -> Iterator[Page]:
        """Front or back matter; what readers answered to a preface stays with it."""
        for essay in essays:
            page = self.matter(essay, section)
            yield page
            yield from self._answers(essay, section, page.depth + 1 if page.depth else 0)

    def matter(self, essay: Essay, section: Section) -> Page:
        kind = essay.kind.value if essay.kind in _UNLISTED else "matter"
        titles = {
            Kind.DEDICATION: self.words.dedication,
            Kind.EPIGRAPH: self.words.epigraph,
            Kind.COLOPHON: self.words.colophon,
        }
        title = essay.title or titles.get(essay.kind, essay.kind.value.capitalize())
        language = essay.language or self.settings.language
        written, notes = self._text(essay, language)
        body = template(kind).render(
            essay=essay, title=title, text=safe(written), notes=safe(notes), words=self.words
        )
        depth = 0 if essay.kind in _UNLISTED else 1
        return Page(page_name(essay), kind, title, body.strip(), section, language, depth)

    def back(self, book: Book) -> Iterator[Page]:
        """What stands behind the essays.

        The readers are listed behind the author's own pages, where an index would be, for they
        are looked up and not read; only how the book was made is told after them (Chicago Manual
        of Style, 1.4). What was measured for that, each edition adds itself.
        """
        after = back_matter(book)
        own = [essay for essay in after if essay.kind is Kind.COLOPHON]
        yield from self.matters((essay for essay in after if essay not in own), Section.BACK)
        yield from self.contributors(book.texts)
        yield from self.matters(own, Section.BACK)
        if self.settings.colophon and not own:
            title = self.words.colophon
            yield self._page("colophon", "colophon-page", title, Section.BACK, 0, text="", notes="")

    def contributors(self, essays: Sequence[Essay]) -> Iterator[Page]:
        """The readers by name, unless they are few or book.toml says otherwise."""
        found = contributors.named(self.gated, essays, self.words.a_reader)
        wanted = self.settings.contributors_page
        if found and (len(found) >= contributors.FEWEST if wanted is None else wanted):
            title, name = self.words.contributors, "contributors-page"
            yield self._page("contributors", name, title, Section.BACK, 1, readers=found)

    def comments(
        self,
        essay: Essay,
        threads: Sequence[Printed],
        heading: str,
        section: Section,
        depth: int,
    ) -> Page:
        articles = "\n".join(self._comment(printed, 0) for printed in threads)
        body = template("comments").render(articles=safe(articles), heading=heading)
        return Page(
            comments_page(essay),
            "comments",
            heading,
            body.strip(),
            section,
            self.settings.language,
            depth,
            sum(printed.count for printed in threads),
        )

    def _comment(self, printed: Printed, depth: int, *, is_under: bool = False) -> str:
        """One comment with its replies; below `DEEPEST_REPLY` they stay at that depth.

        `is_under` says that it stands inside the very comment it answers.
        """
        name = anchor(printed.id)
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
        article = template("comment").render(
            comment=printed,
            name=name,
            heading=f"h{depth + 2}",
            tongue=safe(tongue if printed.language else ""),
            said=safe(said),
            notes=safe(notes),
            replies=safe(replies) if nests else "",
            dated=month_and_year(printed.day, self.settings.language) if printed.day else "",
            words=self.words,
            is_under=is_under,
            answers_name=answers[1] if answers else "",
            answers_target=anchor(answers[0]) if answers else "",
        )
        flattened = "" if nests or not replies else f"\n{replies}"
        return article.strip() + flattened


def page_name(essay: Essay) -> str:
    """The ASCII name of an essay's page."""
    return xhtml.identifier(essay.name)


def _format_name(edition: EpubEdition | PrintEdition, said: Words) -> str:
    if isinstance(edition, EpubEdition):
        return "EPUB"
    return said.large_print if edition.type is TypeSize.LARGE else said.print
