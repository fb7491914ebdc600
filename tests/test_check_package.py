"""Each rule sees its own fault, made in a finished EPUB."""

from __future__ import annotations

import zipfile
from pathlib import Path

import boathouse
import pytest

from anthology.check import package

OPF, NAV = "EPUB/content.opf", "EPUB/nav.xhtml"
LAMP, TIDE = "EPUB/text/lamp.xhtml", "EPUB/text/tide.xhtml"
CSS = "EPUB/css/anthology-epub.css"
# file, what stands in it, what is to stand there, the code of the problem
FAULTS = (
    ("mimetype", "epub+zip", "zip", "epub-mimetype"),
    (OPF, ' xml:lang="en-GB"', "", "epub-language"),
    (OPF, "<dc:language>en-GB<", "<dc:language><", "epub-metadata"),
    (OPF, "schema:accessibilityHazard", "schema:hazard", "epub-claim-missing"),
    (OPF, "schema:accessibilitySummary", "dcterms:conformsTo", "epub-claim-unsigned"),
    (OPF, 'href="images/lampe', 'href="images/lamp', "epub-file-missing"),
    (OPF, '<item href="text/tide.xhtml"', '<item href="text/lamp.xhtml"', "epub-file-unlisted"),
    (OPF, ' properties="nav"', "", "epub-contents"),
    (OPF, "</package>", "", "epub-package"),
    (NAV, "text/tide.xhtml", "text/foreword.xhtml", "epub-contents-order"),
    (NAV, "text/tide.xhtml", "css/fonts.css", "epub-contents"),
    (NAV, "text/tide.xhtml", "text/tides.xhtml", "epub-link-dead"),
    (NAV, ">Low Water<", "> <", "epub-link-empty"),
    (LAMP, ' lang="en-GB"', "", "epub-language"),
    (LAMP, "<title>The Lamp &amp; the Rope</title>", "<title/>", "epub-title"),
    (LAMP, "<h2 ", "<h1/><h2 ", "epub-heading-empty"),
    (LAMP, ' alt="A small lamp in a window above dark water."', "", "epub-alt"),
    (LAMP, "A small lamp in a window above dark water.", "", "epub-claim-untrue"),
    (LAMP, 'id="b4"', 'id="b6"', "epub-id-twice"),
    (LAMP, 'href="#note-1"', 'href="#note-9"', "epub-link-dead"),
    (LAMP, 'src="../images', 'src="https://example.org', "epub-outside"),
    (LAMP, ' role="doc-chapter"', "", "epub-role"),
    (LAMP, ' role="doc-noteref"', "", "epub-role"),
    (LAMP, "</section>", "", "epub-not-well-formed"),
    (TIDE, "<h1", "<h2/><h1", "epub-heading-order"),
    (TIDE, "</h1>", '</h1><aside class="question">?? why</aside>', "epub-proof"),
    (CSS, "/* Only in a proof", "p { direction: rtl; } /*", "epub-style-forbidden"),
    (CSS, "/* Only in a proof", "p { src: url(x.otf); } /*", "epub-style-missing"),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return boathouse.write(tmp_path_factory.mktemp("book") / "book.epub")


def copied(sound: Path, target: Path, changes: dict[str, tuple[str, str]]) -> Path:
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in changes:
                before, after = (text.encode() for text in changes[entry.filename])
                assert before in content
                content = content.replace(before, after, 1)
            new.writestr(entry, content)
    return target


def codes(path: Path) -> set[str]:
    return {problem.code for problem in package.look_over(path)}


@pytest.mark.parametrize(("file", "before", "after", "code"), FAULTS)
def test_a_fault_is_seen(
    sound: Path, tmp_path: Path, file: str, before: str, after: str, code: str
) -> None:
    path = copied(sound, tmp_path / "book.epub", {file: (before, after)})

    assert code in codes(path)


TOO_MANY = (
    ("EPUB/images/two words.png", "epub-name"),
    ("EPUB/nav.XHTML", "epub-name-twice"),
    ("EPUB/extra.css", "epub-file-unlisted"),
)


@pytest.mark.parametrize(("name", "code"), TOO_MANY)
def test_a_file_too_many_is_seen(sound: Path, tmp_path: Path, name: str, code: str) -> None:
    path = copied(sound, tmp_path / "book.epub", {})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"")

    assert code in codes(path)


def test_a_link_out_of_the_book_is_no_fault(sound: Path, tmp_path: Path) -> None:
    away = ("Count the steps.", '<a href="https://example.org/steps">Count</a>')

    assert codes(copied(sound, tmp_path / "book.epub", {LAMP: away})) == set()


def test_every_problem_names_the_file(sound: Path, tmp_path: Path) -> None:
    path = copied(sound, tmp_path / "book.epub", {LAMP: ('id="b4"', 'id="b6"')})

    (problem,) = package.look_over(path)

    assert problem.place is not None
    assert problem.place.path == path
    assert problem.message == "`EPUB/text/lamp.xhtml` has 2 places called `b6`"
