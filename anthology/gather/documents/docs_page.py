"""A word processor's document kept as a web page: Google Docs' download or paste, Word's → essays.

Read as a document and not as a page: it has styles, notes and margins. Google wraps a paste in a
bold tag that is not bold, leads every link over its own site, and sets remarks from the margin
below the text; none of that comes through.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from anthology.gather import album, pictures
from anthology.gather.documents import typescript
from anthology.gather.documents.docs_look import Looks, begins_page
from anthology.gather.documents.document import Document, Footnote, Held, Para, Role, number, told
from anthology.gather.documents.draft import Draft
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.html import style as html_style
from anthology.gather.html import tokens
from anthology.gather.html.line import PLAIN, Dress, White
from anthology.gather.html.tokens import Kind, Token, attributes
from anthology.gather.intake import decode

BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
MARKS = re.compile(
    rb"docs-internal-guid-|lst-kix_|class=\"[^\"]*\bdoc-content\b|class=\"?MsoNormal"
    rb"|urn:schemas-microsoft-com:office:word",
    re.IGNORECASE,
)
# How Google and Word lead from a mark to its note, and from the note back.
CALLS_NOTE = re.compile(r"#_?(?:ftnt|ftn|edn)(\d+)")
IS_NOTE = re.compile(r"#_?(?:ftnt_ref|ftnref|ednref)(\d+)")
CALLS_REMARK = re.compile(r"#cmnt\d+")
IS_REMARK = re.compile(r"#cmnt_ref(\d+)")
LEVEL = re.compile(r"lst-kix_\w+-(\d+)")
SKIPPED = frozenset("head style script title".split())
PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6".split())
PARTS = frozenset("div td th tr table section".split())
ON_THE_WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
REMARK = "an editor’s note is no reader’s comment"


def recognises(file: SourceFile) -> bool:
    """A text in HTML that a word processor made."""
    is_html = BEGINS.match(file.data) and decode.is_text(file.data)
    return bool(is_html and MARKS.search(file.data))


def read(file: SourceFile) -> Parcel:
    """The essays of a document. Raises GatherError where the file holds no text."""
    source = decode.decode(file.data, file.path).text
    walk = _Walk(Looks.of(source), album.beside(file))
    for token in tokens.tokens(source):
        walk.take(token)
    walk.end()
    paras = tuple(draft.finished for draft in walk.drafts)
    document = Document(
        paras=paras,
        notes=tuple(_note(label, drafts) for label, drafts in walk.notes.items()),
        left_out=tuple(_remark(drafts) for drafts in walk.remarks.values()),
        rows=tuple(told(walk.counts, paras)),
    )
    return typescript.essays(document, file, "document")


def _note(label: str, drafts: list[Draft]) -> Footnote:
    paras = [draft.finished for draft in drafts]
    return Footnote(
        label,
        lines=tuple(line for para in paras for line in para.lines),
        left_out=tuple(left for para in paras for left in para.left_out),
        raw="\n".join(para.raw for para in paras),
    )


def _remark(drafts: list[Draft]) -> LeftOut:
    said = " ".join(draft.finished.text for draft in drafts)
    return LeftOut("margin note", " ".join(said.split()), REMARK)


@dataclass(frozen=True, slots=True)
class _Open:
    """An open tag around words."""

    tag: str
    dress: Dress = PLAIN
    white: White = White.COLLAPSED


@dataclass(slots=True)
class _Walk:
    """The walk through a page. `drafts` are the text's paragraphs; a note and a remark gather
    theirs apart, until the element around them ends."""

    looks: Looks
    find: album.Find
    drafts: list[Draft] = field(default_factory=list)
    notes: dict[str, list[Draft]] = field(default_factory=dict)
    remarks: dict[str, list[Draft]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    opened: list[_Open] = field(default_factory=list)
    lists: list[tuple[str, bool]] = field(default_factory=list)
    numbered: str = ""
    draft: Draft | None = None
    apart: list[Draft] | None = None
    skipped: str = ""
    begins_page: bool = False

    def take(self, token: Token) -> None:
        """One token of the page."""
        if self.skipped:
            if token.kind is Kind.CLOSE and token.name == self.skipped:
                self.skipped = ""
        elif token.kind is Kind.TEXT:
            self.write(html.unescape(token.source))
        elif token.kind is Kind.OPEN:
            self.open(token.name, attributes(token.source))
        elif token.kind is Kind.CLOSE:
            self.close(token.name)

    def write(self, text: str) -> None:
        if not text.strip() and self.draft is None:
            return
        draft = self.here()
        look = self.opened[-1] if self.opened else _Open("")
        draft.para = replace(draft.para, raw=draft.para.raw + text)
        if look.white is White.KEPT:
            draft.type(text, look.dress)
        else:
            draft.write(text, look.dress)

    def here(self) -> Draft:
        """The paragraph that is open; words outside of any begin one."""
        if self.draft is None:
            self.begin(Para(()))
        assert self.draft
        return self.draft

    def begin(self, para: Para) -> None:
        self.end()
        self.draft = Draft(replace(para, begins_page=para.begins_page or self.begins_page))
        self.begins_page = False

    def end(self) -> None:
        """The end of the open paragraph."""
        if self.draft:
            (self.drafts if self.apart is None else self.apart).append(self.draft)
        self.draft = None

    def open(self, tag: str, given: Mapping[str, str]) -> None:
        match tag:
            case _ if tag in SKIPPED:
                self.skipped = tag
            case _ if tag in PARAGRAPHS:
                self.paragraph(tag, given)
            case "ul" | "ol":
                self.begin_list(tag, given)
            case "li":
                self.item(given)
            case "br" if self.draft:
                self.draft.end_line()
            case "br":
                self.drafts.append(Draft(Para(())))
            case "hr":
                self.rule(given)
            case "img":
                self.picture(given.get("src", ""), given.get("alt") or given.get("title", ""))
            case _ if tag in PARTS:
                self.counts["table"] += int(tag == "table")
                self.end()
            case _:
                self.around(tag, given)

    def close(self, tag: str) -> None:
        if tag in PARTS or tag == "li" or (tag in PARAGRAPHS and not self.is_item):
            self.end()
            self.apart = None if tag == "div" else self.apart
        elif tag in ("ul", "ol"):
            self.end()
            self.lists = self.lists[:-1]
        else:
            names = [one.tag for one in self.opened]
            if tag in names:
                del self.opened[len(names) - 1 - names[::-1].index(tag) :]

    @property
    def is_item(self) -> bool:
        return self.draft is not None and self.draft.para.role is Role.ITEM

    def paragraph(self, tag: str, given: Mapping[str, str]) -> None:
        """A paragraph, or a further line of an item of a list."""
        if not self.is_item:
            self.begin(self.looks.para(tag, given))
        elif self.here().para.raw.strip():
            self.here().end_line()

    def begin_list(self, tag: str, given: Mapping[str, str]) -> None:
        """A list; one that does not count from 1 goes on with the numbered one before it."""
        self.end()
        goes_on = given.get("start", "1") != "1" and self.numbered
        name = self.numbered if goes_on else f"list {self.counts.total()} {len(self.drafts)}"
        self.numbered = name if tag == "ol" else self.numbered
        self.lists.append((name, tag == "ol"))

    def item(self, given: Mapping[str, str]) -> None:
        level = max(0, number(given.get("aria-level", ""), len(self.lists)) - 1)
        name, is_ordered = self.lists[-1] if self.lists else ("", False)
        self.begin(Para((), Role.ITEM, level, name, is_ordered))

    def rule(self, given: Mapping[str, str]) -> None:
        """A line across the page; one that ends the page is not seen."""
        self.end()
        if begins_page(self.looks.style(given)):
            self.begins_page = True
        else:
            self.drafts.append(Draft(Para((), Role.PAUSE)))

    def picture(self, source: str, alt: str) -> None:
        draft = self.here()
        if (data := pictures.embedded(source)) is not None:
            draft.held.append(Held("picture", data, alt))
            return
        match self.find(source):
            case LeftOut() as left:
                draft.left_out.append(replace(left, text=f"{alt} {source}".strip()))
            case picture:
                draft.held.append(Held(source, picture.read(), alt))

    def around(self, tag: str, given: Mapping[str, str]) -> None:
        """A tag around words: how they look, where they lead, what they call."""
        href = given.get("href", "")
        if tag == "a" and href.startswith("#"):
            self.mark(href)
        look = html_style.look(tag, {"style": _joined(self.looks.style(given))}, _outward(href))
        around = self.opened[-1] if self.opened else _Open("")
        worn = around.dress
        dress = Dress(
            worn.is_emphasis if look.is_emphasis is None else look.is_emphasis,
            worn.is_strong if look.is_strong is None else look.is_strong,
            look.target or worn.target,
            worn.is_underlined if look.is_underlined is None else look.is_underlined,
        )
        if tag == "a" and href:
            dress = replace(dress, is_underlined=False)
        self.opened.append(_Open(tag, dress, look.white or around.white))

    def mark(self, href: str) -> None:
        """A link inside the document: the mark of a note, or the note itself; its number is the
        program's, and no word."""
        if found := CALLS_NOTE.fullmatch(href):
            self.here().call(found[1])
        elif found := IS_NOTE.fullmatch(href):
            self.apart = self.notes.setdefault(found[1], [])
        elif found := IS_REMARK.fullmatch(href):
            self.apart = self.remarks.setdefault(found[1], [])
        elif not CALLS_REMARK.fullmatch(href):
            return
        self.skipped = "a"


def _joined(style: Mapping[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in style.items())


def _outward(href: str) -> str:
    """Where a link leads, freed of Google's own site; empty for one inside the document."""
    if not ON_THE_WEB.match(href):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    if parts.hostname == "www.google.com" and parts.path == "/url":
        return next(iter(parse_qs(parts.query).get("q", [])), href)
    return href


SOURCE = Source("document kept as a page", recognises, read)
