"""The printer's cover: its measures by hand, its boxes, inks and letters read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import boathouse
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pikepdf import PdfImage
from PIL import Image
from printing import rows

from anthology.check import cover as check
from anthology.check.press_file import opened
from anthology.errors import BuildError, Problem
from anthology.print import separation, sheet, wrap
from anthology.print.sheet import WrapGeometry
from anthology.project import PrintEdition, Settings, Trim, TypeSize

ISBN = "9780306406157"
SIX_BY_NINE = Trim(152.4, 228.6)
KDP = PrintEdition("print", SIX_BY_NINE, ISBN, "cream", "kdp-paperback")
INGRAM = replace(KDP, printer="ingram", spine=12.4, spine_for=200)
LULU = replace(KDP, printer="lulu")
BOOK = replace(boathouse.SETTINGS, description="Letters about keeping a light.")


def geometry(edition: PrintEdition, pages: int = 200) -> WrapGeometry:
    found = sheet.geometry(edition, pages)
    assert found
    return found


def made(
    folder: Path,
    edition: PrintEdition = KDP,
    pages: int = 200,
    settings: Settings = BOOK,
    **given: Path,
) -> Path:
    styles, artwork = given.get("styles", boathouse.NO_STYLES), given.get("artwork")
    written = wrap.write_cover(settings, styles, artwork, edition, pages, folder / "cover.pdf")
    assert isinstance(written, wrap.Wrap), written
    return written.path


def interior(folder: Path, pages: int = 200, trim: Trim = SIX_BY_NINE, isbn: str = "") -> Path:
    """Empty pages of a size; the first names an ISBN."""
    path = folder / "interior.pdf"
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(trim.width / 25.4 * 72, trim.height / 25.4 * 72))
        first = pdf.pages[0].obj
        helvetica = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        first.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica))
        first.Contents = pdf.make_stream(f"BT /F 9 Tf 72 72 Td (ISBN {isbn}) Tj ET".encode())
        pdf.save(path)
    return path


# ---------------------------------------------------------------------- measures, by hand


@pytest.mark.parametrize(
    ("edition", "pages", "spine", "width"),
    [
        (replace(KDP, paper="white"), 200, 11.4402, 322.5902),  # 200 × 0.002252 in
        (KDP, 200, 12.7, 323.85),  # 200 × 0.0025 in
        (KDP, 199, 12.7, 323.85),  # a leaf has two pages
        (LULU, 200, 12.9654, 324.1154),  # 200 ÷ 444 + 0.06 in
        (INGRAM, 200, 12.4, 323.55),  # from its template
    ],
)
def test_the_sheet_is_as_wide_as_the_printer_reckons(
    edition: PrintEdition, pages: int, spine: float, width: float
) -> None:
    on = geometry(edition, pages)

    assert on.spine_width == pytest.approx(spine, abs=5e-5)
    assert on.width == pytest.approx(width, abs=5e-5)
    assert on.height == pytest.approx(228.6 + 2 * 3.175)


def test_back_spine_and_front_stand_side_by_side_between_the_bleeds() -> None:
    on = geometry(KDP)

    assert [round(box.left, 3) for box in (on.back, on.spine, on.front)] == [
        3.175,
        155.575,
        168.275,
    ]
    assert on.front.right == pytest.approx(on.width - 3.175)


@pytest.mark.parametrize(
    ("edition", "pages", "allows"),
    [(KDP, 78, False), (KDP, 79, True), (INGRAM, 47, False), (INGRAM, 48, True)],
)
def test_words_stand_on_a_spine_from_the_printers_least_page_count_on(
    edition: PrintEdition, pages: int, allows: bool
) -> None:
    assert geometry(edition, pages).has_spine_text is allows


def test_the_barcode_is_in_kdps_box() -> None:
    on = geometry(KDP)
    symbol = sheet.symbol_box(on, margin=15.24)

    assert (on.barcode.width, on.barcode.height) == (50.8, 30.48)
    assert on.back.foot - on.barcode.foot == pytest.approx(6.35)
    assert on.back.right - on.barcode.right == pytest.approx(6.35)
    assert on.barcode.left <= symbol.left
    assert symbol.right <= on.barcode.right
    assert symbol.top >= on.barcode.top


@pytest.mark.parametrize("printer", ["ingram", "bn", "any", "kdp-hardcover"])
def test_a_spine_that_nobody_publishes_is_asked_for(tmp_path: Path, printer: str) -> None:
    edition = replace(KDP, printer=printer)

    said = wrap.write_cover(BOOK, boathouse.NO_STYLES, None, edition, 200, tmp_path / "c.pdf")

    assert isinstance(said, Problem)
    assert said.code == "no-cover"
    assert printer == "any" or "200 pages" in said.hint
    assert not (tmp_path / "c.pdf").exists()


@pytest.mark.parametrize("spine_for", [None, 198])
def test_a_template_for_another_page_count_is_not_taken(
    tmp_path: Path, spine_for: int | None
) -> None:
    edition = replace(INGRAM, spine_for=spine_for)

    said = wrap.write_cover(BOOK, boathouse.NO_STYLES, None, edition, 200, tmp_path / "c.pdf")

    assert isinstance(said, Problem)
    assert "the interior has 200" in said.message


# ---------------------------------------------------------------------- the finished file


def test_the_boxes_are_the_sheet_from_the_origin_and_the_trim_in_it(tmp_path: Path) -> None:
    with pikepdf.open(made(tmp_path)) as pdf:
        page = pdf.pages[0]
        boxes = {name: [float(edge) for edge in page[name]] for name in ("/MediaBox", "/TrimBox")}

        assert len(pdf.pages) == 1
        assert boxes["/MediaBox"] == pytest.approx([0, 0, 918, 666])
        assert boxes["/TrimBox"] == pytest.approx([9, 9, 909, 657])
        assert page.BleedBox == page.CropBox == page.MediaBox


def test_the_same_book_has_the_same_cover(tmp_path: Path) -> None:
    first, second = (made(tmp_path).read_bytes() for _ in range(2))

    assert first == second


@pytest.mark.parametrize("edition", [KDP, LULU, INGRAM], ids=lambda each: each.printer)
def test_another_ones_reader_reads_the_barcode(tmp_path: Path, edition: PrintEdition) -> None:
    codes = zxingcpp.read_barcodes(picture(made(tmp_path, edition)))

    assert [(code.text, code.format.name) for code in codes] == [(ISBN, "EAN13")]


def picture(pdf: Path, scale: float = 300 / 72) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        seen: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
        return seen


def colours(pdf: Path) -> set[tuple[str, ...]]:
    """Each colour that is set, as an operator with its operands."""
    with pikepdf.open(pdf) as file:
        steps = pikepdf.parse_content_stream(file.pages[0])
        return {
            (str(step.operator), *(f"{float(part):g}" for part in step.operands))
            for step in steps
            if str(step.operator).lower() in ("g", "rg", "k", "cs", "sc", "scn")
        }


def test_an_ingram_cover_is_in_inks_and_its_bars_in_black_alone(tmp_path: Path) -> None:
    found = colours(made(tmp_path, INGRAM))

    assert {colour[0] for colour in found} == {"k"}
    assert ("k", "0", "0", "0", "1") in found
    assert max(sum(map(float, colour[1:])) for colour in found) < 2.4


def test_a_lulu_cover_is_in_rgb_and_its_bars_in_gray(tmp_path: Path) -> None:
    found = colours(made(tmp_path, LULU))

    assert {colour[0] for colour in found} == {"g", "rg"}
    assert ("g", "0") in found


def test_a_book_s_own_colour_becomes_inks_too(tmp_path: Path) -> None:
    (tmp_path / "cover.css").write_text(":root { --ground: #804020; }")

    found = colours(made(tmp_path, INGRAM, styles=tmp_path))

    assert ("k", "0", "0.5", "0.75", "0.498") in found


def test_a_see_through_colour_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cover.css").write_text(".rule { opacity: 0.5; }")

    with pytest.raises(BuildError, match="see-through"):
        made(tmp_path, styles=tmp_path)


def test_a_gradient_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cover.css").write_text("body { background: linear-gradient(red, blue); }")

    with pytest.raises(BuildError, match="gradient"):
        made(tmp_path, styles=tmp_path)


def test_a_dark_picture_has_no_more_ink_than_the_printer_takes(tmp_path: Path) -> None:
    dark = tmp_path / "dark.png"
    blue = Image.linear_gradient("L").resize((600, 600))
    Image.merge("RGB", (blue.point(lambda _: 0), blue.point(lambda part: part // 9), blue)).save(
        dark
    )

    with opened(made(tmp_path, INGRAM, artwork=dark)) as file:
        ((_, printed),) = file.pictures
        inks = PdfImage(printed).as_pil_image().tobytes()

    heaviest = max(sum(inks[at : at + 4]) for at in range(0, len(inks), 4))
    assert 2.3 < heaviest / 255 <= 2.4


def test_inks_together_make_the_colour_they_are_made_from() -> None:
    cyan, magenta, yellow, black = separation.inks(0.5, 0.25, 0.125, limit=3)

    assert [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)] == [0.5, 0.25, 0.125]


@pytest.mark.parametrize("has_picture", [False, True], ids=["plain", "with a picture"])
@pytest.mark.parametrize("trim", [SIX_BY_NINE, Trim(127, 203.2)], ids=["6x9", "5x8"])
def test_a_long_subtitle_keeps_out_of_the_way_of_the_authors(
    tmp_path: Path, trim: Trim, *, has_picture: bool
) -> None:
    long = "On the very long patience it takes to sit beside another through the whole winter, "
    title, authors = long[:60], ("Maximiliana Featherstone", "Bartholomew Cholmondeley")
    book = replace(BOOK, title=title, subtitle=long * 2 + "ends", authors=authors, description="")
    picture = tmp_path / "picture.png"
    Image.new("RGB", (60, 90), (90, 90, 90)).save(picture)

    given = {"artwork": picture} if has_picture else {}
    front = rows(made(tmp_path, replace(KDP, trim=trim), 200, book, **given))

    ends = next(row for row in front if row.text.endswith("ends"))
    begins = next(row for row in front if row.text.startswith("Maximiliana") and row.size > 8)
    assert ends.baseline + 0.25 * ends.size < begins.baseline - 0.75 * begins.size


def test_a_picture_too_coarse_for_print_is_told(tmp_path: Path) -> None:
    coarse = tmp_path / "coarse.png"
    Image.new("RGB", (600, 600), (90, 90, 90)).save(coarse)

    written = wrap.write_cover(BOOK, boathouse.NO_STYLES, coarse, KDP, 200, tmp_path / "c.pdf")

    assert isinstance(written, wrap.Wrap)
    assert [problem.code for problem in written.problems] == ["cover-coarse"]


@pytest.mark.parametrize(("edition", "codes"), [(INGRAM, ["cover-barcode"]), (LULU, [])])
def test_a_printer_that_wants_a_barcode_is_not_sent_a_cover_without_one_unwarned(
    tmp_path: Path, edition: PrintEdition, codes: list[str]
) -> None:
    without = replace(edition, isbn="")

    written = wrap.write_cover(BOOK, boathouse.NO_STYLES, None, without, 200, tmp_path / "c.pdf")

    assert isinstance(written, wrap.Wrap)
    assert [problem.code for problem in written.problems] == codes


def test_a_blurb_that_no_back_can_hold_stops_the_cover_alone(tmp_path: Path) -> None:
    endless = replace(BOOK, description="A light is kept. " * 400)

    said = wrap.write_cover(endless, boathouse.NO_STYLES, None, KDP, 200, tmp_path / "c.pdf")

    assert isinstance(said, Problem)
    assert "too long" in said.message


def test_a_cover_of_large_print_says_so_and_no_other_does(tmp_path: Path) -> None:
    def said(edition: PrintEdition) -> str:
        page = pypdfium2.PdfDocument(made(tmp_path, edition))[0]
        return str(page.get_textpage().get_text_range())

    assert "Large print edition" in said(replace(KDP, type=TypeSize.LARGE))
    assert "Large print" not in said(KDP)


def test_a_line_of_the_blurb_stays_a_line() -> None:
    blurb = wrap.paragraphs("One gull.\nThen two.\n\nAnd the sea.\n")

    assert blurb == (("One gull.", "Then two."), ("And the sea.",))


# ---------------------------------------------------------------------- cover and interior


@pytest.mark.parametrize("edition", [KDP, LULU, INGRAM], ids=lambda each: each.printer)
def test_a_cover_fits_the_interior_it_was_made_for(tmp_path: Path, edition: PrintEdition) -> None:
    refused = check.refusals(made(tmp_path, edition), interior(tmp_path, isbn=ISBN), edition)

    assert refused == ()


TITLES = ("Tide", "What We Said to the Water While Everyone Else Was Already Asleep Upstairs")
TRIMS = (Trim(105, 148), Trim(148, 210), Trim(209.55, 152.4), Trim(215.9, 279.4))


@pytest.mark.parametrize("title", TITLES, ids=("short", "long"))
@pytest.mark.parametrize("trim", TRIMS, ids=lambda trim: f"{trim.width:g}x{trim.height:g}")
@pytest.mark.parametrize("pages", [40, 90, 600])
def test_no_word_is_near_an_edge_or_a_fold(
    tmp_path: Path, title: str, trim: Trim, pages: int
) -> None:
    edition = replace(LULU, trim=trim)
    cover = made(tmp_path, edition, pages, replace(BOOK, title=title, publisher="Reed & Weir"))

    assert check.refusals(cover, interior(tmp_path, pages, trim), edition) == ()


def test_without_an_isbn_the_place_of_the_barcode_is_left_clear(tmp_path: Path) -> None:
    edition = replace(KDP, isbn="")
    seen = picture(made(tmp_path, edition), scale=1)
    on = geometry(edition)
    box = (on.barcode.left, on.barcode.top, on.barcode.right, on.barcode.foot)

    clear = seen.crop(tuple(round(side / 25.4 * 72) for side in box))  # type: ignore[arg-type]

    assert len(clear.getcolors() or []) == 1


def codes(folder: Path, cover: Path, **other: Any) -> list[str]:
    edition = other.pop("edition", KDP)
    refused = check.refusals(cover, interior(folder, **other), edition)
    return sorted({problem.code for problem in refused})


def test_a_cover_for_another_page_count_is_refused(tmp_path: Path) -> None:
    cover = made(tmp_path)

    assert codes(tmp_path, cover, pages=202) == ["cover-pages", "cover-trim"]


def test_a_cover_for_another_page_count_is_refused_though_the_spine_is_as_wide(
    tmp_path: Path,
) -> None:
    cover = made(tmp_path, pages=199)

    assert codes(tmp_path, cover, pages=200) == ["cover-pages"]


def test_a_cover_for_another_page_size_is_refused(tmp_path: Path) -> None:
    cover, other = made(tmp_path), Trim(148, 210)

    assert codes(tmp_path, cover, trim=other) == ["cover-trim"]
    assert codes(tmp_path, cover, trim=other, edition=replace(KDP, trim=other)) == ["cover-trim"]


def test_a_cover_for_another_printer_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, made(tmp_path, LULU), edition=KDP) == ["cover-trim"]


def test_a_cover_with_another_isbn_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, made(tmp_path), isbn="978-3-16-148410-0") == ["cover-isbn"]


def test_words_that_a_book_s_own_sheet_moves_to_the_edge_are_refused(tmp_path: Path) -> None:
    (tmp_path / "cover.css").write_text(".authors { bottom: 0; }")

    assert codes(tmp_path, made(tmp_path, styles=tmp_path)) == ["cover-safety"]
