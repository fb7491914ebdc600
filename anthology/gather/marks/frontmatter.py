"""The head of a Markdown file: YAML between `---`, TOML between `+++`, or JSON in braces.

Read key by key, and leniently: nearly a quarter of real titles break YAML, most of them for a
colon, and one bad line must not cost the others. What stands on the line after the colon is
what the author meant, so a plain value is taken as it is typed.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

YAML_KEY = re.compile(r"([^\W\d][\w .-]*?)\s*:(?:\s+(.*)|$)")
TOML_KEY = re.compile(r"[\"']?([^\W\d][\w.-]*)[\"']?\s*=\s*(.*)")
FENCES = {"---": ("---", "..."), "+++": ("+++",)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its value as text, and both as they were typed."""

    key: str
    value: str
    typed: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a file (`typed`, with its fences), its entries, and the text below it."""

    typed: str
    entries: tuple[Entry, ...]
    body: str

    @property
    def body_line(self) -> int:
        """The number of the body's first line, counted from 1."""
        return self.typed.count("\n") + 1


def split(text: str) -> FrontMatter | None:
    """The head and the body; nothing where the text has no head."""
    if text.startswith("{"):
        return _split_json(text)
    fence, _, rest = text.partition("\n")
    closing = FENCES.get(fence.rstrip())
    if not closing:
        return None
    inside = rest.split("\n")
    for at, line in enumerate(inside):
        if line.rstrip() in closing:
            head = inside[:at]
            read = _yaml if fence.startswith("-") else _toml
            if not all(_belongs_in_a_head(line) for line in head):
                return None  # words between two rules
            entries = tuple(read(head))
            typed = "\n".join([fence, *inside[: at + 1], ""])
            return FrontMatter(typed, entries, "\n".join(inside[at + 1 :]))
    return None


def _belongs_in_a_head(line: str) -> bool:
    """A key, or what may stand below one: indented, a list, the end of one, a remark."""
    return line[:1] in ("", " ", "\t", "#", "-", "[", "]", "}", '"') or bool(
        YAML_KEY.match(line) or TOML_KEY.match(line)
    )


def _yaml(head: list[str]) -> Iterator[Entry]:
    for key, line, below in _chunks(head, YAML_KEY):
        yield Entry(key, _yaml_value(line, below), _typed(f"{key}: {line}", below))


def _yaml_value(line: str, below: list[str]) -> str:
    """A value as typed; only quotes and `|` blocks need YAML's own rules."""
    continued = [part.strip() for part in below if part.strip()]
    if line[:1] in "\"'":
        return _loaded(line) or line.strip("\"'")
    if line[:1] in "|>":
        return " ".join(continued)
    return " ".join([line, *continued]).strip()


def _loaded(quoted: str) -> str:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        value = YAML(typ="safe", pure=True).load(quoted)
    except YAMLError:
        return ""
    return value if isinstance(value, str) else ""


def _toml(head: list[str]) -> Iterator[Entry]:
    table = next((at for at, line in enumerate(head) if line.startswith("[")), len(head))
    for key, line, below in _chunks(head[:table], TOML_KEY):
        value = _toml_value("\n".join([line, *below]))
        yield Entry(key, value, _typed(f"{key} = {line}", below))
    if head[table:]:
        yield Entry(head[table], "", _typed("", head[table:]))


def _toml_value(typed: str) -> str:
    try:
        return str(tomllib.loads(f"value = {typed}")["value"])
    except tomllib.TOMLDecodeError:
        return typed.strip().strip("\"'")


def _typed(first: str, below: list[str]) -> str:
    return "\n".join([first, *below]).strip(" :=\n")


def _chunks(head: list[str], key: re.Pattern[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Each key, what stands on its line, and the lines below that belong to it; lines above the
    first key come under the empty one."""
    name, line, below = "", "", []
    for typed in head:
        opened = key.match(typed)
        if not opened:
            below.append(typed)
            continue
        if name or any(below):
            yield name, line, below
        name, line, below = opened[1], (opened[2] or "").strip(), []
    if name or any(below):
        yield name, line, below


def _split_json(text: str) -> FrontMatter | None:
    try:
        head, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None
    if not isinstance(head, dict) or not text[end:].strip():
        return None
    entries = tuple(
        Entry(key, value if isinstance(value, str) else json.dumps(value), f"{key}: {value}")
        for key, value in head.items()
    )
    body = text[end:].lstrip("\n")
    return FrontMatter(text.removesuffix(body), entries, body)
