"""Gathering again: the author's lines always stay."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.merge import Clash, Merged, merge

LINES = st.lists(st.sampled_from(["", "one", "two", "three", "## four"]), max_size=12)


def merged(base: str, hers: str, theirs: str) -> Merged:
    return merge(base.split(), hers.split(), theirs.split())


@pytest.mark.parametrize(
    ("base", "hers", "theirs", "lines"),
    [
        ("a b c", "a b c", "a b c", "a b c"),
        ("a b c", "a B c", "a b c", "a B c"),
        ("a b c", "a b c", "a B c", "a B c"),
        ("a b c", "A b c", "a b C", "A b C"),
        ("a b c", "a c", "a b c d", "a c d"),
        ("a b", "a x b", "a b y", "a x b y"),
        ("a b", "a x b", "a x b", "a x b"),
    ],
)
def test_changes_on_one_side_are_taken(base: str, hers: str, theirs: str, lines: str) -> None:
    assert merged(base, hers, theirs) == Merged(tuple(lines.split()), ())


def test_where_both_changed_hers_stands_and_theirs_is_told_below_it() -> None:
    found = merged("a b c", "a HERS c", "a THEIRS c")

    assert found == Merged(("a", "HERS", "c"), (Clash(2, ("b",), ("THEIRS",)),))


def test_a_line_the_source_took_out_and_she_edited_stays_and_is_told() -> None:
    found = merged("a b c", "a HERS c", "a c")

    assert found == Merged(("a", "HERS", "c"), (Clash(2, ("b",), ()),))


@given(LINES, LINES, LINES)
def test_no_line_of_hers_is_ever_lost(base: list[str], hers: list[str], theirs: list[str]) -> None:
    found = merge(base, hers, theirs)

    kept = iter(found.lines)
    assert all(line in kept for line in hers if line not in base)


@given(LINES, LINES)
def test_a_side_that_did_not_change_yields_to_the_other(base: list[str], new: list[str]) -> None:
    assert merge(base, base, new) == Merged(tuple(new), ())
    assert merge(base, new, base) == Merged(tuple(new), ())


def edited(
    base: list[str], mark: str, most: int, chance: random.Random
) -> tuple[list[str], set[str]]:
    """The lines with a few of them replaced or followed by new ones, and the new ones."""
    lines, new = list(base), set()
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(lines))
        line = f"{mark} {chance.random()}"
        lines[at : at + 1] = [lines[at], line] if chance.random() < 0.5 else [line]
        new.add(line)
    return lines, new & set(lines)


def test_thousands_of_double_edits_lose_nothing_of_either_side() -> None:
    chance = random.Random(7)
    base = [f"line {n % 40}" for n in range(90)]
    for _ in range(3000):
        hers, her_lines = edited(base, "hers", 6, chance)
        theirs, their_lines = edited(base, "theirs", 4, chance)

        found = merge(base, hers, theirs)

        told = {line for clash in found.clashes for line in clash.theirs}
        assert her_lines <= set(found.lines)
        assert their_lines <= set(found.lines) | told
