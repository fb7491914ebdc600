"""What gathering puts on the author's desk, and what it leaves alone.

An essay is known by its source. A new one is written; one that came in before is merged with
what the author made of it, line by line, and hers always stays. First everything is planned,
then carried out, so that a dry run shows it all and a fault on the way costs nothing. Nothing
she moved, edited, deleted or answered is undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from anthology import manuscript, twins
from anthology.desk import again, loose
from anthology.desk import known as knowing
from anthology.desk.arrivals import Arrivals
from anthology.desk.memory import Memory, memory
from anthology.desk.own import Own
from anthology.desk.planned import File, Plan
from anthology.errors import GatherError, Place
from anthology.gather import joining
from anthology.gather.aside import Aside
from anthology.gather.cards import Threads
from anthology.gather.gathered import Gathered, GatheredEssay, Picture
from anthology.gather.review import Row, written
from anthology.manuscript.files import read_text, write_text
from anthology.model import Essay, Question
from anthology.project import Project
from anthology.whole import write_whole


def plan(project: Project, gathered: Gathered) -> Plan:
    """Decide what to do with what was gathered; nothing is written yet."""
    known = knowing.known(memory(project))
    to_do = Plan(replace(memory(project), renamed=known.renamed))
    folder, settings = project.manuscript, project.settings
    own = Own((*settings.authors, *settings.comments_own))
    taken = (*manuscript.names(folder), *known.remembered.values())
    arrivals = Arrivals.of(gathered, known.names, taken, own)
    origins = arrivals.origins(gathered)
    others = _others(folder, is_asked=any(card.source not in known.here for card in arrivals.cards))
    told: Aside[Row] = Aside()
    for arrival in arrivals:
        if arrival.essay.source in known.deleted:
            to_do.deleted.append(arrival.essay.name)
            continue
        if arrival.essay.source in known.here:
            _again(arrival, origins, to_do)
        else:
            _newcomer(arrival, others, origins, to_do)
        told.extend(arrival.rows)
    to_do.gone += _gone({card.source for card in arrivals.cards}, known.here)
    loose.join(Threads.of(gathered.loose).cards, own, to_do)
    common = (*gathered.rows, *own.rows(), *joining.rows(to_do.loose))
    to_do.rows.extend(_rows(to_do, common, told, arrivals.names))
    return to_do


def refuse_itself(project: Project, sources: Iterable[Path]) -> None:
    """Raises GatherError where a folder to gather from holds the manuscript, or lies in it: every
    essay would come in a second time. A file that strayed there may be named alone."""
    manuscript_ = project.manuscript.resolve()
    for source in sources:
        folder = source.resolve()
        if folder.is_dir() and (
            manuscript_.is_relative_to(folder) or folder.is_relative_to(manuscript_)
        ):
            raise GatherError(
                "this folder holds the book itself, and each essay would come in a second time",
                Place(source),
                "name the folder or the file that your essays come from",
            )


def _others(folder: Path, *, is_asked: bool) -> twins.Known:
    """The essays on the desk, to tell whether a newcomer is one of them; they are read only
    where there is a newcomer."""
    known = twins.Known()
    for essay in manuscript.essays_on_disk(folder) if is_asked else ():
        known.meet(essay.name, twins.runs(essay.blocks))
    return known


def _newcomer(
    arrival: GatheredEssay, others: twins.Known, origins: Collection[str], to_do: Plan
) -> None:
    """Write it; one that looks like another is written too, and asked about, and not placed. What
    she kept of one that was here before is merged."""
    essay = arrival.essay
    # The question is ours, not the source's, which would seem to have taken it back next time.
    gathered = manuscript.files_of(to_do.memory.manuscript, essay)
    if found := others.meet(essay.name, twins.runs(essay.blocks)):
        to_do.twins[essay.name] = found[0]
        essay = _asking(essay, found[0])
    for file, text in manuscript.files_of(to_do.memory.manuscript, essay).items():
        if file.is_file():
            _file_again(file, to_do.memory.gathered(file), text, origins, to_do)
        else:
            to_do.files[file] = File(text, gathered[file])
            to_do.comments += len(essay.comments) if _holds_comments(file) else 0
    to_do.show(arrival.pictures)
    (to_do.drafts if arrival.held else to_do.new).append(essay.name)
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
    for file, text in files.items():
        # On another computer nothing is remembered; what is as it came needs no more than that.
        if bases[file] is None and file.is_file() and read_text(file) == text:
            to_do.files[file], bases[file] = File(None, text), text
    changed = {file: text for file, text in files.items() if bases[file] != text}
    for file, text in changed.items():
        _file_again(file, bases[file], text, origins, to_do)
    if not any(file in to_do.files for file in changed) and not _unknown(changed, bases):
        to_do.unchanged.append(name)
        return
    to_do.show(arrival.pictures)
    (to_do.kept if _unknown(changed, bases) else to_do.updated).append(name)


def _unknown(files: Iterable[Path], bases: Mapping[Path, str | None]) -> bool:
    """Whether there is a file of which nobody knows what was gathered and what is hers."""
    return any(bases[file] is None and file.is_file() for file in files)


def _file_again(
    file: Path, base: str | None, theirs: str, origins: Collection[str], to_do: Plan
) -> None:
    """One file: new, deleted by the author, hers alone, or merged."""
    if base is None and not file.is_file():
        to_do.files[file] = File(theirs, theirs)
        if _holds_comments(file):
            to_do.comments += again.comments("", "", theirs, origins).new
    elif base is not None and file.is_file():
        hers = read_text(file)
        if _holds_comments(file):
            found = again.comments(base, hers, theirs, origins)
        else:
            found = again.essay(base, hers, theirs)
        if found.base != base:
            to_do.files[file] = File(found.text, found.base)
        to_do.comments += found.new
        to_do.questions += found.questions
        to_do.withdrawn += [f"{whose} ({file.stem})" for whose in found.withdrawn]
        to_do.returned += [f"{whose} ({file.stem})" for whose in found.returned]
    elif base is not None:
        to_do.files[file] = File(None, theirs)


def _holds_comments(file: Path) -> bool:
    return file.parent.name == "comments"


def _gone(here: Collection[str], known: Mapping[str, str]) -> list[str]:
    """Essays that came from the same place as these once, and are not there any more.

    Only an export is a place: a folder of files may have been named in part.
    """
    origins = {_origin(source) for source in here} - {""}
    return [
        name for source, name in known.items() if source not in here and _origin(source) in origins
    ]


def _origin(source: str) -> str:
    """`wordpress example.org 17` comes from `wordpress example.org`, `text oars.txt` from no
    export."""
    kind, _, _ = source.rpartition(" ")
    return kind if " " in kind and not kind.startswith(("text ", "markdown ")) else ""


def _rows(
    to_do: Plan, common: Iterable[Row], told: Iterable[Row], names: Iterable[str]
) -> Iterator[Row]:
    """The review rows: those of these arrivals anew, those of other essays as they were."""
    kept = set(to_do.kept)
    anew = set(names) - kept
    yield from common
    with suppress(GatherError):  # a list that cannot be read is written anew
        yield from (row for row in to_do.memory.rows() if row.essay and row.essay not in anew)
    yield from (row for row in told if row.essay not in kept)


def carry_out(to_do: Plan) -> None:
    """Do what was planned, in such an order that gathering again goes on where this was broken
    off. Raises GatherError before anything is written if a picture of the same name, and another,
    is there."""
    desk = to_do.memory
    for picture in to_do.pictures.values():
        _refuse_another(picture, desk.manuscript / picture.source)
    for picture in to_do.pictures.values():
        target = desk.manuscript / picture.source
        if not target.is_file():
            write_whole(target, picture.read())
    twins_ = [name for name in to_do.new if name in to_do.twins]
    placed = [name for name in to_do.new if name not in to_do.twins]
    manuscript.place(desk.manuscript, placed, to_do.drafts, twins_)
    for path, file in to_do.files.items():
        _write(path, file, desk)
    write_whole(desk.review, (line.encode() for line in written(to_do.rows)))


def _write(path: Path, file: File, desk: Memory) -> None:
    """Write a file and what is remembered of it. What is remembered comes first where the file is
    new, and else last: a file nobody remembers would be taken for hers, and one that is remembered
    as more than it is would never get the rest."""
    is_here = path.is_file()
    if file.text is not None and is_here:
        if (hers := read_text(path)) != file.text:
            write_text(desk.before(path), hers)
        write_text(path, file.text)
    write_text(desk.base(path), file.base)
    if file.text is not None and not is_here:
        write_text(path, file.text)


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


__all__ = ["Plan", "carry_out", "plan", "refuse_itself", "review"]
