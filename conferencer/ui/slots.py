"""Text from people in a slot of so many cells."""

from textual.content import Content

from conferencer.core.text import isolated


def in_slot(text: str, cells: int) -> Content:
    """The text, cut to a slot and only then isolated, so that what is opened is closed in it."""
    shown = Content(text)
    if shown.cell_length > cells:
        shown = shown.truncate(cells, ellipsis=True)
    return Content(isolated(shown.plain))
