"""Where a printed page turns, the EPUB is marked, and nothing else in it is touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anthology import markup, xhtml
from anthology.epub import turns
from anthology.pages import Page, PageStart, Section

MARKER = re.compile(
    r'<(span|div) role="doc-pagebreak" epub:type="pagebreak" id="page-\w+" aria-label="\w+">'
    r"</(?:span|div)>"
)
PROSE = '<p id="b1">She rowed un<em>believ</em>ably far &amp; came back &#8212; twenty-one.</p>'
VERSE = (
    '<p class="stanza" id="b2-1"><span class="line" id="b2-1-1">One gull.<br/></span>\n'
    '<span class="line" id="b2-1-2">Then two.</span></p>'
)
HEADED = '<header class="opening"><h1 class="title" id="title">Oars</h1></header>'
LISTED = '<ul class="list" id="b3">\n<li id="b3-1">tar</li>\n<li id="b3-2">rope</li>\n</ul>'
NOTED = '<p id="b1">A knot<a id="mark-1" href="#note-1">1</a> holds.</p>\n<p id="b2">Or not.</p>'


def essay(body: str) -> Page:
    return Page("oars", "essay", "Oars", body, Section.BODY, "en")


def marked(body: str, *starts: tuple[str, int]) -> str:
    """The body with a `|` for each marker, and `||` for one that is a block."""
    begins = [PageStart(str(n), "oars", *start) for n, start in enumerate(starts, 1)]
    ((page,), _) = turns.mark([essay(body)], begins)
    return MARKER.sub(lambda found: {"span": "|", "div": "||"}[found[1]], page.body)


@pytest.mark.parametrize(
    ("body", "start", "expected"),
    [
        (PROSE, ("b1", 0), '<p id="b1">|She rowed'),
        (PROSE, ("b1", 3), ">She |rowed un<em>"),
        (PROSE, ("b1", 8), ">She rowed |un<em>"),
        # inside a word, in whatever dress: the next whole one
        (PROSE, ("b1", 10), "believ</em>ably |far &amp;"),
        (PROSE, ("b1", 18), "believ</em>ably |far &amp;"),
        (PROSE, ("b1", 23), "far |&amp; came"),
        (PROSE, ("b1", 24), "far &amp; |came"),
        (PROSE, ("b1", 33), "back &#8212; |twenty-one"),
        (VERSE, ("b2-1-1", 0), 'id="b2-1-1">|One gull.'),
        (VERSE, ("b2-1-2", 0), 'id="b2-1-2">|Then two.'),
        (VERSE, ("b2-1-2", 4), ">Then |two."),
        # the word is the last of its line
        (VERSE, ("b2-1-1", 5), 'id="b2-1-2">|Then two.'),
        (HEADED, ("title", 0), '<header class="opening">||<h1'),
        (LISTED, ("b3-2", 0), '<li id="b3-2">|rope'),
        (LISTED, ("b3-1", 1), '<li id="b3-2">|rope'),
        (NOTED, ("b1", 6), "</a> |holds."),
        (NOTED, ("b1", 7), '<p id="b2">|Or not.'),
        ('<p id="b1">water—deep</p>', ("b1", 6), "water—|deep"),
        ('<p id="b1">静かな水の上</p>', ("b1", 3), "静かな|水の上"),
        ('<figure class="figure" id="b4"><img/></figure>', ("b4", 0), "||<figure"),
        ("<p>Reed &amp; Weir</p>", ("", 0), "||<p>Reed"),
        ("<p>Reed &amp; Weir</p>", ("", 5), "<p>Reed &amp; |Weir"),
    ],
)
def test_a_marker_stands_where_the_page_begins(
    body: str, start: tuple[str, int], expected: str
) -> None:
    assert expected in marked(body, start)


def test_a_last_word_that_runs_over_is_marked_behind_it() -> None:
    assert marked('<p id="b1">Wait, extraordinary</p>', ("b1", 10)).endswith("</p>||")


def test_several_pages_are_marked_in_their_order() -> None:
    assert marked(PROSE, ("b1", 0), ("b1", 8), ("b1", 24)).count("|") == 3


def test_markers_are_told_with_their_number_and_their_place() -> None:
    starts = [PageStart("iv", "oars", "b1", 0), PageStart("3", "elsewhere", "b1", 0)]

    (page,), marks = turns.mark([essay(PROSE)], starts)

    assert marks == [turns.Mark("iv", "oars", "page-iv")]
    assert 'id="page-iv" aria-label="iv"' in page.body


LINES = st.lists(st.text("ab —-'é&<*水", min_size=1, max_size=12), min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(LINES, st.lists(st.integers(0, 30), min_size=1, max_size=3))
def test_without_its_markers_a_body_is_what_it_was(lines: list[str], counts: list[int]) -> None:
    body = xhtml.text(markup.parse("\n".join(lines)))
    names = re.findall(r'id="([^"]+)"', body)[:1] or [""]
    starts = [PageStart(str(n), "oars", names[0], c) for n, c in enumerate(sorted(counts))]

    ((page,), _) = turns.mark([essay(body)], starts)

    assert MARKER.sub("", page.body) == body
    assert len(MARKER.findall(page.body)) == len(starts)
