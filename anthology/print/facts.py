"""What there is to tell of finished pages: faces, size, page, divided words, and the engine.

Everything is read from what layout measured, nothing from what sheets or settings asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from anthology import colophon
from anthology.colophon import Facts, Setting
from anthology.print.cache import Cache
from anthology.print.geometry import POINTS_PER_INCH, TypePage
from anthology.print.plates import Laid, Piece
from anthology.project import MM_PER_INCH

ENGINE = "WeasyPrint"


def facts(pieces: Sequence[Piece], others: Iterable[Laid], page: TypePage, cache: Cache) -> Facts:
    """What was found in these pieces of a book, and in `others` whose letters are printed too."""
    sidecars = [piece.sidecar for piece in pieces]
    sidecars += [sidecar for _, sidecar in others]
    uses = Counter(use.digest for sidecar in sidecars for use in sidecar.faces)
    files = (
        cache.font(digest).read_bytes() for digest in sorted(uses, key=lambda d: (-uses[d], d))
    )
    faces = tuple(face for file in files if (face := colophon.typeface(file)))
    divided = {tag for sidecar in sidecars for tag in sidecar.divided}
    engine = (ENGINE, version(ENGINE))
    return Facts(faces, engine, _setting(pieces, page), tuple(sorted(divided)))


def _setting(pieces: Iterable[Piece], page: TypePage) -> Setting:
    """The size and leading most letters of the essays stand in, or of all else where there is no
    essay, on a page of this size."""
    essays: Counter[tuple[float, float]] = Counter()
    others: Counter[tuple[float, float]] = Counter()
    for piece in pieces:
        names = {page.name for page in piece.unit.pages if page.kind == "essay"}
        for measure in piece.sidecar.measures:
            counted = essays if measure.name in names else others
            counted[measure.size, measure.leading] += measure.letters
    counted = essays or others
    size, leading = max(counted, key=lambda each: (counted[each], each))
    return Setting(size, leading, _millimetres(page.width), _millimetres(page.height))


def _millimetres(points: float) -> float:
    return round(points / POINTS_PER_INCH * MM_PER_INCH, 1)
