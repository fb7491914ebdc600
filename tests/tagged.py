"""The structure tree of a PDF as text: each element with what is read out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from anthology.print.fonts import glyphs


def read_out(data: bytes) -> str:
    """One element a line, indented below what holds it: its kind, its language where it says one,
    what it has in place of a picture, and its own words; a link says how it is called."""
    with pikepdf.open(BytesIO(data)) as pdf:
        heard = {page.obj.objgen: _heard(page.obj) for page in pdf.pages}
        return "\n".join(_lines(pdf.Root.StructTreeRoot.K, heard, 0))


def words(data: bytes) -> list[str]:
    """What is read out of each element that has words of its own, in order."""
    lines = (line.strip().partition(" ")[2] for line in read_out(data).splitlines())
    return [line for line in lines if line]


def _lines(element: Any, heard: Any, depth: int) -> Iterator[str]:
    said = [str(element.S).removeprefix("/")]
    said += [f"[{element.Lang}]"] if "/Lang" in element else []
    said += [f"({element.Alt})"] if "/Alt" in element else []
    own, below = "", list[str]()
    for kid in element.K:
        if isinstance(kid, int):
            own += heard[element.Pg.objgen][kid]
        elif "/MCID" in kid:
            own += heard[kid.Pg.objgen][int(kid.MCID)]
        elif "/Obj" in kid:
            own += f"<{kid.Obj.Contents}>"
        else:
            own += "~"
            below += _lines(kid, heard, depth + 1)
    said += [own.strip()] if own.strip("~") else []
    yield "  " * depth + " ".join(said)
    yield from below


def _heard(page: Any) -> dict[int, str]:
    """The words of each marked content of a page; a soft hyphen is shown as `¬`."""
    fonts = page.Resources.get("/Font", {})
    texts = {name: glyphs([font]).texts for name, font in fonts.items()}
    found: dict[int, str] = defaultdict(str)
    around: list[Any] = []
    font = ""
    for each in pikepdf.parse_content_stream(page) if "/Contents" in page else ():
        match str(each.operator):
            case "Tf":
                font = str(each.operands[0])
            case "BMC" | "BDC":
                around.append(each.operands[1] if len(each.operands) > 1 else {})
                if "/ActualText" in around[-1]:
                    _say(found, around, str(around[-1]["/ActualText"]).replace("\u00ad", "¬"))
            case "EMC":
                around.pop()
            case "TJ" if not any("/ActualText" in mark for mark in around):
                shown = b"".join(
                    bytes(item) for item in each.operands[0] if isinstance(item, pikepdf.String)
                )
                numbers = (shown[at : at + 2] for at in range(0, len(shown), 2))
                said = (texts[font].get(int.from_bytes(number, "big"), "") for number in numbers)
                _say(found, around, "".join(said))
    return found


def _say(found: dict[int, str], around: list[Any], text: str) -> None:
    for mark in around:
        if "/MCID" in mark:
            found[int(mark["/MCID"])] += text
