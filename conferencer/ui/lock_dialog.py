"""Locking the notebook, changing its passphrase and unlocking it, from the Settings."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from conferencer.core import keys
from conferencer.core.errors import ConferencerError
from conferencer.core.notebook import Notebook
from conferencer.core.pins import Tries
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.pin_dialog import AskSecret

FORGOTTEN = "If it is forgotten, nobody can read the notebook or its backups any more."
OPEN = "none: whoever has the file can read it"
LOCKED = "locked with a passphrase"


class AskPassphrase(AskSecret):
    """Asks for the passphrase in force, until it is right; each wrong one costs a longer wait.

    Args:
        tries: what is kept of the wrong ones.
    """

    def __init__(self, tries: Tries) -> None:
        super().__init__("The passphrase until now")
        self._tries = tries

    def on_mount(self) -> None:
        """Somebody who was wrong before may still have to wait."""
        self._hold_back()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Let through who knows it."""
        event.stop()
        event.prevent_default()  # of the dialog that takes any words
        if self._tries.left():
            return
        if keys.is_given(event.value):
            self._tries.was_right()
            self.dismiss(event.value)
            return
        self._tries.was_wrong()
        event.input.value = ""
        self._hold_back()

    def _hold_back(self) -> None:
        seconds = self._tries.left()
        box = self.query_one(Input)
        box.disabled = seconds > 0
        words = f"That was not it; again in {round(seconds) or 1} s." if seconds else self.hint
        self.query_one(".quiet", Static).update(Content(words))
        if seconds:
            self.set_timer(seconds, self._hold_back)
        else:
            self.set_focus(box)


class Working(ModalScreen[None]):
    """Says what goes on; nothing can be pressed meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, words: str) -> None:
        super().__init__(classes="dialog")
        self.words = words

    def compose(self) -> ComposeResult:
        """A few words."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.words), classes="title", markup=False)


def change_lock(screen: Screen[None], desk: Desk, done: Callable[[], object]) -> None:
    """Lock the notebook, or ask what is to become of its lock.

    Args:
        done: called once something was changed.
    """
    if desk.demo:
        _say(screen, "The demo class is not kept, so there is nothing to lock.")
    elif not is_locked(desk):
        _ask_new(screen, lambda passphrase: _lock(screen, desk, passphrase, done))
    else:
        _ask_what(screen, desk, done)


def is_locked(desk: Desk) -> bool:
    """Whether the notebook on the desk is locked."""
    return keys.are_in_use() and keys.key_for(desk.notebook.path) is not None


def _ask_what(screen: Screen[None], desk: Desk, done: Callable[[], object]) -> None:
    ring = "Ask for it" if desk.settings.keyring else "Keep it in this computer's keyring"
    rows = [
        ("passphrase", "Change the passphrase"),
        ("keyring", f"{ring}\nso that it {_asked(not desk.settings.keyring)} when you begin"),
        ("unlock", "Take the lock away\nfrom the backups as well"),
    ]

    def chosen(what: str | None) -> None:
        def go_on(passphrase: str | None) -> None:
            if passphrase is None:
                return
            if what == "unlock":
                _unlock(screen, desk, done)
            elif what == "keyring":
                _turn_keyring(screen, desk, passphrase)
            else:
                _ask_new(screen, lambda new: _lock(screen, desk, new, done))

        if what is not None:
            screen.app.push_screen(AskPassphrase(desk.tries), go_on)

    screen.app.push_screen(Pick("The lock", rows), chosen)


def _asked(ring: bool) -> str:
    return "is not asked for" if ring else "is asked for"


def _ask_new(screen: Screen[None], use: Callable[[str], object]) -> None:
    def again(first: str | None) -> None:
        if not first:
            return

        def compare(second: str | None) -> None:
            if second is None:
                return
            if first == second:
                use(first)
            else:
                _say(screen, "The two were not the same; nothing was changed.")

        screen.app.push_screen(AskSecret("Once more"), compare)

    screen.app.push_screen(AskSecret("A passphrase, four words or more", FORGOTTEN), again)


def _lock(screen: Screen[None], desk: Desk, passphrase: str, done: Callable[[], object]) -> None:
    def work() -> str:
        from conferencer.core.keyrings import keep_in_keyring, take_out_of_keyring
        from conferencer.core.locking import change_passphrase, lock_notebook

        before = keys.salt_of(desk.notebook.path)
        change = change_passphrase if before else lock_notebook
        changed = change(_patient(desk), passphrase, desk.window)
        said = f"The notebook is locked{_told(changed.backups)}."
        if desk.settings.keyring:
            try:
                if before:
                    take_out_of_keyring(before)
                keep_in_keyring(keys.salt_of(desk.notebook.path), passphrase)
            except ConferencerError as error:
                said += f" {error}"
        return said

    _work(screen, desk, "Locking the notebook and its backups …", work, done)


def _unlock(screen: Screen[None], desk: Desk, done: Callable[[], object]) -> None:
    def work() -> str:
        from conferencer.core.keyrings import take_out_of_keyring
        from conferencer.core.locking import unlock_notebook

        salt = keys.salt_of(desk.notebook.path)
        changed = unlock_notebook(_patient(desk), desk.window)
        said = f"The notebook is no longer locked{_told(changed.backups)}."
        if desk.settings.keyring:
            try:
                take_out_of_keyring(salt)
            except ConferencerError as error:
                said += f" {error}"
        return said

    _work(screen, desk, "Unlocking the notebook and its backups …", work, done)


def _patient(desk: Desk) -> Notebook:
    """The notebook, for a thread: it may wait for another window."""
    return Notebook(desk.notebook.path, desk.notebook.clock)


def _told(backups: int) -> str:
    return f", and so {'is 1 file' if backups == 1 else f'are {backups} files'} beside it"


def _turn_keyring(screen: Screen[None], desk: Desk, passphrase: str) -> None:
    salt, turned = keys.salt_of(desk.notebook.path), not desk.settings.keyring

    def work() -> str:
        from conferencer.core.keyrings import keep_in_keyring, take_out_of_keyring

        if turned:
            keep_in_keyring(salt, passphrase)
        else:
            take_out_of_keyring(salt)
        return f"The passphrase {_asked(turned)} when you begin."

    _work(screen, desk, "Asking the keyring …", work, lambda: desk.change_settings(keyring=turned))


def _work(
    screen: Screen[None],
    desk: Desk,
    words: str,
    work: Callable[[], str],
    done: Callable[[], object],
) -> None:
    """Do something long in a thread, and say what came of it."""
    desk.notebook.close()  # nobody reads or writes meanwhile
    waiting = Working(words)
    app = screen.app
    app.push_screen(waiting)

    def ended(said: str, failed: bool) -> None:
        waiting.dismiss()
        if not failed:
            done()
        app.notify(said, severity="error" if failed else "information", markup=False)

    def run() -> None:
        try:
            said, failed = work(), False
        except ConferencerError as error:
            said, failed = error.message, True
        app.call_from_thread(ended, said, failed)

    screen.run_worker(run, thread=True, group="lock")


def _say(screen: Screen[None], words: str) -> None:
    screen.notify(words, markup=False)
