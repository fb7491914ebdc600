"""Time and memory of writing the EPUB of a loaded book, beside pandoc's on the same text.

    python bench/epub.py             # a book of about 600 printed pages
    python bench/epub.py 40          # a book of 40 essays, about 200 pages

The book is read and its pages are made first; only the writing is measured, in a process of its
own, cover and page numbers given. The goal is under 1 s of CPU and under 100 MB at 600 pages.
Where pandoc is installed it makes an EPUB of the same essays, as Markdown, in the same run.

Measured on two cores: 0.22 s of CPU and 58 MB at 600 pages; pandoc 2.17 took 2.25 s and 210 MB.
"""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build import write_book

ESSAYS = 120  # about 600 pages of 5.5 × 8.5 in
PAGES = 600
RUNS = 3


def ours(root: Path, target: Path) -> tuple[float, float]:
    """CPU seconds of writing alone, and the peak of the whole process in MB."""
    from anthology import build, consent, pages
    from anthology.epub import write_epub
    from anthology.epub.turns import PageSource
    from anthology.pages import PageStart
    from anthology.project import EpubEdition, PrintEdition

    reading = build.look_over(root)
    settings = reading.project.settings
    made = pages.make(reading.book, consent.gate(reading.book, settings), settings)
    essays = [page.name for page in made if page.kind == "essay"]
    each = PAGES // ESSAYS
    starts = [
        PageStart(str(1 + n * each + page), name, f"b{1 + 2 * page}", 0)
        for n, name in enumerate(essays)
        for page in range(each)
    ]
    edition = next(one for one in settings.editions if isinstance(one, EpubEdition))
    printed = next(one for one in settings.editions if isinstance(one, PrintEdition))
    cover = b"\xff\xd8\xff" + bytes(300_000)
    before = time.process_time()
    write_epub(
        made, settings, edition, {}, root / "styles", cover, target,
        printed=PageSource(printed, starts),
    )  # fmt: skip
    spent = time.process_time() - before
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(root: Path, target: Path) -> tuple[float, float]:
    """The best of a few runs, each in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return min(pool.apply(ours, (root, target)) for _ in range(RUNS))


def pandocs(root: Path, target: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of pandoc on the same essays."""
    essays = sorted(str(path) for path in (root / "manuscript/essays").glob("*.md"))
    command = ["pandoc", "--from=markdown", "--to=epub3", "--toc", "--metadata=title:Bench"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, f"--output={target}", *essays], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, after.ru_maxrss / 1024


def row(what: str, figures: tuple[float, float]) -> None:
    print(f"  {what:<24}{figures[0]:8.2f} s CPU {figures[1]:8.0f} MB")


def main() -> None:
    essays = int(sys.argv[1]) if len(sys.argv) > 1 else ESSAYS
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_book(root, essays)
        print(f"{essays} essays, about {essays * PAGES // ESSAYS} pages")
        row("anthology, loaded book", measured(root, root / "ours.epub"))
        if shutil.which("pandoc"):
            row("pandoc, from Markdown", pandocs(root, root / "pandocs.epub"))
        else:
            print("  pandoc is not installed: NOT MEASURED")


if __name__ == "__main__":
    main()
