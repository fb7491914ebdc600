"""The skeletons of pages under `templates/`, ready to be filled.

What is put in is escaped; only XHTML of our own goes in as it is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def template(kind: str) -> Template:
    """The skeleton of a page of that kind. A value it wants and does not get is an error."""
    return _templates().get_template(f"{kind}.xhtml")


def safe(written: str) -> object:
    """XHTML of ours, not to be escaped again."""
    from markupsafe import Markup

    return Markup(written)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("anthology"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: "" if value is None else value,
    )
