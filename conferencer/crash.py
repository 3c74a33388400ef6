"""What happens to a bug: its traceback goes to a file, and one sentence says where that is.

What is kept of it are the places in our code, never the error's message or the values of variables:
those may be a child's words.
"""

import os
import traceback
from datetime import UTC, datetime

from conferencer.paths import make_private_folder, places


def write_down(error: BaseException) -> str:
    """Append a bug's traceback to the log, 0600.

    Returns:
        a part of a sentence: that what was kept is safe, and where the details are.
    """
    told = _where(error)
    try:
        log = places().log
        make_private_folder(log.parent)
        with open(os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "ab") as file:
            stamp = datetime.now(UTC).isoformat(timespec="seconds")
            file.write(f"{stamp}\n{told}\n".encode(errors="backslashreplace"))
    except (OSError, RuntimeError):
        return f"the details could not be written to a file: {type(error).__name__}"
    return f"what was kept is safe, and the details are in {log}"


def _where(error: BaseException | None) -> str:
    """Stack and kind of a bug and of what led to it; never its message, which may quote words."""
    told = []
    while error is not None:
        told.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
        error = error.__cause__ or error.__context__
    return "\nafter\n".join(told)
