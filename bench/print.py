"""The print edition beside plain WeasyPrint: CPU, wall time, memory, and what a change costs.

    python bench/print.py                    # books of about 50, 200 and 600 pages, made up here
    python bench/print.py --long             # and of 2,000
    python bench/print.py 80 --runs 5        # of the lengths asked for, the median of five runs
    python bench/print.py PROJECT --long     # the essays of a book, repeated with words in turn

`ours` is all of a print edition from its pages on, nothing in the cache: layout, assembly, press;
`one` is the same without the press PDF. `plain` is `write_pdf` on one document of the same pages
and the same sheets, tagged and with numbers in its contents as ours is: one PDF, without checks.
They run in turns, each in a process of its own. CPU seconds are those of the process and its
workers, `ms` is CPU for a page, `wall` has Python's start and the imports in it, `peak` is the most
memory the process held and `worker` its largest child, both in MB; `size` is that of the PDF for
the screen, in MB. Below: the same book again with nothing changed, and with one sentence more in
one essay (the median of three essays, one after the other), as a part of the first time.

The goals are printed beside what was measured; nothing here is a test. A loaded machine spoils
`wall` and spares the ratios, so the load stands in the heading.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import pickle
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

from genre import write_book

LENGTHS, LONG = (50, 200, 600), 2000
LETTERS_A_PAGE = 1350  # of essays and comments in verse and prose, with their openings
CHANGED = (0.25, 0.5, 0.75)  # where in a book an essay is changed, one after the other
MEASURED = Path(__file__).with_name("measured.py")

# What one document needs that separate units do not: every text on a recto, its folios, and the
# numbers of the contents.
JOINED = """
:root { --stanza-goes-on: "stanza continues"; --stanza-ends: "stanza ends"; }
.unit { break-before: recto; }
.unit-copyright { break-before: verso; }
.entry > a::after { margin-left: 1em; content: target-counter(attr(href), page); }
@page :left { @top-left { content: counter(page); visibility: visible; } }
@page :right { @top-right { content: counter(page); visibility: visible; } }
"""

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Work:
    """What a print edition is made from: the arguments of `write_pdf`, but for its targets."""

    pages: tuple[Any, ...]
    settings: Any
    edition: Any
    files: Mapping[str, Path]
    styles: Path

    def into(self, folder: Path) -> None:
        """Lay it ready for `measured.py ours`."""
        told = (self.pages, self.settings, self.edition, self.files, self.styles)
        (folder / "work").write_bytes(pickle.dumps(told))


def read(root: Path) -> Work:
    """The pages of a book, as a build makes them."""
    from anthology import build, consent, pages
    from anthology.project import PrintEdition

    reading = build.look_over(root)
    settings = reading.project.settings
    book, _ = build.typeset(reading.book, settings)
    made = pages.make(book, consent.gate(book, settings), settings)
    edition = next(one for one in settings.editions if isinstance(one, PrintEdition))
    folder = reading.project.manuscript
    pictures = (path for path in (folder / "images").rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path for path in pictures}
    return Work(made, settings, edition, files, reading.project.styles)


def of_length(work: Work, wanted: int) -> Work:
    """As many of its essays as fill so many pages, from the first on again where need be."""
    front = [page for page in work.pages if page.kind not in ("essay", "comments")]
    texts = [page for page in work.pages if page.kind in ("essay", "comments")]
    taken, letters = [], 0
    for number, page in enumerate(cycle(texts)):
        if letters >= wanted * LETTERS_A_PAGE:
            break
        letters += len(re.sub("<[^>]*>", "", page.body))
        taken.append(_turned(page, number // len(texts)))
    return replace(work, pages=(*front, *taken))


def _turned(page: Any, times: int) -> Any:
    """A page under another name, the words between two tags of it in another order."""

    def turned(found: re.Match[str]) -> str:
        words = found[1].split(" ")
        at = times % len(words)
        return ">" + " ".join(words[at:] + words[:at]) + "<"

    if not times:
        return page
    return replace(page, name=f"{page.name}-{times}", body=re.sub(">([^<]+)<", turned, page.body))


def changed(work: Work, place: float) -> Work:
    """A sentence more in the essay that stands so far into the book, as a part of it."""
    essays = [at for at, page in enumerate(work.pages) if page.kind == "essay"]
    at = essays[int(len(essays) * place)]
    page = work.pages[at]
    before, end, rest = page.body.rpartition("</section>")
    more = replace(page, body=f'{before}<p id="more">Then it rained.</p>{end}{rest}')
    return replace(work, pages=(*work.pages[:at], more, *work.pages[at + 1 :]))


def one_document(work: Work, folder: Path) -> None:
    """The same pages and sheets for `measured.py plain`."""
    from anthology import stylesheets
    from anthology.print import geometry, units

    html = [
        f'<div class="unit unit-{unit.kind}" data-book="{escape(work.settings.title)}"'
        f' data-head="{escape(unit.pages[0].title)}">{"".join(map(_joined, unit.pages))}</div>'
        for unit in units.units(work.pages)
    ]
    head = f'<!DOCTYPE html><html lang="{work.settings.language}"><meta charset="utf-8"><body>'
    (folder / "book.html").write_text("\n".join((head, *html)), encoding="utf-8")
    for name, path in work.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / name)
    shutil.copytree(stylesheets.FONTS, folder / "fonts", dirs_exist_ok=True)
    sheets = [
        stylesheets.font_face_rules("fonts/").text,
        *(sheet.text for sheet in stylesheets.cascade("print", work.styles)),
        geometry.page_css(geometry.type_page(work.edition.trim)) + JOINED,
    ]
    for number, text in enumerate(sheets):
        (folder / f"{number}.css").write_text(text, encoding="utf-8")


def _joined(page: Any) -> str:
    """A page as a part of one document: its ids begin with its name, and so do links to them."""
    body = re.sub(r'(\sid=")', rf"\1{page.name}-", page.body)
    body = re.sub(r'(\shref=")#', rf"\1#{page.name}-", body)
    body = re.sub(r'(\shref=")([\w-]+)\.xhtml#', r"\1#\2-", body)
    body = re.sub(r'(\shref=")([\w-]+)\.xhtml"', r'\1#\2"', body)
    return f'<div class="page" id="{page.name}" lang="{page.language}">{body}</div>'


def measured(what: str, folder: Path) -> Figures:
    """`ours` or `plain` in a fresh process; with its wall seconds."""
    start = time.perf_counter()
    command = [sys.executable, str(MEASURED), what, str(folder)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {**json.loads(told), "wall": time.perf_counter() - start}


def median(runs: Sequence[Figures]) -> Figures:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def compared(work: Work, runs: int) -> dict[str, Figures]:
    """Every figure of one book: both PDFs, one, plain, then again and changed, on a warm cache."""
    found: dict[str, list[Figures]] = {
        what: [] for what in ("ours", "one", "plain", "again", "changed")
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one_document(work, folder)
        for _ in range(runs):
            work.into(folder)
            shutil.rmtree(folder / "cache", ignore_errors=True)
            found["one"].append(measured("one", folder))
            shutil.rmtree(folder / "cache", ignore_errors=True)
            found["ours"].append(measured("ours", folder))
            found["plain"].append(measured("plain", folder))
            found["again"].append(measured("ours", folder))
            for place in CHANGED:
                changed(work, place).into(folder)
                found["changed"].append(measured("ours", folder))
    return {what: median(figures) for what, figures in found.items()}


def tell(work: Work, found: Mapping[str, Figures]) -> None:
    ours, again, once = found["ours"], found["again"], found["changed"]
    for what in ("ours", "one", "plain"):
        one = found[what]
        print(
            f"{one['pages']:6.0f} {what:<6}{one['cpu']:8.2f}{1000 * one['cpu'] / one['pages']:8.1f}"
            f"{one['wall']:8.2f}{one['peak']:8.0f}{one.get('worker', 0):8.0f}"
            f"{one['size'] / 1e6:8.2f}"
        )
    print(f"       nothing changed: {again['wall']:.2f} s wall, {again['cpu']:.2f} s CPU")
    essays = sum(page.kind == "essay" for page in work.pages)
    print(
        f"       one essay of {essays} changed: {once['wall']:.2f} s wall"
        f" (1/{ours['wall'] / once['wall']:.1f}), {once['cpu']:.2f} s CPU"
        f" (1/{ours['cpu'] / once['cpu']:.1f}); units laid out: {once['laid_out']:.0f}"
    )


def goals(table: Mapping[int, Mapping[str, Figures]]) -> Iterator[tuple[str, float, float]]:
    """What is aimed at, what was measured, and the most it may be."""
    a_page = {
        wanted: found["ours"]["cpu"] / found["ours"]["pages"] for wanted, found in table.items()
    }
    longest = max(table)
    if 200 in table and longest > 200:
        yield f"CPU a page at {longest}, to that at 200", a_page[longest] / a_page[200], 1.1
    for wanted, found in table.items():
        ours, plain, once = found["ours"], found["plain"], found["changed"]
        most = 0.75 if wanted >= LONG else 1.0
        yield f"CPU of one PDF at {wanted}, to plain's", found["one"]["cpu"] / plain["cpu"], most
        yield f"peak at {wanted}, MB", max(ours["peak"], ours["worker"]), 250
        if wanted >= 200:
            yield f"one essay changed at {wanted}, CPU to all", once["cpu"] / ours["cpu"], 1 / 6
            yield f"one essay changed at {wanted}, wall to all", once["wall"] / ours["wall"], 1 / 6
        if wanted >= 600:
            yield f"wall at {wanted}, to plain's", ours["wall"] / plain["wall"], 0.67


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("what", nargs="*", help="a book's folder, and numbers of pages")
    parser.add_argument("--long", action="store_true", help=f"also {LONG} pages")
    parser.add_argument("--runs", type=int, help="the median of so many; else 3, and 1 from 600 on")
    return parser.parse_args()


def compile_once() -> None:
    """What Python does on a first run; where it may not write it would do so on every one."""
    import anthology

    compileall.compile_dir(Path(anthology.__file__).parent, quiet=1)


def main() -> None:
    options = asked()
    compile_once()
    lengths = [int(word) for word in options.what if word.isdigit()] or list(LENGTHS)
    lengths += [LONG] if options.long else []
    roots = [Path(word) for word in options.what if not word.isdigit()]
    load, cores = os.getloadavg()[0], len(os.sched_getaffinity(0))
    print(f"load {load:.1f} on {cores} cores" + (f"; {roots[0]}" if roots else ""))
    print(f" pages        {'CPU s':>8}{'ms':>8}{'wall':>8}{'peak':>8}{'worker':>8}{'size':>8}")
    table = {}
    for wanted in lengths:
        with tempfile.TemporaryDirectory() as name:
            root = roots[0] if roots else Path(name)
            if not roots:
                write_book(root, wanted)
            work = of_length(read(root), wanted) if roots else read(root)
            table[wanted] = compared(work, options.runs or (1 if wanted >= 600 else 3))
            tell(work, table[wanted])
    print()
    for what, figure, most in goals(table):
        print(f"{what:<44}{figure:8.2f}  at most {most:6.2f}  {'ok' if figure <= most else 'OVER'}")


if __name__ == "__main__":
    main()
