"""What a printer asks of an interior, measured on the finished file: a row for each rule.

The figures are in printers.toml, each with its source, the day it was read and how sure it is.
By what is no more than recalled or disputed no file passes or fails; what only a printer's
template knows is said to be so. A proof is not for a printer, and is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anthology.check import inked, press_boxes, press_rules
from anthology.check.inked import PRECISION, Sheet
from anthology.check.press_file import PressFile, opened
from anthology.check.press_rules import Rule as PressRule
from anthology.check.stores import Row, Rule, Verdict
from anthology.errors import AnthologyError, did_you_mean
from anthology.printers import ANY, TOLERANCE, Figure, Printer, Sure, printers
from anthology.project import MM_PER_INCH, PrintEdition

MEGABYTE = 1e6
# What each word of a printer's “leave out” is measured by.
BARE: dict[str, tuple[PressRule, ...]] = {
    "annotations": (press_rules.bare_pages,),
    "outline": (press_rules.bare_catalog,),
    "metadata": (press_rules.bare_information,),
    "marks": (press_boxes.trimmed,),
    "invisible text": (press_rules.visible_text, press_rules.no_layers),
    "encryption": (press_rules.encryption,),
}


@dataclass(frozen=True, slots=True)
class _Case:
    """An interior before a printer."""

    printer: Printer
    edition: PrintEdition
    file: PressFile
    sheets: tuple[Sheet, ...]

    def row(
        self, rule: str, figure: Figure, required: str, measured: str, holds: bool | None
    ) -> Row:
        """A rule with its verdict; `holds` is None where the file cannot tell."""
        told = Rule(rule, figure.weight, figure.sure.value, figure.source, figure.read)
        verdict = Verdict.PASS
        if figure.sure is Sure.TEMPLATE:
            verdict = Verdict.TEMPLATE
        elif not figure.sure.can_judge or holds is None:
            verdict = Verdict.NOT_VERIFIED
        elif not holds:
            verdict = Verdict.FAIL if figure.binds else Verdict.ADVICE
        return Row(self.file.path, self.printer.name, told, required, measured, verdict)


def measure(path: Path, edition: PrintEdition, key: str) -> tuple[Row, ...]:
    """What a printer would say of the interior of an edition.

    Raises AnthologyError where there are no figures of that printer, BuildError where `path` is
    no PDF or is a proof.
    """
    known = printers()
    if key not in known:
        hint = did_you_mean(key, known)
        raise AnthologyError(f"there are no figures of a printer called `{key}`", hint=hint)
    measured = inked.sheets(path)
    with opened(path) as file:
        case = _Case(known[key], edition, file, measured)
        return tuple(row for rule in RULES for row in rule(case))


def pages(case: _Case) -> Iterator[Row]:
    """How many pages it binds, on the edition's paper."""
    count, paper = len(case.sheets), case.edition.paper
    figure = case.printer.on_paper("pages", paper)
    if not figure:
        return
    least, most = figure.value
    required = f"{least} to {most}" if most else f"{least} or more"
    holds = least <= count and (count <= most or not most)
    on = "" if case.printer.asks(f"pages.{ANY}") else f" on {paper} paper"
    yield case.row(f"number of pages{on}", figure, required, str(count), holds)


def even(case: _Case) -> Iterator[Row]:
    """A leaf has two pages."""
    if figure := case.printer.asks("even"):
        count = len(case.sheets)
        yield case.row("pages in pairs", figure, "an even number", str(count), count % 2 == 0)


def divisible(case: _Case) -> Iterator[Row]:
    """A sheet has more; what is missing the printer adds itself, and is paid for it."""
    width = case.edition.trim.width / MM_PER_INCH
    if figure := case.printer.divisible_by(width):
        count = len(case.sheets)
        measured = f"{count}, and the printer adds {-count % figure.value or 'none'}"
        required = f"any number; it binds by {figure.value}"
        yield case.row("pages to a sheet", figure, required, measured, holds=True)


def last_page(case: _Case) -> Iterator[Row]:
    """The printer sets a barcode on it."""
    if figure := case.printer.asks("last_page_blank"):
        is_blank = not case.sheets[-1].margins
        measured = "blank" if is_blank else "something stands on it"
        yield case.row("the last page", figure, "blank", measured, is_blank)


def size(case: _Case) -> Iterator[Row]:
    """Whether it cuts to this size, and every sheet has it."""
    sizes = {(round(sheet.width, 3), round(sheet.height, 3)) for sheet in case.sheets}
    measured = " and ".join(f"{width:g} × {height:g} in" for width, height in sorted(sizes))
    trim = case.edition.trim
    wanted = trim.width / MM_PER_INCH, trim.height / MM_PER_INCH
    is_trim = all(
        abs(width - wanted[0]) <= TOLERANCE and abs(height - wanted[1]) <= TOLERANCE
        for width, height in sizes
    )
    if figure := case.printer.takes(*wanted):
        required = "a size it cuts, on every page"
        yield case.row("trim size", figure, required, measured, is_trim and figure.value)


def margins(case: _Case) -> Iterator[Row]:
    """White on the outer sides."""
    least = inked.least_margin(case.sheets, (1, 2, 3))
    if (figure := case.printer.asks("margin")) and least:
        required = f"at least {figure.value:g} in"
        yield _margin(case, "outer margins", figure, required, least)


def gutter(case: _Case) -> Iterator[Row]:
    """White on the inner side, by the number of pages."""
    least = inked.least_margin(case.sheets, (0,))
    if (figure := case.printer.gutter(len(case.sheets))) and least:
        required = f"at least {figure.value:g} in for {len(case.sheets)} pages"
        yield _margin(case, "inner margin", figure, required, least)


def _margin(case: _Case, rule: str, figure: Figure, required: str, least: tuple[float, int]) -> Row:
    width, sheet = least
    holds = width + PRECISION >= figure.value
    return case.row(rule, figure, required, f"{width:.2f} in, on page {sheet}", holds)


def one_ink(case: _Case) -> Iterator[Row]:
    """Black alone, by what is drawn and by what is seen."""
    if figure := case.printer.asks("one_ink"):
        breach = _breach(case, press_rules.gray_drawing, press_rules.gray_pictures)
        seen = sum(sheet.is_gray for sheet in case.sheets)
        measured = breach or f"gray on {seen} of {len(case.sheets)} pages"
        holds = not breach and seen == len(case.sheets)
        yield case.row("ink", figure, "black alone", measured, holds)


def no_profiles(case: _Case) -> Iterator[Row]:
    """Colour profiles make black text print light."""
    if figure := case.printer.asks("no_profiles"):
        breach = _breach(case, press_rules.no_profiles)
        yield case.row("colour profiles", figure, "none", breach or "none", not breach)


def bare(case: _Case) -> Iterator[Row]:
    """What is to be left out."""
    if figure := case.printer.asks("bare"):
        for what in figure.value:
            breach = _breach(case, *BARE[what])
            yield case.row(what, figure, "none", breach or "none", not breach)


def opaque(case: _Case) -> Iterator[Row]:
    """Transparency is to be flattened."""
    if figure := case.printer.asks("opaque"):
        rules = (press_rules.opaque_states, press_rules.opaque_pictures, press_rules.no_groups)
        breach = _breach(case, *rules)
        yield case.row("transparency", figure, "none", breach or "none", not breach)


def embedded(case: _Case) -> Iterator[Row]:
    """Every font is in the file."""
    if figure := case.printer.asks("embedded"):
        breach = _breach(case, press_rules.embedded)
        measured = breach or f"all {len(case.file.fonts)}, as subsets"
        yield case.row("embedded fonts", figure, "all", measured, not breach)


def least_type(case: _Case) -> Iterator[Row]:
    """Type that can be read."""
    sizes = [(sheet.least_type, sheet.number) for sheet in case.sheets if sheet.least_type]
    if (figure := case.printer.asks("least_type")) and sizes:
        least, sheet = min(sizes)
        required, measured = f"at least {figure.value} pt", f"{least:g} pt, on page {sheet}"
        yield case.row("smallest type", figure, required, measured, least >= figure.value)


def fineness(case: _Case) -> Iterator[Row]:
    """Pictures that do not look coarse."""
    if not (figure := case.printer.asks("ppi")):
        return
    required, rule = f"at least {figure.value} pixels an inch", "coarsest picture"
    shown = [(sheet.ppi, sheet.number) for sheet in case.sheets if sheet.ppi]
    if shown:
        least, sheet = min(shown)
        measured, holds = f"{least:.0f}, on page {sheet}", round(least) >= figure.value
        yield case.row(rule, figure, required, measured, holds)
    else:
        yield case.row(rule, figure, required, "there is no picture", holds=True)


def blanks(case: _Case) -> Iterator[Row]:
    """Not too many blank pages in a row; at the end more of them are taken."""
    within, at_end = case.printer.asks("blanks"), case.printer.asks("blanks_at_end")
    if within:
        found = inked.most_blanks(case.sheets)
        required = f"at most {within.value}"
        yield case.row("blank pages in a row", within, required, str(found), found <= within.value)
    if at_end:
        found, most = inked.blanks_at_end(case.sheets), at_end.value
        required = f"at most {most}{f', {at_end.note}' if at_end.weight == 'should' else ''}"
        yield case.row("blank pages at the end", at_end, required, str(found), found <= most)


def file_size(case: _Case) -> Iterator[Row]:
    """A file the printer's site takes."""
    if figure := case.printer.asks("megabytes"):
        size = case.file.path.stat().st_size / MEGABYTE
        required = f"at most {figure.value} MB"
        yield case.row("size of the file", figure, required, f"{size:.1f} MB", size <= figure.value)


def standard(case: _Case) -> Iterator[Row]:
    """A label it asks for; whether it takes another one, or none, no page says."""
    if figure := case.printer.asks("standards"):
        label = str(case.file.info.get("/GTS_PDFXVersion", ""))
        holds = True if label in figure.value else None
        measured = label or "a plain PDF 1.4, which claims none"
        yield case.row("standard", figure, " or ".join(figure.value), measured, holds)


def spine(case: _Case) -> Iterator[Row]:
    """The cover's business; told here where the printer publishes no width."""
    figure = case.printer.spine(len(case.sheets), case.edition.paper)
    if figure and figure.value is None:
        given = case.edition.spine
        measured = f"{given:g} mm, as book.toml says" if given else "not known"
        yield case.row("width of the spine", figure, "its template’s", measured, None)


def _breach(case: _Case, *rules: PressRule) -> str:
    """How a file breaks a rule of preflight, in short; empty where it keeps them all."""
    found = [breach for rule in rules for breach in rule(case.file)]
    if not found:
        return ""
    where = f", on page {found[0].sheet}" if found[0].sheet else ""
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{found[0].what}{where}{more}"


RULES: Sequence[Callable[[Any], Iterator[Row]]] = (
    size,
    pages,
    even,
    divisible,
    last_page,
    margins,
    gutter,
    one_ink,
    no_profiles,
    bare,
    opaque,
    embedded,
    least_type,
    fineness,
    blanks,
    file_size,
    standard,
    spine,
)
