"""Tags: a unit's PDF tells what each thing on its pages is, and in which order to read them.

The structure tree is our own, made from the unit's HTML; what is not the text (running heads,
ornaments, rules, pictures without words) is an artifact. Takes WeasyPrint's documents and drawings
as they come, and imports nothing of it; knows of no other unit.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import partial
from typing import Any

from anthology.print import breaks, laid
from anthology.print.breaks import Run
from anthology.print.roles import Role, roles
from anthology.print.tree import Tree


def write(document: Any) -> bytes:
    """The PDF of a laid-out document. Its tree has one root, the unit as a section."""
    streams: list[Any] = []
    for page in document.pages:
        page.paint = partial(_paint, page.paint, streams)
    pdf: bytes = document.write_pdf(finisher=partial(_tag, streams))
    return pdf


def _paint(paint: Any, streams: list[Any], stream: Any, scale: float = 1) -> None:
    """Paint a page with a mark round each text and picture, and keep which mark is whose."""
    stream._tags = {}
    paint(stream, scale)
    streams.append(stream)


def _tag(streams: Sequence[Any], document: Any, pdf: Any) -> None:
    known = roles(document._html.etree_element)
    tree = Tree(pdf, known)
    runs: list[Run] = []
    feet: list[Run] = []
    within = laid.notes(document)
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        marks = {box: found["mcid"] for box, found in stream._tags.items()}
        for element, run in _held(tree, known, number, page, marks):
            (feet if element in within else runs).append(run)
        _artifacts(stream.stream, tree.held(number))
    tree.close()
    drawings = [stream.stream for stream in streams]
    source = "".join(laid.source(document))
    breaks.spell_out(drawings, [*runs, *feet], source, _spaces(document.fonts.values()))


def _held(
    tree: Tree, known: dict[Any, Role], number: int, page: Any, marks: dict[Any, int]
) -> Iterator[tuple[Any, Run]]:
    """Put all that stands on a page into the tree; gives what of it is text, in order, and whose
    text it is."""
    for box in laid.boxes(page):
        role = known.get(box.element)
        if role is None:
            continue
        if box.link_annotation and box.element_tag == "a":
            tree.hold_link(box.element, number, box.link_annotation)
        if box in marks and (kinds := _kinds(box, role)) is not None:
            tree.hold(kinds, box.element, number, marks[box])
            if hasattr(box, "text") and not laid.is_generated(box):
                run = Run(box.text, number, marks[box], tree.block(box.element))
                yield box.element, run


def _kinds(box: Any, role: Role) -> Sequence[str] | None:
    """The kinds of its element that hold what is drawn of a box; None for an artifact."""
    is_text = hasattr(box, "text")
    if is_text and not box.text.strip():
        return None
    if laid.is_generated(box):
        return ("LI", "Lbl") if is_text and role.kinds[:1] == ("LI",) else None
    return role.kinds if is_text or role.kinds == ("Figure",) else None


def _artifacts(drawing: list[Any], held: Container[int]) -> None:
    """Say of what is marked, and held by nothing, that it is no part of the text."""
    for at in reversed(range(len(drawing))):
        mark = drawing[at]
        if isinstance(mark, dict) and mark["MCID"] not in held:
            is_empty = drawing[at + 2] == b"EMC"
            drawing[at - 1 : at + 2 + is_empty] = [] if is_empty else ["/Artifact", b"BMC"]


def _spaces(fonts: Iterator[Any]) -> dict[str, str]:
    """The glyph of the space in each font that draws one, by its name in the drawing."""
    found = {}
    for font in fonts:
        glyph = next((glyph for glyph, text in font.to_unicode.items() if text == " "), None)
        if glyph is not None and not font.bitmap:
            found[font.hash] = f"{glyph:04x}"
    return found
