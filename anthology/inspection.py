"""What a store, a printer or EPUBCheck says of the files that are built.

A build measures its own promises; this is asked for by name, with `anthology check`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from anthology import project
from anthology.build import Reading
from anthology.check import stores
from anthology.errors import BuildError, Place, Problem, Severity
from anthology.printers import ANY
from anthology.project import PrintEdition


def epubs(reading: Reading) -> list[Path]:
    """The EPUBs that are built. Raises BuildError where there is none."""
    found = sorted(reading.project.build.glob("*.epub"))
    if not found:
        place = Place(reading.project.build)
        raise BuildError("there is no EPUB yet", place, "make it with `anthology build`")
    return found


def epubcheck(epubs: Sequence[Path]) -> list[Problem]:
    """What EPUBCheck says of finished EPUBs."""
    from anthology.check import epubcheck

    return [problem for epub in epubs for problem in epubcheck.check(epub)]


def for_store(epubs: Sequence[Path], store: str) -> list[stores.Row]:
    """What a store (or `all` of them) asks of finished EPUBs, measured."""
    return [row for epub in epubs for row in stores.measure(epub, store)]


def interiors(reading: Reading) -> list[tuple[PrintEdition, Path]]:
    """The press PDFs that are built, with their editions. Raises BuildError where one is not."""
    found = []
    for edition in reading.project.settings.editions:
        if isinstance(edition, PrintEdition):
            path = reading.project.build / project.file_name(reading.project.settings, edition)
            if not path.is_file():
                hint = "make it with `anthology build`"
                raise BuildError("there is no such PDF yet", Place(path), hint)
            found.append((edition, path))
    return found


def for_printer(interiors: Sequence[tuple[PrintEdition, Path]], name: str) -> list[stores.Row]:
    """What a printer asks of finished interiors, measured: of those that name it; where none does,
    of those for any printer; else of all of them."""
    from anthology.check import printer

    named = _naming(interiors, name)
    for_any = interiors if name == ANY else _naming(interiors, ANY)
    meant = named or for_any or interiors
    return [row for edition, path in meant for row in printer.measure(path, edition, name)]


def named_by_none(interiors: Sequence[tuple[PrintEdition, Path]], name: str) -> list[Problem]:
    """A warning where no edition is made for this printer."""
    if name == ANY or _naming(interiors, name):
        return []
    message = f"no edition names this printer, and none was made for it: `{name}`"
    hint = (
        f'write `printer = "{name}"` under one of your print editions in book.toml and build again:'
        " its inner margin, its number of pages and its cover will be as that printer asks"
    )
    return [Problem("printer-unnamed", message, None, hint, Severity.WARNING)]


def _naming(
    interiors: Sequence[tuple[PrintEdition, Path]], name: str
) -> Sequence[tuple[PrintEdition, Path]]:
    return [one for one in interiors if one[0].printer == name]


def refused(rows: Sequence[stores.Row]) -> list[Problem]:
    """A fault for each of these rules that a store insists on and that a file breaks."""
    return list(stores.problems(rows))
