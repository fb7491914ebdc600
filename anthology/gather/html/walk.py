"""The tokens of a web page → lines, quotations, lists, pictures: what shows, in order.

Tags are believed one by one and need not pair: a block ends where the next begins, emphasis lasts
until it is closed, wherever that is. What is hidden is put aside with its words; what is not
known is a tag around words, which are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from anthology.gather.gathered import LeftOut
from anthology.gather.html import hidden, style
from anthology.gather.html import tokens as html_tokens
from anthology.gather.html.blocks import Blocks
from anthology.gather.html.frames import HEADINGS
from anthology.gather.html.hidden import Hidden
from anthology.gather.html.line import LINE_END, PLAIN, Dress, White, letters
from anthology.gather.html.pieces import Piece
from anthology.gather.html.style import Look
from anthology.gather.html.tokens import Kind, Token, attributes
from anthology.gather.marks.marked_lines import Called
from anthology.model import Figure

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup html li main menu nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul caption legend listing".split()
)
VOID = frozenset("area base br col hr img input link meta param source track wbr embed".split())
STRUCK = frozenset("s strike del".split())
SHOWN_BY = ("src", "data-src", "data-lazy-src", "data-original")
DEEPEST = 200  # tags of emphasis within one another; more dress nothing
# Comments that are an editor's own marks.
OURS = ("wp:", "/wp:", "more", "nextpage", "noteaser", "kg-card-", "members-only")


@dataclass(frozen=True, slots=True)
class Way:
    """How a page is read. `leads` says where a link leads from a book (empty where it leads to
    the old site), `picture` gives a figure or nothing, `mark` the label of the note that a tag
    calls, `note` that of the note a tag holds."""

    white: White
    leads: Callable[[str], str]
    picture: Callable[[Called], Figure | None]
    mark: Callable[[str, Mapping[str, str]], str]
    note: Callable[[str, Mapping[str, str]], str]


@dataclass(slots=True)
class _Inline:
    """An open tag inside a line; `shown` counts what had been shown when it opened."""

    tag: str
    look: Look
    href: str = ""
    shown: int = 0


@dataclass(slots=True)
class Walk:
    """A page being read: what was found, and what is open."""

    way: Way
    blocks: Blocks
    left_out: list[LeftOut] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    opened: list[_Inline] = field(default_factory=list)
    dress: Dress = PLAIN
    white: White | None = None

    def walk(self, tokens: Sequence[Token]) -> list[Piece]:
        """All pieces of the page."""
        ends = _ends(tokens)
        at = 0
        while at < len(tokens):
            token = tokens[at]
            at += 1
            match token.kind:
                case Kind.TEXT:
                    self._text(letters(token.source))
                case Kind.OPEN:
                    at = self._open(token, tokens, at, ends.get(at - 1))
                case Kind.CLOSE:
                    self._close(token.name)
                case Kind.COMMENT:
                    self._comment(token.source)
                case Kind.RAW:
                    pass
        return self.blocks.finish()

    def _text(self, text: str) -> None:
        white = self.white or self.blocks.white
        dress = self.dress
        if dress.is_underlined and self.blocks.is_heading:
            dress = replace(dress, is_underlined=False)  # it says nothing in a heading
        for number, line in enumerate(LINE_END.split(text)):
            if number:
                self.blocks.end_line()
            if white is White.COLLAPSED:
                self.blocks.add(line, dress, white)
            else:
                self._lines(line, dress, white)

    def _lines(self, text: str, dress: Dress, white: White) -> None:
        """Text in which a newline is seen; where a blog makes paragraphs of blank lines, so is
        one made here."""
        for number, line in enumerate(text.split("\n")):
            if number and white is White.LINES:
                self.blocks.end_typed_line()
            elif number:
                self.blocks.end_line()
            self.blocks.add(line, dress, white)

    def _open(self, token: Token, tokens: Sequence[Token], at: int, end: int | None) -> int:
        """Open a tag; gives the place of the next token, which is behind what is hidden."""
        said = attributes(token.source)
        if "<" in token.source[1:]:
            reason = "a quotation mark in it is never closed, and it runs on over what follows"
            self.left_out.append(LeftOut("broken tag", token.source, reason))
        if label := self.way.mark(token.name, said):
            self.blocks.mark(label, self.dress)
            return self._pass_over(tokens, at, end)
        is_headed = token.name == "button" and self._is_headed(said, tokens, at)
        if not is_headed and (why := hidden.hidden(token.name, said)):
            self.blocks.touched()
            return at if token.name in VOID else self._hide(why, tokens, at, end)
        self._begin(token.name, said)
        return at

    def _is_headed(self, said: Mapping[str, str], tokens: Sequence[Token], at: int) -> bool:
        """Does a button open what is below it, and is so its heading?"""
        holds = at < len(tokens) and tokens[at].kind is Kind.OPEN and tokens[at].name in HEADINGS
        return holds or self.blocks.is_heading or "accordion" in said.get("class", "")

    def _pass_over(self, tokens: Sequence[Token], at: int, end: int | None) -> int:
        """Read what is inside a tag as data: the number of a note."""
        if end is None:
            return at
        self.read.append(visible(tokens[at:end]))
        return end + 1

    def _hide(self, why: Hidden, tokens: Sequence[Token], at: int, end: int | None) -> int:
        """Put aside what is inside; where the tag is never closed, its words are kept."""
        if end is None:
            return at
        inside = tokens[at:end]
        text = " ".join(visible(inside).split())
        what = text or " ".join("".join(token.source for token in inside).split())[:80]
        self.left_out.append(LeftOut(why.kind, what, why.reason))
        return end + 1

    def _begin(self, tag: str, said: Mapping[str, str]) -> None:
        match tag:
            case "br":
                self.blocks.end_line()
            case "wbr":
                pass
            case "hr":
                self.blocks.pause()
            case "img":
                self._picture(said)
            case "q":
                self._text("“")
            case _ if tag in VOID:
                self.blocks.touched()
            case _ if tag in BLOCKS:
                if tag == "table" and "tr-caption-container" not in said.get("class", ""):
                    self.left_out.append(LeftOut("table", "", "its cells are kept as lines"))
                self.blocks.open(tag, said, self.way.note(tag, said))
            case _:
                self._begin_inline(tag, said)

    def _begin_inline(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "a":
            self._close("a")
        if tag == "cite":
            self.blocks.name_speaker()
        if tag in STRUCK:
            self.left_out.append(LeftOut("line through words", "", "the words are kept"))
        href = " ".join(said.get("href", "").split())
        target = self.way.leads(href) if tag == "a" and href else ""
        if len(self.opened) < DEEPEST:
            look = style.look(tag, said, target)
            self.opened.append(_Inline(tag, look, href, self.blocks.shown))
            self._settle()

    def _close(self, tag: str) -> None:
        if tag in ("br", "p") and not self.blocks.is_open(tag):
            # `</br>` and a stray `</p>` break a line in every browser.
            self.blocks.end_line() if tag == "br" else self.blocks.boundary()
        elif tag == "q":
            self._text("”")
        elif tag in BLOCKS:
            self.blocks.close(tag)
        else:
            self._close_inline(tag)

    def _close_inline(self, tag: str) -> None:
        for at in range(len(self.opened) - 1, -1, -1):
            if self.opened[at].tag == tag:
                closed = self.opened.pop(at)
                self._settle()
                self._tell_link(closed)
                return

    def _tell_link(self, closed: _Inline) -> None:
        if not closed.href or closed.tag != "a":
            return
        if closed.shown == self.blocks.shown:
            reason = "a link needs words, and this one has none"
            self.left_out.append(LeftOut("link around a picture", closed.href, reason))
        elif not closed.look.target:
            reason = "it leads to a page of the old web site; its words are kept"
            self.left_out.append(LeftOut("link inside the site", closed.href, reason))

    def _settle(self) -> None:
        """The dress of the words to come: what was opened last has the last word. What underlines
        a link is no more than that."""
        dress, white = PLAIN, None
        for one in self.opened:
            look = one.look
            if look.is_underlined is not None:
                dress = replace(dress, is_underlined=look.is_underlined)
            if look.is_emphasis is not None:
                dress = replace(dress, is_emphasis=look.is_emphasis)
            if look.is_strong is not None:
                dress = replace(dress, is_strong=look.is_strong)
            dress = replace(dress, target=look.target) if look.target else dress
            dress = replace(dress, place=look.place) if look.place else dress
            white = look.white or white
        is_link = any(one.href for one in self.opened)
        self.dress = replace(dress, is_underlined=False) if is_link else dress
        self.white = white

    def _picture(self, said: Mapping[str, str]) -> None:
        """A picture; one that is a letter (an emoji) becomes it."""
        alt, classes = said.get("alt", ""), said.get("class", "").split()
        if alt and ("emoji" in classes or "wp-smiley" in classes):
            self._text(alt)
            return
        shown = [source for name in SHOWN_BY if (source := said.get(name))]
        # What is shown until the picture has been fetched stands in the address itself.
        source = next((one for one in shown if not one.startswith("data:")), "".join(shown[:1]))
        if said.get("width") == said.get("height") == "1":
            self.blocks.touched()
            self.left_out.append(LeftOut("counting picture", source, "it shows nothing"))
        elif figure := self.way.picture(Called(source, alt, "")):
            self.blocks.figure(figure)
        else:
            self.blocks.passed()

    def _comment(self, source: str) -> None:
        words = source.removeprefix("<!--").removesuffix("-->").strip()
        if words and source.startswith("<!--") and not words.startswith(OURS):
            self.left_out.append(LeftOut("HTML comment", words[:80], "a browser does not show it"))


def _ends(tokens: Sequence[Token]) -> dict[int, int]:
    """For each opening tag that is closed, the place of the tag that closes it, paired by name
    alone."""
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        if token.kind is Kind.OPEN and token.name not in VOID:
            opened.setdefault(token.name, []).append(at)
        elif token.kind is Kind.CLOSE and opened.get(token.name):
            ends[opened[token.name].pop()] = at
    return ends


def visible(tokens: Sequence[Token]) -> str:
    """The words of tokens, a line for each piece of text."""
    return "\n".join(letters(token.source) for token in tokens if token.kind is Kind.TEXT)


def read(source: str, way: Way) -> tuple[list[Piece], Walk, str]:
    """The pieces of a page, the walk with what it put aside, and every word that is there."""
    tokens = list(html_tokens.tokens(source))
    walk = Walk(way, Blocks(way.white))
    return walk.walk(tokens), walk, visible(tokens)
