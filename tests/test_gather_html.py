"""A body in HTML: what shows is kept, line by line; what is hidden is left out and counted."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anthology import markup, model
from anthology.gather.account import unaccounted
from anthology.gather.gathered import GatheredEssay, Order
from anthology.gather.html import body as html_body
from anthology.gather.html import tokens
from anthology.gather.html.body import Body, House
from anthology.gather.html.line import White
from anthology.gather.marks.marked_lines import Called
from anthology.gather.review import Kind
from anthology.gather.typed.levels import levelled
from anthology.model import Essay, Figure

LONG = "There is a kind of waiting that only looks like patience, and another that is a door held "
LONG += "open with one foot while the hands are busy with something else."


def read(source: str, house: House | None = None) -> Body:
    return html_body.read(source, house or House())


def written(source: str, house: House | None = None) -> str:
    return markup.write(levelled(read(source, house).blocks))


def left_out(body: Body) -> dict[str, int]:
    return dict(Counter(left.kind for left in body.left_out))


@pytest.mark.parametrize(
    ("source", "manuscript"),
    [
        (f"<p>{LONG}</p><p>{LONG}</p>", f"{LONG}\n\n{LONG}\n"),
        (f"<p>{LONG}</p><p>A hinge.</p><p>{LONG}</p>", f"{LONG}\n\nA hinge.\n\n{LONG}\n"),
        ("<p>One\n  gull  <b> here </b>.</p>", "One gull **here** .\n"),
        ("<p>un<b>bel</b>ievable</p>", "un**bel**ievable\n"),
        ("<b><p>One</b> gull</p>", "**One** gull\n"),
        ("<b style='font-weight:normal'><i>One</i> gull</b>", "*One* gull\n"),
        ("<p><em>a <strong>b</strong></em><strong> c</strong></p>", "*a **b*** **c**\n"),
        ("<p>a <em><strong>b</strong></em>, c</p>", "a ***b***, c\n"),
        ("<p>a <strong><em>b</em></strong>, c</p>", "a ***b***, c\n"),
        ("<p>a &lt;b&gt; &amp;amp; &#8217; 1 < 2 & so</p>", "a <b> &amp; ’ 1 < 2 & so\n"),
        ("<p>a <a href='https://x.org/b?c=1&amp;d'>b</a></p>", "a [b](https://x.org/b?c=1&d)\n"),
        ("<h1>A</h1><h3>B</h3><h2><b>C</b></h2>", "## A\n\n### B\n\n### C\n"),
        ("<ul><li>a<ol><li>b</ol><li>c<br>d</ul>", "- a\n  - b\n- c\n  d\n"),
        ("<ol start='3'><li>a<li>b</ol><p>c</p>", "3. a\n\n4. b\n\nc\n"),
        ("<blockquote><p>a</p><cite>b</cite></blockquote>", "> a\n> *b*\n"),
        ("<h3><button>A</button></h3><p>b</p>", "## A\n\nb\n"),
        ("<button><h3>A</h3></button><p>b</p>", "## A\n\nb\n"),
        ("<div><button class='kt-accordion-header'>A</button></div><p>b</p>", "A\nb\n"),
        ("<p>a<p>b<div style='height:20px'></div><p>c<p>d", "a\nb\n\nc\nd\n"),
        ("<p>a<p>b<div style='height:var(--x)'></div><p>c<p>d", "a\nb\n\nc\nd\n"),
        ("<p>a<p>b<div style='height:0'></div><p>c<p>d", "a\nb\nc\nd\n"),
        ("<p>a</p><hr><p>b</p>", "a\n\n***\n\nb\n"),
        ("<p>a</p><p>* * *</p><p>b</p>", "a\n\n***\n\nb\n"),
        ("<p>a<p>b<p>c", "a\nb\nc\n"),
        ("<p>a<br>\u00a0\u00a0\u00a0b</p>", "a\n    b\n"),
        ("<p>a\u2028b</p>", "a\nb\n"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n    b\n"),
        ("<p>a</p><p style='margin-left:40px'>b</p>", "a\n    b\n"),
        ("<p>He said <q>no</q>.</p>", "He said “no”.\n"),
        ("<p>a<img class='emoji' alt='😊' src='x.png'></p>", "a😊\n"),
        ("<p>H<sub>2</sub>O</p>", "H₂O\n"),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a\nb\n\nc\nd\n"),
        ("<pre>\n  a\n\tb</pre>", "  a\n    b\n"),
        ("<p>“No,” he said.</p><p>“Yes.”</p><p>“So.”</p>", "“No,” he said.\n\n“Yes.”\n\n“So.”\n"),
        ("text <p don't>words</p>", "text\nwords\n"),
    ],
)
def test_html_comes_out_as_it_shows(source: str, manuscript: str) -> None:
    assert written(source) == manuscript


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<script>if (a < b) {}</script>", "script"),
        ("<style>p {}</style>", "script"),
        ("<noscript><img src='x.png'></noscript>", "script"),
        ("<iframe src='https://x.org'></iframe>", "embed"),
        ("<div class='wp-block-embed__wrapper'>https://x.org</div>", "embed"),
        ("<form>Your name <input></form>", "form"),
        ("<p class='button-wrapper'><a href='https://x.org'>Subscribe</a></p>", "button"),
        ("<div class='subscription-widget-wrap'>Thanks for reading!</div>", "subscription box"),
        ("<div class='sharedaddy sd-sharing'>Share this</div>", "row of sharing buttons"),
        ("<a class='wp-block-file__button' href='/w.pdf'>Download</a>", "button"),
        ("<span class='wp-block-accordion-heading__toggle-icon'>+</span>", "button"),
        ("<div class='ez-toc-container'><ul><li>On nets</ul></div>", "list of contents"),
        ("<div class='graf--mixtapeEmbed'>A note on tar</div>", "list of other posts"),
        ("<div class='kg-audio-player'><span>0:00</span> / 3:40</div>", "embed"),
        ("<label class='hide-text'>Text within this block</label>", "hidden text"),
        ("<div style='color: red; Display : none'>x</div>", "hidden text"),
        ("<div hidden>x</div>", "hidden text"),
        ("<!-- an editor's note -->", "HTML comment"),
        ("<img src='https://x.org/sea.jpg' alt='the sea'>", "picture on the web"),
        ("<img src='https://x.org/count.gif' width='1' height='1'>", "counting picture"),
    ],
)
def test_what_is_hidden_is_left_out_and_counted(source: str, kind: str) -> None:
    body = read(f"<p>Words.</p>{source}<p>More.</p>")

    assert left_out(body) == {kind: 1}
    assert [model.plain(line.children) for line, _ in model.lines(body.blocks)] == [
        "Words.",
        "More.",
    ]


@pytest.mark.parametrize("mark", ["kg-card-begin: html", "kg-card-end: html", "members-only"])
def test_the_marks_of_an_editor_are_not_told(mark: str) -> None:
    body = read(f"<p>Words.</p><!--{mark}--><p>More.</p>")

    assert left_out(body) == {}


def test_hidden_text_that_never_ends_hides_nothing() -> None:
    assert written("<div class='sharedaddy'><p>Words.</p>") == "Words.\n"
    assert written("<!-- never ends <p>Words.</p>") == "Words.\n"
    assert written("<script><p>Words.</p>") == "Words.\n"


def test_a_link_into_the_old_site_keeps_its_words() -> None:
    source = "<p><a href='https://www.shore.example/rope'>rope</a> <a href='/x'>and</a> more</p>"
    body = read(source, House(site=frozenset(["shore.example"])))

    assert markup.write(body.blocks) == "rope and more\n"
    assert [left.text for left in body.left_out] == ["https://www.shore.example/rope", "/x"]


def test_a_picture_the_source_has_is_a_figure_with_its_caption() -> None:
    def picture(called: Called) -> Figure:
        return Figure(f"images/{called.source}", called.alt)

    source = "<figure><img src='a.png' alt='sea'><figcaption>The <i>sea</i></figcaption></figure>"
    house = House(picture=picture)

    assert written(source, house) == "![sea](images/a.png)\nThe *sea*\n"


def test_the_caption_of_a_picture_left_out_stands_by_itself() -> None:
    source = "<p>a</p><figure><img src='a.png'><figcaption>b</figcaption></figure><p>c</p>"

    assert written(source) == "a\n\nb\n\nc\n"


def test_a_newline_is_a_line_end_only_where_the_source_says_so() -> None:
    classic = House(white=White.LINES)

    assert written("a\nb\n\nc\nd<br />\ne") == "a b c d\ne\n"
    assert written("a\nb\n\nc\nd<br />\ne", classic) == "a\nb\n\nc\nd\ne\n"


def test_a_quotation_someone_is_named_for_is_one_among_verse_too() -> None:
    verse = "<p>One gull.<br>Then two.</p>{}<p>Then none.<br>And the sea.</p>"

    assert "> Hm." in written(verse.format("<blockquote class='wp-block-quote'>Hm.</blockquote>"))
    assert "> “Hm.”" in written(verse.format("<blockquote>“Hm.”</blockquote>"))
    assert "> Hm." in written(verse.format("<blockquote>Hm.<br><cite>Orlo</cite></blockquote>"))
    assert "  Hm." in written(verse.format("<blockquote>Hm.</blockquote>"))


def test_a_gap_among_lines_that_are_set_in_is_kept() -> None:
    quoted = "<blockquote><p>Then none.<br>And the sea.</p><p>And the sky.</p></blockquote>"

    assert written(f"<p>One gull.<br>Then two.</p>{quoted}<p>So it is.</p>") == (
        "One gull.\nThen two.\n    Then none.\n    And the sea.\n\n    And the sky.\nSo it is.\n"
    )


def test_a_quotation_taken_for_an_indent_is_told() -> None:
    body = read("<p>One gull.<br>Then two.</p><blockquote>Hm.</blockquote>")

    assert [row.text for row in body.rows] == ["Hm."]


def test_a_heading_of_many_lines_is_text_set_large() -> None:
    assert written("<h2>One gull.<br>Then two.<br>Then none.</h2>") == (
        "One gull.\nThen two.\nThen none.\n"
    )


def test_a_short_paragraph_in_bold_is_told_as_a_possible_heading() -> None:
    body = read(f"<p><b>On Rope</b></p><p>{LONG}</p>")

    assert [(row.kind, row.text) for row in body.rows] == [(Kind.POSSIBLE_HEADING, "On Rope")]


def test_a_note_stands_where_it_is_called() -> None:
    house = House(
        mark=lambda tag, said: said.get("data-fn", "") if tag == "sup" else "",
        note=lambda _tag, said: said.get("data-note", ""),
    )
    source = "<p>Rope<sup data-fn='1'>*</sup> holds.</p><div data-note='1'><p>Mostly.</p></div>"

    assert written(source, house) == "Rope[^1] holds.\n\n[^1]: Mostly.\n"


PIECES = (
    "<p>|</p>|<br>|<br/>|<div>|</div>|<b>|</b>|<i>|</em>|<em>|<ul>|</ul>|<ol start=3>|<li>|</li>|"
    "<blockquote>|</blockquote>|<pre>|</pre>|<h2>|</h2>|<h5>|<hr>|<table>|<tr>|<td>|</table>|<dl>|"
    "<dd>|<a href='http://x.y'>|<a href='/z'>|</a>|<img src='q.png' alt='seen'>|<figure>|"
    "<figcaption>|</figure>|<script>|</script>|<div hidden>|<!-- c -->|<!--|-->|<p style='white-"
    "space:pre-wrap'>|<sup data-fn='1'>|</sup>|<div data-note='1'>|<ul style='list-style:none'>|"
    '<a title="broken>|word|One gull.|Then two,|“No.”|* * *|—|&nbsp;|&nbsp;&nbsp;x|\n|\n\n|  |'
    "é|e\u0301|\u200b|\u2028|&amp;|&#8217;|<|>|&|[x]|*|\\|# h|- i|1. j|2019. k|> q|?? r|| s"
).split("|")
BODIES = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join)
WAYS = st.sampled_from([White.COLLAPSED, White.LINES, White.KEPT])
NOTES = House(
    mark=lambda tag, said: said.get("data-fn", "") if tag == "sup" else "",
    note=lambda _tag, said: said.get("data-note", ""),
)


@settings(deadline=None, max_examples=300)
@given(BODIES, WAYS)
def test_no_letter_of_html_is_lost_and_all_of_it_can_be_written(source: str, white: White) -> None:
    body = read(source, replace(NOTES, white=white))
    essay = Essay("", "", levelled(body.blocks))
    gathered = GatheredEssay(
        essay, Order(""), body.original, left_out=body.left_out, read=body.read
    )

    assert unaccounted(body.original, gathered) == []
    again = markup.parse(markup.write(essay.blocks))
    assert len(list(model.lines(again))) == len(list(model.lines(essay.blocks)))


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join))
def test_every_letter_is_in_one_token(source: str) -> None:
    assert "".join(token.source for token in tokens.tokens(source)) == source


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "words" + "</div>" * 20_000,
        "<b>" * 20_000 + "words",
        "<b><i>" * 10_000 + "words" + "</b></i>" * 10_000,
        "<blockquote><ul><li>" * 20_000 + "words",
        '<a ="' * 20_000 + "words",
        "<a '>" * 20_000 + "words",
        "<!--" * 20_000 + "words",
        "<script>" * 10_000 + "words",
        "<div hidden>" * 10_000 + "words",
        "<" * 100_000 + "words",
        "<p>words</p>" * 20_000,
        "words<br>" * 10_000,
        "<p>&nbsp;</p>" * 10_000 + "words",
        "<table><tr><td>" * 10_000 + "words",
    ],
    ids=lambda source: source[:20],
)
def test_a_hostile_page_costs_no_more_than_its_length(source: str) -> None:
    start = time.process_time()
    body = read(source)

    assert time.process_time() - start < 5
    assert "words" in body.original or any("words" in left.text for left in body.left_out)
