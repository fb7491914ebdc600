"""What printers ask, as data: every figure says where it is from and how sure it is."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import BOOK_TOML, ABook

from anthology import project
from anthology.check import printer as checks
from anthology.printers import ANY, Figure, Sure, papers, printers
from anthology.project import PrintEdition, Standard

KDP = printers()["kdp-paperback"]
EVERY_FIGURE = [
    pytest.param(figure, id=f"{key} {name}")
    for key, printer in printers().items()
    for name, figure in printer.figures.items()
]


@pytest.mark.parametrize("figure", EVERY_FIGURE)
def test_every_figure_has_a_source_a_day_and_a_word_for_how_sure_it_is(figure: Figure) -> None:
    assert figure.source.startswith(("http://", "https://")) or len(figure.source.split()) > 0
    assert date(2026, 1, 1) <= figure.read <= date(2027, 12, 31)
    assert isinstance(figure.sure, Sure)


def test_what_is_recalled_or_disputed_cannot_judge() -> None:
    judges = {sure for sure in Sure if sure.can_judge}

    assert judges == {Sure.OFFICIAL, Sure.QUOTED, Sure.REPORTED}


@pytest.mark.parametrize(
    ("pages", "inches"), [(68, 0.375), (150, 0.375), (151, 0.5), (500, 0.625), (828, 0.875)]
)
def test_the_gutter_follows_from_the_number_of_pages(pages: int, inches: float) -> None:
    figure = KDP.gutter(pages)

    assert figure
    assert figure.value == inches


def test_below_and_beyond_its_table_the_nearest_step_counts() -> None:
    first, last = KDP.gutter(8), KDP.gutter(2000)

    assert first
    assert last
    assert (first.value, last.value) == (0.375, 0.875)


def test_the_spine_follows_from_paper_and_pages() -> None:
    cream, lulu = KDP.spine(200, "cream"), printers()["lulu"].spine(444, "white")

    assert cream
    assert lulu
    assert cream.value == pytest.approx(0.5)
    assert lulu.value == pytest.approx(1.06)


def test_an_odd_page_has_a_back_too() -> None:
    odd, even = KDP.spine(199, "cream"), KDP.spine(200, "cream")

    assert odd == even


def test_a_spine_nobody_publishes_is_left_to_the_template() -> None:
    figure = printers()["ingram"].spine(200, "cream")

    assert figure
    assert (figure.value, figure.sure) == (None, Sure.TEMPLATE)


@pytest.mark.parametrize(
    ("width", "height", "takes"),
    [
        (5.5, 8.5, True),
        (5.827, 8.268, True),
        (3.9, 7, False),
        (8.27, 11.69, True),
        (8.6, 11, False),
    ],
)
def test_a_trim_is_listed_or_lies_between_the_limits(
    width: float, height: float, takes: bool
) -> None:
    figure = KDP.takes(width, height)

    assert figure
    assert figure.value is takes


def test_the_sizes_nearest_to_one_that_is_not_cut_are_told() -> None:
    assert printers()["kdp-hardcover"].nearest(5, 8)[0] == (5.5, 8.5)


@pytest.mark.parametrize(
    ("key", "paper", "limits"),
    [
        ("kdp-paperback", "cream", (24, 776)),
        ("kdp-hardcover", "white", (75, 550)),
        ("ingram", "cream", (18, 1050)),
        ("lulu", "cream", (32, 800)),
        ("bn", "white", (40, 800)),
        ("kdp-paperback", "groundwood", None),
    ],
)
def test_page_limits_hang_on_the_paper_and_only_what_is_surely_known_counts(
    key: str, paper: str, limits: tuple[int, int] | None
) -> None:
    assert printers()[key].limits(paper) == limits


@pytest.mark.parametrize(("width", "pages"), [(5.5, 6), (6.14, 6), (7, 4)])
def test_how_many_pages_a_sheet_has_hangs_on_the_width(width: float, pages: int) -> None:
    figure = printers()["ingram"].divisible_by(width)

    assert figure
    assert figure.value == pages


def test_what_is_only_advised_makes_no_book() -> None:
    advised, asked = printers()["lulu"].asks("blanks_at_end"), KDP.asks("blanks_at_end")

    assert advised
    assert asked
    assert (advised.binds, asked.binds) == (False, True)


def test_a_hardcover_is_reported_to_be_as_a_paperback_where_nothing_else_is_known() -> None:
    hardcover = printers()["kdp-hardcover"]
    margin, trims = hardcover.asks("margin"), hardcover.asks("trims")

    assert margin
    assert trims
    assert (margin.value, margin.sure) == (0.25, Sure.REPORTED)
    assert trims.sure is Sure.QUOTED
    assert hardcover.takes(5, 8) != KDP.takes(5, 8)


@pytest.mark.parametrize("key", ["kdp-paperback", "ingram", "lulu"])
@pytest.mark.parametrize("name", ["margin", "ppi", "least_type"])
def test_any_printer_is_as_strict_as_each(key: str, name: str) -> None:
    strict, asked = printers()[ANY].asks(name), printers()[key].asks(name)

    assert strict
    assert asked is None or strict.value >= asked.value


@pytest.mark.parametrize("key", ["kdp-paperback", "ingram"])
@pytest.mark.parametrize("pages", [40, 68, 151, 301, 501, 701, 776])
def test_any_printer_has_as_wide_a_gutter_as_each(key: str, pages: int) -> None:
    strict, asked = printers()[ANY].gutter(pages), printers()[key].gutter(pages)

    assert strict
    assert asked
    assert strict.value >= asked.value


def test_every_word_for_what_to_leave_out_can_be_measured() -> None:
    for printer in printers().values():
        if figure := printer.asks("bare"):
            assert set(figure.value) <= set(checks.BARE)


def test_book_toml_knows_printers_papers_and_standards(a_book: ABook) -> None:
    toml = BOOK_TOML + (
        '[editions.print]\nprinter = "ingram"\npaper = "groundwood"\nstandard = "x-1a"\n'
    )

    found, problems = project.read(a_book({}, toml=toml))

    (edition,) = found.settings.editions
    assert problems == []
    assert isinstance(edition, PrintEdition)
    assert (edition.printer, edition.paper) == ("ingram", "groundwood")
    assert edition.standard is Standard.X_1A


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            'printer = "kdp-paperbak"',
            "printer cannot be `kdp-paperbak`",
            "did you mean `kdp-paperback`?",
        ),
        ('paper = "creme"', "paper cannot be `creme`", "did you mean `cream`?"),
        ('standard = "x1a"', "standard cannot be `x1a`", "did you mean `x-1a`?"),
    ],
)
def test_a_misspelt_name_is_told_with_the_nearest(
    a_book: ABook, line: str, message: str, hint: str
) -> None:
    toml = f"{BOOK_TOML}[editions.print]\n{line}\n"

    _, (problem,) = project.read(a_book({}, toml=toml))

    assert (problem.message, problem.hint) == (message, hint)
    assert problem.place
    assert problem.place.line == toml.split("\n").index(line) + 1


def test_a_paper_the_printer_does_not_have_is_a_fault(a_book: ABook) -> None:
    toml = BOOK_TOML + '[editions.print]\nprinter = "bn"\npaper = "groundwood"\n'

    _, (problem,) = project.read(a_book({}, toml=toml))

    assert problem.hint == "it can be `cream`, `white`"


def test_papers_are_those_of_all_printers() -> None:
    assert papers() == {"white", "cream", "groundwood", "white-70"}


@pytest.mark.parametrize("name", ["screen", "large-screen"])
def test_an_edition_is_not_called_as_the_pdf_to_read_is(a_book: ABook, name: str) -> None:
    toml = f'{BOOK_TOML}[editions.{name}]\nformat = "print"\n'

    _, (problem,) = project.read(a_book({}, toml=toml))

    assert problem.message == f"an edition cannot be called `{name}`"
