"""What there is to say, as sentences: results, faults, and what was held back.

Turns values into lines of plain text, whole and in order. Prints nothing and decides nothing.
"""

from anthology.tell.building import (
    changes,
    comments,
    for_stores,
    left_out,
    made,
    open_questions,
    printed_comments,
    site,
    site_files,
    sound,
)
from anthology.tell.faults import error, many, path, problem, where
from anthology.tell.gathering import gathered, left_out_rows, review

__all__ = [
    "changes",
    "comments",
    "error",
    "for_stores",
    "gathered",
    "left_out",
    "left_out_rows",
    "made",
    "many",
    "open_questions",
    "path",
    "printed_comments",
    "problem",
    "review",
    "site",
    "site_files",
    "sound",
    "where",
]
