"""Nothing vanishes: every letter is in what was gathered, or in the list of the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gathering import FIXTURES, gathered
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anthology import markup, model
from anthology.errors import GatherError
from anthology.gather import SourceFile
from anthology.gather.account import unaccounted
from anthology.gather.gathered import GatheredEssay, Parcel, Source
from anthology.gather.marks import markdown
from anthology.gather.typed import text

PATH = Path("003_essay.txt")
PIECES = (
    "The tide|waits.|Wait.|Thank you for this!|-Jo Marsh|Linda K. says:|Reply|3 Comments|  set in|"
    "Who Am I Now|(a subtitle)|3 May 2024|by Ines Hart|***|* * *|...|—|“No,”|he said.|été naïve|"
    "a line that goes on and on until the margin comes near|\u00a0\u00a0nb|x\u2028y|❤️‍🔥|e\u0301|"
    "About the author|Thank you for reading.|?? what|## h|> q|^1|[^1]: note|[^1]|**b**|*i|`c`|"
    "<b>x</b>|<br>|<!-- c -->|[a](http://b.c)|[a](/x)|![p](q.png)|[r]: http://z.q|[r]|1. one|"
    "2019. That year|- item|  - sub|```|&amp;|&nbsp;x|&copy|---|===|\\*|a\\|un**bel**ievable|<div>|"
    "<script>x|<em>ok</em>|title: x|ß"
).split("|")
LINES = st.lists(st.sampled_from(PIECES), max_size=3).map(" ".join) | st.text(max_size=20)
BODIES = st.lists(LINES, max_size=20).map("\n".join)
HEADS = st.sampled_from(["", "---\ntitle: A: b\nx: y\n---\n", "+++\ntitle = 'q'\n+++\n"])


def read(source: Source, words: str) -> GatheredEssay | None:
    file = SourceFile(PATH, PATH.name, PATH.parent, words.encode(errors="replace"))
    try:
        (essay,) = source.read(file).essays
    except GatherError:
        return None
    return essay


@settings(deadline=None)
@given(BODIES)
def test_no_letter_of_a_plain_text_is_lost(body: str) -> None:
    essay = read(text.SOURCE, body)

    assert essay is None or unaccounted(body.replace("\0", ""), essay) == []


@settings(deadline=None)
@given(HEADS, BODIES)
@example("", "0\n3 Comments [a](http://b.c)\nThe tide")
def test_no_letter_of_markdown_is_lost(head: str, body: str) -> None:
    essay = read(markdown.SOURCE, head + body)

    assert essay is None or unaccounted(essay.original, essay) == []


@settings(deadline=None)
@given(BODIES)
def test_what_is_gathered_can_be_written_down(body: str) -> None:
    for source in (text.SOURCE, markdown.SOURCE):
        essay = read(source, body)

        if essay:
            blocks = essay.essay.blocks
            assert len(list(model.lines(markup.parse(markup.write(blocks))))) == len(
                list(model.lines(blocks))
            )


# Nothing here is a day, a name or thanks: such a text is title, subtitle and lines, and no more.
SENTENCES = (
    "The tide waits.|Wait.|It is not nothing|and so it goes on,|What the Tide Is For|(as ever)|"
    "Why?|“No, not yet”|In the hour before anyone speaks there is a sound, not quite a sound.|"
    "There is a kind of waiting that only looks like patience. There is another kind, which is a "
    "door held open with one foot while the hands are busy with something else, and it is hers."
).split("|")
PLAIN = st.lists(st.sampled_from(SENTENCES) | st.just(""), max_size=30)


@settings(deadline=None)
@given(PLAIN)
def test_lines_are_never_merged_divided_or_reordered(lines: list[str]) -> None:
    essay = read(text.SOURCE, "\n".join(["On Rope", *lines]))

    assert essay
    said = [model.plain(line.children) for line, _ in model.lines(essay.essay.blocks)]
    subtitle = [essay.essay.subtitle] if essay.essay.subtitle else []
    assert ["On Rope", *subtitle, *said] == ["On Rope", *(line for line in lines if line)]


def test_a_line_that_vanished_is_named() -> None:
    essay = gathered(FIXTURES / "shore/000_9c1f22ab07d3e6b4.txt")
    without = replace(essay, essay=replace(essay.essay, blocks=essay.essay.blocks[1:]))

    (lost,) = unaccounted(essay.original, without)
    assert lost.startswith("I took the last boat")


def test_one_of_two_lines_that_are_alike_may_not_vanish() -> None:
    essay = gathered(FIXTURES / "shore/000_9c1f22ab07d3e6b4.txt")

    assert unaccounted(essay.original + "\nWait.", essay)


def test_gathering_stops_where_a_line_would_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anthology import gather

    def careless(file: SourceFile) -> Parcel:
        (essay,) = text.read(file).essays
        return Parcel((replace(essay, essay=replace(essay.essay, blocks=())),))

    (tmp_path / "a.txt").write_text("Title\nA line.\n", encoding="utf-8")
    monkeypatch.setattr(gather, "SOURCES", (Source("careless", lambda _: True, careless),))

    with pytest.raises(GatherError) as caught:
        gather.gather([tmp_path])

    assert "`A line.` is in text a.txt" in caught.value.message
