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

    from conferencer.core.models import ClassGroup, Student
    from conferencer.core.notebook import Notebook
    from conferencer.settings import Settings

NO_LEARNERS = "No learners here yet; `conferencer import FILE` brings a class in."


def given_clock() -> Clock:
    """The clock; on the day that `CONFERENCER_TODAY` says, if it says one.

    Raises:
        AskedWronglyError: it says something else.
    """
    text = os.environ.get("CONFERENCER_TODAY", "")
    if not text:
        return Clock()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.isoformat() != text or not 1970 <= day.year <= 2200:
        raise AskedWronglyError(
            "Which day?", f"CONFERENCER_TODAY must be a date such as 2026-11-22, not `{text}`."
        )
    return Clock(day)


def has_a_terminal() -> bool:
    """Whether somebody sits at both ends: the keys and the screen."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def given_settings() -> "Settings":
    """The settings in force."""
    from conferencer.settings import read_settings

    return read_settings(places().settings)


def given_notebook(asked: "Namespace") -> "Notebook":
    """The notebook, not yet open; where it is locked, somebody has said the passphrase.

    Raises:
        LockedNotebookError: nobody has.
    """
    from conferencer.core.keys import locked_file
    from conferencer.core.notebook import Notebook

    path = places(asked.notebook).notebook
    if locked_file(path):
        from conferencer.commands.letting_in import let_in

        let_in(path)
    return Notebook(path, given_clock())


@contextmanager
def reading(asked: "Namespace") -> "Iterator[Notebook | None]":
    """The notebook to read in; None, and nothing is created, where there is none yet."""
    notebook = given_notebook(asked)
    if not notebook.exists:
        yield None
        return
    try:
        yield notebook.open()
    finally:
        notebook.close()


def learner_meant(notebook: "Notebook | None", who: str) -> "Student":
    """The learner meant by an id, a uid or a name.

    Raises:
        AskedWronglyError: nobody, or more than one.
    """
    if notebook is None:
        raise AskedWronglyError(
            "Which learner?", f"There is no learner “{who}”: there is no notebook yet."
        )
    from conferencer.core.roster import find_student

    return find_student(notebook, who)


def class_meant(notebook: "Notebook | None", name: str) -> "ClassGroup":
    """The class with a name.

    Raises:
        AskedWronglyError: there is none.
    """
    if notebook is None:
        raise AskedWronglyError(
            "Which class?", f"There is no class “{name}”: there is no notebook yet."
        )
    from conferencer.core.roster import class_named

    return class_named(notebook, name)
