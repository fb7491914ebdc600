"""One file of comments ⇄ the `Comment`s on one essay.

Each opens with `## Name, 2024-05-03`, then `Key: value` lines, a blank line, and what was said,
in the grammar of essays. No e-mail, address or URL of a reader ever stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from anthology import markup
from anthology.errors import Place, Problem, did_you_mean
from anthology.manuscript import header
from anthology.model import Comment, Consent, ConsentState

KEYS = ("Id", "Reply to", "Consent", "Use", "Print as", "Language")
NO_NAME = "(no name)"
UNDATED = "undated"
_OPENING = re.compile(r"## +(.+)")
_DATED = re.compile(r"(.*),\s*(\d{4}-\d\d-\d\d|undated)$")
_CONSENT = re.compile(
    r"(?P<state>[a-z, ]+?)\??(?:[ ,]+(?P<day>\d{4}-\d\d-\d\d))?(?:\s*\(before: .*\))?$",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(r"not needed\s*:\s*(.*)$", re.IGNORECASE)
CONSENT_EXAMPLES = (
    "`yes`, `yes, first name`, `yes, initials`, `yes, no name`, `no`, `asked`, `not asked`, "
    "`withdrawn`, `own` or `not needed: the reason`, with a date after it where there is one"
)


@dataclass(frozen=True, slots=True)
class _Typed:
    """One comment's lines in the file; `line` is that of its opening."""

    line: int
    opening: str
    rest: Sequence[str]


def read(text: str, path: Path) -> tuple[tuple[Comment, ...], list[Problem]]:
    """Read the comments of a file as far as they go, and everything that is wrong with them."""
    comments: list[Comment] = []
    problems: list[Problem] = []
    before, typed = _split(text)
    for number, line in enumerate(before, 1):
        if line.strip():
            hint = "begin each comment with a line like `## Jo, 2024-05-03`"
            problems.append(
                Problem(
                    "outside-a-comment",
                    "these words belong to no comment",
                    Place(path, number),
                    hint,
                )
            )
            break
    for one in typed:
        comment, found = _comment(one, path)
        comments.append(comment)
        problems += found
    return tuple(comments), problems


def _split(text: str) -> tuple[Sequence[str], list[_Typed]]:
    lines = text.split("\n")
    openings = [n for n, line in enumerate(lines) if _OPENING.match(line)]
    typed = [
        _Typed(start + 1, lines[start], lines[start + 1 : end])
        for start, end in pairwise([*openings, len(lines)])
    ]
    return lines[: openings[0]] if openings else lines, typed


def _comment(typed: _Typed, path: Path) -> tuple[Comment, list[Problem]]:
    keys = next((n for n, line in enumerate(typed.rest) if not line.strip()), len(typed.rest))
    head = header.read(typed.rest[:keys], path, typed.line + 1, KEYS)
    name, day, problems = _name_and_day(typed, path)
    blocks = markup.parse("\n".join(typed.rest[keys:]), path, typed.line + 1 + keys)
    place = Place(path, typed.line)
    if not blocks:
        hint = "write what was said below a blank line, or delete the comment"
        problems.append(Problem("empty-comment", "this comment says nothing", place, hint))
    if not head.get("Id"):
        hint = "give it a name of its own in this file: `Id: c7`"
        problems.append(Problem("missing-id", "this comment has no Id", place, hint))
    comment = Comment(
        id=head.get("Id"),
        name=name,
        day=day,
        blocks=blocks,
        consent=_consent(head),
        use=_use(head),
        print_as=head.get("Print as"),
        reply_to=head.get("Reply to"),
        language=head.language(),
        place=place,
    )
    return comment, [*problems, *head.problems]


def _name_and_day(typed: _Typed, path: Path) -> tuple[str, date | None, list[Problem]]:
    opening = _OPENING.match(typed.opening)
    assert opening
    said = opening[1].strip()
    dated = _DATED.match(said)
    name = (dated[1] if dated else said).strip()
    day = header.as_day(dated[2]) if dated else None
    problems = []
    if dated and dated[2] != UNDATED and day is None:
        message = f"`{dated[2]}` is not a date"
        place = Place(path, typed.line)
        problems.append(Problem("bad-date", message, place, "write it as `2024-05-03`"))
    return "" if name == NO_NAME else name, day, problems


def _use(head: header.Header) -> bool:
    wanted = head.get("Use").casefold() or "yes"
    if wanted not in ("yes", "no"):
        message = f"Use cannot be `{head.get('Use')}`"
        head.fault("bad-use", message, "Use", "write `Use: yes` or `Use: no`")
    return wanted == "yes"


def _consent(head: header.Header) -> Consent:
    """What the `Consent` line says, but for what it said before, in parentheses; what cannot be
    read counts as not asked, and is a fault."""
    wanted = head.get("Consent")
    if not wanted:
        return Consent()
    if reason := _NOT_NEEDED.match(wanted):
        if not reason[1].strip():
            hint = "write why: `Consent: not needed: …`"
            head.fault(
                "bad-consent", "consent is not needed, and no reason is given", "Consent", hint
            )
            return Consent()
        return Consent(ConsentState.NOT_NEEDED, reason=reason[1].strip())
    said = _CONSENT.match(wanted)
    states = {state.value for state in ConsentState if state is not ConsentState.NOT_NEEDED}
    state = re.sub(r"\s*,\s*", ", ", said["state"].strip().casefold()) if said else ""
    if not said or state not in states:
        head.fault("bad-consent", f"Consent cannot be `{wanted}`", "Consent", _consent_hint(wanted))
        return Consent()
    day = header.as_day(said["day"] or "")
    if said["day"] and day is None:
        head.fault("bad-date", f"`{said['day']}` is not a date", "Consent", "as `2026-09-20`")
    return Consent(ConsentState(state), day)


def _consent_hint(wanted: str) -> str:
    states = [state.value for state in ConsentState]
    guess = did_you_mean(wanted, states)
    return guess if guess.startswith("did") else f"it can be {CONSENT_EXAMPLES}"


def write(comments: Iterable[Comment]) -> str:
    """The file of an essay's comments."""
    return "\n".join(_written(comment) for comment in comments)


def _written(comment: Comment) -> str:
    day = comment.day.isoformat() if comment.day else UNDATED
    values = {
        "Id": comment.id,
        "Reply to": comment.reply_to,
        "Consent": _consent_text(comment.consent),
        "Use": "yes" if comment.use else "no",
        "Print as": comment.print_as,
        "Language": comment.language,
    }
    said = re.sub(r"(?m)^(?=## )", "\\\\", markup.write(comment.blocks))
    return f"## {comment.name or NO_NAME}, {day}\n{header.write(values)}\n{said}"


def _consent_text(consent: Consent) -> str:
    if consent.state is ConsentState.NOT_NEEDED:
        return f"{consent.state.value}: {consent.reason}"
    return f"{consent.state.value} {consent.day or ''}".strip()
