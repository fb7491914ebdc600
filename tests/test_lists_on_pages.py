"""Lists over pages, read back from the finished PDF: at least two items stand on either page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from conftest import BOOK_TOML, ABook, essay
from printing import printed, rows, words

PRINT = BOOK_TOML + '[editions.print]\nformat = "print"\n'


def listed(name: str, items: int) -> str:
    return "\n".join(f"- Item {name}-{at} says so much" for at in range(1, items + 1))


def broken(pages: list[str]) -> list[list[int]]:
    """How many items each list that stands on several pages has on each of them."""
    on: dict[str, Counter[int]] = defaultdict(Counter)
    for number, page in enumerate(pages):
        for name in re.findall(r"Item (\w+)-\d", page):
            on[name][number] += 1
    return [list(found.values()) for found in on.values() if len(found) > 1]


@pytest.mark.parametrize("items", [2, 3, 7])
def test_a_list_leaves_two_of_its_items_on_either_page(a_book: ABook, items: int) -> None:
    prose = "\n\n".join(
        f"{'So it was said. ' * (3 + at)}\n\n{listed(f'{at:02}', items)}" for at in range(40)
    )

    found = broken(words(printed(a_book({"essays/oars.md": essay(prose)}, PRINT))))

    assert bool(found) == (items > 3)
    assert all(min(on_page) >= 2 for on_page in found)


@pytest.mark.parametrize("kind", ["ordinary", "large"])
def test_the_numbers_of_a_long_list_stand_inside_the_measure(a_book: ABook, kind: str) -> None:
    numbered = "\n".join(f"{at}. Item" for at in range(1, 13))
    root = a_book({"essays/oars.md": essay(f"Prose.\n\n{numbered}")}, f'{PRINT}type = "{kind}"\n')

    found = rows(printed(root))

    (prose,) = (row.left for row in found if row.text == "Prose.")
    assert min(row.left for row in found if "Item" in row.text) > prose - 1
