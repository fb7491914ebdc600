"""How a book is closed: with how many blank pages at its end.

One or two always, for a leaf has two sides and printers put their barcode on the last. A book
with fewer pages than its printer binds is given more of them, as far as that printer takes blank
pages; where it does not, and where a book is too thick, the author is told. Nothing is made of
what is only recalled or advised, nor where no printer is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.errors import Problem, Severity
from anthology.printers import ANY, Printer, printers
from anthology.project import PrintEdition


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a book of `pages`, of which the last `blanks` are blank. `reason` says why there
    are more of them than any book has; `problems` warn of a book its printer does not bind."""

    pages: int
    blanks: int
    reason: str = ""
    problems: tuple[Problem, ...] = ()


def close(said: int, edition: PrintEdition) -> Closing:
    """The end of an edition of which the page `said` is the last that says anything."""
    pages = _even(said + 1)
    printer = printers()[edition.printer]
    limits = printer.limits(edition.paper)
    if printer.key == ANY or limits is None:
        return Closing(pages, pages - said)
    least, most = limits
    if pages < least:
        return _filled(said, least, printer, edition)
    if most and pages > most:
        message = f"`{edition.name}` has {pages} pages; {printer.name} binds no more than {most}"
        hint = "take a larger page, leave something out, or make it two volumes"
        return Closing(pages, pages - said, problems=(_warning("too-many-pages", message, hint),))
    return Closing(pages, pages - said)


def _filled(said: int, least: int, printer: Printer, edition: PrintEdition) -> Closing:
    """As many blank pages as it takes to be bound, or none beside the usual."""
    taken = printer.asks("blanks_at_end")
    wanted = _even(least) - said
    no_fewer = f"{printer.name} binds no fewer than {least}"
    if taken is None or not taken.binds or wanted <= taken.value:
        return Closing(said + wanted, wanted, no_fewer)
    pages = _even(said + 1)
    message = f"`{edition.name}` has {pages} pages; {no_fewer}"
    more = wanted - taken.value
    hint = (
        f"it takes {taken.value} blank pages at the end and no more, so {more} more have to say "
        "something: another essay, a foreword, a page about the author"
    )
    return Closing(pages, pages - said, problems=(_warning("too-few-pages", message, hint),))


def _even(pages: int) -> int:
    return pages + pages % 2


def _warning(code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, hint=hint, severity=Severity.WARNING)
