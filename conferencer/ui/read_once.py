"""What a room has read, kept as long as nothing in the notebook has changed."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from conferencer.ui.desk import Desk

Reading = TypeVar("Reading")

_MOST = 60
"""Readings that are kept; who goes through so many weeks of a class reads them again."""


class ReadOnce:
    """Readings by what they are about.

    A reading stands until anything is committed to the notebook, by this program or another, the
    day turns, or a setting changes. Nobody changes what they are given.
    """

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._stamp: tuple[object, ...] | None = None
        self._kept: dict[Hashable, Any] = {}

    def get(self, key: Hashable, read: Callable[[], Reading]) -> Reading:
        """What was read under this key, else what `read` gives.

        Raises:
            ConferencerError: as `read` does.
        """
        # Before reading: what is written meanwhile is seen the next time.
        stamp = self._stamp_now()
        if stamp is None or stamp != self._stamp or len(self._kept) >= _MOST:
            self._kept.clear()
        self._stamp = stamp
        if key not in self._kept:
            found = read()
            if stamp is None:
                return found
            self._kept[key] = found
        kept: Reading = self._kept[key]
        return kept

    def _stamp_now(self) -> tuple[object, ...] | None:
        desk = self._desk
        stamp = desk.notebook.stamp() if desk.notebook.exists else None
        return None if stamp is None else (*stamp, desk.today(), desk.settings)
