"""The passphrase of a locked notebook, asked for in the terminal: unseen, and never from elsewhere.

Not from an argument, which other users of the computer can list, nor from the environment.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from conferencer.commands.answers import say
from conferencer.core import keys
from conferencer.core.errors import ConferencerError, LockedNotebookError
from conferencer.core.pins import wait_after

Asking = Callable[[str], str]
"""Asks for a line; it is given the words to ask with."""


def let_in(
    notebook: Path, ask: Asking | None = None, wait: Callable[[float], object] = time.sleep
) -> None:
    """Ask for a passphrase until it opens the notebook; nothing where that is not locked.

    Args:
        ask: how to ask; in the terminal by default.
        wait: spends seconds: after a wrong one 1, after the next 2, 4 …

    Raises:
        LockedNotebookError: nobody can be asked, or nothing was typed.
        ConferencerError: SQLCipher is not installed.
    """
    file = keys.locked_file(notebook)
    if file is None or _opens(file):
        return
    from conferencer.core.cipher import check_installed

    check_installed()
    if _keyring_lets_in(notebook, file):
        return
    with _nothing_typed_is_shown():
        _ask_until_it_opens(notebook, ask or ask_unseen, wait)


def _ask_until_it_opens(notebook: Path, ask: Asking, wait: Callable[[float], object]) -> None:
    words, wrong = f"{notebook.name} is locked. Passphrase: ", 0
    while passphrase := ask(words):
        if keys.give(notebook, passphrase):
            return
        wrong += 1
        seconds = wait_after(wrong)
        say(f"that was not it, or the file is damaged; again in {seconds:g} s.")
        wait(seconds)
        words = "Passphrase: "
    raise keys.still_locked(notebook)


def _opens(file: Path) -> bool:
    try:
        return keys.are_in_use() and keys.key_for(file) is not None
    except LockedNotebookError:
        return False


def _keyring_lets_in(notebook: Path, file: Path) -> bool:
    from conferencer.commands.given import given_settings

    if not given_settings().keyring:
        return False
    from conferencer.core.keyrings import passphrase_in_keyring

    try:
        passphrase = passphrase_in_keyring(keys.first_page(file)[: keys.SALT])
    except ConferencerError as error:
        say(str(error))
        return False
    if passphrase is None:
        say("the keyring holds no passphrase for this notebook.")
        return False
    if not keys.give(notebook, passphrase):
        say("the passphrase in the keyring does not open this notebook.")
        return False
    return True


def ask_new(ask: Asking | None = None) -> str:
    """Ask for a new passphrase, twice.

    Raises:
        ConferencerError: nobody can be asked, nothing was typed, or the two were not the same.
    """
    asking = ask or ask_unseen
    with _nothing_typed_is_shown():
        first = asking("A passphrase, four words or more: ")
        again = asking("Once more: ") if first else ""
    if not first:
        raise ConferencerError("No passphrase", "Nothing was typed; nothing was changed.")
    if again != first:
        raise ConferencerError("Not the same", "The two were not the same; nothing was changed.")
    return first


def ask_unseen(words: str) -> str:
    """Ask for a line in the terminal; what is typed is not shown.

    Raises:
        LockedNotebookError: there is no terminal.
    """
    with _terminal() as terminal, _unseen(terminal):
        _show(terminal, words)
        line = _line(terminal)
        _show(terminal, "\n")
    return line


def _line(terminal: int) -> str:
    if os.name == "nt":
        import msvcrt

        typed = ""
        while (key := msvcrt.getwch()) not in "\r\n":  # type: ignore[attr-defined]
            if key == "\x03":
                raise KeyboardInterrupt
            typed = typed[:-1] if key == "\b" else typed + key
        return typed
    typed_bytes = b""
    while not typed_bytes.endswith(b"\n"):
        more = os.read(terminal, 4096)
        if not more:
            break
        typed_bytes += more
    return typed_bytes.rstrip(b"\r\n").decode("utf-8", "surrogateescape")


def _show(terminal: int, words: str) -> None:
    if sys.stderr.isatty():
        print(words, end="", file=sys.stderr, flush=True)
    else:  # stderr may go to a file
        os.write(terminal, words.encode(errors="backslashreplace"))


@contextmanager
def _terminal() -> Iterator[int]:
    if sys.stdin is not None and sys.stdin.isatty():
        yield sys.stdin.fileno()
        return
    try:
        handle = os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0))
    except OSError as error:
        raise LockedNotebookError(
            "No terminal",
            "A passphrase is asked for in a terminal, and there is none here; nothing was changed.",
        ) from error
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _nothing_typed_is_shown() -> Iterator[None]:
    """Not between two questions either, nor while somebody waits."""
    with ExitStack() as until_then:
        with suppress(LockedNotebookError):  # who asks will say that there is no terminal
            until_then.enter_context(_unseen(until_then.enter_context(_terminal())))
        yield


@contextmanager
def _unseen(terminal: int) -> Iterator[None]:
    """Nothing that is typed meanwhile is shown."""
    if os.name == "nt":
        yield
        return
    import termios

    before = termios.tcgetattr(terminal)
    unseen = [*before]
    unseen[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSADRAIN, unseen)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
