"""The colours of a cover as its printer prints them, on one opaque layer.

Some printers print from CMYK and limit the ink that may lie in one place; what is RGB is then
turned into inks, as much of it into black as can be, so that dark grounds are dry and small words
on them stay sharp. No profile is applied: none is wanted in the file, and a screen's colour is
no promise in ink. For the others black that is given as ink becomes plain DeviceGray.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from anthology.errors import BuildError

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL.Image import Image

Colour = tuple[float, ...]
FULL = 255
DEVICES = ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK")
OPERATORS = {1: "g", 3: "rg", 4: "k"}  # by the number of parts; in capitals for lines
KEPT = ("/Font", "/XObject")
GRADIENT = "the cover has a gradient, a pattern or a colour that no press has"


def in_inks(pdf: Pdf, limit: float | None) -> None:
    """Make every colour a printer's.

    `limit` is the most ink in one place, 2.4 for 240 %; without it a printer takes RGB. Raises
    BuildError where something cannot be printed as it is: a gradient, a shadow one sees through.
    """

    def turned(colour: Colour) -> Colour:
        if limit is not None:
            return inks(*colour, limit) if len(colour) == 3 else colour
        is_black = len(colour) == 4 and not any(colour[:3])
        return (1 - colour[3],) if is_black else colour

    for drawing in _drawings(pdf):
        _refuse_what_shows_through(drawing.Resources)
        _draw_again(pdf, drawing, turned)
        for image in dict(drawing.Resources.get("/XObject", {})).values():
            if image.Subtype == "/Image":
                _separate(image, limit)
        for key in set(drawing.Resources.keys()) - {*KEPT}:
            del drawing.Resources[key]
        if "/Group" in drawing:
            del drawing.Group


def inks(red: float, green: float, blue: float, limit: float) -> Colour:
    """Cyan, magenta, yellow and black of a colour; all from 0 to 1, together `limit` at most."""
    light = max(red, green, blue)
    if not light:
        return 0.0, 0.0, 0.0, 1.0
    black = 1 - light
    cyan, magenta, yellow = ((light - part) / light for part in (red, green, blue))
    total = cyan + magenta + yellow
    thin = min(1.0, (limit - black) / total) if total else 1.0
    return cyan * thin, magenta * thin, yellow * thin, black


def _drawings(pdf: Pdf) -> Iterator[Any]:
    """The pages, and the forms they show."""
    waiting: list[Any] = [page.obj for page in pdf.pages]
    while waiting:
        drawing = waiting.pop()
        yield drawing
        inner = dict(drawing.Resources.get("/XObject", {})).values()
        waiting += [one for one in inner if one.Subtype == "/Form" and "/Resources" in one]


def _refuse_what_shows_through(resources: Any) -> None:
    for state in dict(resources.get("/ExtGState", {})).values():
        if any(key in state and state[key] != 1 for key in ("/ca", "/CA")):
            raise _refused("something on the cover is see-through, and paper is not")


def _draw_again(pdf: Pdf, drawing: Any, turned: Callable[[Colour], Colour]) -> None:
    from pikepdf import parse_content_stream, unparse_content_stream

    steps = (_step(step, turned) for step in parse_content_stream(drawing))
    written = unparse_content_stream([step for step in steps if step is not None])
    if "/Contents" in drawing:
        drawing.Contents = pdf.make_stream(written)
    else:
        drawing.write(written)


def _step(step: Any, turned: Callable[[Colour], Colour]) -> Any:
    """One step of a drawing, in its new colour; None for one that only names a device or state."""
    name = str(step.operator)
    match name.lower():
        case "g" | "rg" | "k" | "sc" | "scn":
            return _colour(turned(_parts(step.operands)), is_line=name.isupper())
        case "gs":
            return None
        case "cs" if str(step.operands[0]) in DEVICES:
            return None
        case "cs" | "sh":
            raise _refused(GRADIENT)
        case _:
            return step


def _parts(operands: Sequence[Any]) -> Colour:
    from pikepdf import Name

    if any(isinstance(part, Name) for part in operands):
        raise _refused(GRADIENT)
    return tuple(float(part) for part in operands)


def _colour(colour: Colour, *, is_line: bool) -> Any:
    from pikepdf import ContentStreamInstruction, Operator

    name = OPERATORS[len(colour)]
    parts = [Decimal(f"{part:.4f}") for part in colour]
    return ContentStreamInstruction(parts, Operator(name.upper() if is_line else name))


def _separate(image: Any, limit: float | None) -> None:
    """Put a picture's inks in its place where the printer wants inks."""
    from pikepdf import Name, PdfImage

    if "/SMask" in image or "/Mask" in image:
        raise _refused("the picture on the cover is see-through, and paper is not")
    if "/Interpolate" in image:
        del image.Interpolate
    picture = PdfImage(image).as_pil_image()
    if limit is not None and picture.mode not in ("L", "1", "CMYK"):
        image.write(separation(picture.convert("RGB"), limit).tobytes())
        image.ColorSpace, image.BitsPerComponent = Name.DeviceCMYK, 8


def separation(picture: Image, limit: float) -> Image:
    """The inks of an RGB picture, by the same rule as those of a colour."""
    from PIL import Image, ImageChops, ImageMath

    parts = picture.split()
    light = ImageChops.lighter(parts[0], ImageChops.lighter(parts[1], parts[2]))
    full = [ImageMath.lambda_eval(_ink, light=light, part=part) for part in parts]
    named = dict(zip(("cyan", "magenta", "yellow"), full, strict=True))
    thin = [
        ImageMath.lambda_eval(_thinned, light=light, one=one, most=int(limit * FULL), **named)
        for one in full
    ]
    return Image.merge("CMYK", (*thin, ImageChops.invert(light)))


def _ink(at: Any) -> Any:
    light = at["light"] + (at["light"] == 0)
    return at["convert"]((at["light"] - at["part"]) * FULL / light, "L")


def _thinned(at: Any) -> Any:
    total = at["cyan"] + at["magenta"] + at["yellow"]
    room = at["most"] - FULL + at["light"]
    thin = at["one"] * room / (total + (total == 0))
    return at["convert"](at["min"](at["one"], thin), "L")


def _refused(message: str) -> BuildError:
    hint = "draw it in plain colours in styles/cover.css, or make it part of the picture"
    return BuildError(message, hint=hint)
