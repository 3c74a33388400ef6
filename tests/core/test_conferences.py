"""A conference from its first word to its end, as it stands in the notebook."""

import sqlite3
from datetime import date, timedelta

import pytest

from conferencer.core.conferences import (
    Place,
    begin_conference,
    discard_draft,
    keep_words,
    leave_empty_draft,
    read_draft,
    set_type,
    take_up_draft,
)
from conferencer.core.errors import ConferencerError
from conferencer.core.finishing import ENDINGS, finish_conference
from conferencer.core.models import (
    Appointment,
    Conference,
    Connection,
    FollowUp,
    Goal,
    NextStep,
    Note,
    Request,
)
from conferencer.core.notebook import Notebook
from conferencer.core.removals import bring_back, recent_removals
from conferencer.core.roster import add_class, add_student, update_class, update_student
from conferencer.core.turns import ask_to_meet, pin
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, all_of, say, talk, with_ana

MADE = (Goal, NextStep, FollowUp, Connection, Appointment)


@pytest.fixture
def notebook(notebook: Notebook) -> Notebook:
    """A notebook that knows Ana."""
    return with_ana(notebook)


def test_a_draft_is_taken_up_where_it_was_left(notebook: Notebook) -> None:
    draft = begin_conference(notebook, ANA, CLASS, TODAY)
    keep_words(notebook, draft.id, {"step": ("learner", "Read")}, Place("how", "step", "0:4"), 90)
    again = begin_conference(notebook, ANA, CLASS, TODAY + timedelta(days=3))
    assert again.id == draft.id and again.words == {"step": "Read"}
    c = again.conference
    assert (c.pane, c.field, c.cursor, c.seconds) == ("how", "step", "0:4", 90)
    assert c.held_on == TODAY + timedelta(days=3), "it is a conference of the day they talk"
    assert read_draft(notebook, draft.id).words == {"step": "Read"}


def test_a_draft_without_a_word_is_begun_anew(notebook: Notebook) -> None:
    draft = begin_conference(notebook, ANA, CLASS, TODAY)
    keep_words(notebook, draft.id, {}, Place("close", "next_meeting", "0:0"), 90)
    later = TODAY + timedelta(days=3)
    again = begin_conference(notebook, ANA, CLASS, later, "quick")
    assert again.id == draft.id
    assert (again.conference.pane, again.conference.held_on) == ("", later)
    assert (again.conference.type, again.conference.seconds) == ("quick", 0)


def test_the_type_is_asked_for_else_the_learners_else_the_classs(notebook: Notebook) -> None:
    def type_of_next(asked: str = "") -> str:
        return begin_conference(notebook, ANA, CLASS, TODAY, asked).conference.type

    assert type_of_next() == "full"
    update_class(notebook, CLASS, type="check-in", guide="mentoring")
    assert type_of_next() == "check-in"
    update_student(notebook, ANA, type="quick")
    assert type_of_next() == "quick"
    assert type_of_next("compliment") == "compliment"
    assert begin_conference(notebook, ANA, CLASS, TODAY).conference.guide == "mentoring"


def test_an_emptied_field_leaves_the_notebook_and_an_equal_one_is_not_touched(
    notebook: Notebook,
) -> None:
    draft = talk(notebook, {"goal": "Read", "victories": "I read"}, "draft")
    before = {note.field: note.changed_at for note in all_of(notebook, Note)}
    say(notebook, draft, {"goal": "", "victories": "I read", "noticed": ""})
    (note,) = all_of(notebook, Note)
    assert (note.field, note.changed_at) == ("victories", before["victories"])


def test_words_are_cleaned_on_their_way_in(notebook: Notebook) -> None:
    draft = talk(notebook, {"victories": "a\x1b[1mb\r\nc\ud800\u2028d\te"}, "draft")
    assert read_draft(notebook, draft).words == {"victories": "a[1mb\nc\nd\te"}


def test_another_type_keeps_every_word(notebook: Notebook) -> None:
    draft = talk(notebook, {"goal_standard": "RL.4.1"}, "draft")
    set_type(notebook, draft, "quick")
    kept = read_draft(notebook, draft)
    assert (kept.conference.type, kept.words) == ("quick", {"goal_standard": "RL.4.1"})


def test_a_discarded_draft_is_out_of_the_way_and_can_be_taken_back(notebook: Notebook) -> None:
    draft = talk(notebook, {"victories": "I read"}, "draft")
    discard_draft(notebook, draft)
    with pytest.raises(ConferencerError, match="finished or discarded"):
        read_draft(notebook, draft)
    with pytest.raises(ConferencerError, match="finished or discarded"):
        say(notebook, draft, {"victories": "more"})
    assert begin_conference(notebook, ANA, CLASS, TODAY).id != draft
    [recent] = recent_removals(notebook)
    assert recent.student and recent.student.given_name == "Ana" and recent.days_left == 30
    bring_back(notebook, recent.id)
    assert read_draft(notebook, draft).words == {"victories": "I read"}
    assert recent_removals(notebook) == []


def test_the_draft_that_was_discarded_last_comes_back_first(notebook: Notebook) -> None:
    add_student(notebook, CLASS, "Ben")
    first = talk(notebook, {"victories": "one"}, "draft")
    second = begin_conference(notebook, 2, CLASS, TODAY).id
    say(notebook, second, {"victories": "two"})
    discard_draft(notebook, second)
    discard_draft(notebook, first)
    assert [one.conference and one.conference.id for one in recent_removals(notebook)] == [
        first,
        second,
    ]


def test_a_draft_without_a_word_just_goes(notebook: Notebook) -> None:
    discard_draft(notebook, begin_conference(notebook, ANA, CLASS, TODAY).id)
    assert recent_removals(notebook) == []
    leave_empty_draft(notebook, begin_conference(notebook, ANA, CLASS, TODAY).id)
    assert all_of(notebook, Conference) == []


def test_leaving_never_removes_words_or_a_finished_conference(notebook: Notebook) -> None:
    draft = talk(notebook, {"victories": "I read"}, "draft")
    leave_empty_draft(notebook, draft)
    finish_conference(notebook, draft)
    empty = talk(notebook, {}, "absent")
    leave_empty_draft(notebook, empty)
    assert [c.status for c in all_of(notebook, Conference)] == ["met", "absent"]


WORDS = {
    "goal": "Write a poem",
    "goal_why": "I like rhymes",
    "goal_sign": "I read it aloud",
    "goal_chosen_by": "together",
    "resource": "https://example.org/rhymes",
    "helper": "my sister",
    "step": "Find a rhyme",
    "step_when": "after lunch",
    "step_due": "3/12",
    "step_obstacle": "noise",
    "step_sign": "two lines",
    "step_owner": "family",
    "step.2": "Read it",
    "step_due.2": "not a date",
    "next_meeting": "in 2 weeks",
}


def test_a_met_conference_makes_its_rows(notebook: Notebook) -> None:
    conference = talk(notebook, WORDS)
    (goal,) = all_of(notebook, Goal)
    assert (goal.wording, goal.why, goal.sign) == (
        "Write a poem",
        "I like rhymes",
        "I read it aloud",
    )
    assert (goal.chosen_by, goal.status, goal.since) == ("together", "active", TODAY)
    first, second = all_of(notebook, NextStep)
    assert (first.text, first.when_cue, first.obstacle, first.sign, first.owner) == (
        "Find a rhyme",
        "after lunch",
        "noise",
        "two lines",
        "family",
    )
    assert first.due_on == date(2026, 12, 3)
    assert (second.text, second.due_on, second.owner) == ("Read it", None, "learner")
    assert {s.goal_id for s in (first, second)} == {goal.id}
    assert {s.conference_id for s in (first, second)} == {conference}
    told = {(c.kind, c.label, c.target) for c in all_of(notebook, Connection)}
    assert told == {
        ("link", "https://example.org/rhymes", "https://example.org/rhymes"),
        ("person", "my sister", ""),
    }
    (meeting,) = all_of(notebook, Appointment)
    assert (meeting.planned_on, meeting.conference_id) == (date(2026, 12, 6), conference)
    assert {note.field for note in all_of(notebook, Note)} == set(WORDS), "the notes stay"


def test_day_or_month_first_follows_the_setting(notebook: Notebook) -> None:
    talk(notebook, {"step": "Read", "step_due": "12/3"}, day_first=False)
    assert all_of(notebook, NextStep)[0].due_on == date(2026, 12, 3)


@pytest.mark.parametrize("status", ENDINGS[1:])
def test_other_endings_keep_only_the_notes(notebook: Notebook, status: str) -> None:
    talk(notebook, WORDS, status)
    assert [len(all_of(notebook, table)) for table in MADE] == [0] * len(MADE)
    assert {note.field for note in all_of(notebook, Note)} == set(WORDS)
    (conference,) = all_of(notebook, Conference)
    assert conference.status == status and conference.finished_at is not None


@pytest.mark.slow
@pytest.mark.parametrize("table", ["goal", "next_step", "connection", "appointment", "conference"])
def test_finishing_that_breaks_in_the_middle_keeps_nothing_half(
    notebook: Notebook, table: str
) -> None:
    draft = talk(notebook, WORDS, "draft")
    act = "UPDATE" if table == "conference" else "INSERT"
    with notebook.plain() as connection:
        connection.execute(
            f"CREATE TRIGGER broken BEFORE {act} ON {table} BEGIN SELECT raise(ABORT, 'stop'); END"
        )
        before = list(connection.iterdump())
        with pytest.raises(Exception, match="stop"):
            finish_conference(notebook, draft)
        assert list(connection.iterdump()) == before
        connection.execute("DROP TRIGGER broken")
    finish_conference(notebook, draft)
    assert len(all_of(notebook, NextStep)) == 2


def test_finishing_twice_is_told_and_changes_nothing(notebook: Notebook) -> None:
    conference = talk(notebook, WORDS)
    with pytest.raises(ConferencerError, match="finished or discarded"):
        finish_conference(notebook, conference)
    assert len(all_of(notebook, Goal)) == 1


def test_meeting_keeps_the_promise_and_answers_the_request(notebook: Notebook) -> None:
    talk(notebook, {"next_meeting": "tomorrow"})
    ask_to_meet(notebook, ANA, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    talk(notebook, {}, "absent", tomorrow)
    assert all_of(notebook, Appointment)[0].kept_on is None
    assert all_of(notebook, Request)[0].answered_on is None
    talk(notebook, {"next_meeting": "in 2 weeks"}, day=tomorrow)
    kept, promised = all_of(notebook, Appointment)
    assert (kept.kept_on, promised.kept_on) == (tomorrow, None)
    assert all_of(notebook, Request)[0].answered_on == tomorrow


def test_a_later_promise_stands_when_one_meets_sooner(notebook: Notebook) -> None:
    talk(notebook, {"next_meeting": "fri"})
    talk(notebook, {}, day=TODAY + timedelta(days=1))
    assert all_of(notebook, Appointment)[0].kept_on is None


def test_a_pin_is_let_go_when_the_turn_is_over(notebook: Notebook) -> None:
    pin(notebook, CLASS, ANA, TODAY)
    talk(notebook, {"victories": "I read"})
    with notebook.plain() as connection:
        row = connection.execute("SELECT placed_on, place FROM enrollment").fetchone()
    assert row == (None, None)


def test_two_classes_may_have_drafts_with_the_same_learner_in_one_place(
    notebook: Notebook,
) -> None:
    other = add_class(notebook, "Room 13")
    draft = talk(notebook, {"victories": "I read"}, "draft")
    assert begin_conference(notebook, ANA, other.id, TODAY).id == draft


@pytest.mark.parametrize("wait", [0, 20])
def test_a_lock_leaves_the_draft_as_it_was(notebook: Notebook, wait: int) -> None:
    draft = talk(notebook, {"victories": "I read"}, "draft")
    notebook.wait = wait
    notebook.close()
    other = sqlite3.connect(notebook.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for act in (
        lambda: say(notebook, draft, {"victories": "more"}),
        lambda: finish_conference(notebook, draft),
        lambda: discard_draft(notebook, draft),
    ):
        with pytest.raises(ConferencerError, match="Another program"):
            act()
    other.close()
    assert read_draft(notebook, draft).words == {"victories": "I read"}


def test_a_draft_taken_up_on_a_later_day_is_a_conference_of_that_day(notebook: Notebook) -> None:
    thursday, monday = date(2026, 11, 19), date(2026, 11, 23)
    ana = add_student(notebook, add_class(notebook, "4B").id or 0, "Ana").id or 0
    draft = begin_conference(notebook, ana, None, thursday)
    typed = {"step": ("learner", "Read"), "step_due": ("learner", "fri")}
    keep_words(notebook, draft.id, typed, Place("how", "step"), 60)

    again = take_up_draft(notebook, draft.id, monday)

    assert again.conference.held_on == monday
    assert again.words == {"step": "Read", "step_due": "2026-11-20"}, "the Friday it was said of"
    assert begin_conference(notebook, ana, None, monday).words == again.words
