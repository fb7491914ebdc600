"""How many blank pages a book ends with: what its printer binds, and how many it takes blank."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from conftest import BOOK_TOML, essay

from anthology import build
from anthology.check import printer
from anthology.check.stores import Verdict
from anthology.cli import main
from anthology.editions import Made
from anthology.pages import Page, Section
from anthology.print.closing import Closing, close
from anthology.print.pagination import filled, paginate, said
from anthology.print.units import Unit
from anthology.project import PrintEdition, Trim

LINES = "The tide goes out, and nobody asks.\nIt has an appointment.\n"


def edition(name: str, paper: str = "cream") -> PrintEdition:
    return PrintEdition("print", Trim(139.7, 215.9), printer=name, paper=paper)


@pytest.mark.parametrize(("last", "pages"), [(40, 42), (41, 42), (61, 62)])
def test_a_book_ends_on_a_blank_page_and_an_even_number(last: int, pages: int) -> None:
    assert close(last, edition("kdp-paperback")) == Closing(pages, pages - last)


def test_a_thin_book_is_filled_up_to_what_its_printer_binds() -> None:
    closing = close(21, edition("lulu"))

    assert (closing.pages, closing.blanks) == (32, 11)
    assert closing.reason == "Lulu paperback binds no fewer than 32"
    assert closing.problems == ()


def test_an_odd_least_is_filled_up_to_the_back_of_its_leaf() -> None:
    closing = close(70, edition("kdp-hardcover"))

    assert (closing.pages, closing.blanks) == (76, 6)


@pytest.mark.parametrize(("last", "pages"), [(14, 24), (13, 14)])
def test_it_is_filled_up_only_as_far_as_its_printer_takes_blank_pages(
    last: int, pages: int
) -> None:
    closing = close(last, edition("kdp-paperback"))

    assert closing.pages == pages
    assert bool(closing.problems) is (pages < 24)


def test_what_is_too_thin_to_be_filled_up_is_told_with_what_is_missing() -> None:
    (problem,) = close(8, edition("kdp-paperback")).problems

    assert problem.message == ("`print` has 10 pages; Amazon KDP paperback binds no fewer than 24")
    assert "takes 10 blank pages at the end and no more, so 6 more have to say" in problem.hint


def test_what_is_too_thick_is_told() -> None:
    (problem,) = close(801, edition("lulu")).problems

    assert problem.message == "`print` has 802 pages; Lulu paperback binds no more than 800"


@pytest.mark.parametrize(("name", "paper"), [("any", "cream"), ("kdp-paperback", "groundwood")])
def test_for_a_printer_nobody_named_or_knows_nothing_is_added(name: str, paper: str) -> None:
    assert close(9, edition(name, paper)) == Closing(10, 1)


@pytest.mark.parametrize("section", [Section.FRONT, Section.BODY])
def test_the_pages_that_are_added_run_on_in_their_count(section: Section) -> None:
    units = [Unit((Page("quay", "essay", "Quay", "", section, "en"),))]
    leaves = paginate(units, [3])

    more = filled(leaves, 8)

    assert [leaf.folio for leaf in more[-3:]] == (
        ["vi", "vii", "viii"] if section is Section.FRONT else ["6", "7", "8"]
    )
    assert said(more) == said(leaves) == 3


def book(root: Path, name: str, *names: str) -> Path:
    """A book for a printer, of essays of two lines."""
    folder = root / "manuscript"
    (folder / "essays").mkdir(parents=True)
    toml = f'{BOOK_TOML}[editions.print]\nprinter = "{name}"\n'
    (folder / "book.toml").write_text(toml, encoding="utf-8")
    (folder / "contents.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    for each in names:
        (folder / f"essays/{each}.md").write_text(essay(LINES, each.title()), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def thin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book(tmp_path_factory.mktemp("thin"), "lulu", "bow", "keel", "oars", "stern")


@pytest.fixture(scope="module")
def made(thin: Path) -> Made:
    (one,) = build.build(thin, lambda *_: None).made
    return one


def test_the_finished_book_has_the_pages_its_printer_binds(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.path)
    blank = [not page.get_textpage().get_text_range().strip() for page in document]

    assert made.closing
    assert len(document) == made.sheets == 32
    assert all(blank[-made.closing.blanks :])
    assert not blank[-made.closing.blanks - 1]


def test_the_cover_is_that_of_the_book_with_its_blank_pages(made: Made) -> None:
    assert made.cover
    assert made.cover.sheet.pages == 32


def test_the_printer_is_content(made: Made) -> None:
    assert isinstance(made.edition, PrintEdition)
    found = {row.rule.rule: row for row in printer.measure(made.path, made.edition, "lulu")}

    assert found["number of pages"].verdict is Verdict.PASS
    assert Verdict.FAIL not in {row.verdict for row in found.values()}
    assert found["blank pages at the end"].verdict is Verdict.ADVICE
    assert made.closing
    assert found["blank pages at the end"].measured == str(made.closing.blanks)


def test_the_build_tells_what_was_added_and_why(
    thin: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(thin)

    result = CliRunner().invoke(main, ["build"])

    assert made.closing
    told = f"{made.closing.blanks} blank pages at the end: Lulu paperback binds no fewer than 32"
    assert result.exit_code == 0
    assert f"32 pages, 140 × 216 mm\n  {told}\n" in result.stdout


def test_a_book_too_thin_to_be_filled_up_is_warned_of_at_its_printer(tmp_path: Path) -> None:
    built = build.build(book(tmp_path, "kdp-paperback", "oars"), lambda *_: None)

    (problem,) = (one for one in built.warnings if one.code == "too-few-pages")
    assert problem.place
    assert str(problem.place).endswith("book.toml:7")
    assert built.made[0].closing
    assert built.made[0].closing.blanks < 3
