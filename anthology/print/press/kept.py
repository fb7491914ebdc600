"""The press pass, or what it made of the very same book, or of the same pages, before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from anthology.errors import Problem, Severity
from anthology.memory import give_back
from anthology.print.cache import Cache, code, key
from anthology.print.press import Claim, Pressed, press
from anthology.print.press.drawn import Drawings, packed, unpacked


def pressed(book: bytes, claim: Claim, files: Iterable[str], store: Cache) -> Pressed:
    """As `press`, which it asks only where the book, the claim or the code is new."""
    names, ours = sorted(files), code(Path(__file__).parent.glob("*.py"))
    kept = key("press", *ours, book, repr(claim), *names)
    pdf, told = store.blob(kept), store.blob(key(kept, "told"))
    if pdf is not None and told is not None:
        return Pressed(pdf, tuple(_warning(**entry) for entry in json.loads(told)))
    pages = key("drawings", *ours, repr(claim))
    drawings = Drawings(unpacked(store.blob(pages)))
    made = press(book, claim, names, drawings)
    store.keep_blob(pages, packed(drawings.now))
    give_back()
    warnings = [
        {name: asdict(problem)[name] for name in ("code", "message", "hint")}
        for problem in made.problems
    ]
    store.keep_blob(kept, made.pdf)
    store.keep_blob(key(kept, "told"), json.dumps(warnings).encode())
    return made


def _warning(code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, None, hint, Severity.WARNING)
