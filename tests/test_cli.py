"""What an author types, and what she is told."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from conftest import ABook, essay

from anthology.cli import main
from anthology.errors import Place, of_the_machine

COMMANDS = sorted(main.commands)


@pytest.fixture
def anthology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    return CliRunner()


def run(runner: CliRunner, *words: str) -> Result:
    result = runner.invoke(main, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_examples_that_can_be_pasted(
    anthology: CliRunner, command: str
) -> None:
    result = run(anthology, command, "--help")

    assert result.exit_code == 0
    assert "Examples:\n  anthology" in result.output.replace("    anthology", "  anthology")


def test_each_command_says_what_it_does_in_the_width_of_a_terminal(anthology: CliRunner) -> None:
    said = anthology.invoke(main, ["--help"], terminal_width=80).output

    assert "..." not in said.partition("Commands:")[2]


def test_the_help_of_gather_tells_how_to_get_an_export(anthology: CliRunner) -> None:
    said = run(anthology, "gather", "--help").output

    assert "WordPress\n    In your dashboard choose Tools" in said
    assert max(len(line) for line in said.splitlines()) <= 100


def test_help_does_not_wait_for_heavy_libraries() -> None:
    code = (
        "import sys, anthology.cli\n"
        "from click.testing import CliRunner\n"
        "CliRunner().invoke(anthology.cli.main, ['--help'])\n"
        "print([name for name in ('weasyprint','pikepdf','lxml','ebooklib','jinja2','PIL',"
        "'markdown_it','rich','pypdfium2') if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_a_stranger_gets_from_nothing_to_a_book(anthology: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    typed = "Low Water\nThe tide goes out.\nNobody asked it to.\nIt goes.\n"
    (tmp_path / "in/001_low.txt").write_text(typed, "utf-8")

    assert run(anthology, "new", "my-book", "--author", "Ines Holm").exit_code == 0
    os.chdir("my-book")
    gathered = run(anthology, "gather", "../in")
    reviewed = run(anthology, "review")
    built = run(anthology, "build")

    assert gathered.output.startswith("1 essay and 0 comments written to manuscript/")
    assert "“Low Water”" in reviewed.output
    assert built.exit_code == 0, built.stderr
    assert Path("build/my-book.epub").is_file()
    assert Path("build/my-book-print.pdf").is_file()


def test_gathering_again_asks_nothing_twice_and_changes_nothing(
    anthology: CliRunner, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    typed = "Low Water\nThe tide goes out.\nIt goes.\n\n\nLovely!\nThank you. -Jo Ames\n"
    (tmp_path / "in/001_low.txt").write_text(typed, "utf-8")
    run(anthology, "new", "my-book")
    os.chdir("my-book")
    run(anthology, "gather", "../in")
    edited = Path("manuscript/essays/low-water.md")
    edited.write_text(edited.read_text("utf-8").replace("It goes.", "It went."), "utf-8")
    before = {path: path.read_bytes() for path in Path("manuscript").rglob("*.*")}

    again = run(anthology, "gather", "../in")

    assert "1 essay already here and unchanged" in again.output
    assert {path: path.read_bytes() for path in Path("manuscript").rglob("*.*")} == before


def test_a_source_that_changed_is_merged_with_what_the_author_wrote(
    anthology: CliRunner, tmp_path: Path
) -> None:
    source = tmp_path / "low.txt"
    source.write_text("Low Water\nThe tide goes out.\nIt goes.\n", "utf-8")
    run(anthology, "new", "my-book")
    os.chdir("my-book")
    run(anthology, "gather", str(source))
    essay_file = Path("manuscript/essays/low-water.md")

    source.write_text("Low Water\nThe tide comes in.\nIt goes.\n", "utf-8")
    updated = run(anthology, "gather", str(source))
    text = essay_file.read_text("utf-8")
    essay_file.write_text(text + "\nMine.\n", "utf-8")
    source.write_text("Low Water\nThe tide stands.\nIt goes.\n", "utf-8")
    kept = run(anthology, "gather", str(source))

    assert "1 essay changed at the source; your own edits are kept: low-water" in updated.output
    assert "The tide comes in." in text
    assert "1 essay changed at the source" in kept.output
    assert "The tide stands." in essay_file.read_text("utf-8")
    assert essay_file.read_text("utf-8").endswith("Mine.\n")


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(
    anthology: CliRunner, tmp_path: Path
) -> None:
    (tmp_path / "low.txt").write_text("Low Water\nThe tide goes out.\nIt goes.\n", "utf-8")
    run(anthology, "new", "my-book")
    os.chdir("my-book")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}

    result = run(anthology, "gather", "--dry-run", "../low.txt")

    assert "1 essay and 0 comments would be written to manuscript/" in result.output
    assert "new: low-water" in result.output
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_what_was_left_out_can_be_listed_afterwards(anthology: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/low.txt").write_text("Low Water\nThe tide goes out.\nIt goes.\n", "utf-8")
    (tmp_path / "in/.DS_Store").write_bytes(b"x")
    run(anthology, "new", "my-book")
    os.chdir("my-book")
    gathered = run(anthology, "gather", "../in")

    result = run(anthology, "gather", "--list")

    assert "(1 hidden file left out: anthology gather --list)" in gathered.output
    assert ".DS_Store" in result.output


def test_faults_are_told_all_at_once_with_place_and_hint(
    anthology: CliRunner, a_book: ABook
) -> None:
    toml = 'title = "x"\nautor = ["Ines"]\n'
    a_book({"essays/a.md": "", "contents.txt": "a\nb\n"}, toml=toml)

    result = run(anthology, "check")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "error: manuscript/book.toml:2: unknown setting `autor`" in result.stderr
    assert "hint: did you mean `authors`?" in result.stderr
    assert "error: manuscript/contents.txt:2: `b` is listed" in result.stderr
    assert "error: manuscript/essays/a.md: the file is empty" in result.stderr
    assert result.stderr.rstrip().endswith("3 faults")


def test_nine_kinds_of_bad_input_are_told_together_and_the_last_build_stays(
    anthology: CliRunner, a_book: ABook
) -> None:
    root = a_book({"essays/good.md": essay("x", "Good")})
    run(anthology, "build")
    before = {path: path.read_bytes() for path in (root / "build").glob("*.*") if path.is_file()}
    files = {
        "essays/good.md": essay("?? which?\n\n![an oar](images/oar.png)", "Good"),
        "essays/unlisted.md": essay("x", "Unlisted"),
        "essays/dated.md": "---\nTitle: Dated\nDate: May\n---\n\nx",
        "essays/latin.md": b"caf\xe9",
        "essays/empty.md": "",
        "essays/good.txt": "x",
        "contents.txt": "good\nmissing\ndated\nlatin\nempty\n",
    }
    a_book(files, toml='title = "The Boathouse"\nautor = ["I"]\n')

    result = run(anthology, "build")

    assert result.exit_code == 1
    for told in (
        "manuscript/book.toml:2: unknown setting `autor`",
        "manuscript/contents.txt:2: `missing` is listed",
        "manuscript/essays/unlisted.md: this essay is not listed",
        "manuscript/essays/good.md:5: an open question",
        "manuscript/essays/dated.md:3: `May` is not a date",
        "manuscript/essays/latin.md:1: this line is not UTF-8",
        "manuscript/essays/empty.md: the file is empty",
        "manuscript/essays/good.md:7: the picture `images/oar.png` is not there",
        "manuscript/essays/good.txt: another essay has this name",
    ):
        assert f"error: {told}" in result.stderr
    assert result.stderr.count("\n\nhint: ") == 9
    assert result.stderr.rstrip().endswith("9 faults")
    assert {path: path.read_bytes() for path in before} == before


def test_a_wrong_command_is_told_with_exit_code_two(anthology: CliRunner) -> None:
    assert run(anthology, "biuld").exit_code == 2


def test_outside_a_book_a_build_says_how_to_make_one(anthology: CliRunner) -> None:
    result = run(anthology, "build")

    assert result.exit_code == 1
    assert "anthology new my-book" in result.stderr


def test_in_a_folder_that_is_gone_a_command_says_so(anthology: CliRunner, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()

    result = run(anthology, "new", "my-book")

    assert result.exit_code == 1
    assert "error: the folder you are in is not there any more" in result.output


def test_what_the_machine_refuses_is_told_and_is_no_traceback(
    anthology: CliRunner, tmp_path: Path
) -> None:
    (tmp_path / "my-book").write_text("a file")

    result = run(anthology, "new", "my-book/second")

    assert result.exit_code == 1
    assert result.output == (
        "error: my-book/second/manuscript: a file lies where a folder has to be\n\n"
        "hint: rename the file, or choose another name for the folder\n"
    )


@pytest.mark.parametrize("refused", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_or_closed_disk_is_a_fault_with_its_place(refused: int) -> None:
    told = of_the_machine(OSError(refused, os.strerror(refused), "build/oars.pdf"))

    assert told
    assert told.place == Place(Path("build/oars.pdf"))
    assert told.hint


@pytest.mark.parametrize("source", [".", "manuscript", "manuscript/essays"])
def test_a_book_is_not_gathered_into_itself(
    anthology: CliRunner, a_book: ABook, source: str
) -> None:
    root = a_book({"essays/oars.md": essay("You oil the oars in October.\nYou wait.\n")})

    result = run(anthology, "gather", source)

    assert result.exit_code == 1
    assert "this folder holds the book itself" in result.output
    assert [path.name for path in (root / "manuscript/essays").iterdir()] == ["oars.md"]


@pytest.mark.parametrize(
    ("folder", "title"),
    [("my-book", "My Book"), ("die_ebbe", "Die Ebbe"), ("Über das Meer", "Über das Meer")],
)
def test_a_new_book_is_called_like_its_folder(
    anthology: CliRunner, folder: str, title: str
) -> None:
    assert f"A new book, “{title}”" in run(anthology, "new", folder).output


def test_an_address_on_the_web_is_told_that_nothing_is_read_there(
    anthology: CliRunner, a_book: ABook
) -> None:
    a_book({"contents.txt": ""})

    result = run(anthology, "gather", "https://boathouse.example/oars")

    assert result.exit_code == 1
    assert result.output.startswith("error: nothing is read from the web\n")
    assert "anthology gather --help" in result.output


def test_new_never_writes_over_what_is_there(anthology: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/letter.txt").write_text("mine", "utf-8")

    result = run(anthology, "new", "taken")

    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["letter.txt"]


def test_a_new_book_has_no_fault_but_that_it_is_empty(anthology: CliRunner) -> None:
    run(anthology, "new", "my-book", "--title", 'The "Quiet" Hour: a \\ book', "--author", "I")
    os.chdir("my-book")

    result = run(anthology, "check")

    assert result.stderr.startswith("error: manuscript/contents.txt: there is no essay")
    assert result.stderr.rstrip().endswith("1 fault")


def test_quiet_names_the_files_and_nothing_else(anthology: CliRunner, a_book: ABook) -> None:
    a_book({"essays/a.md": essay("x"), "comments/a.md": "## Jo, undated\nId: c\n\nHello.\n"})

    result = run(anthology, "-q", "build")

    assert [line.split()[0] for line in result.output.splitlines()] == [
        "build/the-boathouse.epub",
        "build/the-boathouse-print.pdf",
        "build/the-boathouse-screen.pdf",
    ]


def test_verbose_tells_who_is_printed_and_why(anthology: CliRunner, a_book: ABook) -> None:
    comment = "## Jo Ames, undated\nId: c\nConsent: yes, initials 2026-09-20\n\nHello.\n"
    a_book({"essays/a.md": essay("x"), "comments/a.md": comment})

    result = run(anthology, "-v", "build")

    assert "printed as “J. A.”: its writer said “yes, initials” on 2026-09-20" in result.output


def test_typography_lists_each_change_and_makes_none(anthology: CliRunner, a_book: ABook) -> None:
    root = a_book({"essays/a.md": essay('She said "well" -- twice.')})
    before = (root / "manuscript/essays/a.md").read_bytes()

    result = run(anthology, "typography")

    assert "manuscript/essays/a.md:5:" in result.output
    assert "3 changes" in result.output
    assert (root / "manuscript/essays/a.md").read_bytes() == before


def test_show_prints_the_xhtml_of_one_file(anthology: CliRunner, a_book: ABook) -> None:
    root = a_book({"essays/a.md": essay("One gull.\nThen two.")})

    result = run(anthology, "show", str(root / "manuscript/essays/a.md"))

    assert '<span class="line" id="b1-1-1">One gull.<br/></span>' in result.output


def test_commands_are_what_the_readme_names() -> None:
    assert isinstance(main, click.Group)
    assert {"new", "gather", "review", "build", "check"} <= set(COMMANDS)
