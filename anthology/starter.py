"""A new book: the folder an author starts from.

Everything written is hers to change; nothing is written over.
"""

from __future__ import annotations

import json
import uuid
from datetime import date
from importlib import resources
from pathlib import Path

from anthology.errors import Place, ProjectError
from anthology.manuscript.files import write_text

# What each starter file is called in the new book.
FILES = {
    "contents.txt": "manuscript/contents.txt",
    "base.css": "styles/base.css",
    "print.css": "styles/print.css",
    "epub.css": "styles/epub.css",
    "gitignore": ".gitignore",
}


def title_of(folder: Path) -> str:
    """What a book is called like its folder: `my-book` gives `My Book`; capitals that she typed
    herself stay as they are."""
    said = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    return said.title() if said.islower() else said


def new(folder: Path, title: str, author: str, today: date) -> list[Path]:
    """Make a book in a new or empty folder and give the files written.

    Raises ProjectError where something is in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectError(
            "there is something here already",
            Place(folder),
            "choose a name that is not taken; nothing was changed",
        )
    starter = resources.files("anthology") / "templates" / "starter"
    written = []
    for name, target in FILES.items():
        write_text(folder / target, (starter / name).read_text(encoding="utf-8"))
        written.append(folder / target)
    book = (starter / "book.toml").read_text(encoding="utf-8")
    toml = folder / "manuscript" / "book.toml"
    write_text(toml, _filled(book, title, author, today))
    for name in ("essays", "comments", "images"):
        (folder / "manuscript" / name).mkdir(parents=True, exist_ok=True)
    return [toml, *written]


def _filled(book: str, title: str, author: str, today: date) -> str:
    """The starter book.toml with this book's values; a JSON string is a TOML string."""
    values = {
        "TITLE": json.dumps(title, ensure_ascii=False),
        "AUTHORS": json.dumps([author] if author else [], ensure_ascii=False),
        "YEAR": str(today.year),
        "IDENTIFIER": json.dumps(f"urn:uuid:{uuid.uuid4()}"),
    }
    for name, value in values.items():
        book = book.replace(f"{{{name}}}", value)
    return book
