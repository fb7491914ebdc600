"""What printers ask of a book, read from printers.toml.

Each figure comes with its source, the day it was read and how sure it is. Lengths are inches, as
the printers give them. A figure that is not there is not known; nothing is guessed from another
printer's. Knows nothing of PDF.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import Any

ANY = "any"
TOLERANCE = 0.01  # inches between a printer's size and the millimetres it is often given in


class Sure(Enum):
    """How sure a figure is; the value is what printers.toml and a reader are told."""

    OFFICIAL = "official"
    QUOTED = "quoted"
    REPORTED = "reported"
    RECALLED = "recalled"
    DISPUTED = "disputed"
    TEMPLATE = "template"

    @property
    def can_judge(self) -> bool:
        """Whether a file may pass or fail by it."""
        return self in (Sure.OFFICIAL, Sure.QUOTED, Sure.REPORTED)


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing a printer asks, or only advises (`weight` is `must` or `should`); `value` is as
    printers.toml gives it."""

    value: Any
    sure: Sure
    source: str
    read: date
    note: str = ""
    weight: str = "must"

    @property
    def binds(self) -> bool:
        """Whether a book is to be made by it."""
        return self.sure.can_judge and self.weight == "must"


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer and its figures; those that hang on the paper are called `pages.cream`."""

    key: str
    name: str
    figures: Mapping[str, Figure]

    def asks(self, figure: str) -> Figure | None:
        """What it asks under a name; None where it asks nothing or it is not known."""
        return self.figures.get(figure)

    def on_paper(self, figure: str, paper: str) -> Figure | None:
        """The same, for what hangs on the paper: `pages`, `spine`."""
        return self.asks(f"{figure}.{paper}") or self.asks(f"{figure}.{ANY}")

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers its page limits name; none where those are the same for all."""
        names = (name.partition(".") for name in self.figures)
        return tuple(paper for what, _, paper in names if what == "pages" and paper != ANY)

    def limits(self, paper: str) -> tuple[int, int | None] | None:
        """The least and the most pages it binds on a paper; None for what is not surely known."""
        figure = self.on_paper("pages", paper)
        if figure is None or not figure.binds:
            return None
        least, most = figure.value
        return least, most or None

    def divisible_by(self, width: float) -> Figure | None:
        """How many pages the sheets of a page of this width have, to whose number it adds blank
        ones itself."""
        table = self.asks("divisible_by")
        if table is None:
            return None
        value = next(number for widest, number in table.value if not widest or width <= widest)
        return replace(table, value=value)

    def gutter(self, pages: int) -> Figure | None:
        """The least inner margin for a number of pages, in inches."""
        table = self.asks("gutter")
        return table and replace(table, value=_step(table.value, pages))

    def spine(self, pages: int, paper: str) -> Figure | None:
        """The width of the spine in inches; its value is None where a template decides."""
        caliper = self.on_paper("spine", paper)
        return caliper and replace(caliper, value=_width(caliper.value, pages))

    def takes(self, width: float, height: float) -> Figure | None:
        """Whether it cuts books to a size, in inches: a figure whose value says so."""
        listed = self.asks("trims")
        if not listed:
            return None
        if any(_near(width, w) and _near(height, h) for w, h in listed.value):
            return replace(listed, value=True)
        custom = self.asks("custom_trim")
        if not custom:
            return replace(listed, value=False)
        wide, high = custom.value["width"], custom.value["height"]
        fits = wide[0] <= width <= wide[1] and high[0] <= height <= high[1]
        return replace(custom, value=fits)

    def nearest(self, width: float, height: float) -> list[tuple[float, float]]:
        """Three sizes it cuts that are nearest to one it does not, in inches."""
        listed = self.asks("trims")
        sizes = [(float(w), float(h)) for w, h in listed.value] if listed else []
        return sorted(sizes, key=lambda size: hypot(size[0] - width, size[1] - height))[:3]


def _near(size: float, other: float) -> bool:
    return abs(size - other) <= TOLERANCE


def _step(table: Iterable[tuple[int, int, float]], pages: int) -> float:
    """The figure of the step that has so many pages; of the nearest where none has."""
    steps = [value for least, _, value in table if pages >= least]
    return steps[-1] if steps else next(value for _, _, value in table)


def _width(caliper: Mapping[str, float], pages: int) -> float | None:
    even = pages + pages % 2
    if "pages_per_inch" in caliper:
        return even / caliper["pages_per_inch"] + caliper.get("plus", 0.0)
    return even * caliper["per_page"] if "per_page" in caliper else None


@lru_cache(maxsize=1)
def printers() -> Mapping[str, Printer]:
    """Every printer by its key, as book.toml names it."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    found: dict[str, Printer] = {}
    for key, table in tables.items():
        model = found.get(table.pop("like", ""))
        borrowed = {} if model is None else _borrowed(model)
        found[key] = Printer(key, table.pop("name"), borrowed | dict(_figures(table)))
    return found


def papers() -> frozenset[str]:
    """Every paper some printer has figures for."""
    return frozenset(paper for printer in printers().values() for paper in printer.papers)


def _borrowed(model: Printer) -> dict[str, Figure]:
    """What is said of one kind of book and reported to hold for another; never its papers' own."""
    return {
        name: replace(figure, sure=Sure.REPORTED if figure.sure.can_judge else figure.sure)
        for name, figure in model.figures.items()
        if "." not in name and name not in ("trims", "custom_trim")
    }


def _figures(table: Mapping[str, Any]) -> Iterable[tuple[str, Figure]]:
    for name, entry in table.items():
        if "sure" in entry:
            yield name, Figure(**{**entry, "sure": Sure(entry["sure"])})
        else:
            yield from ((f"{name}.{inner}", figure) for inner, figure in _figures(entry))
