"""The author's folder ⇄ the book: the only code that knows file names inside `manuscript/`.

    manuscript/book.toml            what the book is            (read by `project`)
    manuscript/contents.txt         which essays, in which order
    manuscript/essays/<name>.md     one essay, or one text of the front or back matter
    manuscript/comments/<name>.md   what readers answered to that essay
    manuscript/images/              pictures

Reading never stops at the first fault and never writes. What is written, and when, is decided
by whoever asks for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from anthology.errors import ManuscriptError, Place, Problem, did_you_mean
from anthology.manuscript import comments, contents, essays
from anthology.manuscript.files import read_text, write_text
from anthology.model import Book, Comment, Essay, Part

ENDING = ".md"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where each thing lies in a manuscript folder."""

    path: Path

    @property
    def contents(self) -> Path:
        return self.path / "contents.txt"

    @property
    def images(self) -> Path:
        return self.path / "images"

    def essay(self, name: str) -> Path:
        return self.path / "essays" / (name + ENDING)

    def comments(self, name: str) -> Path:
        return self.path / "comments" / (name + ENDING)

    def names(self, kind: str) -> list[str]:
        """The names of the files in `essays` or `comments`, in order."""
        return sorted(path.stem for path in (self.path / kind).glob(f"*{ENDING}"))


def read(path: Path) -> tuple[Book, list[Problem]]:
    """The book in a manuscript folder as far as it can be read, and every fault in it."""
    folder = Folder(path)
    problems: list[Problem] = []
    on_disk = folder.names("essays")
    sections = _sections(folder, problems)
    problems += _listing_faults(sections, on_disk, folder)
    read_essays = {name: _essay(folder, name, problems) for name in on_disk}
    problems += _stray_comments(folder, on_disk)
    problems += _stray_files(folder, on_disk)

    def named(section: contents.Section) -> tuple[Essay, ...]:
        found = (read_essays.get(listed.name) for listed in section.names)
        return tuple(essay for essay in found if essay)

    def names(title: str) -> tuple[str, ...]:
        return tuple(
            listed.name for section in sections if section.is_(title) for listed in section.names
        )

    book = Book(
        before=tuple(e for s in sections if s.is_(contents.BEFORE) for e in named(s)),
        parts=tuple(Part(s.title, named(s)) for s in sections if s.is_part),
        after=tuple(e for s in sections if s.is_(contents.AFTER) for e in named(s)),
        left_out=names(contents.LEFT_OUT),
        not_placed=names(contents.NEW),
    )
    unread = {*book.left_out, *book.not_placed}
    return book, [problem for problem in problems if _name_of(problem, folder) not in unread]


def _name_of(problem: Problem, folder: Folder) -> str:
    """The essay a problem is about, so that what is left out may be unfinished."""
    path = problem.place.path if problem.place else Path()
    inside = path.parent.parent == folder.path and path.parent.name in ("essays", "comments")
    return path.stem if inside else ""


def _sections(folder: Folder, problems: list[Problem]) -> tuple[contents.Section, ...]:
    try:
        return contents.read(read_text(folder.contents), folder.contents)
    except ManuscriptError as error:
        problems.append(_as_problem(error))
    except FileNotFoundError:
        hint = "make it: a plain list of essay names, one a line, in the order of the book"
        message = "there is no contents.txt"
        problems.append(Problem("no-contents", message, Place(folder.contents), hint))
    return ()


def _as_problem(error: ManuscriptError) -> Problem:
    return Problem("unreadable-encoding", error.message, error.place, error.hint)


def _listing_faults(
    sections: Sequence[contents.Section], on_disk: Sequence[str], folder: Folder
) -> Iterator[Problem]:
    listed = [one for section in sections for one in section.names]
    seen: dict[str, Place] = {}
    for one in listed:
        if one.name in seen:
            hint = f"keep one of the two; the first is in line {seen[one.name].line}"
            message = f"`{one.name}` is listed a second time"
            yield Problem("essay-twice", message, one.place, hint)
        elif one.name not in on_disk:
            guess = did_you_mean(one.name, on_disk)
            hint = guess if guess.startswith("did") else "delete the line, or write the essay"
            message = f"`{one.name}` is listed, and there is no `essays/{one.name}{ENDING}`"
            yield Problem("essay-missing", message, one.place, hint)
        seen.setdefault(one.name, one.place)
    for name in on_disk:
        if name not in seen:
            message = "this essay is not listed in contents.txt"
            hint = f"add a line `{name}` where it belongs, or under `# {contents.LEFT_OUT}`"
            yield Problem("essay-unlisted", message, Place(folder.essay(name)), hint)
    yield from _one_name_twice(on_disk, folder)


def _one_name_twice(on_disk: Sequence[str], folder: Folder) -> Iterator[Problem]:
    """`Tide.md` and `tide.md` are one file on half the world's computers."""
    counted = Counter(name.casefold() for name in on_disk)
    for name in on_disk:
        if counted[name.casefold()] > 1 and name.casefold() != name:
            message = f"another essay has this name in small letters: `{name.casefold()}{ENDING}`"
            hint = "give one of them another name, here and in contents.txt"
            yield Problem("one-name-twice", message, Place(folder.essay(name)), hint)


def _stray_files(folder: Folder, on_disk: Sequence[str]) -> Iterator[Problem]:
    """Files that look as if they were in the book, and are not read."""
    for kind in ("essays", "comments"):
        for path in sorted((folder.path / kind).rglob("*")):
            is_read = path.parent.name == kind and path.suffix == ENDING
            if is_read or not path.is_file() or path.name.startswith(".") or path.name[-1] == "~":
                continue
            if kind == "essays" and path.stem in on_disk:
                message = f"another essay has this name: `{path.stem}{ENDING}`"
                hint = "keep one of them, or give one another name, here and in contents.txt"
                yield Problem("one-name-twice", message, Place(path), hint)
            else:
                message = f"this file is not read: {kind} end in `{ENDING}` and lie in `{kind}/`"
                hint = "move or rename it, or bring it in with `anthology gather`"
                yield Problem("stray-file", message, Place(path), hint)


def _essay(folder: Folder, name: str, problems: list[Problem]) -> Essay | None:
    path = folder.essay(name)
    try:
        essay, found = essays.read(read_text(path), path)
    except ManuscriptError as error:
        problems.append(_as_problem(error))
        return None
    problems += found
    return replace(essay, comments=_comments(folder, name, problems))


def _comments(folder: Folder, name: str, problems: list[Problem]) -> tuple[Comment, ...]:
    path = folder.comments(name)
    if not path.is_file():
        return ()
    try:
        read_comments, found = comments.read(read_text(path), path)
    except ManuscriptError as error:
        problems.append(_as_problem(error))
        return ()
    problems += found
    return read_comments


def _stray_comments(folder: Folder, on_disk: Sequence[str]) -> Iterator[Problem]:
    for name in folder.names("comments"):
        if name not in on_disk:
            message = f"these comments belong to no essay: there is no `essays/{name}{ENDING}`"
            guess = did_you_mean(name, on_disk)
            hint = guess if guess.startswith("did") else "give the file the name of its essay"
            yield Problem("comments-without-essay", message, Place(folder.comments(name)), hint)


def names(path: Path) -> list[str]:
    """The names of the essays in a manuscript folder."""
    return Folder(path).names("essays")


def listed(path: Path) -> set[str]:
    """The names in the contents.txt of a manuscript folder, wherever they stand."""
    return {one.name for section in _contents(path) for one in section.names}


def wanted(path: Path) -> set[str]:
    """The names that contents.txt has a place in the book for, or waits to have."""
    kept = (section for section in _contents(path) if not section.is_(contents.LEFT_OUT))
    return {one.name for section in kept for one in section.names}


def _contents(path: Path) -> Sequence[contents.Section]:
    """What contents.txt says; nothing where there is none."""
    target = Folder(path).contents
    return contents.read(read_text(target), target) if target.is_file() else ()


def essays_on_disk(path: Path) -> Iterator[Essay]:
    """Every essay in a manuscript folder that can be read, listed or not."""
    return (essay for name in names(path) if (essay := essay_on_disk(path, name)))


def essay_on_disk(path: Path, name: str) -> Essay | None:
    """One of them; nothing where it is not there, or cannot be read."""
    folder = Folder(path)
    return _essay(folder, name, []) if folder.essay(name).is_file() else None


def heads(path: Path) -> Iterator[Essay]:
    """The same, each without its text and its comments: what it is called and where from."""
    folder = Folder(path)
    for file in map(folder.essay, names(path)):
        with suppress(ManuscriptError):
            yield essays.head(read_text(file), file)


def files_of(path: Path, essay: Essay) -> dict[Path, str]:
    """The files that would hold an essay and its comments, and their text."""
    folder = Folder(path)
    files = {folder.essay(essay.name): essays.write(essay)}
    if essay.comments:
        files[folder.comments(essay.name)] = comments.write(essay.comments)
    return files


def place(
    path: Path, names: Sequence[str], left_out: Sequence[str] = (), unsure: Sequence[str] = ()
) -> None:
    """List newcomers in contents.txt, and never move what stands there.

    An empty list becomes their order; any other gets them under `# New, not yet placed`, where
    the `unsure` always go. Those that are `left_out` go under that heading. What is listed already
    is not listed again.
    """
    target, here = Folder(path).contents, listed(path)
    names, left_out, unsure = (
        [name for name in them if name not in here] for them in (names, left_out, unsure)
    )
    text = read_text(target) if target.is_file() else ""
    if contents.read(text, target):
        unsure = [*names, *unsure]
    else:
        text = contents.write([("", names)]) if names else ""
    text = contents.with_names(text, contents.NEW, unsure)
    write_text(target, contents.with_names(text, contents.LEFT_OUT, left_out))


def find_words(path: Path, name: str, words: str) -> Place:
    """Where words stand in an essay or its comments today; the essay’s file if nowhere."""
    folder = Folder(path)
    for file in (folder.essay(name), folder.comments(name)):
        if words and file.is_file():
            for number, line in enumerate(read_text(file).split("\n"), 1):
                if words in line:
                    return Place(file, number)
    return Place(folder.essay(name))
