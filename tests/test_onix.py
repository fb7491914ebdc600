"""The product records: well-formed, in the order ONIX 3.0 asks for, and no more than is so."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import boathouse
import pytest
from test_epub_metadata import EVALUATION, PRINT, PRINTED, SETTINGS

from anthology import onix
from anthology.epub import write_epub
from anthology.onix import NAMESPACE
from anthology.project import EpubEdition, PrintEdition, Settings, TypeSize

# What may stand in an element, in this order; `!` must, `+` must and may again, `*` may again.
# Part of the ONIX 3.0 reference schema, as far as our records use it.
RULES = {
    "ONIXMessage": "Header! Product+",
    "Header": "Sender! SentDateTime!",
    "Sender": "SenderName!",
    "Product": "RecordReference! NotificationType! ProductIdentifier+ DescriptiveDetail! "
    "CollateralDetail PublishingDetail RelatedMaterial",
    "ProductIdentifier": "ProductIDType! IDTypeName IDValue!",
    "DescriptiveDetail": "ProductComposition! ProductForm! ProductFormDetail* "
    "ProductFormFeature* PrimaryContentType Measure* EpubTechnicalProtection* Collection* "
    "TitleDetail+ Contributor* NoContributor EditionType* Language* Extent* Subject*",
    "ProductFormFeature": "ProductFormFeatureType! ProductFormFeatureValue "
    "ProductFormFeatureDescription*",
    "Measure": "MeasureType! Measurement! MeasureUnitCode!",
    "Collection": "CollectionType! CollectionSequence* TitleDetail*",
    "CollectionSequence": "CollectionSequenceType! CollectionSequenceNumber!",
    "TitleDetail": "TitleType! TitleElement+",
    "TitleElement": "TitleElementLevel! TitleText! Subtitle",
    "Contributor": "SequenceNumber ContributorRole+ PersonName! PersonNameInverted",
    "Language": "LanguageRole! LanguageCode!",
    "Extent": "ExtentType! ExtentValue! ExtentUnit!",
    "Subject": "MainSubject SubjectSchemeIdentifier! SubjectCode SubjectHeadingText",
    "CollateralDetail": "TextContent*",
    "TextContent": "TextType! ContentAudience+ Text+",
    "PublishingDetail": "Publisher* CityOfPublication* PublishingDate* CopyrightStatement*",
    "Publisher": "PublishingRole! PublisherName!",
    "PublishingDate": "PublishingDateRole! Date!",
    "CopyrightStatement": "CopyrightYear+ CopyrightOwner*",
    "CopyrightOwner": "PersonName!",
    "RelatedMaterial": "RelatedProduct*",
    "RelatedProduct": "ProductRelationCode+ ProductIdentifier+",
}
EMPTY = {"NoContributor", "MainSubject"}


def name(element: Any) -> str:
    return str(element.tag).removeprefix(f"{{{NAMESPACE}}}")


def faults(element: Any) -> list[str]:
    """Where a record breaks the rules above."""
    found = [name(child) for child in element]
    rule = RULES.get(name(element))
    if rule is None:
        is_filled = bool((element.text or "").strip()) != (name(element) in EMPTY)
        return [] if is_filled and not found else [f"{name(element)} is not filled as it should be"]
    allowed = {word.rstrip("!+*"): word for word in rule.split()}
    wrong = [f"{each} in {name(element)}" for each in found if each not in allowed]
    order = [list(allowed).index(each) for each in found if each in allowed]
    wrong += ["order in " + name(element)] * any(a > b for a, b in pairwise(order))
    for each, word in allowed.items():
        least, most = int(word[-1] in "!+"), 99 if word[-1] in "+*" else 1
        if not least <= found.count(each) <= most:
            wrong.append(f"{found.count(each)} {each} in {name(element)}")
    return wrong + [fault for child in element for fault in faults(child)]


def epub_record(folder: Path, settings: Settings = SETTINGS, **given: Any) -> Any:
    from lxml import etree

    edition: EpubEdition = given.pop("edition", boathouse.EDITION)
    epub = folder / "book.epub"
    values = {"printed": PRINTED} | given
    pages = values.pop("pages", boathouse.pages())
    found = write_epub(
        pages, settings, edition, boathouse.FILES, boathouse.NO_STYLES, boathouse.COVER, epub,
        **values,
    )  # fmt: skip
    record = onix.write_epub_record(settings, edition, found, epub)
    assert record == folder / "book.onix.xml"
    return etree.parse(record).getroot()


def print_record(folder: Path, settings: Settings = SETTINGS, edition: PrintEdition = PRINT) -> Any:
    from lxml import etree

    record = onix.write_print_record(settings, edition, 212, folder / "book-print.pdf")
    return etree.parse(record).getroot()


def texts(root: Any, path: str) -> list[str]:
    steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
    return [each.text for each in root.iterfind(f".//{steps}")]


def features(root: Any) -> dict[str, str]:
    """The accessibility codes of List 196, each with its description."""
    space = f"{{{NAMESPACE}}}ProductFormFeature"
    return {
        each.findtext(f"{space}Value"): each.findtext(f"{space}Description", "")
        for each in root.iter(space)
        if each.findtext(f"{space}Type") == "09"
    }


@pytest.mark.parametrize("settings", [SETTINGS, Settings("Tide", "tlh", (PRINT,))])
def test_records_keep_to_the_order_of_onix(tmp_path: Path, settings: Settings) -> None:
    epub, pdf = epub_record(tmp_path, settings), print_record(tmp_path, settings)

    assert faults(epub) == []
    assert faults(pdf) == []
    assert epub.get("release") == "3.0"


def test_large_print_is_called_so(tmp_path: Path) -> None:
    large = print_record(tmp_path, edition=replace(PRINT, type=TypeSize.LARGE))
    usual = print_record(tmp_path)

    assert faults(large) == []
    assert (texts(large, "EditionType"), texts(usual, "EditionType")) == (["LTE"], [])


def test_a_rule_that_is_broken_is_seen(tmp_path: Path) -> None:
    root = epub_record(tmp_path)
    detail = next(root.iter(f"{{{NAMESPACE}}}DescriptiveDetail"))
    detail.insert(0, detail[-1])

    assert faults(root) == ["order in DescriptiveDetail"]


def test_each_edition_has_its_own_number_form_and_extent(tmp_path: Path) -> None:
    epub, pdf = epub_record(tmp_path), print_record(tmp_path)

    identifiers = "Product/ProductIdentifier/IDValue"
    assert texts(epub, identifiers) == ["9783161484100"] * 2
    assert texts(pdf, identifiers) == ["9780306406157"] * 2
    assert texts(epub, "ProductForm") + texts(epub, "ProductFormDetail") == ["EA", "E101", "E200"]
    assert texts(pdf, "ProductForm") == ["BC"]
    assert texts(pdf, "Extent/ExtentValue") == ["212"]
    assert texts(pdf, "Measure/Measurement") == ["216", "140"]
    size = (tmp_path / "book.epub").stat().st_size
    assert texts(epub, "Extent/ExtentValue") == [str(size)]


def test_an_edition_without_an_isbn_has_a_name_of_its_own(tmp_path: Path) -> None:
    root = epub_record(tmp_path, edition=EpubEdition("kobo"))

    (number,) = texts(root, "Product/ProductIdentifier/IDValue")
    assert number.startswith("urn:uuid:")
    assert number.endswith("#kobo")


def test_people_series_and_subjects_are_told_in_codes(tmp_path: Path) -> None:
    root = epub_record(tmp_path)

    assert texts(root, "ContributorRole") == ["A01", "A01", "B06", "A36"]
    assert texts(root, "PersonNameInverted") == ["Marten, Ilse", "Aune, Liv"]
    assert texts(root, "Collection/TitleDetail/TitleElement/TitleText") == ["Small Harbours"]
    assert texts(root, "CollectionSequenceNumber") == ["2"]
    assert texts(root, "SubjectSchemeIdentifier") == ["10", "93", "94", "20"]
    assert texts(root, "SubjectCode") == ["LCO010000", "DNL", "1DDU-GB-ES"]
    assert texts(root, "SubjectHeadingText") == ["Essays; Letters"]
    assert texts(root, "LanguageCode") == ["eng"]
    assert texts(root, "PublishingDate/Date") == ["20251001"]


def test_page_numbers_name_the_print_edition_they_are_of(tmp_path: Path) -> None:
    numbered, plain = epub_record(tmp_path), epub_record(tmp_path, printed=None)

    assert texts(numbered, "RelatedProduct/ProductRelationCode") == ["13"]
    assert texts(numbered, "RelatedProduct/ProductIdentifier/IDValue") == ["9780306406157"]
    assert "19" in features(numbered)
    assert texts(plain, "RelatedProduct/ProductRelationCode") == []
    assert "19" not in features(plain)


def test_accessibility_is_told_as_the_epub_tells_it(tmp_path: Path) -> None:
    root = epub_record(tmp_path)

    told = features(root)
    assert set(told) == {
        "00", "04", "10", "13", "14", "19", "29", "32", "36", "52", "82", "85", "90", "91", "94",
    }  # fmt: skip
    assert told["90"] == "Dr. Ruth Sand"
    assert told["91"] == "20260920"
    assert told["94"] == EVALUATION.report
    assert "Every picture is described in words." in told["00"]


def test_what_is_not_so_is_not_told(tmp_path: Path) -> None:
    silent = [
        replace(page, body=page.body.replace("A small lamp in a window above dark water.", ""))
        for page in boathouse.pages()
    ]

    root = epub_record(tmp_path, replace(SETTINGS, evaluation=None), pages=silent, printed=None)

    assert set(features(root)) == {"00", "10", "13", "29", "32", "36"}


def test_contents_are_said_to_lead_everywhere_only_where_they_do(tmp_path: Path) -> None:
    plain = [page for page in boathouse.pages() if page.name in ("title", "tide")]

    with_headings, without = epub_record(tmp_path), epub_record(tmp_path, pages=plain)

    assert "11" not in features(with_headings)
    assert "11" in features(without)


def test_the_same_book_has_the_same_records(tmp_path: Path) -> None:
    from lxml import etree

    first, second = (etree.tostring(epub_record(tmp_path)) for _ in range(2))

    assert first == second
