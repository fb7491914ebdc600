"""book.toml → `Settings`: each table read by its own rules, all faults told together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from anthology.errors import did_you_mean
from anthology.model import Poems
from anthology.project import catalogue
from anthology.project.editions import editions
from anthology.project.settings import (
    CommentsPlace,
    Evaluation,
    Settings,
    Site,
    StraightQuotes,
)
from anthology.project.toml import Toml, tables, words

# The nine claims there are (EPUB Accessibility 1.1, 2.4.2), to the letter.
CONFORMS_TO = tuple(
    f"EPUB Accessibility 1.1 - WCAG 2.{version} Level {level}"
    for version in (2, 1, 0)
    for level in ("AA", "A", "AAA")
)
_TOP: Mapping[str, type] = {
    "title": str,
    "subtitle": str,
    "authors": list,
    "contributors": list,
    "language": str,
    "publisher": str,
    "place": str,
    "year": int,
    "date": date,
    "rights": str,
    "disclaimer": str,
    "description": str,
    "subjects": list,
    "bisac": list,
    "thema": list,
    "identifier": str,
    "cover": str,
    "cover_alt": str,
    "cover_has_words": bool,
    "colophon": bool,
    "series": dict,
    "comments": dict,
    "typography": dict,
    "accessibility": dict,
    "site": dict,
    "editions": dict,
}
_COMMENTS = {
    **{"heading": str, "place": str, "contributors": bool, "consent_not_needed": str},
    "own": list,
}
_TYPOGRAPHY = {"straight_quotes": str, "poems": str}
_ACCESSIBILITY = {"evaluated_by": str, "conforms_to": str, "report": str, "date": date}
_SITE = {"url": str, "sample": str, "title": str}
_ADDRESS = re.compile(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?")


def settings(table: Mapping[str, object], toml: Toml) -> Settings:
    """The settings, as far as they can be read; what cannot is a fault in `toml`."""
    top = toml.checked(table, _TOP)
    comments = toml.checked(tables(top.get("comments")), _COMMENTS, "comments.")
    typography = toml.checked(tables(top.get("typography")), _TYPOGRAPHY, "typography.")
    authors, authors_filed = catalogue.authors(top, toml)
    contributors, contributors_filed = catalogue.contributors(top, toml)
    _wanted(top, toml)
    return Settings(
        title=top.get("title", "").strip(),
        language=_language(top.get("language", "en"), toml),
        editions=editions(tables(top.get("editions")), toml),
        subtitle=top.get("subtitle", ""),
        authors=authors,
        contributors=contributors,
        sort_as=authors_filed | contributors_filed,
        series=catalogue.series(top, toml),
        publisher=top.get("publisher", ""),
        place=top.get("place", ""),
        year=_year(top, toml),
        day=top.get("date"),
        rights=top.get("rights", ""),
        disclaimer=top.get("disclaimer", ""),
        description=top.get("description", ""),
        subjects=words(top, "subjects"),
        bisac=catalogue.bisac(top, toml),
        thema=catalogue.thema(top, toml),
        identifier=top.get("identifier", ""),
        cover=top.get("cover", ""),
        cover_alt=top.get("cover_alt", ""),
        cover_has_words=_cover_has_words(top, toml),
        straight_quotes=_straight_quotes(typography, toml),
        poems=_poems(typography, toml),
        consent_not_needed=comments.get("consent_not_needed", ""),
        comments_heading=comments.get("heading", ""),
        comments_place=_comments_place(comments, toml),
        comments_own=words(comments, "own"),
        contributors_page=comments.get("contributors"),
        colophon=top.get("colophon", True),
        evaluation=_evaluation(tables(top.get("accessibility")), toml),
        site=_site(tables(top.get("site")), toml),
    )


def _wanted(top: Mapping[str, Any], toml: Toml) -> None:
    """What no book can be without, and what hardly any is. A file that has worse faults is not
    told of these too: a misspelt `title` would be told twice."""
    if toml.problems:
        return
    if not top.get("title", "").strip():
        toml.fault("missing-setting", "the book has no title", 'write a line `title = "…"`')
    elif not top.get("authors"):
        toml.warn("no-author", "no author is named", 'write a line `authors = ["…"]`')


def _language(tag: str, toml: Toml) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        return tag
    hint = 'write a language tag: `language = "en"`, `"en-GB"`, `"de"`'
    toml.bad("language", f"`{tag}` is not a language", hint)
    return "en"


def _year(top: Mapping[str, Any], toml: Toml) -> int | None:
    """The year, or that of the date."""
    year: int | None = top.get("year")
    day: date | None = top.get("date")
    if year and day and day.year != year:
        toml.bad("date", f"the date is not in {year}, the year of the book", "change one of them")
    return year if year is not None else day.year if day else None


def _cover_has_words(top: Mapping[str, Any], toml: Toml) -> bool:
    has_words = bool(top.get("cover_has_words"))
    if has_words and not top.get("cover"):
        hint = 'name the picture: `cover = "images/cover.jpg"`'
        toml.bad("cover_has_words", "there is no cover that could have words", hint)
    return has_words


def _straight_quotes(typography: Mapping[str, Any], toml: Toml) -> StraightQuotes:
    wanted = typography.get("straight_quotes", StraightQuotes.KEEP.value)
    choices = {choice.value: choice for choice in StraightQuotes}
    key = "typography.straight_quotes"
    return toml.choice(key, wanted, choices) or StraightQuotes.KEEP


def _poems(typography: Mapping[str, Any], toml: Toml) -> Poems:
    wanted = typography.get("poems", Poems.LEFT.value)
    choices = {choice.value: choice for choice in Poems}
    return toml.choice("typography.poems", wanted, choices) or Poems.LEFT


def _comments_place(comments: Mapping[str, Any], toml: Toml) -> CommentsPlace:
    wanted = comments.get("place", CommentsPlace.AFTER_EACH_ESSAY.value)
    choices = {choice.value: choice for choice in CommentsPlace}
    return toml.choice("comments.place", wanted, choices) or CommentsPlace.AFTER_EACH_ESSAY


def _evaluation(table: Mapping[str, object], toml: Toml) -> Evaluation | None:
    """Who evaluated the book, against what; one of the two without the other is a fault."""
    said = toml.checked(table, _ACCESSIBILITY, "accessibility.")
    who, standard = said.get("evaluated_by", "").strip(), said.get("conforms_to", "")
    report = said.get("report", "")
    if report and not _ADDRESS.fullmatch(report):
        hint = 'write it in full: `report = "https://example.org/report"`'
        toml.bad("accessibility.report", f"`{report}` is not the address of a page", hint)
        report = ""
    if standard and standard not in CONFORMS_TO:
        hint = did_you_mean(standard, CONFORMS_TO)
        toml.bad("accessibility.conforms_to", f"`{standard}` is no claim stores know", hint)
    elif standard and who:
        return Evaluation(who, standard, said.get("date"), report)
    elif standard:
        message = "the book is said to conform, and nobody is named who evaluated it"
        hint = 'name the person or the firm: `evaluated_by = "…"`; or take the line out'
        toml.bad("accessibility.conforms_to", message, hint)
    elif said:
        hint = f'write what was found: `conforms_to = "{CONFORMS_TO[0]}"`'
        toml.bad("accessibility", "an evaluation is named, but not what it found", hint)
    return None


def _site(table: Mapping[str, object], toml: Toml) -> Site:
    said = toml.checked(table, _SITE, "site.")
    url = said.get("url", "").strip()
    if url and not _ADDRESS.fullmatch(url):
        hint = 'write it in full: `url = "https://example.org/my-book/"`'
        toml.bad("site.url", f"`{url}` is not the address of a page", hint)
        url = ""
    return Site(f"{url.rstrip('/')}/" if url else "", said.get("sample", ""), said.get("title", ""))
