"""What a press PDF says of itself where its edition asks for a standard.

PDF/X wants the label, a title, dates, who made the file and what it is made for (ISO 15930-4, -6
and -7). Whether the file keeps what its label says is for `check.preflight` to tell.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from anthology import __version__
from anthology.errors import Problem
from anthology.print.press import profile
from anthology.project import Standard

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf

# What the file is made for: a printing condition of the ICC's registry, by its name there. One
# ink is black on any press, so no profile goes with it (IngramSpark takes none). PDF/X-4 wants a
# profile, and its condition is described.
CONDITION, REGISTRY = "CGATS TR 001", "http://www.color.org"
OWN_CONDITION = "One black ink, in which a half tone prints as 70 %"
LABELS = {
    Standard.X_1A: "PDF/X-1a:2003",
    Standard.X_3: "PDF/X-3:2003",
    Standard.X_4: "PDF/X-4",
}
OLDEST_VERSION, VERSIONS = "1.4", {Standard.X_4: "1.6"}
_NAMESPACE = "http://www.npes.org/pdfx/ns/id/"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the file says of itself: nothing, unless a standard wants it said."""

    standard: Standard
    title: str
    day: date | None

    @property
    def version(self) -> str:
        """The PDF version to be written: 1.4, unless a standard asks for another."""
        return VERSIONS.get(self.standard, OLDEST_VERSION)


def undated(claim: Claim) -> Iterator[Problem]:
    """A standard wants a date, and some books have none."""
    if claim.standard in LABELS and not claim.day:
        label = LABELS[claim.standard]
        hint = "write `year = …` or `date = …` into book.toml"
        yield Problem("print-standard", f"{label} wants a date, and the book has none", hint=hint)


def label(pdf: Pdf, claim: Claim, book: bytes) -> None:
    """Write the label that is claimed, and what it wants said beside it; `book` is what the file
    was made of, and makes its name."""
    from pikepdf import Array, Dictionary, Name, String

    if claim.standard not in LABELS or claim.day is None:
        return
    moment, maker = f"D:{claim.day:%Y%m%d}000000Z", f"anthology {__version__}"
    told = {
        "/Title": claim.title, "/Creator": maker, "/Producer": maker,
        "/CreationDate": moment, "/ModDate": moment,
    }  # fmt: skip
    info = Dictionary({key: String(value) for key, value in told.items()})
    info.Trapped = Name("/False")
    if claim.standard is Standard.X_4:
        intent = _described(pdf)
        _tell_in_metadata(pdf, claim, f"{claim.day}T00:00:00Z", maker, book)
    else:
        intent = _registered()
        info["/GTS_PDFXVersion"] = String(LABELS[claim.standard])
    pdf.trailer.Info = pdf.make_indirect(info)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _registered() -> Dictionary:
    from pikepdf import Dictionary, Name, String

    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(CONDITION),
        RegistryName=String(REGISTRY),
        Info=String(CONDITION),
    )


def _described(pdf: Pdf) -> Dictionary:
    from pikepdf import Dictionary, Name, String

    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("Custom"),
        Info=String(OWN_CONDITION),
        DestOutputProfile=pdf.make_stream(profile.one_black_ink(OWN_CONDITION), N=1),
    )


def _tell_in_metadata(pdf: Pdf, claim: Claim, moment: str, maker: str, book: bytes) -> None:
    """The same once more as XMP, where PDF/X-4 looks for it (ISO 15930-7, 6.7)."""
    name = uuid.UUID(bytes=hashlib.sha256(book).digest()[:16], version=5)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        told.register_xml_namespace(_NAMESPACE, "pdfxid")
        told["pdfxid:GTS_PDFXVersion"] = LABELS[claim.standard]
        told["dc:title"] = claim.title
        for key in ("CreateDate", "ModifyDate", "MetadataDate"):
            told[f"xmp:{key}"] = moment
        told["xmp:CreatorTool"] = told["pdf:Producer"] = maker
        told["pdf:Trapped"] = "False"
        told["xmpMM:DocumentID"] = f"uuid:{name}"
        told["xmpMM:RenditionClass"] = "default"
        told["xmpMM:VersionID"] = "1"
