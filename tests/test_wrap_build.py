"""A build makes the cover beside the interior, or says what to ask for first."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from conftest import BOOK_TOML, ABook, essay

from anthology import build, project, tell
from anthology.check import cover as check
from anthology.errors import BuildError
from anthology.project import PrintEdition

TIDE = {"essays/tide.md": essay("One gull.\nThen two.\n", "Tide")}
EDITION = '\n[editions.print]\nformat = "print"\ntrim = "5.5x8.5in"\n'


def built(a_book: ABook, edition: str) -> tuple[Path, build.Built]:
    root = a_book(TIDE, BOOK_TOML + EDITION + edition)
    return root, build.build(root, lambda *_: None)


def test_a_build_makes_the_cover_of_the_interior_it_made(a_book: ABook) -> None:
    root, done = built(a_book, 'printer = "kdp-paperback"\npaper = "cream"\n')
    interior, cover = (root / "build" / f"the-boathouse-print{end}.pdf" for end in ("", "-cover"))

    (edition,) = (one.edition for one in done.made if isinstance(one.edition, PrintEdition))
    assert check.refusals(cover, interior, edition) == ()
    with pikepdf.open(interior) as pages, pikepdf.open(cover) as sheet:
        assert str(sheet.docinfo["/InteriorPages"]) == str(len(pages.pages))
    (told,) = (line for line in tell.made(done.made) if "-cover.pdf" in line)
    assert told.endswith("286 × 222 mm with bleed, spine 0.6 mm")


def test_a_cover_that_cannot_be_made_stops_nothing_and_leaves_no_old_one(a_book: ABook) -> None:
    root, _ = built(a_book, 'printer = "kdp-paperback"\n')
    root, done = built(a_book, 'printer = "ingram"\n')

    (said,) = (one for one in done.warnings if one.code == "no-cover")
    assert said.place is not None
    assert said.place.line == 10
    assert "IngramSpark" in said.message
    assert (root / "build/the-boathouse-print.pdf").is_file()
    assert not (root / "build/the-boathouse-print-cover.pdf").exists()


def test_a_proof_has_no_cover(a_book: ABook) -> None:
    root = a_book(TIDE, BOOK_TOML + EDITION + 'printer = "kdp-paperback"\n')

    build.build_proof(root, lambda *_: None)

    assert [path.name for path in (root / "build").glob("*cover*")] == []


def test_the_spine_is_what_the_template_gives_and_for_how_many_pages(a_book: ABook) -> None:
    root = a_book(TIDE, BOOK_TOML + EDITION + 'spine = "0.49in"\nspine_for = 212\n')

    found, problems = project.read(root)

    assert problems == []
    (edition,) = found.settings.editions
    assert isinstance(edition, PrintEdition)
    assert (edition.spine, edition.spine_for) == (12.446, 212)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('spine = "thick"', "`thick` is not the width of a spine"),
        ('spine = "12.4"', "`12.4` is not the width of a spine"),
        ('spine = "40cm"', "`40cm` is not the width of a spine"),
        ('spin = "12mm"', "unknown setting `spin`"),
    ],
)
def test_a_spine_that_is_no_length_is_a_fault(a_book: ABook, line: str, message: str) -> None:
    root = a_book(TIDE, BOOK_TOML + EDITION + line + "\n")

    _, (problem,) = project.read(root)

    assert problem.message == message
    assert problem.hint


def test_a_picture_for_the_cover_that_is_not_there_is_told(a_book: ABook) -> None:
    edition = EDITION + 'printer = "lulu"\n'
    root = a_book(TIDE, 'cover = "images/no.jpg"\n' + BOOK_TOML + edition)

    with pytest.raises(BuildError, match="cannot be read"):
        build.build(root, lambda *_: None)
