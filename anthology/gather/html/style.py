"""What a tag's style says about its words: their dress, their white space, how far they are in.

Only what a book keeps is read. An indent is counted in steps, whatever unit it was given in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from anthology.gather.html.line import White
from anthology.gather.typed import lines

EMPHASIS = frozenset("em i cite dfn var".split())
STRONG = frozenset("strong b".split())
DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|pc|em|rem|ch|in|cm|mm|%)?$")
# CSS 2.1, 4.3.2: a pixel is a 96th of an inch; an em is taken for 16 of them, as browsers set it,
# and a percentage for one of a column of 480.
POINTS = {
    **{"px": 0.75, "pt": 1.0, "pc": 12.0, "em": 12.0, "rem": 12.0, "ch": 6.0},
    **{"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "%": 3.6},
}
# What a browser sets a quotation, a list or a definition in by: 40 pixels.
SET_IN = lines.steps(30.0)
BOLD_FROM = 600
PLACES = {"sup": "super", "sub": "sub"}
LINED = frozenset(["text-decoration", "text-decoration-line"])
INDENT_BUTTON = re.compile(r"(?:^|\s)(?:webkit-indent-blockquote|indent)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Look:
    """What an inline tag changes; nothing where it says nothing of it."""

    is_emphasis: bool | None = None
    is_strong: bool | None = None
    target: str | None = None
    white: White | None = None
    is_underlined: bool | None = None
    place: str | None = None


def style(attributes: Mapping[str, str]) -> dict[str, str]:
    """The declarations of a `style` attribute, in lower case."""
    return dict(DECLARATION.findall(attributes.get("style", "").lower()))


def look(tag: str, attributes: Mapping[str, str], target: str = "") -> Look:
    """What a tag makes of the words inside it; its style has the last word."""
    said = style(attributes)
    return Look(
        is_emphasis=_is_italic(said) if "font-style" in said else (tag in EMPHASIS or None),
        is_strong=_is_bold(said) if "font-weight" in said else (tag in STRONG or None),
        target=target or None,
        white=white(said),
        is_underlined=_is_underlined(said) if LINED.intersection(said) else (tag == "u" or None),
        place=said.get("vertical-align") or PLACES.get(tag),
    )


def _is_italic(said: Mapping[str, str]) -> bool | None:
    value = said["font-style"]
    return None if value == "inherit" else value.startswith(("italic", "oblique"))


def _is_underlined(said: Mapping[str, str]) -> bool | None:
    value = " ".join(said.get(name, "") for name in LINED)
    return None if "inherit" in value else "underline" in value


def _is_bold(said: Mapping[str, str]) -> bool | None:
    value = said["font-weight"].removesuffix("!important").strip()
    if value.isdecimal():
        return int(value) >= BOLD_FROM
    return None if value == "inherit" else value in ("bold", "bolder")


def white(said: Mapping[str, str]) -> White | None:
    """What a style makes of white space."""
    match said.get("white-space", "").partition("!")[0].strip():
        case "pre" | "pre-wrap" | "break-spaces":
            return White.KEPT
        case "pre-line":
            return White.LINES
        case "normal" | "nowrap":
            return White.COLLAPSED
        case _:
            return None


def steps(said: Mapping[str, str]) -> int:
    """How many steps a style sets a block in from the left; a first line's indent is prose's
    own and does not count."""
    return lines.steps(
        sum(
            points(said.get(f"{side}-left", "") or _left_of(said.get(side, "")))
            for side in ("margin", "padding")
        )
    )


def _left_of(shorthand: str) -> str:
    """The left one of `0 0 0 40px`."""
    match shorthand.split():
        case [_, _, _, left]:
            return left
        case [_, sides] | [_, sides, _]:
            return sides
        case _:
            return ""


def points(value: str) -> float:
    """A length in points; 0 where it is none."""
    found = LENGTH.match(value.removesuffix("!important").strip())
    return float(found[1]) * POINTS[found[2] or "px"] if found else 0.0


def is_tall(said: Mapping[str, str]) -> bool:
    """Has a block a height of its own, and so shows white where nothing is in it?"""
    height = said.get("height", "")
    return points(height) > 0 or height.startswith("var(")


def is_indent(attributes: Mapping[str, str]) -> bool:
    """Is this block quotation the work of an indent button? It takes the border away, or is
    named for it."""
    said = style(attributes)
    borderless = said.get("border", "").startswith(("none", "0"))
    named = INDENT_BUTTON.search(attributes.get("class", "").lower())
    return bool(named) or (borderless and steps(said) > 0)
