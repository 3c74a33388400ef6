"""Commands that keep the notebook safe: a backup, bringing one back, a look at everything."""

import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json
from conferencer.commands.given import given_notebook, has_a_terminal
from conferencer.commands.patience import Patience
from conferencer.core.errors import AskedWronglyError, ConferencerError, DamagedNotebookError
from conferencer.core.text import clean_line, isolated
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.repair import Saved
    from conferencer.core.restoring import Restored


def back_up_notebook(asked: "Namespace") -> int:
    """A verified copy of the notebook; its path is printed."""
    from conferencer.core.backups import back_up, back_up_to

    notebook = given_notebook(asked)
    if not notebook.exists:
        raise ConferencerError(
            "No notebook", f"There is no notebook at {notebook.path} yet, so nothing to back up."
        )
    with Patience("Backing up") as patience:
        if asked.file is None:
            made = back_up(notebook.path, notebook.now(), patience.go_on)
        else:
            made = asked.file
            back_up_to(notebook.path, made, patience.go_on)
    print(_shown(made))
    return 0


def restore_backup(asked: "Namespace") -> int:
    """A backup in the notebook's place, once somebody agreed."""
    from conferencer.commands.letting_in import let_in
    from conferencer.core.restoring import check_restorable, restore

    notebook = given_notebook(asked)
    let_in(asked.file)
    with Patience("Checking") as patience:
        check_restorable(notebook.path, asked.file, patience.go_on)
    if not asked.yes:
        if not has_a_terminal():
            raise AskedWronglyError(
                "Not confirmed", "Nothing was changed: --yes brings it back without asking."
            )
        print(
            f"This puts {_shown(asked.file)} in the place of {_shown(notebook.path)}, which is "
            "kept among its backups. Please close Conferencer in other windows first."
        )
        if not agreed("Bring it back?"):
            print("Nothing was changed.")
            return 0
    with Patience("Bringing it back") as patience:
        done = restore(notebook.path, asked.file, notebook.now(), patience.go_on)
    print(told(done, notebook.path, asked.file))
    return 0


def offer_backup(error: DamagedNotebookError, notebook: Path, now: datetime) -> bool:
    """Offer the newest good backup in the place of a damaged notebook; whether it was taken."""
    from conferencer.core.backups import made_on
    from conferencer.core.restoring import restore

    if error.backup is None:
        return False
    print(f"The notebook {_shown(notebook)} is damaged, or is not a Conferencer notebook.")
    print(f"The newest good backup is of {made_on(error.backup, notebook)}: {error.backup.name}")
    if not agreed("Bring it back? The damaged file is kept aside."):
        return False
    print(told(restore(notebook, error.backup, now), notebook, error.backup))
    return True


def agreed(question: str) -> bool:
    """Ask somebody at the terminal; anything but yes is a no."""
    print(f"{question} [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def told(done: "Restored", notebook: Path, file: Path) -> str:
    """What was done, in sentences."""
    said = f"Brought back: {_shown(file)} is now the notebook {_shown(notebook)}."
    if done.kept and done.was_whole:
        said += f"\nThe notebook that was there is kept as {_shown(done.kept)}."
    elif done.kept:
        said += f"\nThe damaged file that was there is kept, byte for byte, as {_shown(done.kept)}."
    return said


def examine_notebook(asked: "Namespace") -> int:
    """A look at everything; with `--repair`, what can be read goes into a new notebook."""
    from conferencer.core.checkup import examine

    notebook = given_notebook(asked).path
    with Patience("Checking") as patience:
        findings = examine(notebook, patience.go_on)
    file = [one for one in findings if one.name not in ("permissions", "lock", "backups")]
    is_damaged = not all(one.is_well for one in file)
    if asked.repair and {one.name for one in file if not one.is_well} == {"search index"}:
        _make_index_anew(asked)
        findings, is_damaged = examine(notebook), False
    saved = _repair(notebook) if asked.repair and is_damaged else None
    all_well = all(one.is_well for one in findings)
    if asked.json:
        rows = [{"name": o.name, "ok": o.is_well, "sentence": o.sentence} for o in findings]
        repaired = vars(saved) | {"path": str(saved.path)} if saved else None
        print_json({"ok": all_well, "findings": rows, "repaired": repaired})
        return 0 if all_well else 1
    for one in findings:
        print(f"{'ok  ' if one.is_well else '!!  '}{_shown(one.sentence)}")
    if saved:
        print(_what_was_saved(saved, asked))
    elif is_damaged:
        print(_way_out(notebook, asked))
    elif asked.repair:
        print("There is nothing to repair in the notebook.")
    return 0 if all_well else 1


def _make_index_anew(asked: "Namespace") -> None:
    """The index can be made from the notes at any time, so the notebook itself is repaired."""
    from conferencer.core.search import make_anew

    notebook = given_notebook(asked).open()
    with Patience("Reading every word again") as patience:
        make_anew(notebook, patience.go_on)
    notebook.close()


def _repair(notebook: Path) -> "Saved":
    from conferencer.core.repair import save_what_is_left

    with Patience("Saving what can be read") as patience:
        return save_what_is_left(notebook, patience.go_on)


def _what_was_saved(saved: "Saved", asked: "Namespace") -> str:
    rows = ", ".join(f"{count} {table.replace('_', ' ')}" for table, count in saved.rows.items())
    said = f"Saved what could be read into {_shown(saved.path)}: rows by table: {rows}."
    if saved.dropped:
        said += f" {saved.dropped} rows were left out, since what they belong to is lost."
    return (
        f"{said}\nThe notebook itself was not touched. To go on with what was saved: "
        f"`{_restore_command(saved.path, asked)}`"
    )


def _way_out(notebook: Path, asked: "Namespace") -> str:
    from conferencer.core.backups import newest_good

    good = newest_good(notebook)
    first = (
        f"`{_restore_command(good, asked)}` brings the newest good backup back; " if good else ""
    )
    return (
        f"{first}`conferencer doctor --repair` saves what can be read of the notebook into a new "
        "file. Neither loses the present file."
    )


def _restore_command(file: Path, asked: "Namespace") -> str:
    is_usual = asked.notebook is None or places(asked.notebook) == places()
    other = "" if is_usual else f" --notebook {shlex.quote(str(asked.notebook))}"
    return f"conferencer restore {shlex.quote(str(file))}{other}"


def _shown(text: object) -> str:
    return isolated(clean_line(str(text)))
