"""A small book, printed once and read back with libraries that did not write it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from anthology.errors import BuildError, SeveralProblems
from anthology.pages import Page, Section
from anthology.print.book import PrintedBook, write_pdf
from anthology.project import PrintEdition, Settings, Trim

FIXTURES = Path(__file__).parent / "fixtures" / "print"
EDITION = PrintEdition("print", Trim(139.7, 215.9))
SETTINGS = Settings("Boats and Boards", "en", (EDITION,), authors=("Ona Reyl",))
FILES = {"images/the slip.png": FIXTURES / "images" / "the slip.png"}
FRONT, BODY, BACK = Section.FRONT, Section.BODY, Section.BACK
BACK_MATTER = '<section class="matter"><p id="b1">Ona Reyl rows.</p></section>'


def page(name: str, kind: str, title: str, body: str, section: Section, depth: int = 0) -> Page:
    text = body if body.startswith("<") else (FIXTURES / body).read_text(encoding="utf-8")
    return Page(name, kind, title, text, section, "en", depth)


def titled(kind: str, title: str) -> str:
    return f'<section class="{kind}"><h1 class="title" id="title">{title}</h1></section>'


PAGES = (
    page("half-title", "half-title", "Boats and Boards", titled("half-title", "Boats"), FRONT),
    page("title-page", "title-page", "Title", titled("title-page", "Boats and Boards"), FRONT),
    page("copyright", "copyright", "Copyright", titled("copyright", "© 2025"), FRONT),
    page("contents", "contents", "Contents", "contents.xhtml", FRONT),
    page("foreword", "matter", "A Foreword", titled("matter", "A Foreword"), FRONT, 1),
    page("part-1", "part", "Crossings", titled("part", "Crossings"), BODY, 1),
    page("ferry", "essay", "The Ferry Timetable", "essay.xhtml", BODY, 2),
    page("ferry-comments", "comments", "Readers answered", "comments.xhtml", BODY, 3),
    page("other", "essay", "Slack Rope", "other.xhtml", BODY, 2),
    page("about", "matter", "About the Author", BACK_MATTER, BACK, 1),
)


def printed(
    folder: Path,
    pages: tuple[Page, ...] = PAGES,
    styles: Path = FIXTURES,
    *,
    cache: Path | None = None,
    proof: bool = False,
) -> PrintedBook:
    target, store = folder / "book.pdf", cache or folder / "cache"
    return write_pdf(pages, SETTINGS, EDITION, FILES, styles, target, store, proof=proof)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> PrintedBook:
    return printed(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def pdf(book: PrintedBook) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(book.path) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(book: PrintedBook) -> list[str]:
    document = pypdfium2.PdfDocument(book.path)
    return [" ".join(one.get_textpage().get_text_range().split()) for one in document]


def leaf(book: PrintedBook, name: str) -> int:
    """The index of the printed page that a page opens on."""
    return labels(book).index(book.starts[name])


def labels(book: PrintedBook) -> list[str]:
    document = pypdfium2.PdfDocument(book.path)
    return [str(document.get_page_label(at)) for at in range(len(document))]


def fonts(pdf: pikepdf.Pdf) -> dict[tuple[int, int], pikepdf.Object]:
    """The font dictionaries of a book, each once."""
    return {
        font.objgen: font
        for one in pdf.pages
        if "/Resources" in one and "/Font" in one.Resources
        for font in one.Resources.Font.as_dict().values()
    }


def test_front_matter_is_roman_and_the_body_starts_at_one(book: PrintedBook) -> None:
    assert book.starts == {
        "half-title": "i", "title-page": "iii", "copyright": "iv", "contents": "v",
        "foreword": "vii", "part-1": "1", "ferry": "3", "ferry-comments": "4", "other": "5",
        "about": "7",
    }  # fmt: skip


def test_page_labels_say_what_the_folios_say(book: PrintedBook, pdf: pikepdf.Pdf) -> None:
    assert labels(book)[:9] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "1"]
    assert len(pdf.pages) == book.pages == 16


def test_every_opening_stands_on_a_recto(book: PrintedBook) -> None:
    rectos = {"half-title", "title-page", "contents", "foreword", "part-1", "ferry", "other"}

    assert all(leaf(book, name) % 2 == 0 for name in rectos)
    assert leaf(book, "copyright") % 2 == 1


def test_blank_versos_are_truly_blank(pdf: pikepdf.Pdf, texts: list[str]) -> None:
    assert [at for at, text in enumerate(texts) if not text] == [1, 5, 7, 9, 13, 15]
    assert "/Contents" not in pdf.pages[1]


def test_the_contents_print_the_folios_of_their_pages(texts: list[str]) -> None:
    contents = texts[4]

    told = "A Foreword vii Crossings 1 The Ferry Timetable 3 Slack Rope 5"
    assert told in contents


def test_an_opening_has_its_folio_at_the_foot_and_no_running_head(texts: list[str]) -> None:
    assert texts[10].startswith("The Ferry Timetable")
    assert texts[10].endswith("3")


def test_a_page_that_runs_on_has_its_head_and_folio(texts: list[str]) -> None:
    assert texts[11].endswith("4 Boats and Boards")


def test_display_pages_are_blind(texts: list[str]) -> None:
    assert [texts[at] for at in (0, 2, 3, 8)] == [
        "Boats", "Boats and Boards", "© 2025", "Crossings"
    ]  # fmt: skip


def test_comments_follow_their_essay_on_the_same_page(texts: list[str]) -> None:
    assert "He is called Manus. Readers answered Bríd May 2025" in texts[11]
    assert "In reply to" not in texts[11]


def test_a_turned_over_line_hangs_deeper_than_an_indented_one(book: PrintedBook) -> None:
    text = pypdfium2.PdfDocument(book.path)[10].get_textpage()

    def left(word: str) -> float:
        at, _ = text.search(word).get_next()
        return float(text.get_charbox(at)[0])

    begins, turned, indented = left("Nobody waves"), left("from the shore"), left("So I begin")
    assert begins < indented < turned
    assert turned - begins == pytest.approx(21, abs=1.5)


def test_one_subset_for_each_face_and_every_font_embedded(pdf: pikepdf.Pdf) -> None:
    names = [str(font.BaseFont).partition("+")[2] for font in fonts(pdf).values()]
    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts(pdf).values()]

    assert {"SourceSerif4-Regular", "SourceSerif4SmText-Regular"} <= set(names)
    assert len(names) == len(set(names))
    assert all("/FontFile3" in descriptor for descriptor in descriptors)


def test_the_outline_nests_essays_in_their_part(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        tree = {item.title: [child.title for child in item.children] for item in outline.root}
        (part,) = (item for item in outline.root if item.title == "Crossings")

    assert tree == {
        "A Foreword": [],
        "Crossings": ["The Ferry Timetable", "Slack Rope"],
        "About the Author": [],
    }
    assert [child.title for child in part.children[1].children] == ["In the second hour"]


def test_links_lead_inside_the_file(pdf: pikepdf.Pdf) -> None:
    names = [str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)]
    links = [str(annotation.Dest) for one in pdf.pages for annotation in one.obj.get("/Annots", [])]

    assert {"other#title", "ferry#note-1", "ferry#mark-1", "ferry"} <= set(links)
    assert set(links) <= set(names)


def test_the_trim_is_the_media_of_every_page(pdf: pikepdf.Pdf) -> None:
    boxes = {tuple(map(float, one[box])) for one in pdf.pages for box in ("/MediaBox", "/TrimBox")}

    assert boxes == {(0, 0, 396, 612)}


def test_the_page_list_says_what_stands_first_on_each_page(book: PrintedBook) -> None:
    begins = {start.folio: (start.name, start.anchor) for start in book.page_list}

    assert begins["iii"] == ("title-page", "title")
    assert begins["3"] == ("ferry", "title")
    assert begins["4"][0] == "ferry"


def test_the_same_book_is_the_same_bytes_clean_cached_and_elsewhere(
    book: PrintedBook, tmp_path: Path
) -> None:
    again = printed(tmp_path, cache=book.path.parent / "cache")
    cached = again.path.read_bytes()
    elsewhere = printed(tmp_path / "else" / "where")

    assert cached == book.path.read_bytes() == elsewhere.path.read_bytes()
    assert (book.from_cache, again.laid_out, elsewhere.from_cache) == (0, 0, 0)


def test_a_changed_essay_is_the_only_one_laid_out_again(book: PrintedBook, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(book.path.parent / "cache", cache)
    changed = tuple(
        replace(one, body=one.body.replace("Pull.", "Haul.")) if one.name == "other" else one
        for one in PAGES
    )

    again = printed(tmp_path, changed)

    assert again.laid_out == 1
    assert "Haul." in pypdfium2.PdfDocument(again.path)[12].get_textpage().get_text_range()


def test_a_proof_says_so_on_every_page(book: PrintedBook, tmp_path: Path) -> None:
    proof = printed(tmp_path, PAGES[4:6], cache=book.path.parent / "cache", proof=True)

    pages = pypdfium2.PdfDocument(proof.path)
    assert len(pages) == 4
    assert all("PROOF" in one.get_textpage().get_text_range() for one in pages)


def test_a_fault_leaves_the_book_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "book.pdf"
    target.write_bytes(b"the last good book")

    with pytest.raises(SeveralProblems) as caught:
        printed(tmp_path, PAGES[4:6], FIXTURES / "styles-wrong")

    assert [str(one.place) for one in caught.value.problems] == [
        "styles/print.css:1", "styles/print.css:3"
    ]  # fmt: skip
    assert target.read_bytes() == b"the last good book"


def test_a_link_that_leads_nowhere_stops_the_build(book: PrintedBook, tmp_path: Path) -> None:
    (essay,) = (one for one in PAGES if one.name == "ferry")

    with pytest.raises(SeveralProblems) as caught:
        printed(tmp_path, (essay,), cache=book.path.parent / "cache")

    (problem,) = caught.value.problems
    assert "other#title" in problem.message


def test_a_book_without_pages_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="nothing to print"):
        printed(tmp_path, ())
