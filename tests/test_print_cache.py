"""A unit's key changes with everything that shapes it, and with nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from anthology.errors import BuildError, SeveralProblems
from anthology.hands import Hand, Task
from anthology.print import workers
from anthology.print.cache import Cache, key, unit_key
from anthology.print.job import Design, Job, asset, bundled_fonts
from anthology.print.layout import Drawn
from anthology.print.sidecar import FaceUse, Sidecar
from anthology.print.workers import Crew
from anthology.stylesheets import Sheet
from anthology.whole import write_whole

DESIGN = Design((Sheet("a.css", "p { margin: 0 }"),))
JOB = Job("Tides", "<p>Ten past.</p>")
DRAWN = Drawn(b"%PDF", Sidecar(3, faces=(FaceUse("AAAAAA", "d" * 64),)), {"d" * 64: b"OTTO"})


def test_the_same_work_has_the_same_key() -> None:
    assert unit_key(JOB, DESIGN) == unit_key(replace(JOB), replace(DESIGN))


def test_a_changed_letter_changes_the_key() -> None:
    assert unit_key(replace(JOB, html="<p>Ten past!</p>"), DESIGN) != unit_key(JOB, DESIGN)


def test_a_changed_sheet_changes_the_key() -> None:
    other = Design((Sheet("a.css", "p { margin: 1pt }"),))

    assert unit_key(JOB, other) != unit_key(JOB, DESIGN)


def test_a_changed_file_changes_the_key_and_its_folder_does_not(tmp_path: Path) -> None:
    files = [tmp_path / "one" / "x.png", tmp_path / "two" / "x.png", tmp_path / "three" / "x.png"]
    for file, data in zip(files, (b"same", b"same", b"other"), strict=True):
        write_whole(file, data)

    one, two, three = (
        unit_key(replace(JOB, assets=(asset("x.png", file),)), DESIGN) for file in files
    )

    assert one == two != three


def test_parts_of_a_key_do_not_run_together() -> None:
    assert key("ab", "c") != key("a", "bc")


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    cache.keep("k", DRAWN)

    assert cache.sidecar("k") == DRAWN.sidecar
    assert cache.pdf("k").read_bytes() == b"%PDF"


@pytest.mark.parametrize("lost", ["k.json", "k.pdf", "d" * 64 + ".font"])
def test_half_an_entry_is_no_entry(tmp_path: Path, lost: str) -> None:
    cache = Cache(tmp_path)
    cache.keep("k", DRAWN)

    (tmp_path / lost).unlink()

    assert cache.sidecar("k") is None


def test_a_damaged_sidecar_is_no_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("k", DRAWN)

    (tmp_path / "k.json").write_text('{"pages": 3')

    assert cache.sidecar("k") is None


def test_several_hands_and_one_process_set_the_same_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [(name, Job(name, f"<!DOCTYPE html><p>{name} {'and ' * 9}on")) for name in ("a", "b")]
    design = Design((Sheet("page", "@page { size: 200pt }"),), bundled_fonts())
    alone, together = Cache(tmp_path / "alone"), Cache(tmp_path / "together")
    heard: list[tuple[int, int]] = []

    with Crew(design, alone) as crew:
        crew.lay_out(jobs)
    monkeypatch.setattr(workers, "LEAST_WORK", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    with Crew(design, together) as crew:
        crew.lay_out(jobs, lambda done, of: heard.append((done, of)))

    assert heard == [(1, 2), (2, 2)]
    assert alone.pdf("a").read_bytes() == together.pdf("a").read_bytes()
    assert alone.sidecar("b") == together.sidecar("b")


def test_a_hand_that_stops_names_the_unit_it_had(tmp_path: Path) -> None:
    class Killed(Job):
        """It ends the process that is handed it."""

        def __reduce__(self) -> tuple[object, ...]:
            return os.abort, ()

    hand = Hand("lays out pages")
    task = Task("Tides", workers.keep, ("k", Killed("Tides", "<p>"), DESIGN, Cache(tmp_path)))

    with pytest.raises(BuildError, match="that lays out pages stopped in “Tides”"):
        hand.do(task)
    hand.put_away()


def test_a_fault_met_by_one_hand_is_raised_whole_and_stops_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LEAST_WORK", 1)
    monkeypatch.setattr(workers, "cores", lambda: 3)
    wrong = Design((Sheet("a.css", ".title { colr: red; }"),))

    with pytest.raises(SeveralProblems) as caught, Crew(wrong, Cache(tmp_path)) as crew:
        crew.lay_out([(str(n), JOB) for n in range(9)])

    (problem,) = caught.value.problems
    assert str(problem.place) == "a.css:1"


@pytest.mark.parametrize("hands", [1, 2])
def test_pages_that_cannot_be_kept_are_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hands: int
) -> None:
    monkeypatch.setattr(workers, "LEAST_WORK", 1)
    monkeypatch.setattr(workers, "cores", lambda: hands)
    (tmp_path / "cache").write_text("a file where the folder should be")

    told = r"could not be kept: (File exists|Not a directory)"
    with pytest.raises(BuildError, match=told), Crew(DESIGN, Cache(tmp_path / "cache")) as crew:
        crew.lay_out([("a", JOB), ("b", JOB)])
