"""What Movable Type and TypePad export: one text with every entry and its comments.

`CONVERT BREAKS` says whether a line end in the text was one on the blog. A text without a single
tag keeps its lines whatever is said there. Only entries that were published come in; the export
holds no comment that was not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from anthology.gather import album
from anthology.gather.contacts import Contact, contact
from anthology.gather.exports import mt_sections, posted
from anthology.gather.exports.mt_sections import Entry, Section
from anthology.gather.exports.posted import Post
from anthology.gather.exports.tags import BLOCK_TAG, from_markdown
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.html import tokens
from anthology.gather.names import slug
from anthology.gather.services.loose import Said, Thread
from anthology.gather.typed import reading

ORIGIN = "movabletype"
# The format fixes the order: month, day, year.
DATE = "%m/%d/%Y"
LINES_COUNT = frozenset(["1", "__default__", "", "convert_breaks"])
NOT_PRINTED = {
    "EXCERPT": ("excerpt", "the blog showed it in lists, in place of the essay"),
    "KEYWORDS": ("list of keywords", "they are for search engines"),
    "PING": ("ping", "another site’s notice, not a reader’s words"),
}


def recognises(file: SourceFile) -> bool:
    """A text that begins with the keys of an entry."""
    return posted.is_text(file) and mt_sections.is_export(reading.read(file).text)


def read(file: SourceFile) -> Parcel:
    """The entries that were published, with their comments."""
    source = reading.read(file)
    posts: list[Post] = []
    left_out: list[LeftOut] = []
    for entry in mt_sections.entries(source.text):
        status = entry.keys.get("STATUS", "Publish")
        if status.casefold() != "publish":
            title = tokens.line(entry.keys.get("TITLE", ""))
            left_out.append(LeftOut("draft", title, f"it was not published: `STATUS: {status}`"))
        else:
            posts.append(_post(entry))
    return posted.parcel(posts, album.beside(file), left_out, source)


def _post(entry: Entry) -> Post:
    keys = entry.keys
    body = entry.text("BODY", "EXTENDED BODY")
    return Post(
        source=_source(entry),
        title=tokens.line(keys.get("TITLE", "")),  # HTML, as the blog puts it into its pages
        day=_day(keys),
        html=_html(body, keys.get("CONVERT BREAKS", "").casefold()),
        is_classic=_keeps_lines(body, keys.get("CONVERT BREAKS", "").casefold()),
        links=(keys.get("UNIQUE URL") or f"/{_name(entry)}.html",),
        said=tuple(_said(section, entry) for section in _comments(entry)),
        left_out=tuple(_left_out(entry)),
        is_guess=True,
    )


def _name(entry: Entry) -> str:
    return entry.keys.get("BASENAME") or slug(entry.keys.get("TITLE", ""))


def _source(entry: Entry) -> str:
    return f"{ORIGIN} {_name(entry).replace(' ', '-')}"


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each comment."""
    for entry in mt_sections.entries(reading.read(file).text):
        page = Thread((), source=_source(entry))
        for section in _comments(entry):
            address = section.keys.get("EMAIL", "")
            yield from contact(ORIGIN, page, _said(section, entry), address)


def _keeps_lines(body: str, convert: str) -> bool:
    return convert in LINES_COUNT or not (convert.startswith("markdown") or BLOCK_TAG.search(body))


def _html(body: str, convert: str) -> str:
    return from_markdown(body) if convert.startswith("markdown") else body


def _comments(entry: Entry) -> Iterator[Section]:
    return (section for section in entry.sections if section.name == "COMMENT")


def _said(section: Section, entry: Entry) -> Said:
    """A comment; the format has no thread and no id, and its place is none: with one comment gone
    from the blog, the next would stand under its consent. Its line ends are the reader's. One that
    is signed as the entry is may be by the same hand: anybody could sign so."""
    name = section.keys.get("AUTHOR", "")
    return Said(
        id="",
        name=name,
        day=_day(section.keys),
        html=section.text,
        is_own=bool(name) and name.casefold() == entry.keys.get("AUTHOR", "").casefold(),
        is_classic=True,
    )


def _left_out(entry: Entry) -> Iterator[LeftOut]:
    for line in entry.strays:
        yield LeftOut("stray line", line, "it stands among the keys of an entry, and is none")
    for section in entry.sections:
        if section.name in NOT_PRINTED and section.text:
            kind, reason = NOT_PRINTED[section.name]
            yield LeftOut(kind, section.text, reason)


def _day(keys: Mapping[str, str]) -> date | None:
    try:
        return datetime.strptime(keys.get("DATE", "").split(" ")[0], DATE).date()
    except ValueError:
        return None


SOURCE = Source("Movable Type", recognises, read, contacts=contacts)
