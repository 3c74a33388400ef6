"""What a program has put on a terminal's screen, and the answers that a terminal gives.

pyte is the screen; what pyte does not know is left out before it gets there. Queries are answered
as a terminal of today does, so that a program behaves as it would in front of a person.
"""

import re
import unicodedata

import pyte

SEQUENCE = re.compile(
    rb"\x1b(?:"
    rb"\[(?P<mark>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|[PX^_][^\x1b]*\x1b\\"
    rb"|[()*+#%].|[0-Z\\`-~])",
    re.DOTALL,
)
_KNOWN = {
    final.encode(): name
    for final, name in pyte.Stream.csi.items()
    if not name.startswith("report_") and not name.endswith("_mode")
}
"""Control sequences by their last byte, and what pyte's screen calls them."""


class Screen(pyte.Screen):
    """A screen that leaves out characters without a cell: pyte drops the words after them."""

    def draw(self, data: str) -> None:
        """Show text at the cursor."""
        if not data.isascii():
            data = "".join(char for char in data if unicodedata.category(char) != "Cf")
        super().draw(data)


class Display:
    """Takes what a program writes, and holds what is seen of it.

    Args:
        size: columns and rows.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.cells = Screen(*size)
        self.drawing = False
        """Whether a synchronised frame is still open (mode 2026)."""
        self.modes: set[bytes] = set()
        """Private modes that are on."""
        self._stream = pyte.ByteStream(self.cells)
        self._rest = b""
        self._lines = [""] * size[1]

    @property
    def lines(self) -> list[str]:
        """The text, line by line."""
        cells = self.cells
        for y in cells.dirty:
            if y < cells.lines:
                row = cells.buffer[y]
                self._lines[y] = "".join([row[x].data for x in range(cells.columns)]).rstrip()
        cells.dirty.clear()
        return list(self._lines)

    def take(self, data: bytes) -> list[bytes]:
        """Show it; give back the answers to what it asks."""
        data = self._rest + data
        at, answers = 0, []
        for found in SEQUENCE.finditer(data):
            self._stream.feed(data[at : found.start()])
            at = found.end()
            if not self._obey(found) and (answer := self.answer(found)):
                answers.append(answer)
        rest = data[at:]
        cut = rest.find(b"\x1b")  # a sequence that is not complete yet
        self._rest = rest[cut:] if cut >= 0 else b""
        self._stream.feed(rest[:cut] if cut >= 0 else rest)
        return answers

    def _obey(self, found: re.Match[bytes]) -> bool:
        # Told to the screen directly: pyte's own reader of sequences is ten times slower.
        mark, numbers, final = found["mark"], found["numbers"], found["final"]
        if mark == b"?" and final in (b"h", b"l"):
            for mode in numbers.split(b";"):
                (self.modes.add if final == b"h" else self.modes.discard)(mode)
            self.drawing = b"2026" in self.modes
        elif final in _KNOWN and not mark and not found["between"] and b":" not in numbers:
            given = [int(number or 0) for number in numbers.split(b";")] if numbers else []
            getattr(self.cells, _KNOWN[final])(*given)
        else:
            return False
        return True

    def answer(self, found: re.Match[bytes]) -> bytes:
        """What a terminal answers to a sequence; nothing, if it is no question."""
        mark, numbers, final = found["mark"], found["numbers"], found["final"]
        asked = (mark, found["between"], final)
        if asked == (b"?", b"$", b"p"):  # is there such a mode? synchronised frames: yes
            return b"\x1b[?%s;%d$y" % (numbers, 2 if numbers == b"2026" else 0)
        if asked == (b"", b"", b"c"):
            return b"\x1b[?62;22c"
        if asked == (b">", b"", b"c"):
            return b"\x1b[>1;10;0c"
        if asked == (b"", b"", b"n") and numbers == b"5":
            return b"\x1b[0n"
        if asked == (b"", b"", b"n") and numbers == b"6":
            return b"\x1b[%d;%dR" % (self.cells.cursor.y + 1, self.cells.cursor.x + 1)
        if found["command"] in (b"10;?", b"11;?"):
            shade = b"e0e0" if found["command"].startswith(b"10") else b"1010"
            return b"\x1b]%s;rgb:%s/%s/%s\x1b\\" % (found["command"][:2], shade, shade, shade)
        return b""
