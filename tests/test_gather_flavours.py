"""Marks of note-taking apps and site generators are taken off Markdown; its words stay."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from gathering import from_text, written

from anthology import gather
from anthology.gather.account import unaccounted
from anthology.gather.marks import flavours

PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"


def shown(body: str) -> str:
    """The body in plain Markdown."""
    return flavours.plain(body)[0]


def kinds(body: str) -> dict[str, int]:
    """What was put aside, by kind."""
    return dict(Counter(left.kind for left in flavours.plain(body)[1].left_out))


@pytest.mark.parametrize(
    ("typed", "plain", "kind"),
    [
        ("The tide %%which?%% is in.", "The tide is in.", "hidden note"),
        ("The tide is in%%sure?%%.", "The tide is in.", "hidden note"),
        ("See [[Rope|the rope]].", "See the rope.", "link inside the notes"),
        ("See [[Rope]].", "See Rope.", "link inside the notes"),
        ("See [[Rope#Ends|its end]].", "See its end.", "link inside the notes"),
        ("See [[#Ends]].", "See Ends.", "link inside the notes"),
        ("![[gull.png|200]]", "![](<gull.png>)", ""),
        ("![[gull.png|a gull]]", "![a gull](<gull.png>)", ""),
        ("Words.\n\n![[Rope]]", "Words.\n", "embedded note"),
        ("Words.\n\n![[tide.mp3]]", "Words.\n", "embed"),
        ("A ==wide== sea.", "A wide sea.", ""),
        ("A ::wide:: sea.", "A wide sea.", ""),
        ("A ~~wide~~ sea.", "A wide sea.", "line through words"),
        ("The tide {>>which?<<}is in.", "The tide is in.", "remark"),
        ("The {--wide --}sea.", "The sea.", "marked deletion"),
        ("The {++wide ++}sea.", "The wide sea.", ""),
        ("The {~~wide~>narrow~~} sea.", "The narrow sea.", "marked deletion"),
        ("A {==wide==} sea.", "A wide sea.", ""),
        ("> [!tip] Tide\n> Wait.", "> **Tide**  \n> Wait.", "callout mark"),
        ("> [!tip]-\n> Wait.", "> Wait.", "callout mark"),
        ("The tide is in. ^a1b2c3", "The tide is in.", "block id"),
        ("# Sea\n#shore #grief/old\n\nWords.", "# Sea\n\nWords.", "line of tags"),
        ("Words.\n\n#shore #the old pier#\n", "Words.\n", "line of tags"),
        ("mood:: calm\n\nWords.", "Words.", "field of the note"),
        ("Words. {% include share.html %}", "Words.", "shortcode"),
        ("By {{ site.author }}.", "By.", "shortcode"),
        ("{{% note %}}\nWords.\n{{% /note %}}", "Words.", "shortcode"),
        ("Words.\n{: .wide #sea}", "Words.", "layout mark"),
        ("* Contents\n{:toc}\n\nWords.", "Words.", "layout mark"),
        ("## The sea {#sea}", "## The sea", "layout mark"),
        ("{% comment %}\nNot yet.\n{% endcomment %}\nWords.", "Words.", "hidden note"),
        ("{::comment}Not yet.{:/comment}\nWords.", "Words.", "hidden note"),
        ('![sea]({{ "/sea.png" | relative_url }})', "![sea](/sea.png)", ""),
        (
            '{{< figure src="/sea.png" alt="waves" caption="The sea" >}}',
            '![waves](</sea.png> "The sea")',
            "",
        ),
        (
            "{% include figure.html image_path='/sea.png' caption='The sea' %}",
            '![](</sea.png> "The sea")',
            "",
        ),
    ],
)
def test_a_mark_is_taken_off_and_told(typed: str, plain: str, kind: str) -> None:
    assert shown(typed) == plain
    assert kind in (kinds(typed) or {"": 0})


@pytest.mark.parametrize(
    "typed",
    [
        "50% of 20%, and 100%% sure, 5%% at most.",
        "C# and F#, a == b == c, x==y, {} and { } and {tide}.",
        "We came #1, and #2 was late.",
        "#1",
        "A line of verse\n#notatagtoday\nand another.",
        "It has two:: colons, std::string::size, 3::4::5.",
        "He said ~~ and went ~~ again.",
        "r ^2",
        "`==code== [[page]] %%note%% {{ x }}`",
        "```\n%%note%%\n#tag\n{% raw %}\n```",
        r"\[[not a link]] and \==not marked==",
        "[[1]](https://shore.example/#1)",
        "<https://shore.example/?a==b==>",
        "[rope](https://shore.example/==rope==)",
        "===\n\n~~~\n[[page]]\n~~~",
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(typed: str) -> None:
    assert shown(typed) == typed
    assert kinds(typed) == {}


@pytest.mark.parametrize(
    "mark", ["%%ask Ines%%", "%%\nask\n\nInes\n%%", "{% ask %}", "{: .ines}", "ask:: Ines"]
)
def test_a_line_that_was_only_a_mark_leaves_no_gap(mark: str) -> None:
    assert shown(f"The tide comes in.\n{mark}\nThe tide goes out.") == (
        "The tide comes in.\nThe tide goes out."
    )
    assert shown(f"The tide comes in.\n\n{mark}\n\nIt goes.") == "The tide comes in.\n\nIt goes."


@pytest.mark.parametrize("opening", ["> ", "| ", "- ", "> - "])
def test_neither_does_one_inside_a_quotation_a_poem_or_a_list(opening: str) -> None:
    lines = [f"{opening}{words}" for words in ("In.", "%%ask%%", "Out. ^a1b2c3 %%ask%%")]

    assert shown("\n".join(lines)) == f"{opening}In.\n{opening}Out."


def test_lines_stay_lines_around_every_mark(tmp_path: Path) -> None:
    text = "# Slip\n\nThe ==tide\nis== in. ^a1b2c3\n%%check%%\nThe [[Tide|tide]] is ~~not~~ out.\n"
    essay = from_text(tmp_path, text)

    assert written(essay)[:4] == [
        "title: Slip",
        "line: The tide",
        "line: is in.",
        "line: The tide is not out.",
    ]
    assert not unaccounted(essay.original, essay)
    assert [row.decided for row in essay.rows][:1] == ["1 highlighted place kept as plain words"]


def test_a_callouts_title_is_a_line_of_its_own_in_wrapped_text(tmp_path: Path) -> None:
    wrapped = (
        "The tide went out over the mud and the gulls\nwalked after it as if it were theirs.\n"
    )
    essay = from_text(tmp_path, f"# Slip\n\n{wrapped * 4}\n> [!note] Tide\n> It is out.\n")

    assert written(essay)[-3:-1] == ["quoted line: **Tide**", "quoted line: It is out."]


def test_an_embedded_picture_is_found_by_its_name_alone(tmp_path: Path) -> None:
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments" / "Gull 1.png").write_bytes(PNG)
    (tmp_path / "slip.md").write_text("Words.\n\n![[Gull 1.png|300]]\n", encoding="utf-8")
    (essay,) = gather.gather([tmp_path]).essays

    assert [picture.file.name for picture in essay.pictures] == ["Gull 1.png"]
    assert essay.left_out == ()


def test_a_hidden_note_makes_a_text_markdown_however_it_is_spaced(tmp_path: Path) -> None:
    essay = from_text(tmp_path, "The tide is in.\nIt is out. %%Is it?%%\n", "slip.txt")

    assert essay.essay.source == "markdown slip.txt"
    assert written(essay)[-1] == "left out: Is it?"


@pytest.mark.parametrize(
    "mark", ["<!-- ", "{{< ", "{% comment %}", "==a ", "[[", "#a ", "%%a ", "{>>a", "{~~a~>"]
)
def test_marks_that_are_never_closed_cost_no_time_and_no_word(mark: str) -> None:
    text = f"{mark * 20_000}\n\nWords."

    assert shown(text).endswith("Words.")
