"""What a typewriter could not set: dashes made of hyphens, ellipses of dots, doubled spaces.

Each function reads one passage (lines joined by newlines) and gives its edits, none of which
overlap. Hyphens inside words are hyphens, and rows of dots or hyphens are the author's ornament.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.typography.edits import ChangeKind, Edit
from anthology.typography.practice import EM_DASH, EN_DASH, Practice

DASH = re.compile(
    r"""(?<![-–—<]) (?:
      (?P<alone>  ^-{2,3}$ )
    | (?P<range>  (?<=\d)--(?=\d) )
    | (?P<spaced> (?<!\S)--(?!\S)
                | (?<=\S[ ]) (?<![-–—][ ]) (?:(?<!\d[ ])-|-(?![ ][$£€]?\d)) (?=[ ]\S|[ ]?$) )
    | (?P<closed> -{2,3} )
    ) (?!>|[ ]?[-–—])""",
    re.VERBOSE | re.MULTILINE,
)
"""Two or three hyphens, or one between spaces and words. Left alone: a row of hyphens that has
its line to itself, and `3 - 4`, which may be a sum or a span. The edge of a line is a space."""


def dashes(passage: str, practice: Practice) -> Iterator[Edit]:
    """Spaces stay as typed; a dash between spaces is the one of the language, any other is long."""
    becomes = {"range": EN_DASH, "spaced": practice.dash, "closed": EM_DASH}
    for match in DASH.finditer(passage):
        if match.lastgroup in becomes:
            yield Edit(*match.span(), becomes[match.lastgroup], ChangeKind.DASH)


ELLIPSIS = re.compile(
    r"(?<![./\\…])\.{3,4}(?![./\\…])|(?<![.…])(?<![.…] )\.(?:[ \u00a0]\.){2,3}(?! ?[.…])"
)
"""Three dots, or four where a sentence ends; typed close or apart. Longer rows are leaders."""


def ellipses(passage: str) -> Iterator[Edit]:
    """Three dots become one character; of four, the last stays a full stop."""
    for match in ELLIPSIS.finditer(passage):
        stop = "." if match[0].count(".") == 4 else ""
        yield Edit(*match.span(), "…" + stop, ChangeKind.ELLIPSIS)


DOUBLE_SPACE = r"""(?<=[.!?…])  (?=[^\s»;:!?–—-])|(?<=[.!?…]["'”’“‘»)\]])  (?=[^\s»;:!?–—-])"""
"""Two spaces after a stop, and after the quote or bracket behind it; three or more are meant."""


def spaces(passage: str, practice: Practice) -> Iterator[Edit]:
    """Doubled spaces become one, and typed ones those that the language wants in their place."""
    for pattern, space in ((DOUBLE_SPACE, " "), *practice.spaces):
        for match in re.finditer(pattern, passage):
            yield Edit(*match.span(), space, ChangeKind.SPACE)
