"""What is laid aside comes back equal, leaves no trace, and is never held all at once."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import pytest
from blogs import comment, item, wxr
from conftest import ABook
from exports import EXPORTS
from gathering import FIXTURES
from hypothesis import given
from hypothesis import strategies as st
from test_markup import BLOCKS

from anthology import desk, gather, project
from anthology.errors import GatherError
from anthology.gather import Gathered, LooseComments, aside
from anthology.gather.aside import Aside, AsideDict, Heaps
from anthology.gather.cards import Essays, Threads
from anthology.gather.exports import posted
from anthology.gather.exports.posted import Post
from anthology.gather.gathered import GatheredEssay, LeftOut, Order
from anthology.gather.services import disqus, loose
from anthology.model import Comment, Essay

ESSAYS = st.builds(Essay, st.just(""), st.text(), BLOCKS.map(tuple))
GATHERED = st.builds(GatheredEssay, ESSAYS, st.builds(Order, st.text()), st.text())


# --- the lists and dicts themselves ---------------------------------------------------------------


@given(st.lists(GATHERED, max_size=4))
def test_what_is_laid_aside_comes_back_equal(essays: list[GatheredEssay]) -> None:
    laid = Essays.of(essays)

    assert list(laid) == essays
    assert laid == essays
    assert [one.essay.blocks for one in laid[::-1]] == [one.essay.blocks for one in essays[::-1]]


@given(st.lists(st.text() | st.binary(max_size=99), max_size=9), st.integers(-9, 9))
def test_things_laid_aside_are_numbered_as_in_a_list(things: list[object], number: int) -> None:
    laid = Aside(things)

    assert len(laid) == len(things)
    assert laid[number:] == things[number:]
    if -len(things) <= number < len(things):
        assert laid[number] == things[number]
    else:
        with pytest.raises(IndexError):
            laid[number]


KEYS = st.sampled_from("abc")


@given(st.lists(st.tuples(KEYS, st.none() | st.text())))
def test_a_dict_of_things_laid_aside_is_a_dict(changes: list[tuple[str, str | None]]) -> None:
    laid: AsideDict[str, str] = AsideDict()
    held: dict[str, str] = {}
    for key, thing in changes:
        if thing is None:
            assert laid.pop(key, "") == held.pop(key, "")
        else:
            laid[key] = held[key] = thing

    assert list(laid.items()) == list(held.items())


@given(st.lists(st.tuples(KEYS, st.text())))
def test_a_heap_gives_what_was_laid_on_it_in_order(things: list[tuple[str, str]]) -> None:
    heaps: Heaps[str, str] = Heaps()
    for key, thing in things:
        heaps.add(key, thing)
    first = list(heaps.pop("a"))

    assert first == [thing for key, thing in things if key == "a"]
    assert list(heaps.pop("a")) == []
    assert {key: list(heap) for key, heap in heaps} == {
        key: [thing for other, thing in things if other == key] for key, _ in things if key != "a"
    }


def test_quotations_as_deep_as_they_are_read_can_be_laid_aside(tmp_path: Path) -> None:
    deep = "<blockquote>" * 300 + "<p>One gull.</p>" + "</blockquote>" * 300
    (one,) = gather.gather([wxr(tmp_path / "blog.xml", item(deep))]).essays

    assert repr(one).count("Quotation(") > 100


# --- where they lie -------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a file has to have a name there")
def test_what_lies_on_the_disk_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    laid = Aside(["x" * aside.HELD, "y"])

    assert list(tmp_path.iterdir()) == []
    assert laid[1] == "y"


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
from anthology.cli import main
main(["gather", sys.argv[1]])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a disk cannot be made small there")
def test_a_disk_without_room_is_told_and_nothing_is_written(a_book: ABook) -> None:
    root = a_book({"contents.txt": ""})
    path = wxr(root / "blog.xml", item("One gull and then two. " * 40_000))
    run = subprocess.run(
        [sys.executable, "-c", FULL, path], cwd=root, capture_output=True, text=True, check=False
    )

    assert run.returncode == 1
    assert run.stderr.startswith(f"error: {tempfile.gettempdir()}: what is read is laid aside here")
    assert "TMPDIR" in run.stderr
    assert not (root / "manuscript/essays").exists()
    assert not (root / ".anthology").exists()


# --- how much is held -----------------------------------------------------------------------------


def alive() -> int:
    """How many gathered essays there are in memory."""
    return sum(isinstance(thing, GatheredEssay) for thing in gc.get_objects())


def test_an_export_is_read_one_essay_at_a_time() -> None:
    before, held = alive(), []

    def posts() -> Iterator[Post]:
        for number in range(50):
            held.append(alive() - before)
            yield Post(f"blog {number}", f"Day {number}", "<p>One gull.</p>")

    parcel = posted.parcel(posts(), lambda _: LeftOut("picture", "", ""), ())

    assert len(parcel.essays) == 50
    assert max(held) <= 2


class Counted(str):
    """The text of an essay, which knows how many of its kind there are, and were at most."""

    alive = most = 0

    def __new__(cls, text: str) -> Counted:
        cls.alive += 1
        cls.most = max(cls.most, cls.alive)
        return super().__new__(cls, text)

    def __del__(self) -> None:
        type(self).alive -= 1


class Many(Sequence[GatheredEssay]):
    """Essays made when they are asked for."""

    def __len__(self) -> int:
        return 50

    @overload
    def __getitem__(self, at: int) -> GatheredEssay: ...
    @overload
    def __getitem__(self, at: slice) -> list[GatheredEssay]: ...
    def __getitem__(self, at: int | slice) -> GatheredEssay | list[GatheredEssay]:
        assert isinstance(at, int)
        number = range(len(self))[at]
        said = Counted(
            f"On day {number} I counted {number} gulls over the wall, and {number} more."
        )
        essay = Essay("", f"Day {number}", (), subtitle=said, source=f"blog x {number}")
        return GatheredEssay(essay, Order(essay.title), original="")


def test_essays_come_to_the_desk_one_at_a_time(a_book: ABook) -> None:
    root = a_book({"contents.txt": ""})
    for expected in ("new", "unchanged"):
        Counted.most = 0
        plan = desk.plan(project.read(root)[0], Gathered(essays=Many()))
        desk.carry_out(plan)

        assert len(getattr(plan, expected)) == 50
        assert Counted.most <= 3


def test_loose_threads_are_laid_aside_one_at_a_time() -> None:
    def threads() -> Iterator[LooseComments]:
        for number in range(50):
            one = Comment(f"c-{number}", Counted("Jo"), None, ())
            yield LooseComments((one,), "disqus", title=f"Day {number}")

    Counted.most = 0
    laid = Threads.of(threads())

    assert [card.count for card in laid.cards] == [1] * 50
    assert [thread.title for thread in laid] == [f"Day {number}" for number in range(50)]
    assert Counted.most <= 3


def test_the_same_is_gathered_whether_it_lies_on_the_disk_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exports = [FIXTURES / "blogs/wordpress.xml", EXPORTS / "disqus.xml", EXPORTS / "tumblr"]
    held = gather.gather(exports)
    monkeypatch.setattr(aside, "HELD", 1)

    assert gather.gather(exports) == held
    assert held.essays
    assert held.loose


def test_more_comments_on_a_page_than_are_held_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loose, "MOST_ON_A_PAGE", 2)
    said = "".join(comment(f"I saw {number}.", number) for number in range(1, 4))

    with pytest.raises(GatherError, match="a page has more than 2 comments; no more are read"):
        gather.gather([wxr(tmp_path / "blog.xml", item("<p>One gull.</p>", inside=said))])


def test_more_pages_than_are_held_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disqus, "MOST_PAGES", 1)

    with pytest.raises(GatherError, match="this file has more than 1 pages; no more are read"):
        gather.gather([EXPORTS / "disqus.xml"])


# --- the list of what was decided -----------------------------------------------------------------


def test_a_list_that_cannot_be_read_is_written_anew(a_book: ABook) -> None:
    root = a_book({"contents.txt": "", "in/1.txt": "Low Water\nIt goes.\nIt went.\n"})
    review = root / ".anthology/review.json"
    review.parent.mkdir()
    review.write_text("[\n{\n", "utf-8")
    found, _ = project.read(root)
    desk.carry_out(desk.plan(found, gather.gather([root / "manuscript/in"])))

    assert json.loads(review.read_text("utf-8"))
