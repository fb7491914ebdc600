"""One product record beside each edition, for distributors and shops: ONIX for Books 3.0.

It says what book.toml and the finished file say, and nothing else: no price, no supplier, no
market and no publishing status, which are the publisher's to add. Elements stand in the order
the format asks for; which codes they hold is told in `codes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anthology.epub import metadata
from anthology.epub.accessibility import Findings
from anthology.onix import accessible, codes
from anthology.project import Edition, EpubEdition, PrintEdition, Settings, TypeSize

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
RELEASE = "3.0"
ENDING = ".onix.xml"


def write_epub_record(
    settings: Settings, edition: EpubEdition, found: Findings, epub: Path
) -> Path:
    """Write the record of a finished EPUB beside it; `found` is what is in it."""
    form = [
        _e("ProductForm", "EA"),
        _e("ProductFormDetail", "E101"),
        _e("ProductFormDetail", "E200"),
        *map(_feature, accessible.features(found, settings.evaluation)),
        _e("PrimaryContentType", "10"),
        _e("EpubTechnicalProtection", "00"),
    ]
    extent = _extent("22", epub.stat().st_size, "17")
    printed = settings.source_of_pages(edition)
    related = _related("13", printed) if printed and found.page_marks else None
    return _write(settings, edition, form, extent, related, epub)


def write_print_record(settings: Settings, edition: PrintEdition, pages: int, pdf: Path) -> Path:
    """Write the record of a finished print edition beside it; `pages` counts every side."""
    form = [
        _e("ProductForm", "BC"),
        _e("PrimaryContentType", "10"),
        _measure("01", edition.trim.height),
        _measure("02", edition.trim.width),
    ]
    return _write(settings, edition, form, _extent("06", pages, "03"), None, pdf)


def _write(
    settings: Settings, edition: Edition, form: list[Any], extent: Any, related: Any, beside: Path
) -> Path:
    from lxml import etree

    sent = f"{metadata.modified(settings):%Y%m%dT%H%M%SZ}"
    sender = settings.publisher or next(iter(settings.authors), settings.title)
    described = [_e("ProductComposition", "00"), *form, *_described(settings, edition, extent)]
    product = [
        _e("RecordReference", f"{metadata.of_the_book(settings)}#{edition.name}"),
        _e("NotificationType", "03"),
        *_identifiers(settings, edition),
        _e("DescriptiveDetail", *described),
        *_collateral(settings),
        *_publishing(settings),
        *([_e("RelatedMaterial", related)] if related is not None else []),
    ]
    header = _e("Header", _e("Sender", _e("SenderName", sender)), _e("SentDateTime", sent))
    message = _e("ONIXMessage", header, _e("Product", *product), release=RELEASE)
    target = beside.with_suffix(ENDING)
    options = {"xml_declaration": True, "encoding": "utf-8", "pretty_print": True}
    target.write_bytes(etree.tostring(message, **options))
    return target


def _e(name: str, *inside: Any, **attributes: str) -> Any:
    """An element of ONIX with text or other elements in it."""
    from lxml.builder import ElementMaker

    return ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})(name, *inside, **attributes)


def _identifiers(settings: Settings, edition: Edition) -> Iterator[Any]:
    """The ISBN, as ISBN-13 and as GTIN-13; else a name of our own for book and edition."""
    if edition.isbn:
        yield _identifier("15", edition.isbn)
        yield _identifier("03", edition.isbn)
    else:
        name = f"{metadata.of_the_book(settings)}#{edition.name}"
        kind = _e("ProductIDType", "01"), _e("IDTypeName", "Book and edition")
        yield _e("ProductIdentifier", *kind, _e("IDValue", name))


def _identifier(kind: str, value: str) -> Any:
    return _e("ProductIdentifier", _e("ProductIDType", kind), _e("IDValue", value))


def _feature(feature: accessible.Feature) -> Any:
    kind, value, described = feature
    inside = [_e("ProductFormFeatureType", kind), _e("ProductFormFeatureValue", value)]
    if described:
        inside.append(_e("ProductFormFeatureDescription", described))
    return _e("ProductFormFeature", *inside)


def _measure(kind: str, millimetres: float) -> Any:
    measured = _e("Measurement", f"{millimetres:.0f}")
    return _e("Measure", _e("MeasureType", kind), measured, _e("MeasureUnitCode", "mm"))


def _extent(kind: str, value: int, unit: str) -> Any:
    inside = _e("ExtentType", kind), _e("ExtentValue", str(value)), _e("ExtentUnit", unit)
    return _e("Extent", *inside)


def _described(settings: Settings, edition: Edition, extent: Any) -> Iterator[Any]:
    """Series, title, people, kind of edition, language, extent and subjects, in the order ONIX
    has them."""
    if settings.series:
        yield _collection(settings.series.name, settings.series.number)
    yield _title("01", settings.title, settings.subtitle)
    people = [(name, "aut") for name in settings.authors]
    people += [(other.name, other.role) for other in settings.contributors]
    for number, (name, role) in enumerate(people, 1):
        yield _contributor(number, name, role, settings.sort_as.get(name, ""))
    if not people:
        yield _e("NoContributor")
    if isinstance(edition, PrintEdition) and edition.type is TypeSize.LARGE:
        yield _e("EditionType", codes.LARGE_PRINT)
    primary = settings.language.partition("-")[0].casefold()
    if code := codes.LANGUAGES.get(primary) or (primary if len(primary) == 3 else ""):
        yield _e("Language", _e("LanguageRole", "01"), _e("LanguageCode", code))
    yield extent
    yield from _subjects(settings)


def _title(level: str, title: str, subtitle: str = "") -> Any:
    inside = [_e("TitleElementLevel", level), _e("TitleText", title)]
    if subtitle:
        inside.append(_e("Subtitle", subtitle))
    return _e("TitleDetail", _e("TitleType", "01"), _e("TitleElement", *inside))


def _collection(name: str, number: str) -> Any:
    place = []
    if number:
        kind = _e("CollectionSequenceType", "02")
        place.append(_e("CollectionSequence", kind, _e("CollectionSequenceNumber", number)))
    return _e("Collection", _e("CollectionType", "10"), *place, _title("02", name))


def _contributor(number: int, name: str, role: str, filed: str) -> Any:
    inside = [
        _e("SequenceNumber", str(number)),
        _e("ContributorRole", codes.ROLES.get(role, codes.OTHER_ROLE)),
        _e("PersonName", name),
    ]
    if filed:
        inside.append(_e("PersonNameInverted", filed))
    return _e("Contributor", *inside)


def _subjects(settings: Settings) -> Iterator[Any]:
    """Codes first, the first of each scheme as its main one; the plain words as keywords."""
    coded = [(codes.BISAC_SUBJECT, code) for code in settings.bisac]
    coded += [(codes.THEMA.get(code[0], codes.THEMA_SUBJECT), code) for code in settings.thema]
    seen: set[str] = set()
    for scheme, code in coded:
        is_main = scheme in (codes.BISAC_SUBJECT, codes.THEMA_SUBJECT) and scheme not in seen
        main = [_e("MainSubject")] if is_main else []
        inside = _e("SubjectSchemeIdentifier", scheme), _e("SubjectCode", code)
        yield _e("Subject", *main, *inside)
        seen.add(scheme)
    if settings.subjects:
        words = _e("SubjectHeadingText", "; ".join(settings.subjects))
        yield _e("Subject", _e("SubjectSchemeIdentifier", codes.KEYWORDS), words)


def _collateral(settings: Settings) -> Iterator[Any]:
    if settings.description:
        inside = (
            _e("TextType", "03"),
            _e("ContentAudience", "00"),
            _e("Text", settings.description),
        )
        yield _e("CollateralDetail", _e("TextContent", *inside))


def _publishing(settings: Settings) -> Iterator[Any]:
    """Publisher, city, date and copyright, as far as book.toml names them."""
    inside = []
    if settings.publisher:
        role = _e("PublishingRole", "01")
        inside.append(_e("Publisher", role, _e("PublisherName", settings.publisher)))
    if settings.place:
        inside.append(_e("CityOfPublication", settings.place))
    if date := _date(settings):
        inside.append(_e("PublishingDate", _e("PublishingDateRole", "01"), *date))
    if settings.year and settings.authors:
        owners = [_e("CopyrightOwner", _e("PersonName", name)) for name in settings.authors]
        year = _e("CopyrightYear", str(settings.year))
        inside.append(_e("CopyrightStatement", year, *owners))
    if inside:
        yield _e("PublishingDetail", *inside)


def _date(settings: Settings) -> tuple[Any, ...]:
    if settings.day:
        return (_e("Date", f"{settings.day:%Y%m%d}", dateformat="00"),)
    return (_e("Date", str(settings.year), dateformat="05"),) if settings.year else ()


def _related(relation: str, edition: PrintEdition) -> Any | None:
    """Another edition of the book, where it has an ISBN to be found by."""
    if not edition.isbn:
        return None
    other = _identifier("15", edition.isbn)
    return _e("RelatedProduct", _e("ProductRelationCode", relation), other)
