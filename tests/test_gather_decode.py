"""Bytes → text."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.errors import GatherError
from anthology.gather.intake.decode import decode

TEXTS = (
    "Don’t say “no” — not yet… and not here.",
    "It’s late.",
    "L’été, à la mer, où j’étais naïve… « Déjà ? »",
    "Für Jürgen: „so groß ist der Mut“, sagte Zoë.",
    "Ñandú y señor, cafés y más",
    "‘Wait,’ she said – and we did.",
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_out_as_it_was_typed(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec), Path("a.txt"))

    assert (decoded.text, decoded.is_guess) == (text, False)


def test_a_file_that_is_no_text_is_told() -> None:
    with pytest.raises(GatherError) as caught:
        decode(b"\x00\x01\x02\x03", Path("a.bin"))

    assert caught.value.message == "this is not a text file"
    assert caught.value.hint
