"""The colour profile of one black ink, written out: for a standard that wants one, and no more.

Made here from four facts, so that nobody's profile has to be brought along (ICC.1:2001-04: the
header, 6.1, and what a gray output profile has to hold, 6.3.3.1). The only thing in it to judge
is its curve: half tones gain a fifth in print, which is ours to say and fits uncoated paper.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

GAIN = 0.2  # of the paper's area, where half of it is meant to be covered
STEPS = 256
WHITE = (0.9642, 1.0, 0.8249)  # D50, to which every profile refers (ICC.1:2001-04, A.1)
_HEADER, _ENTRY = 128, 12  # bytes
_VERSION = bytes((2, 0x10, 0, 0))
_MADE = (2026, 1, 1, 0, 0, 0)


def one_black_ink(description: str) -> bytes:
    """An ICC profile of a gray output device. `description` is ASCII."""
    tags = {
        "desc": _description(description),
        "cprt": b"text\0\0\0\0" + b"No copyright, use freely\0",
        "wtpt": b"XYZ \0\0\0\0" + _fixed(*WHITE),
        "kTRC": _curve(),
    }
    body = _tagged({name: data + bytes(-len(data) % 4) for name, data in tags.items()})
    return _header(_HEADER + len(body)) + body


def lightness(gray: float) -> float:
    """How much light comes back, of all, from a gray between 0 (black) and 1 (paper)."""
    covered = 1 - gray
    return 1 - min(covered + 4 * GAIN * covered * (1 - covered), 1)


def _header(size: int) -> bytes:
    parts = (
        struct.pack(">I4x", size),
        _VERSION,
        b"prtrGRAYXYZ ",
        struct.pack(">6H", *_MADE),
        b"acsp" + bytes(28),
        _fixed(*WHITE),
    )
    return b"".join(parts).ljust(_HEADER, b"\0")


def _tagged(tags: Mapping[str, bytes]) -> bytes:
    """The table of what is there and where, and behind it what is there."""
    at = _HEADER + 4 + _ENTRY * len(tags)
    table = [struct.pack(">I", len(tags))]
    for name, data in tags.items():
        table.append(struct.pack(">4s2I", name.encode(), at, len(data)))
        at += len(data)
    return b"".join((*table, *tags.values()))


def _description(text: str) -> bytes:
    """In ASCII alone; the places for Unicode and for the Macintosh stay empty."""
    said = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(said)) + said + bytes(8 + 3 + 67)


def _curve() -> bytes:
    values = (round(65535 * lightness(step / (STEPS - 1))) for step in range(STEPS))
    return b"curv\0\0\0\0" + struct.pack(f">I{STEPS}H", STEPS, *values)


def _fixed(*numbers: float) -> bytes:
    """Numbers of 16 bits before the point and 16 behind it."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))
