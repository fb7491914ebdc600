"""One print edition, made in a process of its own, and what that took.

    python bench/measured.py ours FOLDER     # from FOLDER/work, with the cache in FOLDER/cache
    python bench/measured.py one FOLDER      # the same, without the press PDF
    python bench/measured.py plain FOLDER    # from FOLDER/book.html and FOLDER/*.css

`bench/print.py` lays the folder ready and reads what is printed here: a line of JSON.
"""

from __future__ import annotations

import json
import pickle
import re
import resource
import sys
from pathlib import Path


def ours(folder: Path) -> dict[str, int]:
    """The whole print edition: laid out, assembled, and pressed."""
    return written(folder, folder / "ours-press.pdf")


def one(folder: Path) -> dict[str, int]:
    """Its PDF for the screen alone."""
    return written(folder, None)


def written(folder: Path, press: Path | None) -> dict[str, int]:
    from anthology.print.book import write_pdf

    work = pickle.loads((folder / "work").read_bytes())
    target = folder / "ours.pdf"
    book = write_pdf(*work, target, folder / "cache", press=press)
    return {"pages": book.pages, "laid_out": book.laid_out, "size": target.stat().st_size}


def plain(folder: Path) -> dict[str, int]:
    """All of it as one document of WeasyPrint's, tagged as ours is."""
    from weasyprint import HTML

    target = folder / "plain.pdf"
    document = HTML(folder / "book.html").render(stylesheets=sorted(folder.glob("*.css")))
    document.write_pdf(target, pdf_tags=True)
    return {"pages": len(document.pages), "size": target.stat().st_size}


def spent() -> dict[str, float]:
    """CPU seconds of this process and its workers; the peak of each in MB.

    Not `ru_maxrss` of this process, which it takes over from the one that started it.
    """
    own, workers = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    [peak] = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return {
        "cpu": own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime,
        "peak": int(peak) / 1024,
        "worker": workers.ru_maxrss / 1024,
    }


if __name__ == "__main__":
    made = {"ours": ours, "one": one, "plain": plain}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps(made | spent()))
