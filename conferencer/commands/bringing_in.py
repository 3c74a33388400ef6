"""The command that brings classes in from files: shown first, written only when confirmed."""

import sys
from itertools import groupby
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
    from conferencer.rosters.shape import Roster, RosterClass, Wishes


def import_rosters(asked: "Namespace") -> int:
    """Bring classes in, one file after the other; what cannot be read stops it before the first."""
    if asked.json and not (asked.yes or asked.dry_run):
        raise not_confirmed()
    from conferencer.commands.bringing_back import bring_back, exports_among

    if exports := exports_among(asked.files):
        return bring_back(asked, exports)
    wishes = wishes_of(asked)
    found = [
        (path, roster, group)
        for path in asked.files
        for roster, groups in [_read(path, asked, wishes)]
        for group in groups
    ]
    notebook = given_notebook(asked)
    try:
        told = _bring_in(notebook, found, asked)
    finally:
        notebook.close()
    if asked.json:
        print_json(told[0] if len(told) == 1 else told)
    return 0


def _bring_in(
    notebook: "Notebook", found: "list[tuple[Path, Roster, RosterClass]]", asked: "Namespace"
) -> list[dict[str, object]]:
    """Show one class after the other, and write each file's classes together."""
    from conferencer.rosters.words import as_json

    told: list[dict[str, object]] = []
    backed_up = False  # once, however many files: ten files must not push out ten backups
    for _, classes in groupby(found, key=lambda one: one[0]):
        previews = []
        for path, roster, group in classes:
            shown = _preview(notebook, group)
            previews.append(shown)
            changes = as_json(shown.changes, roster.not_read_for(shown.roster_class))
            told.append({**changes, "notes": list(roster.notes)})
            if not asked.json:
                _print_preview(path, roster, shown)
        if not asked.dry_run:
            backed_up = _write(notebook, previews, asked, backed_up)
    return told


def wishes_of(asked: "Namespace") -> "Wishes":
    """The encoding and the columns that were named.

    Raises:
        AskedWronglyError: an encoding or a meaning that is not known.
    """
    from conferencer.rosters.headings import MEANINGS
    from conferencer.rosters.shape import Wishes

    columns: dict[str, str] = {}
    for one in asked.columns:
        heading, _, meaning = one.rpartition("=")
        if not heading or meaning not in MEANINGS:
            known = ", ".join(MEANINGS)
            raise AskedWronglyError(
                "Which column?", f"--column takes HEADING=MEANING, with a meaning of: {known}."
            )
        columns[heading.strip()] = MEANINGS[meaning]
    try:
        if asked.encoding:
            "".encode(asked.encoding)
    except (LookupError, ValueError) as error:
        raise AskedWronglyError(
            "No such encoding",
            f"There is no encoding “{asked.encoding}”; known are utf-8, cp1252, mac_roman, "
            "shift_jis, gb18030 and others.",
        ) from error
    return Wishes(asked.encoding, columns)


def not_confirmed() -> AskedWronglyError:
    """Somebody has to agree."""
    return AskedWronglyError(
        "Not confirmed",
        "Nothing was written: --yes brings it in without asking, --dry-run only shows it.",
    )


def _read(path: Path, asked: "Namespace", wishes: "Wishes") -> "tuple[Roster, list[RosterClass]]":
    from conferencer.rosters.choosing import choose_classes
    from conferencer.rosters.reading import read_roster

    roster = read_roster(path, wishes)
    whole = path.absolute()
    stem = whole.name if path.is_dir() else whole.stem
    return roster, choose_classes(roster, asked.class_names, asked.all, stem)


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
    for note in roster.notes:
        print(f"  {note}")
    for line in preview_lines(shown.changes, roster.not_read_for(shown.roster_class)):
        print(f"  {line}")


def _write(
    notebook: "Notebook", shown: "list[Preview]", asked: "Namespace", backed_up: bool
) -> bool:
    """Write what was shown, once somebody agreed; whether there is a backup by now."""
    from conferencer.core.roster import apply_all

    if not (asked.yes or has_a_terminal()):
        raise not_confirmed()
    if not any(_changes_anything(one) for one in shown):
        _tell(asked, "Nothing to change.")
        return backed_up
    if not (asked.yes or agreed()):
        _tell(asked, "Nothing was changed.")
        return backed_up
    if not backed_up:
        back_up_first(notebook)
    notebook.open()
    groups = apply_all(notebook, shown)
    _tell(asked, f"Brought in: {', '.join(f'“{isolated(group.name)}”' for group in groups)}.")
    return True


def _changes_anything(shown: "Preview") -> bool:
    changes = shown.changes
    return not shown.group or bool(changes.new or changes.changed or changes.left)


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
