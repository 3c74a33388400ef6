"""What is typed and pasted: cleaned as it comes in, kept whole, under the voice that said it."""

import pytest
from sqlmodel import select

from conferencer.core.models import Note
from conferencer.core.notebook import Notebook
from conferencer.ui.desk import Desk
from conferencer.ui.widgets.choice import Choice
from tests.ui.rooms import (
    app_of,
    begin,
    editor_of,
    kept,
    on_screen,
    paste,
    settled,
)


def voices(notebook: Notebook) -> dict[str, str]:
    """Field -> voice."""
    with notebook.session() as session:
        return {note.field: note.voice for note in session.exec(select(Note))}


@pytest.mark.slow
async def test_forty_kilobytes_can_be_pasted_and_are_kept(class_desk: Desk) -> None:
    long = "\n".join(f"Chapter {n}: " + "a long and winding road " * 8 for n in range(200))
    assert len(long) > 40_000
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await paste(pilot, long)
        await pilot.press("tab")
        assert kept(class_desk)["victories"] == long
        await paste(pilot, long)
        await pilot.press("tab", "tab")
        await paste(pilot, long.replace("\n", " "))
        await pilot.press("tab")
    assert kept(class_desk)["my_strength"] == long.replace("\n", " ")


@pytest.mark.slow
async def test_control_characters_never_come_in_typed_or_pasted(class_desk: Desk) -> None:
    nasty = "a\x1b[31mb\x00c\x9bd\x7fe\ud800f\u2028g\u2029h\ti\u200dj\r\nk"
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await paste(pilot, nasty)
        assert editor_of(pilot, "victories").text == "a[31mbcdef\ng\nh\ti\u200dj\nk"
        await screen.go_to("now", "my_strength")
        await pilot.pause()
        await paste(pilot, nasty)
        assert editor_of(pilot, "my_strength").text == "a[31mbcdef g h i\u200dj k"
        await pilot.press("tab")
        assert "\x1b" not in on_screen(pilot)
    assert kept(class_desk)["victories"] == "a[31mbcdef\ng\nh\ti\u200dj\nk"
    assert kept(class_desk)["my_strength"] == "a[31mbcdef g h i\u200dj k"


@pytest.mark.slow
async def test_a_paste_of_many_lines_into_one_line_loses_and_joins_no_word(
    class_desk: Desk,
) -> None:
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("now", "my_strength")
        await pilot.pause()
        await pilot.press("I")
        await paste(pilot, "\nread\r\n\r\n  aloud\tto \n")
        await paste(pilot, "Ben")
        assert editor_of(pilot, "my_strength").text == "I read aloud to Ben"


@pytest.mark.slow
async def test_a_wide_space_typed_by_an_input_method_stays(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("now", "my_strength")
        await pilot.pause()
        await paste(pilot, "李\u3000雷\u00a0!")
        assert editor_of(pilot, "my_strength").text == "李\u3000雷\u00a0!"


@pytest.mark.slow
async def test_an_answer_that_was_let_go_leaves_the_notebook(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("shift+tab", "3")
        await settled(pilot)
        assert isinstance(pilot.app.focused, Choice)
        assert kept(class_desk) == {"my_view": "3"}
        await pilot.press("space")
        await settled(pilot)
        assert kept(class_desk) == {}


async def test_each_word_is_kept_under_the_voice_that_said_it(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        for pane in ("now", "going", "how", "close"):
            await screen.go_to(pane)
            await pilot.pause()
            for field in screen.pane.fields:
                if not isinstance(field.editor, Choice):
                    field.editor.insert("fri")
                else:
                    field.editor.choose(field.editor.options[0][0])
        await settled(pilot)
        await pilot.press("escape")
    teacher = {f for f, voice in voices(class_desk.notebook).items() if voice == "teacher"}
    learner = {f for f, voice in voices(class_desk.notebook).items() if voice == "learner"}
    assert teacher >= {"strength", "looked_at", "noticed", "taught", "strategy", "next_meeting"}
    assert teacher >= {"goal_chosen_by", "goal_standard"}
    assert learner >= {"my_view", "victories", "lessons_learned", "needs_and_concerns", "goal"}
    assert learner >= {"my_strength", "goal_why", "goal_sign", "resource", "helper", "step"}
    assert learner >= {"step_when", "step_due", "step_obstacle", "step_sign", "step_owner"}
