"""What book.toml can say: every option there is, with its meaning and its default.

Frozen data, nothing else. Lengths are millimetres, names and words stand as they were typed;
what could not be read is not here but a `Problem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from anthology.model import Poems

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Trim:
    """The size of the finished page, in millimetres."""

    width: float
    height: float


class StraightQuotes(Enum):
    """What becomes of straight quotes and typewriter dashes; the value is what book.toml says."""

    KEEP = "keep"
    CURL = "curl"


class Standard(Enum):
    """What the press PDF of an edition is to be; the value is what book.toml says."""

    NONE = "none"
    X_1A = "x-1a"
    X_3 = "x-3"
    X_4 = "x-4"


class TypeSize(Enum):
    """How large an edition is set; the value is what book.toml says. How many points that makes on
    a page is the type page's business."""

    ORDINARY = "ordinary"
    LARGE = "large"


class Opening(Enum):
    """How a text opens in a print edition; the value is what book.toml says."""

    PLAIN = "plain"
    SMALL_CAPS = "small caps"
    DROP_CAP = "drop cap"


class Notes(Enum):
    """Where notes stand in a print edition; the value is what book.toml says."""

    END = "endnotes"
    FOOT = "footnotes"


class CommentsPlace(Enum):
    """Where readers' comments stand; the value is what book.toml says."""

    AFTER_EACH_ESSAY = "after each essay"
    AT_THE_END = "at the end"


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody beside the authors who had a hand in the book; `role` is a MARC relator code."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Series:
    """The series the book belongs to; `number` is its place there, or empty."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Who found that the EPUB conforms to a standard. Only with one of these does the book claim
    to; `report` is a web address, or empty."""

    evaluated_by: str
    conforms_to: str
    day: date | None = None
    report: str = ""


@dataclass(frozen=True, slots=True)
class EpubEdition:
    """For readers. `isbn` is the ISBN of this edition alone, digits only, or empty. `pages_from`
    names the print edition whose page numbers it carries: the first one if empty."""

    name: str
    isbn: str = ""
    pages_from: str = ""


@dataclass(frozen=True, slots=True)
class PrintEdition:
    """For the printer. `isbn` as above; `type` is large in a large-print edition; `paper` and
    `printer` are names that `printers` knows.
    `spine` is the width in millimetres that the printer's template gives for `spine_for` pages,
    for printers that publish none. With a `standard` the press PDF claims to keep it, and is not
    built where it does not. With `page_references` a link to another essay tells its page.
    With `stanza_marks` the foot of a page that ends inside a poem says whether its stanza does."""

    name: str
    trim: Trim
    isbn: str = ""
    paper: str = "cream"
    printer: str = "any"
    spine: float | None = None
    standard: Standard = Standard.NONE
    spine_for: int | None = None
    type: TypeSize = TypeSize.ORDINARY
    page_references: bool = True
    opening: Opening = Opening.PLAIN
    stanza_marks: bool = True
    notes: Notes = Notes.END


Edition = EpubEdition | PrintEdition


@dataclass(frozen=True, slots=True)
class Site:
    """The book's page on the web. `url` is where it will be, with a slash at its end, or empty;
    `sample` is the name of the essay shown there, the first if empty; `title` is what page and
    catalogue are called, the book's title if empty."""

    url: str = ""
    sample: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What book.toml says, checked and typed.

    `sort_as` is how the name of an author or a contributor is filed, for those whose filing
    book.toml gives. `subjects` are plain words, `bisac` and `thema` codes of those schemes. With
    `cover_has_words` the picture `cover` is a finished cover, and no lettering is set on it.
    `contributors_page` says whether the readers are listed by name; where it says nothing, they
    are if they are several. With `colophon` the last page tells how the book was made.
    """

    title: str
    language: str
    editions: tuple[Edition, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    sort_as: Mapping[str, str] = field(default_factory=dict)
    series: Series | None = None
    publisher: str = ""
    place: str = ""
    year: int | None = None
    day: date | None = None
    rights: str = ""
    disclaimer: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    bisac: tuple[str, ...] = ()
    thema: tuple[str, ...] = ()
    identifier: str = ""
    cover: str = ""
    cover_alt: str = ""
    cover_has_words: bool = False
    straight_quotes: StraightQuotes = StraightQuotes.KEEP
    consent_not_needed: str = ""
    poems: Poems = Poems.LEFT
    comments_heading: str = ""
    comments_place: CommentsPlace = CommentsPlace.AFTER_EACH_ESSAY
    comments_own: tuple[str, ...] = ()
    contributors_page: bool | None = None
    colophon: bool = True
    evaluation: Evaluation | None = None
    site: Site = Site()

    def source_of_pages(self, edition: EpubEdition) -> PrintEdition | None:
        """The print edition whose page numbers an EPUB carries; none where none is printed."""
        prints = [each for each in self.editions if isinstance(each, PrintEdition)]
        named = (each for each in prints if each.name == edition.pages_from)
        return next(named, None) if edition.pages_from else next(iter(prints), None)
