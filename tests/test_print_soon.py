"""What the layout engine hardly uses is imported when it is called."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from anthology.print import soon

LOADED = """
import sys
from anthology.print import layout
layout.load()
print(sorted(set(sys.modules) & set(layout._HARDLY_USED)))
from weasyprint.pdf.fonts import subset
print(subset.Options(retain_gids=True).retain_gids, "fontTools.subset" in sys.modules)
"""


def test_the_engine_is_ready_without_it_and_finds_it_when_it_calls() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )

    assert said.stdout.splitlines() == ["[]", "True True"]


def test_a_module_that_is_imported_already_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = ModuleType("mooring")
    monkeypatch.setitem(sys.modules, "mooring", there)

    with soon.imported_when_called("mooring", "no_such_mooring"):
        assert sys.modules["mooring"] is there
        assert "no_such_mooring" in sys.modules

    assert sys.modules["mooring"] is there
    assert "no_such_mooring" not in sys.modules


def test_what_is_not_there_is_missed_when_it_is_called_and_not_before() -> None:
    with soon.imported_when_called("no_such_mooring"):
        from no_such_mooring import rope  # type: ignore[import-not-found]

    with pytest.raises(ModuleNotFoundError):
        rope()
