"""What files that are gathered together lend one another: texts that are kept apart, and pictures.

A blog may keep a text in one file of its export and point at it from another, and its pictures
beside them all; so each is looked for before any file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from anthology.errors import AnthologyError
from anthology.gather.gallery import Gallery
from anthology.gather.gathered import Lent, Source, SourceFile


def lent(files: Iterable[SourceFile], sources: Sequence[Source], gallery: Gallery) -> Lent:
    """What the files lend. One that cannot be read lends nothing; its fault is told when it is
    read."""
    texts: dict[str, str] = {}
    lenders = [source for source in sources if source.lends]
    for file in files:
        for source in lenders:
            if source.lends and source.recognises(file):
                with suppress(AnthologyError):
                    texts |= source.lends(file)
    return Lent(texts, gallery.find, gallery.saw)
