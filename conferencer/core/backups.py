"""Backups: copies of the notebook, each opened before it counts, in a folder beside it.

The folder of `notebook.db` is `notebook.db.backups`. The last ten are kept, and of older ones the
last of each month.
"""

import os
import re
import shlex
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from conferencer.core.errors import ConferencerError, DamagedNotebookError
from conferencer.core.files import (
    UNREADABLE,
    check_header,
    create_private,
    open_file,
    settle,
    steady,
    wipe,
)
from conferencer.core.keys import identity
from conferencer.core.migrations import not_a_notebook, version_of

KEPT = 10
"""How many of the newest backups are kept, whatever their month."""
_STALE = 3600
"""Seconds after which an unfinished backup is that of a program that has ended."""
_NAME = re.compile(r"-(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)(?:-(\d{1,6}))?\.db")
_MOMENT = "%Y-%m-%d_%H-%M-%S"
_NO_AGE = ("", 0)
_STEPS = 20_000
"""Virtual machine steps between two signs of life: some milliseconds."""
_TABLES = {"class_group", "student", "enrollment", "conference", "note", "goal", "next_step"}
"""Tables that every version has."""


SignOfLife = Callable[[], object]
"""Called again and again while something long goes on."""


def folder_of(notebook: Path) -> Path:
    """Where the backups of a notebook are."""
    return notebook.with_name(notebook.name + ".backups")


def backups_of(notebook: Path) -> list[Path]:
    """The paths of all backups of a notebook, the newest first."""
    try:
        ages = [(_age(path, notebook), path) for path in folder_of(notebook).iterdir()]
    except FileNotFoundError:
        return []
    ours = [(age, path) for age, path in ages if age != _NO_AGE and _holds_anything(path)]
    return [path for _, path in sorted(ours, reverse=True)]


def _holds_anything(path: Path) -> bool:
    # An empty file is a name just being given, a missing one was just let go of.
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _age(path: Path, notebook: Path) -> tuple[str, int]:
    """Date and time, and number, in a backup's name; empty for another file's name."""
    stem = notebook.stem
    told = _NAME.fullmatch(path.name, len(stem)) if path.name.startswith(stem) else None
    try:
        moment = datetime.strptime(told[1], _MOMENT) if told else None
    except ValueError:
        moment = None
    return (moment.isoformat(), int(told[2] or 1)) if told and moment else _NO_AGE


def verify(path: Path, alive: SignOfLife | None = None) -> int:
    """Open a file and check the whole of it, only reading; its version.

    Raises:
        DamagedNotebookError: foreign or damaged.
        ConferencerError: a newer program wrote it.
        OSError, sqlite3.Error: it cannot be read just now.
    """
    check_header(path)
    with closing(open_file(path, read_only=True)) as connection:
        connection.set_progress_handler(_handler(alive), _STEPS)
        version = version_of(connection)
        try:
            said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = {row[0] for row in rows}
        except sqlite3.OperationalError:
            raise
        except UNREADABLE as error:
            raise not_a_notebook() from error
    if version == 0 or said != "ok" or dangling or not tables >= _TABLES:
        raise not_a_notebook()
    return version


def _handler(alive: SignOfLife | None) -> Callable[[], int] | None:
    # What the handler returns decides whether SQLite goes on: 0 does.
    return (lambda: (alive(), 0)[1]) if alive else None


def is_whole(path: Path) -> bool:
    """Whether a file opens as a notebook and is sound throughout."""
    try:
        return verify(path) > 0
    except (ConferencerError, OSError, sqlite3.Error):
        return False


def newest_good(notebook: Path) -> Path | None:
    """The newest backup that opens."""
    try:
        return next((path for path in backups_of(notebook) if is_whole(path)), None)
    except OSError:
        return None


def with_backup(notebook: Path, error: DamagedNotebookError) -> DamagedNotebookError:
    """The same error, with the newest good backup in its sentence if there is one."""
    from conferencer.paths import places

    good = newest_good(notebook)
    if good is None:
        return error
    other = "" if notebook == places().notebook else f" --notebook {shlex.quote(str(notebook))}"
    said = DamagedNotebookError(
        "Damaged notebook",
        f"The notebook {notebook} is damaged, or is not a Conferencer notebook; it was not "
        f"touched. The newest good backup is {good}: `conferencer restore "
        f"{shlex.quote(str(good))}{other}` brings it back, and keeps the damaged file aside.",
    )
    said.backup = good
    return said


def back_up(
    notebook: Path, now: datetime, alive: SignOfLife | None = None, thin_out: bool = True
) -> Path:
    """Write a backup into the notebook's own folder, and let go of the oldest; the new one's path.

    Args:
        thin_out: whether the oldest may go.

    Raises:
        ConferencerError: it could not be made.
    """
    from conferencer.paths import make_private_folder

    with steady, _in_one_sentence(notebook):
        folder = folder_of(notebook)
        make_private_folder(folder)
        stem = f"{notebook.stem}-{now.astimezone().strftime(_MOMENT)}"
        made = _write_as_locked_as(notebook, folder, stem, alive)
        if thin_out:
            with suppress(OSError):  # one too many is no harm
                let_go_of_old(notebook)
    return made


def _write_as_locked_as(notebook: Path, folder: Path, stem: str, alive: SignOfLife | None) -> Path:
    """Write a backup; again, where another window locked or unlocked the notebook meanwhile."""
    while True:
        before = identity(notebook)
        made = _give_name(_write(notebook, folder / f"{stem}.db", alive), folder, stem)
        if identity(notebook) == before:
            return made
        wipe(made)


def back_up_to(notebook: Path, file: Path, alive: SignOfLife | None = None) -> None:
    """Write a backup to a file of somebody's choice.

    Raises:
        ConferencerError: there is such a file, or it could not be made.
    """
    exists = ConferencerError(
        "File exists", f"{file} exists already; nothing was written. Choose another name."
    )
    if file.exists():
        raise exists
    with _in_one_sentence(notebook):
        partial = _write(notebook, file, alive)
        try:
            create_private(file)
        except FileExistsError:
            partial.unlink()
            raise exists from None
        partial.replace(file)
        settle(file)


def back_up_daily(notebook: Path, now: datetime) -> Path | None:
    """Write today's backup, unless there is one of today.

    Raises:
        ConferencerError: it could not be made.
    """
    today = now.astimezone().date()
    with _in_one_sentence(notebook):
        if any(made_on(path, notebook) == today for path in backups_of(notebook)):
            return None
    return back_up(notebook, now)


def made_on(backup: Path, notebook: Path) -> date:
    """The local date in a backup's name."""
    return date.fromisoformat(_age(backup, notebook)[0][:10])


def _write(notebook: Path, file: Path, alive: SignOfLife | None) -> Path:
    """A verified copy beside `file`, under a name that is not yet a backup's."""
    partial = file.with_name(f"{file.name}.{os.urandom(4).hex()}.partial")
    check_header(notebook)
    create_private(partial)
    try:
        with closing(open_file(notebook)) as connection:
            version_of(connection)
            connection.set_progress_handler(_handler(alive), _STEPS)
            connection.execute("VACUUM INTO ?", (str(partial.absolute()),))
        settle(partial)
        verify(partial, alive)
    except BaseException:
        partial.unlink(missing_ok=True)
        partial.with_name(partial.name + "-journal").unlink(missing_ok=True)
        raise
    return partial


def _give_name(partial: Path, folder: Path, stem: str) -> Path:
    """The name of this second; with a number, where another backup was as quick."""
    number = 1
    while True:
        final = folder / (f"{stem}.db" if number == 1 else f"{stem}-{number}.db")
        try:
            create_private(final)
        except FileExistsError:
            number += 1
            continue
        partial.replace(final)
        settle(final)
        return final


def let_go_of_old(notebook: Path) -> None:
    """Delete all but the last ten, and all but the last of each earlier month.

    What a program that was killed left unfinished goes too, after an hour.
    """
    months: set[tuple[int, int]] = set()
    for path in backups_of(notebook)[KEPT:]:
        day = made_on(path, notebook)
        if (day.year, day.month) in months:
            path.unlink(missing_ok=True)
        months.add((day.year, day.month))
    for folder, start in ((folder_of(notebook), ""), (notebook.parent, notebook.name + ".")):
        for left in folder.iterdir():
            is_ours = left.name.startswith(start) and ".partial" in left.name
            if is_ours and time.time() - left.stat().st_mtime > _STALE:
                left.unlink(missing_ok=True)


@contextmanager
def _in_one_sentence(notebook: Path) -> Iterator[None]:
    try:
        yield
    except (DamagedNotebookError, sqlite3.DatabaseError, UnicodeDecodeError, OSError) as error:
        if not _is_damage(error):
            raise _not_made(notebook, error) from error
        raise DamagedNotebookError(
            "No backup",
            f"No backup was made, since the notebook {notebook} is damaged, or is not a "
            "Conferencer notebook; nothing was changed. `conferencer doctor` tells more.",
        ) from error


def _is_damage(error: Exception) -> bool:
    # A page of the schema is read while the file is opened, before anybody asks for its version.
    return isinstance(
        error, DamagedNotebookError | UnicodeDecodeError | sqlite3.DatabaseError
    ) and (not isinstance(error, sqlite3.OperationalError))


def _not_made(notebook: Path, error: Exception) -> ConferencerError:
    reason = getattr(error, "strerror", None) or str(error)
    return ConferencerError(
        "No backup",
        f"No backup of the notebook could be made: {reason}. "
        "The notebook itself is safe; please look after the disk and the folder "
        f"{folder_of(notebook)}.",
    )
