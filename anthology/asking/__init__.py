"""Whom to ask for consent: readers' addresses, in a table of the author's own.

This floor lies above all that makes a book, so that nothing that makes one can look into it. It
goes through the sources for addresses, keeps those of comments that are in the manuscript and
wait for an answer, and writes them into `private/`, with a letter to send. Nothing else is
written, and no address is shown on the screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from anthology import gather, manuscript
from anthology.asking import private, sheet
from anthology.asking.known import Known, Remark, Why, remarks, why_not
from anthology.asking.sheet import About, Reader, Sheet
from anthology.desk.memory import memory
from anthology.errors import GatherError, Place, SeveralProblems, faults
from anthology.model import Comment
from anthology.project import Project, Settings
from anthology.words import joined, words

TABLE = "contacts.csv"
LETTER = "letter.txt"
YOU = "[Your name]"  # where nobody is known to sign

Found = Mapping[str, Sequence[tuple[str, Remark]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be written, by file, and what there is to tell. `readers` are those to ask;
    `new` counts those who were not in the table, where there was one (`is_merged`)."""

    table: Path
    texts: Mapping[Path, str]
    readers: tuple[Reader, ...]
    new: int
    is_merged: bool
    left_out: Mapping[Why, Sequence[Comment]]


def plan(project: Project, sources: Sequence[Path]) -> Plan:
    """Whom to ask about the comments of a manuscript, by the addresses in its sources; nothing is
    written yet.

    Raises GatherError or SeveralProblems where an address would not stay private, where a source,
    the table or the consent of a comment cannot be read, and where there is no comment.
    """
    folder = project.root / private.NAME
    private.refuse_unsafe(folder)
    every = _remarks(project)
    found = _found(every, sources)
    readers = tuple(sorted(_readers(found, project.root), key=_name))
    table = folder / TABLE
    before = sheet.read(table.read_bytes(), table) if table.is_file() else Sheet()
    after = sheet.merged(before, readers)
    texts = {table: sheet.written(after)} if after != before else {}
    if readers and not (folder / LETTER).exists():
        texts[folder / LETTER] = _letter(project.settings)
    new = len(after.rows) - len(before.rows)
    return Plan(table, texts, readers, new, table.is_file(), _left_out(every, found))


def carry_out(to_do: Plan) -> None:
    """Write what was planned."""
    for file, text in to_do.texts.items():
        private.write(file, text)


def _remarks(project: Project) -> list[Remark]:
    """Every comment there is; one whose consent cannot be read might be asked about again."""
    _, problems = manuscript.read(project.manuscript)
    in_comments = [
        one for one in faults(problems) if one.place and one.place.path.parent.name == "comments"
    ]
    if in_comments:
        raise SeveralProblems(in_comments)
    every = list(remarks(memory(project)))
    if not every:
        message = "there is no comment in the manuscript to ask about"
        hint = "gather first, without `--contacts`"
        raise GatherError(message, Place(project.manuscript), hint)
    return every


def _found(every: Iterable[Remark], sources: Sequence[Path]) -> Found:
    """The addresses of those to ask, each with the comments it came with, in any spelling."""
    comments = Known(every)
    found: dict[str, list[tuple[str, Remark]]] = defaultdict(list)
    for contact in gather.addressed(sources):
        one = comments.find(contact)
        if one and not why_not(one.comment):
            found[sheet.key(contact.address)].append((contact.address, one))
    return found


def _readers(found: Found, root: Path) -> Iterator[Reader]:
    for some in found.values():
        # The same comment may be in two exports.
        once = {one.comment.place: one for _, one in some}
        wrote = sorted(once.values(), key=lambda one: (one.file, one.comment.place.line or 0))
        names = dict.fromkeys(one.comment.name for one in wrote if one.comment.name)
        about = (
            About(one.essay.title, one.comment.id, one.file.relative_to(root).as_posix())
            for one in wrote
        )
        yield Reader(tuple(names), some[0][0], tuple(about))


def _name(reader: Reader) -> tuple[str, str]:
    return "".join(reader.names).casefold(), reader.address


def _left_out(every: Iterable[Remark], found: Found) -> Mapping[Why, Sequence[Comment]]:
    """The comments nobody is asked about, by the reason."""
    addressed = {one.comment.place for some in found.values() for _, one in some}
    left_out: dict[Why, list[Comment]] = {why: [] for why in Why}
    for one in every:
        if one.comment.place not in addressed:
            left_out[why_not(one.comment) or Why.NO_ADDRESS].append(one.comment)
    return left_out


def _letter(settings: Settings) -> str:
    """The letter to send, in the book's language where there is one in it, with what the book says
    of itself filled in."""
    letters = resources.files("anthology.asking") / "letters"
    language = settings.language.partition("-")[0].casefold()
    own, english = letters / f"{language}.txt", letters / "en.txt"
    text = (own if own.is_file() else english).read_text(encoding="utf-8")
    author = joined(settings.authors, words(settings.language)) if settings.authors else YOU
    return text.replace("{TITLE}", settings.title).replace("{AUTHOR}", author)
