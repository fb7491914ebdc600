"""Every rule of preflight finds the fault it is for, and a press PDF has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from anthology.check import pdfx, preflight, press_rules
from anthology.errors import BuildError
from anthology.print.layout import draw
from anthology.print.press import Claim, press
from anthology.project import Standard

CSS = """
    @page { size: 300pt 300pt; margin: 40pt }
    html { color: black; font-family: "Source Serif 4" }
"""
HTML = '<html lang="en"><title>Oars</title><body><h1>Oars</h1><p>Two.</p></body></html>'
DAY = date(2026, 3, 1)
Mutation = Callable[[Any], object]


@pytest.fixture(scope="module")
def books() -> dict[Standard, bytes]:
    """The same page for the press, under every standard there is."""
    page = draw(HTML, [CSS], {})
    return {each: press(page, Claim(each, "Oars", DAY)).pdf for each in Standard}


def mutated(data: bytes, mutate: Mutation, folder: Path, **saved: object) -> Path:
    whole, path = folder / "whole.pdf", folder / "mutated.pdf"
    whole.write_bytes(data)
    with pikepdf.open(whole) as pdf:
        mutate(pdf)
        pdf.save(path, **saved)  # type: ignore[arg-type]
    return path


def rules_broken(path: Path, standard: Standard = Standard.NONE) -> set[str]:
    names = {preflight.name(rule): rule.__name__ for rule in pdfx.rules(standard)}
    messages = [problem.message for problem in preflight.look_over(path, standard)]
    return {names[message.split("“")[1].split("”")[0]] for message in messages}


def picture(**more: Any) -> Mutation:
    """Show a gray picture of one pixel, with something more said of it."""

    def mutate(pdf: Any) -> None:
        image = pdf.make_stream(b"\x80")
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width = image.Height = 1
        image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceGray
        for key, value in more.items():
            image[f"/{key}"] = value
        pdf.pages[0].Resources.XObject = Dictionary(Im=image)
        pdf.pages[0].contents_add(b"q 9 0 0 9 0 0 cm /Im Do Q")

    return mutate


def form(**more: Any) -> Mutation:
    def mutate(pdf: Any) -> None:
        drawing = pdf.make_stream(b"0 g")
        drawing.Type, drawing.Subtype, drawing.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        for key, value in more.items():
            drawing[f"/{key}"] = value
        pdf.pages[0].Resources.XObject = Dictionary(Fm=drawing)

    return mutate


def added(content: bytes) -> Mutation:
    return lambda pdf: pdf.pages[0].contents_add(content)


def state(**said: Any) -> Mutation:
    def mutate(pdf: Any) -> None:
        pdf.pages[0].Resources.ExtGState = Dictionary(S=Dictionary(**said))

    return mutate


def page_key(key: str, value: Any) -> Mutation:
    return lambda pdf: pdf.pages[0].obj.__setitem__(key, value)


def catalog(key: str, value: Any) -> Mutation:
    return lambda pdf: pdf.Root.__setitem__(key, value)


def font(change: Callable[[Any], object]) -> Mutation:
    """Change the first font of the page."""

    def mutate(pdf: Any) -> None:
        change(next(iter(pdf.pages[0].Resources.Font.values())))

    return mutate


def _unembed(font: Any) -> None:
    del font.DescendantFonts[0].FontDescriptor.FontFile3


def _wrap(font: Any) -> None:
    font.DescendantFonts[0].FontDescriptor.FontFile3.Subtype = Name.OpenType


def _type_3(font: Any) -> None:
    del font.DescendantFonts
    font.Subtype = Name.Type3


def another_size(pdf: Any) -> None:
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].MediaBox = pdf.pages[1].CropBox = Array([0, 0, 300, 310])
    pdf.pages[1].TrimBox = pdf.pages[1].BleedBox = Array([0, 0, 300, 310])


BROKEN: tuple[tuple[str, Mutation], ...] = (
    ("bare_catalog", catalog("/PageLabels", Dictionary(Nums=Array([])))),
    ("bare_catalog", catalog("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1")))),
    ("bare_information", lambda pdf: pdf.docinfo.__setitem__("/Author", "Ines")),
    ("bare_pages", page_key("/Annots", Array([]))),
    ("bare_pages", page_key("/Thumb", Dictionary())),
    ("origin", page_key("/MediaBox", Array([-1, 0, 300, 300]))),
    ("cropped_to_media", page_key("/CropBox", Array([0, 0, 300, 299]))),
    ("boxes", page_key("/BleedBox", Array([9, 9, 290, 290]))),
    ("boxes", page_key("/BleedBox", Array([0, 0, 300, 301]))),
    ("boxes", lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox")),
    ("trimmed", page_key("/TrimBox", Array([9, 9, 291, 291]))),
    ("one_size", another_size),
    ("gray_drawing", added(b"1 0 0 rg")),
    ("gray_drawing", added(b"0 0 0 1 K")),
    ("gray_drawing", added(b"/DeviceRGB cs")),
    ("gray_drawing", added(b"/Sh sh")),
    ("gray_pictures", picture(ColorSpace=Name.DeviceRGB)),
    ("no_profiles", picture(ColorSpace=Array([Name.ICCBased, Dictionary(N=1)]))),
    ("no_inline_pictures", added(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI")),
    ("opaque_pictures", picture(Mask=Array([0, 1]))),
    ("smoothed_pictures", picture(Interpolate=True)),
    ("opaque_states", state(ca=0.5)),
    ("opaque_states", state(BM=Name.Multiply)),
    ("opaque_states", state(SMask=Dictionary(S=Name.Alpha))),
    ("no_groups", form(Group=Dictionary(S=Name.Transparency))),
    ("no_groups", page_key("/Group", Dictionary(S=Name.Transparency))),
    ("no_screens", state(TR=Name.Identity)),
    ("embedded", font(_unembed)),
    ("bare_fonts", font(_wrap)),
    ("outline_fonts", font(_type_3)),
    ("visible_text", added(b"BT 3 Tr ET")),
    ("no_layers", added(b"/OC /Layer BDC EMC")),
    ("no_layers", form(OC=Dictionary(Type=Name.OCG))),
    ("no_programs", form(OPI=Dictionary())),
    ("plain_filters", picture(Filter=Name.JPXDecode)),
    ("whole_drawings", lambda pdf: pdf.pages[0].obj.__setitem__("/Contents", pdf.make_stream(b""))),
)


@pytest.mark.parametrize("standard", Standard)
def test_a_press_pdf_keeps_every_rule_of_its_standard(
    standard: Standard, books: dict[Standard, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(books[standard])

    assert preflight.look_over(path, standard) == ()


@pytest.mark.parametrize(
    ("rule", "mutate"), BROKEN, ids=[f"{rule} {n}" for n, (rule, _) in enumerate(BROKEN)]
)
def test_a_rule_finds_its_fault(
    rule: str, mutate: Mutation, books: dict[Standard, bytes], tmp_path: Path
) -> None:
    path = mutated(books[Standard.NONE], mutate, tmp_path)

    assert rule in rules_broken(path)


def test_every_rule_is_tried() -> None:
    by_saving = {"version", "object_streams", "encryption"}

    assert {rule.__name__ for rule in press_rules.RULES} == by_saving | {name for name, _ in BROKEN}


@pytest.mark.parametrize(
    ("rule", "saved"),
    [
        ("version", {"force_version": "1.7"}),
        ("object_streams", {"object_stream_mode": pikepdf.ObjectStreamMode.generate}),
        ("encryption", {"encryption": pikepdf.Encryption(owner="oar", user="")}),
    ],
)
def test_a_rule_finds_what_saving_does(
    rule: str, saved: dict[str, object], books: dict[Standard, bytes], tmp_path: Path
) -> None:
    path = mutated(books[Standard.NONE], lambda _: None, tmp_path, **saved)

    assert rule in rules_broken(path)


def info(key: str, value: Any) -> Mutation:
    def mutate(pdf: Any) -> None:
        if value is None:
            del pdf.trailer.Info[key]
        else:
            pdf.trailer.Info[key] = value

    return mutate


def intents(change: Callable[[Any], object]) -> Mutation:
    return lambda pdf: change(pdf.Root.OutputIntents)


X_BROKEN: tuple[tuple[str, Mutation], ...] = (
    ("label", info("/GTS_PDFXVersion", String("PDF/X-4"))),
    ("described", info("/Title", None)),
    ("described", info("/Producer", String(" "))),
    ("dates", info("/ModDate", String("D:2026"))),
    ("trapped", info("/Trapped", Name.Unknown)),
    ("one_intent", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    ("one_intent", intents(lambda every: every.append(every[0]))),
    ("condition", intents(lambda every: every[0].__delitem__("/RegistryName"))),
    ("condition", intents(lambda every: every[0].__delitem__("/OutputConditionIdentifier"))),
    ("no_profiles", intents(lambda every: every[0].__setitem__("/DestOutputProfile", Array([])))),
    ("trim_or_art", page_key("/ArtBox", Array([0, 0, 300, 300]))),
)


def x_4(change: Callable[[Any], object]) -> Mutation:
    """Change the XMP metadata of a file."""

    def mutate(pdf: Any) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            change(told)

    return mutate


def profile(change: Callable[[bytes], bytes]) -> Mutation:
    def mutate(pdf: Any) -> None:
        (intent,) = pdf.Root.OutputIntents
        intent.DestOutputProfile.write(change(intent.DestOutputProfile.read_bytes()))

    return mutate


X_4_BROKEN: tuple[tuple[str, Mutation], ...] = (
    ("label", x_4(lambda told: told.__delitem__("pdfxid:GTS_PDFXVersion"))),
    ("metadata", x_4(lambda told: told.__setitem__("dc:title", "Ropes"))),
    ("metadata", x_4(lambda told: told.__setitem__("xmp:CreateDate", "2026-03-02T00:00:00Z"))),
    ("metadata", x_4(lambda told: told.__delitem__("xmpMM:DocumentID"))),
    ("metadata", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    ("catalog_of_x_4", lambda pdf: pdf.Root.__setitem__("/Lang", String("en"))),
    ("profile_of_the_intent", picture(ColorSpace=Array([Name.ICCBased, Dictionary()]))),
    ("gray_output", intents(lambda every: every[0].__delitem__("/DestOutputProfile"))),
    ("gray_output", intents(lambda every: every[0].__delitem__("/Info"))),
    ("gray_output", profile(lambda data: data.replace(b"GRAY", b"CMYK"))),
    ("gray_output", profile(lambda data: data[:-4])),
    ("one_intent", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
)


LABELLED = [
    (standard, *case)
    for standard, cases in ((Standard.X_1A, X_BROKEN), (Standard.X_4, X_4_BROKEN))
    for case in cases
]


@pytest.mark.parametrize(
    ("standard", "rule", "mutate"),
    LABELLED,
    ids=[f"{standard.value} {rule} {n}" for n, (standard, rule, _) in enumerate(LABELLED)],
)
def test_a_rule_of_the_label_finds_its_fault(
    standard: Standard,
    rule: str,
    mutate: Mutation,
    books: dict[Standard, bytes],
    tmp_path: Path,
) -> None:
    path = mutated(books[standard], mutate, tmp_path)

    assert rule in rules_broken(path, standard)


def test_pdf_x_4_is_no_newer_than_pdf_1_6(books: dict[Standard, bytes], tmp_path: Path) -> None:
    path = mutated(books[Standard.X_4], lambda _: None, tmp_path, force_version="1.7")

    assert rules_broken(path, Standard.X_4) == {"version_of_x_4"}


@pytest.mark.parametrize("asked", [Standard.NONE, Standard.X_1A, Standard.X_3])
def test_pdf_x_4_is_nothing_else(
    asked: Standard, books: dict[Standard, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(books[Standard.X_4])

    assert {"version", "no_profiles"} <= rules_broken(path, asked)


def test_a_file_without_an_identifier_is_not_what_its_label_says(
    books: dict[Standard, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(books[Standard.X_1A].replace(b"/ID [", b"/Id ["))

    assert "identifier" in rules_broken(path, Standard.X_1A)


def test_one_label_is_not_the_other(books: dict[Standard, bytes], tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(books[Standard.X_3])

    assert rules_broken(path, Standard.X_1A) == {"label"}


def test_a_label_nobody_asked_for_is_a_fault(books: dict[Standard, bytes], tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(books[Standard.X_1A])

    assert rules_broken(path) == {"no_label"}


def test_a_fault_names_the_first_page_and_counts_the_rest(
    books: dict[Standard, bytes], tmp_path: Path
) -> None:
    def twice(pdf: Any) -> None:
        pdf.pages[0].contents_add(b"1 0 0 rg")
        pdf.pages.append(pdf.pages[0])

    (problem,) = preflight.look_over(mutated(books[Standard.NONE], twice, tmp_path))

    assert problem.message.endswith("a colour is set by `rg`, on page 1 and 1 more")


def test_what_is_no_pdf_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"oars")

    with pytest.raises(BuildError, match="this is not a PDF"):
        preflight.look_over(path)
