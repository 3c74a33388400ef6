"""Paths as people type, paste or drag them in, and the dialogs to look for one."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from conferencer.core.text import clean_line

if TYPE_CHECKING:
    from textual_fspicker import FileOpen, SelectDirectory


def path_from(typed: str) -> Path:
    """The path that was typed, pasted, or dragged in.

    Terminals put quotes around a dragged file, backslashes before its spaces, or `file://` in
    front, each in its own way.
    """
    text = clean_line(typed)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if text.lower().startswith("file://"):
        text = unquote(urlsplit(text).path)
        if os.name == "nt":
            text = text.lstrip("/")
    path = _home(Path(text))
    if os.name != "nt" and "\\" in text and not path.exists():
        path = _home(Path(text.replace("\\", "")))
    return path


def _home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # "~nobody": there is no such person, so it is a name like any other
        return path


def file_picker(typed: str, question: str = "Where is the class list?") -> "FileOpen":
    """A dialog to look for a file, near the path that was typed."""
    from textual_fspicker import FileOpen  # only for those who browse

    return FileOpen(_folder_near(typed), question)


def folder_picker(typed: str) -> "SelectDirectory":
    """The same for a folder."""
    from textual_fspicker import SelectDirectory

    return SelectDirectory(_folder_near(typed), "Which folder is the class list?")


def _folder_near(typed: str) -> Path:
    path = path_from(typed)
    near = (path, *path.parents) if typed.strip() and path.is_absolute() else ()
    return next((folder for folder in near if folder.is_dir()), Path.home())
