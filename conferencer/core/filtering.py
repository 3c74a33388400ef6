"""Which of a learner's conferences somebody asks for: by words, goal, subject and kind."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import col, select

from conferencer.core.models import Conference, Note
from conferencer.core.notebook import Notebook
from conferencer.core.text import fold


@dataclass(frozen=True)
class Wish:
    """Which conferences are wanted; everything empty wants them all."""

    words: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.goal or self.subject or self.kind)


def wish_in(text: str) -> Wish:
    """What a filter line asks for: words, and words behind `goal:`, `subject:` and `kind:`.

    A colon ends at the next space: `kind:quick dragon` wants quick conferences with a dragon.
    """
    parts: dict[str, list[str]] = {"": [], "goal": [], "subject": [], "kind": []}
    for word in fold(text).split():
        name, colon, rest = word.partition(":")
        if colon and name in parts and name:
            parts[name] += [rest] if rest else []
        else:
            parts[""].append(word)
    return Wish(*(tuple(parts[name]) for name in ("", "goal", "subject", "kind")))


def fits(wish: Wish, said: str, goals: str, subject: str, kind: str) -> bool:
    """Whether a conference is wanted; a plain word may stand anywhere.

    Args:
        said: all its words, folded; `goals`, `subject` and `kind` likewise.
    """
    anywhere = " ".join((said, goals, subject, kind))
    return (
        all(word in anywhere for word in wish.words)
        and all(word in goals for word in wish.goal)
        and all(word in subject for word in wish.subject)
        and all(word in kind for word in wish.kind)
    )


def all_words(notebook: Notebook, student_id: int) -> dict[int, str]:
    """Conference -> every word that was kept in it, folded. Read when somebody filters."""
    choices = ("goal_about", "goal_choice", "goal_chosen_by", "my_view", "follow_up_outcome")
    query = (
        select(Note.conference_id, Note.field, Note.text)
        .join(Conference, col(Conference.id) == col(Note.conference_id))
        .where(Conference.student_id == student_id)
    )
    said: dict[int, list[str]] = defaultdict(list)
    with notebook.session() as session:
        for conference_id, name, text in session.exec(query):
            if name.partition(".")[0] not in choices:
                said[conference_id].append(text)
    return {number: fold("\n".join(texts)) for number, texts in said.items()}
