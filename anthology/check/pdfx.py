"""What a press PDF must keep to be called PDF/X-1a:2003 or PDF/X-3:2003, beside `preflight`.

These are our own rules, written after ISO 15930-4 and -6; no validator of PDF/X was at hand. A
file that keeps them is called by the label it asked for, and never more than that; one that
asked for none must not bear any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from anthology.check.press_file import PressFile
from anthology.check.press_rules import Breach, Rule
from anthology.project import Standard

if TYPE_CHECKING:
    from pikepdf import Object

LABELS = {Standard.X_1A: "PDF/X-1a:2003", Standard.X_3: "PDF/X-3:2003"}
DATE = re.compile(r"D:\d{14}(Z|[+-]\d\d'\d\d'?)")
REGISTRY = "http://www.color.org"


def rules(standard: Standard) -> tuple[Rule, ...]:
    """The rules for a label; without one, that none is claimed."""
    if standard not in LABELS:
        return (no_label,)

    def label(file: PressFile) -> Iterator[Breach]:
        """The file bears its label."""
        if _info(file, "/GTS_PDFXVersion") != LABELS[standard]:
            yield Breach(f"it does not say that it is {LABELS[standard]}")

    return (label, *LABELLED)


def no_label(file: PressFile) -> Iterator[Breach]:
    """The file claims no standard."""
    if "/GTS_PDFXVersion" in file.info or "/OutputIntents" in file.pdf.Root:
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
        if not str(intent.get("/OutputConditionIdentifier", "")).strip():
            yield Breach("no condition is named")
        if str(intent.get("/RegistryName", "")) != REGISTRY:
            yield Breach("the registry is not named")


def trim_or_art(file: PressFile) -> Iterator[Breach]:
    """A page has a TrimBox and no ArtBox."""
    for sheet, page in file.pages:
        if "/TrimBox" not in page or "/ArtBox" in page:
            yield Breach("it has not", sheet)


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
    condition,
    trim_or_art,
)
