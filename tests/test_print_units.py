"""Pages become units whose names are unique in the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.errors import BuildError
from anthology.pages import Page, Section
from anthology.print.units import Dress, Unit, job, running_head, units

DRESS = Dress("Boats")
PICTURE = Path(__file__).parent / "fixtures" / "print" / "images" / "the slip.png"


def page(body: str = "<p>Text.</p>", kind: str = "essay", name: str = "ferry") -> Page:
    return Page(name, kind, "The Ferry", body, Section.BODY, "en")


def html(body: str, **files: Path) -> str:
    return job(Unit((page(body),)), DRESS, files).html


def test_comments_are_laid_out_with_the_essay_they_answer() -> None:
    pages = [page(), page(kind="comments", name="ferry-comments"), page(name="other")]

    assert [unit.pages for unit in units(pages)] == [tuple(pages[:2]), (pages[2],)]


def test_ids_get_the_name_of_their_page() -> None:
    assert '<p id="ferry#b1">' in html('<p id="b1">Text.</p>')


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#b1", "xref:ferry#b1"),
        ("other.xhtml", "xref:other"),
        ("other.xhtml#b2", "xref:other#b2"),
        ("https://example.org/a#b", "https://example.org/a#b"),
    ],
)
def test_links_inside_the_book_are_left_to_assembly(href: str, target: str) -> None:
    assert f'href="{target}"' in html(f'<p><a href="{href}">there</a></p>')


def test_a_picture_is_asked_for_by_a_name_of_the_book() -> None:
    unit = Unit((page('<p><img src="images/the%20slip.png" alt=""/></p>'),))

    made = job(unit, DRESS, {"images/the slip.png": PICTURE})

    assert 'src="book:images/the%20slip.png"' in made.html
    assert [asset.path for asset in made.assets] == [PICTURE]


def test_an_empty_element_stays_empty_in_html() -> None:
    assert "<bdi></bdi>" in html("<p><bdi/> said nothing</p>")


def test_entries_of_the_contents_get_the_folio_of_their_page() -> None:
    entry = '<ol><li><a href="other.xhtml"><span class="entry-title">Other</span></a></li></ol>'
    unit = Unit((page(entry, kind="contents", name="contents"),))

    made = job(unit, DRESS, {}, {"other": "17"})

    assert '<span class="entry-title">Other</span><span class="entry-folio">17</span>' in made.html


def test_a_page_that_is_not_well_formed_is_named() -> None:
    with pytest.raises(BuildError, match="“The Ferry” is not well-formed"):
        html("<p>Text.")


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("The Ferry", "The Ferry"),
        ("Waiting: On the Uses of a Bench That Nobody Has Painted Yet", "Waiting"),
        (
            "A Title That Goes On for Rather Longer Than Any Page Is Wide",
            "A Title That Goes On for Rather Longer Than…",
        ),
    ],
)
def test_a_running_head_fits_its_page(title: str, head: str) -> None:
    assert running_head(title) == head
