"""The few words the tool itself says on a book's page on the web, by language.

What accessibility metadata says is told here in plain words: a claim is looked up as
`property value` in the vocabulary of EPUB Accessibility 1.1 and schema.org. A language without
a table gets English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteWords:
    """The page's words in one language. `units` are those of a file's size, thousands and
    millions of bytes; `reading` to `standard` are the headings over what `claims` say."""

    language: str
    decimal: str
    units: tuple[str, str]
    by: str
    downloads: str
    download: str
    for_whom: str
    sample: str
    read_on: str
    from_the_book: str
    whole_book: str
    catalog: str
    catalog_said: str
    accessibility: str
    read_back: str
    own_words: str
    also_said: str
    certified_by: str
    reading: str
    navigation: str
    hazards: str
    protection: str
    standard: str
    claims: Mapping[str, str]
    about: str
    publisher: str
    published: str
    subjects: str
    rights: str


ENGLISH = SiteWords(
    language="en",
    decimal=".",
    units=("kB", "MB"),
    by="by",
    downloads="Download",
    download="Download the EPUB",
    for_whom="For e-readers, and for reading apps on phones, tablets and computers.",
    sample="Read an essay",
    read_on="Read on here",
    from_the_book="From the book",
    whole_book="The whole book",
    catalog="Catalogue for reading apps",
    catalog_said="A reading app that knows OPDS can subscribe to this address:",
    accessibility="Accessibility",
    read_back="What the finished file says of itself, in plain words.",
    own_words="In the file’s own words",
    also_said="It also says",
    certified_by="evaluated by",
    reading="Ways of reading",
    navigation="Finding your way",
    hazards="Hazards",
    protection="Copy protection",
    standard="Standard",
    claims={
        "accessModeSufficient textual": "All of it can be read as text, by ear or in braille.",
        "not sufficient": "Not all of it can be read as text: some is only to be seen or heard.",
        "accessMode visual": "It has pictures.",
        "accessMode auditory": "It has sound.",
        "accessibilityFeature alternativeText": "Pictures are described in words.",
        "accessibilityFeature longDescription": "Pictures are described at length.",
        "accessibilityFeature displayTransformability": "Letters, spacing and colours can be "
        "changed to suit you.",
        "accessibilityFeature readingOrder": "Read aloud, everything comes in its right order.",
        "accessibilityFeature tableOfContents": "There is a table of contents.",
        "accessibilityFeature structuralNavigation": "You can go from heading to heading.",
        "accessibilityFeature index": "There is an index.",
        "accessibilityFeature pageNavigation": "You can go to a page of the printed book.",
        "accessibilityFeature pageBreakMarkers": "The pages of the printed book are marked.",
        "accessibilityFeature printPageNumbers": "The pages of the printed book are marked.",
        "accessibilityHazard none": "No flashing, no simulated motion and no sound that could "
        "do harm.",
        "accessibilityHazard unknown": "It is not known whether anything in it could do harm.",
        "accessibilityHazard flashing": "Something in it flashes.",
        "accessibilityHazard motionSimulation": "Something in it simulates motion.",
        "accessibilityHazard sound": "It has sounds that could do harm.",
        "accessibilityHazard noFlashingHazard": "Nothing in it flashes.",
        "accessibilityHazard noMotionSimulationHazard": "Nothing in it simulates motion.",
        "accessibilityHazard noSoundHazard": "It has no sounds that could do harm.",
        "accessibilityFeature unlocked": "None: nothing stands between the file and the app "
        "you read with.",
        "no standard": "It does not claim to meet an accessibility standard.",
    },
    about="About the book",
    publisher="Publisher",
    published="Published",
    subjects="Subjects",
    rights="Rights",
)
GERMAN = SiteWords(
    language="de",
    decimal=",",
    units=("kB", "MB"),
    by="von",
    downloads="Herunterladen",
    download="EPUB herunterladen",
    for_whom="Für E-Reader und für Lese-Apps auf Telefon, Tablet und Computer.",
    sample="Einen Essay lesen",
    read_on="Hier weiterlesen",
    from_the_book="Aus dem Buch",
    whole_book="Das ganze Buch",
    catalog="Katalog für Lese-Apps",
    catalog_said="Eine Lese-App, die OPDS kennt, kann diese Adresse abonnieren:",
    accessibility="Barrierefreiheit",
    read_back="Was die fertige Datei über sich selbst sagt, in einfachen Worten.",
    own_words="In den Worten der Datei",
    also_said="Sie sagt außerdem",
    certified_by="geprüft von",
    reading="Wie man es lesen kann",
    navigation="Sich zurechtfinden",
    hazards="Gefahren",
    protection="Kopierschutz",
    standard="Norm",
    claims={
        "accessModeSufficient textual": "Alles lässt sich als Text lesen, auch mit den Ohren oder "
        "in Braille.",
        "not sufficient": "Nicht alles lässt sich als Text lesen: Manches ist nur zu sehen oder "
        "zu hören.",
        "accessMode visual": "Es hat Bilder.",
        "accessMode auditory": "Es hat Töne.",
        "accessibilityFeature alternativeText": "Bilder sind in Worten beschrieben.",
        "accessibilityFeature longDescription": "Bilder sind ausführlich beschrieben.",
        "accessibilityFeature displayTransformability": "Schrift, Abstände und Farben lassen sich "
        "anpassen.",
        "accessibilityFeature readingOrder": "Vorgelesen kommt alles in der richtigen Reihenfolge.",
        "accessibilityFeature tableOfContents": "Es gibt ein Inhaltsverzeichnis.",
        "accessibilityFeature structuralNavigation": "Man kann von Überschrift zu Überschrift "
        "springen.",
        "accessibilityFeature index": "Es gibt ein Register.",
        "accessibilityFeature pageNavigation": "Man kann zu einer Seite des gedruckten Buches "
        "gehen.",
        "accessibilityFeature pageBreakMarkers": "Die Seiten des gedruckten Buches sind "
        "gekennzeichnet.",
        "accessibilityFeature printPageNumbers": "Die Seiten des gedruckten Buches sind "
        "gekennzeichnet.",
        "accessibilityHazard none": "Kein Blitzen, keine vorgetäuschte Bewegung und kein Ton, der "
        "schaden könnte.",
        "accessibilityHazard unknown": "Ob etwas darin schaden könnte, ist nicht bekannt.",
        "accessibilityHazard flashing": "Etwas darin blitzt.",
        "accessibilityHazard motionSimulation": "Etwas darin täuscht Bewegung vor.",
        "accessibilityHazard sound": "Töne darin könnten schaden.",
        "accessibilityHazard noFlashingHazard": "Nichts darin blitzt.",
        "accessibilityHazard noMotionSimulationHazard": "Nichts darin täuscht Bewegung vor.",
        "accessibilityHazard noSoundHazard": "Kein Ton darin könnte schaden.",
        "accessibilityFeature unlocked": "Keiner: Nichts steht zwischen der Datei und der App, "
        "mit der man liest.",
        "no standard": "Die Datei beansprucht nicht, eine Norm der Barrierefreiheit zu erfüllen.",
    },
    about="Über das Buch",
    publisher="Verlag",
    published="Erschienen",
    subjects="Themen",
    rights="Rechte",
)

_TABLES = {"en": ENGLISH, "de": GERMAN}


def words(language: str) -> SiteWords:
    """The words for a language tag such as `de-AT`."""
    return _TABLES.get(language.partition("-")[0].casefold(), ENGLISH)


def size(bytes_: int, said: SiteWords) -> str:
    """`640 kB`, `1.1 MB`: as shops and file managers count, by thousands."""
    thousands, millions = said.units
    if bytes_ < 999_500:
        return f"{max(1, round(bytes_ / 1000))} {thousands}"
    return f"{bytes_ / 1e6:.1f}".replace(".", said.decimal) + f" {millions}"
