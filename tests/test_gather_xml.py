"""Exports in XML: damage is mended and told, hostile files are refused or do no harm."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from blogs import ATOM, GENERATOR, WXR, comment, entry, item, wxr
from gathering import written

from anthology import gather
from anthology.errors import AnthologyError, GatherError
from anthology.gather import Gathered, SourceFile
from anthology.gather.intake import xml, xml_entries, xml_stream
from anthology.gather.intake.xml_entries import Entries
from anthology.gather.review import Kind
from anthology.gather.typed import asked

TAIL = "</channel></rss>"


def from_xml(folder: Path, text: str | bytes) -> Gathered:
    path = folder / "download"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return gather.gather([path])


def titles(found: Gathered) -> list[str]:
    return [one.essay.title for one in found.essays]


def told(found: Gathered) -> list[str]:
    return [row.decided for row in found.rows if row.kind in (Kind.CHANGED, Kind.DOUBT)]


TWO = item("<p>One gull.</p>", "First", 1), item("<p>Then two.</p>", "Second", 2)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (
            f"\n\nWarning: something\n{WXR}{''.join(TWO)}{TAIL}",
            "characters before the XML taken out",
        ),
        (
            WXR + TWO[0].replace("gull", "gu\x0bll\x00") + TWO[1] + TAIL,
            "control characters taken out",
        ),
        (
            WXR + TWO[0] + TWO[1].replace("<![CDATA[Second]]>", "Sec &amp; ond &mdash; R&B") + TAIL,
            "signs such as `&` written out as XML wants it",
        ),
        (
            WXR.replace(' xmlns:wp="http://wordpress.org/export/1.2/"', "") + "".join(TWO) + TAIL,
            "1 undeclared prefix declared",
        ),
        (
            WXR + "".join(TWO).replace("<wp:status>", "<foo:bar>x</foo:bar><wp:status>") + TAIL,
            "1 undeclared prefix declared",
        ),
        (
            WXR + TWO[0].replace("One gull.", "One ]]> <br> gull.") + TWO[1] + TAIL,
            "1 torn CDATA section mended",
        ),
        (
            (WXR + "".join(TWO) + TAIL).encode().replace(b"gull", b"g\x92ull"),
            "1 letter read as one of Windows",
        ),
        (
            WXR.replace("<rss", "<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss") + "".join(TWO) + TAIL,
            "1 document type taken out",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "",
)
def test_damage_is_mended_and_told(tmp_path: Path, text: str | bytes, change: str) -> None:
    found = from_xml(tmp_path, text)

    assert len(found.essays) == 2
    assert "gull" in written(found.essays[0])[-1].replace("g’ull", "gull")
    assert any(change in line for line in told(found))


def test_a_bare_ampersand_costs_no_letter(tmp_path: Path) -> None:
    broken = item("<p>One gull.</p>").replace(
        "<![CDATA[The Net]]>", "Draft & Post &amp; More&mdash;&copy; R&B &#8217; &nosuch; &#0;."
    )
    found = from_xml(tmp_path, WXR + broken + TAIL)

    assert titles(found) == ["Draft & Post & More—© R&B ’ &nosuch; ."]


def test_a_file_cut_short_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    whole = WXR + "".join(TWO) + item("<p>A line that was", "Third", 3)
    found = from_xml(tmp_path, whole[: whole.index("line that") + 4])

    assert titles(found) == ["First", "Second", "Third"]
    assert "paragraph: A line" in written(found.essays[2])
    assert "3 entries in the file, 3 read, 1 of them damaged" in told(found)
    assert [question.text for question in found.essays[2].questions] == [asked.DAMAGED]


def test_one_broken_entry_spoils_no_other(tmp_path: Path) -> None:
    broken = item("<p>Gone.</p>", "Broken", 9).replace("</title>", "").replace("]]></content", "")
    found = from_xml(tmp_path, WXR + TWO[0] + broken + TWO[1] + TAIL)

    assert {"First", "Second"} <= set(titles(found))
    assert any("entries in the file" in line for line in told(found))


def test_an_entry_nothing_can_be_read_of_is_named(tmp_path: Path) -> None:
    found = from_xml(tmp_path, WXR + TWO[0] + "<item><<<\x00></item>" + TWO[1] + TAIL)

    assert titles(found) == ["First", "Second"]
    assert any("3 entries in the file" in line for line in told(found))


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha ha ha ha ha ha ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def test_an_entity_bomb_does_not_go_off(tmp_path: Path) -> None:
    text = WXR.partition("?>")[2] + item("<p>One gull.</p>").replace("ines", "&i;") + TAIL
    found = from_xml(tmp_path, BOMB + text)

    assert titles(found) == ["The Net"]


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = head + WXR.partition("?>")[2] + item("x").replace("<![CDATA[The Net]]>", "&x;") + TAIL
    found = from_xml(tmp_path, text)

    assert titles(found) == ["&x;"]


def test_a_document_is_parsed_without_its_entities() -> None:
    root = xml.parse(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', Path("a.xml"))

    assert "c" not in "".join(root.itertext())


def test_elements_inside_one_another_without_end_are_survived(tmp_path: Path) -> None:
    deep = item("<p>One gull.</p>", inside="<x>" * 100_000)
    found = from_xml(tmp_path, WXR + deep + TWO[1] + TAIL)

    assert "Second" in titles(found)


def test_an_entry_beyond_the_cap_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_entries, "LARGEST_ENTRY", 2 * xml_stream.MEGABYTE)

    with pytest.raises(GatherError, match="an entry of more than 2 MB; none larger is read"):
        from_xml(tmp_path, WXR + item("x" * 3_000_000) + TAIL)


def test_more_entries_than_the_cap_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_entries, "MOST_ENTRIES", 1)

    with pytest.raises(GatherError, match="more than 1 entries; no more are read"):
        from_xml(tmp_path, WXR + "".join(TWO) + TAIL)


def test_a_file_beyond_the_cap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.write((WXR + TWO[0]).encode())
        file.truncate(xml_stream.LARGEST_FILE + 1)  # nothing is written: the file is all hole

    with pytest.raises(AnthologyError, match="1024 MB; at most 1024 MB are read"):
        gather.gather([path])


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes((WXR.replace("UTF-8", codec) + item("<p>été</p>") + TAIL).encode(codec))
    entries = Entries(SourceFile(path, path.name, tmp_path, path.read_bytes()), ("item",))

    assert [record.get("content:encoded") for record in entries] == ["<p>été</p>"]


def test_marks_of_entries_inside_text_do_not_count(tmp_path: Path) -> None:
    tricky = item("<p>One &lt;item&gt; gull.</p><!-- </item> -->") + "<!-- <item> -->"
    found = from_xml(tmp_path, WXR + tricky.replace("&lt;item&gt;", "<item>") + TWO[1] + TAIL)

    assert titles(found) == ["The Net", "Second"]


def test_every_version_of_the_vocabulary_is_the_same(tmp_path: Path) -> None:
    for version in ("1.0", "1.1", "1.2"):
        text = (WXR + GENERATOR + TWO[0] + TAIL).replace("export/1.2", f"export/{version}")

        assert titles(from_xml(tmp_path, text)) == ["First"]


GATHER = """
import re, sys
from pathlib import Path
from anthology import gather
found = gather.gather([Path(sys.argv[1])])
[peak] = re.findall(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(len(found.essays), len(found.left_out), peak)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told elsewhere there")
def test_a_large_export_is_never_held_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    picture = item("x" * 20_000, "A picture").replace(">post<", ">attachment<")
    with path.open("w", encoding="utf-8") as file:
        file.write(WXR)
        for _ in range(2_000):
            file.write(picture)
        file.write(TWO[0] + TAIL)
    run = subprocess.run(
        [sys.executable, "-c", GATHER, path], check=True, capture_output=True, text=True
    )
    essays, left_out, memory = map(int, run.stdout.split())

    assert (essays, left_out) == (1, 2_000)
    assert path.stat().st_size > 40_000_000
    assert memory < 70_000  # kB; the file alone has 40,000


def test_a_feed_without_an_end_is_read_too(tmp_path: Path) -> None:
    found = from_xml(tmp_path, ATOM + entry("One gull.") + entry("Then two.", "Second", 2)[:-12])

    assert sorted(titles(found)) == ["Second", "The Net"]


def test_comments_are_counted_where_an_entry_is_damaged(tmp_path: Path) -> None:
    broken = item("<p>One gull.</p>", inside=comment("Yes & no <3", 5))
    found = from_xml(tmp_path, WXR + broken.replace("Jo Marsh]]>", "Jo & Marsh]]>") + TAIL)

    assert [c.name for c in found.essays[0].essay.comments] == ["Jo & Marsh"]


def test_an_export_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    found = gather.gather([wxr(tmp_path / "notes.txt", TWO[0])])

    assert found.essays[0].essay.source == "wordpress shore.example 1"
