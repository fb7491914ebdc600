"""How the book was made, told on its last page, in the few sentences a colophon has.

Only what was measured on the edition at hand is said, so each edition hands in its own facts when
all else of it is known. Knows nothing of how they were measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from io import BytesIO

from anthology import __version__, xhtml
from anthology.pages import Page
from anthology.words import Words, joined, words

COLOPHON = "colophon"
_END = "</section>"
_OF_THE_WEB = (b"wOFF", b"wOF2")
_VERSION = re.compile(r"Version (\d+(?:\.\d+)*)")


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family of fonts as it names itself, and its version, empty where it tells none."""

    family: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Size and leading of the text in points, width and height of the page in millimetres."""

    size: float
    leading: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in an edition: its typefaces, the most used first; on paper, how it is set;
    the tags of the languages in which words were divided; the program that made it, with its
    version."""

    faces: tuple[Typeface, ...]
    maker: tuple[str, str]
    setting: Setting | None = None
    divided: tuple[str, ...] = ()


def typeface(font: bytes) -> Typeface | None:
    """What a font file calls itself; none where it cannot be read."""
    import uharfbuzz as hb

    face = hb.Face(_unpacked(font) if font[:4] in _OF_THE_WEB else font)
    ids = hb.OTNameIdPredefined
    version = _VERSION.match(face.get_name(ids.VERSION_STRING) or "")
    family = face.get_name(ids.TYPOGRAPHIC_FAMILY) or face.get_name(ids.FONT_FAMILY)
    return Typeface(family, version[1] if version else "") if family else None


def _unpacked(font: bytes) -> bytes:
    """A font of the web as one of a computer; empty where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    out = BytesIO()
    try:
        read = TTFont(BytesIO(font))
        read.flavor = None
        read.save(out)
    except (TTLibError, ImportError):  # WOFF 2 wants a library that may be missing
        return b""
    return out.getvalue()


def told(page: Page, facts: Facts) -> Page:
    """The colophon with what was found, behind what the author says herself."""
    said = words(page.language)
    tongue = "" if said.language == page.language.partition("-")[0] else said.language
    sentences = escape(" ".join(_sentences(facts, said)), quote=False)
    paragraph = f'<p class="facts" id="facts"{xhtml.attributes(tongue)}>{sentences}</p>'
    return replace(page, body=f"{page.body.removesuffix(_END)}{paragraph}\n{_END}")


def _sentences(facts: Facts, said: Words) -> Iterator[str]:
    def figure(value: float) -> str:
        return f"{value:g}".replace(".", said.decimal)

    if facts.faces and (setting := facts.setting):
        yield said.set_in.format(
            faces=_faces(facts.faces, said),
            size=figure(setting.size),
            leading=figure(setting.leading),
            width=figure(setting.width),
            height=figure(setting.height),
        )
    elif facts.faces:
        yield said.brings.format(faces=_faces(facts.faces, said))
    if facts.divided:
        names = {said.languages.get(tag.partition("-")[0], tag) for tag in facts.divided}
        yield said.divided.format(languages=joined(sorted(names), said))
    makers = [f"anthology {__version__}", " ".join(facts.maker)]
    yield said.made_with.format(makers=joined(makers, said))


def _faces(faces: Iterable[Typeface], said: Words) -> str:
    """The families; one whose name begins with another's is named as a cut of that."""
    known = dict.fromkeys(faces)
    whole = [face for face in known if not any(_is_cut(face, other) for other in known)]
    return joined([_family(face, known, said) for face in whole], said)


def _is_cut(face: Typeface, of: Typeface) -> bool:
    return face.version == of.version and face.family.startswith(f"{of.family} ")


def _family(face: Typeface, known: Iterable[Typeface], said: Words) -> str:
    named = said.version.format(family=face.family, version=face.version)
    family = named if face.version else face.family
    cuts = [each.family.removeprefix(face.family).strip() for each in known if _is_cut(each, face)]
    return said.cuts.format(family=family, cuts=joined(sorted(cuts), said)) if cuts else family
