"""The folder for what is nobody else's business: `private/`, beside the manuscript.

Only who owns it may look into it, and git is told to leave it alone, whatever the project's own
.gitignore says. Where git keeps something of it already, nothing is written. What stands in its
files is not known here.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from anthology.errors import GatherError, Place
from anthology.manuscript.files import read_text, write_text
from anthology.whole import write_whole

NAME = "private"
EVERYTHING = "*"
IGNORED = f"# Readers’ addresses: nothing in this folder is for git.\n{EVERYTHING}\n"
FOLDER_MODE, FILE_MODE = 0o700, 0o600


def refuse_unsafe(folder: Path) -> None:
    """Raises GatherError where an address has no place in this folder, or may not stay in it."""
    if folder.exists() and not folder.is_dir():
        message = "addresses are kept in a folder of this name, and this is a file"
        raise GatherError(message, Place(folder), "give the file another name")
    if kept := _kept_by_git(folder):
        raise GatherError(
            f"git keeps what is in this folder (`{kept[0]}`), and would keep readers’ addresses",
            Place(folder),
            f"take it out of git with `git rm -r --cached {NAME}`, commit that, and try again",
        )


def _kept_by_git(folder: Path) -> list[str]:
    """The files in a folder that git keeps. Raises GatherError where git cannot be asked."""
    if not any((above / ".git").exists() for above in folder.absolute().parents):
        return []
    # Another repository may be named there, as it is while a commit is made.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", folder.name]
    try:
        asked = subprocess.run(
            command, cwd=folder.parent, env=environment, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as fault:
        raise GatherError(
            "the book lies in a git repository, and git does not say whether it keeps this folder",
            Place(folder),
            "see what `git status` says here, and try again",
        ) from fault
    return asked.stdout.decode("utf-8", "replace").splitlines()


def write(file: Path, text: str) -> None:
    """Write a file into the folder, whole or not at all, for its owner's eyes."""
    _open(file.parent)
    write_whole(file, text.encode("utf-8"), FILE_MODE)


def _open(folder: Path) -> None:
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    ignored = folder / ".gitignore"
    said = read_text(ignored) if ignored.is_file() else ""
    if EVERYTHING not in said.splitlines():
        write_text(ignored, f"{said.rstrip()}\n{IGNORED}".lstrip())
