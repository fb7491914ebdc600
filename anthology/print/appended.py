"""Write objects behind those of a finished PDF, as if they had been in it from the first.

A PDF library holds every object of a file in memory, two kilobytes for each element of a structure
tree, and a long book has a hundred thousand of those. Here an object is written as it comes, a few
hundred of them deflated together (object streams and the cross-reference stream: ISO 32000-1,
7.5.7 and 7.5.8), and only its place is remembered. Knows nothing of what the objects say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from struct import Struct
from typing import Any
from zlib import compress

IN_A_STREAM = 200  # objects
_UNUSED, _IN_FILE, _IN_STREAM = range(3)
_ENTRY = Struct(">BIH")  # the kind of an entry, where it is, and its place there
# What is in a string looks like a reference at times.
_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|(?<![^\s\[<])(\d+) 0 R\b", re.DOTALL)
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")

Entry = tuple[int, int, int]
"""Where an object is: its kind of place, the place, and a number there."""


class Appended:
    """A PDF that was written with object streams, and what is written behind its objects."""

    def __init__(self, pdf: bytes) -> None:
        import pikepdf

        found = _START.search(pdf)
        assert found, "a PDF that was just written ends as one"
        start = int(found[1])
        self._table = int(pdf[start : pdf.index(b" ", start)])  # the number of its table of places
        with pikepdf.open(BytesIO(pdf)) as opened:
            self._places = dict(_places(opened.get_object(self._table, 0)))
            ends = ("/Root", "/Info", "/ID")
            self._trailer = {name: opened.trailer[name].unparse() for name in ends}
        self._written = bytearray(pdf[:start])
        self._next = max(*self._places, self._table) + 1
        self._waiting: dict[int, bytes] = {}

    def number(self) -> int:
        """A number for an object that is not there yet."""
        self._next += 1
        return self._next - 1

    def put(self, number: int, text: bytes) -> None:
        """Write an object that is no stream, under a new number or in place of an old object."""
        self._waiting[number] = text
        if len(self._waiting) == IN_A_STREAM:
            self._pack()

    def finished(self) -> bytes:
        """The whole file. Nothing can be put there any more."""
        self._pack()
        self._trailer["/ID"] = self._name()
        self._places[self._table] = (_IN_FILE, len(self._written), 0)
        places = (self._places.get(at, (_UNUSED, 0, 0)) for at in range(self._next))
        table = b"".join(_ENTRY.pack(*place) for place in places)
        said = {
            "/Type": b"/XRef",
            "/Size": b"%d" % self._next,
            "/W": b"[1 4 2]",
            **self._trailer,
        }
        start = len(self._written)
        self._stream(self._table, said, table)
        self._written += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._written)

    def _pack(self) -> None:
        """Write what is waiting, as one stream."""
        if not self._waiting:
            return
        number = self.number()
        texts, places, at = b"\n".join(self._waiting.values()), list[bytes](), 0
        for place, (each, text) in enumerate(self._waiting.items()):
            self._places[each] = (_IN_STREAM, number, place)
            places.append(b"%d %d" % (each, at))
            at += len(text) + 1
        head = b" ".join(places) + b"\n"
        said = {
            "/Type": b"/ObjStm",
            "/N": b"%d" % len(places),
            "/First": b"%d" % len(head),
        }
        self._places[number] = (_IN_FILE, len(self._written), 0)
        self._stream(number, said, head + texts)
        self._waiting.clear()

    def _stream(self, number: int, said: Mapping[str, bytes], data: bytes) -> None:
        packed = compress(data)
        told = {**said, "/Filter": b"/FlateDecode", "/Length": b"%d" % len(packed)}
        entries = b"".join(b"%s %s " % (name.encode(), value) for name, value in told.items())
        self._written += b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (
            number,
            entries,
            packed,
        )

    def _name(self) -> bytes:
        """The identifier of the file: another where anything in it is another."""
        digest = hashlib.sha256(self._written).hexdigest()[:32].encode()
        return b"[<%s><%s>]" % (digest, digest)


def renumbered(text: bytes, numbers: Mapping[int, int]) -> bytes:
    """Objects of another PDF as they are written here; `numbers` are what the objects they refer to
    are numbered here. Raises `KeyError` where they refer to any other."""

    def number(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers[int(found[1])] if found[1] else found[0]

    return _REFERENCE.sub(number, text)


def _places(table: Any) -> Iterator[tuple[int, Entry]]:
    """The entries of a cross-reference stream, by the number of the object."""
    kind, place, at = (int(width) for width in table.W)
    whole, row = table.read_bytes(), kind + place + at
    for number in range(len(whole) // row):
        entry = whole[number * row : (number + 1) * row]
        cuts = entry[:kind], entry[kind : kind + place], entry[kind + place :]
        yield number, tuple(int.from_bytes(cut, "big") for cut in cuts)  # type: ignore[misc]
