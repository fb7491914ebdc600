"""The README's commands do what it says they do."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from anthology import markup
from anthology.manuscript import comments, contents, essays

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ESSAYS = Path(__file__).parent / "fixtures/readme/essays"


def session() -> list[tuple[str, str]]:
    """The commands of the console session, each with what it prints."""
    (block,) = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    parts = re.split(r"(?m)^\$ (.*)\n", block)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def without_sizes(text: str) -> str:
    """An EPUB is a few bytes larger or smaller with another zlib."""
    return re.sub(r"\d+ kB", "… kB", text)


def test_the_session_on_the_first_screen_prints_what_it_shows(tmp_path: Path) -> None:
    shutil.copytree(ESSAYS, tmp_path / "essays")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "HOME": str(tmp_path), "PATH": path}
    folder = tmp_path

    for command, expected in session():
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
            continue
        said = subprocess.run(
            command, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False
        )

        assert said.returncode == 0, said.stderr
        assert without_sizes(said.stdout) == without_sizes(expected)


def indented(after: str) -> str:
    """The first indented block after some words, its indent gone."""
    block = re.search(r"\n\n((?:(?:    .*)?\n)+)", README[README.index(after) :])
    assert block
    return "\n".join(line[4:] for line in block[1].split("\n"))


def test_the_manuscript_page_is_true() -> None:
    text = indented("There is one rule to learn")

    essay, problems = essays.read(text, Path("tide.md"))

    assert problems == []
    assert [type(block).__name__ for block in essay.blocks] == [
        "Paragraph",
        "Verse",
        "Heading",
        "Quotation",
        "ItemList",
        "ItemList",
        "Ornament",
        "Figure",
        "Paragraph",
        "Note",
    ]
    assert markup.parse(markup.write(essay.blocks)) == essay.blocks


def test_the_contents_and_the_comment_it_shows_are_true() -> None:
    sections = contents.read(indented("`contents.txt` knows five headings"), Path("c"))
    found, problems = comments.read(indented("A comment looks like this"), Path("c"))

    assert [section.is_part for section in sections] == [False, True, False, False]
    assert problems == []
    assert [comment.name for comment in found] == ["Megan Orrick"]


@pytest.mark.parametrize("target", re.findall(r"(?m)(?:`|^ {4})make ([a-z-]+)", README))
def test_every_make_target_it_names_is_there_and_says_what_it_does(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"(?m)^{target}:.*## ", makefile)


def test_it_tells_how_to_get_an_export_in_three_lines_for_each_platform() -> None:
    told = (ROOT / "anthology/gather/how-to-export.txt").read_text(encoding="utf-8")
    inside = "\n".join(f"    {line}".rstrip() for line in told.rstrip().split("\n"))

    assert inside in README
    for platform in told.strip().split("\n\n"):
        _, *lines = platform.split("\n")
        assert len(lines) == 3
        assert lines[-1].startswith("  anthology gather ")


def test_every_command_it_names_is_there() -> None:
    from anthology.cli import main

    named = {shlex.split(line)[-1] for line in re.findall(r"anthology(?: -[vq])? ([a-z]+)", README)}

    assert named - set(main.commands) <= {"command", "in"}


def test_every_file_it_shows_is_there() -> None:
    for target in re.findall(r"!\[[^\]]*\]\((docs/[^)]+)\)", README):
        assert (ROOT / target).is_file()
