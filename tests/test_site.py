"""The book's page on the web: what it offers, what it says, and what never gets there."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anthology import build, project, site
from anthology.errors import BuildError, Problem, ProjectError, SeveralProblems
from anthology.project import Settings
from anthology.site import claims, picture, volume
from anthology.site.claims import Told
from anthology.site.volume import Claim
from anthology.site.words import ENGLISH, GERMAN, size

FERRY = Path(__file__).parent / "fixtures" / "site"
EPUB = "the-ferry-keeps-no-clock.epub"
HELD = "My uncle was drowned within sound of it, and I have never told anyone."
PRINTED = "I rang that bell on the coldest night of the year and you came."
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/terms/}"
ACQUISITION_FEED = "application/atom+xml;profile=opds-catalog;kind=acquisition"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
ADDRESS = re.compile(r'\b(?:href|src)="([^"]*)"')


def quietly(_what: str, _done: int, _of: int) -> None:
    pass


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, built, and its site. To be read; to change it, take `a_ferry`."""
    root = tmp_path_factory.mktemp("ferry") / "book"
    shutil.copytree(FERRY, root)
    build.build(root, quietly)
    site.write(root)
    return root


@pytest.fixture
def a_ferry(ferry: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(ferry, tmp_path / "book"))


def page(root: Path, name: str = "index.html") -> str:
    return (root / "build/site" / name).read_text(encoding="utf-8")


def everything_said(root: Path) -> str:
    """Every text of the site, one after another."""
    files = sorted((root / "build/site").rglob("*"))
    return "".join(page(root, str(file)) for file in files if file.suffix in (".html", ".xml"))


def contents(root: Path) -> dict[str, bytes]:
    folder = root / "build/site"
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def change(root: Path, name: str, before: str, after: str) -> None:
    path = root / "manuscript" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def add_settings(root: Path, toml: str) -> None:
    path = root / "manuscript/book.toml"
    path.write_text(path.read_text(encoding="utf-8") + toml, encoding="utf-8")


# What is offered


def test_the_epub_offered_is_the_one_that_was_built(ferry: Path) -> None:
    built = ferry / "build" / EPUB

    assert contents(ferry)[EPUB] == built.read_bytes()
    assert f'href="{EPUB}"' in page(ferry)
    assert size(built.stat().st_size, ENGLISH) in page(ferry)
    assert "9783161484100" in page(ferry)


def test_a_pdf_stays_at_home_be_it_a_proof_or_for_the_printer(a_ferry: Path) -> None:
    for name in ("the-ferry-keeps-no-clock-PROOF.pdf", "the-ferry-keeps-no-clock-print.pdf"):
        (a_ferry / "build" / name).write_bytes(b"%PDF-1.7")

    written = site.write(a_ferry)

    assert [name for name in written.sizes if name.endswith((".pdf", ".epub"))] == [EPUB]


def test_without_an_epub_there_is_no_site_and_it_says_how_to_make_one(a_ferry: Path) -> None:
    (a_ferry / "build" / EPUB).unlink()

    with pytest.raises(BuildError) as caught:
        site.write(a_ferry)

    assert EPUB in caught.value.message
    assert "anthology build" in caught.value.hint


def test_a_book_without_an_epub_edition_is_told_how_to_have_one(a_ferry: Path) -> None:
    change(a_ferry, "book.toml", '[editions.epub]\nformat = "epub"\n', "[editions.print]\n")

    with pytest.raises(ProjectError) as caught:
        site.write(a_ferry)

    assert "[editions.epub]" in caught.value.hint


def test_several_epubs_are_all_offered_under_their_names(a_ferry: Path) -> None:
    add_settings(a_ferry, '[editions.school]\nformat = "epub"\n')
    school = EPUB.replace(".epub", "-school.epub")
    shutil.copy(a_ferry / "build" / EPUB, a_ferry / "build" / school)

    site.write(a_ferry)

    assert f'href="{school}"' in page(a_ferry)
    assert "(school)" in page(a_ferry)


# What never gets there


def test_no_comment_is_on_the_web_neither_held_nor_printed(ferry: Path) -> None:
    said = everything_said(ferry)

    assert "The Bell on the Far Side" in said
    for words in (HELD, PRINTED, "Piet Vroom", "Ruth Ansell"):
        assert words not in said


def test_an_epub_with_a_comment_whose_consent_was_withdrawn_is_refused(a_ferry: Path) -> None:
    before = contents(a_ferry)
    change(a_ferry, "comments/bell.md", "Consent: yes 2026-01-10", "Consent: withdrawn")

    with pytest.raises(BuildError) as caught:
        site.write(a_ferry)

    assert "anthology build" in caught.value.hint
    assert contents(a_ferry) == before


def test_an_epub_that_is_no_longer_the_manuscript_is_refused(a_ferry: Path) -> None:
    change(a_ferry, "essays/plank.md", "Step on the middle of it.", "Mind the middle of it.")

    with pytest.raises(BuildError) as caught:
        site.write(a_ferry)

    assert caught.value.place
    assert caught.value.place.path.name == EPUB


def test_a_book_with_an_open_question_is_refused(a_ferry: Path) -> None:
    change(a_ferry, "essays/plank.md", "Step on", "?? which plank?\nStep on")

    with pytest.raises(SeveralProblems) as caught:
        site.write(a_ferry)

    assert [each.code for each in caught.value.problems] == ["open-question"]


def test_a_stylesheet_may_not_ask_for_anything_from_outside(a_ferry: Path) -> None:
    styles = a_ferry / "styles"
    styles.mkdir()
    (styles / "site.css").write_text('body { background: url("https://example.org/a.png") }')

    with pytest.raises(ProjectError) as caught:
        site.write(a_ferry)

    assert caught.value.place
    assert caught.value.place.path == styles / "site.css"


def test_what_a_stylesheet_of_the_book_names_comes_along(a_ferry: Path) -> None:
    (a_ferry / "styles").mkdir()
    (a_ferry / "styles/site.css").write_text('body { background: url("reeds.png") }')
    (a_ferry / "styles/reeds.png").write_bytes(b"reeds")
    (a_ferry / "styles/other.png").write_bytes(b"other")

    site.write(a_ferry)

    assert contents(a_ferry)["styles/reeds.png"] == b"reeds"
    assert "styles/other.png" not in contents(a_ferry)
    assert 'url("styles/reeds.png")' in page(a_ferry, "style.css")


# Plain files


def test_every_address_leads_to_a_file_that_is_there(ferry: Path) -> None:
    files = contents(ferry)
    for name in ("index.html", "sample.html", "feed.xml"):
        for address in map(html.unescape, ADDRESS.findall(page(ferry, name))):
            is_elsewhere = address.startswith("https://example.org/bells")
            assert is_elsewhere or address.startswith("#") or address in files, (name, address)
    for address in re.findall(r'url\("([^"]*)"\)', page(ferry, "style.css")):
        assert address in files


def test_pages_run_no_script_and_fetch_nothing_from_elsewhere(ferry: Path) -> None:
    for name in ("index.html", "sample.html"):
        tags = re.findall(r"<[^>]*>", page(ferry, name))
        fetched = [tag for tag in tags if tag.startswith(("<link", "<img", "<script", "<iframe"))]
        assert not any(tag.startswith("<script") or re.search(r"\son\w+=", tag) for tag in tags)
        assert not any("://" in tag or '"//' in tag for tag in fetched)
    assert "://" not in re.sub(r"/\*.*?\*/", "", page(ferry, "style.css"), flags=re.DOTALL)


def test_the_same_book_gives_the_same_bytes(a_ferry: Path) -> None:
    before = contents(a_ferry)

    site.write(a_ferry)

    assert contents(a_ferry) == before


def test_a_file_of_an_older_site_does_not_linger(a_ferry: Path) -> None:
    (a_ferry / "build/site/old.html").write_text("old")

    site.write(a_ferry)

    assert "old.html" not in contents(a_ferry)
    assert [each.name for each in (a_ferry / "build").iterdir() if "site" in each.name] == ["site"]


def test_the_cover_is_that_of_the_epub_and_comes_in_two_sizes(ferry: Path) -> None:
    with zipfile.ZipFile(ferry / "build" / EPUB) as epub:
        cover = epub.read("EPUB/images/cover-image.jpg")

    assert contents(ferry)["cover.jpg"] == cover
    assert picture.size(contents(ferry)["thumb.jpg"]) == (480, 768)


def test_a_cover_that_is_no_jpeg_becomes_one() -> None:
    png = (FERRY / "manuscript/images/lamp.png").read_bytes()

    assert picture.jpeg(png).startswith(picture.JPEG)
    assert picture.size(picture.jpeg(png)) == picture.size(png)


# The sample


def lines_of(root: Any) -> list[str]:
    """The words of each line of verse, in order."""
    spans = (each for each in root.iter("{*}span") if "line" in each.get("class", "").split())
    return ["".join(span.itertext()) for span in spans]


def in_epub(root: Path, name: str) -> Any:
    from lxml import etree

    with zipfile.ZipFile(root / "build" / EPUB) as epub:
        return next(etree.fromstring(epub.read(name)).iter("{*}section"))


def on_site(root: Path) -> Any:
    from lxml import html as parser

    return next(parser.fromstring(page(root, "sample.html")).iter("section"))


def test_the_sample_is_the_essay_as_the_epub_has_it_line_for_line(ferry: Path) -> None:
    essay, sample = in_epub(ferry, "EPUB/text/bell.xhtml"), on_site(ferry)

    assert "".join(sample.itertext()) == "".join(essay.itertext())
    assert lines_of(sample) == lines_of(essay)
    assert lines_of(sample)[1] == "Sometimes it is <the wind> & nobody."
    assert len(list(sample.iter("br"))) == len(list(essay.iter("{*}br"))) == 2


def test_the_numbers_of_printed_pages_stay_in_the_epub(a_ferry: Path) -> None:
    add_settings(a_ferry, '[editions.print]\nformat = "print"\n')
    build.build(a_ferry, quietly)
    site.write(a_ferry)

    elements = in_epub(a_ferry, "EPUB/text/bell.xhtml").iter("{*}*")
    shown = page(a_ferry, "sample.html") + page(a_ferry)
    assert any(each.get("role") == "doc-pagebreak" for each in elements)
    assert "doc-pagebreak" not in shown
    assert "page-number" not in shown


def test_a_link_to_a_page_that_is_not_here_keeps_its_words_alone(ferry: Path) -> None:
    targets = {link.text: link.get("href") for link in on_site(ferry).iter("a")}

    assert targets == {"1": "#mark-1", "grandfather": "https://example.org/bells"}
    assert "another story" in page(ferry, "sample.html")


def test_the_pictures_of_the_sample_come_along_with_their_words(ferry: Path) -> None:
    (shown,) = on_site(ferry).iter("img")

    lamp = (FERRY / "manuscript/images/lamp.png").read_bytes()
    assert contents(ferry)[shown.get("src")] == lamp
    assert shown.get("alt") == "A lamp on a post, alight."


def test_the_page_shows_how_the_sample_begins_without_its_note_marks(ferry: Path) -> None:
    taste = re.search(r'<p class="stanza.*?</p>', page(ferry), re.DOTALL)

    assert taste
    assert "You ring, and I come over.<br>" in taste[0]
    assert "id=" not in taste[0]
    assert 'aria-labelledby="sample"' in page(ferry)


def test_book_toml_says_which_essay_is_the_sample(a_ferry: Path) -> None:
    add_settings(a_ferry, '[site]\nsample = "plank"\n')

    site.write(a_ferry)

    assert lines_of(on_site(a_ferry)) == ["Step on the middle of it.", "Do not step on the end."]


def test_a_sample_that_is_no_essay_is_told_with_the_nearest(a_ferry: Path) -> None:
    add_settings(a_ferry, '[site]\nsample = "plonk"\n')

    with pytest.raises(ProjectError) as caught:
        site.write(a_ferry)

    text = (a_ferry / "manuscript/book.toml").read_text(encoding="utf-8")
    assert caught.value.place
    assert caught.value.place.line == text.splitlines().index('sample = "plonk"') + 1
    assert caught.value.hint == "did you mean `plank`?"


# What the page says


def test_the_page_says_what_the_epub_says(ferry: Path) -> None:
    said = html.unescape(page(ferry))

    for words in (
        "<h1>The Ferry Keeps No Clock</h1>",
        "Letters from a landing stage",
        "Aud Kesby",
        "A ferrywoman writes down what is said on the way over.",
        "Withy Press",
        "Rivers & boats",
    ):
        assert words in said


def test_accessibility_is_read_back_from_the_file_and_not_computed(ferry: Path) -> None:
    told = ENGLISH.claims["accessibilityFeature alternativeText"]
    built = volume.read(ferry / "build" / EPUB, project.EpubEdition("epub"))
    fewer = [claim for claim in built.claims if claim.value != "alternativeText"]

    assert told in page(ferry)
    assert told in sentences(claims.told(built.claims, ENGLISH))
    assert told not in sentences(claims.told(fewer, ENGLISH))


def sentences(told: Told) -> list[str]:
    return [sentence for group in told.groups for sentence in group.sentences]


def test_every_claim_of_the_epub_has_plain_words(ferry: Path) -> None:
    built = volume.read(ferry / "build" / EPUB, project.EpubEdition("epub"))

    for words in (ENGLISH, GERMAN):
        assert claims.told(built.claims, words).unknown == ()


def test_a_claim_without_plain_words_is_shown_as_it_stands() -> None:
    told = claims.told([Claim("schema:accessibilityFeature", "taggedPDF")], ENGLISH)

    assert told.unknown == ("accessibilityFeature taggedPDF",)


def test_no_standard_is_claimed_that_the_file_does_not_claim() -> None:
    said = sentences(claims.told([Claim("schema:accessMode", "textual")], ENGLISH))

    assert said == [ENGLISH.claims["no standard"]]


def test_a_standard_is_told_with_who_evaluated_it() -> None:
    standard = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    claimed = [Claim("dcterms:conformsTo", standard), Claim("a11y:certifiedBy", "Withy Press")]

    assert sentences(claims.told(claimed, ENGLISH)) == [f"{standard} (evaluated by Withy Press)"]


def test_pictures_that_words_do_not_replace_are_told_of() -> None:
    modes = [Claim("schema:accessMode", mode) for mode in ("textual", "visual")]
    sufficient = Claim("schema:accessModeSufficient", "textual")

    assert ENGLISH.claims["not sufficient"] in sentences(claims.told(modes, ENGLISH))
    assert ENGLISH.claims["not sufficient"] not in sentences(
        claims.told([*modes, sufficient], ENGLISH)
    )


def test_every_language_has_words_for_the_same_claims() -> None:
    assert set(GERMAN.claims) == set(ENGLISH.claims)


def test_the_page_speaks_the_language_of_the_book(a_ferry: Path) -> None:
    change(a_ferry, "book.toml", 'language = "en"', 'language = "de-AT"')
    build.build(a_ferry, quietly)
    site.write(a_ferry)

    assert '<html lang="de-AT">' in page(a_ferry)
    assert GERMAN.download in page(a_ferry)


def test_a_page_in_english_marks_the_words_of_a_book_in_another_language(a_ferry: Path) -> None:
    change(a_ferry, "book.toml", 'language = "en"', 'language = "he"')
    build.build(a_ferry, quietly)
    site.write(a_ferry)

    assert '<html lang="en">' in page(a_ferry)
    assert '<header class="name" lang="he" dir="rtl">' in page(a_ferry)
    assert '<main class="leaf" lang="he" dir="rtl">' in page(a_ferry, "sample.html")


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (10, "1 kB", "1 kB"),
        (823_285, "823 kB", "823 kB"),
        (999_900, "1.0 MB", "1,0 MB"),
        (1_149_000, "1.1 MB", "1,1 MB"),
    ],
)
def test_a_size_is_told_as_shops_tell_it(count: int, english: str, german: str) -> None:
    assert size(count, ENGLISH) == english
    assert size(count, GERMAN) == german


# The catalogue, by OPDS Catalog 1.2 and Atom (RFC 4287)


def feed(root: Path) -> Any:
    from lxml import etree

    return etree.fromstring((root / "build/site/feed.xml").read_bytes())


def links(element: Any) -> Iterator[tuple[str, str, str]]:
    for link in element.findall(f"{ATOM}link"):
        yield link.get("rel"), link.get("type"), link.get("href")


def test_the_feed_is_an_acquisition_feed_and_the_root_of_its_catalogue(ferry: Path) -> None:
    root = feed(ferry)

    assert root.tag == f"{ATOM}feed"
    assert ("self", ACQUISITION_FEED, "feed.xml") in links(root)
    assert ("start", ACQUISITION_FEED, "feed.xml") in links(root)


def test_feed_and_entry_have_what_atom_requires_once_each(ferry: Path) -> None:
    root = feed(ferry)
    (entry,) = root.findall(f"{ATOM}entry")

    for element in (root, entry):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert [name.text for name in element.findall(f"{ATOM}author/{ATOM}name")] == ["Aud Kesby"]
        updated = element.findtext(f"{ATOM}updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", updated)


def test_the_entry_has_an_open_access_link_to_the_epub_with_its_type(ferry: Path) -> None:
    entry = feed(ferry).find(f"{ATOM}entry")

    assert (OPEN_ACCESS, "application/epub+zip", EPUB) in links(entry)
    acquired = [rel for rel, _, _ in links(entry) if rel.startswith("http://opds-spec.org/acq")]
    assert acquired == [OPEN_ACCESS]


def test_the_entry_shows_the_cover_and_a_thumbnail_of_it(ferry: Path) -> None:
    shown = {rel: (kind, to) for rel, kind, to in links(feed(ferry).find(f"{ATOM}entry"))}

    assert shown["http://opds-spec.org/image"] == ("image/jpeg", "cover.jpg")
    assert shown["http://opds-spec.org/image/thumbnail"] == ("image/jpeg", "thumb.jpg")


def test_the_entry_describes_the_book_in_the_elements_opds_prefers(ferry: Path) -> None:
    entry = feed(ferry).find(f"{ATOM}entry")
    summary = entry.find(f"{ATOM}summary")

    assert summary.get("type") == "text"
    assert summary.text == "A ferrywoman writes down what is said on the way over."
    assert entry.findtext(f"{DC}language") == "en"
    assert entry.findtext(f"{DC}issued") == "2026"
    assert entry.findtext(f"{DC}publisher") == "Withy Press"
    assert [each.text for each in entry.findall(f"{DC}identifier")] == [
        "urn:uuid:6f2f6a0e-58c5-4f0e-9a53-1f3e5f0b7a64",
        "urn:isbn:9783161484100",
    ]
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == [
        "Letters",
        "Rivers & boats",
    ]
    for forbidden in ("title", "creator", "subject", "rights", "description"):
        assert entry.find(f"{DC}{forbidden}") is None


def test_the_ids_are_neither_the_books_nor_each_others(ferry: Path) -> None:
    root = feed(ferry)
    ids = [element.text for element in root.iter(f"{ATOM}id", f"{DC}identifier")]

    assert len(set(ids)) == len(ids) == 4


def test_the_page_leads_reading_apps_to_the_feed(ferry: Path) -> None:
    assert f'<link rel="related" type="{ACQUISITION_FEED}" href="feed.xml"' in page(ferry)


def test_a_url_makes_the_feed_and_the_page_say_where_they_are_and_no_id_changes(
    a_ferry: Path,
) -> None:
    before = [each.text for each in feed(a_ferry).iter(f"{ATOM}id")]
    add_settings(a_ferry, '[site]\nurl = "https://withy.example/ferry"\ntitle = "Withy Books"\n')

    site.write(a_ferry)

    root = feed(a_ferry)
    assert ("self", ACQUISITION_FEED, "https://withy.example/ferry/feed.xml") in links(root)
    assert '<link rel="canonical" href="https://withy.example/ferry/">' in page(a_ferry)
    assert [each.text for each in root.iter(f"{ATOM}id")] == before
    assert root.findtext(f"{ATOM}title") == "Withy Books"
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "The Ferry Keeps No Clock"


# Its settings


def settings_of(root: Path, toml: str) -> tuple[Settings, list[Problem]]:
    add_settings(root, toml)
    found, problems = project.read(root)
    return found.settings, problems


def test_an_unknown_setting_of_the_site_is_told_with_the_nearest_known(a_ferry: Path) -> None:
    _, (problem,) = settings_of(a_ferry, '[site]\nsampel = "bell"\n')

    assert (problem.code, problem.hint) == ("unknown-setting", "did you mean `sample`?")


def test_a_url_has_a_slash_at_its_end_whether_typed_or_not(a_ferry: Path) -> None:
    settings, problems = settings_of(a_ferry, '[site]\nurl = "https://withy.example/ferry"\n')

    assert problems == []
    assert settings.site.url == "https://withy.example/ferry/"


@pytest.mark.parametrize(
    "url", ["withy.example", "/ferry/", "https://", "https://a.b/?q=1", "https://a.b/x y"]
)
def test_an_address_that_is_not_whole_is_a_fault(a_ferry: Path, url: str) -> None:
    _, (problem,) = settings_of(a_ferry, f'[site]\nurl = "{url}"\n')

    assert problem.code == "bad-setting"
    assert url in problem.message
