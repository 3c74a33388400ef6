"""Bringing an exported notebook back into an empty one: shown first, written when confirmed."""

from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json
from conferencer.commands.bringing_in import agreed, back_up_first, not_confirmed
from conferencer.commands.given import given_notebook, has_a_terminal
from conferencer.commands.patience import Patience
from conferencer.core.errors import AskedWronglyError
from conferencer.core.text import clean_line, isolated

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.import_json import Exported

Export = tuple[Path, "Exported"]

_COUNTED = {
    "class_group": ("class", "classes"),
    "student": ("learner", "learners"),
    "conference": ("conference", "conferences"),
    "note": ("note", "notes"),
    "goal": ("goal", "goals"),
    "next_step": ("next step", "next steps"),
    "school_day": ("day without school", "days without school"),
}
"""The tables that the preview tells of, in words."""


def exports_among(files: list[Path]) -> list[Export]:
    """Those of the files that are exported notebooks."""
    # A roster cannot begin so, and is then read without the tables.
    likely = [path for path in files if _begins_with(path, b"{")]
    if not likely:
        return []
    from conferencer.core.import_json import read_export

    found = [(path, read_export(path)) for path in likely]
    return [(path, exported) for path, exported in found if exported is not None]


def _begins_with(path: Path, sign: bytes) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(sign)
    except OSError:
        return False  # what is wrong with it is said where it is read


def bring_back(asked: "Namespace", exports: list[Export]) -> int:
    """An exported notebook into an empty one."""
    from conferencer.core.import_json import bring_in, refuse_unless_empty

    if len(asked.files) > 1 or asked.class_names:
        raise AskedWronglyError(
            "One at a time",
            f"{exports[0][0].name} is an exported notebook, which comes in whole and by itself; "
            "nothing was changed.",
        )
    ((path, exported),) = exports
    notebook = given_notebook(asked)
    try:
        if notebook.exists:
            refuse_unless_empty(notebook.open())
        if not asked.json:
            _print_preview(path, exported)
        if not asked.dry_run and _is_confirmed(asked):
            back_up_first(notebook)
            with Patience("Bringing it in") as patience:
                bring_in(notebook.open(), path, exported, patience.go_on)
            if not asked.json:
                print(f"Brought in: {isolated(clean_line(str(notebook.path)))}")
    finally:
        notebook.close()
    if asked.json:
        print_json({"version": exported.version, "rows": exported.counts})
    return 0


def _is_confirmed(asked: "Namespace") -> bool:
    if asked.yes:
        return True
    if not has_a_terminal():
        raise not_confirmed()
    if agreed():
        return True
    print("Nothing was changed.")
    return False


def _print_preview(path: Path, exported: "Exported") -> None:
    name = isolated(clean_line(path.name))
    print(f"{name} (an exported notebook of {exported.exported_at[:10]}) into an empty one:")
    told = [
        f"{exported.counts.get(table, 0):,} {one if exported.counts.get(table) == 1 else many}"
        for table, (one, many) in _COUNTED.items()
    ]
    print(f"  {', '.join(told)}")
