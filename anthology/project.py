"""Find the book, and read book.toml into settings.

Every option there is lives here, with its meaning and its default; nothing after this module
reads TOML. All faults of a file are told together, each with its line and a "did you mean".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import assert_never

from anthology.errors import Place, Problem, ProjectError, Severity, did_you_mean

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Trim:
    """The size of the finished page, in millimetres."""

    width: float
    height: float


class StraightQuotes(Enum):
    """What becomes of straight quotes and typewriter dashes; the value is what book.toml says."""

    KEEP = "keep"
    CURL = "curl"


@dataclass(frozen=True, slots=True)
class EpubEdition:
    """For readers. `isbn` is the ISBN of this edition alone, digits only, or empty."""

    name: str
    isbn: str = ""


@dataclass(frozen=True, slots=True)
class PrintEdition:
    """For the printer. `isbn` as above; `paper` and `printer` are names the cover and the checks
    will want; nothing is guessed from them."""

    name: str
    trim: Trim
    isbn: str = ""
    paper: str = "cream"
    printer: str = "any"


Edition = EpubEdition | PrintEdition


@dataclass(frozen=True, slots=True)
class Site:
    """The book's page on the web. `url` is where it will be, with a slash at its end, or empty;
    `sample` is the name of the essay shown there, the first if empty; `title` is what page and
    catalogue are called, the book's title if empty."""

    url: str = ""
    sample: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What book.toml says, checked and typed."""

    title: str
    language: str
    editions: tuple[Edition, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: int | None = None
    rights: str = ""
    disclaimer: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    identifier: str = ""
    cover: str = ""
    cover_alt: str = ""
    straight_quotes: StraightQuotes = StraightQuotes.KEEP
    consent_not_needed: str = ""
    comments_heading: str = ""
    site: Site = Site()


@dataclass(frozen=True, slots=True)
class Project:
    """Where a book lives. `root` holds `manuscript/`, `styles/` and `build/`."""

    root: Path
    settings: Settings

    @property
    def manuscript(self) -> Path:
        return self.root / "manuscript"

    @property
    def styles(self) -> Path:
        return self.root / "styles"

    @property
    def build(self) -> Path:
        return self.root / "build"


BOOK_TOML = Path("manuscript/book.toml")

# Width and height in millimetres, by the name a printer's page gives them.
TRIMS = {"a5": Trim(148, 210), "a6": Trim(105, 148), "a4": Trim(210, 297)}
DEFAULT_TRIM = Trim(5.5 * MM_PER_INCH, 8.5 * MM_PER_INCH)
SMALLEST_TRIM = Trim(90, 140)
LARGEST_TRIM = Trim(310, 440)
MM = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH}
DEFAULT_EDITIONS: tuple[Edition, ...] = (
    EpubEdition("epub"),
    PrintEdition("print", DEFAULT_TRIM),
)


def find(start: Path) -> Path:
    """The folder of the book that `start` lies in.

    Raises ProjectError where there is none.
    """
    for folder in (start, *start.resolve().parents):
        if (folder / BOOK_TOML).is_file():
            return folder
    raise ProjectError(
        f"there is no book here: no `{BOOK_TOML}` in this folder or above it",
        hint="go to your book’s folder, or make a new one with `anthology new my-book`",
    )


def read(root: Path) -> tuple[Project, list[Problem]]:
    """The book in `root` with its settings, as far as they can be read, and every fault in them."""
    path = root / BOOK_TOML
    toml = _Toml(path)
    table = toml.read()
    settings = _settings(table, toml)
    return Project(root, settings), toml.problems


class _Toml:
    """One TOML file being read: it knows the line of each key and collects what is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._lines: list[str] = []

    def read(self) -> dict[str, object]:
        try:
            text = self.path.read_text(encoding="utf-8-sig")
            self._lines = text.splitlines()
            return tomllib.loads(text)
        except UnicodeDecodeError:
            self.fault("unreadable-encoding", "the file is not UTF-8 text", "save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            what = str(error).partition(" (at")[0].lower()
            self.problems.append(
                Problem(
                    "unreadable-settings",
                    f"cannot be read: {what}",
                    Place(self.path, int(line[1]) if line else None),
                    'each setting is a line like `title = "My Book"`',
                )
            )
        return {}

    def fault(self, code: str, message: str, hint: str = "", key: str = "") -> None:
        place = Place(self.path, self.line_of(key) if key else None)
        self.problems.append(Problem(code, message, place, hint))

    def warn(self, code: str, message: str, hint: str) -> None:
        problem = Problem(code, message, Place(self.path), hint, Severity.WARNING)
        self.problems.append(problem)

    def line_of(self, key: str) -> int | None:
        """The line of `title` or of `editions.print.trim`."""
        table, _, name = key.rpartition(".")
        here = ""
        for number, line in enumerate(self._lines, 1):
            if header := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
                here = header[1].replace(" ", "").replace('"', "")
                if here == key:
                    return number
            elif re.match(rf'\s*"?{re.escape(name)}"?\s*=', line) and here == table:
                return number
        return None


_TOP = {
    "title": str,
    "subtitle": str,
    "authors": list,
    "language": str,
    "publisher": str,
    "place": str,
    "year": int,
    "rights": str,
    "disclaimer": str,
    "description": str,
    "subjects": list,
    "identifier": str,
    "cover": str,
    "cover_alt": str,
}
_COMMENTS = {"heading": str, "consent_not_needed": str}
_TYPOGRAPHY = {"straight_quotes": str}
_SITE = {"url": str, "sample": str, "title": str}
_EDITION = {"format": str, "isbn": str, "trim": str, "paper": str, "printer": str}
_TABLES = {"comments": dict, "typography": dict, "site": dict, "editions": dict}
_TYPE_NAMES = {
    str: 'words in quotes, like "…"',
    int: "a number",
    list: 'a list of words, like ["…", "…"]',
    dict: "a table of its own",
}


def _settings(table: dict[str, object], toml: _Toml) -> Settings:
    top = _checked(table, {**_TOP, **_TABLES}, "", toml)
    comments = _checked(_table(top, "comments"), _COMMENTS, "comments.", toml)
    typography = _checked(_table(top, "typography"), _TYPOGRAPHY, "typography.", toml)
    title = str(top.get("title", "")).strip()
    if not title and not toml.problems:
        toml.fault("missing-setting", "the book has no title", 'write a line `title = "…"`')
    if not top.get("authors") and not toml.problems:
        message = "no author is named"
        toml.warn("no-author", message, 'write a line `authors = ["…"]`')
    year = top.get("year")
    return Settings(
        title=title,
        language=_language(str(top.get("language", "en")), toml),
        editions=_editions(_table(top, "editions"), toml),
        subtitle=str(top.get("subtitle", "")),
        authors=_words(top, "authors"),
        publisher=str(top.get("publisher", "")),
        place=str(top.get("place", "")),
        year=year if isinstance(year, int) else None,
        rights=str(top.get("rights", "")),
        disclaimer=str(top.get("disclaimer", "")),
        description=str(top.get("description", "")),
        subjects=_words(top, "subjects"),
        identifier=str(top.get("identifier", "")),
        cover=str(top.get("cover", "")),
        cover_alt=str(top.get("cover_alt", "")),
        straight_quotes=_straight_quotes(typography, toml),
        consent_not_needed=str(comments.get("consent_not_needed", "")),
        comments_heading=str(comments.get("heading", "")),
        site=_site(_checked(_table(top, "site"), _SITE, "site.", toml), toml),
    )


def _checked(
    table: dict[str, object], known: Mapping[str, type], prefix: str, toml: _Toml
) -> dict[str, object]:
    """The settings of a table that are known and of the right type; the rest are faults."""
    good: dict[str, object] = {}
    for name, value in table.items():
        if name not in known:
            hint = did_you_mean(name, known)
            toml.fault("unknown-setting", f"unknown setting `{name}`", hint, prefix + name)
        elif not isinstance(value, known[name]) or isinstance(value, bool):
            message = f"`{name}` should be {_TYPE_NAMES[known[name]]}"
            toml.fault("bad-setting", message, key=prefix + name)
        else:
            good[name] = value
    return good


def _table(settings: Mapping[str, object], name: str) -> dict[str, object]:
    table = settings.get(name, {})
    return table if isinstance(table, dict) else {}


def _words(settings: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = settings.get(name, [])
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _language(tag: str, toml: _Toml) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        return tag
    hint = 'write a language tag: `language = "en"`, `"en-GB"`, `"de"`'
    toml.fault("bad-setting", f"`{tag}` is not a language", hint, "language")
    return "en"


def _straight_quotes(typography: Mapping[str, object], toml: _Toml) -> StraightQuotes:
    wanted = str(typography.get("straight_quotes", "keep"))
    choices = [choice.value for choice in StraightQuotes]
    if wanted in choices:
        return StraightQuotes(wanted)
    message = f"straight_quotes cannot be `{wanted}`"
    toml.fault("bad-setting", message, did_you_mean(wanted, choices), "typography.straight_quotes")
    return StraightQuotes.KEEP


def _site(table: Mapping[str, object], toml: _Toml) -> Site:
    url = str(table.get("url", "")).strip()
    if url and not re.fullmatch(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?", url):
        hint = 'write it in full: `url = "https://example.org/my-book/"`'
        toml.fault("bad-setting", f"`{url}` is not the address of a page", hint, "site.url")
        url = ""
    return Site(
        f"{url.rstrip('/')}/" if url else "",
        str(table.get("sample", "")),
        str(table.get("title", "")),
    )


def _editions(tables: Mapping[str, object], toml: _Toml) -> tuple[Edition, ...]:
    editions: list[Edition] = []
    for name, table in tables.items():
        key = f"editions.{name}"
        if not isinstance(table, dict) or not re.fullmatch(r"[a-z0-9-]+", name):
            hint = "write it as a table of its own: `[editions.print]`, in small letters"
            toml.fault("bad-setting", f"`{name}` is not an edition", hint, key)
            continue
        edition = _edition(name, _checked(table, _EDITION, f"{key}.", toml), toml)
        if edition:
            editions.append(edition)
    return tuple(editions) or DEFAULT_EDITIONS


def _edition(name: str, table: Mapping[str, object], toml: _Toml) -> Edition | None:
    key = f"editions.{name}"
    format_ = str(table.get("format", name))
    isbn = _isbn(str(table.get("isbn", "")), f"{key}.isbn", toml)
    match format_:
        case "epub":
            return EpubEdition(name, isbn)
        case "print":
            return PrintEdition(
                name,
                _trim(str(table.get("trim", "5.5x8.5in")), f"{key}.trim", toml),
                isbn,
                str(table.get("paper", "cream")),
                str(table.get("printer", "any")),
            )
        case _:
            hint = did_you_mean(format_, ["epub", "print"])
            line_key = f"{key}.format" if "format" in table else key
            toml.fault("bad-setting", f"format cannot be `{format_}`", hint, line_key)
            return None


def _trim(wanted: str, key: str, toml: _Toml) -> Trim:
    """`5.5x8.5in`, `140x216mm` or `A5`, in millimetres."""
    named = TRIMS.get(wanted.strip().casefold())
    sized = re.fullmatch(r"\s*([\d.]+)\s*[x×]\s*([\d.]+)\s*(mm|cm|in)\s*", wanted)
    trim = named or (sized and _sized(sized))
    if not trim:
        hint = 'write it as `trim = "5.5x8.5in"`, `"140x216mm"` or `"A5"`'
        toml.fault("bad-setting", f"`{wanted}` is not a page size", hint, key)
        return DEFAULT_TRIM
    fits = (
        SMALLEST_TRIM.width <= trim.width <= LARGEST_TRIM.width
        and SMALLEST_TRIM.height <= trim.height <= LARGEST_TRIM.height
    )
    if not fits:
        hint = "no printer we know binds it; usual sizes are 5x8in, 5.5x8.5in, 6x9in and A5"
        toml.fault("bad-setting", f"`{wanted}` is too small or too large for a book", hint, key)
        return DEFAULT_TRIM
    return trim


def _sized(sized: re.Match[str]) -> Trim | None:
    try:
        width, height = float(sized[1]), float(sized[2])
    except ValueError:
        return None
    return Trim(round(width * MM[sized[3]], 3), round(height * MM[sized[3]], 3))


def _isbn(wanted: str, key: str, toml: _Toml) -> str:
    """The thirteen digits of an ISBN whose check digit is right (ISO 2108), or nothing."""
    digits = re.sub(r"[\s-]", "", wanted)
    if not digits:
        return ""
    weighted = (int(digit) * (1 if n % 2 == 0 else 3) for n, digit in enumerate(digits))
    if re.fullmatch(r"97[89]\d{10}", digits) and sum(weighted) % 10 == 0:
        return digits
    hint = "an ISBN has thirteen digits and begins with 978 or 979; leave it out if there is none"
    toml.fault("bad-setting", f"`{wanted}` is not an ISBN: its digits do not add up", hint, key)
    return ""


def place_of(root: Path, key: str) -> Place:
    """Where a setting (`title`, `site.sample`) stands in the book.toml of the book in `root`."""
    toml = _Toml(root / BOOK_TOML)
    toml.read()
    return Place(toml.path, toml.line_of(key))


def file_name(settings: Settings, edition: Edition) -> str:
    """What a finished edition is called in `build/`."""
    name = slug(settings.title)
    match edition:
        case EpubEdition():
            return f"{name}.epub" if edition.name == "epub" else f"{name}-{edition.name}.epub"
        case PrintEdition():
            return f"{name}-{edition.name}.pdf"
        case _:
            assert_never(edition)


def slug(title: str) -> str:
    """A title as a file name: small ASCII letters, digits, hyphens; `book` if none is left."""
    ascii_ = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.replace("'", "").casefold()).strip("-") or "book"
