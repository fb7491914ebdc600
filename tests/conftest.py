"""Small books for the tests, written to disk as an author would have them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine is no fault of the code, and a build server tries the same examples each time.
settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep", settings.get_profile("house"), max_examples=3000, derandomize=False
)
settings.load_profile("deep" if "DEEP" in os.environ else "house")

BOOK_TOML = """\
title = "The Boathouse"
authors = ["Ines Holm"]
language = "en"
year = 2026
identifier = "urn:uuid:3c0b0b0e-5a3e-4a53-9d7b-3f4f6f1d2c11"
"""

ABook = Callable[..., Path]


@pytest.fixture
def a_book(tmp_path: Path) -> ABook:
    """Write a book and give its root: `a_book({"essays/oars.md": "…"})`.

    Names are those inside `manuscript/`; contents.txt lists the essays given unless it is given.
    """

    def write(files: Mapping[str, str | bytes], toml: str = BOOK_TOML) -> Path:
        manuscript = tmp_path / "manuscript"
        names = [Path(name).stem for name in files if name.startswith("essays/")]
        every = {"book.toml": toml, "contents.txt": "\n".join(names) + "\n", **files}
        for name, said in every.items():
            path = manuscript / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(said if isinstance(said, bytes) else said.encode())
        return tmp_path

    return write


def essay(text: str, title: str = "Oars") -> str:
    """The file of an essay with a title and nothing else in its header."""
    return f"---\nTitle: {title}\n---\n\n{text}"
