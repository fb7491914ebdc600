"""What was underlined, and what was set in: one rule for every source, and it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from blogs import item, wxr
from coats import LINES, ghost, letter, medium, movabletype, saved_page, substack, tumblr_xml
from documents import docx, odt, w_par, w_run
from gathering import gathered, written

from anthology.gather import GatheredEssay
from anthology.gather.html.style import points
from anthology.gather.typed.lines import indent, steps

UNDERLINED = "<p>One <u>gull</u>.<br>Then <u>two</u> of <u>them</u>.</p>"
EXPECTED = ["line: One *gull*.", "line: Then *two* of *them*."]
TOLD = ["3 underlined places set in italics"]


def words(one: GatheredEssay) -> list[str]:
    return [line for line in written(one) if line.startswith(("line: ", "paragraph: ", "heading"))]


def told(one: GatheredEssay) -> list[str]:
    return [row.decided for row in one.rows if "underlined" in row.decided]


def a_file(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


W_UNDERLINE = '<w:u w:val="single"/>'
SOURCES = {
    "wordpress": lambda at: wxr(at / "a.xml", item(UNDERLINED)),
    "substack": lambda at: substack(at, UNDERLINED),
    "medium": lambda at: medium(at, UNDERLINED),
    "ghost": lambda at: ghost(at, UNDERLINED),
    "tumblr": lambda at: tumblr_xml(at, UNDERLINED),
    "movabletype": lambda at: movabletype(at, UNDERLINED),
    "saved page": lambda at: saved_page(at, UNDERLINED),
    "letter": lambda at: letter(at, UNDERLINED),
    "style": lambda at: wxr(
        at / "a.xml",
        item(
            UNDERLINED.replace("<u>", "<span style='text-decoration: underline'>").replace(
                "</u>", "</span>"
            )
        ),
    ),
    "markdown": lambda at: a_file(
        at, "a.md", "# The Net\n\nOne <u>gull</u>.\nThen <u>two</u> of <u>them</u>.\n"
    ),
    "google": lambda at: a_file(
        at,
        "a.html",
        '<html><head><style>.u{text-decoration:underline}</style></head><body class="doc-content">'
        f"<p class='title'>The Net</p>{UNDERLINED.replace('<u>', '<span class=u>')}".replace(
            "</u>", "</span>"
        ),
    ),
    "word": lambda at: docx(
        at / "a.docx",
        w_par("The Net", "Titel")
        + w_par(runs=w_run("One ") + w_run("gull", W_UNDERLINE) + w_run("."))
        + w_par(
            runs=w_run("Then ")
            + w_run("two", W_UNDERLINE)
            + w_run(" of ")
            + w_run("th", W_UNDERLINE)
            + w_run("em", W_UNDERLINE)
            + w_run(".")
        ),
    ),
    "opendocument": lambda at: odt(
        at / "a.odt",
        '<text:h text:style-name="Title" text:outline-level="1">The Net</text:h><text:p>One '
        '<text:span text:style-name="U">gull</text:span>.</text:p><text:p>Then <text:span '
        'text:style-name="U">two</text:span> of <text:span text:style-name="U">them</text:span>.'
        "</text:p>",
    ),
}


@pytest.mark.parametrize("source", SOURCES)
def test_underlined_words_are_italics_and_that_is_told(tmp_path: Path, source: str) -> None:
    one = gathered(SOURCES[source](tmp_path))

    assert words(one) == EXPECTED
    assert told(one) == TOLD


@pytest.mark.parametrize(
    "said",
    [
        "<a href='https://x.example/'><u>One</u></a> gull.",
        "<u><a href='https://x.example/'>One</a></u> gull.",
        "<a href='https://x.example/' style='text-decoration:underline'>One</a> gull.",
    ],
)
def test_a_link_is_underlined_for_another_reason(tmp_path: Path, said: str) -> None:
    one = gathered(wxr(tmp_path / "a.xml", item(f"<p>{said}</p>")))

    assert words(one) == ["paragraph: [One](https://x.example/) gull."]
    assert told(one) == []


def test_a_link_into_the_old_site_leaves_no_italics(tmp_path: Path) -> None:
    said = "<p><a href='https://shore.example/1'><u>One</u></a> gull.</p>"

    assert words(gathered(wxr(tmp_path / "a.xml", item(said)))) == ["paragraph: One gull."]


def test_an_underlined_heading_is_a_heading_and_no_more(tmp_path: Path) -> None:
    said = "<h2><u>What Holds</u></h2><p>One gull.</p>"
    blog = gathered(wxr(tmp_path / "a.xml", item(said)))
    heading = w_par("", "berschrift2", runs=w_run("What Holds", W_UNDERLINE))
    title = w_par("", "Titel", runs=w_run("The Net", W_UNDERLINE))
    word = gathered(docx(tmp_path / "a.docx", title + heading + w_par("One gull.")))

    for one in (blog, word):
        assert words(one) == ["heading: What Holds", "paragraph: One gull."]
        assert told(one) == []


def test_what_takes_the_line_away_again_is_believed(tmp_path: Path) -> None:
    said = "<p><u>One <span style='text-decoration: none'>gull</span></u>.</p>"

    assert words(gathered(wxr(tmp_path / "a.xml", item(said)))) == ["paragraph: *One* gull."]


@pytest.mark.parametrize(
    "length", ["40px", "0.5in", "36pt", "1.27cm", "12.7mm", "3em", "2.5rem", "5ch", "3pc", "10%"]
)
def test_one_press_of_an_indent_button_is_two_steps_in_any_unit(length: str) -> None:
    assert steps(points(length)) == indent(LINES[2]) == indent("\tx") == 2


@pytest.mark.parametrize(
    ("length", "expected"),
    [("0", 0), ("8px", 0), ("1em", 1), ("20px", 1), ("80px", 4), ("1in", 4), ("-40px", 0)],
)
def test_a_length_gives_its_steps(length: str, expected: int) -> None:
    assert steps(points(length)) == expected


def test_an_indent_has_an_end() -> None:
    assert steps(10_000) == indent(" " * 1000) == 12
