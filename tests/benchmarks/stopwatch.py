"""A terminal that notes when each piece of output came; the screen is worked out afterwards.

So the slowness of the screen's emulation delays the verdict, never the time. What is in every
figure and cannot be taken out: fork and exec, the pseudo-terminal, one wake-up of this process.
A real terminal adds its own drawing.
"""

import os
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Self

from tests.display import SEQUENCE, Display
from tests.terminal import Terminal, bytes_of

Look = Callable[[Display], bool]
QUESTIONS = (b"$p", b"[c", b"[0c", b"[6n")
FRAME_ENDS = b"\x1b[?2026l"


class Stopwatch(Terminal):
    """Runs a program, and tells the milliseconds between a key and what it changes."""

    def __enter__(self) -> Self:
        self.came: list[tuple[float, bytes]] = []
        self._looked = 0
        self._seen: dict[int, tuple[object, ...]] = {}
        return super().__enter__()

    def take(self, data: bytes) -> None:
        """Note the time; answer what is asked."""
        self.came.append((monotonic(), data))
        if any(question in data for question in QUESTIONS):
            for found in SEQUENCE.finditer(data):
                if answer := self.display.answer(found):
                    os.write(self._pty, answer)

    def hear(self, text: str, seconds: float = 30) -> str:
        """Read until a text was written, wherever on the screen; all that was written."""
        deadline = monotonic() + seconds
        done, heard = len(self.came), ""
        while text not in heard:
            if monotonic() > deadline or not self._read(deadline - monotonic()):
                raise AssertionError(f"waited for {text!r}, but read {heard[-2000:]!r}")
            for _, data in self.came[done:]:
                heard += SEQUENCE.sub(b"", data).decode(errors="replace")
            done = len(self.came)
        return heard

    def send(self, key: str) -> float:
        """Press a key; when."""
        at = monotonic()
        self._write(bytes_of(key))
        return at

    def frames(self) -> Iterator[tuple[float, Display]]:
        """Each frame once it was complete: when, and the screen then."""
        display = Display(self.size)
        for at, data in self.came:
            display.take(data)
            if not display.drawing:
                yield at, display

    def milliseconds_until(self, look: Look, since: float) -> float:
        """From the start until the first frame, not before `since`, that looks so."""
        for at, display in self.frames():
            if at >= since and look(display):
                return (at - self.started) * 1000
        raise AssertionError("it was never shown")

    def milliseconds_of(self, key: str, rows: range, seconds: float = 5) -> float:
        """From sending a key to the first frame that changes anything in these rows."""
        self._look_at_new_frames(rows)
        at = self.send(key)
        deadline = at + seconds
        while self._read(deadline - monotonic()):
            came, data = self.came[-1]
            if FRAME_ENDS in data and self._look_at_new_frames(rows):
                return (came - at) * 1000
        raise AssertionError(f"{key!r} changed nothing on the screen:\n{self}")

    def milliseconds_to_rest(
        self, key: str, first: range, rest: range, quiet: float = 0.12
    ) -> tuple[float, float]:
        """From sending a key to the first frame that changes these rows, and to the last frame

        that changes those, before nothing was written for a while.
        """
        self._look_at_new_frames(range(self.size[1]))
        at = self.send(key)
        shown = done = 0.0
        while self._read(quiet if shown else 5):
            came, data = self.came[-1]
            if FRAME_ENDS not in data:
                continue
            changed = self._changed_now()
            if not shown and changed & set(first):
                shown = came - at
            if changed & set(rest):
                done = came - at
        return shown * 1000, max(shown, done) * 1000

    def _changed_now(self) -> set[int]:
        for _, data in self.came[self._looked :]:
            self.display.take(data)
        self._looked = len(self.came)
        before = dict(self._seen)
        _changed_rows(self.display, range(self.size[1]), self._seen)
        return {y for y, look in self._seen.items() if before.get(y) != look}

    def _look_at_new_frames(self, rows: range) -> bool:
        """Bring the screen up to date; whether anything in these rows has changed."""
        for _, data in self.came[self._looked :]:
            self.display.take(data)
        self._looked = len(self.came)
        return _changed_rows(self.display, rows, self._seen)


def _changed_rows(display: Display, rows: range, seen: dict[int, tuple[object, ...]]) -> bool:
    cells, changed = display.cells, False
    for y in [y for y in cells.dirty if y in rows]:
        row = cells.buffer[y]
        look = tuple([row[x] for x in range(cells.columns)])
        if seen.get(y) != look:
            seen[y] = look
            changed = True
    cells.dirty.clear()
    return changed
