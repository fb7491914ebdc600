"""Look a press PDF over as a printer's own preflight would, by what stands in the file.

The rules are in `press_rules` and `press_boxes`, which of them a label asks for, and what else, in
`pdfx`; here they are asked, and told as problems.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from anthology.check import pdfx
from anthology.check.press_file import PressFile, opened
from anthology.check.press_rules import Rule
from anthology.errors import Place, Problem
from anthology.project import Standard


def look_over(path: Path, standard: Standard = Standard.NONE) -> tuple[Problem, ...]:
    """Every rule the file breaks, those of the standard it has to keep with them.

    Raises BuildError where it is no PDF.
    """
    with opened(path) as file:
        return tuple(problem for rule in pdfx.rules(standard) for problem in broken(rule, file))


def broken(rule: Rule, file: PressFile) -> Iterator[Problem]:
    """A problem for each way in which a file breaks a rule, with the sheets it does so on."""
    ways: dict[str, list[int]] = defaultdict(list)
    for breach in rule(file):
        ways[breach.what].append(breach.sheet)
    for what, sheets in ways.items():
        where = _sheets(sorted({sheet for sheet in sheets if sheet}))
        yield Problem(
            "press",
            f"a press PDF keeps this rule, and this one does not: “{name(rule)}”: {what}{where}",
            Place(file.path),
            "this should not happen: please tell the makers of this program",
        )


def name(rule: Rule) -> str:
    """What a rule asks, as a sentence without its full stop."""
    return (rule.__doc__ or rule.__name__).splitlines()[0].rstrip(".")


def _sheets(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    more = f" and {len(numbers) - 1} more" if len(numbers) > 1 else ""
    return f", on page {numbers[0]}{more}"
