"""The text of an OpenDocument, walked through: paragraphs, with what hangs on them.

White space counts as the format says: a run of it is one space, and `text:s`, `text:tab` and
`text:line-break` stand for what an author typed. Every element is gone into, known or not, so
that no word is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from anthology.gather.documents.document import Footnote, Held, Para, Role, number
from anthology.gather.documents.draft import Draft
from anthology.gather.documents.odt_styles import LETTERS, PARAGRAPH, Styles
from anthology.gather.documents.office_xml import (
    DELETED,
    SET_APART,
    attribute,
    child,
    named,
    points,
)
from anthology.gather.gathered import LeftOut
from anthology.gather.html.line import PLAIN, Dress

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SPACES = 200  # more in a row are no indent
ON_THE_WEB = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
CONTENTS = frozenset(
    [
        *("text:table-of-content", "text:alphabetical-index", "text:illustration-index"),
        *("text:table-index", "text:object-index", "text:user-index", "text:bibliography"),
    ]
)
# A note and a remark stand elsewhere; a text box has paragraphs of its own.
APART = frozenset(["text:note", "office:annotation", "draw:text-box", "svg:title", "svg:desc"])
NO_LINE = ("", "none")


@dataclass(frozen=True, slots=True)
class Counting:
    """The list a paragraph stands in: its style, and how deep."""

    name: str
    level: int


@dataclass(slots=True)
class Walk:
    """The walk through a text; it leaves drafts of paragraphs, notes, and what belongs to none."""

    styles: Styles
    read: Callable[[str], bytes | None]
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def draft(self) -> Draft:
        return self.drafts[-1]

    def inside(self, elements: Iterable[_Element], counting: Counting | None = None) -> None:
        """Every paragraph inside the elements, however deep."""
        for inner in elements:
            match named(inner):
                case "text:p" | "text:h":
                    self.paragraph(inner, counting)
                case "text:list":
                    self.items(inner, counting)
                case "text:tracked-changes":
                    self.changes(inner)
                case "text:section" if attribute(inner, "display") == "none":
                    self.leave_out("hidden text", inner, "nobody sees it on the page")
                case "table:table":
                    self.counts["table"] += 1
                    self.inside(inner)
                case name if name in CONTENTS:
                    self.leave_out("contents list", inner, "the book has its own")
                case "draw:frame" | "draw:a":
                    self.drafts.append(Draft(Para(())))
                    self.words(inner, PLAIN)
                    self.open_boxes()
                case _:
                    self.inside(inner, counting)

    def items(self, element: _Element, counting: Counting | None) -> None:
        """A list; of an item's paragraphs those after the first are lines of it."""
        name = attribute(element, "style-name") or (counting.name if counting else "")
        level = counting.level + 1 if counting else 0
        for item in element:
            begun = len(self.drafts)
            for inner in item:
                if named(inner) == "text:list":
                    self.items(inner, Counting(name, level))
                    begun = len(self.drafts)
                elif len(self.drafts) > begun and named(inner) == "text:p":
                    self.draft.end_line()
                    self.continue_with(inner)
                else:
                    self.inside([inner], Counting(name, level))

    def continue_with(self, element: _Element) -> None:
        """A paragraph that is a line of the one before."""
        draft = self.draft
        draft.para = replace(draft.para, raw=f"{draft.para.raw}\n{raw_letters(element)}")
        self.words(element, PLAIN)
        self.open_boxes()

    def paragraph(self, element: _Element, counting: Counting | None) -> None:
        style = attribute(element, "style-name")
        if self.styles.is_hidden(PARAGRAPH, style):
            self.leave_out("hidden text", element, "nobody sees it on the page")
            return
        self.drafts.append(Draft(self.looks(element, style, counting)))
        self.words(element, PLAIN)
        draft = self.draft
        if draft.finished.is_empty and self.styles.paragraph(style, "border-bottom") not in NO_LINE:
            draft.para = replace(draft.para, role=Role.PAUSE)
        where = SET_APART.get(self.styles.paragraph(style, "text-align"))
        if where and draft.para.role is Role.WORDS and draft.lines[0]:
            words = "".join(run.text for run in draft.lines[0])
            reason = "the words are kept; the book’s design sets them"
            draft.left_out.append(LeftOut(where, words, reason))
        self.open_boxes()

    def looks(self, element: _Element, style: str, counting: Counting | None) -> Para:
        """What a paragraph's style says of it, before its words are read."""
        role, level = self.styles.role(style)
        if named(element) == "text:h" and role is Role.WORDS:
            role, level = Role.HEADING, number(attribute(element, "outline-level"), 1)
        list_name, ordered = "", False
        if counting and role is Role.WORDS:
            list_name = counting.name or self.styles.list_style(style)
            role, level = Role.ITEM, counting.level
            ordered = self.styles.is_ordered(list_name, level)
        value = self.styles.paragraph
        return Para(
            lines=(),
            role=role,
            level=level,
            list_name=list_name,
            is_ordered=ordered,
            margin=points(value(style, "margin-left")),
            first=points(value(style, "text-indent")),
            above=points(value(style, "margin-top")),
            below=points(value(style, "margin-bottom")),
            begins_page=value(style, "break-before") == "page",
            raw=raw_letters(element),
        )

    def words(self, element: _Element, dress: Dress) -> None:
        """The words inside an element of a paragraph, dressed like `dress`."""
        self.draft.write(element.text or "", dress)
        for inner in element:
            self.sign(inner, dress)
            self.draft.write(inner.tail or "", dress)

    def sign(self, element: _Element, dress: Dress) -> None:
        match named(element):
            case "text:span":
                self.span(element, dress)
            case "text:a":
                self.words(element, replace(dress, target=_outward(attribute(element, "href"))))
            case "text:s":
                spaces = min(number(attribute(element, "c"), 1), MOST_SPACES)
                self.draft.type(" " * spaces, dress)
            case "text:tab":
                self.draft.type("\t", dress)
            case "text:line-break":
                self.draft.end_line()
            case "text:note":
                self.note(element)
            case "office:annotation":
                self.remark(element)
            case "draw:frame":
                self.frame(element)
            case "text:ruby-text" | "text:hidden-text" | "text:hidden-paragraph":
                self.leave_out("hidden text", element, "it is no part of the line it stands by")
            case "draw:text-box":
                self.boxes.append(element)
            case "":
                pass
            case _:
                self.words(element, dress)

    def span(self, element: _Element, dress: Dress) -> None:
        style = attribute(element, "style-name")
        if self.styles.is_hidden(LETTERS, style):
            self.leave_out("hidden text", element, "nobody sees it on the page")
            return
        bold, italic = self.styles.is_bold(style), self.styles.is_italic(style)
        if self.styles.is_set(style, "text-line-through-style"):
            self.counts["struck"] += 1
        inner = Dress(
            dress.is_emphasis if italic is None else italic,
            dress.is_strong if bold is None else bold,
            dress.target,
            dress.is_underlined or self.styles.is_set(style, "text-underline-style"),
            self.styles.place(style) or dress.place,
        )
        self.words(element, inner)

    def note(self, element: _Element) -> None:
        """A note at the foot or at the end; its number is the program's."""
        label = f"note {len(self.notes) + 1}"
        self.draft.call(label)
        walk = Walk(self.styles, self.read)
        walk.inside(body if (body := child(element, "text:note-body")) is not None else ())
        paras = [draft.finished for draft in walk.drafts]
        self.notes.append(
            Footnote(
                label,
                tuple(line for para in paras for line in para.lines),
                tuple(left for para in paras for left in para.left_out),
                "\n".join(para.raw for para in paras),
            )
        )

    def remark(self, element: _Element) -> None:
        """What an editor wrote in the margin."""
        name = child(element, "dc:creator")
        said = [f"{name.text}:"] if name is not None and name.text else []
        said += [raw_letters(inner) for inner in element if named(inner) != "dc:date"][bool(said) :]
        reason = "an editor’s note is no reader’s comment"
        self.left_out.append(LeftOut("margin note", " ".join(said), reason))

    def frame(self, element: _Element) -> None:
        """A picture, or a box of text; of several forms of one thing the first counts."""
        image = child(element, "draw:image")
        box = child(element, "draw:text-box")
        if box is not None:
            self.boxes.append(box)
        elif image is not None:
            said = (child(element, name) for name in ("svg:desc", "svg:title"))
            texts = (" ".join((one.text or "").split()) for one in said if one is not None)
            self.picture(attribute(image, "href"), next(filter(None, texts), ""))

    def picture(self, name: str, alt: str) -> None:
        data = None if ON_THE_WEB.match(name) else self.read(name.removeprefix("./"))
        if data is None:
            reason = "it is not in the document: download it, and place it yourself"
            words = f"{alt} {name}".strip()
            self.draft.left_out.append(LeftOut("picture on the web", words, reason))
        else:
            self.draft.held.append(Held(name, data, alt))

    def open_boxes(self) -> None:
        """The paragraphs of the text boxes that hung on the last one."""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.counts["text box"] += 1
            self.inside(box)

    def changes(self, element: _Element) -> None:
        """The tracked changes: what was struck out is kept here, and no longer in the text."""
        for change in (inner for region in element for inner in region):
            match named(change):
                case "text:deletion":
                    self.leave_out("tracked deletion", change, DELETED)
                case "text:insertion":
                    self.counts["insertion"] += 1

    def leave_out(self, kind: str, element: _Element, reason: str) -> None:
        if words := " ".join(raw_letters(element).split()):
            left_out = LeftOut(kind, words, reason)
            # Inside a paragraph it is that paragraph's, whose letters are counted.
            (self.draft.left_out if _is_inside(element) else self.left_out).append(left_out)


def _is_inside(element: _Element) -> bool:
    return any(named(above) in ("text:p", "text:h") for above in element.iterancestors())


def _outward(target: str) -> str:
    """Where a link leads out of the document; empty for one to a place inside it."""
    return target if ON_THE_WEB.match(target) else ""


def raw_letters(element: _Element) -> str:
    """Every letter in an element; those that stand elsewhere are not its own."""
    return "".join(_letters(element)).replace("\n", " ")


def _letters(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = named(inner)
        if name and name not in APART:
            yield from _letters(inner)
        if name in ("text:p", "text:h", "text:line-break"):
            yield " "
        yield inner.tail or ""
