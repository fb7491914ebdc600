"""Every count of what was left out or changed reads as English."""

from __future__ import annotations

import pytest

from anthology import tell
from anthology.gather.counted import many, plural, tallied, tally
from anthology.gather.gathered import Gathered, LeftOut
from anthology.gather.html import hidden
from anthology.gather.review import Kind, Row
from anthology.tell.gathering import left_out_in_short

PLURALS = """\
page: pages
revision: revisions
unapproved comment: unapproved comments
menu entry: menu entries
broken entry: broken entries
subscription box: subscription boxes
embed: embeds
draft: drafts
list of other posts: lists of other posts
row of sharing buttons: rows of sharing buttons
picture on the web: pictures on the web
picture not found: pictures not found
picture in a comment: pictures in a comment
link inside the site: links inside the site
link around a picture: links around a picture
link or note in the title: links or notes in the title
HTML comment or script: HTML comments or scripts
HTML tag <p>: HTML tags <p>
line through words: lines through words
essay twice: essays twice
title said again: titles said again
heading over comments: headings over comments
name without words: names without words
thread without its essay: threads without their essay
comment on a page: comments on a page
comment on an empty essay: comments on an empty essay
hidden text: pieces of hidden text
text beside the builder’s: pieces of text beside the builder’s
web page furniture: pieces of web page furniture
front matter `tags`: pieces of front matter `tags`
reader’s question: reader’s questions
reusable block: reusable blocks
essay: essays
no-break space made ordinary: no-break spaces made ordinary
letter and accent joined: letters and accents joined
control character taken out: control characters taken out
sign such as `&` written out as XML wants it: signs such as `&` written out as XML wants it
torn CDATA section mended: torn CDATA sections mended
undeclared prefix declared: undeclared prefixes declared
character before the XML taken out: characters before the XML taken out
letter read as one of Windows: letters read as one of Windows
run struck through kept as words: a book has no strokes: runs struck through kept as words: a book\
 has no strokes
table read cell by cell: the grid is not kept: tables read cell by cell: the grid is not kept
text box set below the words it hung beside: text boxes set below the words it hung beside
underlined place: underlined places
"""


@pytest.mark.parametrize("line", PLURALS.splitlines())
def test_several_of_a_kind_are_named_in_the_plural(line: str) -> None:
    kind, _, several = line.partition(": ")
    if line.count(": ") == 3:
        kind, several = (": ".join(line.split(": ")[at : at + 2]) for at in (0, 2))

    assert plural(kind) == several


def test_one_is_named_in_the_singular_and_large_counts_can_be_read() -> None:
    assert many(1, "menu entry") == "1 menu entry"
    assert many(1, "hidden text") == "1 piece of hidden text"
    assert many(12_000, "revision") == "12,000 revisions"
    assert many(0, "draft") == "0 drafts"


def test_whatever_hides_in_a_page_has_a_plural_of_its_own() -> None:
    kinds = {found.kind for found in (*hidden.TAGS.values(), *hidden.CLASSES.values())}

    assert not [kind for kind in kinds if plural(kind).endswith("ss")]


def test_a_tally_reads_back() -> None:
    assert tallied(tally(12, "pingback")) == (12, "pingback")
    assert tallied("front matter `3 × 4`") == (1, "front matter `3 × 4`")


def test_the_summary_counts_in_english() -> None:
    kinds = ["page"] * 8 + ["draft"] * 3 + ["pingback"] * 12 + ["unapproved comment"] * 2
    found = Gathered((), left_out=tuple(LeftOut(kind, "", "") for kind in kinds))

    assert left_out_in_short(found) == (
        "   (8 pages, 3 drafts, 12 pingbacks, 2 unapproved comments left out: "
        "anthology gather --list)"
    )


def test_an_address_in_the_list_can_be_opened() -> None:
    address = f"https://shore.example/{'tide' * 20}.jpg"
    row = Row(Kind.LEFT_OUT, "on-rope", address, "picture on the web", "nothing is fetched")

    assert list(tell.left_out_rows([row]))[1] == f"  in on-rope: {address}  (nothing is fetched)"


def test_the_list_adds_up_what_has_no_words() -> None:
    rows = [
        Row(Kind.LEFT_OUT, "on-rope", "", tally(3, "pingback"), "it did not show"),
        Row(Kind.LEFT_OUT, "on-tar", "", tally(1, "pingback"), "it did not show"),
        Row(Kind.LEFT_OUT, "", "About", "page", "it is no post"),
    ]

    assert list(tell.left_out_rows(rows)) == [
        "4 pingbacks",
        "  in on-rope: 3  (it did not show)",
        "  in on-tar: 1  (it did not show)",
        "1 page",
        "  About  (it is no post)",
    ]
