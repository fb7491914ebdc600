"""What gathering puts on the author's desk, and what it leaves alone.

An essay is known by its source. A new one is written; one that came in before is merged with
what the author made of it, line by line, and hers always stays. First everything is planned,
then carried out, so that a dry run shows it all and a fault on the way costs nothing. Nothing
she moved, edited, deleted or answered is undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from anthology import manuscript, twins
from anthology.desk import again, loose, own
from anthology.desk.memory import Memory, memory
from anthology.errors import GatherError, Place
from anthology.gather import joining
from anthology.gather.gathered import Gathered, GatheredEssay, LooseComments, Picture
from anthology.gather.review import Row, to_json
from anthology.manuscript.files import read_text, write_text
from anthology.model import Essay, Question
from anthology.project import Project
from anthology.whole import write_whole


@dataclass(slots=True)
class Plan:
    """What gathering will do: texts and pictures to write, names to list, and what to tell.

    Essays are named in `new`, `updated` (the source changed), `unchanged`, `kept` (nothing is
    known of what was gathered before, so hers stays whole) and `gone` (no longer at the source).
    `twins` pairs a newcomer with the essay it looks like; it is not placed. `loose` are comments
    whose essay is neither here nor on the desk.
    """

    memory: Memory
    texts: dict[Path, str] = field(default_factory=dict)
    bases: dict[Path, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    twins: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    loose: list[LooseComments] = field(default_factory=list)
    comments: int = 0
    questions: int = 0
    rows: tuple[Row, ...] = ()


def plan(project: Project, gathered: Gathered) -> Plan:
    """Decide what to do with what was gathered; nothing is written yet."""
    to_do = Plan(memory(project))
    settings = project.settings
    gathered = own.surely(gathered, (*settings.authors, *settings.comments_own))
    here = list(manuscript.essays_on_disk(project.manuscript))
    known = {essay.source: essay.name for essay in here if essay.source}
    arrivals = list(_named(gathered, known, manuscript.names(project.manuscript)))
    others = {essay.name: twins.runs(essay.blocks) for essay in here}
    origins = _origins(gathered)
    for arrival in arrivals:
        if arrival.essay.source in known:
            _again(arrival, origins, to_do)
        else:
            _newcomer(arrival, others, to_do)
    to_do.gone += _gone(arrivals, known)
    _join(gathered.loose, to_do)
    to_do.rows = _rows(to_do, (*gathered.rows, *joining.rows(to_do.loose)), arrivals)
    return to_do


def _join(threads: Iterable[LooseComments], to_do: Plan) -> None:
    """Comments that came without their essay, where it is on the desk."""
    joined = loose.join(threads, to_do.memory, to_do.texts, to_do.bases)
    to_do.texts, to_do.bases = joined.texts, joined.bases
    to_do.comments += joined.new
    to_do.questions += joined.questions
    to_do.withdrawn += joined.withdrawn
    to_do.loose += joined.loose


def _named(
    gathered: Gathered, known: Mapping[str, str], on_disk: Iterable[str]
) -> Iterator[GatheredEssay]:
    """Each arrival under the name it has had, or under one that is free."""
    taken = set(on_disk)
    for arrival in (*gathered.essays, *gathered.held):
        name = known.get(arrival.essay.source) or _free(arrival.essay.name, taken)
        taken.add(name)
        rows = tuple(replace(row, essay=name if row.essay else "") for row in arrival.rows)
        yield replace(arrival, essay=replace(arrival.essay, name=name), rows=rows)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _origins(gathered: Gathered) -> set[str]:
    """The kinds of source that this gathering has read comments, or essays, from."""
    essays = (*gathered.essays, *gathered.held)
    said = [comment for arrival in essays for comment in arrival.essay.comments]
    said += [comment for thread in gathered.loose for comment in thread.comments]
    return {again.origin(comment.id) for comment in said} | {
        arrival.essay.source.partition(" ")[0] for arrival in essays
    }


def _newcomer(arrival: GatheredEssay, others: dict[str, twins.Runs], to_do: Plan) -> None:
    """Write it; one that looks like another is written too, and asked about, and not placed."""
    essay = arrival.essay
    runs = twins.runs(essay.blocks)
    if found := twins.twin(runs, others):
        to_do.twins[essay.name] = found[0]
        essay = _asking(essay, found[0])
    others.setdefault(essay.name, runs)
    for file, text in manuscript.files_of(to_do.memory.manuscript, essay).items():
        to_do.texts[file] = text
        to_do.bases[file] = text
    to_do.pictures += arrival.pictures
    (to_do.drafts if arrival.held else to_do.new).append(essay.name)
    to_do.comments += len(essay.comments)
    to_do.questions += len(arrival.questions) + bool(found)


def _asking(essay: Essay, twin: str) -> Essay:
    asked = Question(
        f"the same essay as `{twin}`? (if so, move this one under `# Left out`; "
        "then delete this line)"
    )
    return replace(essay, blocks=(asked, *essay.blocks))


def _again(arrival: GatheredEssay, origins: Collection[str], to_do: Plan) -> None:
    """Merge what came in again with what the author made of it."""
    name = arrival.essay.name
    files = manuscript.files_of(to_do.memory.manuscript, arrival.essay)
    bases = {file: to_do.memory.gathered(file) for file in files}
    comments = manuscript.Folder(to_do.memory.manuscript).comments(name)
    if comments not in files and to_do.memory.gathered(comments) is not None:
        files[comments], bases[comments] = "", to_do.memory.gathered(comments)
    changed = {file: text for file, text in files.items() if bases[file] != text}
    for file, text in changed.items():
        _file_again(file, bases[file], text, origins, to_do)
    if not any(file in to_do.bases for file in changed) and not _unknown(changed, bases):
        to_do.unchanged.append(name)
        return
    to_do.pictures += arrival.pictures
    (to_do.kept if _unknown(changed, bases) else to_do.updated).append(name)


def _unknown(files: Iterable[Path], bases: Mapping[Path, str | None]) -> bool:
    """Whether there is a file of which nobody knows what was gathered and what is hers."""
    return any(bases[file] is None and file.is_file() for file in files)


def _file_again(
    file: Path, base: str | None, theirs: str, origins: Collection[str], to_do: Plan
) -> None:
    """One file: new, deleted by the author, hers alone, or merged."""
    if base is None and not file.is_file():
        to_do.texts[file] = to_do.bases[file] = theirs
        if _holds_comments(file):
            to_do.comments += again.comments("", "", theirs, origins).new
    elif base is not None and file.is_file():
        hers = read_text(file)
        if _holds_comments(file):
            found = again.comments(base, hers, theirs, origins)
        else:
            found = again.essay(base, hers, theirs)
        if found.base != base:
            to_do.texts[file], to_do.bases[file] = found.text, found.base
        to_do.comments += found.new
        to_do.questions += found.questions
        to_do.withdrawn += [f"{whose} ({file.stem})" for whose in found.withdrawn]
    elif base is not None:
        to_do.bases[file] = theirs


def _holds_comments(file: Path) -> bool:
    return file.parent.name == "comments"


def _gone(arrivals: Iterable[GatheredEssay], known: Mapping[str, str]) -> list[str]:
    """Essays that came from the same place as these once, and are not there any more.

    Only an export is a place: a folder of files may have been named in part.
    """
    here = {arrival.essay.source for arrival in arrivals}
    origins = {_origin(source) for source in here} - {""}
    return [
        name for source, name in known.items() if source not in here and _origin(source) in origins
    ]


def _origin(source: str) -> str:
    """`wordpress example.org 17` comes from `wordpress example.org`, `text oars.txt` from no
    export."""
    kind, _, _ = source.rpartition(" ")
    return kind if " " in kind and not kind.startswith(("text ", "markdown ")) else ""


def _rows(to_do: Plan, common: Iterable[Row], arrivals: Iterable[GatheredEssay]) -> tuple[Row, ...]:
    """The review rows: those of these arrivals anew, those of other essays as they were."""
    arrivals = [arrival for arrival in arrivals if arrival.essay.name not in to_do.kept]
    names = {arrival.essay.name for arrival in arrivals}
    stays = [row for row in to_do.memory.rows() if row.essay and row.essay not in names]
    return (*common, *stays, *(row for arrival in arrivals for row in arrival.rows))


def carry_out(to_do: Plan) -> None:
    """Do what was planned. Raises GatherError before anything is written if a picture of the
    same name, and another, is there."""
    desk = to_do.memory
    for picture in to_do.pictures:
        _refuse_another(picture, desk.manuscript / picture.source)
    for picture in to_do.pictures:
        target = desk.manuscript / picture.source
        if not target.is_file():
            write_whole(target, picture.read())
    for file, text in to_do.texts.items():
        if file.is_file() and read_text(file) != text:
            write_text(desk.before(file), read_text(file))
        write_text(file, text)
    for file, text in to_do.bases.items():
        write_text(desk.base(file), text)
    twins_ = [name for name in to_do.new if name in to_do.twins]
    placed = [name for name in to_do.new if name not in to_do.twins]
    manuscript.place(desk.manuscript, placed, to_do.drafts, twins_)
    write_text(desk.review, to_json(to_do.rows))


def _refuse_another(picture: Picture, target: Path) -> None:
    if target.is_file() and target.read_bytes() != picture.read():
        raise GatherError(
            f"another picture of this name is in the manuscript, and `{picture.file}` differs",
            Place(target),
            "rename one of the two, and gather again",
        )


def review(project: Project) -> list[tuple[Row, Place | None]]:
    """What gathering decided, each with the place where its words stand today."""
    on_disk = set(manuscript.names(project.manuscript))
    return [
        (row, manuscript.find_words(project.manuscript, row.essay, row.text) if row.essay else None)
        for row in memory(project).rows()
        if not row.essay or row.essay in on_disk
    ]
