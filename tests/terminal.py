"""A real terminal for tests: a program in a pseudo-terminal, its keys, and what it shows."""

import contextlib
import os
import re
import select
import signal
import struct
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Self

import pytest

import conferencer
from tests.display import Display

needs_a_terminal = pytest.mark.skipif(
    os.name == "nt", reason="a pseudo-terminal is a matter of Linux and macOS"
)

PROGRAM = (sys.executable, "-m", "conferencer")
ROOT = Path(conferencer.__file__).parents[1]

ANSWERED = 0.06
"""Seconds of quiet after which a key counts as answered."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"f{n}": f"\x1bO{letter}" for n, letter in enumerate("PQRS", start=1)},
    **{
        f"f{n}": f"\x1b[{code}~" for n, code in enumerate((15, 17, 18, 19, 20, 21, 23, 24), start=5)
    },
}


def bytes_of(key: str) -> bytes:
    """What a keyboard sends for a key: `ctrl+n`, `tab`, `f4`, or the character itself."""
    if key in KEYS:
        return KEYS[key].encode()
    if key.startswith("ctrl+") and len(key) == 6:
        return bytes([ord(key[-1]) & 31])
    if len(key) != 1:
        raise ValueError(f"no such key: {key}")
    return key.encode()


class Terminal:
    """A program in a terminal of its own; used with `with`.

    Args:
        arguments: of `conferencer`.
        home: where it keeps its files.
        today: the date it is to believe in, as YYYY-MM-DD.
        size: columns and rows.
        program: another program than `conferencer`.
    """

    def __init__(
        self,
        *arguments: str,
        home: Path,
        today: str = "2026-11-22",
        size: tuple[int, int] = (80, 24),
        program: Sequence[str] = PROGRAM,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.size = size
        self.display = Display(size)
        self.keys = 0
        """How many keys were pressed; words that were typed or pasted do not count."""
        self._command = [*program, *arguments]
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "LANG": "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            "CONFERENCER_HOME": str(home),
            "CONFERENCER_TODAY": today,
            **(environment or {}),
        }
        self._home = home
        self._shown: list[str] | None = None
        self._code: int | None = None
        self._at_end = False

    # Beginning and end

    def __enter__(self) -> Self:
        import fcntl
        import pty
        import termios

        self._home.mkdir(parents=True, exist_ok=True)
        size = struct.pack("HHHH", self.size[1], self.size[0], 0, 0)
        begin, told = os.pipe()  # the program waits until its terminal has its size
        self.pid, self._pty = pty.fork()
        if self.pid == 0:
            try:
                os.close(told)
                os.read(begin, 1)
                os.close(begin)
                os.chdir(self._home)
                os.execve(self._command[0], self._command, self._environment)
            finally:
                os._exit(127)
        os.close(begin)
        fcntl.ioctl(self._pty, termios.TIOCSWINSZ, size)
        self.started = monotonic()
        os.close(told)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def kill(self, signal_number: int = 9) -> None:
        """Send it a signal, and wait for its end."""
        os.kill(self.pid, signal_number)
        self.wait_for_end()

    def hang_up(self) -> None:
        """Close the terminal, as by its window's cross."""
        os.close(self._pty)
        self._pty, self._at_end = -1, True

    def wait_for_end(self, seconds: float = 20) -> int:
        """Wait until it ends by itself; its exit code, negative for a signal."""
        deadline = monotonic() + seconds
        while self._code is None:
            if monotonic() > deadline:
                raise AssertionError(f"still running after {seconds} s:\n{self}")
            self._read(0.001 if self._at_end else 0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.ended = monotonic()
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def close(self) -> int:
        """End it if it still runs; its exit code, negative for a signal."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._code is None:
                os.kill(self.pid, number)
                with contextlib.suppress(AssertionError):
                    self.wait_for_end(3)
        if self._pty >= 0:
            os.close(self._pty)
            self._pty = -1
        return -signal.SIGKILL if self._code is None else self._code

    # Keys

    def press(self, *keys: str) -> None:
        """Press keys, as a person does: `ctrl+n`, `tab`, `enter`, `f4`, `q` …

        Each waits until the screen has answered the one before.
        """
        for key in keys:
            self.keys += 1
            self._write(bytes_of(key))
            self.settle(ANSWERED, seconds=1)

    def type(self, words: str) -> None:
        """Type words."""
        self._write(words.encode())

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it on (bracketed)."""
        self._write(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def _write(self, data: bytes) -> None:
        # What it has written is read meanwhile: two full pipes would wait for each other.
        while data:
            ready = select.select([self._pty], [self._pty], [], 20)
            if not (ready[0] or ready[1]):
                raise AssertionError(f"it does not read what is typed:\n{self}")
            if ready[1]:
                data = data[os.write(self._pty, data[:512]) :]
            else:
                self._read(0)

    # The screen

    @property
    def screen(self) -> list[str]:
        """The text on the screen, line by line."""
        return self.display.lines

    def __str__(self) -> str:
        return "\n".join(self.screen)

    def shows(self, wanted: str | re.Pattern[str]) -> bool:
        """Whether it is on the screen now."""
        if isinstance(wanted, str):
            return wanted in str(self)
        return wanted.search(str(self)) is not None

    def wait_for(self, wanted: str | re.Pattern[str], seconds: float = 20) -> None:
        """Wait until a text, or what a regular expression matches, is on the screen."""
        deadline = monotonic() + seconds
        while self.display.drawing or not self.shows(wanted):
            left = deadline - monotonic()
            if left <= 0 or self._at_end:
                why = "the program has ended" if self._at_end else f"not within {seconds} s"
                raise AssertionError(f"waited for {wanted!r}: {why}. The screen:\n{self}")
            self._read(left)

    def settle(self, quiet: float = 0.15, seconds: float = 5) -> None:
        """Wait until nothing was written for a while."""
        deadline = monotonic() + seconds
        while monotonic() < deadline and self._read(quiet):
            pass

    def read_for(self, seconds: float) -> None:
        """Let so much time pass, reading what is written."""
        deadline = monotonic() + seconds
        while (left := deadline - monotonic()) > 0 and not self._at_end:
            self._read(left)

    def watch(self) -> list[str]:
        """From now on, add the text of each frame to the list that is given back."""
        self._shown = [str(self)]
        return self._shown

    def _read(self, seconds: float) -> bool:
        """Read once; whether there was anything."""
        if self._at_end or not select.select([self._pty], [], [], max(0.0, seconds))[0]:
            if self._at_end and seconds:
                select.select([], [], [], seconds)
            return False
        try:
            data = os.read(self._pty, 65536)
        except OSError:  # how Linux says that the other side has closed
            data = b""
        self._at_end = not data
        if data:
            self.take(data)
        return bool(data)

    def take(self, data: bytes) -> None:
        """Show what was read, and answer it."""
        for answer in self.display.take(data):
            os.write(self._pty, answer)
        if self._shown is not None and not self.display.drawing:
            self._shown.append(str(self))
