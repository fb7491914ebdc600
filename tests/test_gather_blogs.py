"""WordPress, Squarespace and Blogger: which entries are essays, whose the comments are."""

from __future__ import annotations

import html
import shutil
import textwrap
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from blogs import GENERATOR, comment, entry, feed, item, wxr
from gathering import FIXTURES, written
from hypothesis import given
from hypothesis import strategies as st

from anthology import gather
from anthology.errors import GatherError
from anthology.gather import Gathered, GatheredEssay
from anthology.gather.exports import shortcodes, wordpress
from anthology.gather.review import Kind
from anthology.gather.typed import asked
from anthology.model import ConsentState

EXPORTS = FIXTURES / "blogs"
TAKEOUT = EXPORTS / "takeout"


def gathered(*paths: Path) -> Gathered:
    return gather.gather(paths)


def one(path: Path) -> GatheredEssay:
    (essay,) = gathered(path).essays
    return essay


def counted(found: Gathered) -> dict[str, int]:
    """What was left out of a whole file, by kind."""
    return dict(Counter(left.kind for left in found.left_out))


def left_out(essay: GatheredEssay) -> dict[str, int]:
    return dict(Counter(left.kind for left in essay.left_out))


def threads(essay: GatheredEssay) -> list[tuple[str, str, str]]:
    return [(c.id, c.name, c.reply_to) for c in essay.essay.comments]


def own(essay: GatheredEssay) -> list[str]:
    return [c.id for c in essay.essay.comments if c.consent.state is ConsentState.OWN]


def body(essay: GatheredEssay) -> list[str]:
    beside = ("title: ", "subtitle: ", "day: ", "comment by ", "left out: ")
    return [line for line in written(essay) if not line.startswith(beside)]


def test_published_posts_of_wordpress_are_essays_and_all_else_is_counted() -> None:
    found = gathered(EXPORTS / "wordpress.xml")

    assert [essay.essay.source for essay in found.essays] == [
        "wordpress shore.example 12",
        "wordpress shore.example 11",
    ]
    assert counted(found) == {
        "draft": 1,
        "private post": 1,
        "protected post": 1,
        "scheduled post": 1,
        "page": 2,
        "attachment": 1,
        "poem entry": 1,
        "reusable block": 1,
    }


def test_a_post_of_blocks_comes_in_whole() -> None:
    _, rope = gathered(EXPORTS / "wordpress.xml").essays

    assert (rope.essay.title, rope.essay.subtitle) == ("On Rope & Tar", "What holds")
    assert str(rope.essay.day) == "2024-05-03"
    assert body(rope)[1:] == [
        "line: Rope first.",
        "line: *Then the knot.*",
        "line 1: *Then* the waiting.",
        "gap",
        "line: May it hold.",
        "line: May it give.",
        "paragraph: More in what I wrote on tar and in [a book](https://books.example/tar).",
        "note 1: My grandfather *could*.",
    ]
    assert body(rope)[0].endswith("which of its strands had come first[^1].")


def test_a_post_from_before_blocks_comes_in_whole() -> None:
    tar, _ = gathered(EXPORTS / "wordpress.xml").essays

    assert body(tar) == [
        "line: It was winter.",
        "line: It was always winter there.",
        "paragraph: Tar, in its pot",
        "paragraph: She said [quietly] that tar remembers.[^1]",
        "quoted paragraph: Tar is patience that has turned black.",
        "paragraph: And so do I.",
        "note 1: I doubt it.",
    ]
    assert left_out(tar) == {"shortcode": 6, "picture on the web": 1, "link around a picture": 1}


def test_only_what_people_said_and_the_blog_showed_is_a_comment() -> None:
    _, rope = gathered(EXPORTS / "wordpress.xml").essays

    assert threads(rope) == [
        ("wp-101", "Jo & Max", ""),
        ("wp-102", "Ines", "wp-101"),
        # The comment it answered had not been approved: it answers what that one answered.
        ("wp-104", "Bea", "wp-102"),
    ]
    assert own(rope) == ["wp-102"]
    assert left_out(rope) == {
        "excerpt": 1,
        "link inside the site": 1,
        "pingback": 1,
        "repeated comment": 1,
        "spam comment": 1,
        "trashed comment": 1,
        "unapproved comment": 1,
    }


def test_the_lines_of_a_comment_are_kept() -> None:
    _, rope = gathered(EXPORTS / "wordpress.xml").essays

    assert [line for line in written(rope) if line.startswith("comment by Jo & Max")] == [
        "comment by Jo & Max: This is lovely.",
        "comment by Jo & Max: I read it twice.",
        "comment by Jo & Max: Then again.",
    ]


@pytest.mark.parametrize("export", ["wordpress.xml", "squarespace.xml", "blogger.xml", "takeout"])
def test_no_address_of_a_reader_comes_in(export: str) -> None:
    found = gathered(EXPORTS / export)

    told = repr([found.essays, found.left_out, found.all_rows, found.loose])
    for address in (
        "@reader.example",
        "@shore.example",
        "192.0.2.",
        "jo.example",
        "profile/",
        "noreply",
    ):
        assert address not in told


def test_a_name_that_is_an_address_is_no_name(tmp_path: Path) -> None:
    said = comment("Hello.", 1, "jo@reader.example") + comment("Hi.", 2, "http://jo.example")
    essay = one(wxr(tmp_path / "a.xml", item("Words.", inside=said)))

    assert [c.name for c in essay.essay.comments] == ["", ""]


@pytest.mark.parametrize(
    ("said", "is_own"),
    [
        (comment("x", 1, "Somebody", user_id="7"), True),
        (comment("x", 1, "Ines Hart", user_id="8"), False),
        (comment("x", 1, "Somebody", author_email="INES@shore.example"), True),
        (comment("x", 1, "ines hart"), True),
        (comment("x", 1, "Ines"), False),
        (comment("x", 1, "Jo Marsh"), False),
    ],
)
def test_the_authors_own_answers_are_known(tmp_path: Path, said: str, is_own: bool) -> None:
    essay = one(wxr(tmp_path / "a.xml", item("Words.", inside=said)))

    assert bool(own(essay)) is is_own


@pytest.mark.parametrize("address", ["jo@reader.example", ""])
def test_one_word_is_no_proof_of_the_author(tmp_path: Path, address: str) -> None:
    said = comment("x", 1, "Amy", author_email=address)
    path = wxr(tmp_path / "a.xml", item("Words.", inside=said))
    path.write_text(path.read_text("utf-8").replace("Ines Hart", "Amy"), encoding="utf-8")

    assert own(one(path)) == []


def test_comments_that_answer_one_another_in_a_circle_are_kept(tmp_path: Path) -> None:
    said = comment("a", 1, parent="2") + comment("b", 2, parent="1") + comment("c", 3, parent="3")
    essay = one(wxr(tmp_path / "a.xml", item("Words.", inside=said)))

    assert [c.id for c in essay.essay.comments] == ["wp-1", "wp-2", "wp-3"]
    assert sum(not c.reply_to for c in essay.essay.comments) == 2


def test_a_long_thread_costs_no_more_than_its_length(tmp_path: Path) -> None:
    said = "".join(comment(f"c{n}", n, parent=str(n - 1)) for n in range(1, 3_000))
    essay = one(wxr(tmp_path / "a.xml", item("Words.", inside=said)))

    assert essay.essay.comments[-1].reply_to == "wp-2998"


def test_comments_whose_essay_is_not_in_the_file_look_for_it(tmp_path: Path) -> None:
    said = wxr(tmp_path / "said.xml", item("", number=3, inside=comment("Yes.", 5)))
    words = wxr(tmp_path / "words.xml", item("Words.", number=3))
    found = gathered(words, said)

    (essay,) = found.essays
    assert threads(essay) == [("wp-5", "Jo Marsh", "")]
    assert gathered(said).loose


def test_more_comments_than_the_cap_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = comment("a", 1) + comment("b", 2)
    monkeypatch.setattr(wordpress, "MOST_COMMENTS", 1)

    with pytest.raises(GatherError, match="more than 1 comments; no more are read"):
        gathered(wxr(tmp_path / "a.xml", item("Words.", inside=said)))


def test_an_essay_of_pictures_only_is_told_and_so_are_its_comments(tmp_path: Path) -> None:
    picture = item("<img src='https://x.example/a.png'>", inside=comment("Lovely.", 1))
    found = gathered(wxr(tmp_path / "a.xml", picture, item("Words.", "Words", 2)))

    assert counted(found) == {
        "empty essay": 1,
        "comment on an empty essay": 1,
        "picture on the web": 1,
    }


SHORTCODES = (
    "[gallery]|[a b=c]|[/a]|[caption x=1]|[/caption]|[footnote]|[/footnote]|[embed]|[/embed]|[x_y]|"
    '[[z]]|[sic]|word|<b>|[|]|\n|[caption caption="seen"]|[ref]|[/ref]'
).split("|")
LETTERS = st.lists(st.sampled_from(SHORTCODES) | st.text(max_size=5), max_size=20).map("".join)


@given(LETTERS)
def test_no_letter_is_lost_with_a_shortcode(source: str) -> None:
    plain = shortcodes.taken_out(source)

    there = plain.text + "".join(words for _, words in plain.notes)
    there += "".join(left.text for left in plain.left_out)
    assert not Counter(html.unescape(source)) - Counter(html.unescape(there)) - Counter(there)


def test_an_export_in_several_files_is_one(tmp_path: Path) -> None:
    first = wxr(tmp_path / "shore.001.xml", item("<p>One.</p>", "First", 1))
    second = wxr(tmp_path / "shore.002.xml", item("<p>Two.</p>", "Second", 2))

    assert len(gathered(first, second).essays) == 2


def test_an_essay_in_two_files_comes_in_once_with_the_comments_of_both(tmp_path: Path) -> None:
    old = wxr(tmp_path / "a.xml", item("Old words.", inside=comment("a", 1)))
    new = wxr(tmp_path / "b.xml", item("New words.", inside=comment("a", 1) + comment("b", 2)))
    (essay,) = gathered(old, new).essays

    assert body(essay) == ["paragraph: New words."]
    assert [c.id for c in essay.essay.comments] == ["wp-1", "wp-2"]
    assert [row.decided for row in essay.rows if row.kind is Kind.DOUBT] == [
        "the copy in the file named last is kept"
    ]


def test_a_newline_is_a_line_end_in_wordpress_and_nothing_in_a_foreign_export(
    tmp_path: Path,
) -> None:
    content = "<p>One\ntwo.</p>"
    theirs = one(wxr(tmp_path / "a.xml", item(content), generator=GENERATOR))
    foreign = one(wxr(tmp_path / "b.xml", item(content), generator=""))

    assert body(theirs) == ["line: One", "line: two."]
    assert body(foreign) == ["paragraph: One two."]


def test_comments_on_what_is_no_essay_are_counted(tmp_path: Path) -> None:
    said = comment("Warm words.", 3) + comment("Buy rope.", 4, approved="0")
    page = item("We fish.", "About", 2, said).replace(">post<", ">page<")
    found = gathered(wxr(tmp_path / "export.xml", item("One gull."), page))

    assert counted(found) == {"page": 1, "comment on a page": 1}


@pytest.mark.parametrize("around", ["{}", "<p>{}</p>"])
def test_the_address_of_a_video_alone_on_its_line_is_an_embed(tmp_path: Path, around: str) -> None:
    video = around.format("https://www.youtube.com/watch?v=tides")
    content = f"One gull.\nThen two.\n{video}\nSee https://youtu.be/tides here.\nAnd none."
    found = one(wxr(tmp_path / "export.xml", item(content)))

    assert body(found) == [
        "line: One gull.",
        "line: Then two.",
        "gap",
        "line: See https://youtu.be/tides here.",
        "line: And none.",
    ]
    assert [left.text for left in found.left_out] == ["https://www.youtube.com/watch?v=tides"]


@pytest.mark.parametrize("around", ["{}", "<!-- wp:freeform -->\n{}\n<!-- /wp:freeform -->"])
def test_what_stands_between_blocks_keeps_its_lines(tmp_path: Path, around: str) -> None:
    block = "<!-- wp:paragraph -->\n<p>A wrapped\nparagraph.</p>\n<!-- /wp:paragraph -->"
    typed = around.format("One gull.\nThen <em>two.\n\nThen</em> none.\nAnd the sea.")
    found = one(wxr(tmp_path / "export.xml", item(f"{block}\n\n{typed}\n\n{block}")))

    assert body(found) == [
        "paragraph: A wrapped paragraph.",
        "line: One gull.",
        "line: Then *two.*",
        "gap",
        "line: *Then* none.",
        "line: And the sea.",
        "paragraph: A wrapped paragraph.",
    ]


def test_a_post_that_looks_cut_to_a_width_is_asked_about(tmp_path: Path) -> None:
    words = "there is a kind of waiting that only looks like patience and it is not that at all "
    cut = "\n".join(textwrap.wrap(words * 12, 64))
    essay = one(wxr(tmp_path / "a.xml", item(cut)))

    assert [question.text for question in essay.questions] == [asked.LINE_ENDS]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("He [laughs] and [the sea] is [1] [sic]", "He [laughs] and [the sea] is [1] [sic]"),
        ("a[gallery]b", "ab"),
        ("a[my_slider id=3]b", "ab"),
        ("a[box]b[/box]c", "abc"),
        ("a[embed]https://x.example[/embed]b", "ab"),
        ("a[[gallery]]b", "a[[gallery]]b"),
        ("a<b title='[gallery]'>c</b>", "a**c**"),
    ],
)
def test_a_shortcode_goes_and_a_word_in_brackets_stays(
    tmp_path: Path, typed: str, kept: str
) -> None:
    assert body(one(wxr(tmp_path / "a.xml", item(typed)))) == [f"paragraph: {kept}"]


def test_a_block_kept_elsewhere_that_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    essay = one(wxr(tmp_path / "a.xml", item('<!-- wp:block {"ref":5} /--><p>Words.</p>')))

    assert left_out(essay) == {"reusable block": 1}


def test_a_block_that_holds_itself_ends(tmp_path: Path) -> None:
    block = item('<!-- wp:block {"ref":5} /--><p>Again.</p>', "Loop", 5)
    block = block.replace(">post<", ">wp_block<")
    essay = one(wxr(tmp_path / "a.xml", item('<!-- wp:block {"ref":5} /-->'), block))

    assert body(essay) == ["line: Again.", "line: Again.", "line: Again."]


def test_squarespace_is_read_as_itself() -> None:
    found = gathered(EXPORTS / "squarespace.xml")
    (essay,) = found.essays

    assert essay.essay.source == "squarespace shore.example 21"
    assert essay.essay.title == "Rope & Tar"
    assert body(essay) == [
        "line: A paragraph",
        "line: of two lines.",
        "paragraph: One that is only wrapped.",
    ]
    assert left_out(essay) == {"script": 1, "picture on the web": 1, "subscription box": 1}
    assert threads(essay) == [("sqs-9", "Jo Marsh", "")]
    assert counted(found) == {"page": 1}


def test_an_export_of_squarespace_without_comments_says_so(tmp_path: Path) -> None:
    content = '<div class="sqs-html-content"><p>Words.</p></div>'
    found = gathered(wxr(tmp_path / "a.xml", item(content), generator=""))

    assert [row.decided for row in found.rows] == ["no comments in this file"]


def test_the_old_feed_of_blogger_comes_in_whole() -> None:
    found = gathered(EXPORTS / "blogger.xml")
    (essay,) = found.essays

    assert essay.essay.source == "blogger 55 1001"
    assert body(essay) == [
        "line: Rope first.",
        "line: Then the knot.",
        "gap",
        "line: It *holds*.",
        "line: See tar.",
    ]
    assert threads(essay) == [
        ("blogger-1002", "Jo Marsh", ""),
        ("blogger-1003", "Ines Hart", "blogger-1002"),
        ("blogger-1005", "", ""),
    ]
    assert own(essay) == ["blogger-1003"]
    assert left_out(essay) == {
        "deleted comment": 1,
        "link around a picture": 1,
        "link inside the site": 1,
        "picture on the web": 1,
    }
    assert counted(found) == {
        "template": 1,
        "setting": 1,
        "draft": 1,
        "page": 1,
        "comment on a page": 1,
    }


@pytest.mark.parametrize("way", ["folder", "feed", "zip"])
def test_takeout_comes_in_whole_however_it_is_given(tmp_path: Path, way: str) -> None:
    copy = shutil.copytree(TAKEOUT, tmp_path / "takeout")
    feed_atom = next(copy.rglob("feed.atom"))
    packed = tmp_path / "takeout.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in copy.rglob("*.*"):
            archive.write(path, path.relative_to(copy))
    found = gathered({"folder": copy, "feed": feed_atom, "zip": packed}[way])
    (essay,) = found.essays

    assert body(essay) == ["line: Rope first.", "line: Then the knot."]
    assert threads(essay) == [
        ("blogger-1002", "Jo Marsh", ""),
        ("blogger-1003", "Ines Hart", "blogger-1002"),
    ]
    assert own(essay) == ["blogger-1003"]
    assert left_out(essay) == {"spam comment": 1}
    kinds = {"draft": 1, "trashed post": 1, "page": 1}
    assert counted(found) == kinds | ({} if way == "feed" else {"file": 2})


def test_a_comment_on_blogger_may_stand_above_its_post(tmp_path: Path) -> None:
    on = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-55.post-1"/>'
    said = entry("Yes.", "x", 2, "comment", on)
    essay = one(feed(tmp_path / "a.xml", said, entry("Words.")))

    assert [c.id for c in essay.essay.comments] == ["blogger-2"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("This comment has been removed by the author.", ""),
        ("This comment has been removed by a blog administrator.", ""),
        ("", "EMPTIED"),
    ],
)
def test_a_comment_that_blogger_emptied_is_a_deleted_one(
    tmp_path: Path, words: str, status: str
) -> None:
    on = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-55.post-1"/>'
    on += f"<status xmlns='http://schemas.google.com/blogger/2018'>{status}</status>"
    said = entry(words, "x", 2, "comment", on)
    essay = one(feed(tmp_path / "a.xml", entry("Words."), said))

    assert left_out(essay) == {"deleted comment": 1}


@pytest.mark.parametrize("name", ["Anonymous", "Unknown", "Ines", "Ines Hart"])
def test_only_a_full_name_is_the_authors_where_blogger_tells_no_profile(
    tmp_path: Path, name: str
) -> None:
    by = f"<author><name>{name}</name></author>"
    on = f'<thr:in-reply-to ref="tag:blogger.com,1999:blog-55.post-1"/>{by}'
    said = entry("Yes.", "x", 2, "comment", on)
    essay = one(feed(tmp_path / "a.xml", entry("Words.", inside=by), said))

    assert own(essay) == (["blogger-2"] if name == "Ines Hart" else [])


def test_the_name_blogger_gives_to_a_lost_profile_is_no_name(tmp_path: Path) -> None:
    by = "<author><name>Unknown</name><uri>https://www.blogger.com/profile/9</uri></author>"
    on = f'<thr:in-reply-to ref="tag:blogger.com,1999:blog-55.post-1"/>{by}'
    essay = one(feed(tmp_path / "a.xml", entry("Words."), entry("Yes.", "x", 2, "comment", on)))

    assert [c.name for c in essay.essay.comments] == [""]


def test_comments_of_blogger_without_their_post_stay_loose(tmp_path: Path) -> None:
    on = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-55.post-9"/>'
    found = gathered(feed(tmp_path / "a.xml", entry("Yes.", "x", 2, "comment", on)))

    assert [thread.source for thread in found.loose] == ["blogger 55 9"]
