"""How books are set in each language: its quotes, its dash, its elisions, its spaces.

A table, and the way to look a language up in it. To teach the house a language, add a row here
and a folder of cases under tests/fixtures/typography/.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

EN_DASH, EM_DASH = "–", "—"
NO_BREAK, NARROW_NO_BREAK = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Practice:
    """How the books of one language are set.

    `double` and `single` are what straight `"…"` and `'…'` become; `dash` is the one with spaces
    about it. `elisions` are words, in one string, that begin with an apostrophe and are no words
    without it (`tis`); `doubtful_elisions` are words without it too (`cause`). `spaces` are
    patterns of a typed space, each with the space it becomes.
    """

    double: tuple[str, str]
    single: tuple[str, str]
    dash: str = EN_DASH
    elisions: str = ""
    doubtful_elisions: str = ""
    spaces: tuple[tuple[str, str], ...] = ()


# Only where a space was typed; one before a face :) is no such space.
FRENCH_SPACES = (
    (r"(?<=«) (?=\S)", NARROW_NO_BREAK),
    (r"(?<=[^\s«]) (?=»|[!?]|;(?![^\s\"]))", NARROW_NO_BREAK),
    (r"(?<=[^\s«]) (?=:(?![^\s\"]))", NO_BREAK),
)

FRENCH = Practice(
    (f"«{NARROW_NO_BREAK}", f"{NARROW_NO_BREAK}»"),
    ("“", "”"),
    spaces=FRENCH_SPACES,
)

ENGLISH = Practice(
    ("“", "”"),
    ("‘", "’"),
    elisions="tis twas twere twill twould tween twixt gainst neath"
    " em n til cept nuff nother cos cuz",
    doubtful_elisions="cause bout round till",
)

GERMAN = Practice(("„", "“"), ("‚", "‘"), elisions="s n ne nen nem ner raus rein rauf rum")

PRACTICES = {
    "en": ENGLISH,
    "de": GERMAN,
    "de-ch": replace(GERMAN, double=("«", "»"), single=("‹", "›")),
    "fr": FRENCH,
    "es": Practice(("«", "»"), ("“", "”"), dash=EM_DASH),
    "it": Practice(("«", "»"), ("“", "”"), elisions="sto sta sti ste ndrangheta l n"),
    "pt": Practice(("“", "”"), ("‘", "’"), dash=EM_DASH),
    "pt-pt": Practice(("«", "»"), ("“", "”"), dash=EM_DASH),
    "nl": Practice(("“", "”"), ("‘", "’"), elisions="s t n k m r ns"),
    "sv": Practice(("”", "”"), ("’", "’")),
    "fi": Practice(("”", "”"), ("’", "’")),
    "pl": Practice(("„", "”"), ("«", "»")),
}
"""By language tag, lower case. Where houses differ, the commoner book practice was taken:
Spanish, Italian and European Portuguese have guillemets, Brazilian (and plain `pt`) curly quotes;
Spanish and Portuguese have the long dash; Dutch keeps double quotes double, as English does;
Polish has guillemets inside „…”."""


def practice_of(language: str) -> Practice:
    """The practice of a language tag (`de-CH`, else `de`); English where it is not known."""
    tag = language.casefold().replace("_", "-")
    return PRACTICES.get(tag) or PRACTICES.get(tag.partition("-")[0]) or ENGLISH
