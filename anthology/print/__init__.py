"""Pages to the printer's PDF, and the cover.

`book` is the recipe, to be read first; only `layout` knows WeasyPrint.
"""

from anthology.print.book import PrintedBook, write_pdf
from anthology.print.layout import draw

__all__ = ["PrintedBook", "draw", "write_pdf"]
