"""What happens around the first frame: the collector waits, the rest is loaded behind it, and the
notebook is looked at and backed up.

Measured: with the collector held until the first frame is shown, it comes 10 to 15 % sooner; a
full collection over SQLAlchemy's heap takes 40 ms, which `gc.freeze` keeps away from typing.
"""

import gc
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conferencer.app import ConferencerApp


_ROOMS = Path(__file__).parent / "styles" / "rooms.tcss"


def dress_the_rooms(app: "ConferencerApp") -> None:
    """Read the styles of every room but Today, once; the first frame comes 18 ms sooner without."""
    if not app.stylesheet.has_source(str(_ROOMS)):
        app.stylesheet.read(str(_ROOMS))
        app.stylesheet.parse()


def warm_up_behind(app: "ConferencerApp") -> None:
    """Load what the next keys will need, without making the screen wait for it."""

    def loaded() -> None:
        gc.freeze()
        gc.enable()
        for problem in app.desk.shelf.problems:
            app.notify(problem, title="A guide was left out", severity="warning", markup=False)

    def load() -> None:
        try:
            from sqlalchemy.orm import configure_mappers

            import conferencer.ui.screens.conference
            import conferencer.ui.screens.learner
            import conferencer.ui.today_actions  # noqa: F401

            configure_mappers()
        finally:
            app.call_later(loaded)
        if not app.desk.demo:
            _look_after_notebook(app)
        app.reading.begin()

    threading.Thread(target=load, name="warm-up", daemon=True).start()


def _look_after_notebook(app: "ConferencerApp") -> None:
    """Look at every page, and make today's backup; in the thread, once the rest is loaded."""
    import sqlite3
    from contextlib import suppress

    from conferencer.core.backups import back_up_daily
    from conferencer.core.errors import (
        ConferencerError,
        DamagedNotebookError,
        NotebookBusyError,
    )
    from conferencer.core.files import check_pages
    from conferencer.core.removals import forget_removals

    notebook = app.desk.notebook
    try:
        # Whoever reads every page keeps others from writing, as whoever copies the file does.
        with notebook.turn():
            check_pages(notebook.path)
        with notebook.turn():
            back_up_daily(notebook.path, notebook.now())
        with suppress(NotebookBusyError):  # tomorrow will do
            forget_removals(notebook)
    except DamagedNotebookError:
        app.call_later(app.leave_damaged_notebook)
    except (OSError, sqlite3.Error):
        return  # out of reach just now: the next write says so
    except ConferencerError as error:
        app.call_later(
            app.notify, error.message, title=error.title, severity="warning", markup=False
        )
