"""What a slip may know of a conference, and what it never learns."""

from dataclasses import fields
from datetime import date, timedelta

from sqlmodel import select

from conferencer.core.amending import amend_note
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.goal_threads import merge_goals, move_goal
from conferencer.core.goals import active_goals, close_goal
from conferencer.core.models import ClassGroup, Conference, Enrollment, Goal, GoalRevision, Student
from conferencer.core.notebook import Notebook
from conferencer.core.slips import SlipFacts, StepFacts, latest_met, met_on, slip_facts
from tests.conftest import TODAY


def a_class(notebook: Notebook, *names: tuple[str, str], name: str = "Room 4") -> list[int]:
    """A class with these learners (given, family); their ids."""
    with notebook.write() as session:
        group = ClassGroup(name=name)
        learners = [
            Student(given_name=given, family_name=family, sort_name=f"{family}\t{given}".lower())
            for given, family in names
        ]
        session.add_all([group, *learners])
        session.flush()
        for learner in learners:
            session.add(Enrollment(student_id=learner.id, class_id=group.id, joined_on=TODAY))
        return [learner.id or 0 for learner in learners]


def a_conference(
    notebook: Notebook,
    student_id: int,
    *,
    day: date = TODAY,
    status: str = "met",
    class_id: int | None = 1,
    **words: str,
) -> int:
    """A conference with these words; a draft when the status says so. `__` in a field is a dot."""
    draft = begin_conference(notebook, student_id, class_id, day)
    said = {field.replace("__", "."): ("learner", text) for field, text in words.items()}
    keep_words(notebook, draft.id, said, Place(), 60)
    if status != "draft":
        finish_conference(notebook, draft.id, status)
    return draft.id


def facts_of(notebook: Notebook, conference_id: int) -> SlipFacts:
    return slip_facts(notebook, [conference_id])[0]


def a_goal(notebook: Notebook, student_id: int, wording: str, since: date, **more: object) -> str:
    with notebook.write() as session:
        goal = Goal(student_id=student_id, wording=wording, since=since, **more)
        session.add(goal)
        return goal.uid


def test_a_slip_carries_the_words_of_the_conference(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    conference = a_conference(
        notebook,
        maya,
        my_strength="I go back and reread",
        strength="rereads",
        goal="Show what a character wants",
        step="Mark two places",
        step_when="I read at home",
        step_due="in 5 days",
        step_owner="together",
        step__3="Tell my sister",
        step_due__3="after the test",
        helper="Ms. Ruiz",
        resource="Winn-Dixie",
        next_meeting="in 12 days",
    )
    assert facts_of(notebook, conference) == SlipFacts(
        student_id=maya,
        first_name="Maya",
        held_on=TODAY,
        strength="I go back and reread",
        goal="Show what a character wants",
        steps=(
            StepFacts("Mark two places", "I read at home", date(2026, 11, 27), owner="together"),
            StepFacts("Tell my sister", due_words="after the test"),
        ),
        helper="Ms. Ruiz",
        resource="Winn-Dixie",
        next_meeting=date(2026, 12, 4),
        goal_steps=(0, 2),
    )


def test_a_draft_has_a_slip_too(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    draft = a_conference(notebook, maya, status="draft", step="Read a page", next_meeting="soonish")
    facts = facts_of(notebook, draft)
    assert facts.steps == (StepFacts("Read a page"),)
    assert (facts.next_meeting, facts.next_meeting_words) == (None, "soonish")


def test_an_amendment_shows_on_the_slip(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    conference = a_conference(notebook, maya, step="Read a page", my_strength="I try")
    amend_note(notebook, conference, "step", "learner", "Read two pages")
    amend_note(notebook, conference, "my_strength", "learner", "I keep trying")
    facts = facts_of(notebook, conference)
    assert (facts.steps[0].text, facts.strength) == ("Read two pages", "I keep trying")


def test_the_teachers_strength_stands_in_for_the_learners_own(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    assert facts_of(notebook, a_conference(notebook, maya, strength="rereads")).strength == (
        "rereads"
    )


def test_teacher_only_words_never_reach_a_slip(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    secret = dict.fromkeys(
        (
            *("looked_at", "noticed", "taught", "strategy", "goal_standard", "my_view"),
            *("needs_and_concerns", "lessons_learned", "step_obstacle", "goal_why"),
        ),
        "SECRET",
    )
    conference = a_conference(notebook, maya, step="Read a page", **secret)
    facts = facts_of(notebook, conference)
    assert "SECRET" not in repr(facts)
    assert not {"noticed", "taught", "my_view", "supports"} & {f.name for f in fields(facts)}


def test_a_day_and_month_follow_the_order_that_the_teacher_set(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    conference = a_conference(notebook, maya, step="Read", step_due="3/12", next_meeting="3/12")
    [month_first] = slip_facts(notebook, [conference], day_first=False)
    assert facts_of(notebook, conference).steps[0].due_on == date(2026, 12, 3)
    assert month_first.steps[0].due_on == month_first.next_meeting == date(2027, 3, 12)


def test_a_kept_goal_is_on_the_slip(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    older = a_goal(notebook, maya, "Read aloud", TODAY - timedelta(40))
    a_goal(notebook, maya, "Read at home", TODAY - timedelta(20))
    a_goal(notebook, maya, "Write more", TODAY + timedelta(20))
    conference = a_conference(notebook, maya, goal_choice="keep", step="Read")
    picked = a_conference(notebook, maya, goal_choice="keep", goal_about=older)
    assert facts_of(notebook, conference).goal == "Read at home"
    assert facts_of(notebook, picked).goal == "Read aloud"


def test_the_goal_of_the_day_follows_the_teachers_order_and_what_was_merged(
    notebook: Notebook,
) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    for wording, ago in (("Read aloud", 40), ("Read at home", 30), ("Read to the cat", 20)):
        a_goal(notebook, maya, wording, TODAY - timedelta(ago))
    aloud, home, cat = (goal.uid for goal in reversed(active_goals(notebook, maya)))
    first = a_conference(notebook, maya, day=TODAY - timedelta(9), step="Read")
    picked = a_conference(notebook, maya, day=TODAY - timedelta(9), goal_about=cat)
    assert facts_of(notebook, first).goal == "Read to the cat"
    move_goal(notebook, 1, -2)
    assert facts_of(notebook, first).goal == "Read aloud"
    merge_goals(notebook, 3, 2, TODAY - timedelta(3))
    assert facts_of(notebook, picked).goal == "Read to the cat"
    since = a_conference(notebook, maya, goal_about=cat)
    assert facts_of(notebook, since).goal == "Read at home"
    merge_goals(notebook, 1, 2, TODAY - timedelta(1))
    assert facts_of(notebook, first).goal == "Read at home"


def test_a_goal_keeps_the_wording_that_it_had_at_the_time(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    a_goal(notebook, maya, "Read every evening", TODAY - timedelta(9))
    conference = a_conference(notebook, maya, goal_choice="keep", step="Read")
    with notebook.write() as session:
        goal = session.exec(select(Goal)).one()
        goal.wording = "Read every morning"
        later = notebook.now() + timedelta(days=3)
        session.add(GoalRevision(goal_id=goal.id, wording="Read every evening", changed_at=later))
    assert facts_of(notebook, conference).goal == "Read every evening"


def test_a_goal_met_later_stays_on_the_slip_of_before(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    a_goal(notebook, maya, "Read every evening", TODAY - timedelta(9))
    conference = a_conference(notebook, maya, step="Read")
    close_goal(notebook, 1, "met", TODAY + timedelta(7))
    assert facts_of(notebook, conference).goal == "Read every evening"


def test_a_goal_met_in_the_conference_is_not_on_its_slip(notebook: Notebook) -> None:
    [maya] = a_class(notebook, ("Maya", "Lind"))
    uid = a_goal(notebook, maya, "Read every evening", TODAY - timedelta(9))
    met = a_conference(notebook, maya, goal_choice="met", goal_about=uid, step="Read")
    assert facts_of(notebook, met).goal == ""


def test_the_goal_of_another_learner_is_never_taken(notebook: Notebook) -> None:
    maya, omar = a_class(notebook, ("Maya", "Lind"), ("Omar", "Said"))
    uid = a_goal(notebook, omar, "OMAR", TODAY - timedelta(9))
    conference = a_conference(notebook, maya, goal_choice="keep", goal_about=uid)
    assert facts_of(notebook, conference).goal == ""


def test_classmates_of_the_same_name_are_told_apart(notebook: Notebook) -> None:
    ids = a_class(notebook, ("Ana", "Lima"), ("Ana", "Moreau"), ("Omar", "Said"))
    conferences = [a_conference(notebook, id, step="Read") for id in ids]
    names = [facts.first_name for facts in slip_facts(notebook, conferences)]
    assert names == ["Ana L.", "Ana M.", "Omar"]


def test_one_who_left_needs_no_telling_apart(notebook: Notebook) -> None:
    ana, other = a_class(notebook, ("Ana", "Lima"), ("Ana", "Moreau"))
    with notebook.write() as session:
        enrollment = session.exec(select(Enrollment).where(Enrollment.student_id == other)).one()
        enrollment.left_on = TODAY - timedelta(3)
    assert facts_of(notebook, a_conference(notebook, ana, step="Read")).first_name == "Ana"


def test_slips_come_in_the_order_asked_for(notebook: Notebook) -> None:
    ids = a_class(notebook, ("Ana", "Lima"), ("Omar", "Said"))
    first, second = (a_conference(notebook, id, step="Read") for id in ids)
    facts = slip_facts(notebook, [second, first, second])
    assert [f.first_name for f in facts] == ["Omar", "Ana", "Omar"]


def test_only_met_conferences_count_as_met(notebook: Notebook) -> None:
    maya, omar = a_class(notebook, ("Maya", "Lind"), ("Omar", "Said"))
    a_conference(notebook, maya, day=TODAY - timedelta(8), step="Old")
    latest = a_conference(notebook, maya, step="Read")
    a_conference(notebook, maya, status="absent", step="Absent")
    a_conference(notebook, omar, status="draft", step="Draft")
    assert latest_met(notebook, maya) == latest
    assert latest_met(notebook, omar) is None
    assert met_on(notebook, TODAY) == [latest]


def test_those_met_on_a_day_come_by_family_name_and_class(notebook: Notebook) -> None:
    zoe, ana = a_class(notebook, ("Zoë", "Zola"), ("Ana", "Abel"))
    [guest] = a_class(notebook, ("Max", "Moor"), name="Room 5")
    of_zoe = a_conference(notebook, zoe, step="Read")
    again = a_conference(notebook, zoe, step="Read again")
    of_ana = a_conference(notebook, ana, step="Read")
    of_guest = a_conference(notebook, guest, class_id=2, step="Read")
    assert met_on(notebook, TODAY) == [of_ana, of_guest, again]
    assert met_on(notebook, TODAY, "Room 4") == [of_ana, again]
    assert met_on(notebook, TODAY - timedelta(1)) == []
    with notebook.session() as session:
        assert session.get(Conference, of_zoe) is not None
