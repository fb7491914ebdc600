"""One ink: what is drawn in a colour space of three or four inks is drawn in gray.

Black as it leaves layout (`0 0 0 rg`) prints as a mixture of four inks. What is neutral is said
again in DeviceGray, shade for shade; what is coloured, or lets what lies below show through, is
refused by name, for nobody but the author knows which gray she wants instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

# As far apart as two channels of a neutral colour may be: one step of 255, left by rounding.
NEUTRAL = 1 / 255
# Darker than this is black: a screen of 98 % frays the edges of type and saves no ink.
NEARLY_BLACK = 0.02
SEE_THROUGH = "something lets what lies below it show through"

_GRAY, _RGB, _CMYK = "/DeviceGray", "/DeviceRGB", "/DeviceCMYK"
_IN_SPACE = {"g": _GRAY, "rg": _RGB, "k": _CMYK}
_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})  # which mean nothing on paper
_INKS = frozenset("q Q gs cs CS g G rg RG k K sc SC scn SCN sh".split())
_ABOUT_INK = _INKS | _MARKS | {"INLINE IMAGE"}
# What an opaque state may say; anything more is not ours to drop.
_OPAQUE: Mapping[str, tuple[object, ...]] = {
    "/Type": ("/ExtGState",),
    "/ca": (1,),
    "/CA": (1,),
    "/BM": ("/Normal", "/Compatible"),
    "/SMask": ("/None",),
    "/AIS": (False,),
}


class NotOneInk(ValueError):
    """Something cannot be printed in one ink; the message says what, in the author's words."""


def drawn_in_gray(drawing: Iterable[Any], states: Mapping[str, Any]) -> tuple[list[Any], set[str]]:
    """A content stream in gray, and what in it cannot be; `states` are its `/ExtGState`."""
    kept: list[Any] = []
    refused: set[str] = set()
    spaces = [{"cs": _GRAY, "CS": _GRAY}]
    for instruction in drawing:
        operator = str(instruction.operator)
        if operator not in _ABOUT_INK:
            kept.append(instruction)
            continue
        try:
            kept += _said_again(operator, instruction, states, spaces)
        except NotOneInk as reason:
            refused.add(str(reason))
    return kept, refused


def _said_again(
    operator: str, instruction: Any, states: Mapping[str, Any], spaces: list[dict[str, str]]
) -> Iterator[Any]:
    """What one instruction becomes; `spaces` are the colour spaces in force, saved by `q`."""
    operands = instruction.operands
    match operator:
        case "q":
            spaces.append(dict(spaces[-1]))
            yield instruction
        case "Q":
            spaces[:] = spaces[:-1] or spaces
            yield instruction
        case "gs":
            if not is_opaque(states[str(operands[0])]):
                raise NotOneInk(SEE_THROUGH)
        case "cs" | "CS":
            spaces[-1][operator] = str(operands[0])
            yield _ink(0.0, operator)
        case "g" | "G" | "rg" | "RG" | "k" | "K":
            yield _ink(shade(_IN_SPACE[operator.lower()], operands), operator)
        case "sc" | "SC" | "scn" | "SCN":
            space = spaces[-1]["CS" if operator.isupper() else "cs"]
            yield _ink(shade(space, operands), operator)
        case "sh":
            raise NotOneInk("a gradient is drawn")
        case "INLINE IMAGE":
            raise NotOneInk("a picture is drawn in the middle of the text")


def is_opaque(state: Any) -> bool:
    """Whether a graphics state says nothing but that what is drawn is opaque."""
    return all(key in _OPAQUE and value in _OPAQUE[key] for key, value in state.items())


def shade(space: str, operands: Sequence[Any]) -> float:
    """The gray of a colour: 0 is black, 1 is paper. Raises `NotOneInk` where it is none."""
    try:
        values = [float(value) for value in operands]
    except (TypeError, ValueError) as error:
        raise NotOneInk("a pattern or a gradient is drawn") from error
    match space, values:
        case "/DeviceGray", [gray]:
            return _solid(gray)
        case "/DeviceRGB", [_, green, _] if max(values) - min(values) <= NEUTRAL:
            return _solid(green)
        case "/DeviceCMYK", [cyan, magenta, yellow, black] if not (cyan or magenta or yellow):
            return _solid(1 - black)
        case "/DeviceRGB", [red, green, blue]:
            channels = " ".join(f"{round(value * 255)}" for value in (red, green, blue))
            raise NotOneInk(f"something is drawn in colour: rgb({channels})")
        case _:
            raise NotOneInk(f"something is drawn in colour, in the space {space.strip('/')}")


def _solid(gray: float) -> float:
    return 0.0 if gray < NEARLY_BLACK else min(1.0, gray)


def _ink(gray: float, operator: str) -> Any:
    """Set a shade, for lines where the operator is in capitals, for everything else where not."""
    from pikepdf import ContentStreamInstruction, Operator

    return ContentStreamInstruction([round(gray, 4)], Operator("G" if operator.isupper() else "g"))
