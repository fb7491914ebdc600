"""What gathering gives: essays with their comments, and an account of everything else.

Nothing of a source vanishes. A line is in the essay, in a comment, in `left_out`, or in `read`
(words that became something other than print: a date, a key, a signature). Frozen data; how a
source is read, and how a manuscript is written, is not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from anthology.gather.counted import tally
from anthology.gather.intake.shelf import Shelf
from anthology.gather.review import Kind, Row
from anthology.model import Comment, Essay, Question

if TYPE_CHECKING:
    from anthology.gather.contacts import Contact


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a source that is not in the manuscript: its kind, its words, and why."""

    kind: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to copy: `file` on disk, or `data` where it lies inside that file; `source` is
    its path inside the manuscript folder."""

    file: Path
    source: str
    data: bytes | None = None

    def read(self) -> bytes:
        """Its bytes, wherever they are."""
        return self.file.read_bytes() if self.data is None else self.data


@dataclass(frozen=True, slots=True)
class Order:
    """What the first contents.txt is sorted by: the number a file name begins with, else the
    day, else the name."""

    name: str
    number: int | None = None
    digits: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class GatheredEssay:
    """One essay, and what was decided on the way. `held` says why it is not placed in the book
    (a draft), and is empty for one that is; `original` is the source's text, of which every letter
    has to be accounted for. `links` are where it stood on the web, for comments that come without
    it."""

    essay: Essay
    order: Order
    original: str
    rows: tuple[Row, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    read: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    held: str = ""
    links: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the author has to answer before the book can be built."""
        said = (self.essay.blocks, *(comment.blocks for comment in self.essay.comments))
        return tuple(block for blocks in said for block in blocks if isinstance(block, Question))


@dataclass(frozen=True, slots=True)
class LooseComments:
    """One thread of comments that came without its essay, and what it says of where that stands:
    the essay's own `source`, a link, a title; each empty where unknown. `origin` names the file
    it came from."""

    comments: tuple[Comment, ...]
    origin: str
    source: str = ""
    link: str = ""
    title: str = ""

    @property
    def count(self) -> int:
        """How many comments there are."""
        return len(self.comments)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything from all sources. `essays` are in the book's order, `held` are kept but not
    placed, `missing` are the numbers nobody sent (`001`, `004–017`). `loose` are comments whose
    essay did not come in with them; it may be on the author's desk. Essays and threads may lie
    aside (`cards`): go through them one at a time."""

    essays: Sequence[GatheredEssay]
    held: Sequence[GatheredEssay] = ()
    left_out: tuple[LeftOut, ...] = ()
    rows: tuple[Row, ...] = ()
    missing: tuple[str, ...] = ()
    loose: Sequence[LooseComments] = ()

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows of the whole book first, then those of each essay."""
        every = chain(self.essays, self.held)
        return self.rows + tuple(row for gathered in every for row in gathered.rows)


@dataclass(frozen=True, slots=True)
class Lent:
    """What the files that are gathered together lend one another: `texts` by name, and a picture
    by the address it had on the web, or why it stays out; nothing where it is not among them.
    `saw` is told which of the pictures among them an essay found without asking."""

    texts: Mapping[str, str] = field(default_factory=dict)
    picture: Callable[[str], Picture | LeftOut | None] = lambda _address: None
    saw: Callable[[Path], None] = lambda _file: None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to gather from. `name` is its path under the folder the author named; a picture
    is only ever taken from inside `root`, or from the `shelf` of the archive the file lies in.
    `data` of a text in UTF-16 or 32 is UTF-8 by now, whatever the file declares.
    Of a large export in XML `data` is only how it begins; then it is not `is_whole`, and goes to
    sources that read from `path`, a piece at a time (`is_streamed`). `lent` is what the
    files gathered together with it lend it."""

    path: Path
    name: str
    root: Path
    data: bytes
    shelf: Shelf | None = None
    is_whole: bool = True
    lent: Lent = field(default_factory=Lent)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one file gave: a text file gives one essay, an export gives many, a comment service
    gives comments alone. Where there may be many they lie aside (`cards`)."""

    essays: Sequence[GatheredEssay] = ()
    left_out: tuple[LeftOut, ...] = ()
    loose: Sequence[LooseComments] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of source: does it know this file by what is in it, and what does it read there?
    `is_streamed`: it knows a file by how it begins, and holds a large one a piece at a time.
    `contacts`, where readers left addresses, is for asking their consent; `read` gives none.
    `lends` gives what other files of the same kind may point at."""

    name: str
    recognises: Callable[[SourceFile], bool]
    read: Callable[[SourceFile], Parcel]
    is_streamed: bool = False
    contacts: Callable[[SourceFile], Iterator[Contact]] | None = None
    lends: Callable[[SourceFile], Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export that is many files, zipped or unpacked: does it know this folder, and
    what does it read there?"""

    name: str
    recognises: Callable[[Shelf], bool]
    read: Callable[[Shelf], Parcel]
    contacts: Callable[[Shelf], Iterator[Contact]] | None = None


def left_out_rows(left_out: Sequence[LeftOut], essay: str = "") -> Iterator[Row]:
    """One row for each thing left out that can be named, and one for each kind that cannot;
    `essay` is the name of the one they are of."""
    for left in left_out:
        if left.text:
            yield Row(Kind.LEFT_OUT, essay, left.text, left.kind, left.reason)
    unnamed = Counter((left.kind, left.reason) for left in left_out if not left.text)
    for (kind, reason), count in unnamed.items():
        yield Row(Kind.LEFT_OUT, essay, "", tally(count, kind), reason)


def origin(comment_id: str) -> str:
    """Where a comment came from, by its Id: `wordpress-17` from WordPress, `t0d3c91` from text."""
    kind, hyphen, _ = comment_id.partition("-")
    return kind if hyphen else "text"
