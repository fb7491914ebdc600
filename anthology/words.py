"""The few words the tool itself prints in a book, by language.

Everything else a book says is its author's. A language without a table here gets English.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """The tool's words in one language; `months` has twelve names, from January on."""

    months: tuple[str, ...]
    contents: str
    cover: str
    title_page: str
    copyright: str
    dedication: str
    epigraph: str
    notes: str
    comments: str
    readers_answered: str
    a_reader: str
    author: str
    in_reply_to: str
    pages: str
    landmarks: str
    start: str


ENGLISH = Words(
    tuple(
        "January February March April May June July August September October November "
        "December".split()
    ),
    contents="Contents",
    cover="Cover",
    title_page="Title page",
    copyright="Copyright",
    dedication="Dedication",
    epigraph="Epigraph",
    notes="Notes",
    comments="Comments",
    readers_answered="Readers answered",
    a_reader="A reader",
    author="author",
    in_reply_to="In reply to",
    pages="Pages",
    landmarks="Landmarks",
    start="Start of the book",
)
GERMAN = Words(
    tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    ),
    contents="Inhalt",
    cover="Umschlag",
    title_page="Titelseite",
    copyright="Impressum",
    dedication="Widmung",
    epigraph="Motto",
    notes="Anmerkungen",
    comments="Kommentare",
    readers_answered="Leserinnen und Leser antworten",
    a_reader="Jemand, der mitlas",
    author="Autorin",
    in_reply_to="Antwort an",
    pages="Seiten",
    landmarks="Orientierungspunkte",
    start="Beginn des Buches",
)
FRENCH = Words(
    tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre".split()
    ),
    contents="Table des matières",
    cover="Couverture",
    title_page="Page de titre",
    copyright="Mentions légales",
    dedication="Dédicace",
    epigraph="Épigraphe",
    notes="Notes",
    comments="Commentaires",
    readers_answered="Des lecteurs ont répondu",
    a_reader="Une lectrice ou un lecteur",
    author="l’auteur",
    in_reply_to="En réponse à",
    pages="Pages",
    landmarks="Repères",
    start="Début du livre",
)
SPANISH = Words(
    tuple(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre".split()
    ),
    contents="Índice",
    cover="Cubierta",
    title_page="Portada",
    copyright="Créditos",
    dedication="Dedicatoria",
    epigraph="Epígrafe",
    notes="Notas",
    comments="Comentarios",
    readers_answered="Los lectores respondieron",
    a_reader="Alguien que leyó",
    author="autora",
    in_reply_to="En respuesta a",
    pages="Páginas",
    landmarks="Puntos de referencia",
    start="Comienzo del libro",
)

_TABLES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def words(language: str) -> Words:
    """The words for a language tag such as `en-GB`."""
    return _TABLES.get(language.partition("-")[0].casefold(), ENGLISH)


def month_and_year(day: date, language: str) -> str:
    """`April 2025`: how a book dates an essay or a comment."""
    return f"{words(language).months[day.month - 1]} {day.year}"
