"""A person's mistake becomes a sentence on the screen, here and in one form."""

from collections.abc import Iterator
from contextlib import contextmanager

from textual.dom import DOMNode

from conferencer.core.errors import ConferencerError


@contextmanager
def kindly(node: DOMNode) -> Iterator[None]:
    """Show what went wrong, and go on."""
    try:
        yield
    except ConferencerError as error:
        node.app.notify(error.message, title=error.title, severity="error", markup=False)
