"""Pages to the printer's PDF, and the cover.

`book` is the recipe, to be read first; only `layout` knows WeasyPrint.
"""
