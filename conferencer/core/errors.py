"""The one error a person can put right."""


class ConferencerError(Exception):
    """Something a person can put right, said in one sentence.

    Args:
        title: two to five words that name what happened.
        message: one sentence: what happened, what is safe, what to do.
    """

    def __init__(self, title: str, message: str) -> None:
        super().__init__(message)
        self.title = title
        self.message = message

    def __str__(self) -> str:
        return self.message


class AskedWronglyError(ConferencerError):
    """The command line was asked for something that is not there (exit code 2)."""


class NotebookBusyError(ConferencerError):
    """Another program holds the notebook just now; the write can be tried again."""
