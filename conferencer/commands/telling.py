"""The command that tells what was kept about one learner."""

import sys
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json
from conferencer.commands.given import learner_meant, reading
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace


def show_history(asked: "Namespace") -> int:
    """All that was kept about one learner, drafts included."""
    with reading(asked) as notebook:
        student = learner_meant(notebook, " ".join(asked.student))
        assert notebook is not None and student.id is not None
        from conferencer.core.history import history_of

        history, today = history_of(notebook, student.id), notebook.today()
    if asked.format == "json":
        from conferencer.core.as_json import history_as_json

        print_json(history_as_json(history))
        return 0
    from conferencer.core.guide import load_guides
    from conferencer.paper.history_page import history_markdown, history_text

    guides = load_guides(places(asked.notebook).guides).guides
    write = history_markdown if asked.format == "markdown" else history_text
    sys.stdout.write(write(history, today, guides))
    return 0
