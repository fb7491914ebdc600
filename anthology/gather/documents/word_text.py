"""The text of a Word document, walked through: paragraphs as drafts, with what hangs on them.

Every element is gone into, known or not, so that no word is passed over; what is known of one
is only what to do with its words. A field, a text box and a tracked change may run on from
one paragraph into the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from anthology.gather.documents import word_elements
from anthology.gather.documents.document import Held
from anthology.gather.documents.office_xml import DELETED, attribute, child, named
from anthology.gather.documents.word_elements import PAGE_END, raw_letters
from anthology.gather.documents.word_parts import CONTENTS, Parts, Related, is_on
from anthology.gather.gathered import LeftOut
from anthology.gather.html.line import PLAIN, Dress, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
SURROGATES = range(0xD800, 0xE000)
PRIVATE_USE = range(0xE000, 0xF900)
# A tab reads as a tab whatever it is set to; a hyphen nobody sees is none.
SPACES = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-"}
MOVED = "a tracked change moved it, and it stands where it was moved to"
PROMPT = "Word shows it where words are to be filled in, and nobody did"


@dataclass(slots=True)
class Draft:
    """A paragraph being read: its element tells its looks, when it is finished."""

    properties: Sequence[_Element]
    names: Sequence[str]
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    held: list[Held] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    begins_page: bool = False
    is_pause: bool = False
    runs_on: bool = False
    raw: str = ""

    @property
    def has_words(self) -> bool:
        return any(run.text.strip() or run.note for line in self.lines for run in line)

    def value(self, *path: str, of: str) -> str:
        """An attribute of the paragraph's properties, from the nearest that has it."""
        found = (attribute(child(one, *path), of) for one in self.properties)
        return next((value for value in found if value), "")


@dataclass(slots=True)
class _Field:
    """A field such as a link: its instruction, and whether its result is being read."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class Walk:
    """The walk through one part; it leaves drafts of paragraphs, and what belongs to none."""

    parts: Parts
    part: str
    drafts: list[Draft] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    related: dict[str, Related] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.related = self.parts.related(self.part)

    def inside(self, element: _Element | None) -> None:
        """Every paragraph inside an element, however deep."""
        for inner in element if element is not None else ():
            match named(inner):
                case "w:p":
                    self.paragraph(inner)
                case "w:tbl":
                    self.counts["table"] += 1
                    self.inside(inner)
                case "mc:AlternateContent":
                    self.inside(word_elements.shown_one(inner))
                case "w:altChunk":
                    reason = "Word has not taken it in yet: open and save the document, and it does"
                    self.left_out.append(LeftOut("embedded document", self.part, reason))
                case "w:sdt" if word_elements.is_prompt(inner):
                    self.left_out.append(LeftOut("prompt", raw_letters(inner), PROMPT))
                case _:
                    self.inside(inner)

    def paragraph(self, element: _Element) -> None:
        own = child(element, "w:pPr")
        names = self.parts.names(self.parts.style_of(own))
        properties = self.parts.properties(element)
        raw = raw_letters(element)
        if any(CONTENTS.fullmatch(name) for name in names):
            self.left_out.append(LeftOut("contents list", raw, "the book has its own"))
            return
        if self.drafts and self.draft.runs_on:
            # Of two paragraphs that became one, Word keeps the looks of the second.
            self.draft.properties, self.draft.names = properties, names
        else:
            self.drafts.append(Draft(properties, names))
        self.draft.begins_page |= is_on(child(own, "w:pageBreakBefore"))
        self.draft.is_pause = child(own, "w:pBdr", "w:bottom") is not None
        self.pages = raw.split(PAGE_END)
        self.draft.raw += self.pages.pop(0)
        self.words(element, PLAIN)
        self.draft.raw += "".join(self.pages)
        self.draft.runs_on = word_elements.runs_on(own)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.counts["text box"] += 1
            self.inside(box)

    @property
    def draft(self) -> Draft:
        return self.drafts[-1]

    def words(self, element: _Element | None, dress: Dress) -> None:
        """The words inside an element of a paragraph, dressed like `dress`."""
        for inner in element if element is not None else ():
            match named(inner):
                case "w:pPr" | "w:rPr" | "w:sdtPr" | "w:instrText":
                    self.instruct(inner)
                case "w:r":
                    self.run(inner, dress)
                case "w:hyperlink":
                    self.words(inner, replace(dress, target=self.target(inner)))
                case "w:del":
                    self.leave_out("tracked deletion", inner, DELETED)
                case "w:moveFrom":
                    self.leave_out("tracked move", inner, MOVED)
                case "w:ins" | "w:moveTo":
                    self.counts["insertion"] += 1
                    self.words(inner, dress)
                case "w:rt":
                    self.leave_out("reading aid", inner, "it stood in small letters above a word")
                case "mc:AlternateContent":
                    self.words(word_elements.shown_one(inner), dress)
                case "w:sdt" if word_elements.is_prompt(inner):
                    self.leave_out("prompt", inner, PROMPT)
                case "w:txbxContent":
                    self.boxes.append(inner)
                case name:
                    self.sign(name, inner, dress)

    def run(self, element: _Element, dress: Dress) -> None:
        """A run: letters that share one look."""
        own = child(element, "w:rPr")
        style = attribute(child(own, "w:rStyle"), "val")
        chain = [one for one in [own] if one is not None]
        chain += [
            its_own
            for one in self.parts.based(style)
            if (its_own := child(one, "w:rPr")) is not None
        ]
        if word_elements.switch(chain, "w:vanish"):
            self.leave_out("hidden text", element, "nobody sees it on the page")
            return
        if word_elements.switch(chain, "w:strike") or word_elements.switch(chain, "w:dstrike"):
            self.counts["struck"] += 1
        bold, italic = word_elements.switch(chain, "w:b"), word_elements.switch(chain, "w:i")
        target = dress.target or self.field_target()
        # The style of a link underlines it; only what was underlined by hand is emphasis.
        is_underlined = attribute(child(own, "w:u"), "val") not in ("", "none")
        place = attribute(child(own, "w:vertAlign"), "val").removesuffix("script")
        self.words(element, Dress(italic, bold, target, is_underlined, place))

    def sign(self, name: str, element: _Element, dress: Dress) -> None:
        """One thing inside a run, or something that holds others."""
        match name:
            case "w:t" | "m:t":
                self.write(element.text or "", dress)
            case "w:tab" | "w:ptab" | "w:noBreakHyphen":
                self.write(SPACES[name], dress)
            case "w:br" if attribute(element, "type") == "page":
                self.begin_page()
            case "w:br" | "w:cr":
                self.draft.lines.append([])
            case "w:sym":
                self.symbol(element, dress)
            case "w:fldChar":
                self.mark_field(attribute(element, "fldCharType"))
            case "w:footnoteReference" | "w:endnoteReference":
                mark = "f" if name == "w:footnoteReference" else "e"
                self.draft.lines[-1].append(Run("", note=f"{mark}{attribute(element, 'id')}"))
            case "a:blip" | "v:imagedata":
                self.picture(element)
            case "v:rect" if attribute(element, "hr") == "t":
                self.draft.is_pause = True
            case _:
                self.words(element, dress)

    def write(self, text: str, dress: Dress) -> None:
        if self.fields and not self.fields[-1].has_result:
            return
        self.draft.lines[-1].append(Run(text, dress))

    def symbol(self, element: _Element, dress: Dress) -> None:
        """A letter of a symbol font; one that is a picture in that font only is told."""
        stated = attribute(element, "char")
        code = int(stated, 16) if HEXADECIMAL.fullmatch(stated) else 0
        if code in PRIVATE_USE:
            font = attribute(element, "font")
            reason = f"it is a picture in the font {font}, and no letter"
            self.draft.left_out.append(LeftOut("symbol", f"{font} {code:04X}", reason))
        elif code and code not in SURROGATES:
            self.write(chr(code), dress)

    def begin_page(self) -> None:
        """A page ended by hand, perhaps in the middle of a paragraph."""
        draft = self.draft
        if draft.has_words:
            self.drafts.append(Draft(draft.properties, draft.names))
        self.draft.begins_page = True
        self.draft.raw += self.pages.pop(0) if self.pages else ""

    def mark_field(self, kind: str) -> None:
        match kind:
            case "begin":
                self.fields.append(_Field())
            case "separate" if self.fields:
                self.fields[-1].has_result = True
            case "end" if self.fields:
                self.fields.pop()

    def instruct(self, element: _Element) -> None:
        if named(element) == "w:instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""

    def field_target(self) -> str:
        """Where the innermost link that is a field leads."""
        for one in reversed(self.fields):
            word, _, rest = one.instruction.strip().partition(" ")
            if word.upper() == "HYPERLINK" and rest.strip().startswith('"'):
                return rest.strip()[1:].partition('"')[0]
        return ""

    def target(self, element: _Element) -> str:
        related = self.related.get(attribute(element, "id"))
        return related.target if related and related.is_outside else ""

    def picture(self, element: _Element) -> None:
        name = attribute(element, "embed") or attribute(element, "id") or attribute(element, "link")
        related = self.related.get(name)
        if related is None:
            return
        alt = word_elements.alt(element)
        data = None if related.is_outside else self.parts.read(related.target)
        if data is None:
            reason = "it is not in the document: download it, and place it yourself"
            words = f"{alt} {related.target}".strip()
            self.draft.left_out.append(LeftOut("picture on the web", words, reason))
        else:
            self.draft.held.append(Held(related.target, data, alt))

    def leave_out(self, kind: str, element: _Element, reason: str) -> None:
        if words := raw_letters(element):
            self.draft.left_out.append(LeftOut(kind, words, reason))
