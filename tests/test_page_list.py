"""A small book on very small pages, so that they turn everywhere: in the middle of stanzas,
paragraphs, words, notes and comments. Read back from both finished files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from anthology import build
from anthology.check import page_numbers
from anthology.check.epub_file import EpubFile, opened
from anthology.errors import Problem

FIXTURES = Path(__file__).parent / "fixtures" / "turning"
TOML = """\
title = "Letters from the Office"
authors = ["Ines Holm"]
year = 2026
publisher = "Slipway"
"""
SMALL = '[editions.small]\nformat = "print"\ntrim = "90x140mm"\nisbn = "978-0-306-40615-7"\n'
LARGE = '[editions.large]\nformat = "print"\ntrim = "140x216mm"\n'
EPUB = '[editions.epub]\nformat = "epub"\n'
SHIFTS = 9
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def written(root: Path, toml: str, essays: int) -> Path:
    """The same essay again and again, each time a line further down the page."""
    manuscript = root / "manuscript"
    for name in ("essays", "comments"):
        (manuscript / name).mkdir(parents=True)
    essay = (FIXTURES / "harbour.md").read_text(encoding="utf-8")
    for number in range(essays):
        shifted = essay.replace("\n---\n\n", "\n---\n\n" + "Wait.\n\n" * number)
        (manuscript / f"essays/harbour-{number}.md").write_text(shifted, encoding="utf-8")
        comments = (FIXTURES / "harbour-comments.md").read_bytes()
        (manuscript / f"comments/harbour-{number}.md").write_bytes(comments)
    (manuscript / "essays/dedication.md").write_text("For the gulls.\n", encoding="utf-8")
    names = "\n".join(f"harbour-{number}" for number in range(essays))
    contents = f"# Before\ndedication\n\n# Letters\n{names}\n"
    (manuscript / "contents.txt").write_text(contents, encoding="utf-8")
    (manuscript / "book.toml").write_text(toml, encoding="utf-8")
    return root


@dataclass(frozen=True)
class Files:
    """An EPUB, the press PDF of its pages, and the same pages with their numbers as labels."""

    epub: Path
    press: Path
    screen: Path

    def told(self) -> tuple[Problem, ...]:
        return page_numbers(self.epub, self.press, self.screen)


def made(root: Path, toml: str, essays: int = 1) -> list[Files]:
    """The EPUB of a book with each of its print editions, in the order of its book.toml."""
    epub, *prints = build.build(written(root, toml, essays), lambda *_: None).made
    return [Files(epub.path, one.path, one.screen) for one in prints if one.screen]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    (files,) = made(tmp_path_factory.mktemp("small"), TOML + EPUB + SMALL, SHIFTS)
    return files


@pytest.fixture(scope="module")
def book(files: Files) -> EpubFile:
    return opened(files.epub)


def markers(book: EpubFile) -> list[Any]:
    found = (book.documents[item.path].iter("{*}*") for item in book.spine)
    return [each for one in found for each in one if each.get("role") == "doc-pagebreak"]


def printed(path: Path) -> dict[str, str]:
    """What stands on each page, by its number."""
    pdf = pypdfium2.PdfDocument(path)
    return {
        str(pdf.get_page_label(number)): page.get_textpage().get_text_range()
        for number, page in enumerate(pdf)
    }


def said(book: EpubFile, name: str) -> list[str | None]:
    return [meta.text for meta in book.of_package("meta") if meta.get("property") == name]


def test_every_marker_agrees_with_the_printed_page(files: Files) -> None:
    assert files.told() == ()


def test_the_pages_turn_wherever_they_can(book: EpubFile, files: Files) -> None:
    turns = markers(book)
    first_words = {label: text.split()[0] for label, text in printed(files.screen).items() if text}

    def inside(test: Callable[[Any], bool]) -> list[str]:
        found = (each for each in turns if any(map(test, each.iterancestors())))
        return [each.get("aria-label") for each in found]

    def classed(name: str) -> Callable[[Any], bool]:
        return lambda element: name in element.get("class", "").split()

    in_words = [
        each.get("aria-label")
        for each in turns
        if each.tail and not first_words[each.get("aria-label")].startswith(each.tail.split()[0])
    ]
    assert inside(classed("stanza"))
    assert inside(lambda element: element.get("id") == "b1" and element.tag.endswith("}p"))
    assert inside(classed("note"))
    assert len(inside(classed("said"))) > 1
    assert len(in_words) > 1


def test_what_is_not_in_the_epub_or_blank_has_no_marker(book: EpubFile, files: Files) -> None:
    labels = [each.get("aria-label") for each in markers(book)]
    texts = printed(files.screen)

    assert labels[:3] == ["iii", "iv", "v"]
    assert "vii" in texts
    assert "vii" not in labels
    assert [label for label in labels if label.isdecimal()] == [
        label for label, text in texts.items() if label.isdecimal() and text.strip()
    ]


def test_both_page_lists_lead_to_the_markers(book: EpubFile) -> None:
    labels = [each.get("aria-label") for each in markers(book)]
    navs = book.documents["EPUB/nav.xhtml"].iter("{*}nav")
    page_list = next(nav for nav in navs if nav.get(EPUB_TYPE) == "page-list")
    ncx = book.parsed("EPUB/toc.ncx")
    assert ncx is not None
    targets = list(ncx.iter("{*}pageTarget"))
    points = list(ncx.iter("{*}navPoint"))
    order = sorted(int(each.get("playOrder")) for each in (*targets, *points))

    assert page_list.get("role") == "doc-pagelist"
    assert [link.text for link in page_list.iter("{*}a")] == labels
    assert [next(each.iter("{*}text")).text for each in targets] == labels
    assert [each.get("type") for each in targets][:4] == ["front"] * 3 + ["normal"]
    assert order == list(range(1, len(targets) + len(points) + 1))


def test_the_edition_is_named_and_the_claim_made(book: EpubFile) -> None:
    features = said(book, "schema:accessibilityFeature")

    assert [each.text for each in book.of_package("source")] == ["urn:isbn:9780306406157"]
    assert said(book, "source-of") == ["pagination"]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(features)
    assert "Page numbers are those of the print edition." in str(
        said(book, "schema:accessibilitySummary")
    )


def test_the_pages_can_be_those_of_another_print_edition(tmp_path: Path) -> None:
    chosen = EPUB + 'pages_from = "large"\n'

    small, large = made(tmp_path, TOML + chosen + SMALL + LARGE)

    assert large.told() == ()
    assert small.told() != ()
    assert [each.text for each in opened(large.epub).of_package("source")] == [
        "Letters from the Office, Slipway, 2026, print edition, 140 × 216 mm"
    ]


def test_without_a_print_edition_no_page_is_numbered_and_none_claimed(tmp_path: Path) -> None:
    (made,) = build.build(written(tmp_path, TOML + EPUB, 1), lambda *_: None).made

    book = opened(made.path)
    kinds = [nav.get(EPUB_TYPE) for nav in book.documents["EPUB/nav.xhtml"].iter("{*}nav")]
    assert kinds == ["toc", "landmarks"]
    assert markers(book) == []
    assert list(book.of_package("source")) == []
    assert not any("page" in str(each) for each in said(book, "schema:accessibilityFeature"))
    assert page_numbers(made.path, made.path) == ()


def test_a_page_with_a_picture_and_a_page_with_a_word_are_numbered_too(tmp_path: Path) -> None:
    root = written(tmp_path, TOML + EPUB + SMALL, 1)
    (root / "manuscript/images").mkdir()
    for name in ("pier", "slip"):
        Image.new("L", (600, 1000), 120).save(root / f"manuscript/images/{name}.png")
    plates = "![A pier.](images/pier.png)\n\n![A slip.](images/slip.png)\n\nAfter."
    essay = f"---\nTitle: Plates\n---\n\nBefore.\n\n{plates}\n"
    (root / "manuscript/essays/harbour-0.md").write_text(essay, encoding="utf-8")

    epub, print_ = build.build(root, lambda *_: None).made

    parents = [each.getnext() for each in markers(opened(epub.path))]
    assert sum(str(getattr(each, "tag", "")).endswith("}figure") for each in parents) == 2
    assert page_numbers(epub.path, print_.path, print_.screen) == ()


def changed(epub: Path, target: Path, change: Callable[[str], str]) -> Path:
    """The EPUB with its essay changed."""
    with zipfile.ZipFile(epub) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("text/harbour-0.xhtml"):
                content = change(content.decode()).encode()
            new.writestr(entry, content)
    return target


MARKER = r'<span role="doc-pagebreak"[^>]*aria-label="4"></span>'


@pytest.mark.parametrize(
    ("pattern", "replacement", "code"),
    [
        (rf"(\S+\s+)({MARKER})", r"\2\1", "page-misplaced"),
        (rf"({MARKER})(\S+\s+)", r"\2\1", "page-misplaced"),
        (rf"({MARKER})(\S)", r"\2\1", "page-misplaced"),
        (MARKER, "", "page-unmarked"),
        (r'aria-label="4"', 'aria-label="5"', "page-misplaced"),
    ],
)
def test_a_marker_that_is_moved_or_missing_is_told(
    files: Files, tmp_path: Path, pattern: str, replacement: str, code: str
) -> None:
    def change(text: str) -> str:
        new, count = re.subn(pattern, replacement, text, count=1)
        assert count == 1
        return new

    spoiled = changed(files.epub, tmp_path / "spoiled.epub", change)

    told = replace(files, epub=spoiled).told()
    assert code in {problem.code for problem in told}
