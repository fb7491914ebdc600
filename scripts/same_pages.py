"""Print a book and compare its pages with themselves, pixel by pixel.

    python scripts/same_pages.py [FOLDER …]

Each unit as it was laid out by itself with the same pages in the book, and the PDF for the press
with the one for a screen. Leaves with 1 where a page is not the same. The book's own build is left
alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from anthology import build, consent, pages
from anthology.check import likeness
from anthology.check.likeness import Likeness
from anthology.print.book import write_pdf
from anthology.print.cache import Cache
from anthology.project import PrintEdition


def compared(root: Path, folder: Path) -> tuple[Likeness, Likeness]:
    """The first print edition of the book in `root`, made in `folder`."""
    reading = build.look_over(root)
    settings, manuscript = reading.project.settings, reading.project.manuscript
    edition = next(each for each in settings.editions if isinstance(each, PrintEdition))
    book, _ = build.typeset(reading.book, settings)
    made = pages.make(book, consent.gate(book, settings), settings)
    images = (file for file in (manuscript / "images").rglob("*") if file.is_file())
    files = {file.relative_to(manuscript).as_posix(): file for file in images}
    screen, press, cache = folder / "screen.pdf", folder / "press.pdf", folder / "cache"
    styles = reading.project.styles
    printed = write_pdf(made, settings, edition, files, styles, screen, cache, press=press)
    return (
        likeness.of_units(screen, printed.plates, Cache(cache)),
        likeness.of_press(screen, press),
    )


def tell(what: str, found: Likeness) -> bool:
    sheets = f": not sheets {', '.join(map(str, found.unlike))}" if found.unlike else ""
    print(f"  {found.compared - len(found.unlike)} of {found.compared} pages {what}{sheets}")
    return not found.unlike


def main(root: Path) -> bool:
    print(root)
    with tempfile.TemporaryDirectory() as folder:
        units, press = compared(root, Path(folder))
    by_themselves = tell("are in the book what they are by themselves", units)
    return tell("are on the press what they are on a screen", press) and by_themselves


if __name__ == "__main__":
    same = [main(Path(name)) for name in sys.argv[1:] or ["."]]
    sys.exit(0 if all(same) else 1)
