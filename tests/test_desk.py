"""Gathering again: identity, merging, twins, and comments that come and go."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ABook, essay

from anthology import desk, gather, manuscript, project, twins
from anthology.desk import Plan
from anthology.desk import again as merging
from anthology.manuscript.files import write_text
from anthology.markup import parse

PROSE = "\n".join(
    f"On the {n} day the boat went out past the light and the woman at the wall counted {n} gulls."
    for n in ("first", "second", "third", "fourth", "fifth", "sixth")
)


def gathered(root: Path, *files: tuple[str, str]) -> Plan:
    """Gather files, by name and text, into the book at `root`."""
    sources = root / "in"
    for name, text in files:
        path = sources / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    found, _ = project.read(root)
    plan = desk.plan(found, gather.gather([sources]))
    desk.carry_out(plan)
    return plan


@pytest.fixture
def root(a_book: ABook) -> Path:
    return a_book({"contents.txt": ""})


def said(root: Path, name: str, kind: str = "essays") -> str:
    return (root / "manuscript" / kind / f"{name}.md").read_text("utf-8")


def test_the_first_gathering_is_the_order_and_later_ones_wait_to_be_placed(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))
    gathered(root, ("2.txt", "The Bell\nIt rings.\nIt rang.\n"))

    listing = (root / "manuscript/contents.txt").read_text("utf-8")
    assert listing == "low-water\n\n# New, not yet placed\nthe-bell\n"


def test_an_essay_keeps_its_name_when_its_title_changes_at_the_source(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))

    plan = gathered(root, ("1.txt", "High Water\nIt goes.\nIt went.\n"))

    assert plan.updated == ["low-water"]
    assert "Title: High Water" in said(root, "low-water")


def test_what_she_deleted_or_renamed_in_the_order_stays_as_she_left_it(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))
    contents = root / "manuscript/contents.txt"
    contents.write_text("# Shore\nlow-water\n", "utf-8")

    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt has gone.\n"))

    assert contents.read_text("utf-8") == "# Shore\nlow-water\n"


def test_an_essay_whose_files_she_renamed_is_merged_as_ever(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\nIt comes.\n"))
    essays = root / "manuscript/essays"
    renamed = said(root, "low-water").replace("It comes.", "It came.")
    (essays / "low-water.md").unlink()
    (essays / "ebb.md").write_text(renamed, "utf-8")

    same = gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\nIt comes.\n"))
    plan = gathered(root, ("1.txt", "Low Water\nIt goes out.\nIt went.\nIt comes.\n"))

    assert (same.unchanged, plan.updated) == (["ebb"], ["ebb"])
    assert said(root, "ebb").endswith("\nIt goes out.\nIt went.\nIt came.\n")


def test_a_clash_keeps_her_line_and_asks_about_the_source_s(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\nIt comes.\n"))
    file = root / "manuscript/essays/low-water.md"
    file.write_text(said(root, "low-water").replace("It went.", "It had gone."), "utf-8")

    plan = gathered(root, ("1.txt", "Low Water\nIt goes.\nIt was gone.\nIt comes.\n"))

    assert "It had gone.\n?? the source now says: It was gone.\nIt comes." in said(
        root, "low-water"
    )
    assert plan.questions == 1


def test_a_clash_is_asked_about_once(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))
    file = root / "manuscript/essays/low-water.md"
    file.write_text(said(root, "low-water").replace("It went.", "It had gone."), "utf-8")
    again_ = ("1.txt", "Low Water\nIt goes.\nIt was gone.\n")
    gathered(root, again_)
    answered = said(root, "low-water").replace("?? the source now says: It was gone.\n", "")
    file.write_text(answered, "utf-8")

    plan = gathered(root, again_)

    assert plan.unchanged == ["low-water"]
    assert said(root, "low-water") == answered


def test_what_is_written_over_is_kept_beside(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))
    before = said(root, "low-water")

    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt has gone.\n"))

    kept = root / ".anthology/before/essays/low-water.md"
    assert kept.read_text("utf-8") == before


def test_without_memory_of_what_was_gathered_hers_stays_whole(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))
    (root / ".anthology/base/essays/low-water.md").unlink()
    before = said(root, "low-water")

    plan = gathered(root, ("1.txt", "Low Water\nIt goes.\nIt has gone.\n"))

    assert plan.kept == ["low-water"]
    assert said(root, "low-water") == before


def test_where_the_memory_is_gone_what_nobody_changed_is_unchanged_and_remembered(
    root: Path,
) -> None:
    bell = ("1.txt", "The Bell\nIt rings.\nIt rang.\n")
    gathered(root, bell)
    shutil.rmtree(root / ".anthology")

    assert gathered(root, bell).unchanged == ["the-bell"]
    assert gathered(root, ("1.txt", "The Bell\nIt rings.\nIt hums.\n")).updated == ["the-bell"]


def test_an_essay_she_wrote_herself_is_never_written_over(a_book: ABook) -> None:
    root = a_book({"essays/low-water.md": essay("Mine.\nAll of it.")})

    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))

    assert said(root, "low-water") == essay("Mine.\nAll of it.")
    assert "It went." in said(root, "low-water-2")


def test_the_same_essay_under_another_title_is_noticed_not_placed_and_asked_about(
    root: Path,
) -> None:
    gathered(root, ("1.txt", f"Low Water\n{PROSE}\n"))

    plan = gathered(root, ("2.txt", f"The Wall, Again\n{PROSE}\nAnd home.\n"))

    assert plan.twins == {"the-wall-again": "low-water"}
    assert "?? the same essay as `low-water`?" in said(root, "the-wall-again")
    listing = (root / "manuscript/contents.txt").read_text("utf-8")
    assert listing.endswith("# New, not yet placed\nthe-wall-again\n")


def test_the_question_about_a_twin_stays_until_it_is_answered(root: Path) -> None:
    gathered(root, ("1.txt", f"Low Water\n{PROSE}\n"))
    twin = ("2.txt", f"The Count\n{PROSE}\n")
    gathered(root, twin)

    gathered(root, twin)

    assert "?? the same essay as `low-water`?" in said(root, "the-count")


def test_an_excerpt_is_a_twin_and_another_essay_is_not() -> None:
    whole = twins.runs(parse(PROSE))
    other = twins.runs(parse("Nothing here was ever said of a boat, a wall, a woman or a gull."))

    assert twins.likeness(twins.runs(parse(PROSE[:200])), whole) > 0.9
    assert twins.twin(other, {"low-water": whole}) is None


# --- comments ------------------------------------------------------------------------------------


def comment(id_: str, text: str, consent: str = "not asked", name: str = "Jo Ames") -> str:
    return f"## {name}, 2024-05-03\nId: {id_}\nConsent: {consent}\nUse: yes\n\n{text}\n"


def comments_again(base: str, hers: str, theirs: str) -> merging.Again:
    return merging.comments(base, hers, theirs, {"c1", "c2", "c3", "text"})


def test_a_new_comment_is_added_at_the_end_and_hers_are_untouched() -> None:
    base = comment("c1", "One.")
    hers = comment("c1", "One.", "yes, initials 2026-09-20") + "\nPS by hand\n"

    found = comments_again(base, hers, base + "\n" + comment("c2", "Two."))

    assert found.text == hers + "\n" + comment("c2", "Two.")
    assert found.new == 1


def test_a_comment_she_deleted_stays_away() -> None:
    both = comment("c1", "One.") + "\n" + comment("c2", "Two.")

    found = comments_again(both, comment("c1", "One."), both + "\n" + comment("c3", "Three."))

    assert "Two." not in found.text
    assert "Three." in found.text


def test_a_comment_gone_at_the_source_stays_in_the_file_and_goes_out_of_the_book() -> None:
    base = comment("c1", "One.") + "\n" + comment("c2", "Two.")
    hers = comment("c1", "One.", "yes 2026-09-20") + "\n" + comment("c2", "Two.")

    found = comments_again(base, hers, comment("c2", "Two."))

    assert comment("c1", "One.", "withdrawn? (before: yes 2026-09-20)") in found.text
    assert found.withdrawn == ("Jo Ames, 2024-05-03",)


@pytest.mark.parametrize(
    ("words", "asked"), [("One.", ""), ("Won.", "?? the source now says: Won.\n")]
)
def test_a_comment_that_is_there_again_has_the_consent_she_had_noted(
    words: str, asked: str
) -> None:
    gone = comment("c1", "One.", "withdrawn? (before: yes 2026-09-20)")

    found = comments_again("", gone, comment("c1", words))

    assert found.text == comment("c1", "One.", "yes 2026-09-20") + asked
    assert found.returned == ("Jo Ames, 2024-05-03",)


def test_an_essay_she_deleted_stays_away_until_she_lists_it_again(root: Path) -> None:
    bell = ("2.txt", "The Bell\nIt rings.\nIt rang.\n\n\nLove this, Ines! -Jo Reed\n")
    tide = ("1.txt", "Low Water\nIt goes.\nIt went.\n")
    gathered(root, tide, bell)
    contents = root / "manuscript/contents.txt"
    contents.write_text("low-water\n", "utf-8")
    (root / "manuscript/essays/the-bell.md").unlink()
    told = root / "manuscript/comments/the-bell.md"
    told.write_text(told.read_text("utf-8").replace("not asked", "yes 2026-09-20"), "utf-8")

    assert gathered(root, tide, bell).deleted == ["the-bell"]
    assert contents.read_text("utf-8") == "low-water\n"

    contents.write_text("low-water\n\n# Left out\nthe-bell\n", "utf-8")

    assert gathered(root, tide, bell).deleted == ["the-bell"]

    contents.write_text("the-bell\nlow-water\n", "utf-8")
    gathered(root, tide, bell)

    assert "It rang." in said(root, "the-bell")
    assert "Consent: yes 2026-09-20" in said(root, "the-bell", "comments")
    assert contents.read_text("utf-8") == "the-bell\nlow-water\n"


def test_a_comment_from_another_kind_of_source_than_was_read_now_is_not_gone() -> None:
    both = comment("wordpress-1", "One.") + "\n" + comment("disqus-2", "Two.")
    only = comment("wordpress-1", "One.")

    found = merging.comments(both, both, only, {"wordpress"})

    assert found.withdrawn == ()
    assert found.text == both
    assert "disqus-2" in found.base


def test_a_comment_she_wrote_down_herself_is_not_withdrawn() -> None:
    by_hand = comment("letter", "By post.", "yes 2026-09-20")

    found = comments_again(comment("c1", "One."), comment("c1", "One.") + "\n" + by_hand, "")

    assert by_hand in found.text
    assert found.withdrawn == ("Jo Ames, 2024-05-03",)


def test_words_changed_at_the_source_come_in_while_nobody_was_asked() -> None:
    found = comments_again(
        comment("c1", "One."), comment("c1", "One."), comment("c1", "One, and a half.")
    )

    assert found.text == comment("c1", "One, and a half.")


def test_words_somebody_agreed_to_are_not_exchanged_for_others() -> None:
    agreed = comment("c1", "One.", "yes 2026-09-20")

    found = comments_again(comment("c1", "One."), agreed, comment("c1", "One, and a half."))

    assert found.text == agreed + "?? the source now says: One, and a half.\n"
    assert found.questions == 1


def test_a_name_somebody_agreed_under_is_not_exchanged_for_another() -> None:
    base, agreed = comment("c1", "One."), comment("c1", "One.", "yes 2026-09-20")
    theirs = comment("c1", "One.", name="Jo A. Smith")

    found = comments_again(base, agreed, theirs)
    again = comments_again(found.base, found.text, theirs)

    asked = "?? the source now says: ## Jo A. Smith, 2024-05-03\n"
    assert found.text == comment("c1", asked + "One.", "yes 2026-09-20")
    assert found.questions == 1
    assert (again.text, again.questions) == (found.text, 0)


def test_a_name_changed_at_the_source_comes_in_while_nobody_was_asked() -> None:
    base, theirs = comment("c1", "One."), comment("c1", "One.", name="Jo A. Smith")

    assert comments_again(base, base, theirs).text == theirs


def test_a_header_clash_is_asked_about_in_the_text() -> None:
    base = essay("It goes.\n", "Low")

    found = merging.essay(base, essay("It goes.\n", "Hers"), essay("It goes.\n", "Theirs"))

    assert found.text.startswith("---\nTitle: Hers\n---\n")
    assert "?? the source now says: Title: Theirs" in found.text


def test_the_name_of_an_essay_she_deleted_goes_to_no_other(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))
    (root / "manuscript/essays/low-water.md").unlink()
    (root / "manuscript/contents.txt").write_text("", "utf-8")

    plan = gathered(root, ("2.txt", "Low Water\nAnother tide.\nAnother moon.\n"))

    assert (plan.deleted, plan.new) == (["low-water"], ["low-water-2"])


def test_an_essay_whose_file_she_renamed_is_known_and_merged(root: Path) -> None:
    gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n"))
    essays = root / "manuscript/essays"
    (essays / "low-water.md").rename(essays / "ebb.md")

    assert gathered(root, ("1.txt", "Low Water\nIt goes.\nIt went.\n")).unchanged == ["ebb"]

    plan = gathered(root, ("1.txt", "Low Water\nIt goes.\nIt has gone.\n"))

    assert plan.updated == ["ebb"]
    assert "It has gone." in said(root, "ebb")
    assert [path.name for path in essays.iterdir()] == ["ebb.md"]


@pytest.mark.parametrize("done", range(6))
def test_gathering_that_was_broken_off_is_finished_by_gathering_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    files = [(f"{n}.txt", f"The {n}. Bell\nIt rings {n}.\nIt rang.\n") for n in (1, 2, 3)]
    write, left = write_text, iter(range(done))

    def broken_off(path: Path, text: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        write(path, text)

    monkeypatch.setattr(desk, "write_text", broken_off)
    with pytest.raises(KeyboardInterrupt):
        gathered(root, *files)
    monkeypatch.undo()
    plan = gathered(root, *files)

    assert plan.kept == []
    assert manuscript.read(root / "manuscript")[1] == []
    listing = (root / "manuscript/contents.txt").read_text("utf-8")
    assert listing == "the-1-bell\nthe-2-bell\nthe-3-bell\n"
