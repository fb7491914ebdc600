"""WordPress posts whose words stand elsewhere: blocks kept apart, and what page builders keep."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from blogs import GENERATOR, comment, item, wxr
from gathering import written

from anthology import gather
from anthology.gather import GatheredEssay
from anthology.gather.exports import elementor

POINTS = "<p>One gull.</p><p>Then two.</p>{}<p>And the sea.</p>"
BLOCK = '<!-- wp:block {"ref":90} /-->'


def essays(*paths: Path) -> dict[str, GatheredEssay]:
    return {one.essay.title: one for one in gather.gather(paths).essays}


def body(one: GatheredEssay) -> list[str]:
    beside = ("title: ", "subtitle: ", "day: ", "comment by ", "left out: ")
    return [line for line in written(one) if not line.startswith(beside)]


def left_out(one: GatheredEssay) -> dict[str, int]:
    return dict(Counter(left.kind for left in one.left_out))


def a_block(words: str, number: int = 90) -> str:
    return item(words, "Kept", number).replace(">post<", ">wp_block<")


def built(content: str = "", title: str = "The Net", number: int = 1, **meta: object) -> str:
    """A post with what a page builder keeps beside it."""
    beside = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA["
        f"{value if isinstance(value, str) else json.dumps(value)}]]></wp:meta_value></wp:postmeta>"
        for key, value in meta.items()
    )
    return item(content, title, number, beside)


def widget(kind: str, **settings: object) -> dict[str, object]:
    return {"elType": "widget", "widgetType": kind, "settings": settings, "elements": []}


def columns(*widgets: object) -> list[object]:
    column = {"elType": "column", "settings": [], "elements": list(widgets)}
    return [{"elType": "section", "settings": [], "elements": [column]}]


def test_a_block_of_another_file_of_the_same_blog_is_put_in_its_place(tmp_path: Path) -> None:
    posts = wxr(tmp_path / "posts.xml", item(POINTS.format(BLOCK)))
    blocks = wxr(tmp_path / "blocks.xml", a_block("<p>Then none.</p>"))

    for order in ((posts, blocks), (blocks, posts)):
        assert body(essays(*order)["The Net"]) == [
            "line: One gull.",
            "line: Then two.",
            "line: Then none.",
            "line: And the sea.",
        ]


def test_a_block_of_another_blog_is_not_put_in(tmp_path: Path) -> None:
    posts = wxr(tmp_path / "posts.xml", item(POINTS.format(BLOCK)))
    other = wxr(tmp_path / "other.xml", a_block("<p>Not hers.</p>"))
    other.write_text(other.read_text("utf-8").replace("shore.example", "hill.example"), "utf-8")

    assert "line: Not hers." not in body(essays(posts, other)["The Net"])


def test_a_block_that_is_nowhere_is_told_with_its_place(tmp_path: Path) -> None:
    one = essays(wxr(tmp_path / "posts.xml", item(POINTS.format(BLOCK))))["The Net"]

    assert [left.text for left in one.left_out] == ["90, below “One gull. Then two.”"]
    assert "All content" in one.left_out[0].reason


def test_a_block_that_holds_itself_is_told(tmp_path: Path) -> None:
    path = wxr(tmp_path / "a.xml", item(POINTS.format(BLOCK)), a_block(f"<p>Again.</p>{BLOCK}"))

    assert left_out(essays(path)["The Net"]) == {"reusable block": 1}


def test_words_a_post_puts_in_place_of_a_blocks_own_are_told(tmp_path: Path) -> None:
    own = '<!-- wp:block {"ref":90,"content":{"Name":{"content":"Mine, not its."}}} /-->'
    one = essays(wxr(tmp_path / "a.xml", item(own), a_block("<p>Its own words.</p>")))["The Net"]

    assert body(one) == ["paragraph: Its own words."]
    assert [left.text for left in one.left_out] == ["Mine, not its."]


def test_a_post_built_with_elementor_comes_in_in_its_order(tmp_path: Path) -> None:
    data = columns(
        widget("heading", title="What Holds", header_size="h3"),
        widget("text-editor", editor="<p>One gull.<br>  Then <em>two.</em></p><p>Then none.</p>"),
        widget("spacer", space={"size": 40}),
        widget("text-editor", editor="And the sea.\nAnd the sea.\n\nAnd nothing else at all."),
        widget("divider"),
        widget("blockquote", blockquote_content="Hold it.", author_name="An old hand"),
        widget("icon-list", icon_list=[{"text": "Rope"}, {"text": "Tar"}]),
        widget("toggle", tabs=[{"tab_title": "More", "tab_content": "<p>Of the same.</p>"}]),
    )
    one = essays(wxr(tmp_path / "a.xml", built(_elementor_data=data)))["The Net"]

    assert body(one) == [
        "heading: What Holds",
        "line: One gull.",
        "line: Then *two.*",
        "paragraph: Then none.",
        "line: And the sea.",
        "line: And the sea.",
        "paragraph: And nothing else at all.",
        "pause",
        "quoted paragraph: Hold it.",
        "quoted paragraph: An old hand",
        "item 0: Rope",
        "item 0: Tar",
        "heading: More",
        "paragraph: Of the same.",
    ]
    assert left_out(one) == {}


def test_a_spacer_of_elementors_is_a_gap(tmp_path: Path) -> None:
    texts = [widget("text-editor", editor=f"<p>{said}</p>") for said in ("One.", "Two.")]
    post = built(_elementor_data=columns(*texts, widget("spacer"), *texts))
    found = essays(wxr(tmp_path / "a.xml", post))

    lines = ["line: One.", "line: Two."]
    assert body(found["The Net"]) == [*lines, "gap", *lines]


def test_a_widget_that_is_no_text_is_counted_with_its_words(tmp_path: Path) -> None:
    data = columns(
        widget("text-editor", editor="<p>One gull.</p>"),
        widget("button", text="Press me", button_text_color="#fff"),
        widget("testimonial", testimonial_content="She is kind.", testimonial_name="Jo"),
        widget("global"),
        widget("e-image", image={"$$type": "image", "value": {}}),
        widget("form", form_fields=[{"field_label": "Your name"}]),
        widget("image", image={"url": "https://x.example/a.png", "alt": "A net"}),
    )
    one = essays(wxr(tmp_path / "a.xml", built(_elementor_data=data)))["The Net"]

    assert [(left.kind, left.text) for left in one.left_out] == [
        ("picture on the web", "A net https://x.example/a.png"),
        ("button widget", "Press me"),
        ("testimonial widget", "She is kind. Jo"),
        ("global widget", ""),
        ("e image widget", ""),
        ("form widget", "Your name"),
    ]


@pytest.mark.parametrize("shell", ["", "&nbsp;", "<div></div>", '[elementor-template id="7"]'])
def test_elementors_text_stands_in_for_a_post_that_is_only_a_shell(
    tmp_path: Path, shell: str
) -> None:
    data = columns(widget("text-editor", editor="<p>One gull.</p>"))
    one = essays(wxr(tmp_path / "a.xml", built(shell, _elementor_data=data)))["The Net"]

    assert body(one) == ["paragraph: One gull."]


def test_a_post_that_has_its_words_is_read_from_them(tmp_path: Path) -> None:
    data = columns(widget("text-editor", editor="<p>One gull, and then two.</p>"))
    path = wxr(
        tmp_path / "a.xml", built("<p>One gull, and <em>then</em> two.</p>", _elementor_data=data)
    )

    assert body(essays(path)["The Net"]) == ["paragraph: One gull, and *then* two."]


def test_words_of_a_shell_are_told(tmp_path: Path) -> None:
    data = columns(widget("text-editor", editor="<p>One gull, and then two of them.</p>"))
    one = essays(wxr(tmp_path / "a.xml", built("Loading…", _elementor_data=data)))["The Net"]

    assert [(left.kind, left.text) for left in one.left_out] == [
        ("text beside the builder’s", "Loading…")
    ]


def test_comments_on_a_built_post_stay_with_it(tmp_path: Path) -> None:
    data = columns(widget("text-editor", editor="<p>One gull.</p>"))
    post = built(_elementor_data=data).replace("</item>", comment("Yes.", 5) + "</item>")
    one = essays(wxr(tmp_path / "a.xml", post))["The Net"]

    assert [c.name for c in one.essay.comments] == ["Jo Marsh"]


@pytest.mark.parametrize("broken", ["", "[", "{}", "[1, null]", '"x"', "[" * 500 + "]" * 500])
def test_broken_data_of_elementor_gives_nothing(broken: str) -> None:
    assert elementor.rich(broken).html == ""


def test_widgets_of_elementors_newer_kind_are_read(tmp_path: Path) -> None:
    data = [
        {
            "elType": "e-flexbox",
            "elements": [
                widget("e-heading", title={"$$type": "string", "value": "What Holds"}),
                widget("e-paragraph", paragraph={"$$type": "html", "value": "One gull."}),
            ],
        }
    ]
    one = essays(wxr(tmp_path / "a.xml", built(_elementor_data=data)))["The Net"]

    assert body(one) == ["heading: What Holds", "paragraph: One gull."]


def test_what_beaver_builder_keeps_for_itself_is_told(tmp_path: Path) -> None:
    post = built("", _fl_builder_data='a:1:{s:2:"ab";O:8:"stdClass":0:{}}')
    found = gather.gather([wxr(tmp_path / "a.xml", post, item("Words.", "Words", 2))])

    assert [left.kind for left in found.left_out] == ["empty essay", "Beaver Builder text"]


VERSE = "One gull.\nThen <em>two.</em>"
LINES = ["line: One gull.", "line: Then *two.*"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (
            '[vc_row][vc_column width="1/2"][vc_custom_heading text="What Holds" '
            f'font_container="tag:h3|font_size:28"][vc_column_text css=".x{{a:b}}"]{VERSE}'
            "[/vc_column_text][/vc_column][/vc_row]",
            ["heading: What Holds", *LINES],
        ),
        (
            '[et_pb_section fb_built="1"][et_pb_row][et_pb_column type="4_4"][et_pb_text '
            f'_builder_version="4.27"]<p>{VERSE.replace(chr(10), "<br>")}</p>[/et_pb_text]'
            '[et_pb_blurb title="She said %22hold%22"]<p>And the sea.</p>[/et_pb_blurb]'
            "[/et_pb_column][/et_pb_row][/et_pb_section]",
            [*LINES, 'heading: She said "hold"', "paragraph: And the sea."],
        ),
        (
            "[vc_column_text]One gull.[/vc_column_text][vc_column_text]Then two.[/vc_column_text] "
            "[vc_column_text]Then none.[/vc_column_text]",
            ["line: One gull.", "line: Then two.", "line: Then none."],
        ),
        (
            "[one_half]One gull.[/one_half][one_half_last]Then [b]two[/b] [i]and[/i] "
            "none.[/one_half_last]",
            ["line: One gull.", "line: Then two and none."],
        ),
        (
            "[fusion_builder_container][fusion_text]One gull.[/fusion_text]"
            '[fusion_toggle title="More"]Of the same.[/fusion_toggle][/fusion_builder_container]',
            ["paragraph: One gull.", "heading: More", "paragraph: Of the same."],
        ),
        (
            '<div class="fl-rich-text"><p>One gull.<br>Then <em>two.</em></p></div>',
            LINES,
        ),
    ],
    ids=["wpbakery", "divi", "boxes", "columns", "avada", "beaver"],
)
def test_a_page_builder_leaves_the_words(tmp_path: Path, content: str, lines: list[str]) -> None:
    assert body(essays(wxr(tmp_path / "a.xml", item(content)))["The Net"]) == lines


def test_divi_blocks_show_what_they_keep(tmp_path: Path) -> None:
    def kept(part: str, value: object) -> str:
        held = {part: {"innerContent": {"desktop": {"value": value}}}}
        return json.dumps(held).replace("<", "\\u003c").replace(">", "\\u003e")

    content = (
        "<!-- wp:divi/section --><!-- wp:divi/row {} -->"
        f"<!-- wp:divi/heading {kept('title', 'What Holds')} /-->"
        f"<!-- wp:divi/text {kept('content', '<p>One gull.<br>Then <em>two.</em></p>')} /-->"
        f"<!-- wp:divi/button {kept('button', {'text': 'Press me'})} /-->"
        "<!-- /wp:divi/row --><!-- /wp:divi/section -->"
    )
    one = essays(wxr(tmp_path / "a.xml", item(content)))["The Net"]

    assert body(one) == ["heading: What Holds", *LINES]
    assert [(left.kind, left.text) for left in one.left_out] == [("divi button", "Press me")]


def test_words_kept_in_a_block_of_another_maker_are_told(tmp_path: Path) -> None:
    content = (
        '<p>One gull.</p><!-- wp:acf/aside {"data":{"text":"A rope is not a promise."},'
        '"align":"wide"} /--><!-- wp:latest-posts {"className":"is style one"} /-->'
    )
    one = essays(wxr(tmp_path / "a.xml", item(content), generator=GENERATOR))["The Net"]

    assert [(left.kind, left.text) for left in one.left_out] == [
        ("acf block", "A rope is not a promise.")
    ]
