"""What a press PDF must keep to be called PDF/X-1a:2003, PDF/X-3:2003 or PDF/X-4.

These are our own rules, written after ISO 15930-4, -6 and -7; no validator of PDF/X was at hand. A
file that keeps them is called by the label it asked for, and never more than that; one that
asked for none must not bear any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from anthology.check.breach import Breach
from anthology.check.press_file import PressFile
from anthology.check.press_rules import RULES, Rule, bare_catalog, no_profiles, version
from anthology.project import Standard

if TYPE_CHECKING:
    from pikepdf import Object

LABELS = {
    Standard.X_1A: "PDF/X-1a:2003",
    Standard.X_3: "PDF/X-3:2003",
    Standard.X_4: "PDF/X-4",
}
DATE = re.compile(r"D:\d{14}(Z|[+-]\d\d'\d\d'?)")
NEWEST_PROFILE = 4  # the version of the ICC's specification (ISO 15930-7, 6.2.2)
_IDENTIFIER = "/OutputConditionIdentifier"
_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_SAID_TWICE = {
    "dc:title": "/Title",
    "xmp:CreatorTool": "/Creator",
    "pdf:Producer": "/Producer",
    "pdf:Trapped": "/Trapped",
}
_DATED_TWICE = {"xmp:CreateDate": "/CreationDate", "xmp:ModifyDate": "/ModDate"}
REGISTRY = "http://www.color.org"


def rules(standard: Standard) -> tuple[Rule, ...]:
    """All that a press PDF has to keep under a standard; under none, that it claims none."""
    if standard not in LABELS:
        return (*RULES, no_label)

    def label(file: PressFile) -> Iterator[Breach]:
        """The file bears its label."""
        if _label(file) != LABELS[standard]:
            yield Breach(f"it does not say that it is {LABELS[standard]}")

    if standard is Standard.X_4:
        kept = tuple(rule for rule in RULES if rule not in (version, bare_catalog, no_profiles))
        return (*kept, label, *LABELLED, *OF_X_4)
    return (*RULES, label, *LABELLED, condition)


def no_label(file: PressFile) -> Iterator[Breach]:
    """The file claims no standard."""
    if _label(file) or "/OutputIntents" in file.pdf.Root:
        yield Breach("it bears the marks of PDF/X")


def identifier(file: PressFile) -> Iterator[Breach]:
    """The file has an identifier."""
    if "/ID" not in file.pdf.trailer:
        yield Breach("it has none")


def described(file: PressFile) -> Iterator[Breach]:
    """The file gives its title, its maker and its dates."""
    for key in ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"):
        if not _info(file, key).strip():
            yield Breach(f"there is no {key.strip('/')}")


def dates(file: PressFile) -> Iterator[Breach]:
    """Dates are written in full, with their time zone."""
    for key in ("/CreationDate", "/ModDate"):
        if not DATE.fullmatch(_info(file, key)):
            yield Breach(f"{key.strip('/')} is “{_info(file, key)}”")


def trapped(file: PressFile) -> Iterator[Breach]:
    """The file says whether it is trapped."""
    if _info(file, "/Trapped") not in ("/True", "/False"):
        yield Breach("it does not")


def one_intent(file: PressFile) -> Iterator[Breach]:
    """There is one output intent for PDF/X."""
    if (count := len(_intents(file))) != 1:
        yield Breach(f"there are {count}")


def condition(file: PressFile) -> Iterator[Breach]:
    """The output intent names a printing condition of the ICC's registry."""
    for intent in _intents(file):
        if not str(intent.get(_IDENTIFIER, "")).strip():
            yield Breach("no condition is named")
        if str(intent.get("/RegistryName", "")) != REGISTRY:
            yield Breach("the registry is not named")


def trim_or_art(file: PressFile) -> Iterator[Breach]:
    """A page has a TrimBox and no ArtBox."""
    for sheet, page in file.pages:
        if "/TrimBox" not in page or "/ArtBox" in page:
            yield Breach("it has not", sheet)


def version_of_x_4(file: PressFile) -> Iterator[Breach]:
    """The file is PDF 1.6 or older."""
    if file.pdf.pdf_version > "1.6":
        yield Breach(f"it is PDF {file.pdf.pdf_version}")


def catalog_of_x_4(file: PressFile) -> Iterator[Breach]:
    """Beside its pages and its metadata the file holds nothing."""
    for breach in bare_catalog(file):
        if breach.what != "there is /Metadata":
            yield breach


def profile_of_the_intent(file: PressFile) -> Iterator[Breach]:
    """No colour profile is embedded but that of the output intent."""
    for breach in no_profiles(file):
        if breach.sheet:
            yield breach


def gray_output(file: PressFile) -> Iterator[Breach]:
    """The output intent has the profile of a gray output device, and says what it is."""
    for intent in _intents(file):
        data = _stream(intent.get("/DestOutputProfile"))
        if data[12:20] != b"prtrGRAY" or data[36:40] != b"acsp":
            yield Breach("it has none")
        elif int.from_bytes(data[:4], "big") != len(data) or data[8] > NEWEST_PROFILE:
            yield Breach("it is damaged, or of a newer kind")
        if not all(str(intent.get(key, "")).strip() for key in ("/Info", _IDENTIFIER)):
            yield Breach("it is not described")


def metadata(file: PressFile) -> Iterator[Breach]:
    """The metadata says what the file says of itself, and names it."""
    stream = file.pdf.Root.get("/Metadata")
    if stream is None or "/Filter" in stream:
        yield Breach("there is none that can be read as it stands")
        return
    told = file.pdf.open_metadata()
    for key, entry in _SAID_TWICE.items():
        if str(told.get(key, "")) != _info(file, entry).lstrip("/"):
            yield Breach(f"{key} is not the file's {entry.strip('/')}")
    for key, entry in _DATED_TWICE.items():
        if re.sub(r"\D", "", str(told.get(key, ""))) != re.sub(r"\D", "", _info(file, entry)):
            yield Breach(f"{key} is not the file's {entry.strip('/')}")
    for key in ("xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
        if not str(told.get(key, "")).strip():
            yield Breach(f"there is no {key}")


def _label(file: PressFile) -> str:
    """What the file calls itself; PDF/X-4 says so in its metadata."""
    if "/Metadata" in file.pdf.Root:
        return str(file.pdf.open_metadata().get(_VERSION, ""))
    return _info(file, "/GTS_PDFXVersion")


def _stream(value: Any) -> bytes:
    return bytes(value.read_bytes()) if hasattr(value, "read_bytes") else b""


def _info(file: PressFile, key: str) -> str:
    return str(file.info.get(key, ""))


def _intents(file: PressFile) -> list[Object]:
    every: Any = file.pdf.Root.get("/OutputIntents", [])
    return [intent for intent in every if intent.get("/S") == "/GTS_PDFX"]


LABELLED: tuple[Rule, ...] = (
    identifier,
    described,
    dates,
    trapped,
    one_intent,
    trim_or_art,
)
OF_X_4: tuple[Rule, ...] = (
    version_of_x_4,
    catalog_of_x_4,
    profile_of_the_intent,
    gray_output,
    metadata,
)
