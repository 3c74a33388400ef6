"""The command that writes everything but memory aids into a folder, for other programs."""

import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json
from conferencer.commands.given import given_notebook, given_settings
from conferencer.commands.patience import Patience
from conferencer.core.errors import ConferencerError
from conferencer.core.text import clean_line, isolated
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from conferencer.core.notebook import Notebook
    from conferencer.settings import Settings


def export_notebook(asked: "Namespace") -> int:
    """Everything but memory aids, in a new folder; its path is printed."""
    notebook = given_notebook(asked)
    if not notebook.exists:
        raise ConferencerError(
            "No notebook", f"There is no notebook at {notebook.path} yet, so nothing to export."
        )
    from conferencer.core.export import export

    note = _how_coverage_counts(given_settings(), notebook.today())
    _end_as_by_ctrl_c()
    try:
        with Patience("Exporting") as patience:
            pages = _pages(notebook.open(), asked)
            counts = export(notebook, asked.folder, pages, note, patience.go_on)
    finally:
        notebook.close()
    if asked.json:
        print_json({"folder": str(asked.folder), "rows": counts})
    else:
        print(isolated(clean_line(str(asked.folder))))
    return 0


def _end_as_by_ctrl_c() -> None:
    """Have termination and hang-up throw away what was begun, as ctrl+c does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def _pages(notebook: "Notebook", asked: "Namespace") -> Iterator[tuple[str, str]]:
    """A file name and a page for every learner, those who left as well."""
    from conferencer.core.guide import load_guides
    from conferencer.core.history import history_of
    from conferencer.core.names import name_in_path
    from conferencer.core.roster import students_listed
    from conferencer.paper.history_page import history_markdown

    guides = load_guides(places(asked.notebook).guides).guides
    for listed in students_listed(notebook, everyone=True):
        student = listed.student
        assert student.id is not None
        name = name_in_path(student) if asked.names else ""
        page = history_markdown(history_of(notebook, student.id), notebook.today(), guides)
        yield f"{'-'.join(filter(None, (f'learner-{student.id:04}', name)))}.md", page


def _how_coverage_counts(settings: "Settings", today: "date") -> str:
    """What else is needed to count the coverage board from the tables."""
    from conferencer.core.coverage import term_start

    start = term_start(today, settings.year_begins)
    return (
        "**Coverage.** The settings are not in the notebook. On the day of this export "
        f"({today.isoformat()}) there is school on "
        f"{', '.join(settings.school_weekdays)} except for the days in `school_day`; the cadence "
        f"is {settings.cadence} school days where neither learner nor class says otherwise; and "
        f"what was met since {start.isoformat()} is counted."
    )
