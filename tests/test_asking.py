"""Whom to ask for consent: addresses come out of the sources, into one folder, and nowhere else."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from blogs import comment, entry, feed, item, wxr
from click.testing import CliRunner, Result
from conftest import BOOK_TOML, ABook
from exports import EXPORTS
from gathering import FIXTURES
from test_floors import floor_of, imported, modules

from anthology import asking, build, desk, gather, project, site, starter
from anthology.asking import sheet
from anthology.asking.known import Why
from anthology.asking.sheet import About, Reader, Sheet
from anthology.cli import main
from anthology.errors import AnthologyError, GatherError, SeveralProblems
from anthology.manuscript import comments

HARBOUR = FIXTURES / "contacts" / "harbour.xml"
DISQUS = FIXTURES / "contacts" / "disqus.xml"
ADDRESSES = (b"@example.org", b"@example.com", b"192.0.2.")
ON_BALLAST = "manuscript/comments/on-ballast.md"
ON_SLACK_WATER = "manuscript/comments/on-slack-water.md"


@pytest.fixture
def root(a_book: ABook) -> Path:
    """A book with the essays and comments of the harbour blog."""
    return gathered(a_book({"contents.txt": ""}), HARBOUR)


def gathered(root: Path, *sources: Path) -> Path:
    found, _ = project.read(root)
    desk.carry_out(desk.plan(found, gather.gather(sources)))
    return root


def asked(root: Path, *sources: Path) -> asking.Plan:
    """Addresses written down for the book at `root`."""
    found, _ = project.read(root)
    plan = asking.plan(found, sources)
    asking.carry_out(plan)
    return plan


def table(root: Path) -> list[dict[str, str]]:
    text = (root / "private/contacts.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row(root: Path, address: str) -> dict[str, str]:
    (found,) = (one for one in table(root) if one["E-mail"] == address)
    return found


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def where_it_stands(root: Path) -> dict[tuple[str, str], str]:
    """The name on every comment of the manuscript, by file and id."""
    found: dict[tuple[str, str], str] = {}
    for file in (root / "manuscript/comments").glob("*.md"):
        read, _ = comments.read(file.read_text("utf-8"), file)
        found |= {(file.relative_to(root).as_posix(), one.id): one.name for one in read}
    return found


def test_a_reader_is_one_row_with_all_she_wrote(root: Path) -> None:
    asked(root, HARBOUR)

    assert [one["E-mail"] for one in table(root)] == [
        "'+formula@example.org",
        "ada@example.org",
        "maren@example.org",
        "tobias@example.org",
    ]
    assert row(root, "maren@example.org") == {
        "Name": "Maren Sølv / Maren",
        "E-mail": "maren@example.org",
        "Essays": "On Ballast; On Slack Water",
        "Comment ids": "wp-11; wp-21",
        "Where": f"{ON_BALLAST}; {ON_SLACK_WATER}",
    }


def test_every_row_names_comments_that_are_in_the_manuscript(root: Path) -> None:
    gathered(root, DISQUS)
    plan = asked(root, HARBOUR, DISQUS)

    there = where_it_stands(root)
    named = [(one.where, one.id) for reader in plan.readers for one in reader.about]
    assert len(named) == len(set(named)) == 7
    assert set(named) <= set(there)


def test_a_comment_that_was_joined_with_another_goes_by_the_id_it_has(root: Path) -> None:
    gathered(root, DISQUS)
    asked(root, DISQUS)

    assert row(root, "passing@example.org")["Comment ids"] == "wp-14"
    assert row(root, "jon@example.com")["Comment ids"] == "disqus-302"


SERVICES: list[tuple[str, list[tuple[str, str]]]] = [
    ("commento.json", [("commento-c01", "mara@reader.example")]),
    ("isso.json", [("isso-1", "mara@reader.example")]),
    ("small-service.json", [("listed-s1", "mara@reader.example")]),
    ("disqus.xml", [("disqus-101", "mara@reader.example"), ("disqus-105", "r@reader.example")]),
]


@pytest.mark.parametrize(("export", "expected"), SERVICES)
def test_each_service_tells_who_wrote(
    a_book: ABook, export: str, expected: list[tuple[str, str]]
) -> None:
    toml = BOOK_TOML.replace("Ines Holm", "Ines Hart")
    root = gathered(a_book({"contents.txt": ""}, toml), EXPORTS / "substack", EXPORTS / export)
    plan = asked(root, EXPORTS / export)

    assert [(r.about[0].id, r.address) for r in plan.readers] == expected


@pytest.mark.parametrize(
    ("export", "expected"),
    [
        ("ghost.json", [("ghost-k1", "mara@reader.example")]),
        (
            "movabletype.txt",
            [
                ("movabletype-t5e3fbd64", "jo@reader.example"),
                ("movabletype-t4e81f6e1", "mara@reader.example"),
            ],
        ),
    ],
)
def test_each_blog_tells_who_wrote(
    a_book: ABook, export: str, expected: list[tuple[str, str]]
) -> None:
    root = gathered(a_book({"contents.txt": ""}), EXPORTS / export)
    plan = asked(root, EXPORTS / export)

    assert [(r.about[0].id, r.address) for r in plan.readers] == expected


def test_squarespace_tells_who_wrote(a_book: ABook, tmp_path: Path) -> None:
    text = HARBOUR.read_text("utf-8").replace("https://wordpress.org/?v=6.4.2", "Site Server")
    export = tmp_path / "squarespace.xml"
    export.write_text(text.replace("A boat that", '<p class="sqs-block">A boat that'), "utf-8")
    root = gathered(a_book({"contents.txt": ""}), export)
    asked(root, export)

    assert row(root, "tobias@example.org")["Comment ids"] == "sqs-13"


def test_remark42_tells_of_those_who_wanted_answers_by_mail(a_book: ABook, tmp_path: Path) -> None:
    told = {"id": "github_r1", "details": {"user_id": "github_r1", "email": "mara@example.org"}}
    lines = (EXPORTS / "remark42.json").read_text("utf-8").split("\n")
    backup = tmp_path / "backup.json"
    backup.write_text("\n".join([json.dumps({"version": 1, "users": [told]}), *lines[1:]]), "utf-8")
    root = gathered(a_book({"contents.txt": ""}), EXPORTS / "substack", backup)
    plan = asked(root, backup)

    assert [(r.about[0].id, r.address) for r in plan.readers] == [
        ("remark42-r1", "mara@example.org")
    ]


def test_a_letter_that_answers_tells_who_wrote(a_book: ABook) -> None:
    letters = FIXTURES / "mail" / "letters.mbox"
    root = gathered(a_book({"contents.txt": ""}), letters)
    plan = asked(root, letters)

    names = where_it_stands(root)
    jo = next(reader for reader in plan.readers if reader.address == "jo@x.example")
    assert [names[one.where, one.id] for one in jo.about] == ["Jo Reed"]
    assert "ines@shore.example" not in {reader.address for reader in plan.readers}


def test_an_address_of_bloggers_own_is_nobodys(a_book: ABook, tmp_path: Path) -> None:
    def said(number: int, address: str) -> str:
        author = f"<author><name>Jo</name><email>{address}</email></author>"
        on = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-55.post-1"/>'
        return entry(f"Comment {number}.", "", number, "comment", author + on)

    blog = feed(
        tmp_path / "blog.xml",
        entry("One line.<br/>Two."),
        said(2, "noreply@blogger.com"),
        said(3, "jo@example.org"),
    )
    root = gathered(a_book({"contents.txt": ""}), blog)
    plan = asked(root, blog)

    assert [(r.about[0].id, r.address) for r in plan.readers] == [("blogger-3", "jo@example.org")]
    assert len(plan.left_out[Why.NO_ADDRESS]) == 1


def test_takeout_is_looked_through_as_well(a_book: ABook, tmp_path: Path) -> None:
    on = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-55.post-1"/>'
    author = "<author><name>Jo</name><email>jo@example.org</email></author>"
    takeout = tmp_path / "Takeout"
    takeout.mkdir()
    said = entry("I do.", "", 2, "comment", author + on)
    feed(takeout / "feed.atom", entry("One line.<br/>Two."), said)
    root = gathered(a_book({"contents.txt": ""}), takeout)

    assert [reader.address for reader in asked(root, takeout).readers] == ["jo@example.org"]


def test_plain_text_and_saved_pages_never_have_an_address() -> None:
    without = {source.name for source in gather.SOURCES if not source.contacts}

    assert {"plain text", "Markdown", "saved page"} <= without


def test_two_comments_of_one_id_on_two_essays_are_told_apart(a_book: ABook, tmp_path: Path) -> None:
    """Movable Type gives no ids; comments of each entry are counted from 1."""

    def an_entry(title: str, name: str, address: str) -> str:
        return (
            f"AUTHOR: Ines\nTITLE: {title}\nSTATUS: Publish\nDATE: 05/02/2009 06:30:00 AM\n-----\n"
            f"BODY:\n{title} is a line.\nAnd so is this.\n-----\nCOMMENT:\nAUTHOR: {name}\n"
            f"EMAIL: {address}\nDATE: 05/03/2009 10:00:00 AM\nThank you.\n-----\n--------\n"
        )

    export = tmp_path / "export.txt"
    both = [an_entry("Tar", "Jo", "jo@example.org"), an_entry("Rope", "Jo", "jo@example.com")]
    export.write_text("".join(both), "utf-8")
    root = gathered(a_book({"contents.txt": ""}), export)
    asked(root, export)

    assert row(root, "jo@example.org")["Where"] == "manuscript/comments/tar.md"
    assert row(root, "jo@example.com")["Where"] == "manuscript/comments/rope.md"


def test_the_comment_of_another_blog_with_the_same_id_is_nobodys(
    root: Path, tmp_path: Path
) -> None:
    other = wxr(
        tmp_path / "other.xml",
        item("It blew.", "On Wind", 1, comment("It did.", 11, "Eli", author_email="e@example.org")),
    )

    assert asked(root, other).readers == ()


def test_what_the_author_made_of_a_comment_does_not_hide_whose_it_is(root: Path) -> None:
    edit(root / ON_BALLAST, "## Tobias Lund, 2025-03-04", "## T. Lund, 2025-03-04")
    edit(root / ON_BALLAST, "Which hand?", "Which hand, then?")
    asked(root, HARBOUR)

    assert row(root, "tobias@example.org")["Comment ids"] == "wp-13"
    assert row(root, "tobias@example.org")["Name"] == "T. Lund"


def test_a_comment_that_changed_at_the_source_is_still_hers(root: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.xml"
    text = HARBOUR.read_text("utf-8").replace("Which hand?", "Which hand, the left one?")
    changed.write_text(text, "utf-8")
    asked(root, changed)

    assert row(root, "tobias@example.org")["Comment ids"] == "wp-13"


def test_a_comment_the_author_took_out_is_not_asked_about(root: Path) -> None:
    file = root / ON_SLACK_WATER
    before, _, after = file.read_text("utf-8").partition("## Ada Quist")
    file.write_text(before + after[after.index("## ") :], "utf-8")

    assert "ada@example.org" not in {one.address for one in asked(root, HARBOUR).readers}


def test_what_is_left_out_is_counted_by_its_reason(root: Path) -> None:
    edit(root / ON_BALLAST, "Id: wp-13\nConsent: not asked", "Id: wp-13\nConsent: yes 2026-05-01")
    edit(root / ON_SLACK_WATER, "Id: wp-22\nConsent: not asked\nUse: yes", "Id: wp-22\nUse: no")
    plan = asked(root, HARBOUR)

    assert {why: [one.id for one in some] for why, some in plan.left_out.items()} == {
        Why.NO_ADDRESS: ["wp-14", "wp-23"],
        Why.ANSWERED: ["wp-13"],
        Why.NOT_CHOSEN: ["wp-22"],
        Why.OWN: ["wp-12"],
    }


@pytest.mark.parametrize(
    "said", ["no", "withdrawn", "not needed: she is my sister", "yes, initials"]
)
def test_who_has_answered_is_not_asked_again(root: Path, said: str) -> None:
    edit(root / ON_BALLAST, "Id: wp-13\nConsent: not asked", f"Id: wp-13\nConsent: {said}")

    assert "tobias@example.org" not in {one.address for one in asked(root, HARBOUR).readers}


def test_who_was_asked_and_has_not_answered_stays_in_the_table(root: Path) -> None:
    edit(root / ON_BALLAST, "Id: wp-13\nConsent: not asked", "Id: wp-13\nConsent: asked 2026-05-01")

    assert "tobias@example.org" in {one.address for one in asked(root, HARBOUR).readers}


def test_a_consent_that_cannot_be_read_is_settled_first(root: Path) -> None:
    edit(root / ON_BALLAST, "Id: wp-13\nConsent: not asked", "Id: wp-13\nConsent: jes")

    with pytest.raises(SeveralProblems) as caught:
        asked(root, HARBOUR)

    assert [one.code for one in caught.value.problems] == ["bad-consent"]


# The table


def a_reader(*ids: str, address: str = "ada@example.org", name: str = "Ada") -> Reader:
    return Reader(
        (name,), address, tuple(About("On Tar", id_, "comments/on-tar.md") for id_ in ids)
    )


def again(old: bytes, *readers: Reader) -> str:
    """A table of before with these readers, as it is written."""
    return sheet.written(sheet.merged(sheet.read(old, Path("contacts.csv")), readers))


def test_what_the_author_typed_into_the_table_stays(root: Path) -> None:
    asked(root, HARBOUR)
    path = root / "private/contacts.csv"
    first, formula, ada, maren, tobias = path.read_text("utf-8-sig").splitlines()
    hers = f"{first},Asked on\n{tobias},1 May\n{maren.replace('Maren Sølv / Maren', 'Maren')}\n"
    path.write_text(hers, "utf-8-sig")
    asked(root, HARBOUR)

    assert path.read_text("utf-8-sig").splitlines() == [
        *hers.splitlines()[:2],
        hers.splitlines()[2] + ",",
        f"{formula},",
        f"{ada},",
    ]


def test_a_table_with_nothing_new_is_left_as_it_is(root: Path) -> None:
    asked(root, HARBOUR)
    path = root / "private/contacts.csv"
    hers = path.read_text("utf-8-sig").encode("utf-16")
    path.write_bytes(hers)

    assert asked(root, HARBOUR).texts == {}
    assert path.read_bytes() == hers


def test_a_new_comment_of_a_reader_comes_into_her_row() -> None:
    old = sheet.written(sheet.merged(Sheet(), [a_reader("wp-1", "wp-2")])).encode()
    new = again(old, a_reader("wp-2", "wp-3", address="ADA@example.org"))

    (read,) = csv.DictReader(io.StringIO(new.lstrip("\ufeff"), newline=""))
    assert read["Comment ids"] == "wp-1, wp-2; wp-3"
    assert read["Where"] == "comments/on-tar.md; comments/on-tar.md"
    assert read["Name"] == "Ada"


def test_rows_the_author_added_and_cells_without_a_heading_stay() -> None:
    old = (
        '\ufeffE-mail,Name,Asked on,Where,Comment ids,Essays\r\n,"Kim, by letter",2 May\r\n\r\n'
        "jo@example.org,Jo,,,,,a note\r\n"
    )
    new = again(old.encode(), a_reader("wp-1"))

    assert new == old + "ada@example.org,Ada,,comments/on-tar.md,wp-1,On Tar\r\n"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16", "utf-8"])
def test_a_table_is_read_as_any_spreadsheet_saves_it(encoding: str) -> None:
    old = "Name;E-mail;Essays;Comment ids;Where\r\nZoë Brændgård;zoe@example.org;Tar;wp-9;c.md\r\n"
    new = again(old.encode(encoding), a_reader("wp-1"))

    assert new == f"\ufeff{old}Ada;ada@example.org;On Tar;wp-1;comments/on-tar.md\r\n"


@pytest.mark.parametrize(
    ("old", "wrong"),
    [
        ("Name,E-mail,Essays,Where\nJo,jo@example.org,Tar,c.md\n", "the column `Comment ids`"),
        ("dear diary", "the column `Name`"),
        ("", "not a table"),
        ('Name,E-mail,Essays,Comment ids,Where\n"Jo', "not a table"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_and_kept(root: Path, old: str, wrong: str) -> None:
    (root / "private").mkdir()
    path = root / "private/contacts.csv"
    path.write_text(old, "utf-8")

    with pytest.raises(GatherError, match=wrong):
        asked(root, HARBOUR)

    assert path.read_text("utf-8") == old


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(A1)", "+1", "-Megan", "@SUM(1)", " \t=1", "\u00a0=1", "\uff1d1", "\n=1"]
)
def test_a_name_that_is_a_formula_is_shown_and_not_worked_out(name: str) -> None:
    text = sheet.written(sheet.merged(Sheet(), [a_reader("wp-1", name=name)]))
    (read,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))

    assert read["Name"] == "'" + name.strip()


def test_a_reader_whose_address_is_a_formula_is_known_again(root: Path) -> None:
    asked(root, HARBOUR)
    again = asked(root, HARBOUR)

    assert "+formula@example.org" in {reader.address for reader in again.readers}
    assert (again.new, again.texts) == (0, {})


def test_the_table_opens_in_a_spreadsheet_with_a_double_click(root: Path) -> None:
    asked(root, HARBOUR)

    data = (root / "private/contacts.csv").read_bytes()
    assert data.startswith("\ufeffName,E-mail,Essays,Comment ids,Where\r\n".encode())
    assert "Maren Sølv".encode() in data


# The folder


def test_only_its_owner_may_look_into_the_folder(root: Path) -> None:
    folder = root / "private"
    folder.mkdir(mode=0o755)
    asked(root, HARBOUR)

    files = [folder / "contacts.csv", folder / "letter.txt"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]


def git(root: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=Ines", "-c", "user.email=ines@example.com", *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not here")


@needs_git
def test_git_leaves_the_folder_alone_whatever_the_project_ignores(root: Path) -> None:
    git(root, "init", "-q")
    asked(root, HARBOUR)
    git(root, "add", "--all")

    kept = git(root, "ls-files").splitlines()
    assert ON_BALLAST in kept
    assert [name for name in kept if name.startswith("private")] == []


@needs_git
def test_a_folder_that_git_keeps_gets_no_address(root: Path) -> None:
    git(root, "init", "-q")
    (root / "private").mkdir()
    (root / "private/notes.txt").write_text("mine\n", "utf-8")
    git(root, "add", "private")

    with pytest.raises(
        GatherError, match=r"git keeps what is in this folder \(`private/notes.txt`"
    ):
        asked(root, HARBOUR)

    assert [file.name for file in (root / "private").iterdir()] == ["notes.txt"]


def test_where_git_does_not_say_what_it_keeps_nothing_is_written(root: Path) -> None:
    (root / ".git").write_text("gitdir: nowhere\n", "utf-8")

    with pytest.raises(GatherError, match="git does not say"):
        asked(root, HARBOUR)

    assert not (root / "private").exists()


def test_what_the_author_has_git_ignore_there_stays(root: Path) -> None:
    (root / "private").mkdir()
    ignored = root / "private/.gitignore"
    ignored.write_text("drafts/\n", "utf-8")
    asked(root, HARBOUR)
    once = ignored.read_text("utf-8")
    (root / "private/contacts.csv").unlink()
    asked(root, HARBOUR)

    assert once.splitlines()[0] == "drafts/"
    assert once.splitlines()[-1] == "*"
    assert ignored.read_text("utf-8") == once


def test_a_new_book_has_git_ignore_the_folder(tmp_path: Path) -> None:
    starter.new(tmp_path / "book", "Tar", "Ines Holm", date(2026, 5, 1))

    assert "private/" in (tmp_path / "book/.gitignore").read_text("utf-8").splitlines()


def test_a_file_in_the_folders_place_is_told_of(root: Path) -> None:
    (root / "private").write_text("mine\n", "utf-8")

    with pytest.raises(GatherError, match="this is a file"):
        asked(root, HARBOUR)


def test_a_source_that_cannot_be_read_leaves_everything_as_it_was(root: Path) -> None:
    with pytest.raises(AnthologyError):
        asked(root, HARBOUR, root / "not-there.xml")

    assert not (root / "private").exists()


def test_a_manuscript_without_comments_says_to_gather_first(a_book: ABook) -> None:
    with pytest.raises(GatherError) as caught:
        asked(a_book({"contents.txt": ""}), HARBOUR)

    assert caught.value.hint == "gather first, without `--contacts`"


# No address is anywhere else


def every_byte(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, and every file within an EPUB among them."""
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files_in(folder)}
    for file in folder.rglob("*.epub"):
        with zipfile.ZipFile(file) as archive:
            found |= {f"{file.name}/{name}": archive.read(name) for name in archive.namelist()}
    return found


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_no_address_is_in_any_file_but_those_of_the_folder(root: Path) -> None:
    toml = root / "manuscript/book.toml"
    toml.write_text(toml.read_text("utf-8") + '\n[editions.epub]\nformat = "epub"\n', "utf-8")
    for file in (root / "manuscript/comments").iterdir():
        file.write_text(file.read_text("utf-8").replace("not asked", "asked"), "utf-8")
    asked(root, HARBOUR)
    gathered(root, HARBOUR, DISQUS)
    asked(root, HARBOUR, DISQUS)
    for file in (root / "manuscript/comments").iterdir():
        said = re.sub(r"Consent: (not )?asked", "Consent: yes", file.read_text("utf-8"))
        file.write_text(said, "utf-8")
    build.build(root, lambda *_: None)
    site.write(root)

    found = every_byte(root)
    holding = {
        name for name, data in found.items() if any(one in data.lower() for one in ADDRESSES)
    }
    assert holding == {"private/contacts.csv"}
    assert any(b"It is on the windowsill." in data for data in found.values())
    assert not [name for name in found if "contacts" in name and not name.startswith("private/")]


# What is said


@pytest.fixture
def anthology(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(root)
    return lambda *words: CliRunner().invoke(main, [*words])


def test_the_author_is_told_how_many_and_what_to_do_next(
    anthology: Callable[..., Result],
) -> None:
    said = anthology("gather", "--contacts", str(HARBOUR)).output

    assert said.splitlines()[:2] == [
        "4 addresses for 5 comments → private/contacts.csv "
        "(left out: 2 without an address, 1 your own)",
        "A letter to ask with: private/letter.txt; send it to each reader alone.",
    ]
    assert re.search(r"(?m)^  Consent: yes, first name \d{4}-\d\d-\d\d$", said)


def test_what_the_author_is_told_to_write_is_a_consent(anthology: Callable[..., Result]) -> None:
    said = anthology("gather", "--contacts", str(HARBOUR)).output
    (line,) = re.findall(r"(?m)^  (Consent: .*)$", said)

    _, problems = comments.read(f"## Jo, 2025-03-04\nId: c1\n{line}\n\nYes.\n", Path("c.md"))
    assert problems == []


def test_no_address_is_shown_on_the_screen(anthology: Callable[..., Result]) -> None:
    result = anthology("-v", "gather", "--contacts", str(HARBOUR))

    assert f"  {ON_BALLAST}:" in result.output
    assert "Passing By: without an address" in result.output
    assert "@" not in result.output


def test_a_dry_run_counts_and_writes_nothing(anthology: Callable[..., Result], root: Path) -> None:
    result = anthology("gather", "--contacts", "--dry-run", str(HARBOUR))

    assert result.output.startswith("4 addresses for 5 comments would go into private/contacts.csv")
    assert not (root / "private").exists()


def test_to_ask_for_addresses_gathers_nothing(anthology: Callable[..., Result], root: Path) -> None:
    before = {file: file.read_bytes() for file in files_in(root)}
    anthology("gather", "--contacts", str(HARBOUR), str(DISQUS))

    assert {file: file.read_bytes() for file in before} == before
    assert {file.relative_to(root).parts[0] for file in set(files_in(root)) - set(before)} == {
        "private"
    }


def test_where_nobody_is_left_to_ask_nothing_is_written(
    anthology: Callable[..., Result], root: Path
) -> None:
    result = anthology("gather", "--contacts", str(EXPORTS / "isso-replies.json"))

    assert result.output.startswith("no address for a comment that waits for an answer")
    assert not (root / "private").exists()


def test_the_letter_speaks_for_the_author_and_is_hers_to_change(root: Path) -> None:
    asked(root, HARBOUR)
    letter = root / "private/letter.txt"
    first = letter.read_text("utf-8")
    letter.write_text("Dear all of you,\n", "utf-8")
    gathered(root, DISQUS)
    asked(root, DISQUS)

    assert "“The Boathouse”" in first
    assert first.rstrip().endswith("\nInes Holm")
    assert "{" not in first
    assert letter.read_text("utf-8") == "Dear all of you,\n"


@pytest.mark.parametrize(
    ("language", "opens"),
    [
        ("en-GB", "Dear [Name],"),
        ("de", "Guten Tag, [Name],"),
        ("fr-CA", "Bonjour [Nom],"),
        ("es", "Hola, [Nombre]:"),
        ("da", "Dear [Name],"),
    ],
)
def test_the_letter_is_in_the_language_of_the_book_where_there_is_one(
    a_book: ABook, language: str, opens: str
) -> None:
    toml = BOOK_TOML.replace('language = "en"', f'language = "{language}"')
    root = gathered(a_book({"contents.txt": ""}, toml=toml), HARBOUR)

    asked(root, HARBOUR)

    letter = (root / "private/letter.txt").read_text("utf-8")
    assert opens in letter.splitlines()
    assert "The Boathouse" in letter


LETTERS = sorted(Path(asking.__file__).with_name("letters").iterdir())


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: str(letter.stem))
def test_a_letter_names_every_answer_there_is_and_no_last(letter: Path) -> None:
    said = letter.read_text("utf-8").splitlines()
    first = next(at for at, line in enumerate(said) if re.match(r"(Yes|Ja|Oui|Sí), ", line))
    answers = said[first : first + 5]

    assert all(re.match(r"(Yes|Ja|Oui|Sí), ", answer) for answer in answers[:4])
    assert re.fullmatch(r"No\.|Nein\.|Non\.", answers[4])
    assert said[first + 5] == ""
    assert said[0].startswith("A letter to ask with.")


# Nothing else looks into the folder


@pytest.fixture(scope="module")
def nodes() -> list[tuple[str, ast.AST]]:
    """Every node of the package's code, with the floor it stands on."""
    return [
        (floor_of(path), node)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


def strings(nodes: list[tuple[str, ast.AST]]) -> list[tuple[str, str]]:
    """Every string the code holds, those aside that only tell what it does."""
    told = {
        id(node.body[0].value)
        for _, node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (floor, node.value)
        for floor, node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def test_no_other_module_names_the_folder_or_the_table(nodes: list[tuple[str, ast.AST]]) -> None:
    """Exports call a post private, and the command says in its help where it writes."""
    said = strings(nodes)
    naming = {floor for floor, text in said if "contacts.csv" in text or "private/" in text}
    knowing = {floor for floor, text in said if text == "private"}

    assert naming == {"asking", "cli"}
    assert knowing == {"asking", "gather"}


def test_the_command_alone_asks_for_addresses(nodes: list[tuple[str, ast.AST]]) -> None:
    importing = {
        floor_of(path)
        for path in modules()
        for name, _ in imported(path)
        if name.startswith("anthology.asking")
    }
    taking = {
        floor
        for floor, node in nodes
        if isinstance(node, ast.Attribute) and node.attr == "addressed"
    }

    assert importing == {"asking", "cli"}
    assert taking == {"asking"}
