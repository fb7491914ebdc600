"""Finished files are measured alike by hands on every core and in one process."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ABook
from test_build import TEXT, a_boathouse, quietly

from anthology import build, check, verdict
from anthology.build import Built
from anthology.errors import BuildError, Problem, SeveralProblems
from anthology.hands import Hand
from anthology.print.cache import Cache
from anthology.project import Settings

SETTINGS = Settings("The Boathouse", "en", (), authors=("Ines Holm",))


@pytest.fixture
def built(a_book: ABook) -> Built:
    return build.build(a_boathouse(a_book), quietly)


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


@pytest.fixture(params=[1, 2])
def number(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(verdict, "LEAST_PAGES", 1)
    monkeypatch.setattr(verdict, "cores", lambda: request.param)
    return int(request.param)


@pytest.mark.usefixtures("number")
def test_a_sound_book_has_no_fault(built: Built, store: Cache) -> None:
    assert verdict.on(built.made, built.book, built.gated, SETTINGS, store) == ()


@pytest.mark.usefixtures("number")
def test_every_file_that_lacks_a_line_is_told_in_the_order_of_the_editions(
    built: Built, a_book: ABook, store: Cache
) -> None:
    more = build.look_over(a_boathouse(a_book, text=f"{TEXT}\nThe key is under the third oar.\n"))

    with pytest.raises(SeveralProblems) as caught:
        verdict.on(built.made, more.book, built.gated, SETTINGS, store)

    told = [(problem.code, problem.place) for problem in caught.value.problems]
    files = [path for one in built.made for path in (one.path, one.screen) if path]
    assert [code for code, _ in told] == ["line-missing"] * len(files)
    assert [place.path for _, place in told if place] == files


@pytest.mark.usefixtures("number")
def test_a_file_that_is_none_is_told_by_name(built: Built, store: Cache) -> None:
    [epub, printed] = built.made
    printed.path.write_bytes(b"wet paper")

    with pytest.raises(BuildError, match="this is not a PDF") as caught:
        verdict.on([epub, printed], built.book, built.gated, SETTINGS, store)

    assert caught.value.place
    assert caught.value.place.path == printed.path


def test_no_hand_is_left_behind(
    built: Built, store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Hand] = []

    def start(does: str) -> Hand:
        started.append(Hand(does))
        return started[-1]

    monkeypatch.setattr(verdict, "LEAST_PAGES", 1)
    monkeypatch.setattr(verdict, "cores", lambda: 2)
    monkeypatch.setattr(verdict, "Hand", start)

    verdict.on(built.made, built.book, built.gated, SETTINGS, store)

    assert [hand._process.poll() is not None for hand in started] == [True, True]


def measured(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are looked through for lines from now on."""
    files: list[Path] = []
    look = check.finished

    def finished(path: Path, *rest: object) -> tuple[Problem, ...]:
        files.append(path)
        return look(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(check, "finished", finished)
    return files


def test_a_sound_file_is_measured_again_when_a_byte_of_it_is_another(
    built: Built, store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict.on(built.made, built.book, built.gated, SETTINGS, store)
    files = measured(monkeypatch)

    verdict.on(built.made, built.book, built.gated, SETTINGS, store)
    assert files == []

    printed = built.made[1]
    assert printed.screen
    printed.screen.write_bytes(printed.screen.read_bytes() + b"\n")
    verdict.on(built.made, built.book, built.gated, SETTINGS, store)
    assert files == [printed.screen]


def test_a_sound_file_is_measured_again_by_another_manuscript(
    built: Built, a_book: ABook, store: Cache
) -> None:
    verdict.on(built.made, built.book, built.gated, SETTINGS, store)
    more = build.look_over(a_boathouse(a_book, text=f"{TEXT}\nThe key is under the third oar.\n"))

    for _ in range(2):
        with pytest.raises(SeveralProblems) as caught:
            verdict.on(built.made, more.book, built.gated, SETTINGS, store)
        assert all("third oar" in problem.message for problem in caught.value.problems)
