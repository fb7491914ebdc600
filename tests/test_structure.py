"""The structure tree of a whole book, and the check that finds what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tagged import read_out
from test_print_book import EDITION, FILES, FIXTURES, PAGES, SETTINGS

from anthology import check
from anthology.print.book import PrintedBook, write_pdf

GERMAN = tuple(replace(page, language="de") if page.name == "other" else page for page in PAGES)


def printed(folder: Path, *, proof: bool = False) -> PrintedBook:
    target, press = folder / "screen.pdf", None if proof else folder / "press.pdf"
    cache = folder / "cache"
    return write_pdf(
        GERMAN, SETTINGS, EDITION, FILES, FIXTURES, target, cache, press=press, proof=proof
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("structure")
    printed(folder)
    return folder


@pytest.fixture(scope="module")
def book(folder: Path) -> Path:
    return folder / "screen.pdf"


@pytest.fixture(scope="module")
def told(book: Path) -> list[str]:
    return read_out(book.read_bytes()).splitlines()


def test_nothing_is_wrong_with_the_tags_of_a_book(book: Path) -> None:
    assert check.screen(book) == ()


def test_the_units_stand_in_the_order_of_the_book_and_essays_in_their_part(
    told: list[str],
) -> None:
    titles = [line for line in told if line.lstrip().startswith(("Part", "H1"))]

    assert titles == [
        "    H1 Boats",
        "    H1 Boats and Boards",
        "    H1 © 2025",
        "    H1 Contents",
        "    H1 A Foreword",
        "  Part",
        "    H1 Crossings",
        "        H1 The Ferry Timetable",
        "      H1 Slack Rope",
    ]


def test_a_unit_in_another_language_says_so(told: list[str]) -> None:
    assert [line.strip() for line in told if "[" in line] == ["Sect [de]"]


def test_the_numbers_of_pages_and_their_heads_are_not_read_out(told: list[str]) -> None:
    assert not [line for line in told if "PROOF" in line]
    assert sum("Boats and Boards" in line for line in told) == 1


def test_the_names_of_notes_lead_to_them(book: Path) -> None:
    with pikepdf.open(book) as pdf:
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)

        assert list(names) == ["ferry#note-1"]
        assert names["ferry#note-1"].S == "/Note"


def test_the_file_says_that_it_is_tagged_and_no_more(book: Path) -> None:
    with pikepdf.open(book) as pdf:
        assert dict(pdf.Root.MarkInfo.items()) == {"/Marked": True}
        assert dict(pdf.Root.ViewerPreferences.items()) == {"/DisplayDocTitle": True}
        assert "/Metadata" not in pdf.Root
        assert {page.Tabs for page in pdf.pages if "/Annots" in page} == {"/S"}


def test_the_press_gets_no_tags(folder: Path) -> None:
    with pikepdf.open(folder / "press.pdf") as pdf:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(pdf.Root.keys())
        assert not any("/StructParents" in page or "/Tabs" in page for page in pdf.pages)
        drawn = {
            str(each.operator)
            for page in pdf.pages
            if "/Contents" in page
            for each in pikepdf.parse_content_stream(page)
        }
        assert not {"BMC", "BDC", "EMC"} & drawn


def test_the_marks_of_a_proof_are_not_read_out(tmp_path: Path) -> None:
    printed(tmp_path, proof=True)

    assert check.screen(tmp_path / "screen.pdf") == ()
    assert "PROOF" not in read_out((tmp_path / "screen.pdf").read_bytes())


def element(pdf: Any, kind: str, number: int = 0) -> Any:
    """The so-many-th element of a kind, in the order of the tree."""

    def below(one: Any) -> Any:
        if str(one.S) == kind:
            yield one
        for kid in one.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    return list(below(pdf.Root.StructTreeRoot.K))[number]


def outside_the_tags(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"BT /F 9 Tf (late) Tj ET")


def out_of_the_tree(pdf: Any) -> None:
    del element(pdf, "/P").K[0]


def in_two_tags(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"/Artifact BMC", prepend=True)
    pdf.pages[0].contents_add(b"EMC")


def reached_twice(pdf: Any) -> None:
    holder = element(pdf, "/P")
    holder.K.append(holder.K[0])


def drawn_twice(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"/Span <</MCID 0>> BDC BT (again) Tj ET EMC")


def out_of_order(pdf: Any) -> None:
    units = element(pdf, "/Document").K
    units[0], units[1] = units[1], units[0]


def no_words_for_a_picture(pdf: Any) -> None:
    del element(pdf, "/Figure").Alt


def on_a_page_that_is_gone(pdf: Any) -> None:
    element(pdf, "/P").Pg = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))


def a_mark_that_is_not_drawn(pdf: Any) -> None:
    element(pdf, "/P").K.append(99)


def leads_back_to_another(pdf: Any) -> None:
    holders = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    holders[0] = element(pdf, "/P", -1)


def a_link_left_out(pdf: Any) -> None:
    del element(pdf, "/Link").K[0]


def a_link_without_words(pdf: Any) -> None:
    del element(pdf, "/Link").K[0].Obj.Contents


BROKEN = {
    outside_the_tags: {"tags-missing"},
    out_of_the_tree: {"tags-missing", "tags-order"},
    in_two_tags: {"tags-twice"},
    reached_twice: {"tags-twice", "tags-order"},
    drawn_twice: {"tags-twice"},
    out_of_order: {"tags-order"},
    no_words_for_a_picture: {"tags-picture"},
    on_a_page_that_is_gone: {"tags-missing", "tags-dangling", "tags-order"},
    a_mark_that_is_not_drawn: {"tags-dangling"},
    leads_back_to_another: {"tags-dangling"},
    a_link_left_out: {"tags-link"},
    a_link_without_words: {"tags-link"},
}


@pytest.mark.parametrize(
    ("broken", "codes"), BROKEN.items(), ids=[broken.__name__ for broken in BROKEN]
)
def test_a_tree_that_is_broken_is_found_out(
    book: Path, tmp_path: Path, broken: Callable[[Any], None], codes: set[str]
) -> None:
    with pikepdf.open(book) as pdf:
        broken(pdf)
        pdf.save(tmp_path / "broken.pdf")

    assert {problem.code for problem in check.screen(tmp_path / "broken.pdf")} == codes


def test_a_file_without_tags_is_found_out(folder: Path) -> None:
    (problem,) = check.screen(folder / "press.pdf")

    assert problem.code == "tags-missing"
    assert problem.message.endswith("something stands outside the tags, on page 1")
