"""A purge: what was kept before a day leaves the notebook and every backup, and cannot come back.

What goes is decided once, by looking at the notebook (`purge_rule`). The backups are written anew
first and the notebook last, so that a purge that was cut off is finished by doing it again: until
the last moment the notebook still says what goes. No backup is made of what goes.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from conferencer.core.backups import SignOfLife
from conferencer.core.claims import is_open_elsewhere
from conferencer.core.errors import ConferencerError, NotebookBusyError
from conferencer.core.names import full_names
from conferencer.core.notebook import Notebook
from conferencer.core.purge_files import (
    Beside,
    files_beside,
    free_pages,
    leave_no_free_page,
    look_at,
    unfinished_beside,
    write_anew,
)
from conferencer.core.purge_known import Cut, Known, Row, Tables, what_is_known
from conferencer.core.purge_rows import Decision, decide, read_tables, take_out

_PARENTS = ("conference", "goal", "next_step")


@dataclass
class Plan:
    """What a purge would do."""

    before: date
    decision: Decision
    known: Known
    learners: list[str] = field(default_factory=list)
    """Names of the learners who go whole."""
    of_others: list[tuple[str, Counter[str]]] = field(default_factory=list)
    """Name of a learner who stays, and how many rows go by table."""
    total: Counter[str] = field(default_factory=Counter)
    """Rows that go, by table."""
    drafts: int = 0
    """How many of the conferences are drafts."""
    open_steps: int = 0
    """Steps from before the day that stay since they are open."""
    asked_about: int = 0
    """Those that stay since a conference that stays asks about them."""
    active_goals: int = 0
    """Goals from before the day that stay since they are active."""
    files: list[Beside] = field(default_factory=list)
    """The files beside the notebook, as they were found."""
    unfinished: list[Path] = field(default_factory=list)
    """Copies that were not finished, and that are deleted."""
    free_pages: int = 0
    """Pages of the notebook that may hold remains of what was deleted before."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        in_files = any(one.is_changed for one in self.files) or bool(self.unfinished)
        return not (len(self.decision) or in_files or self.free_pages)


def what_would_go(notebook: Notebook, before: date, alive: SignOfLife | None = None) -> Plan:
    """Look at the notebook and at every file beside it; nothing is written.

    Raises:
        ConferencerError: the notebook cannot be read, or is open in another window.
    """
    cut = Cut(before)
    _refuse_if_open_elsewhere(notebook)
    with _in_one_sentence(notebook), notebook.reading() as connection:
        tables = read_tables(connection, cut)
        decision = decide(tables, cut)
        plan = Plan(before, decision, what_is_known(tables, decision.going, cut))
        plan.free_pages = free_pages(connection)
    _count(plan, tables, cut)
    plan.unfinished = unfinished_beside(notebook.path)
    for path in files_beside(notebook.path):
        plan.files.append(look_at(path, cut, plan.known))
        if alive:
            alive()
    return plan


def _count(plan: Plan, tables: Tables, cut: Cut) -> None:
    going = plan.decision.going
    whose = _learner_of(tables)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for table, rows in tables.items():
        for row in (one for one in rows if one["id"] in going[table]):
            plan.total[table] += 1
            counts[whose(table, row)][table] += 1
            plan.drafts += row.get("status") == "draft"
    learners = sorted(tables["student"], key=lambda one: (one["sort_name"], one["id"]))
    for row, name in zip(learners, full_names(map(_named, learners)), strict=True):
        if row["id"] in going["student"]:
            plan.learners.append(name)
        elif row["id"] in counts:
            plan.of_others.append((name, counts[row["id"]]))
    for row in plan.known.old["next_step"].values():
        plan.open_steps += row["status"] == "open"
        plan.asked_about += row["status"] != "open"
    plan.active_goals = sum(row["status"] == "active" for row in plan.known.old["goal"].values())


def _learner_of(tables: Tables) -> Callable[[str, Row], int]:
    """Whose a row is; 0 for nobody's."""
    known = {
        table: {row["id"]: row["student_id"] for row in tables.get(table, ())} for table in _PARENTS
    }

    def whose(table: str, row: Row) -> int:
        if row.get("student_id") is not None:
            return int(row["student_id"])
        found = (known[p].get(row.get(f"{p}_id")) for p in _PARENTS)
        return next((one for one in found if one is not None), 0)

    return whose


@dataclass(frozen=True)
class _Named:
    id: int
    given_name: str
    family_name: str
    preferred_name: str
    grade: str


def _named(row: Row) -> _Named:
    return _Named(**{name: row[name] for name in _Named.__annotations__})


@dataclass
class Purged:
    """What was done."""

    files: list[Beside]
    """The files beside the notebook: written anew, left alone, or not to be written."""
    unfinished: list[Path]
    """Unfinished copies that were deleted."""

    @property
    def left(self) -> list[Beside]:
        """The files that may hold on to what goes."""
        return [one for one in self.files if one.problem]


def purge(notebook: Notebook, plan: Plan, alive: SignOfLife | None = None) -> Purged:
    """Do what was planned: first in the files beside the notebook, last in the notebook.

    Nobody else can write to the notebook meanwhile.

    Raises:
        ConferencerError: the notebook is open elsewhere, was changed since it was looked at, or
            cannot be written to. It is as it was; backups may be without what goes.
    """
    cut = Cut(plan.before)
    _refuse_if_open_elsewhere(notebook)
    notebook.close()
    with _in_one_sentence(notebook), notebook.plain() as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            tables = read_tables(connection, cut)
            decision = decide(tables, cut)
            if not decision.is_the_same_as(plan.decision):
                raise _changed_meanwhile()
            known = what_is_known(tables, decision.going, cut)
            done = _Sweep(notebook.path, cut, known, alive)
            done.go_through()
            take_out(connection, decision)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        leave_no_free_page(connection)
    done.go_through()  # a window that made a backup meanwhile made it of the old notebook
    return Purged(list(done.files.values()), done.unfinished)


class _Sweep:
    """Goes through the files beside a notebook, once more through those that changed since."""

    def __init__(self, notebook: Path, cut: Cut, known: Known, alive: SignOfLife | None) -> None:
        self.notebook, self.cut, self.known, self.alive = notebook, cut, known, alive
        self.files: dict[Path, Beside] = {}
        self.unfinished: list[Path] = []
        self._seen: dict[Path, tuple[int, int]] = {}

    def go_through(self) -> None:
        for path in unfinished_beside(self.notebook):
            path.unlink(missing_ok=True)
            self.unfinished.append(path)
        for path in files_beside(self.notebook):
            if self._seen.get(path) == _state(path):
                continue
            done = write_anew(path, self.cut, self.known, self.alive)
            before = self.files.get(path)
            if before is None or done.is_changed or done.problem:
                self.files[path] = done
            self._seen[path] = _state(path)
            if self.alive:
                self.alive()


def _state(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _refuse_if_open_elsewhere(notebook: Notebook) -> None:
    if is_open_elsewhere(notebook):
        raise ConferencerError(
            "Open elsewhere",
            "A conference is open in another window, so nothing was purged. Close Conferencer "
            "there first.",
        )


def _changed_meanwhile() -> ConferencerError:
    return ConferencerError(
        "Changed meanwhile",
        "The notebook was changed since you were shown what would go, so nothing was purged. "
        "Please look again.",
    )


@contextmanager
def _in_one_sentence(notebook: Notebook) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise NotebookBusyError(
                "Notebook busy",
                "Another window is using the notebook, so the purge is not finished. Close "
                "Conferencer there and run it again: that finishes it.",
            ) from error
        raise _not_finished(notebook, error) from error
    except (OSError, UnicodeDecodeError, sqlite3.Error) as error:
        raise _not_finished(notebook, error) from error


def _not_finished(notebook: Notebook, error: Exception) -> ConferencerError:
    reason = getattr(error, "strerror", None) or str(error)
    return ConferencerError(
        "Not finished",
        f"The purge of {notebook.path} is not finished: {reason}. Run it again, when that is put "
        "right: that finishes it.",
    )
