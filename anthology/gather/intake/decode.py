"""Bytes → text, by a ladder: UTF-16 and 32 by their mark or their zeros, strict UTF-8, then
Windows or Mac by what is spelled.

cp1252 and Mac Roman use the same bytes for different letters, and neither can fail; what
decides is which of the two spells words: curly quotes where quotes stand, accents inside
words. Text that was decoded wrongly before it came here is found, never mended.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from anthology.errors import GatherError, Place

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Which of the first four bytes are zero in a text that begins with two letters of ASCII: so
# RFC 4627 told the encodings of JSON apart, and XML 1.0, appendix F, its own.
WITHOUT_MARK = {
    b"x0x0": "utf-16-le",
    b"0x0x": "utf-16-be",
    b"x000": "utf-32-le",
    b"000x": "utf-32-be",
}
LONGEST_LETTER = 4  # bytes
WINDOWS = ("cp1252", "Windows (cp1252)")
MAC = ("mac_roman", "Mac Roman")
HINT_SAVE_AS_TEXT = "save it again as plain text, in UTF-8"
# Text has tabs and line ends; more than one other control character in fifty is no text.
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.02

PUNCTUATION_FITS = 2
LETTER_FITS = 1
DOES_NOT_FIT = -2
# Of the letters of a text in a Latin alphabet; French has three in ten, Vietnamese fewer than half.
MOST_ACCENTED = 0.6


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and the name of the encoding as the author may have heard it. `is_guess`: nothing
    in the text bears the encoding out, and its letters may be the wrong ones."""

    text: str
    encoding: str
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Garbled:
    """A run of letters that spells nothing, what it must have been, and how often it occurs."""

    found: str
    meant: str
    count: int


def unicode_codec(data: bytes) -> tuple[str, int]:
    """The codec of a text that says by its first bytes that it is Unicode, and how long its mark
    is; empty for any other. What it declares in words is not asked."""
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec, len(mark)
    zeros = bytes(b"0x"[byte > 0] for byte in data[:LONGEST_LETTER])
    return WITHOUT_MARK.get(zeros, ""), 0


def as_utf8(data: bytes) -> bytes:
    """A text of two or four bytes a letter in UTF-8, so that whoever looks into it finds letters
    and no zeros; all else as it is. Half a letter at the end, of a text cut short, is none."""
    codec, mark = unicode_codec(data)
    if codec in ("", "utf-8"):
        return data
    whole = len(data) - (len(data) - mark) % (LONGEST_LETTER if "32" in codec else 2)
    for end in (whole, whole - 2):
        try:
            text = data[mark:end].decode(codec)
        except UnicodeDecodeError:
            continue
        narrow = text.encode()
        # Numbers in a file that is no text may begin like letters.
        return narrow if mark or is_text(narrow) else data
    return data


def is_text(data: bytes) -> bool:
    """No byte in it that a text does not have; a byte order mark is believed."""
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return True
    return b"\0" not in data and len(CONTROL.findall(data)) <= MOST_CONTROLS * len(data)


def decode(data: bytes, path: Path) -> Decoded:
    """The text of a file. Raises GatherError where the file holds no text."""
    data = as_utf8(data)
    codec, mark = unicode_codec(data)
    if mark:
        return Decoded(_strict(data[mark:], codec, path), "UTF-8")
    if not is_text(data):
        raise GatherError("this is not a text file", Place(path), HINT_SAVE_AS_TEXT)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _windows_or_mac(data)


def _strict(data: bytes, codec: str, path: Path) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        raise GatherError(
            f"the file says it is {codec.upper()} and is not (byte {fault.start})",
            Place(path),
            HINT_SAVE_AS_TEXT,
        ) from fault


def _windows_or_mac(data: bytes) -> Decoded:
    best = Decoded(data.decode(MAC[0]), MAC[1])
    try:
        windows = Decoded(data.decode(WINDOWS[0]), WINDOWS[1])
    except UnicodeDecodeError:
        pass
    else:
        best = best if _spelling(best.text) > _spelling(windows.text) else windows
    return replace(best, is_guess=not _spells_words(best.text))


def _spells_words(text: str) -> bool:
    """Do the letters fit where they stand, and are they a Latin alphabet’s, most without accent?"""
    letters = [letter for letter in text if letter.isalpha()]
    accented = sum(not letter.isascii() for letter in letters)
    return _spelling(text) >= 0 and accented <= MOST_ACCENTED * len(letters)


def _spelling(text: str) -> int:
    """How well the letters beyond ASCII fit where they stand; higher is better."""
    padded = f" {text} "
    return sum(
        _fit(padded[at - 1], letter, padded[at + 1])
        for at, letter in enumerate(padded)
        if not letter.isascii()
    )


def _fit(before: str, letter: str, after: str) -> int:
    """How well one letter fits between its neighbours."""
    if letter.isalpha():
        in_a_word = before.isalpha() or after.isalpha()
        capital_inside = letter.isupper() and before.islower()
        capital_alone = letter.isupper() and after.isupper() and not before.isupper()
        fits = in_a_word and not capital_inside and not capital_alone
        return LETTER_FITS if fits else DOES_NOT_FIT
    if letter in "‘“«":
        return PUNCTUATION_FITS if not before.isalnum() and not after.isspace() else DOES_NOT_FIT
    if letter in "’”»":
        return PUNCTUATION_FITS if not before.isspace() or after.isalnum() else DOES_NOT_FIT
    if letter in "…–—•":
        return PUNCTUATION_FITS
    return 0 if letter in "\u00a0€£©®™°§½¿¡·" else DOES_NOT_FIT


# UTF-8 read as cp1252: a lead byte as a letter (Â Ã â ð …), then one to three continuation bytes.
_CONTINUATION = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
MEANT = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac\u2122\u2190-\u27bf\U0001f000-\U0001faff]")
GONE = b"\x9d"  # ends `”` in UTF-8, is no letter in Windows, and so is often lost on the way
GARBLED = re.compile(f"[\u00c2-\u00f4]{_CONTINUATION}{{1,3}}")


def garbled(text: str) -> tuple[Garbled, ...]:
    """Runs such as `â€™` that come out as one letter when the wrong decoding is undone."""
    found = Counter(run[0] for run in GARBLED.finditer(text) if _undone(run[0]))
    return tuple(Garbled(run, _undone(run), count) for run, count in found.items())


def _letter(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _undone(run: str) -> str:
    """What the run was before it was read as cp1252; empty where it was not."""
    # cp1252 leaves five bytes undefined; software passes them through as they are.
    raw = b"".join(
        letter.encode("latin-1") if "\u0080" <= letter <= "\u009f" else letter.encode("cp1252")
        for letter in run
    )
    letter = _letter(raw) or _letter(raw + GONE)
    # `Fuß…` undoes to a letter of N’Ko: such a run was meant as it stands.
    return letter if MEANT.fullmatch(letter) else ""
