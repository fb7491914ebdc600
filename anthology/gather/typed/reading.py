"""A file's bytes as clean text, with what was found out on the way.

The one door through which text comes in, whatever its source: decoded, rid of invisible
letters, and looked over for words that an earlier program spoiled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anthology.gather.counted import many
from anthology.gather.gathered import SourceFile
from anthology.gather.intake import decode, hygiene
from anthology.gather.review import Kind, Row
from anthology.model import Question

REPLACEMENT = "\ufffd"
NO_WORDS = (
    "are these the right letters? (the text is in an encoding that is not known: if they are "
    "wrong, save it as UTF-8 and gather it again; if they are right, delete this line)"
)


@dataclass(frozen=True, slots=True)
class Read:
    """The text, lines ended by `\\n`; what to tell, and what only the author can say."""

    text: str
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]


def read(file: SourceFile) -> Read:
    """The text of a file. Raises GatherError where it holds none."""
    decoded = decode.decode(file.data, file.path)
    found = look_over(decoded.text)
    if decoded.encoding == "UTF-8":
        return found
    rows = (_encoding(decoded), *found.rows)
    asked = (Question(NO_WORDS),) if decoded.is_guess else ()
    return replace(found, rows=rows, questions=(*asked, *found.questions))


def look_over(text: str) -> Read:
    """The same for text that came decoded, out of a document or an export."""
    cleaned = hygiene.clean(text)
    rows = [_changed(what, count) for what, count in cleaned.changes]
    # Half of what was spoiled may not show, and is gone from the clean text.
    spoiled = tuple(
        replace(run, found=hygiene.clean(run.found).text) for run in decode.garbled(text)
    )
    rows += [_garbled(run) for run in spoiled]
    questions = [Question(_asked(spoiled))] if spoiled else []
    if lost := cleaned.text.count(REPLACEMENT):
        rows.append(_lost(lost))
        gone = many(lost, "letter")
        questions.append(Question(f"{gone} lost before this text came here: write in what it said"))
    return Read(cleaned.text, tuple(rows), tuple(questions))


def _encoding(decoded: decode.Decoded) -> Row:
    spelled = "read no way that is known" if decoded.is_guess else "only read this way"
    reason = f"its bytes are no UTF-8, and {spelled} do they spell words"
    what = f"read as {decoded.encoding}"
    return Row(Kind.ENCODING, "", "", what, reason, "save the source as UTF-8")


def _changed(what: str, count: int) -> Row:
    return Row(Kind.CHANGED, "", "", many(count, what), "they do not show, and upset a printer")


def _garbled(run: decode.Garbled) -> Row:
    return Row(
        Kind.ENCODING,
        "",
        run.found,
        f"kept as it is, {run.count} ×",
        f"it looks like `{run.meant}`, spoiled by a program that took UTF-8 for Windows letters",
        "gather from an unspoiled copy, or replace it in the file",
    )


def _asked(spoiled: tuple[decode.Garbled, ...]) -> str:
    runs = ", ".join(f"`{run.found}` for `{run.meant}`" for run in spoiled[:3])
    return f"spoiled letters, such as {runs}: replace them below, then delete this line"


def _lost(count: int) -> Row:
    return Row(
        Kind.ENCODING,
        "",
        REPLACEMENT,
        f"kept as it is, {count} ×",
        "a program before this one could not read these letters, and they are gone",
        "gather from an unspoiled copy, or write them in",
    )
