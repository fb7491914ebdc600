"""The patterns by which words are divided are kept, and divide words as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyphen
import pytest

from anthology.print import hyphens
from anthology.print.cache import Cache

WORDS = {
    "en_US": "afterwards hyphenation children remembering therapist anniversary".split(),
    "de_DE": "Donaudampfschifffahrt Erinnerungen Wiedersehen Nachmittagslicht".split(),
    "hu_HU": "asszonnyal nagyobbrészt köszönöm hosszú".split(),  # spelt otherwise where divided
}


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    cache, before = Cache(tmp_path), pyphen.HyphDict
    hyphens.keep_in(cache)
    yield cache
    pyphen.HyphDict = before


def divided(language: str) -> list[list[tuple[str, str]]]:
    dictionary = pyphen.Pyphen(lang=language, cache=False)
    return [list(dictionary.iterate(word)) for word in WORDS[language]]


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("language", WORDS)
def test_words_are_divided_as_before(language: str) -> None:
    first, kept = divided(language), divided(language)
    pyphen.HyphDict = hyphens._reader()

    assert first == kept == divided(language)
    assert any(kept)


@pytest.mark.usefixtures("cache")
def test_patterns_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    divided("en_US")
    monkeypatch.setattr(hyphens._reader(), "__init__", lambda *_: pytest.fail("read again"))

    divided("en_US")


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b"{}", b'{"a": 1}'])
def test_damaged_patterns_are_read_anew(cache: Cache, damaged: bytes) -> None:
    before = divided("en_US")
    [kept] = cache.folder.iterdir()
    kept.write_bytes(damaged)

    assert divided("en_US") == before
    assert divided("en_US") == before
