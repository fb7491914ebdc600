"""Hands: Pythons of their own, each at this end of two pipes, that do what they are given.

A hand is started afresh and never forked. The layout engine's font library looks fonts up in
threads, and a process forked from one that has used it can wait for ever for a thread it did not
inherit. A hand ends when its pipe does, so none is left behind, and what it took is counted as this
process's. Knows nothing of what is done.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from anthology.errors import AnthologyError, BuildError
from anthology.memory import clear_up


@dataclass(frozen=True, slots=True)
class Task:
    """A function of a module, and what it is called with; `on` names to the author what it is
    done to."""

    on: str
    function: Callable[..., Any]
    args: tuple[Any, ...]


class Hand:
    """One hand; `does` says what it is there for, as in “the program that lays out pages”."""

    def __init__(self, does: str) -> None:
        command = [sys.executable, "-P", "-c", f"from {__name__} import main; main()"]
        roads = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": roads},
        )
        self._does = does

    def do(self, task: Task) -> Any:
        """What the function returns. Raises what it raised, and `BuildError` naming what it was
        done to where the hand stopped in the middle of it."""
        said, answers = self._process.stdin, self._process.stdout
        assert said is not None
        assert answers is not None
        try:
            pickle.dump((task.function, task.args), said)
            said.flush()
            answer, fault = pickle.load(answers)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise self._stopped(task.on, self._process.wait()) from error
        if fault:
            raise fault
        return answer

    def _stopped(self, on: str, status: int) -> BuildError:
        return BuildError(
            f"the program that {self._does} stopped in “{on}” (it ended with {status})",
            hint="most often there was too little memory: close other programs and build again; "
            "what is laid out already is kept",
        )

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()

    def put_away(self) -> None:
        """Wait for its end and close its pipes, of which nobody else may be waiting for one."""
        with suppress(OSError), self._process:
            pass


def dismiss(hands: Sequence[Hand]) -> None:
    """End them all."""
    for hand in hands:
        hand.stop()
    for hand in hands:
        hand.put_away()


def share(hands: Sequence[Hand], tasks: Sequence[Task]) -> Generator[tuple[int, Any], None, None]:
    """The number of each task and what came of it, as they are done: each hand is given the next
    as soon as it has done one. A fault stops them all."""
    free: SimpleQueue[Hand] = SimpleQueue()
    for hand in hands:
        free.put(hand)

    def handed(number: int, task: Task) -> tuple[int, Any]:
        hand = free.get()
        try:
            return number, hand.do(task)
        finally:
            free.put(hand)

    pool = ThreadPoolExecutor(len(hands))
    try:
        for done in as_completed([pool.submit(handed, *each) for each in enumerate(tasks)]):
            yield done.result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for hand in hands:
            hand.stop()
        raise
    finally:
        pool.shutdown()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def serve(said: BinaryIO, answers: BinaryIO) -> None:
    """Do what comes until there is no more; answer each with what it gives, and its fault or
    none. Garbage is looked for between tasks alone."""
    gc.disable()
    while True:
        try:
            function, args = pickle.load(said)
        except EOFError:
            return
        answer = fault = None
        try:
            answer = function(*args)
        except AnthologyError as error:
            fault = error
        pickle.dump((answer, fault), answers)
        answers.flush()
        clear_up()


def main() -> None:
    """Answer on what was standard output, where nothing else is to be written from now on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a keyboard's is for the one that started it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers)
