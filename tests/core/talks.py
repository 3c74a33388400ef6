"""A class of one learner, and conferences held with her, for the tests of the record."""

from datetime import date

from sqlmodel import select

from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student
from tests.conftest import TODAY

ANA, CLASS = 1, 1


def with_ana(notebook: Notebook) -> Notebook:
    """Room 12, with Ana in it."""
    add_class(notebook, "Room 12")
    add_student(notebook, CLASS, "Ana", "Lopez")
    return notebook


def say(notebook: Notebook, conference_id: int, words: dict[str, str]) -> None:
    """Keep words in a draft."""
    said = {field: ("learner", text) for field, text in words.items()}
    keep_words(notebook, conference_id, said, Place("now", "victories", "0:3"), 60)


def talk(
    notebook: Notebook,
    words: dict[str, str],
    status: str = "met",
    day: date = TODAY,
    day_first: bool = True,
) -> int:
    """Hold a conference with Ana, and end it; `draft` leaves it open."""
    draft = begin_conference(notebook, ANA, CLASS, day)
    say(notebook, draft.id, words)
    if status != "draft":
        finish_conference(notebook, draft.id, status, day_first)
    return draft.id


def all_of(notebook: Notebook, table: type) -> list:
    """Every row of a table."""
    with notebook.session() as session:
        return list(session.exec(select(table)).all())
