"""The stylesheets of an EPUB, and the fonts and ornaments they ask for.

A sheet is copied as it stands, but for the addresses in it. Of the book's own `styles/` folder
only what a sheet names goes into the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from anthology import stylesheets
from anthology.epub.container import Item
from anthology.epub.pictures import media_type
from anthology.errors import BuildError, Place
from anthology.stylesheets import Sheet

CSS = "text/css"
FONT_TYPES = {
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


def collect(styles: Path, fonts: bool) -> tuple[Item, ...]:
    """Stylesheets in the order they apply (below `css/`), then what they ask for.

    `styles` is the book's own folder; without `fonts` the readers' own serif is used.
    """
    cascade = stylesheets.cascade("epub", styles)
    own = tuple(_own(cascade, styles))
    if not fonts:
        return (*map(_item, cascade), *own)
    faces = [face for face in stylesheets.faces() if face.family == stylesheets.TEXT]
    rules = stylesheets.font_face_rules("../fonts/", faces)
    files = [
        Item(face.file.stem, f"fonts/{face.file.name}", "font/otf", face.file.read_bytes())
        for face in faces
    ]
    return (*map(_item, (rules, *cascade)), *files, *own)


def sheets(dress: Iterable[Item]) -> list[str]:
    """Where the stylesheets lie among these items, in the order they apply."""
    return [item.href for item in dress if item.media_type == CSS]


def _item(sheet: Sheet) -> Item:
    """`anthology/styles/base.css` is called `anthology-base.css`, `styles/base.css` `base.css`."""
    stem = sheet.name.removesuffix(".css").replace("styles/", "").replace("/", "-")
    is_own = sheet.name.startswith("styles/")
    text = stylesheets.rebased(sheet.text, "../styles/") if is_own else sheet.text
    return Item(f"css-{stem}", f"css/{stem}.css", CSS, text.encode())


def _own(cascade: Sequence[Sheet], styles: Path) -> Iterator[Item]:
    """What the sheets name from the book's own folder."""
    said = "\n".join(sheet.text for sheet in cascade)
    for number, (name, file) in enumerate(stylesheets.project_files(styles).items(), 1):
        if name not in said:
            continue
        content = file.read_bytes()
        kind = FONT_TYPES.get(file.suffix.casefold()) or (media_type(content) or ("", ""))[0]
        if not kind:
            raise BuildError(
                f"`{name}` is named by a stylesheet, and is neither a font nor a picture",
                Place(file),
            )
        yield Item(f"style-{number}", f"styles/{name}", kind, content)
