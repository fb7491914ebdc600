"""Word, OpenDocument and Google Docs in, essays and comments out."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest
from documents import ODF, RELATED, W, docx, odt, w_par, w_run
from gathering import FIXTURES, from_text, gathered, written

from anthology import gather, markup
from anthology.errors import AnthologyError
from anthology.gather import Gathered, GatheredEssay
from anthology.gather.documents import word
from anthology.gather.review import Kind
from anthology.model import ConsentState

PROSE = "We rowed out before it was light, and nobody said what for, since everybody knew. " * 2
PNG = b"\x89PNG\r\n\x1a\n" + b"a lamp"
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="A lamp"/><a:graphic>'
    '<a:graphicData><a:blip r:embed="p1"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    "</w:r>"
)
TO_PICTURE = f'<Relationship Id="p1" Type="{RELATED}/image" Target="media/lamp.png"/>'
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'


def kinds(found: Gathered) -> Counter[str]:
    """How many things of each kind were left out, of the file and of its essays."""
    every = (*found.left_out, *(left for one in found.essays for left in one.left_out))
    return Counter(left.kind for left in every)


def printed(one: GatheredEssay) -> list[str]:
    """What `written` says of an essay, without what was left out."""
    return [line for line in written(one) if not line.startswith("left out: ")]


def manuscript(path: Path) -> str:
    return markup.write(gathered(path).essay.blocks)


POEM = f"""# Slack Water

{PROSE.strip()}

One gull.
Then two.
&nbsp;&nbsp;&nbsp; Then *none at all*,
and **the** sea.

You are not late.
You are here.
"""
ITALIC = w_run("none ", "<w:i/>") + w_run("at all", "<w:rStyle w:val='x'/><w:i w:val='1'/>")
BOLD = w_run("and ") + w_run("the ", "<w:b/>") + w_run("sea.")


@pytest.mark.parametrize(
    "third",
    [
        w_par(runs=w_run("\tThen ") + ITALIC + w_run(",")),
        w_par(runs=w_run("    Then ") + ITALIC + w_run(",")),
        w_par(properties='<w:ind w:left="720"/>', runs=w_run("Then ") + ITALIC + w_run(",")),
        w_par(properties='<w:ind w:firstLine="720"/>', runs=w_run("Then ") + ITALIC + w_run(",")),
    ],
    ids=["a tab", "spaces", "a paragraph's indent", "an indent of the first line"],
)
def test_a_poem_of_paragraphs_is_the_poem_in_markdown(tmp_path: Path, third: str) -> None:
    lines = w_par("One gull.") + w_par("Then two.") + third + w_par(runs=BOLD)
    last = w_par("You are not late.") + w_par("You are here.")
    body = w_par("Slack Water", "Titel") + w_par(PROSE) + w_par() + lines + w_par() + last

    poem = from_text(tmp_path, POEM, "poem.md").essay.blocks
    assert manuscript(docx(tmp_path / "poem.docx", body)) == markup.write(poem)


@pytest.mark.parametrize("gap", ["", w_par(), w_par() + w_par()])
def test_a_paragraph_of_several_lines_is_a_stanza(tmp_path: Path, gap: str) -> None:
    first = w_run("One gull.\nThen two.\n\tThen ") + ITALIC + w_run(",\n") + BOLD
    last = w_par("You are not late.\nYou are here.")
    body = w_par("Slack Water", "Titel") + w_par(PROSE) + gap + w_par(runs=first) + gap + last

    poem = from_text(tmp_path, POEM, "poem.md").essay.blocks
    assert manuscript(docx(tmp_path / "poem.docx", body)) == markup.write(poem)


def test_the_same_poem_in_opendocument(tmp_path: Path) -> None:
    body = (
        '<text:h text:style-name="Title" text:outline-level="1">Slack Water</text:h>'
        f"<text:p>{PROSE}</text:p><text:p/><text:p>One\n   gull.</text:p><text:p>Then two.</text:p>"
        '<text:p text:style-name="P1">Then <text:span text:style-name="I">none</text:span>'
        '<text:span text:style-name="I"> at all</text:span>,</text:p><text:p>and '
        '<text:span text:style-name="B">the </text:span>sea.</text:p><text:p/>'
        "<text:p>You are not late.<text:line-break/>You are here.</text:p>"
    )

    poem = from_text(tmp_path, POEM, "poem.md").essay.blocks
    assert manuscript(odt(tmp_path / "poem.odt", body)) == markup.write(poem)


@pytest.mark.parametrize("name", ["google-download", "google-paste", "word-page"])
def test_the_same_poem_kept_as_a_page(tmp_path: Path, name: str) -> None:
    poem = from_text(tmp_path, POEM, "poem.md").essay.blocks

    assert manuscript(FIXTURES / "documents" / f"{name}.html") == markup.write(poem)


def test_white_that_is_wider_is_a_gap(tmp_path: Path) -> None:
    wide = '<w:spacing w:after="240"/>'
    texts = [("One gull.", ""), ("Then two.", wide), ("Then none.", ""), ("And the sea.", wide)]
    body = w_par("Slack", "Titel") + "".join(w_par(text, "", white) for text, white in texts)

    assert manuscript(docx(tmp_path / "a.docx", body)) == (
        "One gull.\nThen two.\n\nThen none.\nAnd the sea.\n"
    )


def test_the_indent_that_prose_is_typed_with_is_no_verses(tmp_path: Path) -> None:
    habit = '<w:ind w:firstLine="720"/>'
    body = "".join(w_par(text, "", habit) for text in ("Slack", PROSE, "One gull.", "Then two."))

    assert manuscript(docx(tmp_path / "a.docx", body)).endswith("\n\nOne gull.\nThen two.\n")


def the_lamp(folder: Path) -> Path:
    """A document with one of everything."""
    linked = '<Relationship Id="h1" Type="{}/hyperlink" Target="https://shore.example/" {}/>'
    note = "<w:footnote w:id='{}' {}>{}</w:footnote>"
    words = (
        w_run("We ")
        + f"<w:ins>{w_run('always ')}</w:ins>"
        + "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        + w_run("lit it")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + w_run(" for ")
        + f'<w:hyperlink r:id="h1">{w_run("the shore", "<w:b/>")}</w:hyperlink>'
        + w_run("hidden", "<w:vanish/>")
        + w_run(". " + PROSE)
    )
    table = f"<w:tbl><w:tr><w:tc>{w_par('wick')}</w:tc><w:tc>{w_par('glass')}</w:tc></w:tr></w:tbl>"
    body = (
        w_par("The Lamp", "Titel")
        + w_par("A small light", "Untertitel")
        + w_par("May 3, 2024")
        + w_par("1 The oil", "Inhalt")
        + w_par("What the Oil Is For", "berschrift2")
        + w_par(runs=words)
        + w_par(runs=PICTURE)
        + w_par("The lamp, 1911", "Bild")
        + w_par(runs=w_run("Who keeps it", "<w:b/>"))
        + w_par("Oil", "", LISTED.format(2))
        + w_par("Wick", "", LISTED.format(2))
        + w_par("Who lights a lamp\nwaits for somebody.", "Zitat")
        + w_par("In the middle", "", '<w:jc w:val="center"/>')
        + table
        + w_par()
        + w_par()
        + w_par("2 Comments")
        + w_par("Thank you for this! -Jo")
        + w_par(runs=w_run("So true, I ") + w_run("love", "<w:i/>") + w_run(" it. -Kim"))
    )
    parts: dict[str, str | bytes] = {
        "word/footnotes.xml": f"<w:footnotes {W}>"
        + note.format(0, "w:type='separator'", w_par("no note"))
        + note.format(2, "", w_par("Only once.") + w_par("In March."))
        + note.format(3, "", w_par("Nobody calls this."))
        + "</w:footnotes>",
        "word/comments.xml": f"<w:comments {W}><w:comment w:author='Ed'>{w_par('Is it so?')}"
        "</w:comment></w:comments>",
        "word/header1.xml": f"<w:hdr {W}>{w_par('Draft 3')}</w:hdr>",
        "word/media/lamp.png": PNG,
    }
    outside = linked.format(RELATED, 'TargetMode="External"')
    return docx(folder / "lamp.docx", body, parts, TO_PICTURE + outside)


def test_a_word_document_with_one_of_everything(tmp_path: Path) -> None:
    essay = gathered(the_lamp(tmp_path))

    assert printed(essay) == [
        "title: The Lamp",
        "subtitle: A small light",
        "day: 2024-05-03",
        "heading: What the Oil Is For",
        "paragraph: We always lit it[^1] for [**the shore**](https://shore.example/). "
        + PROSE.strip(),
        "figure: A lamp",
        "caption: The lamp, 1911",
        "small heading: Who keeps it",
        "item 0: Oil",
        "item 0: Wick",
        "quoted line: Who lights a lamp",
        "quoted line: waits for somebody.",
        "line: In the middle",
        "line: wick",
        "line: glass",
        "note 1: Only once.",
        "note 1: In March.",
        "comment by Jo: Thank you for this!",
        "comment by Kim: So true, I *love* it.",
    ]
    assert [(picture.data, picture.source) for picture in essay.pictures] == [
        (PNG, "images/lamp-" + essay.pictures[0].source[-12:])
    ]


def test_what_a_word_document_holds_besides_is_counted_and_listed(tmp_path: Path) -> None:
    found = gather.gather([the_lamp(tmp_path)])

    assert len(found.essays) == 1
    assert len(found.essays[0].essay.comments) == 2
    # A word struck out by a tracked change, hidden words, a centred line, a heading over comments;
    # a contents list, an editor's note, a running head, a note without a mark.
    assert kinds(found) == {
        "tracked deletion": 1,
        "hidden text": 1,
        "centred line": 1,
        "heading over comments": 1,
        "contents list": 1,
        "margin note": 1,
        "running head": 1,
        "uncalled note": 1,
    }
    margin = next(left for left in found.left_out if left.kind == "margin note")
    assert margin.text == "Ed: Is it so?"
    told = [row.decided for row in found.all_rows if row.kind is Kind.CHANGED]
    assert told == [
        "1 tracked insertion taken as accepted",
        "1 table read cell by cell: the grid is not kept",
    ]


def test_a_reader_in_a_document_has_agreed_to_nothing(tmp_path: Path) -> None:
    comments = gathered(the_lamp(tmp_path)).essay.comments

    assert {comment.consent.state for comment in comments} == {ConsentState.NOT_ASKED}


def test_a_short_bold_paragraph_is_a_heading_made_by_hand(tmp_path: Path) -> None:
    body = w_par("Title\nof two lines") + w_par(PROSE) + w_par(runs=w_run("By hand", "<w:b/>"))
    rows = gathered(docx(tmp_path / "a.docx", body + w_par(PROSE))).rows

    heading = next(row for row in rows if row.kind is Kind.HEADING)
    assert heading.text == "By hand"
    assert "bold" in heading.reason


def test_a_bold_stanza_is_no_heading(tmp_path: Path) -> None:
    bold = "".join(w_par(runs=w_run(text, "<w:b/>")) for text in ("One gull", "Then two"))
    body = w_par("Slack", "Titel") + bold + w_par("And the sea.")
    lines = written(gathered(docx(tmp_path / "a.docx", body)))

    assert lines[1:] == ["line: **One gull**", "line: **Then two**", "line: And the sea."]


def test_a_document_without_styles_is_read_as_plain_text(tmp_path: Path) -> None:
    text = (FIXTURES / "shore/002_41d08e7fa2b95c36.txt").read_text(encoding="utf-8")
    plain = gathered(FIXTURES / "shore/002_41d08e7fa2b95c36.txt").essay
    body = "".join(w_par(line) for line in text.split("\n"))

    essay = gathered(docx(tmp_path / "a.docx", body)).essay
    assert markup.write(essay.blocks) == markup.write(plain.blocks)
    assert [one.name for one in essay.comments] == [one.name for one in plain.comments]


SEVERAL = {
    "titles": [w_par("On Tar", "Titel"), w_par("On Rope", "Titel"), w_par("On Salt", "Titel")],
    "headings": [w_par(name, "berschrift1") for name in ("On Tar", "On Rope", "On Salt")],
    "pages": [
        w_par(runs=f'<w:r><w:br w:type="page"/></w:r>{w_run(name)}', style="berschrift1")
        for name in ("On Tar", "On Rope", "On Salt")
    ],
}


@pytest.mark.parametrize("style", SEVERAL)
def test_a_document_with_several_titles_is_several_essays(tmp_path: Path, style: str) -> None:
    body = "".join(title + w_par(PROSE) + w_par("One gull.") for title in SEVERAL[style])
    before = w_par("Shore Notes", "Titel") + w_par("by Ines") if style == "pages" else ""
    found = gather.gather([docx(tmp_path / "notes.docx", before + body)])

    assert [one.essay.title for one in found.essays] == ["On Tar", "On Rope", "On Salt"]
    assert [one.essay.source for one in found.essays] == [
        "word notes.docx#on-tar",
        "word notes.docx#on-rope",
        "word notes.docx#on-salt",
    ]
    assert kinds(found) == ({"title page": 2} if before else {})


def test_a_title_with_headings_under_it_is_one_essay(tmp_path: Path) -> None:
    heads = [w_par(name, "berschrift1") + w_par(PROSE) for name in ("First", "Second")]
    essay = gathered(docx(tmp_path / "a.docx", w_par("On Tar", "Titel") + "".join(heads)))

    assert [line for line in written(essay) if line.startswith("heading")] == [
        "heading: First",
        "heading: Second",
    ]


def test_the_headings_under_a_title_that_is_one_are_the_essay_s_first(tmp_path: Path) -> None:
    parts = w_par("The knot", "berschrift2") + w_par("One gull.")
    body = "".join(w_par(name, "berschrift1") + parts for name in ("On Tar", "On Salt"))
    found = gather.gather([docx(tmp_path / "a.docx", body)])

    assert [markup.write(one.essay.blocks) for one in found.essays] == [
        "## The knot\n\nOne gull.\n"
    ] * 2


def test_a_heading_needs_no_number(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="Heading"/></w:style>'
    parts: dict[str, str | bytes] = {"word/styles.xml": f"<w:styles {W}>{style}</w:styles>"}
    body = w_par("Slack Water") + w_par(PROSE) + w_par("After", "H") + w_par("One gull.")

    text = manuscript(docx(tmp_path / "a.docx", body, parts))
    assert text.endswith("\n\n## After\n\nOne gull.\n")


def test_a_page_begun_by_hand_divides_nothing_and_is_told(tmp_path: Path) -> None:
    ended = '<w:r><w:br w:type="page"/></w:r>'
    body = w_par("On Tar") + w_par(PROSE) + w_par(runs=ended) + w_par("On Rope") + w_par(PROSE)
    rows = gathered(docx(tmp_path / "a.docx", body)).rows

    assert [row.text for row in rows if row.kind is Kind.DOUBT] == ["On Rope"]


def test_a_list_that_goes_on_counting_keeps_its_numbers_as_words(tmp_path: Path) -> None:
    entries = [w_par(name, "", LISTED.format(2)) for name in ("Oil", "Wick", "Glass")]
    body = w_par("Lamp", "Titel") + entries[0] + entries[1] + w_par(PROSE) + entries[2]

    assert manuscript(docx(tmp_path / "a.docx", body)).endswith("\n\n3. Glass\n")


def test_a_field_that_is_a_link_is_a_link(tmp_path: Path) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText> HYPERLINK "https://shore.example/" </w:instrText></w:r>'
    runs = mark.format("begin") + code + mark.format("separate") + w_run("Here")
    body = w_par("Lamp", "Titel") + w_par(runs=runs + mark.format("end") + w_run(" it is."))

    assert manuscript(docx(tmp_path / "a.docx", body)) == "[Here](https://shore.example/) it is.\n"


def test_a_paragraph_whose_end_was_struck_out_runs_on(tmp_path: Path) -> None:
    struck = "<w:rPr><w:del/></w:rPr>"
    body = w_par("Lamp", "Titel") + w_par("One gull, ", "", struck) + w_par("then two.")

    assert manuscript(docx(tmp_path / "a.docx", body)) == "One gull, then two.\n"


def test_a_line_moved_elsewhere_leaves_no_gap(tmp_path: Path) -> None:
    def moved(way: str) -> str:
        mark = f"<w:rPr><w:{way}/></w:rPr>"
        return w_par("", "", mark, f"<w:{way}>{w_run('Then two.')}</w:{way}>")

    lines = [moved("moveFrom"), w_par("Then none."), moved("moveTo"), w_par("And the sea.")]
    body = w_par("Lamp", "Titel") + w_par("One gull.") + "".join(lines)

    assert manuscript(docx(tmp_path / "a.docx", body)) == (
        "One gull.\nThen none.\nThen two.\nAnd the sea.\n"
    )


def test_a_heading_struck_out_leaves_no_heading(tmp_path: Path) -> None:
    struck = f"<w:del>{w_run('Noon')}</w:del>"
    heading = w_par("", "berschrift2", "<w:rPr><w:del/></w:rPr>", struck)
    body = w_par("Lamp", "Titel") + w_par("One gull.") + heading + w_par("Then two.")

    assert manuscript(docx(tmp_path / "a.docx", body)) == "One gull.\nThen two.\n"


def test_a_prompt_that_nobody_filled_in_is_no_line(tmp_path: Path) -> None:
    def prompt(inside: str) -> str:
        shown = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        return f"<w:sdt>{shown}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    line = w_par(runs=w_run("One gull.") + prompt(w_run("Enter text.")))
    found = gather.gather(
        [docx(tmp_path / "a.docx", w_par("Lamp", "Titel") + line + prompt(w_par("Enter more.")))]
    )

    assert [markup.write(one.essay.blocks) for one in found.essays] == ["One gull.\n"]
    assert kinds(found)["prompt"] == 2


def test_a_line_drawn_across_an_opendocument_is_an_ornament(tmp_path: Path) -> None:
    body = (
        "<text:h text:outline-level='1'>Lamp</text:h><text:p>One gull.<text:line-break/>Then two."
        "</text:p><text:p text:style-name='Horizontal_20_Line'/><text:p>None.</text:p>"
    )
    line = (
        '<style:style style:family="paragraph" style:name="Horizontal_20_Line">'
        '<style:paragraph-properties fo:border-bottom="0.06pt double #808080"/></style:style>'
    )
    path = odt(
        tmp_path / "a.odt",
        body,
        {"styles.xml": f"<office:document-styles {ODF}>{line}</office:document-styles>"},
    )

    assert manuscript(path) == "One gull.\nThen two.\n\n***\n\nNone.\n"


def test_a_text_box_comes_below_its_paragraph_once(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{w_par('Then two.')}</w:txbxContent>"
    twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent {mc}>{twice}</mc:AlternateContent></w:r>"
    body = w_par("Lamp", "Titel") + w_par(runs=w_run("One gull.") + drawn) + w_par("None.")

    assert manuscript(docx(tmp_path / "a.docx", body)) == "One gull.\nThen two.\nNone.\n"


def test_every_letter_is_accounted_for_where_a_page_ends_in_a_paragraph(tmp_path: Path) -> None:
    ended = '<w:r><w:br w:type="page"/></w:r>'
    heads = [w_par(name, "berschrift1", "<w:pageBreakBefore/>") for name in ("On Tar", "On Salt")]
    body = heads[0] + w_par(runs=w_run("One gull.") + ended + w_run("Then two.")) + heads[1]
    found = gather.gather([docx(tmp_path / "a.docx", body + w_par("None."))])

    assert [markup.write(one.essay.blocks) for one in found.essays] == [
        "One gull.\nThen two.\n",
        "None.\n",
    ]


def the_rope(folder: Path) -> Path:
    """An OpenDocument text with one of everything."""
    changes = (
        '<text:tracked-changes><text:changed-region text:id="1"><text:deletion><text:p>Never.'
        "</text:p></text:deletion></text:changed-region><text:changed-region><text:insertion/>"
        "</text:changed-region></text:tracked-changes>"
    )
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Only once.</text:p></text:note-body></text:note>"
    )
    remark = (
        "<office:annotation><dc:creator>Ed</dc:creator><text:p>So?</text:p></office:annotation>"
    )
    frame = (
        '<draw:frame><draw:image xlink:href="Pictures/lamp.png"/><svg:desc>A lamp</svg:desc>'
        "</draw:frame>"
    )
    linked = '<text:a xlink:href="https://shore.example/">the shore</text:a>'
    hidden = '<text:span text:style-name="Hidden">hidden</text:span>'
    items = "".join(
        f"<text:list-item><text:p>{t}</text:p></text:list-item>" for t in ("Oil", "Tar")
    )
    body = (
        f"{changes}<text:h text:outline-level='1'>The Rope</text:h>"
        f"<text:table-of-content><text:p>1 The knot</text:p></text:table-of-content>"
        f"<text:p>It holds{note} {linked}{remark}.{hidden} {PROSE}</text:p>"
        f"<text:p>{frame}</text:p><text:p text:style-name='Caption'>The lamp, 1911</text:p>"
        f"<text:list text:style-name='L1'>{items}</text:list>"
        "<text:p text:style-name='P2'>Who ties it, waits.</text:p>"
        "<text:p>One<text:tab/>gull.</text:p><text:p><text:s text:c='4'/>Then two.</text:p>"
    )
    head = f"<office:document-styles {ODF}><style:header><text:p>Draft 3</text:p></style:header>"
    parts: dict[str, str | bytes] = {
        "styles.xml": f"{head}</office:document-styles>",
        "Pictures/lamp.png": PNG,
    }
    return odt(folder / "rope.odt", body, parts)


def test_an_opendocument_text_with_one_of_everything(tmp_path: Path) -> None:
    found = gather.gather([the_rope(tmp_path)])
    (essay,) = found.essays

    assert printed(essay) == [
        "title: The Rope",
        f"paragraph: It holds[^1] [the shore](https://shore.example/). {PROSE.strip()}",
        "figure: A lamp",
        "caption: The lamp, 1911",
        "item 0: Oil",
        "item 0: Tar",
        "quoted paragraph: Who ties it, waits.",
        "line: One gull.",
        "line 2: Then two.",
        "note 1: Only once.",
    ]
    assert not essay.essay.comments
    # Words struck out, hidden words, a contents list, an editor's note, a running head.
    assert kinds(found) == {
        "tracked deletion": 1,
        "hidden text": 1,
        "contents list": 1,
        "margin note": 1,
        "running head": 1,
    }


def test_a_google_document_with_notes_and_remarks() -> None:
    found = gather.gather([FIXTURES / "documents" / "google-notes.html"])
    (essay,) = found.essays

    assert printed(essay) == [
        "title: On Tar",
        "heading: What It Holds",
        "paragraph: Tar is old, and *it* holds what it was given.[^1] "
        "See [the yard](https://shore.example/tar).",
        "item 0: Pitch",
        "item 0: Oakum",
        "note 1: Most of the time.",
    ]
    # A picture that did not come along, and a remark in the margin.
    assert kinds(found) == {"picture not found": 1, "margin note": 1}


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "gull"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY x SYSTEM "file:///etc/hostname">]>'
)


def hostile(folder: Path, document: str) -> Path:
    return docx(folder / "bad.docx", "", {"word/document.xml": document})


def test_an_entity_in_a_document_is_not_put_in(tmp_path: Path) -> None:
    body = f"{w_par('Lamp', 'Titel')}<w:p><w:r><w:t>One &b; &x; gull.</w:t></w:r></w:p>"
    path = hostile(tmp_path, f"{BOMB}<w:document {W}><w:body>{body}</w:body></w:document>")

    assert "gullgull" not in manuscript(path)


def test_a_document_nested_beyond_measure_is_refused(tmp_path: Path) -> None:
    deep = "<w:sdt>" * 400 + w_par("Lamp") + "</w:sdt>" * 400
    path = hostile(tmp_path, f"<w:document {W}><w:body>{deep}</w:body></w:document>")

    with pytest.raises(AnthologyError, match="200 deep"):
        gather.gather([path])


def test_a_document_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "bomb.docx", w_par("Lamp"), {"word/media/a.png": b"\0" * 40_000_000})

    with pytest.raises(AnthologyError, match="at most 200"):
        gather.gather([path])


def test_a_document_whose_xml_is_broken_is_told(tmp_path: Path) -> None:
    with pytest.raises(AnthologyError, match="XML"):
        gather.gather([hostile(tmp_path, "<w:document><w:body>")])


def test_a_document_without_words_is_told(tmp_path: Path) -> None:
    docx(tmp_path / "empty.docx", w_par())
    docx(tmp_path / "lamp.docx", w_par("Lamp", "Titel") + w_par("It burns."))

    found = gather.gather([tmp_path])
    assert [left.text for left in found.left_out if left.kind == "empty file"] == ["empty.docx"]


def test_a_style_based_on_itself_is_followed_no_further(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="L"/></w:style>'
    parts: dict[str, str | bytes] = {"word/styles.xml": f"<w:styles {W}>{style}</w:styles>"}
    path = docx(tmp_path / "a.docx", w_par("Lamp", "L") + w_par("It burns.", "L"), parts)

    assert manuscript(path) == "It burns.\n"


def test_a_zip_of_another_kind_is_no_word_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")

    file = gather.SourceFile(path, path.name, tmp_path, path.read_bytes())
    assert not word.recognises(file)
