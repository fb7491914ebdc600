"""A newcomer finds its twin among few texts as among many."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology import twins
from anthology.markup import parse
from anthology.twins import Known, Runs, likeness

WORDS = "tide rope harbour window kettle lamp winter salt quiet morning chair hands water".split()
TEXTS = st.lists(st.sampled_from("ab"), max_size=12).map(" ".join)


def runs(text: str) -> Runs:
    return twins.runs(parse(text))


def an_essay(chance: random.Random, words: int = 400) -> list[str]:
    return [f"{word}{chance.randrange(99)}" for word in chance.choices(WORDS, k=words)]


@given(st.lists(TEXTS, max_size=6), TEXTS)
def test_the_twin_is_the_one_that_comparing_with_each_would_find(
    others: list[str], text: str
) -> None:
    named = {f"essay-{number}": runs(other) for number, other in enumerate(others)}
    most = max(((likeness(runs(text), one), name) for name, one in named.items()), default=(0, ""))

    found = twins.twin(runs(text), named)
    assert found == ((most[1], most[0]) if most[0] >= twins.LOOKS_THE_SAME else None)


def test_a_twin_is_found_by_a_sample_where_there_are_many_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(twins, "MOST_RUNS", 10_000)
    chance, known = random.Random(1), Known()
    essays = [an_essay(chance) for _ in range(200)]
    met = [known.meet(str(number), runs(" ".join(one))) for number, one in enumerate(essays)]
    shuffled = [*essays[7][200:], *essays[7][:130]]

    assert met == [None] * 200
    assert known.held <= 10_000
    found = known.meet("again", runs(" ".join(shuffled)))
    assert found
    assert found[0] == "7"


def test_an_essay_that_came_in_very_often_is_known_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MOST_HOLDERS", 3)
    essay, known = runs(" ".join(an_essay(random.Random(2)))), Known()
    met = [known.meet(str(number), essay) for number in range(50)]

    assert met[0] is None
    assert all(met[1:])
    assert known.held == 3 * len(essay)
