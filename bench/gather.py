"""What gathering makes of exports, counted twice; and its time and memory.

    python bench/gather.py FILE.xml [FILE.xml …]    # WordPress exports
    python bench/gather.py                          # only the large ones made up here

For each file: essays, lines of verse blocks, comments and answers, counted in the file by a
search for its tags and again in what was gathered; each gathering in a process of its own. Then
blogs of 120 MB are made up: mostly what is no essay, as large exports are; mostly comments; and
nothing but essays. Each is brought into a new book, and again into the same book.
"""

from __future__ import annotations

import html
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from anthology import starter

LARGE = 120 * 1000 * 1000
WORDS = "tide rope harbour window kettle lamp winter salt quiet morning chair hands water".split()
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Bench</title>'
    "<wp:wxr_version>1.2</wp:wxr_version><generator>https://wordpress.org/?v=6</generator>\n"
)


def counted_in(path: Path) -> dict[str, int]:
    """What a WordPress export holds, by its tags alone."""
    text = path.read_text(encoding="utf-8")
    verse = re.findall(r'<pre class="wp-block-verse[^>]*>(.*?)</pre>', text, re.DOTALL)
    lines = [line for block in verse for line in re.split(r"\n|<br ?/?>", block)]
    shown = [html.unescape(re.sub(r"<[^>]*>", "", line)).strip() for line in lines]
    parents = re.findall(r"<wp:comment_parent>(?:<!\[CDATA\[)?(\d+)", text)
    return {
        "essays": len(re.findall(r"<item>", text)),
        "verse lines": sum(map(bool, shown)),
        "comments": len(re.findall(r"<wp:comment>", text)),
        "answers": sum(parent != "0" for parent in parents),
    }


GATHER = """
import json, re, sys, time
from pathlib import Path
from anthology import gather
from anthology.model import Verse
start = time.perf_counter()
found = gather.gather([Path(sys.argv[1])])
seconds = time.perf_counter() - start
essays = [one.essay for one in found.essays]
verses = [block for essay in essays for block in essay.blocks if isinstance(block, Verse)]
said = [comment for essay in essays for comment in essay.comments]
# Not `ru_maxrss`, which a process takes over from the one that started it.
[peak] = re.findall(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(json.dumps({
    "essays": len(essays),
    "verse lines": sum(len(stanza.lines) for verse in verses for stanza in verse.stanzas),
    "comments": len(said),
    "answers": sum(bool(comment.reply_to) for comment in said),
    "left out": len(found.left_out),
    "seconds": seconds,
    "memory": int(peak) / 1024,
}))
"""


def gathered(path: Path) -> dict[str, float]:
    """The same, of what was gathered; with wall seconds and the peak in MB."""
    command = [sys.executable, "-c", GATHER, str(path)]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(found))


def item(number: int, kind: str, status: str, content: str, inside: str = "") -> str:
    return (
        f"<item><title>Entry {number}</title><dc:creator>me</dc:creator><content:encoded>"
        f"<![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>2015-01-01 00:00:00</wp:post_date><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{inside}</item>\n"
    )


def sentences(chance: random.Random, count: int) -> str:
    return " ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(count))


def essay(chance: random.Random, number: int, comments: int = 0) -> str:
    """An essay of 12 paragraphs, with comments of which one half is spam."""
    content = "\n\n".join(sentences(chance, 12) for _ in range(12))
    said = "".join(
        f"<wp:comment><wp:comment_id>{number * 1000 + n}</wp:comment_id><wp:comment_author>"
        f"Reader {n}</wp:comment_author><wp:comment_date>2015-03-04 10:11:12</wp:comment_date>"
        f"<wp:comment_content><![CDATA[{sentences(chance, 3)}]]></wp:comment_content>"
        f"<wp:comment_approved>{'1' if n % 2 else 'spam'}</wp:comment_approved>"
        "<wp:comment_parent>0</wp:comment_parent></wp:comment>"
        for n in range(comments)
    )
    return item(number * 100, "post", "publish", content, said)


def mostly_attachments(chance: random.Random, number: int) -> Iterator[str]:
    """An essay with 40 revisions, 10 pictures and 20 comments."""
    yield essay(chance, number, comments=20)
    for n in range(1, 41):
        yield item(number * 100 + n, "revision", "inherit", sentences(chance, 144))
    for n in range(41, 51):
        data = f"<wp:postmeta><wp:meta_value>{'x' * 3000}</wp:meta_value></wp:postmeta>"
        yield item(number * 100 + n, "attachment", "inherit", "", data)


def mostly_comments(chance: random.Random, number: int) -> Iterator[str]:
    """An essay with 300 comments."""
    yield essay(chance, number, comments=300)


def essays_alone(chance: random.Random, number: int) -> Iterator[str]:
    """An essay."""
    yield essay(chance, number)


KINDS = (mostly_attachments, mostly_comments, essays_alone)


def write_large(path: Path, entries: Callable[[random.Random, int], Iterator[str]]) -> None:
    """A blog of 120 MB; `entries` are those that come with each of its essays."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        size = file.write(HEAD)
        for number in itertools.count(1):
            size += sum(map(file.write, entries(chance, number)))
            if size > LARGE:
                break
        file.write("</channel></rss>")


BRING = """
import os, re, sys, time
from pathlib import Path
from anthology import cli
os.chdir(sys.argv[1])
start = time.perf_counter()
cli.main(["gather", sys.argv[2]], standalone_mode=False)
seconds = time.perf_counter() - start
[peak] = re.findall(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(f"{seconds:.0f} s, {int(peak) / 1024:.0f} MB at most")
"""


def bring(path: Path, book: Path) -> None:
    """Gather a file into a book, and say what that took."""
    command = [sys.executable, "-c", BRING, str(book), str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    first, *_, last = said.splitlines()
    print(f"  {first[: first.index(' written')]}: {last}")


def tell(path: Path, there: dict[str, int]) -> None:
    found = gathered(path)
    size = path.stat().st_size / 1e6
    print(f"{path.name}, {size:.1f} MB")
    for what, count in there.items():
        got = int(found[what])
        print(f"  {what:<12}{count:8} in the file {got:8} gathered{'' if got == count else '  !'}")
    speed = f"{found['seconds']:.2f} s, {found['seconds'] / size:.2f} s for each MB"
    print(f"  {speed}, {found['memory']:.0f} MB at most, {found['left out']:.0f} left out")


def main() -> None:
    for name in sys.argv[1:]:
        tell(Path(name), counted_in(Path(name)))
    for entries in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            path, book = Path(folder) / "large.xml", Path(folder) / "book"
            write_large(path, entries)
            print(f"{entries.__name__.replace('_', ' ')}, {path.stat().st_size / 1e6:.0f} MB")
            starter.new(book, "Bench", "Me", date(2026, 1, 1))
            for _ in ("first", "again"):
                bring(path, book)


if __name__ == "__main__":
    main()
