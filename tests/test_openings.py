"""How a text opens on paper: which words are marked, and where a letter let down stands."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import BOOK_TOML, ABook, essay
from fontTools.ttLib import TTFont
from printing import Row, Sign, printed, rows, signs, words

from anthology.pages import Page, Section
from anthology.print.geometry import type_page
from anthology.print.units import Dress, Unit, job
from anthology.project import DEFAULT_TRIM, Opening
from anthology.stylesheets import TEXT, faces

LONG = " and went home, for there was nothing else to do." * 6
PROSE = f"The ferry came late{LONG}"
VERSE = '<div class="poem"><p class="stanza"><span class="line">One gull<br/></span></p></div>'
CAPITAL = 0.67  # of Source Serif 4: how high a capital is, in ems
CLOSE = 0.5  # points


def opened(body: str, opening: Opening = Opening.SMALL_CAPS, kind: str = "essay") -> str:
    """What is laid out of a text, from its first block on."""
    head = '<header class="opening"><h1 class="title">Tides</h1></header>'
    page = Page(
        "a", kind, "Tides", f'<section class="{kind}">{head}{body}</section>', Section.BODY, "en"
    )
    html = job(Unit((page,)), Dress("Boats", opening=opening), {}).html
    return html.partition("</header>")[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The ferry came late, and went", "The ferry came late,"),
        ("The ferry came late and then it went", "The ferry came late and"),
        ("Wait. The ferry came", "Wait."),
        ("Unforeseeablenesses-and-more came", "Unforeseeablenesses-and-more"),
        ("Late—and then it went", "Late—"),
        ("“Once,” she said", "“Once,”"),
        ("The <em>Marigold</em> sank", "The"),
        ("The Mari<em>gold</em> sank", "The"),
        ('Slack water<a class="note-mark">1</a> is when', "Slack"),
        ("1984 was the year", "1984 was the year"),
    ],
)
def test_the_opening_words_end_with_their_phrase(text: str, marked: str) -> None:
    written = opened(f"<p>{text}</p>")

    assert f'<p><span class="opening-words">{marked}</span>' in written
    assert re.sub("</?span[^>]*>", "", written) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "body",
    [
        "<p><em>Once</em> the ferry came</p>",
        "<p>שלום לכם</p>",
        "<p>1984, 1985</p>",
        "<h2>In the night</h2><p>The ferry came</p>",
        '<blockquote class="quotation"><p>The ferry came</p></blockquote>',
        '<figure class="figure"><img src="a.png" alt=""></figure>',
        '<ul class="list"><li>Rope.</li></ul>',
    ],
)
@pytest.mark.parametrize("opening", [Opening.SMALL_CAPS, Opening.DROP_CAP])
def test_a_text_that_does_not_open_with_words_in_capitals_opens_plain(
    body: str, opening: Opening
) -> None:
    assert "<span" not in opened(body.replace('alt="">', 'alt=""/>'), opening)


def test_verse_opens_with_its_words_and_never_with_a_letter() -> None:
    for opening in (Opening.SMALL_CAPS, Opening.DROP_CAP):
        assert '<span class="line"><span class="opening-words">One gull</span>' in opened(
            VERSE, opening
        )


def test_comments_and_plain_editions_open_plain() -> None:
    assert "<span" not in opened(f"<p>{PROSE}</p>", Opening.PLAIN)
    assert "<span" not in opened(f"<p>{PROSE}</p>", Opening.DROP_CAP, "comments")


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        (PROSE, '<span class="drop-cap">T</span>he ferry'),
        ("I sat" + LONG, '<span class="drop-cap">I </span>sat'),
        ("Élodie" + LONG, '<span class="drop-cap">É</span>lodie'),
        (
            "“Once" + LONG,
            '<span class="drop-cap"><span class="drop-quote">“</span>O</span>nce',
        ),
    ],
)
def test_a_letter_is_let_down_with_the_quotation_mark_before_it(text: str, letter: str) -> None:
    assert letter in opened(f"<p>{text}</p>", Opening.DROP_CAP)


@pytest.mark.parametrize(
    "text", ["The ferry came late.", "Quietly" + LONG, "June again" + LONG, "1984 was" + LONG]
)
def test_no_letter_is_let_down_over_a_short_paragraph_nor_into_the_row_below(text: str) -> None:
    written = opened(f"<p>{text}</p>", Opening.DROP_CAP)

    assert "opening-words" in written
    assert "drop-cap" not in written


@pytest.fixture(scope="module")
def dropped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dropped")
    files = {
        "essays/a.md": essay(f"{PROSE}\n\n{PROSE}", "Tides"),
        "contents.txt": "a\n",
        "book.toml": f'{BOOK_TOML}[editions.print]\nformat = "print"\nopening = "drop cap"\n',
    }
    for name, said in files.items():
        (root / "manuscript" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "manuscript" / name).write_text(said, encoding="utf-8")
    printed(root)
    return root


@pytest.fixture
def large(dropped: Path) -> Sign:
    (found,) = (sign for sign in signs(dropped / "press.pdf") if sign.size > 40)
    return found


@pytest.fixture
def text(dropped: Path, large: Sign) -> list[Row]:
    """The rows of text on the page of the letter."""
    found = rows(dropped / "press.pdf")
    size = pytest.approx(type_page(DEFAULT_TRIM).size, abs=0.02)
    return [row for row in found if row.page == large.page and row.size == size]


def test_a_letter_let_down_stands_on_the_third_line_as_high_as_the_first(
    dropped: Path, large: Sign, text: list[Row]
) -> None:
    page = type_page(DEFAULT_TRIM)
    first, _, third, *_ = (row.baseline for row in text)

    top, foot = ink(dropped / "press.pdf", large)
    assert large.text == "T"
    assert large.baseline == pytest.approx(third, abs=CLOSE)
    assert foot == pytest.approx(third, abs=CLOSE)
    assert top == pytest.approx(first - CAPITAL * page.size, abs=CLOSE)
    assert third - first == pytest.approx(2 * page.line, abs=0.1)


def ink(pdf: Path, letter: Sign) -> tuple[float, float]:
    """Where the ink of a letter begins and ends, in points from the head of its page."""
    scale, page = 8, pypdfium2.PdfDocument(pdf)[letter.page]
    head, foot = letter.baseline - letter.size, letter.baseline + letter.size / 20
    box = letter.x, head, letter.right, foot
    seen = page.render(scale=scale).to_pil().convert("L").crop(tuple(scale * each for each in box))
    _, first, _, last = seen.point([255] * 128 + [0] * 128).getbbox()
    return head + first / scale, head + last / scale


def test_three_lines_keep_clear_of_a_letter_let_down(large: Sign, text: list[Row]) -> None:
    page = type_page(DEFAULT_TRIM)

    assert large.x == pytest.approx(page.inner, abs=2)
    assert all(large.right < row.left < large.right + 8 for row in text[:3])
    assert text[3].left == pytest.approx(page.inner, abs=0.2)


@pytest.mark.parametrize(
    ("trim", "type_"),
    [("5x8", "ordinary"), ("A5", "ordinary"), ("6x9", "large"), ("7x10", "large")],
)
def test_just_three_lines_keep_clear_of_it_on_any_page(
    a_book: ABook, trim: str, type_: str
) -> None:
    toml = f'{BOOK_TOML}[editions.print]\ntrim = "{trim}"\ntype = "{type_}"\nopening = "drop cap"\n'

    pdf = printed(a_book({"essays/a.md": essay(PROSE)}, toml)).with_name("press.pdf")

    letter = max(signs(pdf), key=lambda sign: sign.size)
    beside = range(math.ceil(letter.right), math.ceil(letter.right) + 8)
    text = [
        row.baseline for row in rows(pdf) if row.page == letter.page and int(row.left) in beside
    ]
    assert letter.text == "T"
    assert len(text) == 3
    assert text[-1] == pytest.approx(letter.baseline, abs=CLOSE)


def test_the_word_a_letter_was_taken_from_is_read_as_one(dropped: Path) -> None:
    (opening,) = (page for page in words(dropped / "book.pdf") if "ferry" in page)

    assert "The ferry came late" in opening


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="Poppler is not on this machine")
def test_poppler_reads_it_as_one_too(dropped: Path) -> None:
    command = ["pdftotext", str(dropped / "book.pdf"), "-"]

    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert "\nThe ferry came late and went" in said


def test_small_capitals_are_glyphs_of_their_own(a_book: ABook) -> None:
    toml = f'{BOOK_TOML}[editions.print]\nformat = "print"\nopening = "small caps"\n'

    said = rows(pdf := printed(a_book({"essays/a.md": essay(PROSE)}, toml)))

    first = next(row for row in said if row.text.startswith("Theferry"))
    assert first.size == pytest.approx(type_page(DEFAULT_TRIM).size, abs=0.02)
    assert {glyph("H.sc"), glyph("E.sc"), glyph("F.sc")} <= drawn(pdf)


def glyph(name: str) -> int:
    """The number of a glyph in the face of the text, which a PDF keeps."""
    file = next(face.file for face in faces() if face.family == TEXT)
    return int(TTFont(file, lazy=True).getGlyphID(name))


def drawn(pdf: Path) -> set[int]:
    """The numbers of the glyphs in a PDF."""
    with pikepdf.open(pdf) as opened:
        runs = [
            bytes(run)
            for page in opened.pages
            for drawing in pikepdf.parse_content_stream(page, "TJ")
            for run in drawing.operands[0]
            if isinstance(run, pikepdf.String)
        ]
    return {run[at] * 256 + run[at + 1] for run in runs for at in range(0, len(run) - 1, 2)}


def test_in_greek_no_letter_loses_its_accent_to_small_capitals(a_book: ABook) -> None:
    toml = BOOK_TOML.replace('"en"', '"el"')
    toml += '[editions.print]\nformat = "print"\nopening = "small caps"\n'
    said = "## Άννα Μαρία Καλαμά, 2024-05-03\nId: 1\nConsent: yes 2026-01-02\n\nΝαι.\n"
    files = {"essays/oars.md": essay("Η θάλασσα ήταν ήσυχη."), "comments/oars.md": said}

    pages = "".join(words(printed(a_book(files, toml))))

    assert "Η θάλασσα ήταν ήσυχη." in pages
    assert "Άννα Μαρία Καλαμά" in pages
