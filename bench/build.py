"""Time and memory of a build, on a book made up for it.

    python bench/build.py            # books of about 40, 200 and 600 pages
    python bench/build.py 12         # a book of 12 essays

For each book: a first build, one after nothing changed, one after a single line changed, each
in a process of its own; then `anthology --help`. CPU counts both cores and every worker.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (8, 40, 120)
WORDS = (
    "tide rope harbour window kettle lamp winter salt quiet morning chair hands water stone "
    "light road evening letter bread gull weather door garden silence hour boat"
).split()


def sentence(chance: random.Random, shortest: int, longest: int) -> str:
    words = chance.choices(WORDS, k=chance.randint(shortest, longest))
    return " ".join(words).capitalize() + "."


def essay(number: int, chance: random.Random) -> str:
    """Prose and verse in turns, about five printed pages of it."""
    blocks = []
    for n in range(14):
        if n % 2:
            blocks.append("\n".join(sentence(chance, 3, 14) for _ in range(7)))
        else:
            blocks.append(" ".join(sentence(chance, 8, 20) for _ in range(8)))
    return f"---\nTitle: Essay {number}\n---\n\n" + "\n\n".join(blocks) + "\n"


def write_book(root: Path, essays: int) -> None:
    chance = random.Random(essays)
    folder = root / "manuscript" / "essays"
    folder.mkdir(parents=True)
    for number in range(essays):
        (folder / f"e{number:04}.md").write_text(essay(number, chance), encoding="utf-8")
    names = "\n".join(f"e{number:04}" for number in range(essays))
    (root / "manuscript/contents.txt").write_text(names + "\n", encoding="utf-8")
    toml = 'title = "Bench"\nauthors = ["Nobody"]\nlanguage = "en"\nyear = 2026\n'
    (root / "manuscript/book.toml").write_text(toml, encoding="utf-8")


def run(root: Path, *words: str) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds with all workers, and the peak of any one process in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "anthology.cli", *words]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024


def row(what: str, figures: tuple[float, float, float]) -> None:
    wall, cpu, peak = figures
    print(f"  {what:<24}{wall:8.2f} s wall {cpu:8.2f} s CPU {peak:8.0f} MB so far")


def bench(essays: int) -> None:
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_book(root, essays)
        first = run(root, "build")
        pages = len(pypdfium2.PdfDocument(root / "build/bench-print.pdf"))
        print(f"{essays} essays, {pages} pages")
        row("first build", first)
        row("nothing changed", run(root, "build"))
        changed = root / "manuscript/essays/e0003.md"
        changed.write_text(changed.read_text("utf-8") + "\nOne line more.\n", encoding="utf-8")
        row("one essay changed", run(root, "build"))


def main() -> None:
    for essays in [int(word) for word in sys.argv[1:]] or SIZES:
        bench(essays)
    print("help")
    row("anthology --help", run(Path.cwd(), "--help"))


if __name__ == "__main__":
    main()
