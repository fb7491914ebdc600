"""Finished files are measured alike by hands on every core and in one process."""

from __future__ import annotations

import pytest
from conftest import ABook
from test_build import TEXT, a_boathouse, quietly

from anthology import build, verdict
from anthology.build import Built
from anthology.errors import BuildError, SeveralProblems
from anthology.hands import Hand
from anthology.project import Settings

SETTINGS = Settings("The Boathouse", "en", (), authors=("Ines Holm",))


@pytest.fixture
def built(a_book: ABook) -> Built:
    return build.build(a_boathouse(a_book), quietly)


@pytest.fixture(params=[1, 2])
def number(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(verdict, "LEAST_PAGES", 1)
    monkeypatch.setattr(verdict, "cores", lambda: request.param)
    return int(request.param)


@pytest.mark.usefixtures("number")
def test_a_sound_book_has_no_fault(built: Built) -> None:
    assert verdict.on(built.made, built.book, built.gated, SETTINGS) == ()


@pytest.mark.usefixtures("number")
def test_every_file_that_lacks_a_line_is_told_in_the_order_of_the_editions(
    built: Built, a_book: ABook
) -> None:
    more = build.look_over(a_boathouse(a_book, text=f"{TEXT}\nThe key is under the third oar.\n"))

    with pytest.raises(SeveralProblems) as caught:
        verdict.on(built.made, more.book, built.gated, SETTINGS)

    told = [(problem.code, problem.place) for problem in caught.value.problems]
    files = [path for one in built.made for path in (one.path, one.screen) if path]
    assert [code for code, _ in told] == ["line-missing"] * len(files)
    assert [place.path for _, place in told if place] == files


@pytest.mark.usefixtures("number")
def test_a_file_that_is_none_is_told_by_name(built: Built) -> None:
    [epub, printed] = built.made
    printed.path.write_bytes(b"wet paper")

    with pytest.raises(BuildError, match="this is not a PDF") as caught:
        verdict.on([epub, printed], built.book, built.gated, SETTINGS)

    assert caught.value.place
    assert caught.value.place.path == printed.path


def test_no_hand_is_left_behind(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Hand] = []

    def start(does: str) -> Hand:
        started.append(Hand(does))
        return started[-1]

    monkeypatch.setattr(verdict, "LEAST_PAGES", 1)
    monkeypatch.setattr(verdict, "cores", lambda: 2)
    monkeypatch.setattr(verdict, "Hand", start)

    verdict.on(built.made, built.book, built.gated, SETTINGS)

    assert [hand._process.poll() is not None for hand in started] == [True, True]
