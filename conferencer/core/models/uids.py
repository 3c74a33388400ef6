"""Names that hold in every notebook."""

from uuid import uuid4


def new_uid() -> str:
    """A name for a row that holds in every notebook."""
    return str(uuid4())
