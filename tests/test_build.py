"""From a folder to finished files: the three promises, on a whole small book."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from conftest import BOOK_TOML, ABook, essay

from anthology import build, project
from anthology.build import Built
from anthology.check import finished
from anthology.editions import beside
from anthology.errors import BuildError, SeveralProblems
from anthology.project import Settings

SETTINGS = Settings("The Boathouse", "en", (), authors=("Ines Holm",))
COMMENTS = """\
## Megan Orrick, 2024-05-03
Id: c1
Consent: {megan}

I read this on the harbour wall with my feet hanging over.

## Tobias Lund, 2024-05-04
Id: c2
Consent: not asked

My brother kept a boat like that until the winter it sank.
"""
TEXT = """\
The boathouse has one window and it looks the wrong way, at the road.

You oil the oars in October.
You hang them up.
    You do not look at them until the ice is off, and then you look at them for a long while, as \
at somebody back from hospital, and say nothing about it.
You say: well.

## What the rope knows

| Wait.

> Nobody drowns of a Tuesday.
"""


def quietly(_what: str, _done: int, _of: int) -> None:
    pass


def a_boathouse(a_book: ABook, megan: str = "yes, first name 2026-09-20", text: str = TEXT) -> Path:
    files = {"essays/oars.md": essay(text), "comments/oars.md": COMMENTS.format(megan=megan)}
    return a_book(files)


def made(root: Path) -> tuple[Built, Path, Path]:
    built = build.build(root, quietly)
    epub, pdf = (one.path for one in built.made)
    return built, epub, pdf


def words_in(path: Path) -> str:
    """Everything a file says, white space apart."""
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as epub:
            said = b" ".join(epub.read(name) for name in epub.namelist() if "font" not in name)
        return "".join(said.decode("utf-8", "ignore").split())
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    return "".join((text + str(pdf.get_metadata_dict())).split())


def test_a_book_is_built_once_at_a_time(a_book: ABook) -> None:
    root = a_boathouse(a_book)
    with beside(project.read(root)[0]), pytest.raises(BuildError) as caught:
        build.build(root, quietly)

    assert caught.value.message == "this book is being built already"
    assert build.build(root, quietly).made


def test_every_line_stands_in_both_editions(a_book: ABook) -> None:
    built, epub, pdf = made(a_boathouse(a_book))

    assert finished(epub, built.book, built.gated, SETTINGS) == ()
    assert finished(pdf, built.book, built.gated, SETTINGS) == ()
    for path in (epub, pdf):
        assert "Yousay:well." in words_in(path)


def test_notes_stand_in_the_order_they_are_called_whatever_order_they_are_written_in(
    a_book: ABook,
) -> None:
    text = "First[^b] and then[^a].\n\n[^a]: He kept this up.\n\n[^b]: She did not.\n"

    _, epub, pdf = made(a_book({"essays/oars.md": essay(text)}))

    for path in (epub, pdf):
        said = words_in(path)
        assert said.index("Shedidnot.") < said.index("Hekeptthisup.")


def test_a_comment_without_consent_is_in_neither_edition(a_book: ABook) -> None:
    built, epub, pdf = made(a_boathouse(a_book))

    for path in (epub, pdf):
        assert "Lund" not in words_in(path)
        assert "untilthewinteritsank" not in words_in(path)
    assert [(entry.comment.name, entry.reason) for entry in built.gated.held] == [
        ("Tobias Lund", "its writer has not been asked")
    ]


def test_a_held_comment_signed_as_the_author_may_share_her_name_with_the_title_page(
    a_book: ABook,
) -> None:
    signed = COMMENTS.format(megan="yes").replace("Tobias Lund", "Ines Holm")
    files = {"essays/oars.md": essay(TEXT), "comments/oars.md": signed}

    built, epub, _ = made(a_book(files))

    assert "InesHolm" in words_in(epub)
    assert [entry.next_step for entry in built.gated.held] == [
        "if you wrote it, write `Consent: own`"
    ]


def test_a_consented_comment_is_in_both_editions_signed_as_granted(a_book: ABook) -> None:
    _, epub, pdf = made(a_boathouse(a_book))

    for path in (epub, pdf):
        assert "Ireadthisontheharbourwall" in words_in(path)
        assert "megan" in words_in(path).casefold()
        assert "orrick" not in words_in(path).casefold()


@pytest.mark.parametrize("heading", ["# Before", "# After"])
def test_comments_on_a_preface_or_an_afterword_stand_behind_it(a_book: ABook, heading: str) -> None:
    files = {
        "essays/oars.md": essay("You oil the oars in October."),
        "essays/how-it-began.md": essay("With a leak.", "How It Began"),
        "comments/how-it-began.md": COMMENTS.format(megan="yes 2026-09-20"),
    }
    order = f"{heading}\nhow-it-began\n\n# Essays\noars\n"

    _, epub, pdf = made(a_book({**files, "contents.txt": order}))

    for path in (epub, pdf):
        said = words_in(path)
        assert said.index("Withaleak.") < said.index("Ireadthisontheharbourwall")
        assert "untilthewinteritsank" not in said


def test_withdrawing_consent_takes_a_comment_out_again(a_book: ABook) -> None:
    root = a_boathouse(a_book)
    made(root)
    _, epub, pdf = made(a_boathouse(a_book, megan="withdrawn 2026-10-01"))

    for path in (epub, pdf):
        assert "harbourwall" not in words_in(path)


def test_a_proof_shows_every_comment_and_every_question_and_says_proof(a_book: ABook) -> None:
    root = a_boathouse(a_book, megan="no")
    oars = root / "manuscript/essays/oars.md"
    oars.write_text(oars.read_text("utf-8") + "\n?? is this a heading?\nThe slip\n", "utf-8")

    (proof,) = build.build_proof(root, quietly).made

    assert proof.path.name == "the-boathouse-PROOF.pdf"
    assert proof.sheets
    said = words_in(proof.path)
    assert said.count("PROOF") >= proof.sheets
    for shown in ("harbourwall", "untilthewinteritsank", "isthisaheading", "Heldback"):
        assert shown in said


def test_a_book_with_an_open_question_is_not_built_and_the_old_one_stays(a_book: ABook) -> None:
    root = a_boathouse(a_book)
    _, epub, pdf = made(root)
    before = {path: path.read_bytes() for path in (epub, pdf)}
    oars = root / "manuscript/essays/oars.md"
    oars.write_text(oars.read_text("utf-8") + "\n?? is this a heading?\nThe slip\n", "utf-8")

    with pytest.raises(SeveralProblems) as caught:
        build.build(root, quietly)

    assert [problem.code for problem in caught.value.problems] == ["open-question"]
    assert {path: path.read_bytes() for path in (epub, pdf)} == before


def test_a_build_that_fails_half_way_leaves_the_old_editions_and_no_crumbs(a_book: ABook) -> None:
    root = a_boathouse(a_book)
    _, epub, pdf = made(root)
    before = {path: path.read_bytes() for path in (epub, pdf)}
    oars = root / "manuscript/essays/oars.md"
    oars.write_text(oars.read_text("utf-8") + "\nOne line more.\n", "utf-8")
    (root / "styles").mkdir()
    (root / "styles/print.css").write_text("p { colour: red; }\n", "utf-8")

    with pytest.raises((BuildError, SeveralProblems)):
        build.build(root, quietly)

    assert {path: path.read_bytes() for path in (epub, pdf)} == before
    records = {path.with_suffix(".onix.xml").name for path in before}
    kept = {".cache", epub.name, pdf.name, "the-boathouse-screen.pdf", "the-boathouse-cover.jpg"}
    kept |= records
    assert {p.name for p in (root / "build").iterdir()} == kept


def test_a_build_never_writes_into_the_manuscript(a_book: ABook) -> None:
    root = a_boathouse(a_book)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    made(root)

    kept = {path: path.read_bytes() for path in before}
    assert kept == before
    assert {path.name for path in root.iterdir()} == {"manuscript", "build"}


def test_two_builds_give_the_same_bytes(a_book: ABook) -> None:
    root = a_boathouse(a_book)
    _, epub, pdf = made(root)
    first = (epub.read_bytes(), pdf.read_bytes())

    _, epub, pdf = made(root)

    assert (epub.read_bytes(), pdf.read_bytes()) == first


def test_quotes_are_curled_only_where_the_book_asks_and_each_change_is_listed(
    a_book: ABook,
) -> None:
    root = a_book({"essays/oars.md": essay('She said "well" and left.')})
    plain = build.build(root, quietly)
    asked = BOOK_TOML + '[typography]\nstraight_quotes = "curl"\n'
    (root / "manuscript/book.toml").write_text(asked, "utf-8")

    curled = build.build(root, quietly)

    assert plain.changes == ()
    assert [(change.before, change.after) for change in curled.changes] == [('"', "“"), ('"', "”")]
    assert "“well”" in words_in(curled.made[0].path)


def test_two_editions_of_one_kind_have_names_of_their_own(a_book: ABook) -> None:
    toml = BOOK_TOML + (
        '[editions.print]\nformat = "print"\ntrim = "5x8in"\n'
        '[editions.large]\nformat = "print"\ntrim = "6x9in"\n'
    )

    built = build.build(a_book({"essays/oars.md": essay("x")}, toml=toml), quietly)

    assert [one.path.name for one in built.made] == [
        "the-boathouse-print.pdf",
        "the-boathouse-large.pdf",
    ]
