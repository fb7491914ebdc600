"""The ONIX code lists, as far as a book of ours needs them.

Figures from the lists of EDItEUR, issue 68 (https://ns.editeur.org/onix/en/), each table with the
number of its list.
"""

from __future__ import annotations

# List 17, by MARC relator. A role without a line here is `Z99`, "other".
ROLES = {
    "aut": "A01",
    "com": "C01",
    "edt": "B01",
    "trl": "B06",
    "ill": "A12",
    "art": "A12",
    "pht": "A13",
    "aui": "A24",
    "aft": "A19",
    "ann": "B05",
    "cov": "A36",
    "bkd": "A11",
    "csl": "B30",
}
OTHER_ROLE = "Z99"

LARGE_PRINT = "LTE"  # list 21: type of 14 to 19 pt

# List 74 is ISO 639-2/B; the languages by the two letters of ISO 639-1 that book.toml has.
LANGUAGES = {
    "af": "afr", "ar": "ara", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat", "cs": "cze",
    "cy": "wel", "da": "dan", "de": "ger", "el": "gre", "en": "eng", "eo": "epo", "es": "spa",
    "et": "est", "eu": "baq", "fa": "per", "fi": "fin", "fr": "fre", "fy": "fry", "ga": "gle",
    "gd": "gla", "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "arm",
    "id": "ind", "is": "ice", "it": "ita", "ja": "jpn", "ka": "geo", "ko": "kor", "la": "lat",
    "lb": "ltz", "lt": "lit", "lv": "lav", "mk": "mac", "mt": "mlt", "nb": "nob", "nl": "dut",
    "nn": "nno", "no": "nor", "pl": "pol", "pt": "por", "rm": "roh", "ro": "rum", "ru": "rus",
    "sk": "slo", "sl": "slv", "sq": "alb", "sr": "srp", "sv": "swe", "ta": "tam", "th": "tha",
    "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "yi": "yid", "zh": "chi",
}  # fmt: skip

# List 27: Thema has a scheme for subjects and one for each kind of qualifier, by first figure.
THEMA = {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}
THEMA_SUBJECT = "93"
BISAC_SUBJECT = "10"
KEYWORDS = "20"

# List 196, by what the metadata of the EPUB says under `schema:accessibilityFeature`.
FEATURES = {
    "alternativeText": ("14",),
    "displayTransformability": ("36",),
    "pageBreakMarkers": ("19",),
    "readingOrder": ("13",),
    "structuralNavigation": ("29",),
}
SUMMARY = "00"
EPUB_ACCESSIBILITY_1_1 = "04"
NOTHING_DISABLED = "10"
CONTENTS_LEAD_EVERYWHERE = "11"
LANDMARKS = "32"
READABLE_WITHOUT_SIGHT = "52"
WCAG_VERSIONS = {"2.0": "80", "2.1": "81", "2.2": "82"}
WCAG_LEVELS = {"A": "84", "AA": "85", "AAA": "86"}
CERTIFIED_BY = "90"
ASSESSED_ON = "91"
REPORT = "94"

# List 79: what a ProductFormFeature speaks of. List 143: there are no known hazards.
ACCESSIBILITY = "09"
HAZARDS = "12"
NO_HAZARDS = "00"
