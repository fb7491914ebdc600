"""What each store asks for is measured on the finished EPUB, or told as not verified."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import boathouse
import pytest
from click.testing import CliRunner
from conftest import ABook, essay
from PIL import Image

from anthology.check import stores
from anthology.check.epub_file import opened
from anthology.check.measures import MEASURES
from anthology.check.stores import Row, Verdict
from anthology.cli import main
from anthology.errors import AnthologyError, BuildError
from anthology.pages import Page, Section

DESCRIBED = 'alt="A small lamp in a window above dark water."'


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return boathouse.write(tmp_path_factory.mktemp("book") / "book.epub")


def row(path: Path, store: str, rule: str) -> Row:
    rows = [each for each in stores.measure(path, store) if each.rule.rule.startswith(rule)]
    assert rows, rule
    return rows[0]


def picture(mode: str, size: tuple[int, int], kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


def with_words(added: str) -> list[Page]:
    """The pages of the book, with something more about the author."""
    end = "</section>"
    return [
        replace(page, body=page.body.replace(end, added + end)) if page.name == "author" else page
        for page in boathouse.pages()
    ]


def measured(tmp_path: Path, measure: str, **changes: object) -> float | str | None:
    return MEASURES[measure](opened(boathouse.write(tmp_path / "book.epub", **changes))).value


def test_every_rule_says_where_it_comes_from_and_how_surely() -> None:
    rules = [rule for _, rules in stores.stores().values() for rule in rules]

    assert all(rule.source and rule.read and rule.weight in ("must", "should") for rule in rules)
    assert {rule.sure for rule in rules} == {
        "read at the store",
        "read elsewhere",
        "general knowledge",
    }


def test_every_rule_is_measured_or_says_why_not() -> None:
    for _, rules in stores.stores().values():
        for rule in rules:
            assert rule.measure in MEASURES or (rule.why_not and not rule.measure), rule.rule
            assert not rule.measure or stores.required(rule), rule.rule


def test_no_measure_is_left_that_no_store_asks_for() -> None:
    asked = {rule.measure for _, rules in stores.stores().values() for rule in rules}

    assert set(MEASURES) == asked - {""}


def test_all_stores_are_asked_in_turn(path: Path) -> None:
    asked = [each.store for each in stores.measure(path, "all")]

    assert list(dict.fromkeys(asked)) == [name for name, _ in stores.stores().values()]
    assert len(asked) == sum(len(rules) for _, rules in stores.stores().values())


def test_an_unknown_store_is_told_with_the_nearest() -> None:
    with pytest.raises(AnthologyError, match="a store called `kindel`") as caught:
        stores.measure(Path("book.epub"), "kindel")

    assert caught.value.hint == "did you mean `kindle`?"


def test_a_sound_book_breaks_no_rule_but_those_of_its_small_cover(path: Path) -> None:
    broken = [
        each.rule.measure for each in stores.measure(path, "all") if each.verdict is Verdict.FAIL
    ]

    assert set(broken) <= {"short side of the cover", "long side of the cover"}


def test_what_was_not_measured_is_not_passed(path: Path) -> None:
    previewer = row(path, "kindle", "what Kindle Previewer says")

    assert previewer.verdict is Verdict.NOT_VERIFIED
    assert "Kindle Previewer runs on" in previewer.measured


def test_what_a_store_only_advises_does_not_fail(path: Path) -> None:
    margin = row(path, "kobo", "the widest margin")

    assert margin.verdict is Verdict.ADVICE
    assert margin.rule.weight == "should"


def test_a_small_cover_is_refused_with_both_numbers(tmp_path: Path) -> None:
    small = boathouse.write(tmp_path / "book.epub", cover=picture("RGB", (600, 960)))

    side = row(small, "ingram", "the short side of the cover")

    assert (side.required, side.measured) == ("at least 1 600 pixels", "600 pixels")
    assert side.verdict is Verdict.FAIL


def test_a_cover_of_the_right_size_passes(tmp_path: Path) -> None:
    right = boathouse.write(tmp_path / "book.epub", cover=picture("RGB", (1600, 2400)))

    assert row(right, "ingram", "the short side of the cover").verdict is Verdict.PASS
    assert row(right, "ingram", "the largest picture").verdict is Verdict.PASS


def test_only_what_a_store_insists_on_is_a_fault(tmp_path: Path) -> None:
    small = boathouse.write(tmp_path / "book.epub", cover=picture("RGB", (600, 960)))
    rows = stores.measure(small, "ingram")

    faults = list(stores.problems(rows))

    assert [fault.message for fault in faults] == [
        "IngramSpark refuses this: the short side of the cover, which is uploaded beside the "
        "book: 600 pixels (required: at least 1 600 pixels)"
    ]


@pytest.mark.parametrize(
    ("measure", "mode", "kind"),
    [
        ("pictures of other colours", "CMYK", "JPEG"),
        ("transparent pictures", "RGBA", "PNG"),
        ("pictures of other kinds", "RGB", "GIF"),
    ],
)
def test_a_picture_stores_do_not_like_is_counted(
    tmp_path: Path, measure: str, mode: str, kind: str
) -> None:
    file = tmp_path / "lamp"
    file.write_bytes(picture(mode, (40, 30), kind))

    assert measured(tmp_path, measure, files={"images/Lampe am See.png": file}) == 1


@pytest.mark.parametrize(
    ("measure", "added", "expected"),
    [
        ("references to pages", "<p>See page 12, and S. 4.</p>", 2),
        ("references to pages", "<p>The page of 1912 is lost.</p>", 0),
        ("links to stores", '<p><a href="https://www.amazon.de/x">buy</a></p>', 1),
        ("links to stores", '<p><a href="https://example.org/amazon">read</a></p>', 0),
        # One of them is in the foreword.
        ("links that pop up", '<p><a href="#far">on</a></p><p id="far">A long way.</p>', 2),
        ("links that pop up", '<p><a href="#far">on</a></p><p id="far">Far.</p>', 1),
        ("links that pop up", '<p id="far">A long way.</p><p><a href="#far">back</a></p>', 1),
        ("dead links", '<p><a href="#nowhere">on</a></p>', 1),
        ("styles in pages", '<p style="color: red">a</p>', 1),
        ("pictures without words", '<p><img src="images/Lampe am See.png" alt=""/></p>', 1),
    ],
)
def test_what_stands_on_a_page_is_counted(
    tmp_path: Path, measure: str, added: str, expected: int
) -> None:
    assert measured(tmp_path, measure, pages=with_words(added)) == expected


@pytest.mark.parametrize(
    ("measure", "css", "expected"),
    [
        ("forced running text", "body { color: #333; }", 1),
        ("forced running text", ".title, p { font-size: 12pt; }", 1),
        ("forced running text", ".title p.small { font-size: 0.8em; }", 0),
        ("background colours", ".quotation { background: #eee; }", 1),
        ("spaces kept by the styles", ".line { white-space: pre-wrap; }", 1),
        ("widest side margin", ".quotation { margin: 1em 40em; }", 40),
        ("widest side margin", ".quotation { margin: 40em 1em; }", 16.2),
    ],
)
def test_what_a_stylesheet_does_is_counted(
    tmp_path: Path, measure: str, css: str, expected: float
) -> None:
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "epub.css").write_text(css)

    assert measured(tmp_path, measure, styles=styles) == expected


def test_an_essay_that_the_contents_leave_out_is_counted(tmp_path: Path) -> None:
    pages = [replace(p, depth=0) if p.name == "tide" else p for p in boathouse.pages()]

    assert measured(tmp_path, "documents not in the contents", pages=pages) == 1


def test_a_book_without_an_isbn_says_so(tmp_path: Path) -> None:
    edition = replace(boathouse.EDITION, isbn="")

    assert measured(tmp_path, "kind of identifier") == "ISBN"
    assert measured(tmp_path, "kind of identifier", edition=edition) == "not an ISBN"


def test_a_file_without_a_cover_is_not_passed_for_its_size(path: Path, tmp_path: Path) -> None:
    bare = without_cover(path, tmp_path / "bare.epub")

    assert row(bare, "google", "the cover inside").verdict is Verdict.FAIL
    assert row(bare, "google", "the short side").verdict is Verdict.NOT_VERIFIED
    assert row(bare, "kobo", "how the metadata names").measured == "not by its id"


def without_cover(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b' properties="cover-image"', b""))
    return target


def test_a_proof_gets_to_no_store(tmp_path: Path) -> None:
    questioned = Page(
        "asked", "essay", "Asked", '<aside class="question">?? why</aside>', Section.BODY, "en"
    )
    proof = boathouse.write(tmp_path / "book.epub", pages=[*boathouse.pages(), questioned])
    named = boathouse.write(tmp_path / "book-PROOF.epub")

    for path in (proof, named):
        with pytest.raises(BuildError, match="no store gets it"):
            stores.measure(path, "all")


def test_the_command_tells_a_row_for_each_rule_and_fails_where_a_store_refuses(
    a_book: ABook, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_book({"essays/oars.md": essay("Two oars.")})
    (root / "build").mkdir()
    boathouse.write(root / "build" / "book.epub", cover=picture("RGB", (600, 960)))
    monkeypatch.chdir(root)

    done = CliRunner().invoke(main, ["check", "--store", "ingram"])

    assert done.exit_code == 1
    assert re.match(r"IngramSpark: build/book\.epub\n  pass +size of the file: ", done.stdout)
    assert re.search(r"  fail +the short side of the cover", done.stdout)
    assert "error: build/book.epub: IngramSpark refuses this: the short side" in done.stderr


def test_before_there_is_an_epub_no_store_is_asked(
    a_book: ABook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(a_book({"essays/oars.md": essay("Two oars.")}))

    done = CliRunner().invoke(main, ["check", "--store", "all"])

    assert done.exit_code == 1
    assert "make it with `anthology build`" in done.stderr
