"""Read every number of a page that a finished book tells, and say whether each is right.

    python scripts/numbers.py build/*-screen.pdf

Counts the numbers in the contents, behind readers' names and in each “(p. 12)”, and the pages that
bear the folio their label says. Leaves with 1 where one is wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pypdfium2

from anthology.check.numbers import Kind, told


def folios(path: Path) -> tuple[int, int]:
    """How many pages bear the folio their label says, and how many that have text bear none."""
    document = pypdfium2.PdfDocument(path)
    labels = [str(document.get_page_label(at)) for at in range(len(document))]
    rows = [page.get_textpage().get_text_range().split("\r\n") for page in document]
    printed = [label in " ".join(row[-2:]).split() for label, row in zip(labels, rows, strict=True)]
    return sum(printed), sum(map(bool, map("".join, rows))) - sum(printed)


def main(path: Path) -> bool:
    found = told(path)
    print(path)
    for kind in Kind:
        each = [number for number in found if number.kind is kind]
        right = sum(number.is_right for number in each)
        print(f"  {kind.name.lower():<10} {right} of {len(each)} numbers are right")
    for number in found:
        if not number.is_right:
            print(f"  sheet {number.sheet} says {number.told}, leads to {number.borne}")
    figures = Counter(len(n.told) for n in found if n.kind is Kind.REFERENCE and n.told.isdecimal())
    print(f"  references by their figures: {dict(sorted(figures.items()))}")
    print("  folios     {} printed as labelled, {} pages with text are blind".format(*folios(path)))
    return all(number.is_right for number in found)


if __name__ == "__main__":
    right = [main(Path(name)) for name in sys.argv[1:]]
    sys.exit(0 if all(right) else 1)
