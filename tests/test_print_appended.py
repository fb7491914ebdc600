"""Objects written behind those of a finished PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.print.appended import IN_A_STREAM, Appended, renumbered

TRICKY = st.sampled_from(
    ["7 0 R", "a\nb", "(7 0 R)", "[7 0 R]", "\\", "(", ")", "é\u2028", "<7 0 R>", ""]
)
TEXTS = st.lists(TRICKY | st.text(max_size=12), max_size=4).map(" ".join)


def written(*things: Any) -> bytes:
    """A PDF of one page, with these things in its catalog."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Held = pdf.make_indirect(pikepdf.Dictionary(Old=1))
        for number, thing in enumerate(things):
            pdf.Root[f"/Thing{number}"] = pdf.make_indirect(thing)
        out = BytesIO()
        pdf.docinfo["/Title"] = "Tides"
        mode = pikepdf.ObjectStreamMode.generate
        pdf.save(out, object_stream_mode=mode, deterministic_id=True)
        return out.getvalue()


def held(pdf: bytes) -> int:
    """The number of an object that may be replaced."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        number: int = opened.Root.Held.objgen[0]
        return number


@given(st.lists(TEXTS, max_size=3 * IN_A_STREAM))
def test_what_is_put_behind_a_pdf_is_read_back_and_nothing_else_changes(texts: list[str]) -> None:
    before = written()
    out = Appended(before)
    for text in texts:
        out.put(out.number(), pikepdf.Dictionary(Said=pikepdf.String(text)).unparse())
    after = out.finished()

    with pikepdf.open(BytesIO(after)) as pdf, pikepdf.open(BytesIO(before)) as old:
        said = [str(each.Said) for each in pdf.objects if is_said(each)]
        assert said == texts
        assert len(pdf.pages) == 1
        assert pdf.Root.unparse(resolved=True) == old.Root.unparse(resolved=True)
        assert pdf.docinfo["/Title"] == "Tides"
        assert not pdf.check_pdf_syntax()


def is_said(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/Said" in thing


def test_an_object_can_be_put_in_place_of_an_old_one() -> None:
    before = written()
    out = Appended(before)

    out.put(held(before), b"<</New 2>>")

    with pikepdf.open(BytesIO(out.finished())) as pdf:
        assert dict(pdf.Root.Held.items()) == {"/New": 2}


@given(TEXTS)
def test_references_are_renumbered_and_nothing_that_looks_like_one(text: str) -> None:
    thing = pikepdf.Dictionary(Alt=pikepdf.String(text), K=pikepdf.Array([7, 0, 12]))
    with pikepdf.open(BytesIO(written(thing))) as pdf:
        there, far = pdf.Root.Thing0, pdf.Root.Held
        there.P, there.All = far, pikepdf.Array([far, far])
        out = renumbered(there.unparse(resolved=True), {far.objgen[0]: 1234})

    assert out.count(b"1234 0 R") == 3
    without = pikepdf.Object.parse(out.replace(b"1234 0 R", b"null"))
    assert str(without.Alt) == text
    assert list(without.K) == [7, 0, 12]


def test_a_reference_to_what_is_not_in_the_book_is_an_error() -> None:
    with pytest.raises(KeyError):
        renumbered(b"<< /P 7 0 R >>", {8: 1})


def test_the_same_objects_make_the_same_file_and_others_another_name() -> None:
    def made(text: bytes) -> bytes:
        out = Appended(written())
        out.put(out.number(), text)
        return out.finished()

    def name(pdf: bytes) -> bytes:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return bytes(opened.trailer.ID[0])

    assert made(b"<</A 1>>") == made(b"<</A 1>>")
    assert name(made(b"<</A 1>>")) != name(made(b"<</A 2>>"))
