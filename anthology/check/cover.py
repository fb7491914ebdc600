"""Whether a finished cover is the cover of a finished interior, for the printer of both.

Both files are read back. A cover that was made for another number of pages, another page size or
another ISBN is refused, and so is one with words where the knife or the fold may take them, or
with more ink in one place than its printer takes. What a drawing may hold at all is `preflight`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anthology.check import pdf_file, preflight, press_boxes, press_rules
from anthology.check.press_file import PressFile, opened
from anthology.errors import Place, Problem
from anthology.print import sheet
from anthology.print.geometry import points
from anthology.print.sheet import Box, WrapGeometry
from anthology.print.wrap import INTERIOR_PAGES
from anthology.project import MM_PER_INCH, PrintEdition

# In text without spaces: PDFium may put each figure on a row of its own.
ISBN = re.compile(r"97[89](?:[-‐‑]?\d){10}")
CLOSE = 0.25  # points by which an edge may miss; a tenth of a millimetre
POINT = MM_PER_INCH / 72
AGAIN = "make both again with `anthology build`"
# What holds for any sheet that goes to a press; the rest of its rules are those of an interior.
RULES = (
    press_rules.version,
    press_rules.object_streams,
    press_rules.encryption,
    press_rules.bare_catalog,
    press_rules.bare_pages,
    press_boxes.origin,
    press_boxes.cropped_to_media,
    press_boxes.boxes,
    press_rules.no_inline_pictures,
    press_rules.opaque_pictures,
    press_rules.smoothed_pictures,
    press_rules.opaque_states,
    press_rules.no_groups,
    press_rules.no_screens,
    press_rules.embedded,
    press_rules.bare_fonts,
    press_rules.outline_fonts,
    press_rules.visible_text,
    press_rules.no_layers,
    press_rules.no_programs,
    press_rules.plain_filters,
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a finished PDF shows: its pages, the trim of the first, its ISBNs and letters.

    The trim is left, foot, right and head in points; `letters` are those of the first page, each
    with such a box of its own."""

    pages: int
    trim: tuple[float, float, float, float]
    isbns: frozenset[str]
    letters: tuple[tuple[str, tuple[float, float, float, float]], ...]


def refusals(cover: Path, interior: Path, edition: PrintEdition) -> tuple[Problem, ...]:
    """Every reason not to send this cover to the printer with this interior; none if it fits.

    Raises BuildError where one of the files is no PDF.
    """
    outside, inside = _read(cover), _read(interior)
    wanted = sheet.geometry(edition, inside.pages)
    with opened(cover) as file:
        made_for = str(file.info.get(INTERIOR_PAGES, "?"))
        broken = [problem for rule in RULES for problem in preflight.broken(rule, file)]
        too_much = list(_ink(file, edition))
    told = (*_pages(made_for, inside), *_trim(outside, inside, wanted), *_isbn(outside, inside))
    outside_safety = _safety(outside, wanted) if wanted and not told else ()
    found = (*told, *outside_safety, *too_much)
    return (*(Problem(code, what, Place(cover), AGAIN) for code, what in found), *broken)


def _pages(made_for: str, inside: _Read) -> Iterator[tuple[str, str]]:
    if made_for != str(inside.pages):
        yield (
            "cover-pages",
            f"it was made for {made_for} pages, and the interior has {inside.pages}",
        )


def _trim(outside: _Read, inside: _Read, wanted: WrapGeometry | None) -> Iterator[tuple[str, str]]:
    if wanted is None:
        yield "cover-trim", "how wide its spine has to be is not known"
        return
    page = _size(inside.trim)
    if not _near(page, (points(wanted.trim.width), points(wanted.trim.height))):
        yield "cover-trim", f"the pages of the interior are {_mm(page)}, which it is not made for"
    right = (points(wanted.width - 2 * wanted.bleed), points(wanted.trim.height))
    if outside.pages != 1 or not _near(_size(outside.trim), right):
        yield "cover-trim", f"it is {_mm(_size(outside.trim))}, and has to be {_mm(right)}"


def _isbn(outside: _Read, inside: _Read) -> Iterator[tuple[str, str]]:
    """The number on the cover is named in the book, where the book names any."""
    if len(outside.isbns) > 1:
        yield "cover-isbn", f"it has two ISBNs: {', '.join(sorted(outside.isbns))}"
    elif inside.isbns and not outside.isbns <= inside.isbns:
        on_it, in_it = ", ".join(outside.isbns), ", ".join(sorted(inside.isbns))
        yield "cover-isbn", f"its ISBN is {on_it}, and that of the interior {in_it}"


def _safety(outside: _Read, wanted: WrapGeometry) -> Iterator[tuple[str, str]]:
    """Words stand where neither knife nor fold takes them, and none where a barcode goes."""
    safe = [_in_points(box, wanted) for box in wanted.safe]
    code = _in_points(wanted.barcode, wanted)
    strays = [
        letter
        for letter, box in outside.letters
        if not any(_holds(each, box) for each in (*safe, code))
        or (not outside.isbns and _meet(code, box))
    ]
    if strays:
        yield "cover-safety", f"“{''.join(strays)[:40]}” stands too near an edge or a fold"


def _ink(file: PressFile, edition: PrintEdition) -> Iterator[tuple[str, str]]:
    limit = sheet.ink_limit(edition)
    if limit is None:
        return
    heaviest = 0.0
    for drawing in file.drawings:
        for operator, operands in drawing.instructions:
            if operator in ("rg", "RG"):
                yield "cover-ink", "there is RGB in it, and its printer takes inks"
            elif operator in ("k", "K"):
                heaviest = max(heaviest, sum(float(part) for part in operands))
    for _, picture in file.pictures:
        if str(picture.ColorSpace) == "/DeviceRGB":
            yield "cover-ink", "there is an RGB picture in it, and its printer takes inks"
        heaviest = max(heaviest, _heaviest(picture))
    if heaviest > limit + 0.005:
        yield "cover-ink", f"{heaviest:.0%} of ink lie in one place; {limit:.0%} are the most"


def _heaviest(picture: Any) -> float:
    """The most ink in one place of a picture."""
    from pikepdf import PdfImage
    from PIL import ImageMath

    image = PdfImage(picture).as_pil_image()
    if image.mode != "CMYK":
        return 0.0
    inks = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda at: at["c"] + at["m"] + at["y"] + at["k"], **inks)
    return float(total.getextrema()[1]) / 255


def _read(path: Path) -> _Read:
    with pdf_file.pages(path) as document:
        texts = [document[number].get_textpage() for number in range(len(document))]
        bare = ("".join(text.get_text_range().split()) for text in texts)
        said = (each for text in bare for each in ISBN.findall(text))
        numbers = frozenset(re.sub(r"\D", "", each) for each in said)
        letters = tuple(_letters(texts[0]))
        return _Read(len(document), document[0].get_trimbox(), numbers, letters)


def _letters(text: Any) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            yield letter, text.get_charbox(at)


def _in_points(box: Box, on: WrapGeometry) -> tuple[float, float, float, float]:
    """A place on the sheet as PDF has it: left, foot, right, head, from the lower left."""
    height = on.height
    return points(box.left), points(height - box.foot), points(box.right), points(height - box.top)


def _holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    return all(
        one <= other + CLOSE
        for one, other in zip((*outer[:2], *inner[2:]), (*inner[:2], *outer[2:]), strict=True)
    )


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _size(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= CLOSE for a, b in zip(one, other, strict=True))


def _mm(size: tuple[float, float]) -> str:
    return f"{size[0] * POINT:.1f} × {size[1] * POINT:.1f} mm"
