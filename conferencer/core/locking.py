"""Locking a notebook with a passphrase, changing it, and unlocking; its backups go with it.

First every file is written anew beside the old one, opened and compared. Then the notebook's takes
its place, and from that moment on the change is made: where it is cut off, the next opening puts
the rest in place. Cut off before, the next opening clears the new files away. Which of the two it
is shows in their first bytes: a locked file begins with the salt that the notebook begins with.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from conferencer.core import keys
from conferencer.core.backups import SignOfLife, back_up, backups_of, folder_of
from conferencer.core.cipher import check_installed, connect_with_key
from conferencer.core.errors import ConferencerError, DamagedNotebookError
from conferencer.core.files import (
    UNREADABLE,
    check_header,
    journal_of,
    open_file,
    steady,
    wipe,
)
from conferencer.core.keys import CHANGED, CHANGING, PLAIN
from conferencer.core.notebook import Notebook
from conferencer.core.rewriting import (
    SEALED,
    begins_with,
    exchange,
    hold,
    prepare,
    with_end,
    without_end,
    write_anew,
)

_AT_ONCE = 50
"""Milliseconds to wait at an opening for another window."""


@dataclass
class Changed:
    """What was done."""

    backups: int = 0
    """How many files beside the notebook were written anew."""
    left: list[Path] = field(default_factory=list)
    """Files in the folder of the backups that could not be, and are as they were."""


def is_locked(notebook: Notebook) -> bool:
    """Whether the notebook is locked."""
    return keys.are_in_use() and keys.key_for(notebook.path) is not None


def lock_notebook(
    notebook: Notebook, passphrase: str, window: str = "", alive: SignOfLife | None = None
) -> Changed:
    """Lock a notebook and its backups with a passphrase.

    Args:
        notebook: open, or opened before; it can be used on afterwards.
        window: what this window calls itself, where it may have a draft open.

    Raises:
        ConferencerError: SQLCipher is not installed, another window is open, or a file could not
            be written; the notebook is as it was.
    """
    check_unlocked(notebook)
    return _lock_anew(notebook, passphrase, window, alive)


def change_passphrase(
    notebook: Notebook, passphrase: str, window: str = "", alive: SignOfLife | None = None
) -> Changed:
    """Lock a locked notebook and its backups with another passphrase; see `lock_notebook`."""
    check_locked(notebook)
    return _lock_anew(notebook, passphrase, window, alive)


def unlock_notebook(
    notebook: Notebook, window: str = "", alive: SignOfLife | None = None
) -> Changed:
    """Take the lock from a notebook and its backups; see `lock_notebook`."""
    check_locked(notebook)
    changed = _change(notebook, None, window, alive)
    keys.forget()
    return changed


def check_unlocked(notebook: Notebook) -> None:
    """Raises: ConferencerError: the notebook is locked."""
    if is_locked(notebook):
        raise ConferencerError(
            "Locked already",
            "The notebook is locked already; `conferencer passphrase` changes the passphrase.",
        )


def check_locked(notebook: Notebook) -> None:
    """Raises: ConferencerError: the notebook is not locked."""
    if not is_locked(notebook):
        raise ConferencerError("Not locked", "The notebook is not locked; nothing was changed.")


def _lock_anew(
    notebook: Notebook, passphrase: str, window: str, alive: SignOfLife | None
) -> Changed:
    if not passphrase:
        raise ConferencerError("No passphrase", "Nothing was typed; nothing was changed.")
    check_installed()
    before = keys.identity(notebook.path)
    salt = keys.new_salt()
    key = keys.remember(passphrase, salt)
    try:
        changed = _change(notebook, key, window, alive)
    except BaseException:
        if keys.identity(notebook.path) == before:
            keys.drop(passphrase, salt)
        raise
    keys.only(passphrase, salt)
    keys.keep_in_mind(notebook.path)
    return changed


def _change(notebook: Notebook, key: str | None, window: str, alive: SignOfLife | None) -> Changed:
    from conferencer.core.claims import is_open_elsewhere  # loads sqlmodel

    path = notebook.path
    check_installed()
    if is_open_elsewhere(notebook, window):
        raise _another_window()
    notebook.close()
    if not backups_of(path):  # a locked notebook is known by its locked backups
        back_up(path, notebook.now(), alive)
    with steady, _in_one_sentence():
        own_key = keys.key_for(path) if keys.are_in_use() else None
        place = path.resolve()  # a link stays a link
        check_header(path)
        with closing(_held(place, own_key, notebook.wait)) as old:
            changed = Changed()
            try:
                _clear_away_what_is_unfinished(path)
                ready = write_anew(old, place, key, alive)
                ours = _others(path)
                changed.left = [one for one in _beside(path) if one not in ours]
                changed.left += [one for one in ours if not prepare(one, key, alive)]
            except BaseException:
                _clear_away_what_is_unfinished(path)
                raise
            if os.name == "nt":  # which does not let go of a name in use
                old.close()
            with nullcontext() if os.name == "nt" else closing(_held(ready, key, notebook.wait)):
                exchange(ready, place)
                wipe(journal_of(place))
                changed.backups = _go_on(path, key, alive)
    return changed


def _held(path: Path, key: str | None, wait: int) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    try:
        return hold(connect_with_key(uri, key, wait))
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise _another_window() from error
        raise


def _another_window() -> ConferencerError:
    return ConferencerError(
        "Open elsewhere",
        "The notebook is open in another window; nothing was changed. Close the other windows "
        "first.",
    )


def _others(notebook: Path) -> list[Path]:
    """Every file beside a notebook that may hold words of it, by its name."""
    no = (CHANGED, CHANGING, *(end + "-journal" for end in (CHANGED, CHANGING)))
    return [
        path
        for path in _beside(notebook)
        if path.name.startswith(notebook.stem)
        and not path.name.endswith(no)
        and ".partial" not in path.name
    ]


def _beside(notebook: Path) -> list[Path]:
    """Every file in the folder of the backups, and what was saved of a damaged notebook."""
    folder = folder_of(notebook)
    found = list(folder.iterdir()) if folder.is_dir() else []
    saved = f"{notebook.stem}-repaired"
    found += [path for path in notebook.parent.iterdir() if path.name.startswith(saved)]
    return sorted(path for path in found if path.is_file())


def _unfinished(notebook: Path) -> list[Path]:
    place = notebook.resolve()
    ends = (CHANGED, CHANGING, CHANGING + "-journal", CHANGED + "-journal")
    own = [with_end(place, end) for end in ends]
    return [path for path in (*own, *_beside(notebook)) if path.name.endswith(ends)]


def _partials(notebook: Path) -> list[Path]:
    """What copying left unfinished, or is at it just now."""
    start = notebook.name + "."
    mine = [path for path in notebook.parent.iterdir() if path.name.startswith(start)]
    return [
        path for path in (*mine, *_beside(notebook)) if ".partial" in path.name and path.is_file()
    ]


def _clear_away_what_is_unfinished(notebook: Path) -> None:
    for path in (*_unfinished(notebook), *_partials(notebook)):
        wipe(path)


def _go_on(notebook: Path, key: str | None, alive: SignOfLife | None = None) -> int:
    """Put in place what is ready; lock what is still plain beside a locked notebook; how many."""
    count = 0
    own = {with_end(notebook.resolve(), CHANGED), with_end(notebook.resolve(), CHANGING)}
    for path in _unfinished(notebook):
        if path.name.endswith(CHANGED) and path not in own and _belongs(path, key):
            count += _put_in_place(path)
        else:
            wipe(path)
    if key is not None:
        for path in still_plain(notebook):
            if ".partial" in path.name:
                wipe(path)
            elif prepare(path, key, alive):
                ends = (path, with_end(path, SEALED))
                ready = next(p for end in ends if (p := with_end(end, CHANGED)).exists())
                count += _put_in_place(ready)
    return count


def _belongs(ready: Path, key: str | None) -> bool:
    begin = begins_with(ready)
    if key is not None:
        return begin == bytes.fromhex(key[66:98])
    return begin == PLAIN or with_end(without_end(ready, CHANGED), SEALED).exists()


def _put_in_place(ready: Path) -> int:
    path = without_end(ready, CHANGED)
    exchange(ready, path)
    if path.name.endswith(SEALED):
        wipe(without_end(path, SEALED))
    else:
        with_end(path, SEALED).unlink(missing_ok=True)
    return 1


def still_plain(notebook: Path) -> list[Path]:
    """Files beside a locked notebook that anybody can read."""
    return [path for path in (*_others(notebook), *_partials(notebook)) if _is_readable(path)]


def _is_readable(path: Path) -> bool:
    if begins_with(path) == PLAIN:
        return True
    is_kept = path.name.endswith(SEALED) or ".partial" in path.name
    return not (is_kept or keys.looks_locked(path) or keys.has_key_of(begins_with(path)))


def finish(path: Path) -> None:
    """Finish what was cut off while a notebook was locked or unlocked; at every opening.

    Where that cannot be just now, the next opening tries again.
    """
    key = keys.key_for(path) if keys.are_in_use() else None
    if not _unfinished(path) and (key is None or not still_plain(path)):
        return
    with (
        suppress(OSError, sqlite3.Error, ConferencerError),
        steady,
        closing(hold(open_file(path, _AT_ONCE))),
    ):
        _go_on(path, key)


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        yield
    except DamagedNotebookError as error:
        raise DamagedNotebookError(
            "Not changed",
            "The notebook is damaged, so it was neither locked nor unlocked; nothing was changed. "
            "`conferencer doctor` tells more.",
        ) from error
    except (OSError, *UNREADABLE) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConferencerError(
            "Not finished",
            f"A file could not be written: {reason}. No word is lost; what is not finished is "
            "finished or taken back when the notebook is next opened.",
        ) from error
