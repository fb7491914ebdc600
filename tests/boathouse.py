"""A small book of finished pages, with one of everything a page may hold."""

from __future__ import annotations

from pathlib import Path

from anthology.epub import write_epub
from anthology.pages import Page, Section
from anthology.project import EpubEdition, Settings

FIXTURES = Path(__file__).parent / "fixtures" / "epub"
NO_STYLES = FIXTURES / "styles"
COVER = (FIXTURES / "images" / "cover.jpg").read_bytes()
PICTURE = FIXTURES / "images" / "lamp.png"
FILES = {"images/Lampe am See.png": PICTURE}
EDITION = EpubEdition("epub", isbn="9783161484100")
SETTINGS = Settings(
    title="A Lamp in the Boathouse",
    subtitle="Short letters, and what came back",
    authors=("Ilse Marten", "Jonas Weir"),
    language="en-GB",
    editions=(EDITION,),
    publisher="Reed & Weir",
    year=2025,
    rights="© 2025 Ilse Marten",
    description="Letters about keeping a light.",
    subjects=("Essays", "Letters"),
)
PAGES = (
    ("title", "title-page", "A Lamp in the Boathouse", Section.FRONT, 0),
    ("copyright", "copyright", "Copyright", Section.FRONT, 0),
    ("dedication", "dedication", "Dedication", Section.FRONT, 0),
    ("contents", "contents", "Contents", Section.FRONT, 0),
    ("foreword", "matter", "Before you read", Section.FRONT, 1),
    ("shore", "part", "The Shore", Section.BODY, 1),
    ("lamp", "essay", "The Lamp & the Rope", Section.BODY, 2),
    ("lamp-comments", "comments", "Readers answered", Section.BODY, 3),
    ("tide", "essay", "Low Water", Section.BODY, 2),
    ("author", "matter", "About the author", Section.BACK, 1),
)


def pages() -> list[Page]:
    """The pages of the book; their bodies are files among the fixtures."""
    return [
        Page(name, kind, title, body(name), section, "en-GB", depth, 3 * (kind == "comments"))
        for name, kind, title, section, depth in PAGES
    ]


def body(name: str) -> str:
    """What stands on one page."""
    return (FIXTURES / f"{name}.xhtml").read_text(encoding="utf-8")


def write(target: Path, **changes: object) -> Path:
    """The book as an EPUB, with whatever is to be different."""
    given = {
        "pages": pages(),
        "settings": SETTINGS,
        "edition": EDITION,
        "files": FILES,
        "styles": NO_STYLES,
        "cover": COVER,
    }
    write_epub(**(given | changes), target=target)  # type: ignore[arg-type]
    return target
