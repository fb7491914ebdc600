"""What is drawn on a sheet, and where: pages, the forms on them, and the pictures in both.

Walks content streams and keeps the matrix in force; knows nothing of colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Matrix, Object


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or a form that is shown: its name in the resources, and the matrix in force."""

    name: str
    what: Object
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Surface:
    """A page or a form with what it draws, and the pictures and forms it shows, in order."""

    owner: Any
    drawing: list[Any]
    shown: tuple[Shown, ...]

    @property
    def is_page(self) -> bool:
        return bool(self.owner.get("/Type") == "/Page")


def surfaces(owner: Any, matrix: Matrix) -> Iterator[Surface]:
    """A page, and every form shown on it or in another form; drawn by a matrix."""
    from pikepdf import Matrix, parse_content_stream

    is_empty = owner.get("/Type") == "/Page" and "/Contents" not in owner
    drawing = [] if is_empty else list(parse_content_stream(owner))
    surface = Surface(owner, drawing, tuple(_shown(owner, drawing, matrix)))
    yield surface
    for shown in surface.shown:
        if shown.what.Subtype == "/Form":
            inner = Matrix(*map(float, shown.what.get("/Matrix", [1, 0, 0, 1, 0, 0])))
            yield from surfaces(shown.what, inner @ shown.matrix)


def _shown(owner: Any, drawing: Iterable[Any], matrix: Matrix) -> Iterator[Shown]:
    from pikepdf import Matrix

    saved = [matrix]
    for instruction in drawing:
        match str(instruction.operator):
            case "q":
                saved.append(saved[-1])
            case "Q" if len(saved) > 1:
                saved.pop()
            case "cm":
                saved[-1] = Matrix(*map(float, instruction.operands)) @ saved[-1]
            case "Do":
                name = str(instruction.operands[0])
                yield Shown(name, owner.Resources.XObject[name], saved[-1])


def to_the_origin(page: Any) -> Matrix:
    """Where a page's drawing has to move so that its lower left corner is 0, 0."""
    from pikepdf import Matrix

    left, bottom = (float(edge) for edge in list(page.MediaBox)[:2])
    return Matrix(1, 0, 0, 1, -left, -bottom)


def moved(start: Matrix, drawing: Iterable[Any]) -> list[Any]:
    """A drawing that is moved by a matrix first, unless that moves nothing."""
    from pikepdf import ContentStreamInstruction, Operator

    if not (start.e or start.f):
        return list(drawing)
    return [ContentStreamInstruction(list(start.shorthand), Operator("cm")), *drawing]
