"""From flattened text files to finished books: every line of the source, in order, in both."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import ABook

from anthology import build, desk, gather, project
from anthology.check.rows import in_epub, in_pdf

SHORE = Path(__file__).parent / "fixtures/gather/shore"


def quietly(_what: str, _done: int, _of: int) -> None:
    pass


def letters(text: str) -> str:
    """What a printer may not change: hyphens at the end of a row come and go."""
    return re.sub(r"[\W_]", "", text.casefold())


def typed(name: str) -> list[str]:
    """The lines of a source file that belong to the essay, its readers' words left aside."""
    text = (SHORE / name).read_text(encoding="utf-8").partition("\n\n\n")[0]
    return [line.strip() for line in text.splitlines() if line.strip(" *")]


def test_every_line_of_the_sources_stands_in_both_editions_in_order(a_book: ABook) -> None:
    root = a_book({"contents.txt": ""})
    found, _ = project.read(root)
    desk.carry_out(desk.plan(found, gather.gather([SHORE])))
    for file in (root / "manuscript").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^\?\?.*\n", "", text), encoding="utf-8")

    epub, pdf = (one.path for one in build.build(root, quietly).made)

    rows = [row.text for row in in_epub(epub)]
    printed = letters("".join(row.text for row in in_pdf(pdf)))
    for source in sorted(SHORE.iterdir()):
        lines = typed(source.name)
        assert len(lines) > 8
        after = iter(rows)
        assert [line for line in lines if line not in after] == []
        at = 0
        for line in lines:
            found_at = printed.find(letters(line), at)
            assert found_at >= 0 or _turns_the_page(line, printed[at:]), line
            at = max(at, found_at)


def _turns_the_page(line: str, printed: str) -> bool:
    """A line over two pages has a folio and a running head between its halves."""
    words = line.split()
    cuts = (letters(" ".join(words[:n])) for n in range(len(words), 0, -1))
    first = next((part for part in cuts if part in printed), "")
    rest = letters(line)[len(first) :]
    return bool(first) and rest[:12] in printed


def test_no_reader_is_in_the_book_before_she_is_asked(a_book: ABook) -> None:
    root = a_book({"contents.txt": ""})
    found, _ = project.read(root)
    desk.carry_out(desk.plan(found, gather.gather([SHORE])))
    comments = root / "manuscript/comments/when-the-lamp-goes-out.md"
    text = re.sub(r"(?m)^\?\?.*\n", "", comments.read_text(encoding="utf-8"))
    comments.write_text(text, encoding="utf-8")
    held = build.build(root, quietly)
    held_rows = " ".join(row.text for row in in_epub(held.made[0].path))
    comments.write_text(text.replace("not asked", "yes, initials 2026-09-20"), encoding="utf-8")
    granted = build.build(root, quietly)
    proof = build.build_proof(root, quietly)

    def said(built: build.Built) -> list[str]:
        rows = in_epub if built.made[0].path.suffix == ".epub" else in_pdf
        return [row.text for row in rows(built.made[0].path)]

    assert len(held.gated.held) == 2
    assert "needed to read this" not in held_rows
    assert "I needed to read this today." in said(granted)
    assert "R. A." in said(granted)
    assert "Ames" not in " ".join(said(granted))
    assert "I needed to read this today." in " ".join(said(proof))
