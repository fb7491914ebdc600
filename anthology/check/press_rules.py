"""What a press PDF keeps: one rule a function, from the file to what breaks it, in words.

The first line of its docstring is its name. Add one to RULES, and it runs. None knows how the
file was made. What only a file with a label must keep is in `pdfx`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from anthology.check import press_boxes
from anthology.check.breach import Breach
from anthology.check.press_file import PressFile

GRAY_SPACES = ("/DeviceGray",)
OPAQUE = {"/ca": (1,), "/CA": (1,), "/BM": ("/Normal", "/Compatible"), "/SMask": ("/None",)}
NEWEST = (1, 4)


Rule = Callable[[PressFile], Iterator[Breach]]


def version(file: PressFile) -> Iterator[Breach]:
    """The file is PDF 1.4 or older."""
    found = tuple(int(part) for part in file.pdf.pdf_version.split("."))
    if found > NEWEST:
        yield Breach(f"it is PDF {file.pdf.pdf_version}")


def object_streams(file: PressFile) -> Iterator[Breach]:
    """No object hides in a stream, as PDF 1.5 allows."""
    if b"/ObjStm" in file.path.read_bytes():
        yield Breach("there are object streams")


def encryption(file: PressFile) -> Iterator[Breach]:
    """The file is not locked."""
    if file.pdf.is_encrypted:
        yield Breach("it is encrypted")


def bare_catalog(file: PressFile) -> Iterator[Breach]:
    """Beside its pages the file holds nothing: no outline, names, labels, scripts or metadata."""
    for key in sorted(set(file.pdf.Root.keys()) - {"/Type", "/Pages", "/OutputIntents"}):
        yield Breach(f"there is {key}")


def bare_information(file: PressFile) -> Iterator[Breach]:
    """The file says nothing of itself but what its label asks for."""
    labelled = "/OutputIntents" in file.pdf.Root
    asked = (
        {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}
        if labelled
        else set()
    )
    for key in sorted(set(file.info.keys()) - asked - {"/GTS_PDFXVersion"}):
        yield Breach(f"it gives its {key.strip('/')}")


def bare_pages(file: PressFile) -> Iterator[Breach]:
    """A page has its drawing and its boxes: no annotations, actions, thumbnails or metadata."""
    known = {"/Type", "/Parent", "/Contents", "/Resources"}
    boxes = {"/MediaBox", "/CropBox", "/TrimBox", "/BleedBox"}
    for sheet, page in file.pages:
        for key in sorted(set(page.keys()) - known - boxes):
            yield Breach(f"there is {key}", sheet)


def gray_drawing(file: PressFile) -> Iterator[Breach]:
    """Everything is drawn in DeviceGray."""
    for drawing in file.drawings:
        for operator, operands in drawing.instructions:
            if operator in ("rg", "RG", "k", "K"):
                yield Breach(f"a colour is set by `{operator}`", drawing.sheet)
            elif operator in ("cs", "CS") and str(operands[0]) not in GRAY_SPACES:
                yield Breach(f"the colour space {operands[0]} is used", drawing.sheet)
            elif operator == "sh":
                yield Breach("a gradient is drawn", drawing.sheet)


def gray_pictures(file: PressFile) -> Iterator[Breach]:
    """Every picture is in DeviceGray."""
    for sheet, picture in file.pictures:
        space = picture.get("/ColorSpace")
        if str(space) not in GRAY_SPACES:
            yield Breach("a picture is not gray", sheet)


def no_profiles(file: PressFile) -> Iterator[Breach]:
    """No colour profile is embedded."""
    for drawing in file.drawings:
        for space in drawing.resources.get("/ColorSpace", {}).values():
            if _is_array(space) and str(space[0]) == "/ICCBased":
                yield Breach("a drawing has one", drawing.sheet)
    for sheet, picture in file.pictures:
        if _is_array(space := picture.get("/ColorSpace")) and str(space[0]) == "/ICCBased":
            yield Breach("a picture has one", sheet)
    for intent in file.pdf.Root.get("/OutputIntents", []):
        if "/DestOutputProfile" in intent:
            yield Breach("the output intent has one")


def no_inline_pictures(file: PressFile) -> Iterator[Breach]:
    """No picture is hidden in a drawing."""
    for drawing in file.drawings:
        if any(operator == "INLINE IMAGE" for operator, _ in drawing.instructions):
            yield Breach("there is an inline image", drawing.sheet)


def opaque_pictures(file: PressFile) -> Iterator[Breach]:
    """No picture is see-through."""
    for sheet, picture in file.pictures:
        if "/SMask" in picture or "/Mask" in picture or "/SMaskInData" in picture:
            yield Breach("a picture has a mask", sheet)


def smoothed_pictures(file: PressFile) -> Iterator[Breach]:
    """No picture asks to be smoothed."""
    for sheet, picture in file.pictures:
        if picture.get("/Interpolate", False) is True:
            yield Breach("a picture is interpolated", sheet)


def opaque_states(file: PressFile) -> Iterator[Breach]:
    """Nothing lets what lies below show through."""
    for drawing in file.drawings:
        for state in drawing.resources.get("/ExtGState", {}).values():
            for key, allowed in OPAQUE.items():
                if key in state and state[key] not in allowed:
                    yield Breach(f"a graphics state has {key} {state[key]}", drawing.sheet)


def no_groups(file: PressFile) -> Iterator[Breach]:
    """There are no transparency groups."""
    for drawing in file.drawings:
        if "/Group" in drawing.owner:
            yield Breach("there is a group", drawing.sheet)


def no_screens(file: PressFile) -> Iterator[Breach]:
    """No screen or transfer curve of the file's own gets between it and the press."""
    for drawing in file.drawings:
        for state in drawing.resources.get("/ExtGState", {}).values():
            for key in ("/TR", "/TR2", "/HT", "/HTP", "/BG", "/UCR"):
                if key in state:
                    yield Breach(f"a graphics state has {key}", drawing.sheet)


def embedded(file: PressFile) -> Iterator[Breach]:
    """Every font is embedded."""
    for font in file.fonts:
        if not font.program[0] and font.kind != "/Type3":
            yield Breach(f"{font.name.strip('/')} is not", font.sheet)


def bare_fonts(file: PressFile) -> Iterator[Breach]:
    """No font is in an OpenType wrapper, which PDF 1.4 does not know."""
    for font in file.fonts:
        if font.program[1] == "/OpenType":
            yield Breach(f"{font.name.strip('/')} is", font.sheet)


def outline_fonts(file: PressFile) -> Iterator[Breach]:
    """No font is made of little drawings (Type 3)."""
    for font in file.fonts:
        if font.kind == "/Type3":
            yield Breach("there is a Type 3 font", font.sheet)


def visible_text(file: PressFile) -> Iterator[Breach]:
    """No text is invisible."""
    for drawing in file.drawings:
        for operator, operands in drawing.instructions:
            if operator == "Tr" and int(operands[0]) in (3, 7):
                yield Breach("text is set that is not to be seen", drawing.sheet)


def no_layers(file: PressFile) -> Iterator[Breach]:
    """There are no layers to be switched off."""
    for drawing in file.drawings:
        if any(operator in ("BDC", "DP") for operator, _ in drawing.instructions):
            yield Breach("a drawing is marked", drawing.sheet)
    for sheet, one in file.objects:
        if "/OC" in one:
            yield Breach("a picture or form is in a layer", sheet)


def no_programs(file: PressFile) -> Iterator[Breach]:
    """No PostScript, and no other file, is inside."""
    for sheet, one in file.objects:
        if one.get("/Subtype") == "/PS" or "/PS" in one or "/Ref" in one or "/OPI" in one:
            yield Breach("a form is a program, or stands for another file", sheet)


def plain_filters(file: PressFile) -> Iterator[Breach]:
    """Nothing is compressed in a way older presses do not read."""
    for sheet, stream in _streams(file):
        filters = stream.get("/Filter", [])
        for filter_ in [filters] if not _is_array(filters) else list(filters):
            if str(filter_) in ("/LZWDecode", "/JPXDecode", "/JBIG2Decode", "/Crypt"):
                yield Breach(f"there is {filter_}", sheet)


def _streams(file: PressFile) -> Iterator[tuple[int, Any]]:
    yield from file.objects
    for sheet, page in file.pages:
        contents = page.get("/Contents", [])
        whole: Iterable[Any] = contents if _is_array(contents) else [contents]
        yield from ((sheet, stream) for stream in whole)


def _is_array(value: Any) -> bool:
    from pikepdf import Array

    return isinstance(value, (Array, list))


def whole_drawings(file: PressFile) -> Iterator[Breach]:
    """No page has a drawing without anything in it, over which presses stumble."""
    for drawing in file.drawings:
        if "/Contents" in drawing.owner and drawing.is_blank:
            yield Breach("there is", drawing.sheet)


RULES: tuple[Rule, ...] = (
    version,
    object_streams,
    encryption,
    bare_catalog,
    bare_information,
    bare_pages,
    *press_boxes.RULES,
    gray_drawing,
    gray_pictures,
    no_profiles,
    no_inline_pictures,
    opaque_pictures,
    smoothed_pictures,
    opaque_states,
    no_groups,
    no_screens,
    embedded,
    bare_fonts,
    outline_fonts,
    visible_text,
    no_layers,
    no_programs,
    plain_filters,
    whole_drawings,
)
