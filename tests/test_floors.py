"""A module imports only from floors below its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "anthology"

# From the ground up; what stands on one line shares a floor and does not import sideways,
# but for modules of one package among themselves.
FLOORS = (
    ("errors", "words", "scripts", "skeletons", "merge", "whole", "memory"),
    ("model", "printers", "hands"),
    ("twins",),
    ("inline",),
    ("markup",),
    ("typography",),
    ("project",),
    ("manuscript",),
    ("consent",),
    ("gather",),
    ("desk",),
    ("xhtml",),
    ("contributors",),
    ("pages",),
    ("colophon", "stylesheets"),
    ("print",),
    ("epub",),
    ("onix",),
    ("check",),
    ("editions",),
    ("verdict",),
    ("build", "starter"),
    ("inspection",),
    ("site",),
    ("tell",),
    ("asking",),
    ("voice",),
    ("cli",),
)
HEIGHT = {name: height for height, names in enumerate(FLOORS) for name in names}

# Each heavy library has one door.
DOORS = {
    "weasyprint": {"print/layout.py"},
    "ebooklib": {"epub/container.py"},
    "click": {"cli.py", "voice.py"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def floor_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            if node.module == "anthology":
                yield from ((f"anthology.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_floors_below_its_own(path: Path) -> None:
    floor = floor_of(path)
    if floor == "__init__":
        return
    upward = [
        f"{path.name}:{line} imports {name}"
        for name, line in imported(path)
        if name.startswith("anthology.")
        and (other := name.split(".")[1]) != floor
        and other in HEIGHT
        and HEIGHT[other] >= HEIGHT[floor]
    ]

    assert upward == []


def test_every_module_has_a_floor() -> None:
    floors = {floor_of(path) for path in modules()} - {"__init__"}

    assert floors == set(HEIGHT)


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_has_one_door(library: str) -> None:
    users = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if any(name.split(".")[0] == library for name, _ in imported(path))
    }

    assert users <= DOORS[library]
    assert users
