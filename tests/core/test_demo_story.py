"""The made-up year: what was said agrees with the goals, steps and meetings that came of it."""

from collections import Counter, defaultdict

import pytest

from conferencer.core.clock import Clock
from conferencer.core.dates import understand
from conferencer.core.demo import demo_notebook
from conferencer.core.guide import conference_types, voice_of
from conferencer.core.models import (
    Appointment,
    Conference,
    Connection,
    FollowUp,
    Goal,
    GoalRevision,
    NextStep,
    Note,
)
from conferencer.core.next_steps import steps_in_words
from conferencer.core.notebook import Notebook
from tests.core.made_up_class import DAYS, rows_of, words_of


@pytest.fixture(scope="module", params=DAYS, ids=str)
def any_day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """The made-up class of several todays; tests only read it."""
    return demo_notebook(tmp_path_factory.mktemp("demo"), Clock(request.param))


@pytest.mark.slow
def test_notes_have_the_voice_and_the_fields_that_their_conference_type_gives_them(any_day):
    conferences = {c.id: c for c in rows_of(any_day, Conference)}
    for note in rows_of(any_day, Note):
        assert note.text
        assert note.voice == ("learner" if note.field == "goal_about" else voice_of(note.field))
        conference = conferences[note.conference_id]
        panes = conference_types()[conference.type].panes.values()
        fields = {field for pane in panes for field in pane} | {"goal_about"}
        assert note.field.partition(".")[0] in fields


def test_next_steps_are_what_the_notes_say(any_day):
    words = words_of(any_day)
    steps = defaultdict(list)
    for step in rows_of(any_day, NextStep):
        steps[step.conference_id].append(step)
    for conference in rows_of(any_day, Conference):
        said = steps_in_words(words[conference.id])
        if conference.status != "met":
            assert not steps[conference.id]
            continue
        for told, step in zip(said, steps[conference.id], strict=True):
            assert (told.text, told.when_cue) == (step.text, step.when_cue)
            assert (told.obstacle, told.sign) == (step.obstacle, step.sign)
            assert (told.owner or "learner") == step.owner
            due = understand(told.due, conference.held_on) if told.due else None
            assert due == step.due_on
            assert due is None or due > conference.held_on


def test_follow_ups_are_what_the_notes_say_and_close_the_steps(any_day):
    words = words_of(any_day)
    steps = {step.id: step for step in rows_of(any_day, NextStep)}
    outcomes = defaultdict(list)
    for follow_up in rows_of(any_day, FollowUp):
        step, said = steps[follow_up.next_step_id], words[follow_up.conference_id]
        assert said[f"follow_up_outcome.{step.uid}"] == follow_up.outcome
        assert said.get(f"follow_up.{step.uid}", "") == follow_up.words
        assert step.conference_id < follow_up.conference_id
        new = steps.get(follow_up.changed_to_id)
        assert (follow_up.outcome == "changed") == (new is not None)
        assert new is None or new.conference_id == follow_up.conference_id
        outcomes[step.id].append(follow_up.outcome)
    assert {o for listed in outcomes.values() for o in listed} == {
        "done",
        "some",
        "not_yet",
        "changed",
    }
    for step in steps.values():
        told = outcomes[step.id]
        assert not set(told[:-1]) & {"done", "changed"}
        closed = told[-1] if told and told[-1] in ("done", "changed") else "open"
        assert step.status == closed
    open_steps = Counter(s.student_id for s in steps.values() if s.status == "open")
    assert max(open_steps.values()) <= 3


def test_every_open_step_is_asked_after_before_a_new_one_is_agreed(any_day):
    conferences = {c.id: c for c in rows_of(any_day, Conference)}
    asked = defaultdict(set)
    for follow_up in rows_of(any_day, FollowUp):
        asked[follow_up.conference_id].add(follow_up.next_step_id)
    latest = defaultdict(set)
    steps = defaultdict(list)
    for step in rows_of(any_day, NextStep):
        steps[step.conference_id].append(step)
    status = {step.id: step.status for step in rows_of(any_day, NextStep)}
    for number, conference in sorted(conferences.items()):
        if steps[number]:
            never = [s for s in latest[conference.student_id] if status[s] == "open"]
            assert set(never) <= asked[number]
            latest[conference.student_id] |= {step.id for step in steps[number]}


def test_goals_are_what_the_notes_say(any_day):
    words = words_of(any_day)
    goals = {goal.uid: goal for goal in rows_of(any_day, Goal)}
    by_learner = defaultdict(list)
    for goal in goals.values():
        by_learner[goal.student_id].append(goal)
        assert (goal.status == "active") == (goal.closed_on is None)
        assert goal.closed_on is None or goal.since < goal.closed_on
    assert {goal.status for goal in goals.values()} == {"active", "met", "parked", "changed"}
    revisions = defaultdict(list)
    for revision in rows_of(any_day, GoalRevision):
        revisions[revision.goal_id].append(revision.wording)
    for conference in rows_of(any_day, Conference):
        if conference.status != "met":
            continue
        said = words[conference.id]
        about, choice = goals.get(said.get("goal_about", "")), said.get("goal_choice", "")
        if about:
            assert about.student_id == conference.student_id
            assert about.since < conference.held_on
        if choice in ("met", "park"):
            assert about.status == {"met": "met", "park": "parked"}[choice]
            assert about.closed_on == conference.held_on
        if choice == "reword":
            assert said["goal"] == about.wording
        elif said.get("goal"):
            (new,) = (g for g in by_learner[conference.student_id] if g.since == conference.held_on)
            assert said["goal"] in (new.wording, *revisions[new.id])
            assert (said["goal_why"], said["goal_sign"]) == (new.why, new.sign)
            assert said["goal_chosen_by"] == new.chosen_by
    counts = Counter(len(listed) for listed in by_learner.values())
    assert counts[2] + counts[3] + counts[4] > 15
    for listed in by_learner.values():
        assert sum(goal.status == "active" for goal in listed) <= 1


def test_connections_are_the_helpers_and_resources_of_the_notes(any_day):
    words = words_of(any_day)
    steps = {step.id: step for step in rows_of(any_day, NextStep)}
    for connection in rows_of(any_day, Connection):
        said = words[steps[connection.next_step_id].conference_id]
        assert connection.label in (said.get("helper"), said.get("resource"))


def test_promised_meetings_are_what_the_notes_say_and_are_kept_by_the_next_one(any_day):
    words = words_of(any_day)
    conferences = {c.id: c for c in rows_of(any_day, Conference)}
    for appointment in rows_of(any_day, Appointment):
        promised_in = conferences[appointment.conference_id]
        said = words[promised_in.id]["next_meeting"]
        assert understand(said, promised_in.held_on) == appointment.planned_on
        later = [
            c.held_on
            for c in conferences.values()
            if c.student_id == appointment.student_id
            and c.status == "met"
            and c.held_on > promised_in.held_on
        ]
        assert appointment.kept_on == min(later, default=None)


def test_a_step_is_not_agreed_again_while_it_is_open(any_day):
    steps = [step for step in rows_of(any_day, NextStep) if step.status == "open"]
    assert len({(step.student_id, step.text) for step in steps}) == len(steps)
