"""Comments that come without their essay find it, or are told; none is guessed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from exports import EXPORTS, comments, counted
from gathering import FIXTURES, written

from anthology import gather, markup
from anthology.errors import GatherError
from anthology.gather import GatheredEssay, LooseComments, Order, joining
from anthology.gather.joining import Addresses, address
from anthology.model import Comment, Consent, ConsentState, Essay, Paragraph, Text


def said(id_: str, name: str, words: str, reply_to: str = "") -> Comment:
    return Comment(id_, name, date(2024, 5, 3), (Paragraph((Text(words),)),), reply_to=reply_to)


def an_essay(title: str, *links: str, source: str = "") -> GatheredEssay:
    essay = Essay("", title, (Paragraph((Text("A line."),)),), source=source or f"blog {title}")
    return GatheredEssay(essay, Order(title), original="A line.", links=links)


def home(essays: list[GatheredEssay], link: str = "", title: str = "", source: str = "") -> str:
    """The title of the essay that comments with this link, title or source belong to."""
    found = Addresses.of(address(one.essay, one.links) for one in essays)
    loose = LooseComments((said("c1", "Jo", "Yes."),), "disqus", source, link, title)
    number = found.find(loose)
    return "" if number is None else essays[number].essay.title


ROPE = an_essay("On Rope", "https://shore.example/2024/05/on-rope/")
TIDE = an_essay("The Tide Table", "https://shore.example/?p=77", source="wordpress shore 77")


@pytest.mark.parametrize(
    "link",
    [
        "https://shore.example/2024/05/on-rope/",
        "http://www.shore.example/2024/05/on-rope",
        "https://new-shore.example/2024/05/On-Rope/?utm_source=mail#comment-3",
        "https://shore.example/2024/05/on-rope/index.html",
        "https://elsewhere.example/essays/on-rope.html",
        "/2024/05/on-rope",
    ],
)
def test_an_essay_is_found_by_its_link_wherever_the_blog_moved(link: str) -> None:
    assert home([ROPE, TIDE], link) == "On Rope"


@pytest.mark.parametrize(
    "link", ["http://shore.example/?p=77", "https://moved.example/?page_id=77"]
)
def test_an_essay_is_found_by_its_number(link: str) -> None:
    assert home([ROPE, TIDE], link) == "The Tide Table"


@pytest.mark.parametrize(
    "title", ["On Rope", "ON ROPE!", "On Rope | Shore Notes", "On Rope – Shore Notes"]
)
def test_an_essay_is_found_by_its_title_where_the_link_says_nothing(title: str) -> None:
    assert home([ROPE, TIDE], "https://shore.example/", title) == "On Rope"


def test_the_link_is_believed_before_the_title() -> None:
    assert (
        home([ROPE, TIDE], "https://shore.example/2024/05/on-rope/", "The Tide Table") == "On Rope"
    )


def test_an_essay_that_was_gathered_before_is_found_by_its_source() -> None:
    assert home([an_essay("Rope", source="substack 5001")], source="substack 5001") == "Rope"


def test_of_two_essays_that_fit_neither_is_taken() -> None:
    twins = [an_essay("On Rope", "/a/on-rope"), an_essay("On Rope", "/b/on-rope")]

    assert home(twins, title="On Rope") == ""
    assert home(twins, "https://x.example/c/on-rope") == ""
    assert home(twins, "https://x.example/b/on-rope") == "On Rope"


def test_what_fits_nothing_is_not_guessed() -> None:
    assert home([ROPE, TIDE], "https://shore.example/2024/05/on-ropes/", "Rope") == ""
    assert home([ROPE, TIDE]) == ""
    assert home([ROPE], "http://[broken", "") == ""


def test_the_same_comment_from_two_places_is_kept_once() -> None:
    here = [said("wordpress-4", "Mara Lind", "I read this on the pier.")]
    arriving = [
        said("disqus-1", "mara lind", "I read this on the pier!"),
        said("disqus-2", "Jo", "So did I.", reply_to="disqus-1"),
    ]
    both, twice = joining.merged(here, arriving)

    assert [(one.id, one.reply_to) for one in both] == [
        ("wordpress-4", ""),
        ("disqus-2", "wordpress-4"),
    ]
    assert [left.kind for left in twice] == ["repeated comment"]


def test_a_reader_who_says_the_same_twice_in_one_place_is_heard_twice() -> None:
    here = [said("a-1", "Jo", "Yes."), said("a-2", "Jo", "Yes.")]
    both, twice = joining.merged(here, [said("b-1", "Jo", "Yes."), said("b-2", "Jo", "Yes.")])

    assert [one.id for one in both] == ["a-1", "a-2"]
    assert len(twice) == 2
    assert joining.merged([], here)[0] == tuple(here)


def test_what_one_place_knows_to_be_the_authors_own_is_her_own() -> None:
    own = Consent(ConsentState.OWN)
    arriving = Comment("b-1", "Ines", None, (Paragraph((Text("Thank you."),)),), consent=own)
    both, _ = joining.merged([said("a-1", "Ines", "Thank you.")], [arriving])

    assert [(one.id, one.consent, one.day) for one in both] == [("a-1", own, date(2024, 5, 3))]


def test_two_comments_of_one_id_are_told_apart() -> None:
    here = [said("1", "Mara", "Yes.")]
    arriving = [said("1", "Jo", "No."), said("2", "Ada", "Why?", reply_to="1")]
    both, _ = joining.merged(here, arriving)

    assert [(one.id, one.name, one.reply_to) for one in both] == [
        ("1", "Mara", ""),
        ("1-2", "Jo", ""),
        ("2", "Ada", "1-2"),
    ]


def test_many_comments_are_joined_in_one_go() -> None:
    here = [said(f"a-{number}", f"Reader {number}", "Yes.") for number in range(20_000)]
    arriving = [said(f"b-{number}", f"Reader {number}", "Yes.") for number in range(20_000)]
    both, twice = joining.merged(here, arriving)

    assert len(both) == len(twice) == 20_000


def test_saved_substack_comments_stand_with_their_post() -> None:
    found = gather.gather([EXPORTS / "substack", EXPORTS / "substack-comments.json"])
    (one,) = (one for one in found.essays if one.essay.comments)

    assert one.essay.source == "substack 5001"
    assert comments(one) == [
        ("substack-901", "Mara Lind", "", "not asked"),
        ("substack-902", "Ines Hart", "substack-901", "own"),
        ("substack-903", "Jo Marsh", "substack-902", "not asked"),
        ("substack-905", "R. Quay", "", "not asked"),
    ]
    assert "comment by Mara Lind: Then once more." in written(one)
    assert "comment by Jo Marsh: Seconded <3 & more" in [
        line.replace("\\", "") for line in written(one)
    ]
    assert found.loose == ()


def test_what_was_deleted_hidden_or_no_comment_is_counted() -> None:
    found = gather.gather([EXPORTS / "substack-comments.json"])

    assert [len(loose.comments) for loose in found.loose] == [4]
    assert counted(found) == {
        "deleted comment": 1,
        "hidden comment": 1,
        "Substack note": 1,
    }


def test_disqus_threads_find_their_essay_by_link_and_by_title() -> None:
    found = gather.gather([EXPORTS / "substack", EXPORTS / "disqus.xml"])
    (one,) = (one for one in found.essays if one.essay.comments)

    assert comments(one) == [
        ("disqus-101", "Mara Lind", "", "not asked"),
        ("disqus-102", "Ines Hart", "disqus-101", "own"),
        ("disqus-105", "R. Quay", "", "not asked"),
    ]
    assert [(loose.link, len(loose.comments)) for loose in found.loose] == [
        ("https://shore.example/gone/", 1)
    ]


def test_disqus_counts_spam_and_deleted() -> None:
    found = gather.gather([EXPORTS / "disqus.xml"])

    assert sum(len(loose.comments) for loose in found.loose) == 4
    assert counted(found) == {"spam comment": 1, "deleted comment": 1}


@pytest.mark.parametrize(
    ("export", "kept", "out"),
    [
        (
            "commento.json",
            [
                ("commento-c01", "Mara Lind", "", "not asked"),
                ("commento-c02", "Ines Hart", "commento-c01", "own"),
            ],
            {"spam comment": 1, "unapproved comment": 1},
        ),
        (
            "remark42.json",
            [
                ("remark42-r1", "Mara Lind", "", "not asked"),
                ("remark42-r2", "Ines Hart", "remark42-r1", "own"),
                ("remark42-r4", "R. Quay", "", "not asked"),
            ],
            {"deleted comment": 1},
        ),
        (
            "isso.json",
            [("isso-1", "Mara Lind", "", "not asked"), ("isso-2", "", "isso-1", "not asked")],
            {"unapproved comment": 1},
        ),
        (
            "isso-replies.json",
            [("isso-1", "Mara Lind", "", "not asked"), ("isso-2", "", "isso-1", "not asked")],
            {"deleted comment": 1},
        ),
        (
            "wordpress-comments.json",
            [
                ("listed-31", "Mara Lind", "", "not asked"),
                ("listed-32", "R. Quay", "listed-31", "not asked"),
            ],
            {"pingback": 1},
        ),
        (
            "small-service.json",
            [
                ("listed-s1", "Mara Lind", "", "not asked"),
                ("listed-s2", "R. Quay", "listed-s1", "not asked"),
            ],
            {"unapproved comment": 1},
        ),
    ],
)
def test_comments_of_a_service_stand_with_their_essay(
    tmp_path: Path, export: str, kept: list[tuple[str, str, str, str]], out: dict[str, int]
) -> None:
    (tmp_path / "on-rope.txt").write_text("On Rope\nHold it.\nHold it anyway.\n", encoding="utf-8")
    found = gather.gather([tmp_path, EXPORTS / export])

    assert [comments(one) for one in found.essays] == [kept]
    assert counted(found) == out


@pytest.mark.parametrize(
    "export",
    "disqus.xml commento.json remark42.json isso.json isso-replies.json substack-comments.json "
    "wordpress-comments.json small-service.json ghost.json movabletype.txt".split(),
)
def test_no_address_of_a_reader_comes_in(export: str) -> None:
    found = repr(gather.gather([EXPORTS / export]))

    for address_ in ("@reader.example", "192.0.2.", "faces.example", "mara.example"):
        assert address_ not in found


def test_a_list_of_comments_is_known_by_what_it_says_and_a_list_of_posts_is_none(
    tmp_path: Path,
) -> None:
    (tmp_path / "on-rope.txt").write_text("On Rope\nHold it.\nHold it anyway.\n", encoding="utf-8")
    found = gather.gather([tmp_path, EXPORTS / "small-service.json"])
    post = {"title": "On Rope", "author": "Ines", "date": "2024-05-03", "content": "Hold it."}
    posts = tmp_path / "posts.json"
    posts.write_text(json.dumps([post | {"link": "https://shore.example/rope/"}]), encoding="utf-8")

    said = found.essays[0].essay.comments[0]
    assert (said.day, markup.write(said.blocks)) == (
        date(2024, 5, 3),
        "I read this <3 on the pier.\nTwice.\n",
    )
    with pytest.raises(GatherError, match="of a kind not known here"):
        gather.gather([posts])


def test_the_same_comments_from_three_services_are_kept_once() -> None:
    services = ["substack-comments.json", "disqus.xml", "remark42.json", "commento.json"]
    found = gather.gather([EXPORTS / "substack", *(EXPORTS / name for name in services)])
    (one,) = (one for one in found.essays if one.essay.comments)

    thanks = [name for _, name, _, state in comments(one) if state == "own"]
    assert thanks == ["Ines Hart"]
    assert counted(found)["repeated comment"] > 3


def test_comments_alone_are_gathered_for_essays_on_the_desk() -> None:
    found = gather.gather([EXPORTS / "disqus.xml"])

    assert found.essays == ()
    assert [left.text for left in joining.left_out(found.loose)][-1].startswith(
        "https://shore.example/gone/"
    )


def test_a_file_of_comments_that_holds_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "comments.json"
    note = {"id": 1, "post_id": None, "name": "Ines", "body": "A note.", "date": "2024-05-03"}
    path.write_text(json.dumps({"comments": [note | {"ancestor_path": ""}]}), encoding="utf-8")

    with pytest.raises(Exception, match="there is no essay here, only 1 Substack note"):
        gather.gather([path])


def test_essays_gathered_with_comments_are_whole() -> None:
    found = gather.gather([FIXTURES / "shore", EXPORTS / "disqus.xml"])

    assert found.essays
    assert len(found.loose) == 3
