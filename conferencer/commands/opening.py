"""Commands that open the notebook, or say where it is."""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.given import given_clock, has_a_terminal
from conferencer.core.errors import AskedWronglyError, ConferencerError, DamagedNotebookError
from conferencer.core.keys import locked_file
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace

FRAMES_A_SECOND = "240"
"""How often Textual draws at most, by itself 60 times. A key that comes within two frames of the
last one waits for the next: at 60 up to 33 ms, at 240 up to 8."""
DEMO_STUDENTS = 26
DEMO_CONFERENCES = 300


def open_app(notebook: Path | None = None, demo: bool = False) -> int:
    """The notebook, or the made-up class, on the screen."""
    clock = given_clock()
    if not has_a_terminal():
        raise AskedWronglyError(
            "No terminal",
            "The notebook opens in a terminal, and there is none here; "
            "`conferencer --help` lists the commands that do without one.",
        )
    found = places(notebook)
    if not demo and locked_file(found.notebook):
        from conferencer.commands.letting_in import let_in

        let_in(found.notebook)  # before the screen is ours
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)  # read when textual is imported
    gc.disable()  # until the first frame is shown: see conferencer.ui.start
    from conferencer.app import run_app

    try:
        return run_app(found, clock, demo=demo)
    except DamagedNotebookError as error:
        from conferencer.commands.keeping import offer_backup

        if not offer_backup(error, found.notebook, clock.now()):
            raise
    return run_app(found, clock, demo=demo)


def show_demo(asked: "Namespace") -> int:
    """The made-up class on the screen, or in a file."""
    if asked.write:
        return _write_demo(asked)
    if asked.students is not None or asked.conferences is not None:
        raise AskedWronglyError(
            "Where to?", "--students and --conferences need --write FILE as well."
        )
    return open_app(asked.notebook, demo=True)


def _write_demo(asked: "Namespace") -> int:
    from conferencer.core.demo import write_demo
    from conferencer.core.notebook import Notebook

    path: Path = asked.write
    if path.exists():
        raise ConferencerError(
            "File exists", f"{path} exists already; nothing was written. Choose another name."
        )
    clock = given_clock()
    notebook = Notebook(path, clock)
    try:
        write_demo(
            notebook.open(),
            clock.today(),
            students=DEMO_STUDENTS if asked.students is None else asked.students,
            conferences=DEMO_CONFERENCES if asked.conferences is None else asked.conferences,
        )
    except BaseException:  # also ctrl+c: half a class is of no use to anybody
        notebook.close()
        path.unlink(missing_ok=True)
        raise
    notebook.close()
    print(path)
    return 0


def show_places(asked: "Namespace") -> int:
    """Where the files are."""
    from conferencer.commands.answers import print_json
    from conferencer.core.backups import folder_of

    found = places(asked.notebook)
    paths = {
        "notebook": str(found.notebook),
        "backups": str(folder_of(found.notebook)),
        "settings": str(found.settings),
        "guides": str(found.guides),
        "languages": str(found.languages),
        "log": str(found.log),
    }
    if asked.json:
        print_json(paths)
    else:
        for name, path in paths.items():
            print(f"{name:10}{path}")
    return 0
