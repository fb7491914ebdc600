"""Which script words are in, which way it runs, and what that tells of their language.

A script is told by its letters, a language never: words in Hebrew letters may be Hebrew or
Yiddish. So what is not known is called undetermined (`und-Hebr`, RFC 5646 and ISO 15924), which
still tells a voice what letters to expect.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Literal

Direction = Literal["ltr", "rtl"]

# ISO 15924 codes, by the first word of a letter's name in Unicode.
_SCRIPTS = {
    "LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "HEBREW": "Hebr",
    "ARABIC": "Arab", "SYRIAC": "Syrc", "THAANA": "Thaa", "DEVANAGARI": "Deva",
    "BENGALI": "Beng", "GURMUKHI": "Guru", "TAMIL": "Taml", "THAI": "Thai", "GEORGIAN": "Geor",
    "ETHIOPIC": "Ethi", "HANGUL": "Kore", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "CJK": "Hani",
}  # fmt: skip
_OF_LANGUAGES = {
    "el": "Grek", "be": "Cyrl", "bg": "Cyrl", "mk": "Cyrl", "ru": "Cyrl", "sr": "Cyrl",
    "uk": "Cyrl", "hy": "Armn", "he": "Hebr", "yi": "Hebr", "ar": "Arab", "ckb": "Arab",
    "fa": "Arab", "ps": "Arab", "sd": "Arab", "ug": "Arab", "ur": "Arab", "syr": "Syrc",
    "arc": "Syrc", "dv": "Thaa", "hi": "Deva", "mr": "Deva", "ne": "Deva", "bn": "Beng",
    "pa": "Guru", "ta": "Taml", "th": "Thai", "ka": "Geor", "am": "Ethi", "ko": "Kore",
    "ja": "Jpan", "zh": "Hani",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"Hebr", "Arab", "Syrc", "Thaa"})
# Japanese and Korean are written with Chinese characters among their own letters.
_SHARED = {"Hani": ("Jpan", "Kore")}
_LETTERS_BEYOND_LATIN = re.compile(r"[^\W\u0000-\u036f\u1e00-\u1eff\ua720-\ua7ff\ufb00-\ufb06]")


def direction(language: str) -> Direction:
    """`rtl` for a language written from right to left, else `ltr`."""
    return _runs(_script_of_language(language))


def foreign(words: str, language: str) -> tuple[str, Direction] | None:
    """The language and the direction to mark words with that are mostly in another script than a
    text in `language`; none where they are not."""
    home = _script_of_language(language)
    if home == "Latn" and not _LETTERS_BEYOND_LATIN.search(words):
        return None
    counted = Counter(script for letter in words if (script := _script_of_letter(letter)))
    if not counted:
        return None
    script = counted.most_common(1)[0][0]
    for shared in _SHARED.get(script, ()):
        script = shared if counted[shared] else script
    if script == home or home in _SHARED.get(script, ()):
        return None
    return f"und-{script}", _runs(script)


def _runs(script: str) -> Direction:
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def _script_of_language(language: str) -> str:
    """The script a tag names (`sr-Latn`), or the one its language is usually written in."""
    primary, *others = language.split("-")
    named = (other.title() for other in others if other.title() in _SCRIPTS.values())
    return next(named, _OF_LANGUAGES.get(primary.casefold(), "Latn"))


def _script_of_letter(letter: str) -> str:
    if not letter.isalpha():
        return ""
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0].partition("-")[0], "")
