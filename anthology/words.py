"""The few words the tool itself prints in a book, by language.

Everything else a book says is its author's. A language without a table here gets English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """The tool's words in one `language`; `months` has twelve names, from January on, `languages`
    the names of some languages by their tag. What has braces in it is filled in."""

    language: str
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
    contributors: str
    author: str
    in_reply_to: str
    pages: str
    page: str
    landmarks: str
    start: str
    stanza_goes_on: str
    stanza_ends: str
    colophon: str
    set_in: str
    brings: str
    divided: str
    made_with: str
    version: str
    cuts: str
    print: str
    large_print: str
    large_print_edition: str
    and_: str
    decimal: str
    languages: Mapping[str, str]


ENGLISH = Words(
    "en",
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
    contributors="The Readers",
    author="author",
    in_reply_to="In reply to",
    pages="Pages",
    page="p.",
    landmarks="Landmarks",
    start="Start of the book",
    stanza_goes_on="stanza continues",
    stanza_ends="stanza ends",
    colophon="Colophon",
    set_in="This book is set in {faces}, {size} on {leading} points, "
    "for a page of {width} × {height} mm.",
    brings="This edition carries {faces} with it.",
    divided="Words are divided as in {languages}.",
    made_with="It was made with {makers}.",
    version="{family} (version {version})",
    cuts="{family} with its {cuts}",
    print="print",
    large_print="large print",
    large_print_edition="Large print edition",
    and_="and",
    decimal=".",
    languages={
        "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
        "it": "Italian", "nb": "Norwegian", "nl": "Dutch", "pt": "Portuguese", "sv": "Swedish",
    },
)  # fmt: skip
GERMAN = Words(
    "de",
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
    contributors="Die Leserinnen und Leser",
    author="Autorin",
    in_reply_to="Antwort an",
    pages="Seiten",
    page="S.",
    landmarks="Orientierungspunkte",
    start="Beginn des Buches",
    stanza_goes_on="Strophe geht weiter",
    stanza_ends="Strophe endet",
    colophon="Kolophon",
    set_in="Dieses Buch ist aus der {faces} gesetzt, {size} auf {leading} Punkt, "
    "für eine Seite von {width} × {height} mm.",
    brings="Diese Ausgabe bringt die {faces} mit.",
    divided="Worttrennung: {languages}.",
    made_with="Hergestellt wurde es mit {makers}.",
    version="{family} (Version {version})",
    cuts="{family} mit {cuts}",
    print="gedruckt",
    large_print="Großdruck",
    large_print_edition="Ausgabe in Großdruck",
    and_="und",
    decimal=",",
    languages={"de": "Deutsch", "en": "Englisch", "es": "Spanisch", "fr": "Französisch"},
)
FRENCH = Words(
    "fr",
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
    contributors="Les lectrices et les lecteurs",
    author="l’auteur",
    in_reply_to="En réponse à",
    pages="Pages",
    page="p.",
    landmarks="Repères",
    start="Début du livre",
    stanza_goes_on="la strophe continue",
    stanza_ends="fin de la strophe",
    colophon="Colophon",
    set_in="Ce livre est composé en {faces}, {size} sur {leading} points, "
    "pour une page de {width} × {height} mm.",
    brings="Cette édition contient {faces}.",
    divided="Coupure des mots : {languages}.",
    made_with="Il a été fait avec {makers}.",
    version="{family} (version {version})",
    cuts="{family} avec {cuts}",
    print="imprimé",
    large_print="gros caractères",
    large_print_edition="Édition en gros caractères",
    and_="et",
    decimal=",",
    languages={"de": "allemand", "en": "anglais", "es": "espagnol", "fr": "français"},
)
SPANISH = Words(
    "es",
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
    contributors="Lectoras y lectores",
    author="autora",
    in_reply_to="En respuesta a",
    pages="Páginas",
    page="p.",
    landmarks="Puntos de referencia",
    start="Comienzo del libro",
    stanza_goes_on="la estrofa continúa",
    stanza_ends="fin de la estrofa",
    colophon="Colofón",
    set_in="Este libro está compuesto en {faces}, {size} sobre {leading} puntos, "
    "para una página de {width} × {height} mm.",
    brings="Esta edición incluye {faces}.",
    divided="División de palabras: {languages}.",
    made_with="Se hizo con {makers}.",
    version="{family} (versión {version})",
    cuts="{family} con {cuts}",
    print="impreso",
    large_print="letra grande",
    large_print_edition="Edición en letra grande",
    and_="y",
    decimal=",",
    languages={"de": "alemán", "en": "inglés", "es": "español", "fr": "francés"},
)

_TABLES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def words(language: str) -> Words:
    """The words for a language tag such as `en-GB`."""
    return _TABLES.get(language.partition("-")[0].casefold(), ENGLISH)


PAGE_REFERENCE = re.compile(
    rf"\((?:{'|'.join(sorted({re.escape(table.page) for table in _TABLES.values()}))})"
    r"\s?(?P<folio>[0-9]+|[ivxlcdm]+)\)"
)
"""`(p. 12)`, `(S. iv)`: the number of a page behind the words that lead there, in any language."""


LARGE_PRINT_EDITIONS = frozenset(table.large_print_edition for table in _TABLES.values())
"""What an edition in large type calls itself, in any language, and no other does."""


def page_reference(folio: str, language: str) -> str:
    """`(p. 12)`, its space one that no line is broken at."""
    return f"({words(language).page}\u00a0{folio})"


def joined(names: Sequence[str], said: Words) -> str:
    """`a, b and c`."""
    *most, last = names
    return f"{', '.join(most)} {said.and_} {last}" if most else last


def month_and_year(day: date, language: str) -> str:
    """`April 2025`: how a book dates an essay or a comment."""
    return f"{words(language).months[day.month - 1]} {day.year}"
