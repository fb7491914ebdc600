"""Verse over pages, read back from the finished PDF: where it breaks, and what is said of that."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from conftest import BOOK_TOML, ABook, essay
from printing import Row, printed, rows, words

from anthology.print.geometry import type_page
from anthology.project import DEFAULT_TRIM

MARKS = {"stanza continues": "goes on", "stanza ends": "ends"}
SHORT = 8
PRINT = '[editions.print]\nformat = "print"\n'


def line(poem: str, stanza: int, number: int) -> str:
    return f"Line {poem}{stanza:02}-{number:02} says so much"


def poem(name: str, sizes: list[int]) -> str:
    """Stanzas of so many lines, each line with a name of its own; some are turned over."""
    return "\n\n".join(
        "\n".join(
            f"| {line(name, stanza, at)}{' and goes on until it has to turn' * (at % 5 == 4)}"
            for at in range(1, lines + 1)
        )
        for stanza, lines in enumerate(sizes, 1)
    )


def quoted(text: str) -> str:
    return "\n".join(f"> {each}".rstrip() for each in text.split("\n"))


def stanzas(seed: int) -> list[int]:
    chance = random.Random(seed)
    return [chance.choice((1, 2, 3, 4, 7, 8, 9, 12, 20)) for _ in range(14)]


def comment(text: str) -> str:
    return f"## Wilma Teague, 2024-05-03\nId: c1\nConsent: yes 2026-09-20\nUse: yes\n\n{text}\n"


POEMS = {name: stanzas(seed) for seed, name in enumerate("ABCDEF")}
# The first page of an essay in this book has room for so many lines, give or take a few.
NEARLY_A_PAGE = {chr(ord("G") + at): [lines] for at, lines in enumerate(range(20, 30))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words of every page of a book of random poems, in essays, quotations and comments."""
    root = tmp_path_factory.mktemp("verse")
    texts = {
        "a": "Before.\n\n" + poem("A", POEMS["A"]) + "\n\nProse after it.",
        "b": poem("B", POEMS["B"]),
        "c": quoted(poem("C", POEMS["C"])) + "\n\nProse after it.",
        "d": quoted(poem("D", POEMS["D"])),
        "e": "Before.",
        **{
            name.lower(): poem(name, sizes) + "\n\nProse after it." * 3
            for name, sizes in NEARLY_A_PAGE.items()
        },
    }
    files = {f"essays/{name}.md": essay(text, f"Tide {name}") for name, text in texts.items()}
    said = comment(poem("E", POEMS["E"]) + "\n\n" + quoted(poem("F", POEMS["F"])))
    write(root, {**files, "comments/e.md": said})
    return words(printed(root))


def write(root: Path, files: dict[str, str]) -> None:
    names = [Path(name).stem for name in files if name.startswith("essays/")]
    every = {**files, "book.toml": BOOK_TOML + PRINT, "contents.txt": "\n".join(names) + "\n"}
    for name, said in every.items():
        path = root / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")


def lines_of(page: str) -> list[tuple[str, int, int]]:
    """Poem, stanza and number of every line of verse on a page, in order."""
    found = re.findall(r"Line ([A-Z])(\d\d)-(\d\d) says", page)
    return [(name, int(stanza), int(number)) for name, stanza, number in found]


def sizes(name: str) -> list[int]:
    return (POEMS | NEARLY_A_PAGE)[name]


def due(page: str) -> str:
    """What the foot of a page has to say: it ends with prose or with a poem, in a stanza or with
    one."""
    verse = lines_of(page)
    if not verse or page.rfind("Prose after it") > page.rfind("says so much"):
        return ""
    name, stanza, number = verse[-1]
    if (stanza, number) == (len(sizes(name)), sizes(name)[-1]):
        return ""
    return "ends" if number == sizes(name)[stanza - 1] else "goes on"


def test_a_page_says_at_its_foot_whether_a_stanza_goes_on(pages: list[str]) -> None:
    said = [[MARKS[mark] for mark in re.findall("stanza continues|stanza ends", p)] for p in pages]

    assert said == [[mark] if (mark := due(page)) else [] for page in pages]
    assert {mark for marks in said for mark in marks} == {"goes on", "ends"}


def test_nothing_is_said_where_a_poem_ends_with_its_page(pages: list[str]) -> None:
    full = [
        page
        for page, following in pairwise(pages)
        if (verse := lines_of(page))
        and verse[-1][0] in NEARLY_A_PAGE
        and verse[-1][2] == sizes(verse[-1][0])[-1]
        and following.startswith("Prose after it")
    ]

    assert full
    assert not any("stanza" in page for page in full)


def test_a_stanza_leaves_two_lines_on_either_page_and_a_short_one_is_whole(
    pages: list[str],
) -> None:
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for page in pages:
        here = [(name, stanza) for name, stanza, _ in lines_of(page)]
        for each in dict.fromkeys(here):
            found[each].append(here.count(each))

    told = {
        (name, number): size
        for name in POEMS | NEARLY_A_PAGE
        for number, size in enumerate(sizes(name), 1)
    }
    assert {each: sum(parts) for each, parts in found.items()} == told
    assert all(len(parts) == 1 for each, parts in found.items() if told[each] <= SHORT)
    assert all(min(parts) >= 2 for parts in found.values() if len(parts) > 1)
    broken = {name for (name, _), parts in found.items() if len(parts) > 1}
    assert {"A", "C", "E"} <= broken or {"B", "D", "F"} <= broken


def test_a_short_stanza_of_long_lines_leaves_no_hole_at_the_foot_of_a_page(a_book: ABook) -> None:
    long = " and goes on, and on, for longer than a row of print has room, and then again" * 2
    stanza = "\n".join(f"Line A00-{at:02} says{long}" for at in range(1, 7))
    toml = f"{BOOK_TOML}colophon = false\n{PRINT}"

    found = rows(printed(a_book({"essays/a.md": essay("\n\n".join([stanza] * 20))}, toml)))

    type_ = type_page(DEFAULT_TRIM)
    verse = [row for row in found if row.size == pytest.approx(type_.size, abs=0.1)]
    pages = [list(on_page) for _, on_page in groupby(verse, key=lambda row: row.page)]
    feet = [max(row.baseline for row in page) for page in pages[2:-1]]
    assert len(feet) > 10
    assert min(feet) > type_.top + (type_.lines * 2 / 3) * type_.line
    firsts = [page[0].text for page in pages[2:]]
    assert all(re.match(r"LineA00-0[^26]", first) for first in firsts)


def test_an_edition_may_leave_the_mark_out(a_book: ABook) -> None:
    text = essay(poem("A", [30, 5]))

    root = a_book({"essays/a.md": text}, BOOK_TOML + PRINT + "stanza_marks = false\n")

    assert not any("stanza" in page for page in words(printed(root)))


def test_a_book_in_another_language_says_it_in_that_language(a_book: ABook) -> None:
    german = BOOK_TOML.replace('"en"', '"de"') + PRINT

    root = a_book({"essays/a.md": essay(poem("A", [30, 5]))}, german)

    assert any("Strophe geht weiter" in page for page in words(printed(root)))


CENTRED = BOOK_TOML + '\n[typography]\npoems = "centred"\n' + PRINT
VERSE = """\
One gull.
Then two, and the longest line of them all.
    Then none.

And then the sea
came in."""


def standing(root: Path, *begin: str) -> list[Row]:
    """The rows that begin with these words, spaces left out."""
    found = rows(printed(root))
    return [next(row for row in found if row.text.startswith(words)) for words in begin]


def middle(row: Row) -> float:
    """How far the middle of a row on a recto is from the middle of the column."""
    column = type_page(DEFAULT_TRIM)
    return (row.left + row.right) / 2 - (column.inner + column.measure / 2)


def test_a_centred_poem_stands_with_its_longest_line_in_the_middle(a_book: ABook) -> None:
    root = a_book({"essays/a.md": essay(VERSE)}, CENTRED)

    longest, *others = standing(root, "Thentwo", "Onegull", "Andthen", "camein")

    assert middle(longest) == pytest.approx(0, abs=0.75)
    assert [row.left for row in others] == pytest.approx([longest.left] * 3, abs=0.1)


def test_the_indent_counts_where_the_longest_line_has_one(a_book: ABook) -> None:
    indented = VERSE.replace("    Then none.", "    Then none, and a line longer than all of them.")
    root = a_book({"essays/a.md": essay(indented)}, CENTRED)

    first, longest = standing(root, "Onegull", "Thennone")

    column = type_page(DEFAULT_TRIM)
    white = first.left - column.inner, column.inner + column.measure - longest.right
    assert white[0] == pytest.approx(white[1], abs=1.5)


def test_indents_and_turnovers_stand_as_deep_in_a_centred_poem(a_book: ABook) -> None:
    root = a_book({"essays/a.md": essay(VERSE)}, CENTRED)

    longest, indented = standing(root, "Thentwo", "Thennone")

    assert indented.left - longest.left == pytest.approx(2 * 1.35 * 10.5, abs=0.1)


def test_a_poem_with_a_line_that_turns_over_is_not_centred(a_book: ABook) -> None:
    long = VERSE.replace("came in.", "came in" + " and in" * 20)
    root = a_book({"essays/a.md": essay(long)}, CENTRED)

    first, turned = standing(root, "Onegull", "andin")

    assert first.left == pytest.approx(type_page(DEFAULT_TRIM).inner, abs=0.1)
    assert turned.left > first.left


def test_what_a_reader_answered_in_lines_is_not_centred(a_book: ABook) -> None:
    files = {"essays/a.md": essay("Before."), "comments/a.md": comment(VERSE)}

    (first,) = standing(a_book(files, CENTRED), "Onegull")

    assert first.left == pytest.approx(type_page(DEFAULT_TRIM).inner, abs=0.5)


def test_a_poem_longer_than_a_page_is_centred_on_all_of_them(a_book: ABook) -> None:
    verse = "\n\n".join([VERSE] * 12)
    found = rows(printed(a_book({"essays/a.md": essay(verse)}, CENTRED)))

    longest = [row for row in found if row.text.startswith("Thentwo")]
    column = type_page(DEFAULT_TRIM)
    sides = [row.left - (column.outer if row.page % 2 else column.inner) for row in longest]
    assert len(longest) == 12
    assert len({row.page for row in longest}) > 1
    assert sides == pytest.approx([sides[0]] * 12, abs=0.1)


@pytest.mark.parametrize(
    ("book", "text", "is_centred"),
    [("left", "centred", True), ("centred", "left", False), ("centred", "", True)],
)
def test_an_essay_says_otherwise_than_its_book(
    a_book: ABook, book: str, text: str, is_centred: bool
) -> None:
    head = "Title: Oars\n" + (f"Poems: {text}\n" if text else "")
    toml = CENTRED.replace('"centred"', f'"{book}"')

    (longest,) = standing(a_book({"essays/a.md": f"---\n{head}---\n\n{VERSE}"}, toml), "Thentwo")

    assert (abs(middle(longest)) < 1) is is_centred
