"""The front cover: a picture for shops and readers, and a panel of the printer's wrap.

Drawn as a page from the book's title, subtitle and authors, in the colours of `cover.css`, or the
author's own picture where she says that it is a cover already. The same book gives the same
picture, byte for byte. Sizes the title so that it fits; all else is the stylesheets' business.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology.errors import BuildError, Place
from anthology.print import fitting
from anthology.print.cache import Cache, code, engine, key
from anthology.print.job import SCHEME, bundled_fonts
from anthology.print.layout import draw
from anthology.project import Settings
from anthology.stylesheets import STYLES

if TYPE_CHECKING:
    from PIL.Image import Image

# What KDP calls ideal and every store takes: 1600 × 2560 pixels, RGB, JPEG.
WIDTH, HEIGHT = 1600, 2560
QUALITY = 92
ARTWORK = "artwork"
TEMPLATES = Path(__file__).parent.parent / "templates"
MARGIN, FOOT = 40, 44  # units
BELOW_ARTWORK = 320  # units that the words have below a picture
BETWEEN = 16  # units, from the subtitle to the authors
SHORT_SUBTITLE = 80  # letters; a longer one needs the room of the empty lines


@dataclass(frozen=True, slots=True)
class Panel:
    """A front to be drawn on: how many millimetres or pixels a unit is, its sides in units, and
    what is free beside and below its words.

    A unit is a 400th of the width, but smaller on a page so broad that a title would lack height.
    """

    unit: float
    width: float
    height: float
    margin: float
    foot: float

    def title_size(self, title: str, *, has_artwork: bool = False) -> int:
        """The size of the title in units; a picture leaves it less room, and so does a low page."""
        tallest, largest = (110.0, 48) if has_artwork else (self.height - 425, 92)
        return fitting.title_size(title, self.room, tallest, largest)

    def share(self, settings: Settings, title: int, *, has_artwork: bool) -> float:
        """How much of their usual sizes subtitle and authors may have, below a title of this size,
        so that they keep out of each other's way."""
        begins, rule, size = (self.height - 292, 31, 17) if has_artwork else (92, 51, 19)
        taken = begins + fitting.title_height(settings.title, title, self.room) + rule + self.foot
        texts = ((settings.subtitle, size, 1.35), (", ".join(settings.authors), 23, 1.25))
        return fitting.share(texts, self.room, self.height - taken - BETWEEN)

    @property
    def room(self) -> float:
        """The width there is for words, in units."""
        return self.width - 2 * self.margin


def panel(width: float, height: float, least: float = 0.0) -> Panel:
    """The panel of these sides, in millimetres or pixels; `least` has to be free of words."""
    unit = min(width / 400, height / 560)
    free = least / unit
    return Panel(unit, width / unit, height / unit, max(MARGIN, free), max(FOOT, free))


SCREEN = panel(400, 640)


def front(settings: Settings, styles: Path, artwork: Path | None) -> bytes:
    """The cover as a JPEG of 1600 × 2560 pixels; of other sides where a finished one has them.

    `styles` is the book's own folder, whose cover.css has the last word; `artwork` is a JPEG or
    PNG of the author's. Raises BuildError where the picture cannot be read, SeveralProblems
    where no font has a letter of the title.
    """
    if artwork and settings.cover_has_words:
        return _finished(artwork)
    said = words(settings, SCREEN, has_artwork=artwork is not None)
    figures = (
        ":root { --u: 1px; --height: 640; --margin: 40px; --foot: 44px; --bleed: 0px; }"
        " @page { size: 400px 640px; } .front { width: 400px; height: 640px; }"
    )
    pdf = draw(page("cover.xhtml", said), sheets(styles, figures), pictures(artwork))
    return _picture(pdf)


def kept_front(settings: Settings, styles: Path, artwork: Path | None, store: Cache) -> bytes:
    """As `front`, which it asks only where what the cover is drawn from is new."""
    skeletons = (TEMPLATES / name for name in ("cover.xhtml", "cover-front.xhtml"))
    drawn_from: tuple[str | bytes, ...] = (
        *engine(),
        version("pypdfium2"),
        *(asset.digest for asset in bundled_fonts()),
        *code((Path(__file__), *skeletons)),
        *sheets(styles, ""),
        repr(settings),
        artwork.read_bytes() if artwork and artwork.is_file() else b"",
    )
    return store.made(key("front", *drawn_from), lambda: front(settings, styles, artwork))


# What Apple (2026 guide, read 2026-11-22) and IngramSpark (read 2026-11-22) take of one picture
# inside an EPUB; the cover that a shop shows is uploaded beside it, and larger.
MOST_PIXELS_INSIDE = 4_000_000


def inside(cover: bytes) -> bytes:
    """The same cover as it goes into an EPUB: no larger than the shops take there."""
    from PIL import Image

    picture = Image.open(io.BytesIO(cover))
    share = (MOST_PIXELS_INSIDE / (picture.width * picture.height)) ** 0.5
    if share >= 1:
        return cover
    sides = (int(picture.width * share), int(picture.height * share))
    return _jpeg(picture.resize(sides, Image.Resampling.LANCZOS))


def words(settings: Settings, on: Panel, *, has_artwork: bool, edition: str = "") -> dict[str, Any]:
    """What the template of the front wants to know; `edition` is what kind of edition it calls
    itself."""
    kind = "with-artwork" if has_artwork else "plain"
    has_lines = not has_artwork and len(settings.subtitle) <= SHORT_SUBTITLE
    size = on.title_size(settings.title, has_artwork=has_artwork)
    return {
        "book": settings,
        "edition": edition,
        "kind": f"{kind} finished" if settings.cover_has_words else kind,
        "artwork": SCHEME + ARTWORK if has_artwork else "",
        "has_lines": has_lines,
        "title_size": size,
        "share": on.share(settings, size, has_artwork=has_artwork),
        "title_room": round(fitting.title_room(settings.title, size, on.room) * 1.01, 2),
    }


def page(template: str, said: Mapping[str, Any]) -> str:
    """A page of the cover from its skeleton."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("anthology")
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return templates.get_template(template).render(said)


def sheets(styles: Path, figures: str, *more: str) -> list[str]:
    """The package's sheets, the figures of this cover, and the book's own sheet last."""
    own = [STYLES / name for name in ("cover.css", *more)]
    last = styles / "cover.css"
    texts = [sheet.read_text(encoding="utf-8") for sheet in own]
    return [*texts, figures, *([last.read_text(encoding="utf-8")] if last.is_file() else [])]


def pictures(artwork: Path | None) -> dict[str, Path | bytes]:
    """What the pages may ask for. Raises BuildError where the picture cannot be read."""
    if artwork is None:
        return {}
    opened(artwork)
    return {ARTWORK: artwork}


def opened(artwork: Path) -> Image:
    """The author's picture. Raises BuildError where it cannot be read."""
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(artwork)
        picture.load()
    except (OSError, SyntaxError, UnidentifiedImageError) as error:
        raise BuildError(
            "the picture for the cover cannot be read", Place(artwork), "save it as JPEG or PNG"
        ) from error
    return picture


def _finished(artwork: Path) -> bytes:
    """A cover that is one already: nothing is cut from it and no pixel is made up."""
    picture = opened(artwork).convert("RGB")
    picture.thumbnail((WIDTH, HEIGHT))
    return _jpeg(picture)


def _picture(pdf: bytes) -> bytes:
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[0].render(scale=WIDTH / document[0].get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    return _jpeg(drawn.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, (0, 0, WIDTH, HEIGHT)))


def _jpeg(picture: Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return written.getvalue()
