"""A large JSON file read row by row, so that no more than a few rows are held at once.

It reads an object whose `tables` holds lists of rows, however it is spaced and ordered; the values
beside are read whole. A notebook of 50,000 conferences is a file of 200 MB; at once it took 1.3 GB.
"""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

TABLES = "tables"
_CHUNK = 1 << 18
_BLANK = " \t\n\r"


class Part(NamedTuple):
    """A part of the file, as it comes."""

    kind: str
    """`value` beside the tables, or in place of them; `table`, before its rows; `row`; `no list`
    where a table is none."""
    name: str
    value: Any = None


def parts_of(path: Path) -> Iterator[Part]:
    """The parts of a file in its order.

    Raises:
        ValueError, RecursionError: it is not a JSON object, or does not end.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        text = _Text(file)
        for name in text.names():
            if name == TABLES and text.next() == "{":
                for table in text.names():
                    yield from _table(text, table)
            else:
                yield Part("value", name, text.value())
        if text.next():
            raise ValueError


def _table(text: "_Text", name: str) -> Iterator[Part]:
    if text.next() != "[":
        yield Part("no list", name, text.value())
        return
    yield Part("table", name)
    for _ in text.items("[", "]"):
        yield Part("row", name, text.value())


class _Text:
    """The text of a file, as much of it as is needed."""

    def __init__(self, file: Any) -> None:
        self._file, self._decode = file, codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._is_whole = "", 0, False
        self._json = json.JSONDecoder()

    def _more(self) -> bool:
        if self._is_whole:
            return False
        data = self._file.read(_CHUNK)
        self._is_whole = not data
        self._text = self._text[self._at :] + self._decode.decode(data, final=not data)
        self._at = 0
        return True

    def next(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def value(self) -> Any:
        """The next value, whole."""
        self.next()
        while True:
            try:
                found, end = self._json.raw_decode(self._text, self._at)
            except ValueError:
                if self._more():  # perhaps it goes on
                    continue
                raise
            if end == len(self._text) and self._more():  # as a number may
                continue
            self._at = end
            return found

    def items(self, opens: str, closes: str) -> Iterator[None]:
        """Stands before each item of a list or an object in turn; whoever asks takes the item."""
        self._take(opens)
        if self.next() != closes:
            yield
            while self.next() == ",":
                self._at += 1
                yield
        self._take(closes)

    def names(self) -> Iterator[str]:
        """The names of an object; whoever asks takes the value of each."""
        for _ in self.items("{", "}"):
            name = self.value() if self.next() == '"' else None
            if not isinstance(name, str):
                raise ValueError
            self._take(":")
            yield name

    def _take(self, char: str) -> None:
        if self.next() != char:
            raise ValueError
        self._at += 1
