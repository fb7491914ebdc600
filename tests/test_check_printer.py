"""A finished interior before a printer: what was asked, what was measured, what came of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from conftest import BOOK_TOML, essay

from anthology import build, inspection
from anthology.check import printer, rows
from anthology.check.stores import Row, Verdict
from anthology.cli import main
from anthology.errors import AnthologyError, BuildError, Severity
from anthology.print.geometry import type_page
from anthology.project import PrintEdition, Trim

TOML = BOOK_TOML + '[editions.print]\ntrim = "5.5x8.5in"\npaper = "cream"\n'
EDITION = PrintEdition("print", Trim(139.7, 215.9))
LINES = "The tide goes out, and nobody asks.\nIt has an appointment.\n\nSo have you.\n"


def write(root: Path, essays: int, toml: str = TOML, text: str = LINES) -> Path:
    """A book of so many short essays; each opens on a recto."""
    folder = root / "manuscript"
    (folder / "essays").mkdir(parents=True)
    (folder / "book.toml").write_text(toml, encoding="utf-8")
    names = [f"oar-{number}" for number in range(essays)]
    (folder / "contents.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    for name in names:
        (folder / f"essays/{name}.md").write_text(essay(text, name.title()), encoding="utf-8")
    return root


def built(root: Path) -> Path:
    build.build(root, lambda *_: None)
    return root / "build/the-boathouse-print.pdf"


@pytest.fixture(scope="module")
def interior(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write(tmp_path_factory.mktemp("book"), 20))


def verdicts(found: tuple[Row, ...]) -> dict[str, Verdict]:
    return {row.rule.rule: row.verdict for row in found}


def changed(interior: Path, folder: Path, change: str) -> Path:
    path = folder / "changed-print.pdf"
    with pikepdf.open(interior) as pdf:
        page = pdf.pages[2]
        match change:
            case "a page too many":
                pdf.add_blank_page(page_size=(396, 612))
            case "an outline":
                with pdf.open_outline() as outline:
                    outline.root.append(pikepdf.OutlineItem("Oars", 0))
            case "a title":
                pdf.docinfo["/Title"] = "Oars"
            case "a link":
                page.obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link)])
            case "a rule at the edge":
                page.contents_add(b"0 g 380 300 2 20 re f")
            case "a rule in the gutter":
                page.contents_add(b"0 g 20 300 2 20 re f")
            case "something red":
                page.contents_add(b"1 0 0 rg 200 300 20 20 re f")
            case "words on the last page":
                pdf.pages[-1].contents_add(b"0 g 200 300 20 20 re f")
            case "another size":
                page.MediaBox = page.CropBox = page.TrimBox = page.BleedBox = [0, 0, 396, 600]
        pdf.save(path)
    return path


@pytest.mark.parametrize("name", ["kdp-paperback", "ingram", "lulu", "any"])
def test_a_small_book_passes(interior: Path, name: str) -> None:
    found = printer.measure(interior, EDITION, name)

    assert Verdict.FAIL not in {row.verdict for row in found}
    assert sum(row.verdict is Verdict.PASS for row in found) >= 4
    assert all(row.required and row.measured for row in found)


@pytest.mark.parametrize(
    ("change", "name", "rule"),
    [
        ("a page too many", "kdp-paperback", "pages in pairs"),
        ("an outline", "kdp-paperback", "outline"),
        ("a title", "kdp-paperback", "metadata"),
        ("a link", "kdp-paperback", "annotations"),
        ("a rule at the edge", "kdp-paperback", "outer margins"),
        ("a rule at the edge", "ingram", "outer margins"),
        ("a rule in the gutter", "kdp-paperback", "inner margin"),
        ("something red", "ingram", "ink"),
        ("something red", "lulu", "ink"),
        ("words on the last page", "ingram", "the last page"),
        ("another size", "kdp-paperback", "trim size"),
    ],
)
def test_a_printer_refuses_what_it_does_not_take(
    change: str, name: str, rule: str, interior: Path, tmp_path: Path
) -> None:
    path = changed(interior, tmp_path, change)

    found = verdicts(printer.measure(path, EDITION, name))

    assert [each for each, verdict in found.items() if verdict is Verdict.FAIL] == [rule]


def test_too_few_pages_fail(tmp_path: Path) -> None:
    path = built(write(tmp_path, 2))

    assert (
        verdicts(printer.measure(path, EDITION, "kdp-paperback"))["number of pages on cream paper"]
        is Verdict.FAIL
    )


def test_blank_pages_are_counted_in_the_middle_and_at_the_end(
    interior: Path, tmp_path: Path
) -> None:
    path = tmp_path / "blanks-print.pdf"
    with pikepdf.open(interior) as pdf:
        for at in (2, 2, 2, *[len(pdf.pages) + 3] * 11):
            pdf.add_blank_page(page_size=(396, 612))
            pdf.pages.insert(at, pdf.pages[-1])
            del pdf.pages[-1]
        pdf.save(path)

    found = {row.rule.rule: row for row in printer.measure(path, EDITION, "kdp-paperback")}

    assert found["blank pages in a row"].verdict is Verdict.FAIL
    assert found["blank pages at the end"].verdict is Verdict.FAIL
    assert found["blank pages at the end"].required == "at most 10"


def test_what_is_only_recalled_is_not_verified(interior: Path, tmp_path: Path) -> None:
    path = changed(interior, tmp_path, "a rule in the gutter")

    found = verdicts(printer.measure(path, EDITION, "lulu"))

    assert found["inner margin"] is Verdict.NOT_VERIFIED


def test_what_no_printer_publishes_is_left_to_its_template(interior: Path) -> None:
    found = verdicts(printer.measure(interior, EDITION, "ingram"))

    assert found["width of the spine"] is Verdict.TEMPLATE


def test_a_standard_that_is_not_the_one_asked_for_is_not_verified(interior: Path) -> None:
    found = verdicts(printer.measure(interior, EDITION, "ingram"))

    assert found["standard"] is Verdict.NOT_VERIFIED


def test_margins_are_measured_where_ink_is_seen(interior: Path) -> None:
    found = {row.rule.rule: row for row in printer.measure(interior, EDITION, "ingram")}
    inner = found["inner margin"].measured

    page = type_page(EDITION.trim)
    assert float(inner.partition(" in")[0]) == pytest.approx(page.inner / 72, abs=0.05)


def test_a_proof_is_refused_by_its_name(interior: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(interior, tmp_path / "the-boathouse-PROOF.pdf"))

    with pytest.raises(BuildError, match="this is a proof"):
        printer.measure(path, EDITION, "lulu")


def test_a_proof_is_refused_by_what_stands_on_its_pages(tmp_path: Path) -> None:
    build.build_proof(write(tmp_path, 1), lambda *_: None)
    proof = tmp_path / "build/the-boathouse-PROOF.pdf"
    path = proof.rename(proof.with_name("the-boathouse-print.pdf"))

    with pytest.raises(BuildError, match="this is a proof"):
        printer.measure(path, EDITION, "lulu")


def test_an_unknown_printer_is_told_with_the_nearest(interior: Path) -> None:
    with pytest.raises(AnthologyError) as caught:
        printer.measure(interior, EDITION, "lulo")

    assert caught.value.hint == "did you mean `lulu`?"


def test_the_pdf_to_read_has_the_same_pages_and_gets_about(interior: Path) -> None:
    screen = interior.with_name("the-boathouse-screen.pdf")

    assert rows.in_pdf(interior) == rows.in_pdf(screen)
    with pikepdf.open(screen) as pdf:
        assert {"/Outlines", "/PageLabels", "/Names"} <= set(pdf.Root.keys())
        assert any("/Annots" in page for page in pdf.pages)


def test_the_gutter_settles_by_the_printers_own_table(tmp_path: Path) -> None:
    toml = TOML.replace('paper = "cream"', 'paper = "cream"\nprinter = "lulu"')
    path = built(write(tmp_path, 74, toml))

    found = {row.rule.rule: row for row in printer.measure(path, EDITION, "lulu")}

    assert int(found["number of pages"].measured) > 150
    assert float(found["inner margin"].measured.partition(" in")[0]) >= 0.99


def test_a_book_that_is_to_keep_a_standard_is_built_only_if_it_does(tmp_path: Path) -> None:
    toml = TOML + 'standard = "x-1a"\n'
    path = built(write(tmp_path, 1, toml))

    with pikepdf.open(path) as pdf:
        assert str(pdf.trailer.Info["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"


def test_the_command_tells_every_rule_and_what_was_measured(
    interior: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(interior.parent.parent)

    result = CliRunner().invoke(main, ["check", "--for", "ingram"])

    assert result.exit_code == 0
    assert "IngramSpark: build/the-boathouse-print.pdf" in result.stdout
    assert "  pass                   the last page: blank (required: blank)\n" in result.stdout
    assert "  your template decides  width of the spine: not known" in result.stdout


def test_a_printer_is_asked_of_the_editions_that_are_meant_for_it(interior: Path) -> None:
    kdp, lulu, any_ = (
        replace(EDITION, name=name, printer=name) for name in ("kdp-paperback", "lulu", "any")
    )

    def asked(name: str, *editions: PrintEdition) -> int:
        rows = inspection.for_printer([(one, interior) for one in editions], name)
        return sum(row.rule.rule == "trim size" for row in rows)

    assert asked("lulu", kdp, lulu) == 1
    assert asked("lulu", kdp, any_) == 1
    assert asked("lulu", lulu, any_) == 1
    assert asked("lulu", kdp, kdp) == 2
    assert asked("any", kdp, lulu) == 0
    assert len(inspection.for_printer([(kdp, interior), (lulu, interior)], "any")) > 20


def test_an_author_hears_that_no_edition_names_the_printer_asked_about(interior: Path) -> None:
    lulu = [(replace(EDITION, printer="lulu"), interior)]

    (told,) = inspection.named_by_none(lulu, "bn")

    assert told.severity is Severity.WARNING
    assert 'write `printer = "bn"`' in told.hint
    assert inspection.named_by_none(lulu, "lulu") == inspection.named_by_none(lulu, "any") == []


def test_pages_to_a_sheet_are_told_and_fail_no_book(interior: Path) -> None:
    found = {row.rule.rule: row for row in printer.measure(interior, EDITION, "ingram")}
    count = int(found["pages in pairs"].measured)

    assert found["pages to a sheet"].verdict is Verdict.PASS
    added = -count % 6 or "none"
    assert found["pages to a sheet"].measured == f"{count}, and the printer adds {added}"


def test_the_command_fails_where_a_printer_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(write(tmp_path, 1))
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["check", "--for", "kdp-paperback"])

    assert result.exit_code == 1
    assert "Amazon KDP paperback refuses this: number of pages on cream paper:" in result.stderr


def test_the_command_says_where_nothing_is_built_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 1)
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["check", "--for", "lulu"])

    assert result.exit_code == 1
    assert "there is no such PDF yet" in result.stderr
