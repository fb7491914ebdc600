"""How a document kept as a web page looks: its classes stand for styles, and say what a style says.

Only what a book keeps is read: what a paragraph is, how far it is set in, how much white there is
around it, where a page begins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from anthology.gather.documents.document import Para, Role, number
from anthology.gather.html import style as html_style
from anthology.gather.html import tokens
from anthology.gather.html.tokens import Kind

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CLASS = re.compile(r"(?:^|[a-z0-9])\.([\w-]+)$", re.IGNORECASE)
ROLES = {
    "title": Role.TITLE,
    "subtitle": Role.SUBTITLE,
    "msotitle": Role.TITLE,
    "msosubtitle": Role.SUBTITLE,
    "msoquote": Role.QUOTATION,
    "msointensequote": Role.QUOTATION,
    "msocaption": Role.CAPTION,
}
HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True, slots=True)
class Looks:
    """The declarations of each class in the style sheets of a page."""

    classes: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, source: str) -> Looks:
        """Those of a page."""
        found: dict[str, dict[str, str]] = {}
        sheets = [token.source for token in tokens.tokens(source) if token.kind is Kind.RAW]
        for names, rules in RULE.findall("\n".join(sheets)):
            for name in names.split(","):
                if called := CLASS.search(name.strip()):
                    said = html_style.style({"style": rules})
                    found.setdefault(called[1].lower(), {}).update(said)
        return cls(found)

    def style(self, given: Mapping[str, str]) -> dict[str, str]:
        """What the classes of a tag and the tag itself say; the tag has the last word."""
        said: dict[str, str] = {}
        for name in given.get("class", "").lower().split():
            said |= self.classes.get(name, {})
        return said | html_style.style(given)

    def para(self, tag: str, given: Mapping[str, str]) -> Para:
        """What a tag says of the paragraph it begins."""
        style = self.style(given)
        role, level = _role(tag, given)
        return Para(
            lines=(),
            role=role,
            level=level,
            margin=_points(style, "margin-left") + _points(style, "padding-left"),
            first=_points(style, "text-indent"),
            above=_points(style, "margin-top") + _points(style, "padding-top"),
            below=_points(style, "margin-bottom") + _points(style, "padding-bottom"),
            begins_page=begins_page(style),
        )


def begins_page(style: Mapping[str, str]) -> bool:
    """Whether a new page begins here by hand."""
    return "always" in (style.get("page-break-before"), style.get("break-before"))


def _role(tag: str, given: Mapping[str, str]) -> tuple[Role, int]:
    classes = given.get("class", "").lower().split()
    if named := next((ROLES[name] for name in classes if name in ROLES), None):
        return named, 0
    if heading := HEADING.fullmatch(tag):
        return Role.HEADING, int(heading[1])
    if given.get("role") == "heading":
        return Role.HEADING, number(given.get("aria-level", ""), 2)
    return Role.WORDS, 0


def _points(style: Mapping[str, str], name: str) -> float:
    return html_style.points(style.get(name, ""))
