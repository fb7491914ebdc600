"""Comments that come in after their essay find it on the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ABook
from exports import EXPORTS

from anthology import desk, gather, project, tell
from anthology.desk import Plan, again


@pytest.fixture
def root(a_book: ABook) -> Path:
    return a_book({"contents.txt": ""})


def gathered(root: Path, *names: str) -> Plan:
    """Gather exports, by name, into the book at `root`."""
    found, _ = project.read(root)
    plan = desk.plan(found, gather.gather([EXPORTS / name for name in names]))
    desk.carry_out(plan)
    return plan


def comments(root: Path, name: str = "on-rope") -> str:
    return (root / f"manuscript/comments/{name}.md").read_text("utf-8")


def test_comments_that_come_later_stand_with_their_essay(root: Path) -> None:
    gathered(root, "substack")
    plan = gathered(root, "disqus.xml")

    assert plan.comments == 3
    assert "## Mara Lind, 2024-05-03" in comments(root)
    assert [thread.link for thread in plan.loose] == ["https://shore.example/gone/"]


def test_comments_that_find_no_essay_are_told_with_the_link_to_look_for(root: Path) -> None:
    found = gather.gather([EXPORTS / "substack", EXPORTS / "disqus.xml"])
    plan = desk.plan(project.read(root)[0], found)

    told = "\n".join(tell.gathered(plan, found))
    assert "left out: https://shore.example/gone/: 1 comment from disqus" in told
    assert "https://shore.example/gone/" in [row.text for row in plan.rows]


def test_comments_gathered_again_are_not_added_again(root: Path) -> None:
    gathered(root, "substack", "disqus.xml")
    before = comments(root)
    plans = [gathered(root, "disqus.xml"), gathered(root, "substack", "disqus.xml")]

    assert [plan.comments for plan in plans] == [0, 0]
    assert comments(root) == before


def test_a_source_that_comes_in_alone_does_not_withdraw_the_comments_of_another(
    root: Path,
) -> None:
    gathered(root, "substack", "substack-comments.json", "disqus.xml")
    before = comments(root)
    plans = [gathered(root, "substack", "substack-comments.json"), gathered(root, "disqus.xml")]

    assert [plan.withdrawn for plan in plans] == [[], []]
    assert comments(root) == before


def test_the_same_comment_is_not_added_from_a_second_service(root: Path) -> None:
    gathered(root, "substack", "substack-comments.json")
    plan = gathered(root, "disqus.xml")

    said = comments(root)
    assert said.count("Thank you, Mara.") == 1
    assert "From the old address." in said
    assert plan.comments == said.count("Id: disqus-")


def test_what_she_chose_stays_when_comments_come_in_again(root: Path) -> None:
    gathered(root, "substack", "disqus.xml")
    path = root / "manuscript/comments/on-rope.md"
    hers = comments(root).replace("Use: yes", "Use: no", 1)
    path.write_text(hers, encoding="utf-8")
    gathered(root, "disqus.xml")

    assert comments(root) == hers


def test_a_comment_gone_from_its_own_source_is_withdrawn() -> None:
    def file(*ids: str) -> str:
        return "\n".join(f"## Jo, 2024-05-03\nId: {id_}\n\nYes.\n" for id_ in ids)

    base = file("disqus-1", "disqus-2", "wordpress-1")
    told = again.comments(base, base, file("disqus-1"), {"disqus"})

    assert len(told.withdrawn) == 1
    assert told.text.count("withdrawn?") == 1
