"""What is shown while a command takes longer than a second: a few words and dots, on stderr."""

import sys
import time
from typing import Self

_SECONDS = 1.0


class Patience:
    """Says what is going on, once it has gone on for a second, and a dot for each further one.

    Args:
        words: what is going on.
    """

    def __init__(self, words: str) -> None:
        self.words = words
        self._next = 0.0
        self._has_spoken = False

    def __enter__(self) -> Self:
        self._next = time.monotonic() + _SECONDS
        return self

    def __exit__(self, *error: object) -> None:
        if self._has_spoken:
            print(file=sys.stderr, flush=True)

    def go_on(self) -> None:
        """Something was done; called as often as one likes."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _SECONDS
        print("." if self._has_spoken else f"{self.words} .", end="", file=sys.stderr, flush=True)
        self._has_spoken = True
