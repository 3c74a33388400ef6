"""A class list with hostile names, and the program called as a person would."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from conferencer.cli import main
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.notebook import Notebook

HOSTILE = "[/] :smile: O'Brien-Ñandú 李雷"
ROSTER = """First,Last,Grade
"[/] :smile:",O'Brien-Ñandú 李雷,4
Ana,Lopez,3
Ana,Lopez,4
\u202eBo,Évil,4
"""


@dataclass(frozen=True)
class Answer:
    """What the program said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        """The answer as data."""
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Call the program."""

    def answer(*args: str | Path) -> Answer:
        code = main([str(arg) for arg in args])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return answer


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A class list called 4B."""
    path = tmp_path / "4B.csv"
    path.write_text(ROSTER, "utf-8")
    return path


@pytest.fixture
def class_4b(ask: Ask, roster: Path, home: Path) -> Path:
    """The class list, brought in; the notebook's path."""
    assert ask("import", roster, "--yes").code == 0
    return home / "notebook.db"


def meet(notebook: Notebook, student_id: int, class_id: int | None = 1, **words: str) -> None:
    """A conference of today, met, with the learner's words."""
    draft = begin_conference(notebook, student_id, class_id, notebook.today())
    said = {name: ("learner", text) for name, text in words.items()}
    keep_words(notebook, draft.id, said, Place(), 60)
    finish_conference(notebook, draft.id)
