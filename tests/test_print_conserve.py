"""Every letter exactly once, and in order."""

from __future__ import annotations

from anthology.print.conserve import conservation

SOURCE = ["You are not behind.", "You are not ", "broken."]


def test_line_ends_hyphens_and_spaces_may_differ() -> None:
    assert (
        conservation("Tides", SOURCE, ["You are not be\u2010", "hind.", "You are not broken."])
        == []
    )


def test_a_lost_line_is_told_with_its_words() -> None:
    (problem,) = conservation("Tides", SOURCE, ["You are not behind."])

    assert "“Tides”" in problem.message
    assert "youarenotbroken." in problem.message


def test_a_repeated_line_is_seen() -> None:
    assert conservation("Tides", SOURCE, [*SOURCE, "broken."])


def test_lines_that_changed_places_are_seen() -> None:
    assert conservation("Tides", SOURCE, [SOURCE[1], SOURCE[2], SOURCE[0]])
