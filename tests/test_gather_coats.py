"""One poem in the nine coats a verse line can arrive in: always the same manuscript."""

from __future__ import annotations

import re
from pathlib import Path

import coats
import pytest
from blogs import entry, feed, item, wxr
from documents import docx, w_par
from gathering import FIXTURES, gathered

from anthology import markup

COAT = re.compile(r"^(\(.\)[^|\n]+) \| ([^\n]+)\n\.\n(.*?)\n\.$", re.DOTALL | re.MULTILINE)
TYPED = (FIXTURES / "coats.txt").read_text(encoding="utf-8").replace("PROSE", coats.PROSE)
COATS = COAT.findall(TYPED)
WAYS = [f"({way})" for way in "abcdefghi"]


def a_source(folder: Path, kind: str, text: str) -> Path:
    match kind:
        case "blocks" | "classic":
            return wxr(folder / "export.xml", item(text))
        case "squarespace":
            return wxr(folder / "export.xml", item(text), generator="")
        case "blogger":
            return feed(folder / "export.xml", entry(text))
        case "docx breaks":
            blocks = "".join(w_par(block) for block in text.split("\n|\n"))
            return docx(folder / "net.docx", w_par("The Net", "Titel") + blocks)
        case "docx paragraphs":
            lines = "".join(w_par("" if line == "|" else line) for line in text.split("\n"))
            return docx(folder / "net.docx", w_par("The Net", "Titel") + lines)
        case _:
            path = folder / "net.txt"
            path.write_text(text, encoding="utf-8")
            return path


def manuscript(folder: Path, kind: str, text: str) -> str:
    return markup.write(gathered(a_source(folder, kind, text)).essay.blocks)


def test_the_poem_comes_in_all_nine_coats() -> None:
    assert sorted({name[:3] for name, _, _ in COATS}) == WAYS
    assert sorted({name[:3] for name in (*coats.SHOWN, *coats.OWN)}) == WAYS


@pytest.mark.parametrize(("kind", "text"), [c[1:] for c in COATS], ids=[c[0] for c in COATS])
def test_a_poem_is_the_same_in_every_coat(tmp_path: Path, kind: str, text: str) -> None:
    assert manuscript(tmp_path, kind, text) == coats.ONE_POEM


@pytest.mark.parametrize("source", coats.HTML)
@pytest.mark.parametrize("coat", coats.SHOWN)
def test_a_poem_is_the_same_from_every_source_of_html(
    tmp_path: Path, source: str, coat: str
) -> None:
    one = gathered(coats.HTML[source](tmp_path, coats.SHOWN[coat]))

    assert markup.write(one.essay.blocks) == coats.ONE_POEM


@pytest.mark.parametrize("coat", coats.OWN)
def test_a_poem_is_the_same_in_each_sources_own_coat(tmp_path: Path, coat: str) -> None:
    assert markup.write(gathered(coats.OWN[coat](tmp_path)).essay.blocks) == coats.ONE_POEM


GAPS = "One gull.\nThen two.\n\nThen none.\nAnd the sea.\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("blocks", "<p>One gull.<br>Then two.</p><p>Then none.<br>And the sea.</p>"),
        ("blocks", "<p>One gull.<br>Then two.<br><br>Then none.<br>And the sea.</p>"),
        ("blocks", "<p>One gull.</p><p>Then two.</p><p></p><p>Then none.</p><p>And the sea.</p>"),
        (
            "blocks",
            "<p>One gull.</p><p>Then two.</p><p>&nbsp;</p><p>Then none.</p><p>And the sea.</p>",
        ),
        ("blocks", "<pre>One gull.\nThen two.\n\nThen none.\nAnd the sea.</pre>"),
        (
            "blocks",
            "<!-- wp:verse --><pre>One gull.\nThen two.</pre><!-- /wp:verse -->"
            "<!-- wp:verse --><pre>Then none.\nAnd the sea.</pre><!-- /wp:verse -->",
        ),
        ("classic", "One gull.\nThen two.\n\nThen none.\nAnd the sea."),
        ("classic", "One gull.\n\nThen two.\n\n&nbsp;\n\nThen none.\n\nAnd the sea."),
        (
            "blogger",
            "<div>One gull.</div><div>Then two.</div><div><br/></div><div>Then none.</div>"
            "<div>And the sea.</div>",
        ),
        ("blogger", "One gull.<br />Then two.<br /><br />Then none.<br />And the sea."),
    ],
)
def test_a_stanza_gap_comes_through(tmp_path: Path, kind: str, text: str) -> None:
    text = f"<!-- wp:html -->{text}" if kind == "blocks" else text

    assert manuscript(tmp_path, kind, text) == GAPS


EMPHASIS = "*One gull.*\n*Then two.*\nAnd **the** sea.\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("blocks", "<p><em>One gull.<br>Then two.</em><br>And <strong>the</strong> sea.</p>"),
        ("blocks", "<pre><i>One gull.\nThen two.</i>\nAnd <b>the </b>sea.</pre>"),
        ("blocks", "<i><p>One gull.</p><p>Then two.</i></p><p>And <b>the</b> sea.</p>"),
        ("classic", "<em>One gull.\nThen two.</em>\nAnd <strong>the</strong> sea."),
        (
            "blogger",
            '<span style="font-style: italic">One gull.<br />Then two.</span><br />'
            'And <span style="font-weight:700">the</span> sea.',
        ),
        ("markdown", "# The Net\n\n*One gull.\nThen two.*\nAnd **the** sea.\n"),
    ],
)
def test_emphasis_comes_through_also_across_lines(tmp_path: Path, kind: str, text: str) -> None:
    text = f"<!-- wp:html -->{text}" if kind == "blocks" else text

    assert manuscript(tmp_path, kind, text) == EMPHASIS
