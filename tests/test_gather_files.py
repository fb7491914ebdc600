"""From what the author names to essays in order."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from gathering import FIXTURES

from anthology import gather
from anthology.errors import AnthologyError, GatherError, SeveralProblems
from anthology.gather.intake import files
from anthology.gather.names import slug, unique
from anthology.gather.order import words_of
from anthology.gather.review import Kind, Row, from_json, to_json

ESSAY = "{title}\nThis is a line.\nThis is another.\n"


def a_folder(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ESSAY.format(title=f"Essay {path.stem}"), encoding="utf-8")
    return folder


def sources(found: gather.Gathered) -> list[str]:
    return [one.essay.source.removeprefix("text ") for one in found.essays]


def test_files_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    found = gather.gather([a_folder(tmp_path, "10_b.txt", "9_a.txt", "more/11.txt")])

    assert sources(found) == ["9_a.txt", "10_b.txt", "more/11.txt"]


def test_a_day_in_the_name_is_a_day_and_no_number(tmp_path: Path) -> None:
    found = gather.gather([a_folder(tmp_path, "2024-10-01-b.txt", "2024-9-30-a.txt")])

    assert sources(found) == ["2024-9-30-a.txt", "2024-10-01-b.txt"]
    assert str(found.essays[0].essay.day) == "2024-09-30"
    assert found.missing == ()


def test_numbers_go_before_days_and_that_is_told(tmp_path: Path) -> None:
    found = gather.gather([a_folder(tmp_path, "2020-01-01-a.txt", "2_b.txt", "1_c.txt")])

    assert sources(found) == ["1_c.txt", "2_b.txt", "2020-01-01-a.txt"]
    assert [row.kind for row in found.rows] == [Kind.ORDER]


def test_many_missing_numbers_are_told_as_a_range(tmp_path: Path) -> None:
    found = gather.gather([a_folder(tmp_path, "003.txt", "005.txt", "009.txt")])

    assert found.missing == ("001", "002", "004", "006–008")


def test_two_essays_of_one_title_get_two_names_and_that_is_told(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(ESSAY.format(title="Rope"), encoding="utf-8")
    found = gather.gather([tmp_path])

    assert [one.essay.name for one in found.essays] == ["rope", "rope-2"]
    assert [row.decided for row in found.all_rows if row.kind is Kind.NAME] == ["called rope-2"]


def test_what_is_no_essay_in_a_folder_is_listed(tmp_path: Path) -> None:
    a_folder(tmp_path, "1.txt")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "2.txt").write_text("\n \n", encoding="utf-8")
    (tmp_path / "3.txt").write_bytes(b"PK\x03\x04 and more")
    found = gather.gather([tmp_path])

    assert [(left.kind, left.text) for left in found.left_out] == [
        ("hidden file", ".hidden"),
        ("empty file", "2.txt"),
        ("file", "3.txt"),
    ]


def test_every_fault_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    a_folder(tmp_path, "1.txt")
    (tmp_path / "2.txt").symlink_to(tmp_path / "1.txt")
    (tmp_path / "3.txt").write_text("long " * 100, encoding="utf-8")

    with pytest.raises(SeveralProblems) as caught:
        gather.gather([tmp_path, tmp_path / "4.txt"])

    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["source-link", "source-too-large", "source-missing"]


def test_a_link_the_author_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "cloud").mkdir()
    a_folder(tmp_path / "cloud", "1.txt")
    (tmp_path / "essays").symlink_to(tmp_path / "cloud")

    assert len(gather.gather([tmp_path / "essays"]).essays) == 1


def test_a_file_the_author_named_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "essay.docx"
    path.write_bytes(b"PK\x03\x04 and more")

    with pytest.raises(GatherError) as caught:
        gather.gather([path])

    assert caught.value.place
    assert caught.value.place.path == path
    assert "a Word document" in caught.value.message


def test_nothing_to_gather_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(AnthologyError, match="there is no essay here"):
        gather.gather([tmp_path])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What the Sea Doesn’t “Say”", "what-the-sea-doesnt-say"),
        ("Café Straße & Œuvre", "cafe-strasse-oeuvre"),
        ("—", ""),
        ("море", ""),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_a_file_name_is_made_of_the_title(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_taken_name_gets_a_number() -> None:
    assert unique("rope", {"rope", "rope-2"}) == "rope-3"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("03-the-tide.txt", "The tide"),
        ("2024-05-03-on_rope.md", "On rope"),
        ("000_7be1092f45d3a6c8.txt", ""),
        ("12.txt", ""),
    ],
)
def test_a_file_name_gives_its_words(file: str, words: str) -> None:
    assert words_of(file) == words


def test_the_review_reads_back_as_it_was_written() -> None:
    rows = gather.gather([FIXTURES / "shore"]).all_rows

    assert from_json(to_json(rows)) == rows
    assert from_json(to_json([])) == ()


def test_a_spoiled_review_is_told() -> None:
    with pytest.raises(GatherError, match="cannot be read"):
        from_json('[{"kind": "no such kind"}]')


def test_a_row_stands_on_a_line_of_its_own() -> None:
    row = Row(Kind.TITLE, "rope", "Rope", "the title", "the first line")

    assert to_json([row, row]).count("\n") == 4


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name spells letters")
def test_a_name_that_spells_no_letters_is_told_legibly(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(ESSAY.format(title="Rope"))
    found = gather.gather([tmp_path])

    assert sources(found) == ["caf\N{REPLACEMENT CHARACTER}.txt"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is shut to root")
def test_a_folder_that_is_shut_is_told(tmp_path: Path) -> None:
    shut = a_folder(tmp_path, "shut/a.txt") / "shut"
    shut.chmod(0)
    try:
        with pytest.raises(GatherError, match="the folder cannot be read"):
            gather.gather([tmp_path])
    finally:
        shut.chmod(0o700)
