"""Words in another language or another script are marked as such, and run the right way."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BOOK_TOML, ABook, essay
from pypdfium2 import PdfDocument

from anthology import build, manuscript, markup, scripts, xhtml
from anthology.check.epub_file import EpubFile, opened
from anthology.manuscript import comments

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
COMMENTS = """\
## נועה לוי, 2025-02-14
Id: c1
Consent: yes 2026-01-05
Use: yes
Language: he

האור נשאר דלוק.

## Jürgen Thal, 2025-02-15
Id: c2
Consent: yes, no name 2026-01-05
Use: yes
Language: de

Bei uns auch.

## Pavel, 2025-02-16
Id: c3
Consent: yes 2026-01-05
Use: yes

Свет горит.

It burns.
"""


def an_epub(a_book: ABook) -> EpubFile:
    toml = BOOK_TOML + '[editions.epub]\nformat = "epub"\n'
    root = a_book({"essays/oars.md": essay("Leave it on."), "comments/oars.md": COMMENTS}, toml)
    (made,) = build.build(root, lambda *_: None).made
    return opened(made.path)


def test_a_comment_in_another_language_says_so_with_its_signature(a_book: ABook) -> None:
    root = an_epub(a_book).documents["EPUB/text/oars-comments.xhtml"]

    said = [each for each in root.iter("{*}div") if each.get("class") == "said"]
    names = [next(each.iter("{*}bdi")) for each in root.iter("{*}header")]
    assert [(each.get("lang"), each.get(XML_LANG), each.get("dir")) for each in said] == [
        ("he", "he", "rtl"),
        ("de", "de", "ltr"),
        (None, None, None),
    ]
    # the tool's own words for somebody without a name are in the language of the book
    assert [(each.text, each.get("lang")) for each in names] == [
        ("נועה לוי", "he"),
        ("A reader", None),
        ("Pavel", None),
    ]


def test_words_whose_language_is_not_known_are_told_by_their_script(a_book: ABook) -> None:
    root = an_epub(a_book).documents["EPUB/text/oars-comments.xhtml"]

    told = {each.text: each.get("lang") for each in root.iter("{*}p") if each.get("id")}
    assert told["Свет горит."] == "und-Cyrl"
    assert told["It burns."] is None
    assert told["האור נשאר דלוק."] is None


def test_the_language_of_a_comment_is_kept_when_it_is_written_again() -> None:
    read, problems = comments.read(COMMENTS, Path("oars.md"))

    assert problems == []
    assert [comment.language for comment in read] == ["he", "de", ""]
    assert comments.read(comments.write(read), Path("oars.md"))[0] == read


def test_a_language_that_is_none_is_told_where_it_stands(a_book: ABook) -> None:
    said = COMMENTS.replace("Language: he", "Language: Hebrew!")
    header = "---\nTitle: Oars\nLanguage: the old one\n---\n\nLeave it on.\n"
    root = a_book({"essays/oars.md": header, "comments/oars.md": said})

    _, problems = manuscript.read(root / "manuscript")

    found = [(p.code, p.place.path.parent.name, p.place.line) for p in problems if p.place]
    assert sorted(found) == [("bad-language", "comments", 5), ("bad-language", "essays", 3)]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("Leave it on.", "en", None),
        ("Straße, Čeština, naïveté, ﬁn", "en", None),
        ("שלום לכולם", "en", ("und-Hebr", "rtl")),
        ("she said שלום and left", "en", None),
        ("مساء الخير", "en", ("und-Arab", "rtl")),
        ("Ηχώ", "de", ("und-Grek", "ltr")),
        ("静かな水", "en", ("und-Jpan", "ltr")),
        ("静水", "ja", None),
        ("静水", "en", ("und-Hani", "ltr")),
        ("שלום", "he", None),
        ("שלום", "yi", None),
        ("Good evening", "he", ("und-Latn", "ltr")),
        ("Dobro veče", "sr-Latn", None),
        ("1984 — ?!", "he", None),
    ],
)
def test_a_script_is_told_by_most_of_the_letters(
    words: str, language: str, expected: tuple[str, str] | None
) -> None:
    assert scripts.foreign(words, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "ltr"), ("he-IL", "rtl"), ("AR", "rtl"), ("az-Arab", "rtl")]
)
def test_a_language_runs_as_its_script_does(language: str, expected: str) -> None:
    assert scripts.direction(language) == expected


def test_a_line_of_verse_in_another_script_is_marked_by_itself() -> None:
    written = xhtml.text(markup.parse("Leave it on.\nהאור דלוק."))

    assert (
        '<span class="line" id="b1-1-2" lang="und-Hebr" xml:lang="und-Hebr" dir="rtl">' in written
    )
    assert '<span class="line" id="b1-1-1">Leave' in written


def test_arabic_with_its_vowels_is_read_back_letter_by_letter(a_book: ABook) -> None:
    said = "كان البحر هادئًا وقتًا طويلاً."
    toml = BOOK_TOML + '[editions.print]\nformat = "print"\n'
    root = a_book({"essays/oars.md": essay(said)}, toml)

    (made,) = build.build(root, lambda *_: None).made

    pages = "".join(page.get_textpage().get_text_range() for page in PdfDocument(made.path))
    letters = [letter for letter in pages if not letter.isspace() and letter > "\u0600"]
    assert sorted(letters) == sorted(said.replace(" ", "").replace(".", ""))
