"""The command that brings classes in from files: shown first, written only when confirmed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json
from conferencer.commands.given import given_notebook, has_a_terminal
from conferencer.core.errors import AskedWronglyError
from conferencer.core.text import isolated

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.notebook import Notebook
    from conferencer.core.roster import Preview
    from conferencer.rosters.shape import Roster, RosterClass


def import_rosters(asked: "Namespace") -> int:
    """Bring classes in, one file after the other; what cannot be read stops it before the first."""
    from conferencer.rosters.words import as_json

    if asked.json and not (asked.yes or asked.dry_run):
        raise not_confirmed()
    from conferencer.commands.bringing_back import bring_back, exports_among

    if exports := exports_among(asked.files):
        return bring_back(asked, exports)
    found = [_read(path, asked.class_name) for path in asked.files]
    notebook = given_notebook(asked)
    told = []
    backed_up = False  # once, however many files: ten files must not push out ten backups
    try:
        for path, (roster, group) in zip(asked.files, found, strict=True):
            shown = _preview(notebook, group)
            told.append(as_json(shown.changes, roster.not_read_for(shown.roster_class)))
            if not asked.json:
                _print_preview(path, roster, shown)
            if not asked.dry_run:
                backed_up = _write(notebook, shown, asked, backed_up)
    finally:
        notebook.close()
    if asked.json:
        print_json(told[0] if len(told) == 1 else told)
    return 0


def not_confirmed() -> AskedWronglyError:
    """Somebody has to agree."""
    return AskedWronglyError(
        "Not confirmed",
        "Nothing was written: --yes brings it in without asking, --dry-run only shows it.",
    )


def _read(path: Path, class_name: str | None) -> "tuple[Roster, RosterClass]":
    from conferencer.rosters.choosing import choose_class
    from conferencer.rosters.reading import read_roster

    roster = read_roster(path)
    whole = path.absolute()
    return roster, choose_class(roster, class_name, whole.name if path.is_dir() else whole.stem)


def _preview(notebook: "Notebook", group: "RosterClass") -> "Preview":
    from conferencer.core.roster import preview

    if notebook.exists:
        notebook.open()
    return preview(notebook, group, group.name)


def _print_preview(path: Path, roster: "Roster", shown: "Preview") -> None:
    from conferencer.rosters.words import preview_lines

    is_known = "" if shown.group else ", a new class"
    name, file = isolated(shown.class_name), isolated(path.name)
    print(f"{file} ({roster.format}) into “{name}”{is_known}:")
    for line in preview_lines(shown.changes, roster.not_read_for(shown.roster_class)):
        print(f"  {line}")


def _write(notebook: "Notebook", shown: "Preview", asked: "Namespace", backed_up: bool) -> bool:
    """Write what was shown, once somebody agreed; whether there is a backup by now."""
    from conferencer.core.roster import apply

    changes = shown.changes
    if not (asked.yes or has_a_terminal()):
        raise not_confirmed()
    if shown.group and not (changes.new or changes.changed or changes.left):
        _tell(asked, "Nothing to change.")
        return backed_up
    if not (asked.yes or agreed()):
        _tell(asked, "Nothing was changed.")
        return backed_up
    if not backed_up:
        back_up_first(notebook)
    notebook.open()
    group = apply(notebook, shown)
    _tell(asked, f"Brought in: “{isolated(group.name)}”.")
    return True


def back_up_first(notebook: "Notebook") -> None:
    """A backup of what is there, if anything is."""
    from conferencer.commands.patience import Patience
    from conferencer.core.backups import back_up

    if notebook.exists:
        with Patience("Keeping a backup first") as patience:
            back_up(notebook.path, notebook.now(), patience.go_on)


def agreed() -> bool:
    """Ask at the terminal; anything but yes is a no."""
    print("Bring these in? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _tell(asked: "Namespace", sentence: str) -> None:
    if not asked.json:
        print(sentence)
