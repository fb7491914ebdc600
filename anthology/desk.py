"""What gathering puts on the author's desk, and what it leaves alone.

An essay is known by its source. One that is new is written; one that came in before is written
again only where the source has changed and the author has not; where both have, hers stays and
she is told. What was last written is kept under `.anthology/`, to tell the two apart. Nothing
she moved, edited or answered is ever touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anthology import manuscript
from anthology.errors import GatherError, Place
from anthology.gather.gathered import Gathered, GatheredEssay, Picture
from anthology.gather.review import Row, from_json, to_json
from anthology.manuscript.files import read_text, write_text
from anthology.project import Project


@dataclass(frozen=True, slots=True)
class Put:
    """What happened: essays by name, and the comments that came with the new ones."""

    new: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    comments: int
    questions: int


@dataclass(frozen=True, slots=True)
class _Desk:
    """The folders of a book that gathering writes to."""

    manuscript: Path
    memory: Path

    @property
    def review(self) -> Path:
        return self.memory / "review.json"

    def base(self, file: Path) -> Path:
        """Where the last gathered text of a manuscript file is kept."""
        return self.memory / "base" / file.relative_to(self.manuscript)


def _desk(project: Project) -> _Desk:
    return _Desk(project.manuscript, project.root / ".anthology")


def put(project: Project, gathered: Gathered) -> Put:
    """Write what was gathered into the manuscript, and say what was done."""
    desk = _desk(project)
    known = manuscript.sources(desk.manuscript)
    taken = set(manuscript.Folder(desk.manuscript).names("essays"))
    arrivals = list(_named(gathered, known, taken))
    fates = {arrival.essay.name: _fate(arrival, known, desk) for arrival in arrivals}
    for arrival in arrivals:
        if fates[arrival.essay.name] in ("new", "updated"):
            _write(arrival, desk)
    new = [arrival for arrival in arrivals if fates[arrival.essay.name] == "new"]
    manuscript.place(
        desk.manuscript,
        [arrival.essay.name for arrival in new if not arrival.held],
        [arrival.essay.name for arrival in new if arrival.held],
    )
    _remember(desk, gathered.rows, [a for a in arrivals if fates[a.essay.name] != "kept"])
    return Put(
        new=_with_fate(fates, "new"),
        updated=_with_fate(fates, "updated"),
        unchanged=_with_fate(fates, "unchanged"),
        kept=_with_fate(fates, "kept"),
        comments=sum(len(arrival.essay.comments) for arrival in new),
        questions=sum(len(arrival.questions) for arrival in new),
    )


def _with_fate(fates: dict[str, str], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, fate in fates.items() if fate == wanted)


def _named(
    gathered: Gathered, known: Mapping[str, str], taken: set[str]
) -> Iterator[GatheredEssay]:
    """Each arrival under the name it has had, or under one that is free."""
    for arrival in (*gathered.essays, *gathered.held):
        wanted = arrival.essay.name
        name = known.get(arrival.essay.source) or _free(wanted, taken)
        taken.add(name)
        rows = tuple(replace(row, essay=name if row.essay else "") for row in arrival.rows)
        yield replace(arrival, essay=replace(arrival.essay, name=name), rows=rows)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _fate(arrival: GatheredEssay, known: Mapping[str, str], desk: _Desk) -> str:
    """`new`, `updated`, `unchanged`, or `kept` where the author's text stands against the
    source's."""
    if arrival.essay.source not in known:
        return "new"
    files = manuscript.files_of(desk.manuscript, arrival.essay)
    changed = [file for file, text in files.items() if _base(desk, file) != text]
    if not changed:
        return "unchanged"
    edited = [f for f in changed if not f.is_file() or read_text(f) != _base(desk, f)]
    return "kept" if edited else "updated"


def _base(desk: _Desk, file: Path) -> str | None:
    base = desk.base(file)
    return read_text(base) if base.is_file() else None


def _write(arrival: GatheredEssay, desk: _Desk) -> None:
    for picture in arrival.pictures:
        _copy(picture, desk)
    for file, text in manuscript.files_of(desk.manuscript, arrival.essay).items():
        write_text(file, text)
        write_text(desk.base(file), text)


def _copy(picture: Picture, desk: _Desk) -> None:
    target = desk.manuscript / picture.source
    if target.is_file():
        if target.read_bytes() != picture.file.read_bytes():
            raise GatherError(
                f"another picture of this name is in the manuscript, and `{picture.file}` differs",
                Place(target),
                "rename one of the two, and gather again",
            )
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(picture.file, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _remember(desk: _Desk, common: Sequence[Row], arrivals: Iterable[GatheredEssay]) -> None:
    """Keep the review rows: those of these arrivals anew, those of other essays as they were."""
    arrivals = list(arrivals)
    names = {arrival.essay.name for arrival in arrivals}
    stays = [row for row in rows(desk.review) if row.essay and row.essay not in names]
    anew = [row for arrival in arrivals for row in arrival.rows]
    write_text(desk.review, to_json([*common, *stays, *anew]))


def rows(review: Path) -> tuple[Row, ...]:
    """The review rows in a file; none where there is no file."""
    return from_json(read_text(review)) if review.is_file() else ()


def review(project: Project) -> list[tuple[Row, Place | None]]:
    """What gathering decided, each with the place where its words stand today."""
    desk = _desk(project)
    on_disk = manuscript.Folder(desk.manuscript).names("essays")
    return [
        (row, manuscript.find_words(desk.manuscript, row.essay, row.text) if row.essay else None)
        for row in rows(desk.review)
        if not row.essay or row.essay in on_disk
    ]
