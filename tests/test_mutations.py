"""A good book, broken in one way after another: no break passes unnoticed.

Most are caught by what every build runs: lines, held comments, package. What only EPUBCheck or
Ace can see is put into one book for each of the two, and each fault has to be told. What only a
rendered page shows (verse that does not hang, a font that does not load) is spoiled and noticed
in tests/browser/measure-verse.js. The breaks are listed in fixtures/mutations.toml.
"""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import boathouse
import pytest

from anthology.check import epubcheck, package
from anthology.check.held import held_comments_in_epub
from anthology.check.lines import Expected, lines_missing_in_epub
from anthology.consent import Entry
from anthology.errors import BuildError
from anthology.model import Comment, Paragraph, Text

EXPECTED = (
    Expected(
        "The Lamp & the Rope",
        "lamp",
        (("Leave it burning.", True), ("Leave it.", True), ("You are not late.", True)),
    ),
    Expected("Answers", "lamp-comments", (("We had a bell instead.", False),)),
    Expected("Low Water", "tide", (("The mud has its own shine.", True), ("Wait for it.", True))),
)
HELD = "I kept his oilskins on the hook for eleven winters."
UNASKED = Comment("77", "Agnes Mortlake", None, (Paragraph((Text(HELD),)),))
NEVER_PRINTED = Entry("lamp", UNASKED, is_printed=False, signature="", reason="not asked")
PICTURE = "EPUB/images/lampe-am-see.png"

Files = list[tuple[zipfile.ZipInfo, bytes]]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A way to break a book: edits of its files, the rule that has to notice, and what has to
    stand in its message."""

    broken: str
    caught_by: str
    edits: tuple[dict[str, str], ...]
    told: str = ""

    def __str__(self) -> str:
        return self.broken


def listed(guard: str) -> list[Mutation]:
    """The mutations that this guard has to catch."""
    path = Path(__file__).parent / "fixtures" / "mutations.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))[guard]
    return [Mutation(**(table | {"edits": tuple(table["edits"])})) for table in tables]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return boathouse.write(tmp_path_factory.mktemp("sound") / "book.epub")


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return [(entry, archive.read(entry)) for entry in archive.infolist()]


def packed(target: Path, files: Files) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in files:
            archive.writestr(entry, content)
    return target


def broken(sound: Path, target: Path, mutations: Iterable[Mutation]) -> Path:
    """The sound book with those mutations; everything else byte for byte, as it was packed."""
    files = {entry.filename: (entry, content) for entry, content in files_of(sound)}
    for mutation in mutations:
        for edit in mutation.edits:
            entry, content = files[edit["file"]]
            before = edit["before"].encode()
            assert before in content, f"{mutation}: not in {edit['file']}: {edit['before']}"
            files[edit["file"]] = entry, content.replace(before, edit["after"].encode())
    return packed(target, list(files.values()))


def codes(path: Path) -> set[str]:
    """What every build says of a finished EPUB."""
    problems = (
        *package.look_over(path),
        *lines_missing_in_epub(EXPECTED, path),
        *held_comments_in_epub([NEVER_PRINTED], EXPECTED, path),
    )
    return {problem.code for problem in problems}


def test_of_the_sound_book_nothing_is_said(sound: Path) -> None:
    assert codes(sound) == set()


@pytest.mark.parametrize("mutation", listed("build"), ids=str)
def test_a_build_notices_what_is_broken(sound: Path, tmp_path: Path, mutation: Mutation) -> None:
    assert mutation.caught_by in codes(broken(sound, tmp_path / "book.epub", [mutation]))


def compressed(files: Files) -> Files:
    files[0][0].compress_type = zipfile.ZIP_DEFLATED
    return files


def behind_another(files: Files) -> Files:
    return [files[1], files[0], *files[2:]]


def without_a_picture(files: Files) -> Files:
    return [(entry, content) for entry, content in files if entry.filename != PICTURE]


def with_a_stranger(files: Files) -> Files:
    return [*files, (zipfile.ZipInfo("EPUB/Notes for Ilse.txt"), b"")]


PACKING: dict[str, tuple[Callable[[Files], Files], str]] = {
    "the mimetype compressed": (compressed, "epub-mimetype"),
    "the mimetype not first": (behind_another, "epub-mimetype"),
    "a picture not packed": (without_a_picture, "epub-file-missing"),
    "a file with spaces in its name": (with_a_stranger, "epub-name"),
}


@pytest.mark.parametrize("kind", PACKING)
def test_a_build_notices_how_it_was_packed(sound: Path, tmp_path: Path, kind: str) -> None:
    change, code = PACKING[kind]

    assert code in codes(packed(tmp_path / "book.epub", change(files_of(sound))))


def test_a_build_notices_a_file_cut_short(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(sound.read_bytes()[:-4000])

    with pytest.raises(BuildError, match="not an EPUB"):
        codes(tmp_path / "book.epub")


Said = list[tuple[str, str]]
"""The name of each rule that spoke, and what it said."""


@pytest.fixture(scope="module")
def said_by_epubcheck(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What EPUBCheck says of a book with all its mutations at once: each run takes seconds."""
    if not epubcheck.is_installed():
        pytest.skip(f"NOT CHECKED: EPUBCheck is not installed ({epubcheck.INSTALL})")
    target = tmp_path_factory.mktemp("epubcheck") / "book.epub"
    problems = epubcheck.check(broken(sound, target, listed("epubcheck")))
    return [(problem.code, problem.message) for problem in problems]


@pytest.mark.parametrize("mutation", listed("epubcheck"), ids=str)
def test_epubcheck_notices(said_by_epubcheck: Said, mutation: Mutation) -> None:
    told = [message for rule, message in said_by_epubcheck if rule == mutation.caught_by]

    assert any(mutation.told in message for message in told)


@pytest.fixture(scope="module")
def said_by_ace(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What Ace says of a book with all its mutations at once: its rules, and the documents."""
    command = os.environ.get("ACE")
    if command is None:
        pytest.skip("NOT CHECKED: Ace is not installed (make check-epub sees to it)")
    folder = tmp_path_factory.mktemp("ace")
    path = broken(sound, folder / "book.epub", listed("ace"))
    given = ["--force", "--silent", "--outdir", str(folder), str(path)]
    subprocess.run([command, *given], check=False, capture_output=True)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return [
        (one["earl:test"]["dct:title"], document["earl:testSubject"]["url"])
        for document in report["assertions"]
        for one in document["assertions"]
    ]


@pytest.mark.parametrize("mutation", listed("ace"), ids=str)
def test_ace_notices(said_by_ace: Said, mutation: Mutation) -> None:
    told = [document for rule, document in said_by_ace if rule == mutation.caught_by]

    assert any(mutation.told in document for document in told)
