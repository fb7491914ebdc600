"""The editions of a book: formats, ISBNs, type, paper and printers, as book.toml gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from anthology import printers
from anthology.errors import did_you_mean
from anthology.project import trims
from anthology.project.settings import (
    Edition,
    EpubEdition,
    Notes,
    Opening,
    PrintEdition,
    Standard,
    TypeSize,
)
from anthology.project.toml import Toml
from anthology.project.trims import DEFAULT_TRIM, UNITS

SCREEN = "screen"  # ends the name of the PDF that is for reading
THICKEST = 90.0  # millimetres; what no binding of one volume reaches
DEFAULT_EDITIONS: tuple[Edition, ...] = (
    EpubEdition("epub"),
    PrintEdition("print", DEFAULT_TRIM),
)
STANDARDS = {standard.value: standard for standard in Standard}
TYPES = {size.value: size for size in TypeSize}
OPENINGS = {opening.value: opening for opening in Opening}
NOTES = {place.value: place for place in Notes}
KEYS: Mapping[str, Mapping[str, type]] = {
    "epub": {"format": str, "isbn": str, "pages_from": str},
    "print": {
        "format": str,
        "isbn": str,
        "trim": str,
        "type": str,
        "paper": str,
        "printer": str,
        "spine": str,
        "spine_for": int,
        "standard": str,
        "page_references": bool,
        "opening": str,
        "stanza_marks": bool,
        "notes": str,
    },
}


def editions(tables: Mapping[str, object], toml: Toml) -> tuple[Edition, ...]:
    """Every edition that can be read; an EPUB and a print edition where none is named."""
    read: list[Edition] = []
    for name, table in tables.items():
        key = f"editions.{name}"
        if not isinstance(table, dict) or not re.fullmatch(r"[a-z0-9-]+", name):
            hint = "write it as a table of its own: `[editions.print]`, in small letters"
            toml.bad(key, f"`{name}` is not an edition", hint)
        elif name == SCREEN or name.endswith(f"-{SCREEN}"):
            hint = "call it something else: every print edition has a PDF of that name"
            toml.bad(key, f"an edition cannot be called `{name}`", hint)
        elif edition := _edition(name, table, toml):
            read.append(edition)
    found = tuple(read) or DEFAULT_EDITIONS
    _find_the_pages(found, toml)
    return found


def _edition(name: str, table: Mapping[str, object], toml: Toml) -> Edition | None:
    key = f"editions.{name}"
    format_ = str(table.get("format", name))
    if format_ not in KEYS:
        line = f"{key}.format" if "format" in table else key
        toml.bad(line, f"format cannot be `{format_}`", did_you_mean(format_, KEYS))
        return None
    said = toml.checked(table, KEYS[format_], f"{key}.")
    number = isbn(said.get("isbn", ""), f"{key}.isbn", toml)
    if format_ == "epub":
        return EpubEdition(name, number, said.get("pages_from", ""))
    return _print_edition(name, number, said, key, toml)


def _print_edition(
    name: str, number: str, said: Mapping[str, Any], key: str, toml: Toml
) -> PrintEdition:
    paper, printer = _paper_and_printer(said, key, toml)
    wanted = said.get("type", TypeSize.ORDINARY.value)
    size = toml.choice(f"{key}.type", wanted, TYPES) or TypeSize.ORDINARY
    standard = toml.choice(f"{key}.standard", said.get("standard", "none"), STANDARDS)
    edition = PrintEdition(
        name,
        trims.trim(said.get("trim", trims.DEFAULTS[size]), f"{key}.trim", toml),
        isbn=number,
        paper=paper,
        printer=printer,
        spine=_spine(said.get("spine", ""), f"{key}.spine", toml),
        standard=standard or Standard.NONE,
        spine_for=said.get("spine_for"),
        type=size,
        page_references=said.get("page_references", True),
        opening=toml.choice(f"{key}.opening", said.get("opening", "plain"), OPENINGS)
        or Opening.PLAIN,
        stanza_marks=said.get("stanza_marks", True),
        notes=toml.choice(f"{key}.notes", said.get("notes", "endnotes"), NOTES) or Notes.END,
    )
    trims.look_over(edition, f"{key}.trim", toml)
    return edition


def _paper_and_printer(said: Mapping[str, str], key: str, toml: Toml) -> tuple[str, str]:
    """The paper and the printer, by names there are figures for."""
    known = printers.printers()
    printer = toml.choice(f"{key}.printer", said.get("printer", printers.ANY), known)
    papers = (printer and printer.papers) or printers.papers()
    paper = said.get("paper", "cream")
    toml.choice(f"{key}.paper", paper, {name: name for name in papers})
    return paper, printer.key if printer else printers.ANY


def _find_the_pages(found: tuple[Edition, ...], toml: Toml) -> None:
    """An EPUB can carry the page numbers only of an edition that is printed."""
    prints = [edition.name for edition in found if isinstance(edition, PrintEdition)]
    for edition in found:
        if isinstance(edition, EpubEdition) and edition.pages_from not in ("", *prints):
            message = f"there is no print edition `{edition.pages_from}` to take pages from"
            hint = did_you_mean(edition.pages_from, prints)
            toml.bad(f"editions.{edition.name}.pages_from", message, hint)


def _spine(wanted: str, key: str, toml: Toml) -> float | None:
    """`12.4mm` or `0.49in`, in millimetres; none where nothing is written."""
    sized = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(mm|cm|in)\s*", wanted)
    width = round(float(sized[1]) * UNITS[sized[2]], 4) if sized else 0.0
    if wanted.strip() and not 0 < width <= THICKEST:
        hint = 'write it as the printer’s template gives it: `spine = "12.4mm"` or `"0.49in"`'
        toml.bad(key, f"`{wanted}` is not the width of a spine", hint)
    return width if 0 < width <= THICKEST else None


def isbn(wanted: str, key: str, toml: Toml) -> str:
    """The thirteen digits of an ISBN whose check digit is right (ISO 2108), or nothing."""
    digits = re.sub(r"[\s-]", "", wanted)
    if not digits:
        return ""
    weighted = (int(digit) * (1 if n % 2 == 0 else 3) for n, digit in enumerate(digits))
    if re.fullmatch(r"97[89]\d{10}", digits) and sum(weighted) % 10 == 0:
        return digits
    hint = "an ISBN has thirteen digits and begins with 978 or 979; leave it out if there is none"
    toml.bad(key, f"`{wanted}` is not an ISBN: its digits do not add up", hint)
    return ""
