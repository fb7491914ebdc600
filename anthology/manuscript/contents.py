"""contents.txt: the order of the book, a plain list of essay names.

`# Before`, `# After` and `# Left out` are sections of their own, `# New, not yet placed` is
where `gather` puts newcomers, and any other `# line` is the title of a part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from anthology.errors import Place

BEFORE = "Before"
AFTER = "After"
LEFT_OUT = "Left out"
NEW = "New, not yet placed"
_OWN = {title.casefold(): title for title in (BEFORE, AFTER, LEFT_OUT, NEW)}


@dataclass(frozen=True, slots=True)
class Listed:
    """An essay's name where it stands in the list."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """Names under one heading; the title is empty for names above the first."""

    title: str
    names: tuple[Listed, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether its essays are the body of the book."""
        return self.title.casefold() not in _OWN

    def is_(self, title: str) -> bool:
        """Whether it is the section of that title, however it is capitalised."""
        return self.title.casefold() == title.casefold()


def read(text: str, path: Path) -> tuple[Section, ...]:
    """The sections of a contents.txt; any text is one."""
    sections: list[tuple[str, list[Listed]]] = [("", [])]
    for number, line in enumerate(text.split("\n"), 1):
        said = line.strip()
        if said.startswith("#"):
            title = said.lstrip("#").strip()
            sections.append((_OWN.get(title.casefold(), title), []))
        elif said:
            name = said.removesuffix(".md").removesuffix(".txt")
            sections[-1][1].append(Listed(name, Place(path, number)))
    return tuple(Section(title, tuple(names)) for title, names in sections if title or names)


def write(sections: Iterable[tuple[str, Iterable[str]]]) -> str:
    """A contents.txt of titles and names."""
    written = []
    for title, names in sections:
        heading = [f"# {title}"] if title else []
        written.append("\n".join([*heading, *names]))
    return "\n\n".join(written) + "\n"


def with_names(text: str, title: str, names: Iterable[str]) -> str:
    """The list as it is, with names added at the end of the section of that title."""
    names = list(names)
    if not names:
        return text
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    headings = [n for n, line in enumerate(lines) if line.strip().startswith("#")]
    same = [n for n in headings if lines[n].lstrip("# ").strip().casefold() == title.casefold()]
    if not same:
        return "\n".join([*lines, *([""] if lines else []), f"# {title}", *names]) + "\n"
    end = next((n for n in headings if n > same[0]), len(lines))
    while end > same[0] + 1 and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], *names, *lines[end:]]) + "\n"
