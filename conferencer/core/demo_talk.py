"""One made-up conference: its row and its notes, and where the learner stands now."""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain

from conferencer.core.demo_calendar import Visit
from conferencer.core.demo_rows import DemoRows, Row
from conferencer.core.demo_words import Drawing, Theme, sayings
from conferencer.core.guide import conference_types

_TEACHERS = frozenset(
    ("looked_at", "strength", "noticed", "taught", "strategy", "goal_chosen_by", "next_meeting")
)
_SECONDS = {
    "full": (210, 540),
    "quick": (90, 150),
    "compliment": (90, 120),
    "check-in": (300, 540),
}
_AFTER_SCHOOL = timedelta(hours=6, minutes=30)
"""Longer than any school day: an amendment comes later than every conference of its day."""


class Bookmark:
    """The book that a learner is in, and the page."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.title = ""
        self.page = 0
        self.finished = ""
        """The book that was finished since last time, if any."""
        self._last_page = 0
        self.read_on()

    def read_on(self) -> None:
        """Some pages further, or the first pages of the next book."""
        rng, self.finished = self._drawing.rng, ""
        self.page += rng.randint(18, 55)
        if self.page > self._last_page:
            self.finished, self.title = self.title, self._drawing.draw(sayings().books)
            self.page, self._last_page = rng.randint(4, 30), rng.randint(90, 190)

    def fill(self, sentence: str) -> str:
        """A sentence with this book and this page in it."""
        if "{" not in sentence:
            return sentence
        to = str(self.page + 4)
        sentence = sentence.replace("{book}", self.title).replace("{to}", to)
        return sentence.replace("{from}", str(self.page))


class Talk:
    """One conference while it is being made up."""

    def __init__(self, rows: DemoRows, drawing: Drawing, visit: Visit, student: Row) -> None:
        self._rows = rows
        self._drawing = drawing
        self.words: dict[str, str] = {}
        """Field -> text, in the order in which it was said."""
        self._fields = _fields_of(visit.type)
        self._amended: datetime | None = None
        self.row = self._conference(visit, student)

    def _conference(self, visit: Visit, student: Row) -> Row:
        rng = self._drawing.rng
        self._started = self._rows.next_start(visit.held_on)
        self._seconds = rng.randint(*_SECONDS[visit.type]) if visit.status == "met" else 0
        self.finished = self._started + timedelta(seconds=self._seconds + 20)
        return self._rows.add(
            "conference",
            {
                "uid": self._rows.new_uid(),
                "student_id": student["id"],
                "class_id": 1,
                "type": visit.type,
                "guide": student["guide"],
                "status": visit.status,
                "asked_by": "",
                "planned_on": None if visit.status == "met" else visit.held_on,
                "held_on": visit.held_on,
                "started_at": self._started,
                "seconds": self._seconds,
                "finished_at": self.finished,
                "pane": "",
                "field": "",
                "cursor": "",
                "discarded_at": None,
            },
        )

    def say(self, field: str, text: str) -> str:
        """Note what was said; nothing is, where this type of conference has no such field."""
        if not text or field.partition(".")[0] not in self._fields:
            return ""
        self.words[field] = text
        return text

    def amend(self) -> None:
        """Let the teacher have corrected what was noticed, if anything was."""
        if "noticed" not in self.words:
            return
        amended = self._drawing.rng.choice(sayings().amended)
        self.words["noticed"] = amended["after"]
        self._rows.add(
            "note_revision",
            {
                "conference_id": self.row["id"],
                "field": "noticed",
                "text": amended["before"],
                "changed_at": self._started + _AFTER_SCHOOL,
            },
        )
        self._amended = self._started + _AFTER_SCHOOL

    def write_notes(self) -> None:
        """Hand the notes over, one after the other in the time that they took."""
        pause = timedelta(seconds=self._seconds // (len(self.words) + 1))
        moment = self._started
        for field, text in self.words.items():
            moment += pause
            changed = self._amended if self._amended and field == "noticed" else moment
            self._rows.add(
                "note",
                {
                    "conference_id": self.row["id"],
                    "field": field,
                    "voice": "teacher" if field in _TEACHERS else "learner",
                    "text": text,
                    "changed_at": changed,
                },
            )
        self._rows.write_when_many()

    def leave_open(self, seconds: int) -> None:
        """Make it a draft that somebody was called away from, in the middle of a line."""
        self._seconds = seconds
        self.row.update(status="draft", seconds=seconds, finished_at=None, planned_on=None)
        last = self.words["goal_why"]
        self.row.update(pane="going", field="goal_why", cursor=f"0:{len(last)}")


@cache
def _fields_of(type: str) -> frozenset[str]:
    panes = conference_types()[type].panes
    return frozenset(chain(*panes.values(), ["goal_about"] if "going" in panes else []))


def say_where_i_am(
    talk: Talk, book: Bookmark, theme: Theme | None, way: float, drawing: Drawing
) -> None:
    """The *now* pane.

    Args:
        theme: what the learner works on, if anything.
        way: how far along, from 0 to 1.
    """
    general, chance = sayings(), drawing.chance
    view = 1 + round(way * 3) + drawing.rng.choice((-1, 0, 0, 1))
    talk.say("my_view", str(min(max(view, 1), 4)))
    if book.finished:
        talk.say("victories", drawing.draw(general.finished_book).replace("{book}", book.finished))
    elif theme and way > 0 and chance(75):
        talk.say("victories", book.fill(_on_the_way(theme.victories, way)))
    elif chance(60):
        talk.say("victories", book.fill(drawing.draw(general.victories)))
    if chance(55):
        lessons = theme.lessons if theme and way > 0 and chance(60) else general.lessons
        talk.say("lessons_learned", book.fill(drawing.draw(lessons)))
    if chance(65):
        needs = theme.needs if theme and way < 0.6 and chance(65) else general.needs
        talk.say("needs_and_concerns", book.fill(drawing.draw(needs)))
    say_strength(talk, book, theme, drawing)
    if chance(80):
        noticed = _on_the_way(theme.noticed, way) if theme and chance(65) else ""
        talk.say("noticed", book.fill(noticed or drawing.draw(general.noticed)))


def say_strength(talk: Talk, book: Bookmark, theme: Theme | None, drawing: Drawing) -> None:
    """What goes well: the learner first, then the teacher; and what they looked at."""
    general, chance = sayings(), drawing.chance
    if chance(60):
        mine = theme.my_strength if theme and chance(50) else general.my_strength
        talk.say("my_strength", book.fill(drawing.draw(mine)))
    talk.say("looked_at", book.fill(drawing.draw(general.looked_at)))
    if chance(85):
        seen = theme.strength if theme and chance(60) else general.strength
        talk.say("strength", book.fill(drawing.draw(seen)))


def _on_the_way(sentences: list[str], way: float) -> str:
    return sentences[min(int(way * len(sentences)), len(sentences) - 1)]


def say_what_was_taught(talk: Talk, theme: Theme, way: float, drawing: Drawing) -> None:
    """Taught today, and the strategy's name."""
    if drawing.chance(75):
        talk.say("taught", drawing.draw(theme.taught))
    if drawing.chance(45):
        talk.say("strategy", _on_the_way(theme.strategy, way))


def began_today(today: date) -> Visit:
    """The visit that somebody was called away from."""
    return Visit(0, today, "met")
