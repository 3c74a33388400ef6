"""Sending a PDF to a printer, or showing it where there is none.

`lp` and `lpstat` are CUPS's, on Linux and macOS; Windows has a print verb, which Edge, its usual
PDF program, does not register: then the file is opened instead.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.core.text import clean_line
from conferencer.paper.files import save_new
from conferencer.paper.wording import wording

_MEDIA = {"a4": "A4", "letter": "Letter", "a5": "A5", "roll80": "Custom.80x297mm"}
_PATIENCE = 30
"""Seconds for the print system to answer."""


@dataclass(frozen=True)
class Printed:
    """What became of a PDF that was to be printed."""

    message: str
    path: Path | None = None
    """Where the file is, when it did not go to a printer."""


def printers() -> list[str]:
    """The names of the printers that this computer knows."""
    if not shutil.which("lpstat"):
        return []
    try:
        return _asked(["lpstat", "-e"]).stdout.split()
    except ConferencerError:
        return []


def default_printer() -> str:
    """The name of the usual printer; empty where there is none."""
    if not shutil.which("lpstat"):
        return ""
    try:
        answer = _asked(["lpstat", "-d"])
    except ConferencerError:
        return ""
    # "system default destination: NAME", or "no system default destination".
    _, told, name = answer.stdout.partition(": ")
    return name.strip() if told and answer.returncode == 0 else ""


def has_printer(name: str = "") -> bool:
    """Whether the printer is known; without a name, whether there is a default one."""
    if name:
        return name in printers()
    return bool(default_printer())


def send_to_printer(pdf: bytes, printer: str = "", paper: str = "a4") -> str:
    """Print a PDF at its true size; the job has a neutral title.

    Args:
        printer: its name; empty for the default one.

    Returns:
        a sentence on where it went.

    Raises:
        ConferencerError: there is no such printer, or it takes nothing; with the reason.
    """
    if sys.platform == "win32":
        return _print_on_windows(pdf)
    if not shutil.which("lp"):
        raise _not_printed("this computer has no `lp` to print with")
    # lp copies the file to its spool before it comes back.
    with tempfile.TemporaryDirectory(prefix="conferencer-") as folder:
        path = save_new(pdf, None, Path(folder), "next-steps", ".pdf")
        command = ["lp", "-t", wording()["title"], "-o", "print-scaling=none"]
        command += ["-o", f"media={_MEDIA[paper]}"]
        if printer:
            command += ["-d", printer]
        answer = _asked([*command, "--", str(path)])
    if answer.returncode != 0:
        raise _not_printed(_plain(_reason(answer.stderr), printer))
    to = printer or "the default printer"
    if _is_paused(printer):
        return f"Sent to {to}, which is paused: it prints as soon as the printer goes on."
    return f"Sent to {to}."


def _is_paused(printer: str) -> bool:
    """Whether the printer takes jobs and does not print them just now."""
    try:
        answer = _asked(["lpstat", "-p", *([printer] if printer else [])])
    except ConferencerError:
        return False
    name = printer or default_printer()
    return any(line.startswith(f"printer {name} disabled") for line in answer.stdout.splitlines())


def _plain(reason: str, printer: str) -> str:
    """What the print system said, for somebody who does not know it."""
    if "does not exist" in reason and printer:
        return f"this computer knows no printer called {clean_line(printer)}"
    if "not accepting jobs" in reason:
        return f"{clean_line(printer) or 'the printer'} takes no jobs just now"
    if "No default destination" in reason or "no default" in reason.lower():
        return "no printer is set as the usual one"
    if "connect to server" in reason or "Bad file descriptor" in reason:
        return "the print system of this computer does not run"
    return reason


def print_or_show(
    pdf: bytes,
    printer: str = "",
    paper: str = "a4",
    folder: Path = Path(),
    stem: str = "slips",
    what: str = "slip",
) -> Printed:
    """Print a PDF; where there is no printer, keep it in `folder` and open it.

    Raises:
        ConferencerError: a printer was named that does not take it, or the file cannot be written.
    """
    if printer or sys.platform == "win32" or has_printer():
        try:
            return Printed(send_to_printer(pdf, printer, paper))
        except ConferencerError:
            if printers():
                raise
    path = save_new(pdf, None, folder, stem, ".pdf")
    if open_file(path):
        return Printed(f"There is no printer here, so the {what} was opened: {path}", path)
    return Printed(f"There is no printer here; the {what} is in {path}", path)


def open_file(path: Path) -> bool:
    """Open a file with the program that the system has for it; whether there is one."""
    if sys.platform == "win32":
        return _started(path, "open")
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    has_screen = sys.platform == "darwin" or any(
        map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))
    )
    if not has_screen or not shutil.which(opener):
        return False
    # Its words must not reach the terminal, which may show a full-screen program.
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(
            [opener, str(path.absolute())],
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def _asked(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        raise _not_printed("the print system does not answer") from error
    except OSError as error:
        raise _not_printed(error.strerror or str(error)) from error


def _reason(said: str) -> str:
    """What lp says on its last line, without its own name."""
    last = (said.strip().splitlines() or ["the printer did not take it"])[-1]
    return clean_line(last).removeprefix("lp: ").removeprefix("Error - ").rstrip(".")


def _not_printed(reason: str) -> ConferencerError:
    return ConferencerError("Not printed", f"It was not printed: {reason}.")


def _print_on_windows(pdf: bytes) -> str:
    # The PDF program reads the file later, so it is left in the user's own temporary folder.
    folder = Path(tempfile.mkdtemp(prefix="conferencer-"))
    path = save_new(pdf, None, folder, "next-steps", ".pdf")
    if _started(path, "print"):
        return "Sent to the PDF program, which prints it."
    if _started(path, "open"):
        return "Opened in the PDF program: print it there."
    raise _not_printed("no program for PDF files was found")


def _started(path: Path, verb: str) -> bool:
    if sys.platform != "win32":
        return False
    try:
        os.startfile(path, verb)
    except OSError:
        return False
    return True
