"""The readers whose words are printed under a name, and where in the book each of them speaks.

Names come from the consent gate as they are printed, and are filed as they are printed: under
their first letter, whatever they leave out. Who is behind a name is not known here, so two
readers who are both printed as `Anna` share an entry.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anthology import xhtml
from anthology.consent import Gated, Printed
from anthology.model import Essay

FEWEST = 3  # below that there is nobody to look up


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment begins: an `anchor` on a `page` of the book. `number` counts, from 1, the
    comments that one reader wrote under one `essay` (its title), where they are several."""

    page: str
    anchor: str
    essay: str
    number: int = 0

    @property
    def label(self) -> str:
        """What the place is called: `Slack Water`, or `Slack Water 2`."""
        return f"{self.essay} {self.number}" if self.number else self.essay

    @property
    def words(self) -> str:
        """The same in a row, where the essay is named once."""
        return str(self.number) if self.number > 1 else self.label


@dataclass(frozen=True, slots=True)
class Contributor:
    """A reader as printed, and the places where her comments begin, in the order of the book."""

    name: str
    places: tuple[Place, ...]


def named(gated: Gated, essays: Iterable[Essay], nameless: str) -> tuple[Contributor, ...]:
    """Every reader printed under a name, in the order of the alphabet.

    `nameless` is what stands where no name was granted; it is nobody's name, and the author's own
    replies are not a reader's.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for essay in essays:
        said: dict[str, list[str]] = defaultdict(list)
        for printed in _all(gated.threads.get(essay.name, ())):
            if not (printed.is_own or printed.held or printed.signature == nameless):
                said[printed.signature].append(printed.id)
        for name, ids in said.items():
            found[name] += _places(essay, ids)
    in_order = sorted(found.items(), key=lambda entry: (filed(entry[0]), entry[0]))
    return tuple(Contributor(name, tuple(places)) for name, places in in_order)


def _places(essay: Essay, ids: Sequence[str]) -> Iterator[Place]:
    for number, each in enumerate(ids, 1):
        name = f"{anchor(each)}-by"
        yield Place(comments_page(essay), name, essay.title, number if len(ids) > 1 else 0)


def _all(threads: Iterable[Printed]) -> Iterator[Printed]:
    """Comments and the replies under them, as they stand in the book."""
    for printed in threads:
        yield printed
        yield from _all(printed.replies)


def filed(name: str) -> str:
    """A name as the alphabet sorts it: no accents, no capitals, no signs."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    kept = (letter for letter in letters if letter.isalnum() or letter.isspace())
    return " ".join("".join(kept).split())


def comments_page(essay: Essay) -> str:
    """The ASCII name of the page of comments on an essay."""
    return f"{xhtml.identifier(essay.name)}-comments"


def anchor(comment_id: str) -> str:
    """The id of a comment on that page; its writer's name is at the same with `-by` behind it."""
    return f"c-{xhtml.identifier(comment_id)}"
