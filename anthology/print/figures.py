"""Set figures over the noughts that keep their room in a page's text.

They go into the very place in the drawing where the noughts stand, so that what is copied, searched
or read out has the number where the eye has it. Knows where to look by the slot's place alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anthology.errors import BuildError
from anthology.print.sidecar import Slot
from anthology.print.stamp import TypeCase

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

NEAR = 0.05  # points between a place and itself, told by layout and read from the drawing


@dataclass(frozen=True, slots=True)
class Filling:
    """A folio for a slot, and the case its figures come from."""

    slot: Slot
    folio: str
    case: TypeCase


@dataclass(frozen=True, slots=True)
class _Shown:
    """An instruction that shows text: its number, its place, and the font and size in force."""

    number: int
    x: float
    y: float
    font: Sequence[Any]


def fill(pdf: Pdf, page: Page, fillings: Sequence[Filling]) -> None:
    """Put each folio in the place of its noughts. Raises `BuildError` where they are not there."""
    from pikepdf import parse_content_stream, unparse_content_stream

    drawing: list[Any] = list(parse_content_stream(page))
    shown = list(_shown(drawing))
    for filling in fillings:
        here = [each for each in shown if _is_at(filling.slot, each)]
        fitting = [each for each in here if _is_room(filling, drawing[each.number].operands[0])]
        if len(fitting) != 1:
            raise BuildError(
                f"there is no room for the page number {filling.folio}",
                hint="this is a fault of anthology; build without: `page_references = false`",
            )
        (place,) = fitting
        drawing[place.number] = _set(filling, place.font)
    flat = [each for one in drawing for each in (one if isinstance(one, list) else [one])]
    page.obj.Contents = pdf.make_stream(unparse_content_stream(flat))


def _shown(drawing: Sequence[Any]) -> Iterator[_Shown]:
    """Everything that shows text; the first of what stands between two places is at the first."""
    from pikepdf import Matrix

    saved, place, font = [Matrix()], Matrix(), ()
    for number, instruction in enumerate(drawing):
        match str(instruction.operator):
            case "q":
                saved.append(saved[-1])
            case "Q":
                saved.pop()
            case "cm":
                saved[-1] = Matrix(*map(float, instruction.operands)) @ saved[-1]
            case "Tm":
                place = Matrix(*map(float, instruction.operands)) @ saved[-1]
            case "Tf":
                font = tuple(instruction.operands)
            case "TJ":
                yield _Shown(number, place.e, place.f, font)


def _is_at(slot: Slot, shown: _Shown) -> bool:
    return abs(shown.x - slot.x) <= NEAR and abs(shown.y - slot.y) <= NEAR


def _is_room(filling: Filling, operand: Any) -> bool:
    nought = filling.case.glyphs["0"].to_bytes(2, "big")
    return b"".join(_strings(operand)) == nought * len(filling.folio)


def _strings(operand: Any) -> Iterator[bytes]:
    from pikepdf import String

    return (bytes(item) for item in operand if isinstance(item, String))


def _set(filling: Filling, font: Sequence[Any]) -> list[Any]:
    """The figures in the font of their case, then the font that was in force."""
    from pikepdf import Array, ContentStreamInstruction, Name, Operator, String

    case = filling.case
    glyphs = b"".join(case.glyphs[figure].to_bytes(2, "big") for figure in filling.folio)
    return [
        ContentStreamInstruction([Name(case.name), font[1]], Operator("Tf")),
        ContentStreamInstruction([Array([String(glyphs)])], Operator("TJ")),
        ContentStreamInstruction(font, Operator("Tf")),
    ]
