"""Every export gives the same essay; whatever is not an essay is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from exports import EXPORTS, ON_ROPE, a_zip, comments, counted, zipped
from gathering import written

from anthology import gather
from anthology.errors import AnthologyError, GatherError
from anthology.gather import Gathered, GatheredEssay
from anthology.gather.review import Kind
from anthology.gather.services import substack_comments


def titled(found: Gathered, title: str) -> GatheredEssay:
    (one,) = (one for one in found.essays if one.essay.title == title)
    return one


def body(one: GatheredEssay) -> list[str]:
    """The lines of an essay, without its head, its comments and what stayed out."""
    beside = ("title: ", "subtitle: ", "day: ", "comment by ", "left out: ", "figure: ")
    return [line for line in written(one) if not line.startswith(beside)]


@pytest.mark.parametrize(
    ("export", "title"),
    [
        ("substack", "On Rope"),
        ("medium", "On Rope"),
        ("tumblr", "On Rope"),
        ("tumblr-npf.json", "On Rope"),
        ("tumblr-posts.xml", "On Rope"),
        ("ghost.json", "On Rope"),
        ("ghost.json", "On Rope, in Lexical"),
        ("ghost.json", "On Rope, in Mobiledoc"),
        ("movabletype.txt", "On Rope"),
        ("wix.csv", "On Rope"),
    ],
)
def test_every_export_gives_the_same_lines(export: str, title: str) -> None:
    found = gather.gather([EXPORTS / export])

    assert body(titled(found, title)) == ON_ROPE


@pytest.mark.parametrize("export", ["substack", "medium", "tumblr"])
@pytest.mark.parametrize("above", ["", "my export/"])
def test_an_export_is_the_same_zipped_and_unpacked(tmp_path: Path, export: str, above: str) -> None:
    unpacked = gather.gather([EXPORTS / export])
    packed = gather.gather([zipped(tmp_path / "export-2024.zip", EXPORTS / export, above)])

    assert [one.essay for one in packed.essays] == [one.essay for one in unpacked.essays]
    assert counted(packed) == counted(unpacked)


@pytest.mark.parametrize("export", ["ghost.json", "wix.csv", "movabletype.txt", "disqus.xml"])
def test_a_source_is_known_by_what_is_in_it(tmp_path: Path, export: str) -> None:
    renamed = tmp_path / "download"
    renamed.write_bytes((EXPORTS / export).read_bytes())
    as_named = gather.gather([EXPORTS / export])
    as_download = gather.gather([renamed])

    assert [one.essay for one in as_download.essays] == [one.essay for one in as_named.essays]
    assert as_download.loose == as_named.loose


def test_substack_gives_newsletters_and_counts_the_rest() -> None:
    found = gather.gather([EXPORTS / "substack"])

    assert [one.essay.source for one in found.essays] == ["substack 5001", "substack 5002"]
    assert counted(found) == {
        "hidden text": 1,
        "subscription box": 1,
        "button": 1,
        "repeated title": 1,
        "link around a picture": 1,
        "picture on the web": 1,
        "podcast": 1,
        "thread": 1,
        "page": 1,
        "draft": 1,
        "empty essay": 1,
        "subscriber list": 2,
    }


def test_substacks_titles_are_unescaped() -> None:
    one = titled(gather.gather([EXPORTS / "substack"]), "On Rope")

    assert one.essay.subtitle == "What’s left to hold"
    assert str(one.essay.day) == "2024-05-02"
    assert one.links == ("/p/on-rope",)


def test_substacks_notes_are_notes() -> None:
    one = titled(gather.gather([EXPORTS / "substack"]), "The Tide Table")

    assert "line: what I know.[^1]" in body(one)
    assert body(one)[-1] == "note 1: Give or take an hour."


def test_a_note_of_an_older_substack_is_one_too(tmp_path: Path) -> None:
    page = (
        '<p>What I know.<a class="footnote-anchor" href="#footnote-1">1</a></p>\n'
        '<div class="footnote" id="footnote-1">\n <a href="#footnote-anchor-1"'
        ' class="footnote-number">1</a>\n <div><p>Give or take.</p></div>\n</div>'
    )
    (one,) = gather.gather([a_post(tmp_path / "5001.json", body_html=page)]).essays

    assert body(one) == ["paragraph: What I know.[^1]", "note 1: Give or take."]


def test_no_subscriber_is_ever_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "export.zip", EXPORTS / "substack")
    found = gather.gather([path])

    assert "reader.example" not in repr(found)


def test_the_list_of_a_substack_alone_says_what_to_name() -> None:
    with pytest.raises(GatherError) as caught:
        gather.gather([EXPORTS / "substack/posts.csv"])

    assert "only the list" in caught.value.message
    assert "name the zip" in caught.value.hint


def a_post(path: Path, **said: object) -> Path:
    """One post of Substack's, as it is saved from its address."""
    page = (EXPORTS / "substack/posts/5001.on-rope.html").read_text(encoding="utf-8")
    post = {"id": 5001, "slug": "on-rope", "title": "On Rope", "post_date": "2024-05-02T06:30:00Z"}
    post |= {"type": "newsletter", "is_published": True, "body_html": page}
    path.write_text(json.dumps({"post": post | said}), encoding="utf-8")
    return path


def test_one_post_of_substack_is_the_same_as_in_its_export(tmp_path: Path) -> None:
    found = gather.gather([a_post(tmp_path / "5001.json"), EXPORTS / "substack"])
    alone = gather.gather([a_post(tmp_path / "5001.json")])

    assert body(alone.essays[0]) == ON_ROPE
    assert [one.essay.source for one in found.essays].count("substack 5001") == 1


MENTION = (
    '<p>I asked <span class="mention-wrap" data-component-name="MentionToDOM" data-attrs='
    '"{&quot;name&quot;:&quot;Ben Gray&quot;,&quot;id&quot;:7,&quot;url&quot;:null}"></span>'
    " to hold it.</p>"
)
GALLERY = (
    '<div class="image-gallery-embed" data-attrs="{&quot;gallery&quot;:{&quot;images&quot;:'
    "[{&quot;src&quot;:&quot;https://cdn.example/rope.png&quot;}],&quot;caption&quot;:"
    '&quot;The rope at noon&quot;}}"></div>'
)
FORMULA = (
    '<div class="latex-rendered" data-attrs="{&quot;persistentExpression&quot;:'
    '&quot;a^2&quot;,&quot;id&quot;:&quot;Q&quot;}"></div>'
)


def test_what_substack_keeps_in_the_data_of_a_tag_is_in_its_place(tmp_path: Path) -> None:
    page = f"{MENTION}{GALLERY}<p>Then I let go.</p>"
    (one,) = gather.gather([a_post(tmp_path / "5001.json", body_html=page)]).essays

    assert body(one) == [
        "paragraph: I asked Ben Gray to hold it.",
        "paragraph: The rope at noon",
        "paragraph: Then I let go.",
    ]
    assert [left.text for left in one.left_out] == ["https://cdn.example/rope.png"]


def test_what_substack_shows_by_a_program_is_told(tmp_path: Path) -> None:
    page = f'<p>It is so.</p>{FORMULA}<div class="poll-embed" data-attrs="broken"></div>'
    (one,) = gather.gather([a_post(tmp_path / "5001.json", body_html=page)]).essays

    assert [left.text for left in one.left_out] == ["a^2", "poll-embed"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"is_published": False}, "draft"),
        ({"type": "podcast"}, "podcast"),
        ({"body_html": None}, "empty essay"),
    ],
)
def test_a_post_of_substack_that_is_no_essay_says_why(
    tmp_path: Path, said: dict[str, object], kind: str
) -> None:
    with pytest.raises(AnthologyError, match=f"there is no essay here, only 1 {kind}"):
        gather.gather([a_post(tmp_path / "5001.json", **said)])


def test_medium_counts_drafts_and_responses() -> None:
    found = gather.gather([EXPORTS / "medium"])

    assert [one.essay.source for one in found.essays] == ["medium 0a1b2c3d4e5f"]
    assert found.essays[0].essay.subtitle == "What’s left to hold"
    assert counted(found) == {
        "repeated title": 1,
        "repeated subtitle": 1,
        "draft": 1,
        "response": 1,
        "other file": 1,
    }


def test_a_long_medium_post_without_a_subtitle_is_kept(tmp_path: Path) -> None:
    response = next((EXPORTS / "medium/posts").glob("*3333bbbb4444.html"))
    page = response.read_text(encoding="utf-8").replace("sold it too.", "sold it too. " * 60)
    path = a_zip(tmp_path / "export.zip", {f"posts/{response.name}": page})

    assert len(gather.gather([path]).essays) == 1


def test_ghost_counts_drafts_pages_and_cards() -> None:
    found = gather.gather([EXPORTS / "ghost.json"])

    assert {one.essay.source for one in found.essays} == {"ghost g1", "ghost g2", "ghost g3"}
    assert counted(found) == {
        "cover picture": 1,
        "picture not found": 1,
        "email-cta card": 1,
        "button card": 1,
        "draft": 1,
        "page": 1,
        "hidden comment": 1,
    }


def test_a_card_of_ghosts_is_its_words_or_is_told_with_them(tmp_path: Path) -> None:
    cards = [
        {"type": "header", "header": "<span>At low tide</span>", "subheader": "<i>Wait.</i>"},
        {"type": "paragraph", "children": [{"type": "text", "text": "I have kept one end."}]},
        {"type": "call-to-action", "textValue": "<p>Come to the pier.</p>"},
        {"type": "email", "html": "<p>Only by mail.</p>"},
        {"type": "bookmark", "url": "https://tar.example/"},
    ]
    post = {"title": "On Rope", "slug": "on-rope", "status": "published"}
    post["lexical"] = json.dumps({"root": {"children": cards}})
    path = tmp_path / "ghost.json"
    path.write_text(json.dumps({"data": {"posts": [post]}}), encoding="utf-8")
    (one,) = gather.gather([path]).essays

    assert body(one) == ["heading: At low tide", "line: *Wait.*", "line: I have kept one end."]
    assert [left.text for left in one.left_out] == [
        "Come to the pier.",
        "Only by mail.",
        "https://tar.example/",
    ]


def test_the_days_of_ghost_are_written_out_or_counted() -> None:
    found = gather.gather([EXPORTS / "ghost.json"])

    days = [str(one.essay.day) for one in found.essays]
    assert days == ["2019-05-02", "2024-05-02", "2024-05-02"]


def test_comments_in_a_ghost_export_stand_with_their_essay() -> None:
    one = titled(gather.gather([EXPORTS / "ghost.json"]), "On Rope")

    assert comments(one) == [
        ("ghost-k1", "Mara Lind", "", "not asked"),
        ("ghost-k2", "Ines Hart", "ghost-k1", "own"),
    ]


def test_a_picture_beside_a_ghost_export_comes_along(tmp_path: Path) -> None:
    picture = (EXPORTS / "tumblr/media/8002.png").read_bytes()
    path = a_zip(
        tmp_path / "ghost.zip",
        {
            "data/ghost.json": (EXPORTS / "ghost.json").read_bytes(),
            "content/images/2024/05/rope.png": picture,
        },
    )
    one = titled(gather.gather([path]), "On Rope")

    assert "figure: A coil of rope" in written(one)
    assert [shown.read() for shown in one.pictures] == [picture]


def test_movable_type_brings_its_comments_and_counts_the_rest() -> None:
    found = gather.gather([EXPORTS / "movabletype.txt"])

    assert [one.essay.source for one in found.essays] == [
        "movabletype on-rope",
        "movabletype below-the-line",
    ]
    assert counted(found) == {"excerpt": 1, "list of keywords": 1, "ping": 1, "draft": 1}
    assert comments(titled(found, "On Rope")) == [
        ("movabletype-t4e81f6e1", "Mara Lind", "", "not asked"),
        ("movabletype-t5e3fbd64", "Jo Marsh", "", "not asked"),
    ]


def test_a_comment_of_movable_type_is_known_again_when_another_is_gone(tmp_path: Path) -> None:
    whole = (EXPORTS / "movabletype.txt").read_text(encoding="utf-8")
    above, _, rest = whole.partition("COMMENT:\n")
    path = tmp_path / "export.txt"
    path.write_text(above + "COMMENT:\n" + rest.partition("COMMENT:\n")[2], encoding="utf-8")
    first, second = comments(titled(gather.gather([EXPORTS / "movabletype.txt"]), "On Rope"))

    assert first[1] == "Mara Lind"
    assert comments(titled(gather.gather([path]), "On Rope")) == [second]


def test_dashes_in_an_entry_do_not_end_it() -> None:
    one = titled(gather.gather([EXPORTS / "movabletype.txt"]), "Below the Line")

    assert [line.partition(": ")[2] for line in body(one) if line != "pause"] == [
        "Above the line, the pier.",
        "Below the line, the water, and after it one more line.",
        "Nobody had counted the planks, and nobody was going to, and so it went on until October.",
    ]


def test_a_comment_that_begins_like_a_key_is_whole() -> None:
    one = titled(gather.gather([EXPORTS / "movabletype.txt"]), "On Rope")

    assert "comment by Jo Marsh: TITLE: is what I would have called it." in written(one)
    assert "comment by Mara Lind: Twice." in written(one)


def test_a_title_of_movable_type_is_html_as_on_the_blog(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    keys = "AUTHOR: Ines\nTITLE: Tar &amp; <em>Rope</em>\nSTATUS: Publish\n-----\n"
    path.write_text(f"{keys}BODY:\nHold it.\n-----\n--------\n", encoding="utf-8")
    (one,) = gather.gather([path]).essays

    assert one.essay.title == "Tar & Rope"


def test_a_large_movable_type_export_is_read_whole(tmp_path: Path) -> None:
    entry = (EXPORTS / "movabletype.txt").read_text(encoding="utf-8").split("--------\n")[0]
    many = "--------\n".join(
        entry.replace("on-rope", f"rope-{number}").replace("On Rope", f"On Rope {number}")
        for number in range(300)
    )
    (tmp_path / "all.txt").write_text(many + "--------\n", encoding="utf-8")
    found = gather.gather([tmp_path / "all.txt"])

    assert len(found.essays) == 300
    assert sum(len(one.essay.comments) for one in found.essays) == 600
    assert all(body(one) == ON_ROPE for one in found.essays)


def test_wix_falls_back_to_plain_words_with_their_lines() -> None:
    found = gather.gather([EXPORTS / "wix.csv"])

    assert body(titled(found, "The Tide Table")) == [
        "line: Twice a day",
        "line: it tells me",
        "line: what I know.",
        "paragraph: I look all the same.",
    ]
    assert counted(found) == {"button card": 1, "excerpt": 1, "cover picture": 1, "draft": 1}


def test_tumblr_counts_what_is_somebody_elses() -> None:
    found = gather.gather([EXPORTS / "tumblr"])

    assert [one.essay.source for one in found.essays] == ["tumblr 8002", "tumblr 8001"]
    assert counted(found) == {
        "repeated title": 1,
        "reblog": 1,
        "picture post": 1,
        "submission": 1,
    }


def test_a_picture_of_a_tumblr_export_comes_along() -> None:
    one = gather.gather([EXPORTS / "tumblr"]).essays[0]

    assert "figure: A pier" in written(one)
    assert [shown.read()[:4] for shown in one.pictures] == [b"\x89PNG"]


def test_a_post_without_a_title_is_called_by_its_first_words_and_that_is_told() -> None:
    one = gather.gather([EXPORTS / "tumblr"]).essays[0]

    assert one.essay.title == "The pier in March, before the storm took…"
    assert [row.reason for row in one.rows if row.kind is Kind.TITLE]


def test_tumblr_posts_may_lie_in_an_archive_of_their_own(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "posts.zip", EXPORTS / "tumblr/posts")
    picture = (EXPORTS / "tumblr/media/8002.png").read_bytes()
    files = {"posts.zip": inner.read_bytes(), "media/8002.png": picture}
    found = gather.gather([a_zip(tmp_path / "export.zip", files)])

    assert [one.essay for one in found.essays] == [
        one.essay for one in gather.gather([EXPORTS / "tumblr"]).essays
    ]


def test_npf_counts_drafts_reblogs_and_videos() -> None:
    found = gather.gather([EXPORTS / "tumblr-npf.json"])

    assert [one.links for one in found.essays] == [
        ("https://shorenotes.example/post/7001/on-rope",)
    ]
    assert counted(found) == {"video block": 1, "reblog": 1, "draft": 1}


def test_two_posts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    entry = (EXPORTS / "movabletype.txt").read_text(encoding="utf-8").split("--------\n")[0]
    (tmp_path / "all.txt").write_text(f"{entry}--------\n{entry}--------\n", encoding="utf-8")
    found = gather.gather([tmp_path / "all.txt"])

    sources = [one.essay.source for one in found.essays]
    assert sources == ["movabletype on-rope", "movabletype on-rope-2"]


def test_an_export_without_an_essay_says_what_it_holds(tmp_path: Path) -> None:
    table = (EXPORTS / "wix.csv").read_bytes().splitlines(keepends=True)
    path = tmp_path / "wix.csv"
    path.write_bytes(table[0] + table[-1])

    with pytest.raises(AnthologyError, match="there is no essay here, only 1 draft"):
        gather.gather([path])


def test_how_to_save_comments_names_the_page_to_open() -> None:
    steps = " ".join(substack_comments.HOW_TO_SAVE)

    assert "/api/v1/post/123401/comments" in steps
    assert "anthology gather" in steps


def test_a_post_that_ghost_sent_as_a_letter_alone_is_an_essay(tmp_path: Path) -> None:
    post = {"id": "g9", "title": "Oars", "slug": "oars", "status": "sent", "html": "<p>Row.</p>"}
    path = tmp_path / "ghost.json"
    path.write_text(json.dumps({"db": [{"data": {"posts": [post]}}]}), encoding="utf-8")

    assert body(titled(gather.gather([path]), "Oars")) == ["paragraph: Row."]


def test_a_subtitle_that_mediums_head_cuts_short_is_whole(tmp_path: Path) -> None:
    page = """<article class="h-entry"><header><h1 class="p-name">Oars</h1></header>
        <section data-field="subtitle">On rowing where…</section>
        <section data-field="body"><h3 class="graf--title">Oars</h3>
        <h4 class="graf--h4 graf--subtitle">On rowing where nobody looks</h4><p>Row.</p></section>
        <time class="dt-published" datetime="2020-02-03T04:05:06.000Z">Feb 3</time></article>"""
    path = a_zip(tmp_path / "export.zip", {"posts/2020-02-03_Oars-0a1b2c3d4e5f.html": page})
    oars = titled(gather.gather([path]), "Oars")

    assert oars.essay.subtitle == "On rowing where nobody looks"
    assert body(oars) == ["paragraph: Row."]
