"""The command that takes out for good what was kept before a day: shown, asked, done, reported."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import say
from conferencer.commands.given import given_notebook, given_settings, has_a_terminal
from conferencer.commands.patience import Patience
from conferencer.core.errors import AskedWronglyError, ConferencerError

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.notebook import Notebook
    from conferencer.core.purge import Plan

WORD = "purge"
"""What has to be typed: a `y` slips out too easily for something that cannot be undone."""


def purge_notebook(asked: "Namespace") -> int:
    """What was kept before a day goes, once somebody typed the word for it."""
    from conferencer.commands.purge_words import is_left_alone, what_would_be_done
    from conferencer.core.purge import what_would_go

    notebook = given_notebook(asked)
    before = _day(asked.before, notebook.today())
    if not notebook.exists:
        raise ConferencerError(
            "No notebook", f"There is no notebook at {notebook.path} yet, so nothing to purge."
        )
    try:
        notebook.open()
        with Patience("Looking") as patience:
            plan = what_would_go(notebook, before, patience.go_on)
        print("\n".join(what_would_be_done(plan, notebook.path)))
        left = [one for one in plan.files if one.problem]
        if plan.is_empty:
            if left:
                say(is_left_alone(left))
            return 1 if left else 0
        if not _is_agreed(asked):
            print("Nothing was changed.")
            return 0
        return _purge(notebook, plan, asked.out)
    finally:
        notebook.close()


def _day(text: str, today: date) -> date:
    from conferencer.core.dates import DateNotUnderstoodError, in_words, understand

    # Never the day before that the words could mean as well: what goes by mistake is gone.
    try:
        day = understand(text, today, given_settings().day_first)
    except DateNotUnderstoodError as error:
        raise AskedWronglyError("Which day?", f"--before {text}: {error}") from error
    if day >= today:
        meant = "today" if day == today else f"{in_words(day, day)} {day.year}, in the future"
        raise AskedWronglyError(
            "Not in the past",
            f"--before {text} is {meant}, and nothing was changed: please write a day in the past, "
            f"with its year, such as {today.year - 1}-08-01.",
        )
    return day


def _is_agreed(asked: "Namespace") -> bool:
    if asked.yes:
        return True
    if not has_a_terminal():
        raise AskedWronglyError(
            "Not confirmed", "Nothing was changed: --yes does it without asking."
        )
    print(f"Type `{WORD}` to go on; anything else changes nothing: ", end="", flush=True)
    return sys.stdin.readline().strip().lower() == WORD


def _purge(notebook: "Notebook", plan: "Plan", out: Path | None) -> int:
    """Do it; the report is begun before, so that there is a place for it."""
    from conferencer.commands.purge_words import is_left_alone, report, report_begun
    from conferencer.core.purge import purge
    from conferencer.paper.files import save_new

    begun = report_begun(plan, notebook.path, notebook.today())
    stem = f"purge-{plan.before.isoformat()}"
    path = save_new(begun.encode(), out, Path.cwd(), stem, ".txt")
    with Patience("Purging") as patience:
        done = purge(notebook, plan, patience.go_on)
    told = report(plan, done, notebook.path, notebook.today())
    save_new(told.encode(), path, path.parent, stem, ".txt")
    print(f"Purged. {_rewritten(len([one for one in done.files if one.is_changed]))}")
    print(f"The report is {path}.")
    if done.left:
        say(is_left_alone(done.left))
    return 1 if done.left else 0


def _rewritten(count: int) -> str:
    if not count:
        return "No file beside the notebook had to be written anew."
    files = "1 file" if count == 1 else f"{count} files"
    return f"{files} beside the notebook {'was' if count == 1 else 'were'} written anew."
