"""The large-print edition of a book, read back from the finished PDF."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from anthology import build
from anthology.check import inked, rows
from anthology.editions import Made
from anthology.errors import SeveralProblems
from anthology.pages import Page, Section
from anthology.print.book import write_pdf
from anthology.project import PrintEdition, Settings, Trim, TypeSize

LARGE = TypeSize.LARGE
PICTURE = Path(__file__).parent / "fixtures/site/manuscript/images/lamp.png"
TOML = """\
title = "The Boathouse"
subtitle = "Letters from a slipway"
authors = ["Ines Holm"]
language = "en"
year = 2026
publisher = "Slip and Cradle"
rights = "All rights reserved."
identifier = "urn:uuid:3c0b0b0e-5a3e-4a53-9d7b-3f4f6f1d2c11"
[editions.print]
isbn = "978-0-306-40615-7"
[editions.large]
format = "print"
type = "large"
isbn = "978-3-16-148410-0"
"""
PROSE = (
    "The harbourmaster’s assistant, whose handwriting nobody understood, recommended "
    "extraordinarily comprehensive precautions notwithstanding the circumstances. "
)
ESSAY = f"""\
---
Title: Varnish
Subtitle: On the third coat
Date: 2025-04-02
---

{PROSE * 4}It *shone*[^1].

A line that is far too long for one row of large print and so turns over, and hangs.
    Stepped in.
And back.

## What the tin says

{PROSE * 3}

### On the back

> Stir. *{PROSE.strip()}* Wait.

- a brush
- a rag

![A lamp](images/lamp.png)
Under the picture.

[^1]: It was a Tuesday.
"""
COMMENTS = """\
## Wim Aker, 2025-05-03
Id: c1
Consent: yes 2026-09-20
Use: yes

Mine never shone. I sanded it down to the wood and began again.
"""
DEDICATION = "---\nKind: dedication\n---\n\nFor the cook.\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("book")
    files: dict[str, str | bytes] = {
        "book.toml": TOML,
        "contents.txt": "# Before\ndedication\n\n# Coats\nvarnish\n",
        "essays/dedication.md": DEDICATION,
        "essays/varnish.md": ESSAY,
        "comments/varnish.md": COMMENTS,
        "images/lamp.png": PICTURE.read_bytes(),
    }
    for name, said in files.items():
        path = found / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(said if isinstance(said, bytes) else said.encode())
    return found


@pytest.fixture(scope="module")
def editions(root: Path) -> dict[str, Made]:
    return {one.edition.name: one for one in build.build(root, lambda *_: None).made}


@pytest.fixture(scope="module")
def large(editions: dict[str, Made]) -> Path:
    return editions["large"].path


def texts(path: Path) -> list[str]:
    return [
        " ".join(page.get_textpage().get_text_range().split())
        for page in pypdfium2.PdfDocument(path)
    ]


def test_all_that_is_read_is_sixteen_points_or_more(large: Path) -> None:
    sizes = [inked.least_type(page) for page in pypdfium2.PdfDocument(large)]
    imprint = next(at for at, text in enumerate(texts(large)) if "©" in text)

    assert sizes[imprint] == pytest.approx(14)
    assert min(size for at, size in enumerate(sizes) if size and at != imprint) >= 15.95


def test_a_page_too_low_for_a_row_of_each_figure_has_its_folios(tmp_path: Path) -> None:
    settings = Settings("Tar", "en", (edition := PrintEdition("p", Trim(100, 150), type=LARGE),))
    page = Page("tar", "essay", "Tar", "<section><p>Stir.</p></section>", Section.BODY, "en", 1)

    made = write_pdf([page], settings, edition, {}, tmp_path, tmp_path / "p.pdf", tmp_path)

    assert texts(made.path)[0] == "Stir. 1"


def test_the_ordinary_edition_is_as_small_as_ever(editions: dict[str, Made]) -> None:
    sizes = [inked.least_type(page) for page in pypdfium2.PdfDocument(editions["print"].path)]

    assert min(size for size in sizes if size) < 10


def test_the_copyright_page_of_that_edition_alone_says_what_it_is(
    editions: dict[str, Made],
) -> None:
    said, unsaid = (" ".join(texts(editions[name].path)) for name in ("large", "print"))

    assert "Large print edition" in said
    assert "Large print" not in unsaid


def test_a_copyright_page_tells_the_isbns_of_the_two_print_editions_apart(large: Path) -> None:
    said = " ".join(texts(large))

    assert "ISBN 9780306406157 (print) ISBN 9783161484100 (large print)" in said


def test_lines_are_ragged_and_no_word_is_broken(large: Path) -> None:
    prose = [row for row in rows.in_pdf(large) if row.right > 300]
    document = pypdfium2.PdfDocument(large)

    assert len({round(row.right) for row in prose}) > 5
    assert not any("\x02" in page.get_textpage().get_text_range() for page in document)


def test_a_line_of_verse_turns_over_and_hangs_less_deep_than_two_steps(large: Path) -> None:
    every = rows.in_pdf(large)
    first = next(at for at, row in enumerate(every) if row.text.startswith("A line that is far"))
    step = next(row for row in every if row.text.startswith("Stepped in"))

    assert every[first].left + 20 < every[first + 1].left < step.left
    assert every[first + 1].left - every[first].left == pytest.approx(24, abs=2)


def test_only_a_short_emphasis_is_in_italics(large: Path) -> None:
    slanted = [
        one.extract()
        for page in pypdfium2.PdfDocument(large)
        for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
        if "It" in one.get_font().get_base_name().rpartition("-")[2]
    ]

    assert slanted == ["shone"]


def test_a_sheet_of_the_books_own_that_makes_type_small_is_refused(
    root: Path, editions: dict[str, Made]
) -> None:
    styles = root / "styles"
    styles.mkdir()
    (styles / "print.css").write_text(".note { font-size: 12pt; }\n", encoding="utf-8")

    with pytest.raises(SeveralProblems) as caught:
        build.build(root, lambda *_: None)

    (styles / "print.css").unlink()
    (problem,) = caught.value.problems
    assert problem.message.endswith(": type of 12 pt; large print is 16 or more")
    assert problem.place
    assert problem.place.path.name == editions["large"].path.name


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_epub_takes_its_pages_from_a_large_print_edition_that_is_the_only_one(
    tmp_path: Path, language: str
) -> None:
    manuscript = tmp_path / "manuscript"
    (manuscript / "essays").mkdir(parents=True)
    (manuscript / "contents.txt").write_text("varnish\n")
    (manuscript / "essays/varnish.md").write_text(f"---\nTitle: Varnish\n---\n\n{PROSE * 30}\n")
    (manuscript / "book.toml").write_text(
        f'title = "Tar"\nauthors = ["Ines"]\nlanguage = "{language}"\nyear = 2026\n'
        '[editions.large]\nformat = "print"\ntype = "large"\n[editions.epub]\n'
    )

    made = build.build(tmp_path, lambda *_: None).made

    assert {one.path.suffix for one in made} == {".pdf", ".epub"}
