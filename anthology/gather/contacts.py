"""The address a reader left with her comment: read to ask her consent, and for nothing else.

Gathering drops addresses at the door, and its types have no room for one. This is another way
through the same files, taken only when the author asks for it. A contact holds the comment as
gathering makes it, so that it is known again by what the manuscript has of it. Where contacts
are written down is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from anthology.gather.gathered import LooseComments
from anthology.gather.intake.hygiene import clean
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread
from anthology.model import Comment

ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
NOBODYS = re.compile(r"(?:do[._-]?not|no)[._-]?reply\b.*", re.IGNORECASE)
LONGEST = 254  # letters of an address: RFC 5321, §4.5.3.1.3, without its brackets


@dataclass(frozen=True, slots=True)
class Contact:
    """A comment, alone in its thread, and the address of who wrote it."""

    address: str
    thread: LooseComments

    @property
    def comment(self) -> Comment:
        """The comment, with the id it was gathered under."""
        return self.thread.comments[0]


def contact(origin: str, page: Thread, said: Said, address: str) -> Iterator[Contact]:
    """The contact of a comment on a page; none where gathering leaves the comment out, or where
    no person reads what is sent to the address."""
    address = clean(address).text.strip().removeprefix("mailto:")
    is_one = ADDRESS.fullmatch(address) and len(address) <= LONGEST
    if is_one and not NOBODYS.fullmatch(address):
        alone = replace(page, said=(said,))
        for thread in loose.astray(origin, [alone], []):
            yield Contact(address, thread)
