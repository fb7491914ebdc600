"""The title page: one page, whatever the book is called, its publisher clear below all else."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ABook, essay
from printing import Row, printed, rows

LONG = "The Long Title of a Book About Nothing in Particular, Told at Length by the Water"
LONGER = f"{LONG}, and Then at Greater Length Still by the Fire, with Notes"
SUBTITLE = "Essays from a room, and from another"


def title_page(root: Path) -> list[Row]:
    """The rows of the third page, which is the title page."""
    return [row for row in rows(printed(root)) if row.page == 2]


def toml(title: str, subtitle: str = SUBTITLE, more: str = "") -> str:
    return (
        f'title = "{title}"\nsubtitle = "{subtitle}"\nauthors = ["Ines Holm"]\nlanguage = "en"\n'
        f'publisher = "Slip and Cradle"\nplace = "Sandhaven"\nyear = 2026\n[editions.print]\n{more}'
    )


@pytest.mark.parametrize("title", ["Tar", LONG, LONGER])
@pytest.mark.parametrize("more", ['trim = "5x8"', 'trim = "6x9"\ntype = "large"'])
def test_a_title_page_is_one_page_with_the_publisher_clear_at_its_foot(
    a_book: ABook, title: str, more: str
) -> None:
    root = a_book({"essays/oars.md": essay("One gull.")}, toml=toml(title, more=more))

    page = title_page(root)

    said = "".join(row.text for row in page)
    assert said == f"Ines Holm{title}{SUBTITLE}Slip and CradleSandhaven".replace(" ", "")
    *_, last, publisher, _ = [row.baseline for row in page]
    assert publisher - last > 2 * min(row.size for row in page)


def test_a_title_is_no_smaller_than_it_has_to_be(a_book: ABook) -> None:
    def largest(title: str) -> float:
        root = a_book({"essays/oars.md": essay("One gull.")}, toml=toml(title))
        return max(row.size for row in title_page(root))

    assert largest("Tar") == largest("Oars and Tar") > largest(f"{LONGER}, {LONGER}")
