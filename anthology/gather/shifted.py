"""Digits set above or below the line (H₂O, mc²), as letters of their own.

Unicode has each of the ten in both places, so nothing is lost and no markup is needed; letters,
and digits with a sign, it has not all, and they stay on the line.
"""

from __future__ import annotations

import re

DIGITS = "0123456789"
ABOVE, BELOW = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
PLACES = {"super": str.maketrans(DIGITS, ABOVE), "sub": str.maketrans(DIGITS, BELOW)}
SHIFTED = re.compile(f"[{ABOVE}{BELOW}]")
ON_THE_LINE = str.maketrans(ABOVE + BELOW, DIGITS * 2)


def shifted(text: str, place: str) -> str:
    """Digits put in their place, `super` or `sub`; any other text as it is."""
    is_number = text.isascii() and text.strip().isdecimal()
    return text.translate(PLACES[place]) if is_number and place in PLACES else text


def on_the_line(text: str) -> str:
    """The text with its digits on the line, as a source without their place has them."""
    return SHIFTED.sub(lambda found: found[0].translate(ON_THE_LINE), text)
