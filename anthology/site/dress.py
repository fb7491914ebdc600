"""How the site looks: one stylesheet, and the fonts and ornaments it asks for.

The cascade is that of the editions: package base, package site, project base, project site; the
last word wins. The fonts are the book's own, whole, in the WOFF wrapping that browsers unpack.
Nothing may be fetched from another host: a stylesheet that asks for it is a fault.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from anthology import stylesheets
from anthology.errors import Place, ProjectError
from anthology.stylesheets import DISPLAY, FONTS, TEXT, Face

STYLE = "style.css"
FOREIGN = re.compile(r"@import\b|(?:url|src|image-set)\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)


def collect(styles: Path) -> dict[str, bytes]:
    """The files of the site's dress, by path. `styles` is the book's own folder.

    Raises ProjectError where a stylesheet of the book's asks for something from outside.
    """
    faces = [face for face in stylesheets.faces() if _is_used(face)]
    sheets = stylesheets.cascade("site", styles)
    for sheet in sheets:
        if FOREIGN.search(REMARK.sub("", sheet.text)):
            raise ProjectError(
                "the stylesheet asks for something from outside the book",
                Place(styles / Path(sheet.name).name),
                "put the file into `styles/` and name it by its path there",
            )
    rules = "\n".join(map(_rule, faces))
    text = "\n".join((rules, *(_at_home(sheet) for sheet in sheets)))
    return {
        STYLE: text.encode(),
        **{_woff_name(face): _woff(face.file) for face in faces},
        "fonts/LICENSE.md": (FONTS / "LICENSE.md").read_bytes(),
        **dict(_own(styles, text)),
    }


def _is_used(face: Face) -> bool:
    """Text in all its cuts, and the upright display cut, for titles."""
    return face.family == TEXT or (face.family, face.weight, face.style) == (DISPLAY, 400, "normal")


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: {face.style}; font-display: swap; "
        f'src: url("{_woff_name(face)}") format("woff"); }}'
    )


def _woff_name(face: Face) -> str:
    return f"fonts/{face.file.stem}.woff"


def _woff(file: Path) -> bytes:
    """The same font, table for table, in WOFF 1.0; the same bytes each time."""
    from fontTools.ttLib import TTFont

    written = io.BytesIO()
    with TTFont(file, recalcBBoxes=False, recalcTimestamp=False) as font:
        font.flavor = "woff"
        font.save(written, reorderTables=None)
    return written.getvalue()


def _at_home(sheet: stylesheets.Sheet) -> str:
    is_own = sheet.name.startswith("styles/")
    return stylesheets.rebased(sheet.text, "styles/") if is_own else sheet.text


def _own(styles: Path, text: str) -> Iterator[tuple[str, bytes]]:
    """What the stylesheets name from the book's own folder."""
    for name, file in stylesheets.project_files(styles).items():
        if f"styles/{name}" in text:
            yield f"styles/{name}", file.read_bytes()
