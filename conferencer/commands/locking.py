"""Commands that lock the notebook with a passphrase, change it, and unlock."""

from typing import TYPE_CHECKING

from conferencer.commands.answers import say
from conferencer.commands.given import given_notebook, given_settings
from conferencer.commands.letting_in import ask_new
from conferencer.commands.patience import Patience
from conferencer.core import keys
from conferencer.core.errors import ConferencerError
from conferencer.core.text import clean_line, isolated
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.locking import Changed
    from conferencer.core.notebook import Notebook

FORGOTTEN = "If the passphrase is forgotten, nobody can read the notebook or its backups any more."


def lock(asked: "Namespace") -> int:
    """The notebook and its backups, locked with a new passphrase."""
    from conferencer.core.locking import check_unlocked, lock_notebook

    notebook = _opened(asked)
    check_unlocked(notebook)
    say(FORGOTTEN)
    passphrase = ask_new()
    with Patience("Locking") as patience:
        done = lock_notebook(notebook, passphrase, alive=patience.go_on)
    _keep_in_keyring(asked, notebook, passphrase)
    print(f"Locked: {_shown(notebook.path)}{_told(done)}")
    print(
        "Copies that were made elsewhere are as they were. What was deleted on this disk before "
        "may still be found on it by somebody with the means."
    )
    return 0


def unlock(asked: "Namespace") -> int:
    """The notebook and its backups, readable without a passphrase."""
    from conferencer.core.locking import check_locked, unlock_notebook

    notebook = _opened(asked)
    check_locked(notebook)
    salt = keys.salt_of(notebook.path)
    with Patience("Unlocking") as patience:
        done = unlock_notebook(notebook, alive=patience.go_on)
    _take_out_of_keyring(salt)
    print(f"Unlocked: {_shown(notebook.path)}{_told(done)}")
    return 0


def change(asked: "Namespace") -> int:
    """The notebook and its backups, locked with another passphrase."""
    from conferencer.core.locking import change_passphrase, check_locked

    notebook = _opened(asked)
    check_locked(notebook)
    salt = keys.salt_of(notebook.path)
    say(FORGOTTEN)
    passphrase = ask_new()
    with Patience("Locking") as patience:
        done = change_passphrase(notebook, passphrase, alive=patience.go_on)
    _take_out_of_keyring(salt)
    _keep_in_keyring(asked, notebook, passphrase)
    print(f"Locked with the new passphrase: {_shown(notebook.path)}{_told(done)}")
    print("Copies that were made elsewhere still open with the one before.")
    return 0


def _opened(asked: "Namespace") -> "Notebook":
    from conferencer.core.cipher import check_installed

    check_installed()
    notebook = given_notebook(asked)
    if not notebook.exists:
        raise ConferencerError("No notebook", f"There is no notebook at {notebook.path} yet.")
    return notebook.open()


def _told(done: "Changed") -> str:
    files = {0: "", 1: ", and 1 file beside it"}.get(
        done.backups, f", and {done.backups} files beside it"
    )
    if not done.left:
        return f"{files}."
    left = ", ".join(path.name for path in done.left)
    return f"{files}. Left as it was, since it is not ours or cannot be opened: {_shown(left)}."


def _keep_in_keyring(asked: "Namespace", notebook: "Notebook", passphrase: str) -> None:
    from dataclasses import replace

    from conferencer.settings import write_settings

    settings = given_settings()
    if not (asked.keyring or settings.keyring):
        return
    from conferencer.core.keyrings import keep_in_keyring

    try:
        keep_in_keyring(keys.salt_of(notebook.path), passphrase)
        if not settings.keyring:
            write_settings(places().settings, replace(settings, keyring=True))
    except ConferencerError as error:
        say(f"{error} The passphrase will be asked for.")


def _take_out_of_keyring(salt: bytes) -> None:
    if not given_settings().keyring:
        return
    from conferencer.core.keyrings import take_out_of_keyring

    try:
        take_out_of_keyring(salt)
    except ConferencerError as error:
        say(str(error))


def _shown(text: object) -> str:
    return isolated(clean_line(str(text)))
