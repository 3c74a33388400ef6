"""What is told of one learner, as data for programs and as a page for people."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from conferencer.core.amending import amend_note
from conferencer.core.as_json import history_as_json
from conferencer.core.conferences import Place, begin_conference, discard_draft, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.goals import active_goals, close_goal, reword_goal
from conferencer.core.history import history_of, one_conference
from conferencer.core.models import ClassGroup, Enrollment, Student
from conferencer.core.names import search_name, sort_name
from conferencer.core.next_steps import open_steps
from conferencer.core.notebook import Notebook
from conferencer.core.profile import add_entry, end_entry
from conferencer.paper.history_page import history_markdown, history_text
from tests.conftest import TODAY

HOSTILE = "[/] :smile: O'Brien-Ñandú 李雷"
LEARNER, TEACHER = "learner", "teacher"


@pytest.fixture
def ana(notebook: Notebook) -> int:
    """The id of a learner in class 4B."""
    student = Student(given_name="Ana", family_name=HOSTILE, grade="4")
    student.search_name, student.sort_name = search_name(student), sort_name(student)
    with notebook.write() as session:
        group = ClassGroup(name="4B")
        session.add(student)
        session.add(group)
        session.flush()
        assert student.id and group.id
        joined = TODAY - timedelta(days=60)
        session.add(Enrollment(student_id=student.id, class_id=group.id, joined_on=joined))
    return student.id


def held(
    notebook: Notebook,
    student_id: int,
    words: dict[str, tuple[str, str]],
    day: date = TODAY,
    status: str = "met",
) -> int:
    """A conference that was held and finished; its id."""
    draft = begin_conference(notebook, student_id, None, day)
    keep_words(notebook, draft.id, words, Place("now", "victories", "0:0"), 240)
    if status != "draft":
        finish_conference(notebook, draft.id, status)
    return draft.id


def told_of(notebook: Notebook, student_id: int) -> Any:
    """The history as programs read it."""
    return json.loads(json.dumps(history_as_json(history_of(notebook, student_id))))


def test_conferences_stand_newest_first(notebook: Notebook, ana: int) -> None:
    for ago in (3, 9, 1):
        held(notebook, ana, {"victories": (LEARNER, "so")}, TODAY - timedelta(days=ago))
    days = [told.conference.held_on for told in history_of(notebook, ana).conferences]
    assert days == sorted(days, reverse=True)


def test_every_word_is_told_under_its_field_and_voice(notebook: Notebook, ana: int) -> None:
    words = {
        "victories": (LEARNER, "two\nlines"),
        "noticed": (TEACHER, HOSTILE),
        "step": (LEARNER, "read to my sister"),
        "step_due": (LEARNER, "fri"),
    }
    held(notebook, ana, words)
    (told,) = told_of(notebook, ana)["conferences"]
    assert {n["field"]: (n["voice"], n["text"]) for n in told["notes"]} == words
    assert told["status"] == "met"
    assert told["type"] == "full"
    assert told["held_on"] == TODAY.isoformat()
    assert told["started_at"].startswith("20")
    (step,) = told["next_steps"]
    assert (step["text"], step["due_on"]) == ("read to my sister", "2026-11-27")


def test_the_history_has_the_shape_that_programs_were_promised(
    notebook: Notebook, ana: int
) -> None:
    held(notebook, ana, {"goal": (LEARNER, "Read more"), "step": (LEARNER, "read")})
    told = told_of(notebook, ana)
    assert {"student", "conferences", "goals", "next_steps"} <= told.keys()
    assert told["student"]["given_name"] == "Ana"
    assert told["student"]["classes"] == ["4B"]
    conference = {"status", "type", "held_on", "started_at", "notes", "next_steps", "follow_ups"}
    assert conference <= told["conferences"][0].keys()
    note = {"field", "voice", "text", "revisions"}
    assert note <= told["conferences"][0]["notes"][0].keys()
    assert told["goals"][0]["revisions"] == []
    assert told["next_steps"][0]["text"] == "read"


def test_drafts_are_told_and_discarded_ones_are_not(notebook: Notebook, ana: int) -> None:
    draft = held(notebook, ana, {"victories": (LEARNER, "half a")}, status="draft")
    (told,) = history_of(notebook, ana).conferences
    assert told.conference.status == "draft"
    assert told.words() == {"victories": "half a"}
    discard_draft(notebook, draft)
    assert history_of(notebook, ana).conferences == []


def test_an_amended_note_keeps_its_earlier_texts_oldest_first(notebook: Notebook, ana: int) -> None:
    conference = held(notebook, ana, {"noticed": (TEACHER, "first")})
    amend_note(notebook, conference, "noticed", TEACHER, "second")
    amend_note(notebook, conference, "noticed", TEACHER, "third")
    told = one_conference(notebook, conference)
    assert told.words() == {"noticed": "third"}
    assert [revision.text for revision in told.revisions_of("noticed")] == ["first", "second"]
    (plain,) = told_of(notebook, ana)["conferences"]
    revisions = plain["notes"][0]["revisions"]
    assert [revision["text"] for revision in revisions] == ["first", "second"]
    assert revisions[0]["changed_at"].startswith(TODAY.isoformat()[:7])


def test_a_reworded_goal_keeps_its_old_wording_with_its_date(notebook: Notebook, ana: int) -> None:
    held(notebook, ana, {"goal": (LEARNER, "Read"), "goal_why": (LEARNER, "for fun")})
    (goal,) = active_goals(notebook, ana)
    assert goal.id
    reword_goal(notebook, goal.id, "Read aloud", why="too vague")
    (told,) = told_of(notebook, ana)["goals"]
    assert told["wording"] == "Read aloud"
    (revision,) = told["revisions"]
    assert (revision["wording"], revision["why"]) == ("Read", "too vague")
    page = history_text(history_of(notebook, ana), TODAY)
    assert page.index("Read aloud") < page.index(": Read\n")
    assert "until Sun 22 Nov 2026: Read" in page


def test_a_follow_up_is_told_with_the_step_it_is_about(notebook: Notebook, ana: int) -> None:
    held(notebook, ana, {"step": (LEARNER, "read ten pages")}, TODAY - timedelta(days=7))
    (step,) = open_steps(notebook, ana)
    words = {
        f"follow_up_outcome.{step.uid}": (LEARNER, "not_yet"),
        f"follow_up.{step.uid}": (LEARNER, "the book was lost"),
    }
    held(notebook, ana, words)
    history = history_of(notebook, ana)
    newest = told_of(notebook, ana)["conferences"][0]
    (follow_up,) = newest["follow_ups"]
    assert (follow_up["outcome"], follow_up["words"]) == ("not_yet", "the book was lost")
    assert follow_up["next_step"] == "read ten pages"
    page = history_text(history, TODAY)
    assert "(“read ten pages”): not yet" in page
    assert "(“read ten pages”): the book was lost" in page
    assert step.uid not in page


def test_the_page_sets_the_learners_words_apart_from_the_teachers(
    notebook: Notebook, ana: int
) -> None:
    held(notebook, ana, {"noticed": (TEACHER, "NOTICED"), "victories": (LEARNER, "VICTORY")})
    page = history_text(history_of(notebook, ana), TODAY)
    order = [page.index(s) for s in ("Ana's words", "VICTORY", "The teacher's words", "NOTICED")]
    assert order == sorted(order)


def test_the_page_marks_drafts_and_other_endings(notebook: Notebook, ana: int) -> None:
    held(notebook, ana, {"victories": (LEARNER, "a")}, TODAY - timedelta(days=2), "absent")
    held(notebook, ana, {"victories": (LEARNER, "b")}, status="draft")
    page = history_text(history_of(notebook, ana), TODAY)
    assert "Sun 22 Nov 2026: DRAFT, not finished" in page
    assert "Fri 20 Nov 2026: absent" in page


def test_the_page_shows_an_amendments_earlier_text_with_its_date(
    notebook: Notebook, ana: int
) -> None:
    conference = held(notebook, ana, {"noticed": (TEACHER, "before")})
    amend_note(notebook, conference, "noticed", TEACHER, "after")
    page = history_text(history_of(notebook, ana), TODAY)
    assert "after\n" in page
    assert "Earlier, until Sun 22 Nov 2026: before" in page


def test_supports_are_never_told(notebook: Notebook, ana: int) -> None:
    add_entry(notebook, ana, "support", "SECRET EXTRA TIME", "teacher", TODAY)
    add_entry(notebook, ana, "strength", "draws maps", "learner", TODAY)
    history = history_of(notebook, ana)
    pages = (history_text(history, TODAY), history_markdown(history, TODAY))
    for told in (*pages, str(told_of(notebook, ana))):
        assert "draws maps" in told
        assert "SECRET" not in told


def test_a_strength_of_long_ago_is_left_off_the_page(notebook: Notebook, ana: int) -> None:
    entry = add_entry(notebook, ana, "strength", "used to sing", "learner", TODAY)
    assert entry.id
    end_entry(notebook, entry.id, TODAY)
    assert "used to sing" not in history_text(history_of(notebook, ana), TODAY)


def test_my_view_stands_in_words_and_not_as_a_number(notebook: Notebook, ana: int) -> None:
    held(notebook, ana, {"my_view": (LEARNER, "1")})
    page = history_text(history_of(notebook, ana), TODAY)
    assert "stuck" in page
    assert ": 1\n" not in page


def test_markdown_keeps_what_people_wrote_literal(notebook: Notebook, ana: int) -> None:
    text = "# no heading\n- no *item* [a](b) <b> `c` ~~d~~ a_b_c 1. |x| C:\\temp\\\n1) no list"
    held(notebook, ana, {"noticed": (TEACHER, text)})
    page = history_markdown(history_of(notebook, ana), TODAY)
    assert page.startswith("# Ana \\[/\\] \\:smile: O'Brien-Ñandú 李雷\n")
    assert "\\# no heading\\\n  \\- no \\*item\\* \\[a\\](b) \\<b\\> \\`c\\`" in page
    assert "C:\\\\temp\\\\\\\n  1\\) no list" in page


def test_a_met_goal_is_told_with_both_its_dates(notebook: Notebook, ana: int) -> None:
    held(notebook, ana, {"goal": (LEARNER, "Read")}, TODAY - timedelta(days=7))
    (goal,) = active_goals(notebook, ana)
    assert goal.id
    close_goal(notebook, goal.id, "met", TODAY)
    page = history_text(history_of(notebook, ana), TODAY)
    assert "Met, Sun 15 Nov 2026 to Sun 22 Nov 2026: Read" in page


def test_no_other_learners_word_is_told(notebook: Notebook, ana: int) -> None:
    other = Student(given_name="Ben", search_name="ben", sort_name="ben")
    with notebook.write() as session:
        session.add(other)
    assert other.id
    held(notebook, other.id, {"goal": (LEARNER, "BENS"), "step": (LEARNER, "BENS TOO")})
    held(notebook, ana, {"victories": (LEARNER, "mine")})
    assert "BENS" not in str(told_of(notebook, ana))
