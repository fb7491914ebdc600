"""A hand: a Python of its own, at this end of two pipes, that lays out the units it is given.

It is started afresh and never forked. The engine's font library looks fonts up in threads, and a
process forked from one that has used it can wait for ever for a thread it did not inherit. A hand
ends when its pipe does, so none is left behind, and what it took is counted as this process's.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from anthology.errors import AnthologyError, BuildError, Place, of_the_machine
from anthology.memory import clear_up
from anthology.print.cache import Cache
from anthology.print.job import Design, Job


class Hand:
    """One hand, for units of one design, which it keeps in the cache as it goes."""

    def __init__(self, design: Design, cache: Cache) -> None:
        command = [sys.executable, "-P", "-c", f"from {__name__} import main; main()"]
        roads = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": roads},
        )
        self._design, self._cache = design, cache

    def lay_out(self, key: str, job: Job) -> None:
        """Keep the unit under its key. Raises what laying it out raised, and `BuildError` naming
        the unit where the hand stopped in the middle of it."""
        said, answers = self._process.stdin, self._process.stdout
        assert said is not None
        assert answers is not None
        try:
            pickle.dump((key, job, self._design, self._cache), said)
            said.flush()
            fault = pickle.load(answers)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise _stopped(job, self._process.wait()) from error
        if fault:
            raise fault

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()

    def put_away(self) -> None:
        """Wait for its end and close its pipes, of which nobody else may be waiting for one."""
        with suppress(OSError), self._process:
            pass


def _stopped(job: Job, status: int) -> BuildError:
    return BuildError(
        f"the program that lays out pages stopped in “{job.title}” (it ended with {status})",
        hint="most often there was too little memory: close other programs and build again; "
        "what is laid out already is kept",
    )


def keep(key: str, job: Job, design: Design, cache: Cache) -> None:
    """Lay a unit out in this process and keep it, and clear up behind it.

    Raises `BuildError` where it cannot be kept.
    """
    from anthology.print import hyphens, layout

    hyphens.keep_in(cache)
    drawn = layout.lay_out(job, design)
    try:
        cache.keep(key, drawn)
    except OSError as error:
        told = of_the_machine(error)
        message = f"laid-out pages could not be kept: {told or error.strerror or error}"
        raise BuildError(message, Place(cache.folder), told.hint if told else "") from error
    clear_up()


def serve(said: BinaryIO, answers: BinaryIO) -> None:
    """Lay out what comes until there is no more; answer each with its fault, or with none."""
    gc.disable()
    from anthology.print import layout

    layout.load()
    gc.freeze()
    while True:
        try:
            task = pickle.load(said)
        except EOFError:
            return
        fault = None
        try:
            keep(*task)
        except AnthologyError as error:
            fault = error
        pickle.dump(fault, answers)
        answers.flush()


def main() -> None:
    """Answer on what was standard output, where nothing else is to be written from now on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a keyboard's is for the one that started it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers)
