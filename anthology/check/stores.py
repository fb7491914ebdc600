"""What the stores ask of an EPUB, measured on the finished file: a row for each rule.

The rules are data, in stores.toml, each with its source, the day it was read and how surely it is
known; the measures are `measures`. Nothing is claimed that was not measured: a rule that cannot
be is told as not verified. A proof is not for a store, and is refused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from anthology.check.epub_file import EpubFile, opened
from anthology.check.measured import Measured
from anthology.check.measures import MEASURES
from anthology.errors import AnthologyError, BuildError, Place, Problem, did_you_mean

RULES = Path(__file__).with_name("stores.toml")
ALL = "all"
SIZES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1, "bytes"))


class Verdict(Enum):
    """What came of a rule; the value is what is told. What a store only advises cannot fail."""

    PASS = "pass"
    FAIL = "fail"
    ADVICE = "not as advised"
    TEMPLATE = "your template decides"
    NOT_VERIFIED = "not verified"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a store asks for. `weight` is `must` or `should`; `read` is the day the source
    was read, `sure` how surely it says so. Without a `measure` it cannot be verified here."""

    rule: str
    weight: str
    sure: str
    source: str
    read: date
    measure: str = ""
    at_most: float | None = None
    at_least: float | None = None
    one_of: tuple[str, ...] = ()
    unit: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of a store, and what it requires and what was measured on `path`, both in words."""

    path: Path
    store: str
    rule: Rule
    required: str
    measured: str
    verdict: Verdict


@cache
def stores() -> dict[str, tuple[str, tuple[Rule, ...]]]:
    """The stores there are rules of, by the word for them: a name, and the rules in order."""
    tables = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return {
        word: (table["name"], tuple(_rule(each) for each in table["rules"]))
        for word, table in tables.items()
    }


def _rule(table: dict[str, Any]) -> Rule:
    given = dict(table)
    return Rule(one_of=tuple(given.pop("is", ())), **given)


def measure(path: Path, word: str) -> tuple[Row, ...]:
    """What a store would say of an EPUB; of `all`, every store in turn.

    Raises AnthologyError where there are no rules of that store, BuildError where `path` is no
    EPUB or is a proof.
    """
    known = stores()
    if word not in (*known, ALL):
        hint = did_you_mean(word, (*known, ALL))
        raise AnthologyError(f"there are no rules of a store called `{word}`", hint=hint)
    book = _not_a_proof(path)
    chosen = known if word == ALL else {word: known[word]}
    taken: dict[str, Measured] = {}
    return tuple(_row(name, rule, book, taken) for name, rules in chosen.values() for rule in rules)


def _not_a_proof(path: Path) -> EpubFile:
    from anthology.check import package

    book = opened(path)
    if "PROOF" in path.stem or any(package.proof(book)):
        raise BuildError(
            "this is a proof, for your own eyes: no store gets it",
            Place(path),
            "build the edition without `--proof`",
        )
    return book


def _row(store: str, rule: Rule, book: EpubFile, taken: dict[str, Measured]) -> Row:
    """Measure one rule; `taken` keeps what was measured before, for stores ask for the same."""
    if rule.measure and rule.measure not in taken:
        taken[rule.measure] = MEASURES[rule.measure](book)
    measured = taken[rule.measure] if rule.measure else Measured(None, rule.why_not)
    if measured.value is None:
        return Row(book.path, store, rule, required(rule), measured.why_not, Verdict.NOT_VERIFIED)
    verdict = _verdict(rule, measured.value)
    return Row(book.path, store, rule, required(rule), _said(measured.value, rule.unit), verdict)


def _verdict(rule: Rule, value: float | str) -> Verdict:
    if _holds(rule, value):
        return Verdict.PASS
    return Verdict.FAIL if rule.weight == "must" else Verdict.ADVICE


def _holds(rule: Rule, value: float | str) -> bool:
    if isinstance(value, str):
        return value in rule.one_of
    most = float("inf") if rule.at_most is None else rule.at_most
    least = float("-inf") if rule.at_least is None else rule.at_least
    return least <= value <= most


def required(rule: Rule) -> str:
    """What a rule asks for, in words: `at most 2 GB`, `none`, `JPEG or PNG`."""
    if rule.one_of:
        return " or ".join(rule.one_of)
    if rule.at_most == 0:
        return "none"
    if rule.at_most is not None:
        return f"at most {_said(rule.at_most, rule.unit)}"
    return "" if rule.at_least is None else f"at least {_said(rule.at_least, rule.unit)}"


def _said(value: float | str, unit: str) -> str:
    """A value as people say it: `1.1 MB`, `2 560 pixels`, `3`, `none`."""
    if isinstance(value, str):
        return value
    if unit == "bytes":
        size, name = next(each for each in SIZES if value >= each[0] or each[0] == 1)
        return f"{value / size:.3g} {name}"
    number = f"{value:,.10g}".replace(",", " ") if value else "none"
    return f"{number} {unit}" if unit and value else number


def problems(rows: Iterable[Row]) -> Iterator[Problem]:
    """A fault for every rule that a store insists on and that the file breaks."""
    for row in rows:
        if row.verdict is Verdict.FAIL:
            yield Problem(
                "store",
                f"{row.store} refuses this: {row.rule.rule}: {row.measured} "
                f"(required: {row.required})",
                Place(row.path),
                f"see {row.rule.source}",
            )
