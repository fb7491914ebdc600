"""A finished PDF, opened by libraries that did not write it: its pages, and its objects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology.errors import BuildError, Place

if TYPE_CHECKING:
    from pikepdf import Pdf


@contextmanager
def pages(path: Path) -> Iterator[Any]:
    """A document of PDFium's. Raises BuildError where the file is no PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise _none(path) from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def objects(path: Path) -> Iterator[Pdf]:
    """The objects of the file. Raises BuildError where it is no PDF."""
    import pikepdf

    try:
        pdf = pikepdf.open(path)
    except (OSError, pikepdf.PdfError) as error:
        raise _none(path) from error
    with pdf:
        yield pdf


def _none(path: Path) -> BuildError:
    return BuildError("this is not a PDF", Place(path))
