"""One unit through WeasyPrint: its gate, its complaints, its verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.errors import SeveralProblems, Severity
from anthology.print.job import SCHEME, Design, Instead, Job, bundled_fonts
from anthology.print.layout import Drawn, draw, lay_out
from anthology.print.openings import opens_plain
from anthology.print.sidecar import from_json, to_json
from anthology.stylesheets import Sheet, font_face_rules

PAGE = (
    "@page { size: 200pt 100pt; margin: 20pt; @bottom-right { content: '0'; visibility: hidden } }"
)
TEXT = 'html { font: 10pt/12pt "Source Serif 4"; } body, p { margin: 0; }'


def design(css: str = "") -> Design:
    sheets = (font_face_rules(SCHEME + "fonts/"), Sheet("styles/print.css", css))
    return Design((sheets[0], Sheet("page", PAGE + TEXT), sheets[1]), bundled_fonts())


def laid_out(body: str, css: str = "") -> Drawn:
    return lay_out(Job("Tides", f'<!DOCTYPE html><html lang="en"><body>{body}'), design(css))


def codes(drawn: Drawn) -> set[str]:
    return {problem.code for problem in drawn.sidecar.problems}


def test_a_sound_unit_has_no_problems() -> None:
    drawn = laid_out('<p id="ferry#b1">Ten past.</p>')

    assert drawn.pdf.startswith(b"%PDF")
    assert drawn.sidecar.problems == ()
    assert [(a.name, a.page, a.x, a.y) for a in drawn.sidecar.anchors] == [("ferry#b1", 0, 20, 80)]


def test_a_hidden_figure_in_the_margin_keeps_the_room_for_a_folio() -> None:
    (slot,) = laid_out("<p>Ten past.</p>").sidecar.slots

    assert (slot.page, slot.align, slot.x) == (0, "right", 180)
    assert 0 < slot.y < 20


def test_a_sidecar_survives_json() -> None:
    sidecar = laid_out('<h2 id="a#b">Ten past ☃</h2>').sidecar

    assert from_json(to_json(sidecar)) == sidecar


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "book:../../../etc/hostname"]
)
def test_nothing_outside_the_book_is_fetched(url: str) -> None:
    drawn = laid_out(f'<p>Ten past. <img src="{url}" alt=""></p>')

    assert codes(drawn) == {"print-layout"}
    assert "only files of the book" in drawn.sidecar.problems[0].message


def test_text_that_a_sheet_hides_is_a_fault() -> None:
    assert "print-text" in codes(
        laid_out("<p>Ten past.</p><p class=x>Or not.</p>", ".x{display:none}")
    )


def test_text_that_runs_off_the_page_is_a_fault() -> None:
    long = "<p>" + "x" * 80 + "</p>"

    assert codes(laid_out(long)) == {"print-width"}
    assert codes(laid_out(long, "p { overflow-wrap: break-word; }")) == set()


def test_a_cut_that_does_not_exist_is_a_fault() -> None:
    css = 'p { font: bold 10pt "Source Serif 4 SmText"; }'

    assert codes(laid_out("<p>Ten past.</p>", css)) == {"print-face"}


def test_a_letter_the_fonts_lack_is_told_and_does_not_stop_the_book() -> None:
    problems = laid_out("<p>Ten past \u263a</p>").sidecar.problems

    assert {problem.code for problem in problems} <= {"print-borrowed", "print-letter"}
    assert "\u263a" in problems[0].message
    assert "Ten past" in problems[0].message
    if problems[0].code == "print-borrowed":
        assert problems[0].severity is Severity.WARNING


def test_a_letter_that_no_font_has_is_told_in_plain_words() -> None:
    (problem,) = laid_out("<p>Ten past \u0378</p>").sidecar.problems

    assert problem.code == "print-letter"
    assert problem.message == "“Tides”: no font here has the letter “\u0378” (U+0378)"
    assert "Print as" in problem.hint


def test_where_rows_beside_a_letter_let_down_come_out_wrong_it_opens_plain_and_is_told() -> None:
    plain = Instead("<p>Ten past.", (opens_plain("Tides"),))
    wrong = Job("Tides", "<p>" + "x" * 80, instead=(Instead("<p>" + "y" * 80, ()), plain))

    (told,) = lay_out(wrong, design()).sidecar.problems

    assert told.code == "print-opening"
    assert told.severity is Severity.WARNING
    assert "“Tides” opens without a drop cap" in told.message


def test_a_text_that_is_wrong_either_way_is_told_as_it_was_asked_for() -> None:
    wrong = Job("Tides", "<p>" + "x" * 80, instead=(Instead("<p>" + "y" * 80, ()),))

    (told,) = lay_out(wrong, design()).sidecar.problems

    assert told.code == "print-width"
    assert "xxx" in told.message


def test_a_rule_that_is_not_understood_is_told_with_its_line() -> None:
    with pytest.raises(SeveralProblems) as caught:
        lay_out(Job("Tides", "<p>Ten."), design(".a { color: black }\n\n.title { colr: red; }"))

    (problem,) = caught.value.problems
    assert str(problem.place) == "styles/print.css:3"
    assert "colr" in problem.message


def test_a_drawing_uses_the_same_gate(tmp_path: Path) -> None:
    picture = Path(__file__).parent / "fixtures" / "print" / "images" / "the slip.png"
    xhtml = '<html lang="en"><body><p>Cover</p><img src="book:slip.png" alt=""/></body></html>'

    assert draw(xhtml, [TEXT], {"slip.png": picture}).startswith(b"%PDF")
    assert draw(xhtml, [TEXT], {"slip.png": picture.read_bytes()}).startswith(b"%PDF")
    with pytest.raises(SeveralProblems):
        draw(xhtml, [TEXT], {"other.png": tmp_path})
