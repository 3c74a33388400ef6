"""Signals from outside: every word is written before the program stops or sleeps.

The handlers run in the event loop, never in the middle of another write.
"""

import asyncio
import signal
import sys
from collections.abc import Callable


def heed_signals(keep: Callable[[], object], leave: Callable[[], object]) -> None:
    """Keep every word on suspend, hang-up and termination; then do what the signal asks.

    Args:
        keep: writes what is not yet written.
        leave: closes the program.
    """
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()

    def stop() -> None:
        keep()
        leave()

    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.add_signal_handler(signal.SIGHUP, stop)

    sleep = signal.getsignal(signal.SIGTSTP)  # Textual's: it gives the terminal back first

    def suspend() -> None:
        keep()
        if callable(sleep):
            sleep(signal.SIGTSTP, None)

    loop.add_signal_handler(signal.SIGTSTP, suspend)
