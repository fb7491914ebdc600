"""The marks inside a line: `*italic*`, `**bold**`, `[text](url)`, `[^1]`, and a backslash.

Reading is markdown-it-py with only its inline rules on, so there is no HTML, no `_emphasis_`
and no link that nobody marked. Emphasis may run across the lines of a stanza; each line
then gets its own, so that a line can stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, assert_never

from anthology.model import Emphasis, Inline, Link, NoteMark, Strong, Text, plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MARKS = re.compile(r"[*\[\\]")
_NOT_IN_A_LINE = re.compile(r"[\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029]+")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_ALWAYS_ESCAPED = re.compile(r"([\\*\[\]^])")
# A backslash that would swallow what follows, or the end of the line.
_ESCAPED_IF_SPARING = re.compile(r"(\\)(?=[!-/:-@\[-`{-~]|$)")


def parse(text: str) -> tuple[Inline, ...]:
    """The inlines of one line."""
    return parse_lines([text])[0]


def parse_lines(lines: Sequence[str]) -> list[tuple[Inline, ...]]:
    """The inlines of lines that belong together, one tuple for each line."""
    if not any(MARKS.search(line) for line in lines):
        return [(Text(line),) if line else () for line in lines]
    (root,) = _reader().parseInline("\n".join(map(_ending_in_itself, lines)))
    return [settle(line) for line in _split(_Tokens(root.children or []))]


def _ending_in_itself(line: str) -> str:
    """A backslash at a line's end is typed for itself: the line ends there anyway."""
    backslashes = len(line) - len(line.rstrip("\\"))
    return line + "\\" if backslashes % 2 else line


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline.emphasis import tokenize

    def stars_only(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] == "*" and tokenize(state, silent)

    reader = MarkdownIt("zero").enable(["escape", "newline", "emphasis", "link"])
    reader.inline.ruler.at("emphasis", stars_only)
    reader.inline.ruler.at("link", _link)
    reader.inline.ruler.before("link", "note_mark", _note_mark)
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return reader


def _link(state: StateInline, silent: bool) -> bool:
    """A link has words, and its target stands on the line they end on; else all is as typed."""
    from markdown_it.rules_inline import link

    start = state.pos
    words_end = state.md.helpers.parseLinkLabel(state, start) if state.src[start] == "[" else -1
    if words_end < 0 or not state.src[start + 1 : words_end].strip():
        return False
    found = link(state, True)
    end, state.pos = state.pos, start
    if not found or "\n" in state.src[words_end:end]:
        return False
    return link(state, silent)


def _note_mark(state: StateInline, silent: bool) -> bool:
    mark = _NOTE_MARK.match(state.src, state.pos)
    if not mark:
        return False
    if not silent:
        state.push("note_mark", "", 0).content = mark[1]
    state.pos = mark.end()
    return True


class _Tokens:
    """A row of tokens, taken one by one."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._rest = iter(tokens)

    def __iter__(self) -> Iterator[Token]:
        return self._rest


def _split(tokens: _Tokens) -> list[tuple[Inline, ...]]:
    """The tokens up to the closing one, as inlines, line by line."""
    lines: list[list[Inline]] = [[]]
    for token in tokens:
        match token.type:
            case "text":
                lines[-1].append(Text(token.content))
            case "softbreak" | "hardbreak":
                lines.append([])
            case "note_mark":
                lines[-1].append(NoteMark(token.content))
            case "em_open" | "strong_open" | "link_open":
                first, *rest = [_dressed(token, inner) for inner in _split(tokens)]
                lines[-1].append(first)
                lines += [[dressed] for dressed in rest]
            case _:
                break
    return [tuple(line) for line in lines]


def _dressed(token: Token, children: tuple[Inline, ...]) -> Inline:
    match token.type:
        case "em_open":
            return Emphasis(children)
        case "strong_open":
            return Strong(children)
        case _:
            return Link(str(token.attrGet("href") or ""), children)


def settle(children: Sequence[Inline], *, plain: bool = False) -> tuple[Inline, ...]:
    """Inlines as they read back: touching texts joined, empty ones gone; `plain` takes emphasis
    away and keeps its words, its links and its notes."""
    settled: list[Inline] = []
    for child in _settled(children, plain):
        last = settled[-1] if settled else None
        if isinstance(child, Text) and isinstance(last, Text):
            settled[-1] = Text(last.text + child.text)
        else:
            settled.append(child)
    return tuple(settled)


def settle_line(children: Sequence[Inline], *, plain: bool = False) -> tuple[Inline, ...]:
    """The same for a whole line: white space at its two ends is gone, and one space stands for
    whatever white space a line of text cannot hold."""
    match children:
        case [Text(words)]:  # as most lines are
            said = _NOT_IN_A_LINE.sub(" ", words).strip()
            return (Text(said),) if said else ()
    settled = [
        Text(_NOT_IN_A_LINE.sub(" ", child.text)) if isinstance(child, Text) else child
        for child in settle(children, plain=plain)
    ]
    if settled and isinstance(settled[0], Text):
        settled[0] = Text(settled[0].text.lstrip())
    if settled and isinstance(settled[-1], Text):
        settled[-1] = Text(settled[-1].text.rstrip())
    return tuple(child for child in settled if child != Text(""))


def one_line(lines: Iterable[Sequence[Inline]]) -> tuple[Inline, ...]:
    """What several lines hold as one, a space between each two."""
    return settle_line([child for line in lines for child in (Text(" "), *line)])


def _settled(children: Sequence[Inline], is_plain: bool) -> Iterator[Inline]:
    for child in children:
        match child:
            case Text(text):
                if text:
                    yield child
            case NoteMark():
                yield child
            case Emphasis(inner) | Strong(inner):
                kept = settle(inner, plain=is_plain)
                if is_plain:
                    yield from kept
                elif kept:
                    yield _italic_outermost(type(child)(kept))
            case Link(target, inner):
                kept = settle(list(_unlinked(inner)), plain=is_plain)
                if kept:
                    yield Link(target, kept)
                yield from _note_marks(inner)
            case _:
                assert_never(child)


def _italic_outermost(child: Emphasis | Strong) -> Emphasis | Strong:
    """Words in both read back so: three stars are an emphasis, and inside it a strong one."""
    match child:
        case Strong((Emphasis(inner),)):
            return Emphasis((Strong(inner),))
        case _:
            return child


def _unlinked(children: Sequence[Inline]) -> Iterator[Inline]:
    """What a link may hold: no link, and no mark of a note, which would be one in the page."""
    for child in children:
        match child:
            case Text():
                yield child
            case NoteMark():
                pass
            case Link(_, inner):
                yield from _unlinked(inner)
            case Emphasis(inner) | Strong(inner):
                yield type(child)(tuple(_unlinked(inner)))
            case _:
                assert_never(child)


def _note_marks(children: Sequence[Inline]) -> Iterator[NoteMark]:
    for child in children:
        if isinstance(child, NoteMark):
            yield child
        elif not isinstance(child, Text):
            yield from _note_marks(child.children)


def write(children: Sequence[Inline], *, sparing: bool) -> str:
    """One line of manuscript text; `sparing` leaves out the backslashes that are seldom needed."""
    return "".join(_write(child, sparing) for child in children)


def _write(child: Inline, sparing: bool) -> str:
    match child:
        case Text(text):
            return (_ESCAPED_IF_SPARING if sparing else _ALWAYS_ESCAPED).sub(r"\\\1", text)
        case Emphasis(inner):
            return f"*{write(inner, sparing=sparing)}*"
        case Strong(inner):
            return f"**{write(inner, sparing=sparing)}**"
        case Link(target, inner):
            escaped = re.sub(r"([\\<>])", r"\\\1", target)
            bare = re.fullmatch(r"[^\s<>()\\]+", target)
            return f"[{write(inner, sparing=sparing)}]({target if bare else f'<{escaped}>'})"
        case NoteMark(label):
            return f"[^{label}]"
        case _:
            assert_never(child)


__all__ = ["Inline", "parse", "parse_lines", "plain", "settle", "settle_line", "write"]
