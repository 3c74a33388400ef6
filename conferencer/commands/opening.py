"""Commands that open the notebook or say where it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.given import clock, need_a_terminal
from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.clock import Clock

def open_app(notebook: Path | None = None) -> int:
    """The notebook on the screen."""
    clock = clock()
    need_a_terminal()
    from conferencer.app import run_app

    return run_app(places(notebook), clock)


def show_demo(asked: "Namespace") -> int:
    """The made-up class on the screen, or in a file."""
    clock = clock()
    if asked.write:
        return _write_demo(asked, clock)
    if asked.students is not None or asked.conferences is not None:
        raise AskedWronglyError(
            "Where to?", "--students and --conferences need --write FILE as well."
        )
    need_a_terminal()
    from conferencer.app import run_app

    return run_app(places(asked.notebook), clock, demo=True)


def _write_demo(asked: "Namespace", clock: Clock) -> int:
    from conferencer.core.demo import write_demo
    from conferencer.core.notebook import Notebook

    if asked.write.exists():
        raise ConferencerError(
            "File exists", f"{asked.write} exists already; nothing was written. Choose a new name."
        )
    notebook = Notebook(asked.write, clock).open()
    try:
        write_demo(notebook, clock.today(), asked.students, asked.conferences)
    finally:
        notebook.close()
    print(asked.write)
    return 0


def show_places(asked: "Namespace") -> int:
    """Where the files are."""
    found = places(asked.notebook)
    paths = {
        "notebook": str(found.notebook),
        "settings": str(found.settings),
        "guides": str(found.guides),
        "log": str(found.log),
    }
    if asked.json:
        print_json(paths)
    else:
        for name, path in paths.items():
            print(f"{name:10}{path}")
    return 0
