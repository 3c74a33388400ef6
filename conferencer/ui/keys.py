"""Bindings, written shortly: every one has a label, a sentence, and a stable id."""

from textual.binding import Binding


def shown(
    room: str, keys: str, action: str, label: str, tooltip: str, priority: bool = False
) -> Binding:
    """A binding that stands in the key bar; at most six of a screen do.

    Args:
        room: the first part of the id.
        label: at most eight letters.
        tooltip: one sentence, for F1 and the palette.
        priority: whether it comes before the app's own binding of the same key.
    """
    return Binding(keys, action, label, tooltip=tooltip, id=_id(room, action), priority=priority)


def hidden(room: str, keys: str, action: str, label: str, tooltip: str) -> Binding:
    """A binding that F1 and the palette tell of, and the key bar does not."""
    return Binding(keys, action, label, tooltip=tooltip, id=_id(room, action), show=False)


def _id(room: str, action: str) -> str:
    words = "".join(c if c.isalnum() else "-" for c in action.removeprefix("app."))
    return f"{room}.{words.strip('-')}"
