"""The files that are written from skeletons: the book's page, the sample, the catalogue.

What they say is handed to them; what they look like is the stylesheet's business. Where the page
speaks another language than the book, the book's words are marked as its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from anthology.project import Settings
from anthology.scripts import direction
from anthology.site import picture
from anthology.site.catalog import FEED, FEED_TYPE, catalog
from anthology.site.claims import Told, told
from anthology.site.dress import STYLE
from anthology.site.sample import Sample
from anthology.site.volume import Volume
from anthology.site.words import SiteWords, size, words

if TYPE_CHECKING:
    from jinja2 import Environment

INDEX = "index.html"
SAMPLE = "sample.html"
DESCRIBED = 200  # letters of the blurb that search engines show, about


def pages(settings: Settings, volumes: Sequence[Volume], essay: Sample | None) -> dict[str, bytes]:
    """The HTML pages and the feed, by path. `volumes` are the book's EPUBs, at least one."""
    said = words(settings.language)
    common = {**_addresses(), **_book(settings, volumes, said), "sample": essay}
    blurb = _paragraphs(volumes[0].description)
    claims: dict[Told, list[str]] = {}
    for volume in volumes:
        claims.setdefault(told(volume.claims, said), []).append(f"EPUB{volume.apart}")
    described = _shortened(" ".join(blurb))
    written = {
        INDEX: _render(INDEX, **common, blurb=blurb, claims=claims, described=described),
        FEED: _render(FEED, **common, catalog=catalog(volumes)),
    }
    return written | ({SAMPLE: _render(SAMPLE, **common)} if essay else {})


def _book(settings: Settings, volumes: Sequence[Volume], said: SiteWords) -> dict[str, object]:
    """What every skeleton may say of the book."""
    is_translated = settings.language.casefold().startswith(said.language)
    return {
        "site": settings.site,
        "name": settings.site.title or settings.title,
        "book": volumes[0],
        "volumes": volumes,
        "words": said,
        "language": settings.language if is_translated else said.language,
        "book_language": settings.language,
        "book_direction": direction(settings.language),
        "cover_size": picture.size(volumes[0].cover),
        "sizes": {volume.name: size(volume.size, said) for volume in volumes},
    }


def _addresses() -> dict[str, object]:
    """Where the files of the site lie."""
    return {
        "index": INDEX,
        "sample_page": SAMPLE,
        "feed": FEED,
        "feed_type": FEED_TYPE,
        "style": STYLE,
        "cover": picture.COVER,
        "thumbnail": picture.THUMBNAIL,
        "thumbnail_width": picture.THUMBNAIL_WIDTH,
    }


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _shortened(text: str) -> str:
    """Whole words, with an ellipsis where there are more."""
    if len(text) <= DESCRIBED:
        return text
    return text[:DESCRIBED].rpartition(" ")[0].rstrip(",;:") + " …"


def _render(template: str, **values: object) -> bytes:
    return (_templates().get_template(template).render(**values).strip() + "\n").encode()


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("anthology", "templates/site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
