"""Digits above and below the line stay there, whatever they came in."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import docx, odt, w_par, w_run
from gathering import from_text, gathered, written

from anthology import model
from anthology.gather.account import unaccounted
from anthology.gather.html import body as html_body
from anthology.gather.html.body import House
from anthology.gather.shifted import shifted


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("H<sub>2</sub>O", "H₂O"),
        ("mc<sup>2</sup>", "mc²"),
        ("told.<sup>10</sup>", "told.¹⁰"),
        ("the 5<sup>th</sup>", "the 5th"),
    ],
)
def test_digits_stay_above_and_below_the_line(tmp_path: Path, typed: str, shown: str) -> None:
    page = html_body.read(f"<p>Say {typed} twice.</p>", House())
    essay = from_text(tmp_path, f"# Sea\n\nSay {typed} twice.\n")

    assert [model.plain(line.children) for line, _ in model.lines(page.blocks)] == [
        f"Say {shown} twice."
    ]
    assert written(essay)[1] == f"paragraph: Say {shown} twice."
    assert not unaccounted(essay.original, essay)


def test_a_style_puts_digits_above_the_line_as_a_tag_does() -> None:
    page = html_body.read('<p>mc<span style="vertical-align: super">2</span></p>', House())

    assert [model.plain(line.children) for line, _ in model.lines(page.blocks)] == ["mc²"]


def test_digits_of_a_document_stay_above_the_line(tmp_path: Path) -> None:
    above = '<w:vertAlign w:val="superscript"/>'
    runs = w_run("Say mc") + w_run("2", above) + w_run(" twice.")
    word = docx(tmp_path / "sea.docx", w_par("Sea", "Title") + w_par(runs=runs))
    span = '<text:span text:style-name="Above">2</text:span>'
    body = f"<text:p>Sea</text:p><text:p>Say mc{span} twice.</text:p>"
    open_text = odt(tmp_path / "sea.odt", body)

    for document in (word, open_text):
        assert written(gathered(document))[-1].endswith("Say mc² twice.")


@pytest.mark.parametrize("text", ["-3", "n", "2a", "", "٣"])
def test_what_is_no_plain_number_stays_on_the_line(text: str) -> None:
    assert shifted(text, "super") == text
