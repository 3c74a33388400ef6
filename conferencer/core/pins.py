"""The PIN that uncovers the screen: kept as a salted scrypt hash, never as it was typed."""

import hashlib
import hmac
import os
from collections.abc import Callable
from time import monotonic

_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}
"""RFC 7914's parameters for interactive use: some 50 ms a try."""
LONGEST_WAIT = 30.0
"""Seconds after a wrong PIN, at the most."""


def hash_pin(pin: str) -> str:
    """What may be stored of a PIN: salt and hash, in hexadecimal."""
    salt = os.urandom(16)
    return f"{salt.hex()}:{_scrypt(pin, salt)}"


def is_pin(pin: str, stored: str) -> bool:
    """Whether a PIN is the one that was stored; an unreadable store matches nothing."""
    salt, _, hashed = stored.partition(":")
    try:
        return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)), hashed)
    except ValueError:
        return False


def _scrypt(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode("utf-8", "surrogatepass"), salt=salt, **_COST).hex()


class Tries:
    """How often somebody was wrong in a row, and how long they have to wait for it.

    Args:
        seconds: a clock that only counts up.
    """

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._wrong, self._until = 0, 0.0

    def was_wrong(self) -> None:
        """Once more."""
        self._wrong += 1
        self._until = self._seconds() + wait_after(self._wrong)

    def was_right(self) -> None:
        """All is forgiven."""
        self._wrong = 0

    def left(self) -> float:
        """Seconds that are still to wait."""
        return max(0.0, self._until - self._seconds())


def wait_after(wrong: int) -> float:
    """Seconds to wait after so many wrong tries in a row: 1, 2, 4 … 30."""
    return min(2.0 ** (wrong - 1), LONGEST_WAIT) if wrong else 0.0
