"""What the last page says of the making of the book, compared with the finished files."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from anthology import __version__, build, consent, pages, stylesheets
from anthology.check.epub_file import opened
from anthology.check.rows import in_pdf
from anthology.colophon import Facts, Setting, Typeface, told, typeface
from anthology.model import Book, Essay, Kind, Paragraph, Part, Text
from anthology.pages import Page, Section
from anthology.project import Settings

NUMBERS = Path(__file__).parent / "fixtures" / "numbers"
SERIF = Typeface("Source Serif 4", "4.005")
SETTING = Setting(10.5, 15, 139.7, 215.9)
PAGE = Page("x", "colophon", "Colophon", "<section>\n</section>", Section.BACK, "en")
SAID = (Paragraph((Text("Six hundred copies."),)),)


def said(facts: Facts, language: str = "en") -> str:
    body = told(replace(PAGE, language=language), facts).body
    return re.sub(r"<[^>]*>|\n", "", body)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("colophon")
    shutil.copytree(NUMBERS, root, dirs_exist_ok=True)
    build.build(root, lambda *_: None)
    return root / "build"


@pytest.fixture(scope="module")
def last_page(book: Path) -> str:
    document = pypdfium2.PdfDocument(book / "letters-from-the-light-print.pdf")
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    return [text for text in texts if text][-1]


def test_the_author_s_own_words_come_first(last_page: str) -> None:
    assert last_page.startswith(
        "Colophon Six hundred copies, of which the gulls had two. This book"
    )


def test_every_face_of_the_finished_pdf_is_named_and_no_other(book: Path, last_page: str) -> None:
    with pikepdf.open(book / "letters-from-the-light-print.pdf") as pdf:
        pages_with_text = [page for page in pdf.pages if "/Contents" in page]
        fonts = [
            font for page in pages_with_text for font in page.Resources.Font.as_dict().values()
        ]
        embedded = {str(font.BaseFont).partition("+")[2].partition("-")[0] for font in fonts}

    assert embedded == {"SourceSerif4", "SourceSerif4SmText", "SourceSerif4Display"}
    assert "Source Serif 4 (version 4.005) with its Display and SmText, 9.5" in last_page


def test_size_and_page_are_those_of_the_finished_pdf(book: Path, last_page: str) -> None:
    path = book / "letters-from-the-light-print.pdf"
    width, height = (points / 72 * 25.4 for points in pypdfium2.PdfDocument(path)[0].get_size())
    rows = [row for row in in_pdf(path) if row.page == "13"]
    steps = Counter(round(one.baseline - next_.baseline, 2) for one, next_ in pairwise(rows))

    (size, leading) = re.findall(r"([\d.]+) on ([\d.]+) points", last_page)[0]
    assert f"for a page of {width:g} × {height:g} mm" in last_page
    assert steps.most_common(1)[0][0] == float(leading)
    assert float(size) in sizes(path)


def sizes(path: Path) -> set[float]:
    """The sizes a page of text is set in, in points: WeasyPrint counts in pixels of 0.75."""
    text = pypdfium2.PdfDocument(path)[12].get_textpage()
    found = (pypdfium2.raw.FPDFText_GetFontSize(text, at) for at in range(text.count_chars()))
    return {round(size * 0.75, 2) for size in found}


def test_the_programs_are_named_with_their_versions(last_page: str) -> None:
    programs = f"anthology {__version__} and WeasyPrint {version('weasyprint')}"

    assert last_page.endswith(f"It was made with {programs}.")


def test_the_epub_names_the_fonts_that_lie_in_it(book: Path) -> None:
    epub = opened(book / "letters-from-the-light.epub")
    page = next(root for path, root in epub.documents.items() if path.endswith("/colophon.xhtml"))

    text = " ".join("".join(page.find("{*}body").itertext()).split())
    fonts = {name for name in epub.files if name.endswith(".otf")}
    assert {Path(name).name.partition("-")[0] for name in fonts} == {"SourceSerif4"}
    assert text.startswith("Colophon Six hundred copies")
    assert "This edition carries Source Serif 4 (version 4.005) with it." in text
    assert text.endswith(f"anthology {__version__} and EbookLib {version('ebooklib')}.")


def test_every_bundled_font_tells_its_family_and_version() -> None:
    found = {face.family: typeface(face.file.read_bytes()) for face in stylesheets.faces()}

    assert found == {family: Typeface(family, "4.005") for family in found}


def test_a_font_of_the_web_tells_the_same() -> None:
    [file] = {face.file for face in stylesheets.faces() if face.file.name.endswith("-BoldIt.otf")}
    font, packed = TTFont(file), BytesIO()
    font.flavor = "woff"
    font.save(packed)

    assert typeface(packed.getvalue()) == typeface(file.read_bytes()) == SERIF


@pytest.mark.parametrize("start", [b"\0\1\0\0", b"wOFF", b"wOF2"])
def test_what_is_no_font_tells_nothing(start: bytes) -> None:
    assert typeface(start + b" and then nothing") is None


def test_families_of_another_version_or_name_are_told_apart() -> None:
    faces = (Typeface("Gulliver"), SERIF, Typeface("Source Serif 4 Display", "4.004"))

    text = said(Facts(faces, ("WeasyPrint", "70.0"), SETTING))

    assert text.startswith(
        "This book is set in Gulliver, Source Serif 4 (version 4.005) and "
        "Source Serif 4 Display (version 4.004), 10.5 on 15 points,"
    )


def test_divided_words_are_told_by_language_and_only_where_there_are_any() -> None:
    facts = Facts((SERIF,), ("WeasyPrint", "70.0"), SETTING)

    assert "divided" not in said(facts)
    assert "Words are divided as in English and German." in said(
        replace(facts, divided=("de", "en", "en-GB"))
    )


def test_a_colophon_speaks_the_language_of_the_book_or_says_which() -> None:
    facts = Facts((SERIF,), ("WeasyPrint", "70.0"), SETTING, ("de",))

    german = "10,5 auf 15 Punkt, für eine Seite von 139,7 × 215,9 mm. Worttrennung: Deutsch."
    assert german in said(facts, "de")
    assert 'lang="en"' not in told(PAGE, facts).body
    assert (
        '<p class="facts" id="facts" lang="en" xml:lang="en">'
        in told(replace(PAGE, language="cy"), facts).body
    )


def last(book: Book, *, colophon: bool = True) -> Page:
    settings = Settings("Oars", "en", (), colophon=colophon)
    return pages.make(book, consent.gate(book, settings), settings)[-1]


def test_the_colophon_is_the_last_page_wherever_it_is_listed() -> None:
    own = Essay("imprint", "", SAID, kind=Kind.COLOPHON)
    thanks = Essay("thanks", "Thanks", SAID, kind=Kind.ACKNOWLEDGMENTS)
    book = Book(parts=(Part("", (Essay("oars", "Oars", SAID),)),), after=(own, thanks))

    assert (last(book).name, last(book).title) == ("imprint", "Colophon")


def test_a_book_can_do_without_a_colophon() -> None:
    book = Book(parts=(Part("", (Essay("oars", "Oars", SAID),)),))

    assert last(book).kind == "colophon"
    assert last(book, colophon=False).kind == "essay"
