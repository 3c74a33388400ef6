"""What a command is given: the clock, the settings, the notebook, and whom and what it names."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from conferencer.core.clock import Clock
from conferencer.core.errors import AskedWronglyError
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.notebook import Notebook
    from conferencer.settings import Settings

def clock() -> Clock:
    """The clock; on the day that `CONFERENCER_TODAY` says, if it says one."""
    text = os.environ.get("CONFERENCER_TODAY", "")
    if not text:
        return Clock()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.isoformat() != text or not 1970 <= day.year <= 2200:
        raise AskedWronglyError(
            "Which day?",
            f"CONFERENCER_TODAY must be a date such as 2026-11-22, and it is {text!r}.",
        )
    return Clock(day)


def need_a_terminal() -> None:
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise AskedWronglyError(
            "No terminal",
            "The notebook opens in a terminal, and there is none here; "
            "`conferencer --help` lists the commands that do without one.",
        )


def settings() -> "Settings":
    from conferencer.settings import read_settings

    return read_settings(places().settings)


@contextmanager
def reading(asked: "Namespace") -> "Iterator[Notebook | None]":
    """The notebook to read in; None, and nothing is created, where there is none yet."""
    from conferencer.core.notebook import Notebook

    notebook = Notebook(places(asked.notebook).notebook, clock())
    if not notebook.exists:
        yield None
        return
    try:
        yield notebook.open()
    finally:
        notebook.close()
