"""Words typed ahead of the screen: they land where a patient typist's would."""

import json
from pathlib import Path

from tests.terminal import Terminal, needs_a_terminal
from tests.test_whole_day import (  # noqa: F401
    GOAL,
    LESSONS,
    SAID,
    STEP,
    TAUGHT,
    VICTORIES,
    WHEN,
    WHY,
    Ask,
    ask,
    class_list,
)

pytestmark = needs_a_terminal


def test_a_conference_typed_faster_than_the_screen_lands_in_its_fields(
    home: Path,
    class_list: Path,  # noqa: F811
    ask: Ask,  # noqa: F811
) -> None:
    ask("import", class_list, "--yes")
    with Terminal(home=home) as terminal:
        terminal.wait_for("Diego")
        terminal.settle()
        going, how = f"\x0e{GOAL}\r{WHY}", f"\x0e{TAUGHT}\t\t\t\t{STEP}\r{WHEN}\tfri"
        terminal.type(f"\r{VICTORIES}\t{LESSONS}{going}{how}\x13")
        terminal.wait_for("Finish with")
    (conference,) = json.loads(ask("history", "Amina", "--json"))["conferences"]
    said = {(note["field"], note["voice"], note["text"]) for note in conference["notes"]}
    assert said >= SAID
