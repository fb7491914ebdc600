"""Archives are read where they lie, and none is trusted."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from exports import a_zip, claiming, counted
from gathering import FIXTURES, written

from anthology import gather
from anthology.errors import AnthologyError, GatherError, SeveralProblems
from anthology.gather.intake import zipped

ESSAY = "On Rope\nThis is a line.\nThis is another.\n"


def refused(path: Path) -> str:
    """What is said of an archive that is refused."""
    with pytest.raises(GatherError) as caught:
        gather.gather([path])
    assert caught.value.hint
    return f"{caught.value.place}: {caught.value.message}"


def test_essays_in_an_archive_are_read_one_by_one(tmp_path: Path) -> None:
    files = {"notes/1-rope.txt": ESSAY, "notes/2-tide.md": "# Tide\n\nIn.\n"}
    path = a_zip(tmp_path / "all.zip", files)
    found = gather.gather([path])

    assert [one.essay.source for one in found.essays] == [
        "text notes/1-rope.txt",
        "markdown notes/2-tide.md",
    ]


def test_a_picture_in_an_archive_comes_along(tmp_path: Path) -> None:
    picture = (FIXTURES / "exports/tumblr/media/8002.png").read_bytes()
    text = "# Tide\n\nIn.\n\n![The pier](../pictures/pier.png)\n\nOut.\n"
    files: dict[str, str | bytes] = {"essays/tide.md": text, "pictures/pier.png": picture}
    path = a_zip(tmp_path / "all.zip", files)
    (one,) = gather.gather([path]).essays

    assert "figure: The pier" in written(one)
    assert [shown.read() for shown in one.pictures] == [picture]


def test_what_an_archive_hides_is_listed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "rope.txt": ESSAY,
        "__MACOSX/._rope.txt": b"\0\5",
        ".DS_Store": b"\0",
    }
    found = gather.gather([a_zip(tmp_path / "all.zip", files)])

    assert len(found.essays) == 1
    assert counted(found) == {"hidden file": 2}


@pytest.mark.parametrize(
    "name", ["../rope.txt", "a/../../rope.txt", "/etc/rope.txt", "C:\\rope.txt"]
)
def test_a_name_that_leads_out_refuses_the_archive(tmp_path: Path, name: str) -> None:
    told = refused(a_zip(tmp_path / "all.zip", {"fine.txt": ESSAY, name: ESSAY}))

    assert "leads out of it" in told
    assert not (tmp_path.parent / "rope.txt").exists()


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Secret\nA secret line.\n", encoding="utf-8")
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = a_zip(tmp_path / "all.zip", {"rope.txt": ESSAY})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, str(tmp_path / "secret.txt"))
    found = gather.gather([path])

    assert [one.essay.title for one in found.essays] == ["On Rope"]
    assert counted(found) == {"hidden file": 1}


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    told = refused(a_zip(tmp_path / "all.zip", {"rope.txt": b"A" * (zipped.SWELLS_FROM + 1)}))

    assert "at most 200 are trusted" in told


def test_a_claim_of_two_gigabytes_is_refused(tmp_path: Path) -> None:
    told = refused(claiming(tmp_path / "all.zip", zipped.UNPACKED + 1))

    assert "at most 2048 MB are read" in told


def test_a_file_larger_than_the_cap_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "LARGEST", 10)
    told = refused(a_zip(tmp_path / "all.zip", {"rope.txt": ESSAY}))

    assert "at most 64 MB of a file are read" in told


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_FILES", 3)
    told = refused(a_zip(tmp_path / "all.zip", {f"{number}.txt": ESSAY for number in range(4)}))

    assert "4 files are in this archive; at most 3 are read" in told


def test_what_is_read_of_one_archive_has_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "MOST_READ", 100)
    path = a_zip(tmp_path / "all.zip", {f"{number}.txt": ESSAY for number in range(4)})

    with pytest.raises(AnthologyError):
        gather.gather([path])


def test_folders_within_folders_have_a_limit(tmp_path: Path) -> None:
    told = refused(a_zip(tmp_path / "all.zip", {"a/" * 50 + "rope.txt": ESSAY}))

    assert "at most 40 are read" in told


def test_archives_within_archives_have_a_limit(tmp_path: Path) -> None:
    data = ESSAY.encode()
    name = "rope.txt"
    for depth in range(5):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, data)
        data, name = packed.getvalue(), f"{depth}.zip"
    (tmp_path / "all.zip").write_bytes(data)

    assert "archives lie within archives; 3 deep are opened" in refused(tmp_path / "all.zip")


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "all.zip", {"rope.txt": ESSAY})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= zipped.IS_ENCRYPTED
    path.write_bytes(bytes(data))

    assert "locked with a password" in refused(path)


def test_an_archive_cut_short_is_told(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "all.zip", {"rope.txt": ESSAY * 50})
    path.write_bytes(path.read_bytes()[:100])

    assert "damaged, or cut short" in refused(path)


def test_a_spoiled_file_in_an_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("rope.txt", ESSAY)
    path.write_bytes(path.read_bytes().replace(b"another", b"annother"[:7]))

    assert "`rope.txt` in this archive is damaged" in refused(path)


def test_every_archive_that_is_refused_is_told(tmp_path: Path) -> None:
    paths = [
        a_zip(tmp_path / "1.zip", {"../rope.txt": ESSAY}),
        claiming(tmp_path / "2.zip", zipped.UNPACKED + 1),
    ]

    with pytest.raises(SeveralProblems) as caught:
        gather.gather(paths)

    assert [problem.place.path for problem in caught.value.problems if problem.place] == paths


def test_json_nested_beyond_measure_is_refused(tmp_path: Path) -> None:
    for depth in (400, 100_000):
        path = tmp_path / f"{depth}.json"
        path.write_text("[" * depth + "]" * depth, encoding="utf-8")

        assert "nested more than 300 levels deep" in refused(path)


def test_a_long_thread_of_answers_is_refused_and_a_usual_one_is_not(tmp_path: Path) -> None:
    def thread(depth: int) -> dict[str, object]:
        said: dict[str, object] = {"id": depth, "post_id": 1, "name": "Jo", "date": "2024-05-03"}
        said |= {"body": f"Answer {depth}", "ancestor_path": ""}
        return said | {"children": [thread(depth - 1)] if depth else []}

    path = tmp_path / "comments.json"
    path.write_text(json.dumps({"comments": [thread(140)]}), encoding="utf-8")
    (loose,) = gather.gather([path]).loose

    assert len(loose.comments) == 141
    path.write_text(json.dumps({"comments": [thread(160)]}), encoding="utf-8")
    assert "nested more than 300 levels deep" in refused(path)
