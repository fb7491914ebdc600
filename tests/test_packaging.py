"""What goes to a package index, and what never does."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
hatchling = pytest.importorskip("hatchling.builders.wheel", reason="hatchling builds the wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in the wheel."""
    folder = str(tmp_path_factory.mktemp("wheel"))
    builder = hatchling.WheelBuilder(str(ROOT))
    (built,) = builder.build(directory=folder, versions=["standard"])
    return zipfile.ZipFile(built).namelist()


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in the source distribution, below its one folder."""
    from hatchling.builders.sdist import SdistBuilder

    folder = str(tmp_path_factory.mktemp("sdist"))
    (built,) = SdistBuilder(str(ROOT)).build(directory=folder, versions=["standard"])
    with tarfile.open(built) as archive:
        return [name.partition("/")[2] for name in archive.getnames()]


def test_no_word_of_the_book_and_its_readers_is_in_a_package(
    wheel: list[str], sdist: list[str]
) -> None:
    ours = [
        name for name in (*wheel, *sdist) if name.startswith(("manuscript/", "styles/", "build/"))
    ]

    assert ours == []


def test_no_address_of_a_reader_is_in_a_package(tmp_path: Path) -> None:
    from hatchling.builders.sdist import SdistBuilder

    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "anthology" / "gather", tmp_path / "anthology" / "gather")
    for folder in (tmp_path / "private", tmp_path / "anthology" / "private"):
        folder.mkdir()
        (folder / ".gitignore").write_text("*\n", "utf-8")
        (folder / "contacts.csv").write_text("ada@example.org\n", "utf-8")
    out = str(tmp_path / "dist")
    (wheel,) = hatchling.WheelBuilder(str(tmp_path)).build(directory=out, versions=["standard"])
    (sdist,) = SdistBuilder(str(tmp_path)).build(directory=out, versions=["standard"])

    with tarfile.open(sdist) as archive:
        names = [*archive.getnames(), *zipfile.ZipFile(wheel).namelist()]
    assert [name for name in names if "gather/contacts.py" in name]
    assert [name for name in names if "contacts.csv" in name] == []


@pytest.mark.parametrize(
    "needed",
    [
        "anthology/cli.py",
        "anthology/asking/letters/de.txt",
        "anthology/templates/essay.xhtml",
        "anthology/templates/starter/book.toml",
        "anthology/templates/starter/contents.txt",
        "anthology/styles/base.css",
        "anthology/styles/fonts/README.md",
        "anthology/styles/fonts/source-serif-4/LICENSE.md",
        "anthology/styles/fonts/source-serif-4/SourceSerif4-Regular.otf",
    ],
)
def test_the_wheel_holds_all_a_book_needs(wheel: list[str], needed: str) -> None:
    assert needed in wheel


def test_the_wheel_holds_nothing_but_the_package(wheel: list[str]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in wheel} == {"anthology"}


def test_the_source_distribution_can_test_itself(sdist: list[str]) -> None:
    assert {"Makefile", "LICENSE", "tests/test_packaging.py", "pyproject.toml"} <= set(sdist)
    assert not [name for name in sdist if "node_modules" in name]


def test_every_bundled_font_is_the_file_its_provenance_names() -> None:
    import hashlib

    folder = ROOT / "anthology/styles/fonts"
    told = (folder / "README.md").read_text(encoding="utf-8")

    for font in sorted(folder.rglob("*.otf")):
        assert hashlib.sha256(font.read_bytes()).hexdigest() in told, font.name
