"""What a person would read on the screen."""

import html
import re

from textual.app import App


def words_on(app: App[str]) -> str:
    """All text of the screen, one line of cells a line."""
    svg = app.export_screenshot()
    lines: dict[float, list[tuple[float, str]]] = {}
    for attributes, text in re.findall(r"<text([^>]*)>([^<]*)</text>", svg):
        x, y = (re.search(rf'\b{name}="([0-9.]+)"', attributes) for name in ("x", "y"))
        if x and y:
            lines.setdefault(float(y[1]), []).append((float(x[1]), html.unescape(text)))
    rows = ["".join(text for _, text in sorted(parts)) for _, parts in sorted(lines.items())]
    return "\n".join(rows).replace("\xa0", " ")
