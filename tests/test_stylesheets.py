"""The cascade, and the fonts as they are written down."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from anthology.errors import ProjectError
from anthology.gather import shifted
from anthology.stylesheets import (
    FONTS,
    STYLES,
    Face,
    cascade,
    faces,
    font_face_rules,
    project_files,
    rebased,
)

ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6}) ?")
BASE = (STYLES / "base.css").read_text(encoding="utf-8")


def test_the_last_word_is_the_project_s(tmp_path: Path) -> None:
    (tmp_path / "base.css").write_text("/* base */")
    (tmp_path / "print.css").write_text("/* print */")

    names = [sheet.name for sheet in cascade("print", tmp_path)]

    assert names == [
        "anthology/styles/base.css",
        "anthology/styles/print.css",
        "styles/base.css",
        "styles/print.css",
    ]


def test_a_project_need_not_have_sheets(tmp_path: Path) -> None:
    assert len(cascade("print", tmp_path / "none")) == 2


def test_a_sheet_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "base.css").write_bytes("/* Fähre */".encode("latin-1"))

    with pytest.raises(ProjectError, match=r"base\.css"):
        cascade("print", tmp_path)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ('url("x.otf")', 'url("book:styles/x.otf")'),
        ("url(a/x.png)", "url(book:styles/a/x.png)"),
        ("url(https://example.org/x)", "url(https://example.org/x)"),
        ("url('data:,x')", "url('data:,x')"),
    ],
)
def test_relative_addresses_are_rebased_and_others_left(css: str, expected: str) -> None:
    assert rebased(css, "book:styles/") == expected


def test_files_beside_a_project_s_sheets_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "mine.otf").touch()
    (tmp_path / "print.css").touch()

    assert list(project_files(tmp_path)) == ["fonts/mine.otf"]


def test_base_sets_no_font_size_colour_or_direction_of_the_reader_s() -> None:
    rules = re.sub(r"/\*.*?\*/", "", BASE, flags=re.DOTALL)

    assert not re.search(r"font-family|direction\s*:|background", rules)
    assert not re.search(r"(?<!-)color:(?!\s*inherit)", rules)


def test_every_rule_of_base_hangs_on_a_class() -> None:
    rules = re.sub(r"/\*.*?\*/", "", BASE, flags=re.DOTALL)
    selectors = [
        selector.strip()
        for match in re.finditer(r"([^{}]+)\{", rules)
        for selector in match[1].split(",")
    ]

    assert [s for s in selectors if not s.startswith(".") and s != ":root"] == []


@pytest.mark.parametrize("face", faces(), ids=lambda face: str(face.file.stem))
def test_a_bundled_font_is_what_it_is_said_to_be(face: Face) -> None:
    font = TTFont(face.file)
    family = font["name"].getDebugName(16) or font["name"].getDebugName(1)

    assert family == face.family
    assert font["OS/2"].usWeightClass == face.weight
    assert bool(font["OS/2"].fsSelection & 1) == (face.style == "italic")


def test_fonts_are_written_down_with_their_checksums() -> None:
    told = (STYLES / "fonts" / "README.md").read_text(encoding="utf-8")
    files = sorted(FONTS.glob("*.otf"))

    assert {face.file for face in faces()} == set(files)
    for file in files:
        assert hashlib.sha256(file.read_bytes()).hexdigest() in told
        assert "4.005" in TTFont(file)["name"].getDebugName(5)


def test_font_rules_use_the_medium_s_own_addresses() -> None:
    (italic,) = (face for face in faces() if face.file.stem == "SourceSerif4-It")

    assert font_face_rules("../fonts/", [italic]).text == (
        '@font-face { font-family: "Source Serif 4"; font-weight: 400; font-style: italic; '
        'src: url("../fonts/SourceSerif4-It.otf"); }\n'
    )


def signs(sheet: Path) -> set[str]:
    """Every sign a sheet puts on the page itself, and the round bullet of a list."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    typed = re.findall(r"(?:content|list-style(?:-type)?|--[\w-]+)\s*:\s*\"([^\"]*)\"", rules)
    return {"•", *ESCAPE.sub(lambda code: chr(int(code[1], 16)), "".join(typed))}


JOINER = "\u2060"  # shows nothing, and so needs no letter of a font's


@pytest.mark.parametrize("face", faces(), ids=lambda face: str(face.file.stem))
def test_every_sign_the_styles_set_is_in_the_bundled_fonts(face: Face) -> None:
    held = TTFont(face.file).getBestCmap()
    wanted = set().union(*(signs(sheet) for sheet in STYLES.glob("*.css")))

    assert wanted >= set("•–*")
    assert {
        sign
        for sign in wanted - {JOINER} | {*shifted.ABOVE, *shifted.BELOW}
        if ord(sign) not in held
    } == set()


def test_a_list_in_a_list_is_not_left_the_hollow_bullet() -> None:
    assert '.list ul.list { list-style-type: "–' in BASE
