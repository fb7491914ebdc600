"""A blog's export in XML, entry by entry: as large as it may be, one entry is held at a time.

The text is cut at the entries, so that one that is broken spoils no other. Each is parsed
strictly as it is; failing that, mended and parsed strictly; failing that, by a parser that
forgives, and then the entry says that it is damaged. How many entries there were and how many
were read is told. What an entry means is not known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from anthology.gather.counted import many
from anthology.gather.gathered import SourceFile
from anthology.gather.intake import xml, xml_repair, xml_stream
from anthology.gather.intake.xml import Record
from anthology.gather.intake.xml_stream import MEGABYTE, beyond
from anthology.gather.review import Kind, Row

LARGEST_ENTRY = 16 * MEGABYTE  # characters, with all comments of an essay
MOST_ENTRIES = 500_000
LONGEST_MARK = 256
HEAD = "head"  # the name of what stands above the first entry
PROLOGUE = re.compile(r"<\?.*?\?>|<!--.*?-->", re.DOTALL)

ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>")


class Piece(NamedTuple):
    """The text of the head, or of one entry; `is_cut` where its end is missing."""

    text: str
    is_cut: bool = False


class _Tag(NamedTuple):
    """The name of the entry that opens or closes here, and where the tag stands."""

    opens: str | None
    closes: str | None
    start: int
    end: int


@dataclass(slots=True)
class Entries:
    """The entries of a file: go through them once, and what there is to tell is known.

    `head` is what stands above the first, and is there as soon as that one is. `seen` counts the
    entries in the file, `damaged` those of which letters may be missing; `unread` is how the
    others begin.
    """

    file: SourceFile
    tags: Sequence[str]
    head: Record | None = None
    seen: int = 0
    damaged: int = 0
    unread: list[str] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    _root: str = "<rss>"

    def __iter__(self) -> Iterator[Record]:
        """Every entry that can be read, in order. Raises GatherError where the file is larger
        than what is read; the message names the limit."""
        chunks = xml_stream.text(self.file, self.changes)
        pieces = _Cutter(chunks, self.tags, self.file.path).pieces()
        self._open(next(pieces, Piece("")).text)
        # Through `filter` and `map`, the text of an entry is not held while the entry is read.
        return filter(None, map(self._counted, pieces))

    def _counted(self, piece: Piece) -> Record | None:
        """An entry, counted whether or not it can be read."""
        self.seen += 1
        if self.seen > MOST_ENTRIES:
            raise beyond(self.file.path, f"more than {MOST_ENTRIES:,} entries; no more are read")
        record = self._read(piece)
        if record:
            self.damaged += record.is_damaged
        else:
            self.unread.append(_begins(piece.text))
        return record

    def _open(self, head: str) -> None:
        """Read what stands above the entries; the root tag is kept, to stand above each."""
        head, had_type = xml_repair.without_doctype(head)
        self.changes["document type taken out"] += had_type
        begin = max(head.find("<"), 0)
        self.changes["character before the XML taken out"] += len(head[:begin].strip())
        head = PROLOGUE.sub("", head[begin:])
        if root := ROOT.search(head):
            self._root, head = root[0], head[root.end() :]
        text = xml_repair.mended(head, self.changes)
        self._declare(text)
        self.head = self._parsed(text, is_lenient=True)

    def _read(self, piece: Piece) -> Record | None:
        """An entry, by the strictest way that reads it; nothing where none does."""
        for mend in () if piece.is_cut else (_as_it_is, xml_repair.mended, xml_repair.rewrapped):
            changes: Counter[str] = Counter()
            text = mend(piece.text, changes)
            if mend is not _as_it_is:
                self._declare(text)
            if record := self._parsed(text):
                self.changes += changes
                return next(record.children(), None)
        is_open = piece.text.rfind("<![CDATA[") > piece.text.rfind("]]>")
        text = xml_repair.mended(piece.text + ("]]>" if is_open else ""), self.changes)
        self._declare(text)
        record = self._parsed(text, is_lenient=True)
        found = next(record.children(), None) if record else None
        if found:
            found.is_damaged = True
        return found

    def _declare(self, text: str) -> None:
        root = xml_repair.declared(self._root, xml_repair.prefixes(text))
        self.changes[xml_repair.PREFIXES] += root.count(" xmlns:") - self._root.count(" xmlns:")
        self._root = root

    def _parsed(self, inside: str, *, is_lenient: bool = False) -> Record | None:
        """The root with this inside it. The lenient parser closes what was left open itself."""
        from lxml import etree

        name = ROOT.match(self._root)
        closing = f"</{name[1]}>" if name and not is_lenient else ""
        whole = f"{self._root}{inside}{closing}".encode("utf-8", "replace")
        try:
            root = etree.fromstring(whole, xml.parser(is_lenient=is_lenient))
        except etree.XMLSyntaxError:
            return None
        return Record(root) if root is not None else None

    def rows(self) -> Iterator[Row]:
        """What was mended on the way, and whether every entry was read."""
        for what, count in self.changes.items():
            if count:
                reason = "the export is not well formed without it"
                yield Row(Kind.CHANGED, "", "", many(count, what), reason)
        if self.damaged or self.unread:
            read = self.seen - len(self.unread)
            entries = many(self.seen, "entry")
            told = f"{entries} in the file, {read} read, {self.damaged} of them damaged"
            change = "export the blog again, and gather from that file"
            reason = f"{self.file.name} is broken or cut short"
            yield Row(Kind.DOUBT, "", "", told, reason, change)


def _as_it_is(text: str, _: Counter[str]) -> str:
    return text


def _begins(piece: str) -> str:
    words = re.sub(r"<!\[CDATA\[|\]\]>|<[^>]*>", " ", piece[:2000])
    return " ".join(words.split())[:80]


class _Cutter:
    """Cuts a text at its entries: the head first, then each; what is between them is dropped.

    Only a mark that stands outside CDATA, comments and instructions counts, and inside an entry
    only its own.
    """

    def __init__(self, chunks: Iterator[str], tags: Sequence[str], path: Path) -> None:
        names = "|".join(map(re.escape, tags))
        self._mark = re.compile(
            rf"<!\[CDATA\[|<!--|<\?|<({names})(?:\s[^<>]*)?(?<!/)>|</({names})\s*>"
        )
        self._between = re.compile(rf"</({names})\s*>\s*<({names})[\s>]")
        self._chunks = chunks
        self._path = path
        self._text = ""  # begins with the open piece
        self._at = 0  # where to look next
        self._name = HEAD

    def pieces(self) -> Iterator[Piece]:
        """The head, which may be empty, and every entry."""
        while tag := self._next():
            before = self._name
            if tag.opens and before in (HEAD, "", tag.opens):
                self._name = tag.opens
                if before:
                    yield Piece(self._cut(tag.start), is_cut=before != HEAD)
                else:
                    self._cut(tag.start)
            elif tag.closes and tag.closes == before:
                self._name = ""
                yield Piece(self._cut(tag.end))
        if self._name:
            yield Piece(self._text, is_cut=self._name != HEAD)

    def _cut(self, end: int) -> str:
        """What stands before this place; it is not held here any longer."""
        piece, self._text = self._text[:end], self._text[end:]
        self._at -= end
        return piece

    def _next(self) -> _Tag | None:
        """The next tag of an entry; more is read where there is none in sight."""
        while True:
            mark = self._mark.search(self._text, self._at)
            end = ENDS.get(mark[0], "") if mark else ""
            if mark and not end:
                self._at = mark.end()
                return _Tag(mark[1], mark[2], mark.start(), mark.end())
            if mark and (closed := self._text.find(end, mark.end())) >= 0:
                never_closed = self._never_closed(mark.end(), closed)
                self._at = never_closed.start() if never_closed else closed + len(end)
                continue
            self._at = mark.start() if mark else max(self._at, len(self._text) - LONGEST_MARK)
            if not self._read_on():
                return None

    def _never_closed(self, start: int, end: int) -> re.Match[str] | None:
        """Where a section should have ended that reaches into one of the next entry."""
        other = self._text.find("<![CDATA[", start, end)
        return self._between.search(self._text, start, other) if other >= 0 else None

    def _read_on(self) -> bool:
        """Read a chunk more, and let go of what is not needed."""
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        if not self._name:
            self._cut(self._at)
        self._text += chunk
        if len(self._text) > LARGEST_ENTRY:
            limit = LARGEST_ENTRY // MEGABYTE
            raise beyond(self._path, f"an entry of more than {limit} MB; none larger is read")
        return True
