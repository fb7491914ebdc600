"""The numbers of pages in a small book on small pages, read back from the finished file and
compared with the pages on which things really stand."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from anthology import build, consent, pages, project
from anthology.check import told_pages
from anthology.check.epub_file import opened
from anthology.check.numbers import Kind, told
from anthology.errors import Problem, SeveralProblems
from anthology.print.book import PrintedBook, write_pdf
from anthology.project import PrintEdition

FIXTURES = Path(__file__).parent / "fixtures" / "numbers"
LONG = "\nThe lamp was lit, and nobody came.\n"
SCREEN, EPUB = "build/letters-from-the-light-screen.pdf", "build/letters-from-the-light.epub"
SPACE = re.compile(r"\s+")


def written(root: Path, filler: int = 60, edition: str = "") -> Path:
    """The book of the fixtures; its first essay is as long as the filler makes it."""
    shutil.copytree(FIXTURES, root, dirs_exist_ok=True)
    lamp, toml = root / "manuscript/essays/the-lamp.md", root / "manuscript/book.toml"
    lamp.write_text(lamp.read_text(encoding="utf-8") + LONG * filler, encoding="utf-8")
    toml.write_text(toml.read_text(encoding="utf-8") + edition, encoding="utf-8")
    return root


def quietly(_what: str, _done: int, _of: int) -> None:
    pass


@dataclass(frozen=True)
class Sheets:
    """What the pages of a PDF say, by their labels, in order, white space apart."""

    texts: dict[str, str]

    def where(self, words: str) -> list[str]:
        """The labels of the pages that say so."""
        return [label for label, text in self.texts.items() if words in text]


def read(path: Path) -> Sheets:
    document = pypdfium2.PdfDocument(path)
    labels = (str(document.get_page_label(at)) for at in range(len(document)))
    texts = (SPACE.sub(" ", page.get_textpage().get_text_range()) for page in document)
    return Sheets(dict(zip(labels, texts, strict=True)))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = written(tmp_path_factory.mktemp("numbers"))
    build.build(root, quietly)
    return root


@pytest.fixture(scope="module")
def sheets(book: Path) -> Sheets:
    return read(book / SCREEN)


def printed(
    root: Path, folder: Path, cache: Path, *, references: bool = True, language: str = ""
) -> PrintedBook:
    """The print edition alone."""
    reading = build.look_over(root)
    settings = reading.project.settings
    if language:
        settings = replace(settings, language=language)
    (edition,) = (one for one in settings.editions if isinstance(one, PrintEdition))
    made = pages.make(reading.book, consent.gate(reading.book, settings), settings)
    edition = replace(edition, page_references=references)
    return write_pdf(made, settings, edition, {}, root / "styles", folder / "book.pdf", cache)


def test_the_contents_tell_the_page_each_title_stands_on(sheets: Sheets) -> None:
    (contents,) = (text for text in sheets.texts.values() if text.startswith("Contents"))

    for title in ("A Word First", "The Light", "The Lamp", "The Log", "The Boat", "The Readers"):
        said = re.search(rf"{title} ([0-9]+|[ivx]+)\b", contents)
        opens = [label for label, text in sheets.texts.items() if text.startswith(title)]
        assert said
        assert said[1] == opens[0]


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("I should begin with the boat (p. {}), but then", "The Boat She was"),
        ("how we kept it (p. {}), and who", "The Log Every"),
        ("and who rowed (p. {}), and why", "The Boat She was"),
        ("for nobody in particular (p. {}). It was lit.", "A Word First Begin"),
        ("she says so in the log (p. {}), in ink.", "The Log Every"),
        ("as in the log (p. {}).", "The Log Every"),
        ("in your first letter (p. {}) too.", "A Word First Begin"),
        ("the day the lamp (p. {}) failed", "The Lamp What the boat could see I have"),
    ],
)
def test_a_reference_tells_the_page_its_essay_opens_on(
    sheets: Sheets, words: str, stands: str
) -> None:
    (page,) = sheets.where(stands)

    assert len(sheets.where(words.format(page))) == 1


def test_a_heading_has_no_page_behind_it(sheets: Sheets, book: Path) -> None:
    with pikepdf.open(book / SCREEN) as pdf, pdf.open_outline() as outline:
        (lamp,) = (
            item for part in outline.root for item in part.children if item.title[4:8] == "Lamp"
        )
        headings = [item.title for item in lamp.children]

    assert headings == ["What the boat could see"]
    assert sheets.where("What the boat could see I have")


def test_readers_are_listed_with_the_pages_their_comments_begin_on(sheets: Sheets) -> None:
    (edith,), (zeb, zeb_again), (alma,) = (
        [label for label in sheets.where(name) if not sheets.texts[label].startswith("The Readers")]
        for name in ("Édith Vanderhaeghe February", "Zeb", "alma Quist March")
    )

    (listed,) = (text for text in sheets.texts.values() if text.startswith("The Readers"))
    assert listed.startswith(
        f"The Readers alma Quist {alma} Édith Vanderhaeghe {edith} Zeb {zeb}, {zeb_again}"
    )


def test_nobody_is_listed_who_is_printed_without_a_name(sheets: Sheets) -> None:
    (listed,) = (text for text in sheets.texts.values() if text.startswith("The Readers"))

    assert "reader " not in listed
    assert "Ek" not in listed
    assert "Holm" not in listed


def test_every_number_of_a_finished_book_is_right(book: Path) -> None:
    numbers = told(book / SCREEN)

    assert told_pages(book / SCREEN) == ()
    counted = [sum(number.kind is kind for number in numbers) for kind in Kind]
    assert counted == [8, 4, 8]
    assert all(number.sought for number in numbers if number.kind is not Kind.REFERENCE)


def test_the_pages_behind_a_name_in_hebrew_are_right_too(tmp_path: Path) -> None:
    root = written(tmp_path)
    for comments in (root / "manuscript/comments").iterdir():
        said = comments.read_text(encoding="utf-8").replace("Zeb Archer", "דנה כהן")
        said = said.replace("yes, first name", "yes")
        comments.write_text(said.replace("Id: c2\nC", "Id: c2\nReply to: c1\nC"), "utf-8")

    numbers = [each for each in told(printed(root, root, root).path) if each.kind is Kind.READERS]

    assert [number.sought for number in numbers][-2:] == ["דנה כהן"] * 2
    assert all(number.is_right for number in numbers)


def test_a_number_that_is_wrong_is_told(book: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pdf"
    with pikepdf.open(book / SCREEN) as pdf:
        pdf.pages.insert(12, pdf.pages[12])
        pdf.save(wrong)

    problems = told_pages(wrong)

    assert {problem.code for problem in problems} == {"number-wrong"}
    assert len(problems) > 6


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs Poppler")
def test_a_number_is_read_where_it_stands(book: Path) -> None:
    made = subprocess.run(["pdftotext", book / SCREEN, "-"], capture_output=True, check=True)

    said = SPACE.sub(" ", made.stdout.decode())
    assert re.search(r"how we kept it \(p\. \d+\), and who rowed \(p\. \d+\), and why", said)


def test_a_reference_is_inside_its_link(book: Path) -> None:
    numbers = [number for number in told(book / SCREEN) if number.kind is Kind.REFERENCE]

    assert [number.told for number in numbers] == [number.borne for number in numbers]


@dataclass(frozen=True)
class Grown:
    """One book three times, from one cache: its first essay short, longer, and longer still."""

    roots: list[Path]
    books: list[PrintedBook]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    folder = tmp_path_factory.mktemp("grown")
    roots = [written(folder / str(filler), filler) for filler in (4, 80, 140)]
    return Grown(roots, [printed(root, root, folder / "cache") for root in roots])


def test_an_essay_that_grows_moves_the_numbers_and_no_other_essay(grown: Grown) -> None:
    _, long, longer = grown.books

    # The essay, the contents, the list of readers.
    assert longer.laid_out == 3
    assert int(longer.starts["the-boat"]) > int(long.starts["the-boat"])
    assert told_pages(longer.path) == ()


def test_only_what_kept_room_for_too_few_figures_is_laid_out_again(grown: Grown) -> None:
    short, long, _ = grown.books

    # Beside those three: the foreword, whose boat has two figures now.
    assert (short.starts["the-boat"], len(long.starts["the-boat"])) == ("9", 2)
    assert long.laid_out == 4
    assert told_pages(short.path) == told_pages(long.path) == ()


def test_the_same_book_is_the_same_bytes_whatever_was_laid_out_before(
    grown: Grown, tmp_path: Path
) -> None:
    alone = printed(grown.roots[1], tmp_path, tmp_path / "cache")

    assert alone.path.read_bytes() == grown.books[1].path.read_bytes()


def test_an_edition_may_do_without(tmp_path: Path) -> None:
    root = written(tmp_path / "book")

    texts = read(printed(root, tmp_path, tmp_path / "cache", references=False).path)

    assert texts.where("how we kept it, and who rowed, and why")
    assert not texts.where("(p.")


def test_the_words_are_those_of_the_language(tmp_path: Path) -> None:
    root = written(tmp_path / "book", filler=4)

    texts = read(printed(root, tmp_path, tmp_path / "cache", language="de").path)

    assert texts.where("how we kept it (S. 5), and")


def test_an_epub_has_links_and_no_numbers(book: Path) -> None:
    files = opened(book / EPUB).documents

    lamp = files["EPUB/text/the-lamp.xhtml"]
    links = {"".join(a.itertext()): a.get("href") for a in lamp.iter("{*}a")}
    assert links["how we kept it"] == "the-log.xhtml"
    assert links["nobody in particular"] == "a-word-first.xhtml"
    assert not any("(p." in "".join(root.itertext()) for root in files.values())


def test_in_an_epub_a_reader_s_name_leads_to_each_comment(book: Path) -> None:
    page = opened(book / EPUB).documents["EPUB/text/contributors-page.xhtml"]

    links = [(a.text, a.get("href")) for a in page.iter("{*}a")]
    assert links == [
        ("The Boat", "the-boat-comments.xhtml#c-c1-by"),
        ("The Log", "the-log-comments.xhtml#c-c1-by"),
        ("The Log", "the-log-comments.xhtml#c-c4-by"),
        ("The Boat", "the-boat-comments.xhtml#c-c2-by"),
    ]


def test_pages_that_turn_at_a_reference_are_found_in_the_epub(tmp_path: Path) -> None:
    root = written(tmp_path)
    words = "And so to [the log](the-log) and [the boat](the-boat). "
    names = [f"turn-{shift}" for shift in range(6)]
    for shift, name in enumerate(names):
        essay = f"---\nTitle: Turn {shift}\n---\n\n{LONG * (8 + shift)}\n{words * 12}"
        (root / f"manuscript/essays/{name}.md").write_text(essay, encoding="utf-8")
    contents = root / "manuscript/contents.txt"
    placed = contents.read_text(encoding="utf-8").replace(
        "the-log\n", "\n".join(["the-log", *names, ""])
    )
    contents.write_text(placed, encoding="utf-8")

    build.build(root, quietly)

    references = [number for number in told(root / SCREEN) if number.kind is Kind.REFERENCE]
    assert len(references) == 8 + 6 * 24
    assert all(number.is_right for number in references)


def faults(root: Path) -> list[Problem]:
    with pytest.raises(SeveralProblems) as caught:
        build.build(root, quietly)
    return [problem for problem in caught.value.problems if problem.code.startswith("link-")]


def test_a_link_to_an_essay_that_is_not_there_is_a_fault_with_a_guess(tmp_path: Path) -> None:
    root = written(tmp_path)
    boat = root / "manuscript/essays/the-boat.md"
    boat.write_text("---\nTitle: The Boat\n---\n\nSee [it](the-lmap).\n", encoding="utf-8")

    (problem,) = faults(root)

    assert problem.message == "this link leads nowhere: there is no essay `the-lmap`"
    assert problem.hint == "did you mean `the-lamp`?"
    assert str(problem.place).endswith("the-boat.md:5")


def test_a_link_to_an_essay_that_is_left_out_is_a_fault(tmp_path: Path) -> None:
    root = written(tmp_path)
    boat = root / "manuscript/essays/the-boat.md"
    boat.write_text("---\nTitle: The Boat\n---\n\nSee [them](the-gulls).\n", encoding="utf-8")

    (problem,) = faults(root)

    assert problem.message == "this link leads to `the-gulls`, and that essay is not in the book"
    assert "contents.txt" in problem.hint


def test_book_toml_turns_references_readers_and_colophon_off(tmp_path: Path) -> None:
    root = written(tmp_path)
    toml = root / "manuscript/book.toml"
    text = toml.read_text(encoding="utf-8")
    off = (
        "colophon = false\n" + text + "page_references = false\n[comments]\ncontributors = false\n"
    )
    toml.write_text(off, encoding="utf-8")

    found, problems = project.read(root)

    (edition,) = (one for one in found.settings.editions if isinstance(one, PrintEdition))
    assert problems == []
    assert not edition.page_references
    assert found.settings.contributors_page is False
    assert not found.settings.colophon
