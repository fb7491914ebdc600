"""What gathering remembers beside the manuscript, under `.anthology/`.

`base/` holds each file as gathering wrote it last, to tell the author's changes from the
source's; `before/` a copy of each file it last wrote over; `review.json` what it decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anthology.gather.review import Row, read
from anthology.manuscript.files import read_text
from anthology.project import Project


@dataclass(frozen=True, slots=True)
class Memory:
    """Where it lies; `manuscript` is the folder it is about, and `renamed` tells what an essay was
    called when it came."""

    manuscript: Path
    folder: Path
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def review(self) -> Path:
        return self.folder / "review.json"

    @property
    def bases(self) -> Path:
        """A manuscript folder of the files as they were last gathered."""
        return self.folder / "base"

    def base(self, file: Path) -> Path:
        """Where the last gathered text of a manuscript file is kept."""
        then = file.with_stem(self.renamed.get(file.stem, file.stem))
        return self.bases / then.relative_to(self.manuscript)

    def before(self, file: Path) -> Path:
        """Where a copy of a manuscript file goes before gathering writes over it."""
        return self.folder / "before" / file.relative_to(self.manuscript)

    def gathered(self, file: Path) -> str | None:
        """What gathering last wrote to a file; none where it never did."""
        base = self.base(file)
        return read_text(base) if base.is_file() else None

    def rows(self) -> Iterator[Row]:
        """What was decided last; none before anything was gathered."""
        if self.review.is_file():
            with self.review.open(encoding="utf-8") as lines:
                yield from read(lines)


def memory(project: Project) -> Memory:
    """The memory of a book."""
    return Memory(project.manuscript, project.root / ".anthology")
