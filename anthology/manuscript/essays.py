"""One essay file ⇄ one `Essay`: a header between `---` lines, then the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from anthology import markup
from anthology.errors import Place, Problem, did_you_mean
from anthology.manuscript import header
from anthology.model import Essay, Kind, Poems

KEYS = ("Title", "Subtitle", "Date", "Kind", "Language", "Poems", "Source")
UNTITLED = (Kind.DEDICATION, Kind.EPIGRAPH, Kind.COLOPHON)

# File names that say what a text is, so that its header need not.
_KNOWN_NAMES = {
    "a-note-on-the-comments": Kind.NOTE_ON_COMMENTS,
    "note-on-the-comments": Kind.NOTE_ON_COMMENTS,
    "about-the-author": Kind.ABOUT_THE_AUTHOR,
    "acknowledgements": Kind.ACKNOWLEDGMENTS,
    **{kind.value: kind for kind in Kind if " " not in kind.value},
}


def read(text: str, path: Path) -> tuple[Essay, list[Problem]]:
    """Read an essay as far as it goes, and everything that is wrong with its header."""
    lines, body, first_line = header.split(text)
    read = header.read(lines, path, 2, KEYS)
    essay = replace(_essay(read, path), blocks=markup.parse(body, path, first_line))
    return essay, [*read.problems, *_missing(essay, text)]


def head(text: str, path: Path) -> Essay:
    """An essay as its header tells it, without its text."""
    lines, _, _ = header.split(text)
    return _essay(header.read(lines, path, 2, KEYS), path)


def _essay(head: header.Header, path: Path) -> Essay:
    return Essay(
        name=path.stem,
        title=head.get("Title"),
        blocks=(),
        subtitle=head.get("Subtitle"),
        day=head.day("Date"),
        source=head.get("Source"),
        language=head.language(),
        kind=_kind(head, path.stem),
        poems=_poems(head),
        place=Place(path),
    )


def _kind(head: header.Header, name: str) -> Kind:
    wanted = head.get("Kind")
    if not wanted:
        return _KNOWN_NAMES.get(name, Kind.ESSAY)
    values = [kind.value for kind in Kind]
    if wanted.casefold() in values:
        return Kind(wanted.casefold())
    head.fault("bad-kind", f"Kind cannot be `{wanted}`", "Kind", did_you_mean(wanted, values))
    return Kind.ESSAY


def _poems(head: header.Header) -> Poems | None:
    wanted = head.get("Poems")
    values = [poems.value for poems in Poems]
    if wanted.casefold() in values:
        return Poems(wanted.casefold())
    if wanted:
        hint = did_you_mean(wanted, values)
        head.fault("bad-poems", f"Poems cannot be `{wanted}`", "Poems", hint)
    return None


def _missing(essay: Essay, text: str) -> list[Problem]:
    place = essay.place
    if not essay.blocks:
        what = "the essay has a header and no text" if text.strip() else "the file is empty"
        hint = "write the text, or move the name under `# Left out` in contents.txt"
        return [Problem("empty-essay", what, place, hint)]
    if not essay.title and essay.kind not in UNTITLED:
        hint = f"begin the file with three lines: `{header.FENCE}`, `Title: …`, `{header.FENCE}`"
        return [Problem("missing-title", "the essay has no title", Place(place.path, 1), hint)]
    return []


def write(essay: Essay) -> str:
    """The file of an essay, comments apart."""
    values = {
        "Title": essay.title,
        "Subtitle": essay.subtitle,
        "Date": essay.day.isoformat() if essay.day else "",
        "Kind": "" if essay.kind is Kind.ESSAY else essay.kind.value,
        "Language": essay.language,
        "Poems": essay.poems.value if essay.poems else "",
        "Source": essay.source,
    }
    return f"{header.FENCE}\n{header.write(values)}{header.FENCE}\n\n{markup.write(essay.blocks)}"
