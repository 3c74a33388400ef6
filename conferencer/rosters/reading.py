"""Reading a class list of any known format. A further format is one more module in `READERS`."""

from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.rosters import linked, oneroster, text_files, workbooks
from conferencer.rosters.delimited import read_text
from conferencer.rosters.shape import Reader, Roster, Wishes

READERS: tuple[Reader, ...] = (workbooks, linked, oneroster, text_files)
"""In the order in which they are asked."""


def read_roster(path: Path, wishes: Wishes | None = None) -> Roster:
    """What a file or folder says.

    Args:
        wishes: the encoding and the meaning of columns, where somebody knows them.

    Raises:
        ConferencerError: it is missing, out of reach, or no class list.
    """
    path = path.expanduser()
    try:
        if not path.exists():
            raise ConferencerError(
                "File not found", f"There is no file {path}; nothing was changed. Check the path."
            )
        for reader in READERS:
            if reader.recognises(path):
                return reader.read(path, wishes or Wishes())
    except OSError as error:
        raise ConferencerError(
            "File out of reach",
            f"{path} cannot be read: {error.strerror or error}. Nothing was changed.",
        ) from error
    raise ConferencerError(
        "No class list",
        f"{path.name} is no class list that is known here; nothing was changed. Known are tables "
        "as CSV, TSV or workbook, a list of names, and folders or zips of OneRoster, School Data "
        "Sync, Clever and Ed-Fi.",
    )


def read_pasted(text: str) -> Roster:
    """What a pasted or typed list says.

    Raises:
        ConferencerError: there is no learner in it.
    """
    return read_text(text, "the pasted list")
