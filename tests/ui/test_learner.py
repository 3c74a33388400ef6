"""The Learner screen, a conference told, and its slip: what they show, and what they change."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from conferencer.app import ConferencerApp
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.goals import active_goals, add_goal
from conferencer.core.history import Told, history_of, one_conference
from conferencer.core.next_steps import open_steps
from conferencer.core.notebook import Notebook
from conferencer.core.profile import KINDS, add_entry, profile_of, student_by_id
from conferencer.core.roster import add_student, update_student
from conferencer.ui.desk import Desk
from conferencer.ui.moves import OpenConference, OpenLearner
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.learner import LearnerScreen
from conferencer.ui.screens.paper import PaperScreen
from conferencer.ui.screens.today import TodayScreen
from conferencer.ui.screens.told import ToldScreen
from conferencer.ui.widgets.lines_view import LinesView
from conferencer.ui.widgets.note_view import NoteView
from tests.conftest import TODAY
from tests.ui.rooms import settled

ANA, CLASS = 1, 1
HOSTILE = "[/] :smile: O'Brien-Ñandú 李雷"
LEARNER, TEACHER = "learner", "teacher"
WORDS = {
    "victories": (LEARNER, "I finished a whole book"),
    "noticed": (TEACHER, "Rereads a line that does not fit"),
    "my_view": (LEARNER, "3"),
    "goal": (LEARNER, "Read something new each month"),
    "step": (LEARNER, "Pick a poem"),
    "step_due": (LEARNER, "fri"),
}


def talk(notebook: Notebook, words: dict[str, tuple[str, str]], status: str = "met") -> int:
    """Hold a conference with Ana and end it; `draft` leaves it open."""
    draft = begin_conference(notebook, ANA, CLASS, TODAY)
    keep_words(notebook, draft.id, words, Place(), 300)
    if status != "draft":
        finish_conference(notebook, draft.id, status)
    return draft.id


def words_on(pilot: Pilot[str]) -> str:
    """Everything that the texts and lists of the screen say."""
    said: list[str] = []
    for widget in pilot.app.screen.query("*"):
        if isinstance(widget, OptionList):
            said += [_plain(option.prompt) for option in widget.options]
        elif isinstance(widget, Static):
            said.append(_plain(widget.content))
        elif isinstance(widget, LinesView):
            said.append(widget.text())
    return "\n".join(said)


def _plain(shown: object) -> str:
    content = getattr(shown, "content", shown)
    return str(getattr(content, "plain", content))


async def open_learner(pilot: Pilot[str], student_id: int = ANA) -> LearnerScreen:
    """From Today to a learner."""
    await pilot.pause()
    pilot.app.screen.post_message(OpenLearner(student_id, CLASS))
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, LearnerScreen)
    return screen


async def open_conference(pilot: Pilot[str], conference_id: int) -> ToldScreen:
    """From Today to a conference that was held."""
    await pilot.pause()
    pilot.app.screen.post_message(OpenConference(conference_id))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ToldScreen)
    return screen


async def stand_on(pilot: Pilot[str], row: str) -> None:
    """Put the bar of what holds now on the row whose id begins so."""
    screen = pilot.app.screen
    assert isinstance(screen, LearnerScreen)
    ids = [option.id or "" for option in screen.record.options]
    screen.record.focus()
    screen.record.highlighted = next(n for n, id in enumerate(ids) if id.startswith(row))
    await pilot.pause()


async def put_in(pilot: Pilot[str], text: str) -> None:
    """Put words into the dialog that asks, in the place of what stands there."""
    pilot.app.screen.editor.text = text  # type: ignore[attr-defined]
    await pilot.press("ctrl+s")
    await pilot.pause()


def earlier(told: Told, field: str) -> list[str]:
    return [revision.text for revision in told.revisions_of(field)]


# The Learner screen


async def test_the_timeline_sets_the_learners_words_apart_from_the_teachers(
    class_desk: Desk,
) -> None:
    talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(120, 36)) as pilot:
        await open_learner(pilot)
        shown = words_on(pilot)
    assert "▎ “I finished a whole book”" in shown
    assert "  Rereads a line that does not fit" in shown
    assert "“Rereads" not in shown


async def test_who_they_are_their_goals_and_their_steps_are_in_view(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    update_student(notebook, ANA, say_name="AH-na", pronouns="she/her")
    for kind in KINDS:
        add_entry(notebook, ANA, kind, f"a {kind}", TEACHER, TODAY)
    talk(notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await open_learner(pilot)
        shown = words_on(pilot)
    for words in ("Ana Lopez", "AH-na · she/her", "Read something new", "Pick a poem", "by Fri"):
        assert words in shown
    for kind in KINDS:
        assert f"a {kind}" in shown
    assert "Supports       · a support" in shown


@pytest.mark.slow
async def test_two_learners_of_the_same_name_are_told_apart(class_desk: Desk) -> None:
    other = add_student(class_desk.notebook, CLASS, "Ana", "Lopez", grade="4")
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        assert other.id is not None
        await open_learner(pilot, other.id)
        assert f"grade 4 · id {other.id}" in words_on(pilot)


async def test_an_unfinished_conference_is_marked_and_taken_up_again(class_desk: Desk) -> None:
    talk(class_desk.notebook, WORDS, "draft")
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        assert "unfinished" in words_on(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ConferenceScreen)


async def test_a_conference_that_was_not_met_says_so(class_desk: Desk) -> None:
    talk(class_desk.notebook, WORDS, "absent")
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        assert "absent" in words_on(pilot)


@pytest.mark.slow
async def test_b_begins_a_conference(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ConferenceScreen)


async def test_escape_goes_back_to_today(class_desk: Desk) -> None:
    conference = talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ToldScreen)
        assert pilot.app.screen.conference_id == conference
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "status"), [("down,enter", "met"), ("down,down,enter", "parked")], ids=str
)
async def test_a_goal_is_met_or_parked(class_desk: Desk, row: str, status: str) -> None:
    add_goal(class_desk.notebook, ANA, "Read aloud", TODAY)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await stand_on(pilot, "goal")
        await pilot.press("enter")
        await pilot.press(*row.split(","))
        await pilot.pause()
        assert active_goals(class_desk.notebook, ANA) == []
        assert history_of(class_desk.notebook, ANA).goals[0].status == status
        assert f"Read aloud  {status}" in words_on(pilot)
        await stand_on(pilot, "goal")
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
    assert [goal.wording for goal in active_goals(class_desk.notebook, ANA)] == ["Read aloud"]


@pytest.mark.slow
async def test_a_reworded_goal_keeps_its_old_wording(class_desk: Desk) -> None:
    add_goal(class_desk.notebook, ANA, "Read aloud", TODAY)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await stand_on(pilot, "goal")
        await pilot.press("enter", "enter")
        await put_in(pilot, "Read aloud to Ben")
        assert "Read aloud to Ben" in words_on(pilot)
    history = history_of(class_desk.notebook, ANA)
    assert history.goals[0].wording == "Read aloud to Ben"
    assert [revision.wording for revision in history.goal_revisions] == ["Read aloud"]


async def test_a_step_that_is_done_leaves_the_open_steps(class_desk: Desk) -> None:
    talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await stand_on(pilot, "step")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert open_steps(class_desk.notebook, ANA) == []
        assert "Next steps" not in words_on(pilot)


async def test_a_strength_in_other_words_ends_the_old_entry(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    add_entry(notebook, ANA, "strength", "patient", LEARNER, TODAY)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await stand_on(pilot, "entry")
        await pilot.press("enter", "enter")
        await put_in(pilot, "patient with others")
    now = profile_of(notebook, ANA, ("strength",))
    assert [(entry.text, entry.said_by) for entry in now] == [("patient with others", LEARNER)]
    assert [entry.until for entry in history_of(notebook, ANA).profile] == [TODAY, None]


@pytest.mark.slow
async def test_a_strength_that_is_no_longer_so_is_kept_with_its_dates(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    add_entry(notebook, ANA, "strength", "patient", TEACHER, TODAY)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await stand_on(pilot, "entry")
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
    assert profile_of(notebook, ANA, KINDS) == []
    assert [entry.until for entry in history_of(notebook, ANA).profile] == [TODAY]


async def test_a_support_is_added(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("n", "up", "enter")
        await put_in(pilot, HOSTILE)
        assert HOSTILE in words_on(pilot)
    assert [entry.text for entry in profile_of(class_desk.notebook, ANA, ("support",))] == [HOSTILE]


async def test_a_goal_is_added_between_conferences(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("n", "enter")
        await put_in(pilot, "Write every day")
    assert [goal.wording for goal in active_goals(class_desk.notebook, ANA)] == ["Write every day"]


async def test_how_to_say_the_name_is_kept(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("e", "down", "enter")
        await put_in(pilot, "AH-na")
        assert "AH-na" in words_on(pilot)
    assert student_by_id(class_desk.notebook, ANA).say_name == "AH-na"


@pytest.mark.slow
async def test_a_cadence_that_is_no_number_changes_nothing(class_desk: Desk) -> None:
    update_student(class_desk.notebook, ANA, cadence=5)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("e", *["down"] * 6, "enter")
        await put_in(pilot, "often")
        assert isinstance(pilot.app.screen, LearnerScreen)
    assert student_by_id(class_desk.notebook, ANA).cadence == 5


@pytest.mark.slow
async def test_the_usual_type_is_chosen(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("e", *["down"] * 7, "enter", "down", "down", "enter")
        await pilot.pause()
    assert student_by_id(class_desk.notebook, ANA).type == "quick"


async def test_the_bar_stays_on_its_row_when_something_is_added_above(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    add_entry(notebook, ANA, "strength", "patient", TEACHER, TODAY)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await open_learner(pilot)
        await stand_on(pilot, "entry")
        await pilot.press("n", "enter")
        await put_in(pilot, "Write every day")
        at = screen.record.highlighted
        assert at is not None
        assert (screen.record.get_option_at_index(at).id or "").startswith("entry-")


async def test_without_a_met_conference_there_is_no_slip_yet(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LearnerScreen)


# A conference told


async def test_a_conference_is_read_in_words(class_desk: Desk) -> None:
    conference = talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_conference(pilot, conference)
        shown = words_on(pilot)
    assert "Where are you right now?" in shown
    assert "“I finished a whole book”" in shown
    assert "\nRereads a line" in shown
    assert "I'm getting there" in shown
    assert "fri → Fri 27 Nov" in shown
    assert "5 min" in shown


async def test_an_amended_note_keeps_its_earlier_text_and_shows_both(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    conference = talk(notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await open_conference(pilot, conference)
        next(view for view in screen.query(NoteView) if view.said.field == "noticed").focus()
        await pilot.press("enter")
        await put_in(pilot, "Rereads, and asks")
        shown = words_on(pilot)
    told = one_conference(notebook, conference)
    assert told.words()["noticed"] == "Rereads, and asks"
    assert earlier(told, "noticed") == ["Rereads a line that does not fit"]
    assert "until Sun 22 Nov: Rereads a line that does not fit" in shown


async def test_a_choice_is_amended_by_choosing(class_desk: Desk) -> None:
    conference = talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_conference(pilot, conference)
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert "I could show someone" in words_on(pilot)
    told = one_conference(class_desk.notebook, conference)
    assert told.words()["my_view"] == "4"
    assert earlier(told, "my_view") == ["3"]


async def test_a_note_that_was_forgotten_is_added_in_its_voice(class_desk: Desk) -> None:
    conference = talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_conference(pilot, conference)
        await pilot.press("n", "enter")
        await put_in(pilot, "Mistakes help")
        assert "“Mistakes help”" in words_on(pilot)
        assert "added Sun 22 Nov" in words_on(pilot)
    notes = one_conference(class_desk.notebook, conference).notes
    assert ("lessons_learned", LEARNER, "Mistakes help") in [
        (note.field, note.voice, note.text) for note in notes
    ]


async def test_a_date_that_was_wrong_is_put_right_for_the_open_step_as_well(
    class_desk: Desk,
) -> None:
    conference = talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await open_conference(pilot, conference)
        next(view for view in screen.query(NoteView) if view.said.field == "step_due").focus()
        await pilot.press("enter")
        await put_in(pilot, "3 dec")
        assert "3 dec → Thu 3 Dec" in words_on(pilot)
    assert [step.due_on for step in open_steps(class_desk.notebook, ANA)] == [date(2026, 12, 3)]


@pytest.mark.slow
async def test_a_step_that_was_forgotten_becomes_an_open_step(class_desk: Desk) -> None:
    conference = talk(class_desk.notebook, {"noticed": (TEACHER, "Rereads")})
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await open_conference(pilot, conference)
        fields = list(screen.empty_fields())
        await pilot.press("n", *["down"] * fields.index("step"), "enter")
        await put_in(pilot, "Pick a poem")
        assert "○ open     Pick a poem" in words_on(pilot)
    assert [step.text for step in open_steps(class_desk.notebook, ANA)] == ["Pick a poem"]


async def test_escape_while_amending_changes_nothing(class_desk: Desk) -> None:
    conference = talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_conference(pilot, conference)
        await pilot.press("down", "enter", "x", "escape")
        await pilot.pause()
    assert one_conference(class_desk.notebook, conference).revisions == []


async def test_a_draft_cannot_be_amended(class_desk: Desk) -> None:
    conference = talk(class_desk.notebook, WORDS, "draft")
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_conference(pilot, conference)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ToldScreen)


@pytest.mark.slow
async def test_a_long_note_is_read_to_its_end(class_desk: Desk) -> None:
    long = "\n".join(f"line {n} of a long note" for n in range(1700))
    conference = talk(class_desk.notebook, {"noticed": (TEACHER, long)})
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await open_conference(pilot, conference)
        await pilot.press("down", "down")
        await pilot.pause()
        assert screen.page.scroll_y > 0
        await pilot.press("end")
        await pilot.pause()
        assert screen.page.scroll_y == screen.page.max_scroll_y


# The slip


async def test_the_slip_is_shown_as_it_prints_and_saved(
    class_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    talk(class_desk.notebook, WORDS)
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await open_learner(pilot)
        await pilot.press("P")
        await settled(pilot)
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        assert isinstance(pilot.app.screen, PaperScreen)
        shown = words_on(pilot)
        assert "Pick a poem" in shown
        assert "Rereads a line" not in shown
        await pilot.press("s")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LearnerScreen)
    assert [path.read_bytes()[:5] for path in tmp_path.glob("slips-*.pdf")] == [b"%PDF-"]


@pytest.mark.slow
async def test_a_hostile_name_and_hostile_notes_walk_through_all_three(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    name = {"given_name": HOSTILE, "say_name": HOSTILE, "pronouns": "[b]", "grade": "[/x]"}
    update_student(notebook, ANA, **name)
    for kind in KINDS:
        add_entry(notebook, ANA, kind, HOSTILE, TEACHER, TODAY)
    typed = {field: (voice, HOSTILE) for field, (voice, _) in WORDS.items()}
    conference = talk(notebook, typed)
    async with ConferencerApp(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await open_learner(pilot)
        assert HOSTILE in words_on(pilot)
        for row in ("who", "goal", "step", "entry"):
            await stand_on(pilot, row)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("escape")
        await pilot.press("p")
        await pilot.pause()
        assert HOSTILE in words_on(pilot)
        await pilot.press("escape")
        screen = await open_conference(pilot, conference)
        screen.query(NoteView).last().focus()
        await pilot.press("enter", "x", "ctrl+s")
        await pilot.pause()
        assert HOSTILE in words_on(pilot)
