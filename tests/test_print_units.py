"""Pages become units whose names are unique in the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.errors import BuildError
from anthology.pages import Page, Section
from anthology.print.units import Dress, Unit, job, linked, running_head, units

DRESS = Dress("Boats")
PICTURE = Path(__file__).parent / "fixtures" / "print" / "images" / "the slip.png"


def page(body: str = "<p>Text.</p>", kind: str = "essay", name: str = "ferry") -> Page:
    return Page(name, kind, "The Ferry", body, Section.BODY, "en")


def html(body: str, **files: Path) -> str:
    return job(Unit((page(body),)), DRESS, files).html


def test_comments_are_laid_out_with_the_essay_they_answer() -> None:
    pages = [page(), page(kind="comments", name="ferry-comments"), page(name="other")]

    assert [unit.pages for unit in units(pages)] == [tuple(pages[:2]), (pages[2],)]


def test_a_place_a_link_leads_to_is_called_by_its_page_and_all_others_are_mere_names() -> None:
    body = '<p id="b1">Text.</p><p id="b2">More.</p>'
    other = page('<p><a href="ferry.xhtml#b2">more</a></p>', name="other")

    made = job(Unit((page(body),)), Dress("Boats", linked=linked([page(body), other])), {}).html

    assert '<p data-name="ferry#b1">' in made
    assert '<p id="ferry#b2">' in made


def test_a_link_leads_to_a_place_on_its_own_page_on_another_or_to_the_whole_of_it() -> None:
    body = '<a href="#note-1">1</a> <a href="b.xhtml">b</a> <a href="c.xhtml#b1">c</a>'

    assert linked([page(body)]) == {"ferry#note-1", "b", "c#b1"}


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

    assert 'entry-title">Other</span>\u00a0<span class="entry-folio">17</span>' in made.html


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
    assert running_head(title, 48) == head
