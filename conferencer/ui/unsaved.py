"""Words that the notebook cannot take just now: to the clipboard, or into a file of their own."""

import os
from typing import TYPE_CHECKING

from conferencer.core.errors import ConferencerError
from conferencer.core.guide import field_shape
from conferencer.core.text import isolated
from conferencer.ui.browsing import path_from
from conferencer.ui.dialogs import Ask
from conferencer.ui.kindly import kindly

if TYPE_CHECKING:
    from conferencer.ui.screens.conference import ConferenceScreen


def unsaved_words(screen: "ConferenceScreen") -> str:
    """Every field that is not in the notebook yet, each under its label."""
    parts = []
    for key in sorted(screen.keeper.unsaved):
        label = field_shape(key, screen.beside.guide).label
        parts.append(f"{label}\n{screen.words.text(key)}\n")
    return "\n".join(parts)


def copy_unsaved(screen: "ConferenceScreen") -> None:
    """Put them on the clipboard."""
    screen.app.copy_to_clipboard(unsaved_words(screen))
    screen.notify("The unsaved words are on the clipboard.", markup=False)


def save_unsaved(screen: "ConferenceScreen") -> None:
    """Ask where, and write them there; a file that exists is never overwritten."""

    def save(typed: str | None) -> None:
        if typed and typed.strip():
            with kindly(screen):
                path = _write(typed, unsaved_words(screen))
                screen.notify(f"Saved to {isolated(path)}.", markup=False)

    title = "Where to? A file on another disk, or in another folder"
    screen.app.push_screen(Ask(title, "~/unsaved-words.txt"), save)


def _write(typed: str, words: str) -> str:
    path = path_from(typed)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(words)
    except FileExistsError as error:
        raise ConferencerError(
            "File exists", f"{path} exists already; nothing was written. Choose another name."
        ) from error
    except OSError as error:
        raise ConferencerError(
            "Not saved", f"{path} cannot be written: {error.strerror}. The words stay here."
        ) from error
    return str(path)
