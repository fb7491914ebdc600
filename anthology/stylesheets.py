"""Which stylesheets dress the book, in which order, and the fonts they ask for.

The cascade has four sheets: package base, package medium, project base, project medium; the
last word wins. The package's sheets hold what makes any book right, the project's what makes
this one itself. Nothing here reads CSS beyond its relative `url()`s, and nothing knows how a
page is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anthology.errors import Place, ProjectError

Medium = Literal["epub", "print", "site"]

STYLES = Path(__file__).parent / "styles"
FONTS = STYLES / "fonts" / "source-serif-4"

TEXT = "Source Serif 4"
SMALL = "Source Serif 4 SmText"
DISPLAY = "Source Serif 4 Display"

_RELATIVE_URL = re.compile(r"""url\(\s*(["']?)(?!["'/#]|[a-z][a-z0-9+.-]*:)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One stylesheet; `name` is what to call it when something in it is wrong."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Face:
    """One bundled font file and the CSS description it answers to."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    file: Path


def cascade(medium: Medium, project_styles: Path) -> tuple[Sheet, ...]:
    """The sheets for a medium, in order; a project need not have any of its own.

    Raises `ProjectError` where a project's sheet is not UTF-8.
    """
    wanted = (STYLES, "base"), (STYLES, medium), (project_styles, "base"), (project_styles, medium)
    files = (folder / f"{stem}.css" for folder, stem in wanted)
    return tuple(_sheet(file) for file in files if file.is_file())


def _sheet(file: Path) -> Sheet:
    owner = "anthology/styles" if file.parent == STYLES else "styles"
    try:
        return Sheet(f"{owner}/{file.name}", file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"`{file.name}` is not plain UTF-8 text", Place(file), "save it again as UTF-8"
        ) from error


def project_files(project_styles: Path) -> dict[str, Path]:
    """What a project's sheets may refer to (its fonts, its ornaments), by path beside them."""
    if not project_styles.is_dir():
        return {}
    return {
        file.relative_to(project_styles).as_posix(): file
        for file in sorted(project_styles.rglob("*"))
        if file.is_file() and file.suffix != ".css" and not file.name.startswith(".")
    }


def rebased(text: str, prefix: str) -> str:
    """The CSS with every relative `url(x)` made `url(PREFIXx)`."""
    return _RELATIVE_URL.sub(lambda match: match[0] + prefix, text)


def faces() -> tuple[Face, ...]:
    """The bundled fonts: text, small text and display sizes of one family."""
    cuts: Mapping[tuple[str, int, Literal["normal", "italic"]], str] = {
        (TEXT, 400, "normal"): "SourceSerif4-Regular",
        (TEXT, 400, "italic"): "SourceSerif4-It",
        (TEXT, 700, "normal"): "SourceSerif4-Bold",
        (TEXT, 700, "italic"): "SourceSerif4-BoldIt",
        (SMALL, 400, "normal"): "SourceSerif4SmText-Regular",
        (SMALL, 400, "italic"): "SourceSerif4SmText-It",
        (DISPLAY, 400, "normal"): "SourceSerif4Display-Regular",
        (DISPLAY, 400, "italic"): "SourceSerif4Display-It",
        (DISPLAY, 600, "normal"): "SourceSerif4Display-Semibold",
    }
    return tuple(Face(*cut, FONTS / f"{stem}.otf") for cut, stem in cuts.items())


def font_face_rules(prefix: str, of: Iterable[Face] | None = None) -> Sheet:
    """The `@font-face` rules; each URL is the prefix (`book:fonts/`, `../fonts/`) and a file name.

    They name the bundled faces, or those asked for.
    """
    rules = (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; src: url("{prefix}{face.file.name}"); }}'
        for face in (faces() if of is None else of)
    )
    return Sheet("fonts", "\n".join(rules) + "\n")
