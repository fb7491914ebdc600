"""What a rule about a finished file finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """What breaks a rule, and on which sheet; 0 is the file as a whole."""

    what: str
    sheet: int = 0
