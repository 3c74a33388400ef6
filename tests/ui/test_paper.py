"""The Paper room: for whom, what, on which paper; seen as it prints, saved, printed, stopped."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from textual.widgets import Static

from conferencer.app import ConferencerApp
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.roster import update_student
from conferencer.settings import read_settings
from conferencer.ui.desk import Desk
from conferencer.ui.moves import OpenLearner
from conferencer.ui.pick_some import PickSome
from conferencer.ui.screens.paper import PaperScreen
from tests.conftest import TODAY
from tests.ui.rooms import Room, conferring, on_screen, settled

LEARNER = "learner"


@pytest.fixture
def met_desk(class_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Ana and Ben were met today; the present folder is an empty one."""
    for student_id, step in ((1, "Pick a poem"), (2, "Draw a map of the island")):
        draft = begin_conference(class_desk.notebook, student_id, 1, TODAY)
        words = {"step": (LEARNER, step), "goal": (LEARNER, f"A goal of {student_id}")}
        keep_words(class_desk.notebook, draft.id, words, Place(), 300)
        finish_conference(class_desk.notebook, draft.id, "met")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return class_desk


async def in_the_paper_room(pilot: Room) -> PaperScreen:
    """From Today."""
    await settled(pilot)
    await pilot.press("P")
    return await made(pilot)


async def made(pilot: Room) -> PaperScreen:
    """Until the preview is there and nothing is being made."""
    await settled(pilot)
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, PaperScreen)
    return screen


def preview(screen: PaperScreen) -> str:
    return str(screen.query_one("#preview", Static).content)


def words_in(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def test_a_class_is_seen_and_saved_with_the_choices_that_are_remembered(
    met_desk: Desk,
) -> None:
    async with ConferencerApp(met_desk).run_test(size=(120, 36)) as pilot:
        screen = await in_the_paper_room(pilot)
        assert "Pick a poem" in preview(screen) and "Draw a map" in preview(screen)
        await pilot.press("down", "down", "down", "right", "right")
        screen = await made(pilot)
        assert "four a page" in on_screen(pilot)
        await pilot.press("s")
        await made(pilot)
    [saved] = Path.cwd().iterdir()
    assert saved.name == "slips-2026-11-22.pdf"
    assert "Pick a poem" in words_in(saved) and "Draw a map" in words_in(saved)
    assert len(PdfReader(io.BytesIO(saved.read_bytes())).pages) == 1
    assert read_settings(met_desk.places.settings).per_page == 4


@pytest.mark.slow
async def test_some_are_chosen_and_each_gets_a_file_without_a_name(met_desk: Desk) -> None:
    async with ConferencerApp(met_desk).run_test(size=(80, 24)) as pilot:
        await in_the_paper_room(pilot)
        await pilot.press("down", "left")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PickSome)
        await pilot.press("a", "space", "enter")
        screen = await made(pilot)
        shown = preview(screen)
        assert ("Pick a poem" in shown) + ("Draw a map" in shown) >= 1
        await pilot.press("e")
        await made(pilot)
    names = sorted(path.name for path in Path.cwd().iterdir())
    assert names[0] == "slips-2026-11-22-01.pdf"
    assert not any("Ana" in name or "Ben" in name for name in names)


@pytest.mark.slow
async def test_a_family_page_speaks_the_language_of_the_home(met_desk: Desk) -> None:
    update_student(met_desk.notebook, 1, home_language="Spanish")
    async with ConferencerApp(met_desk).run_test(size=(120, 36)) as pilot:
        await in_the_paper_room(pilot)
        await pilot.press("right", "right", "right")
        screen = await made(pilot)
        assert "Cómo pueden ayudar" in preview(screen)
        assert "How you can help" in preview(screen)
        assert "machine-drafted" in on_screen(pilot)


@pytest.mark.slow
async def test_every_kind_can_be_seen_at_every_size(met_desk: Desk) -> None:
    for size in ((80, 24), (160, 50)):
        async with ConferencerApp(met_desk).run_test(size=size) as pilot:
            screen = await in_the_paper_room(pilot)
            for _ in range(6):
                assert preview(screen)
                await pilot.press("right")
                screen = await made(pilot)
            assert "There is no group" in on_screen(pilot)


async def test_p_beside_a_learner_prints_the_usual_slip(met_desk: Desk) -> None:
    met_desk.change_settings(paper="a5")
    async with ConferencerApp(met_desk).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pilot.app.screen.post_message(OpenLearner(1, 1))
        await settled(pilot)
        await pilot.press("p")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
    [saved] = Path.cwd().iterdir()
    page = PdfReader(io.BytesIO(saved.read_bytes())).pages[0]
    assert float(page.mediabox.width) == pytest.approx(148 * 72 / 25.4, abs=1)


@pytest.mark.slow
async def test_p_on_close_prints_too_but_in_a_field_it_is_a_letter(met_desk: Desk) -> None:
    async with ConferencerApp(met_desk).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter", *["ctrl+n"] * 4)
        await settled(pilot)
        await pilot.press("p", "tab")
        await settled(pilot)
        assert not list(Path.cwd().iterdir())
        assert conferring(pilot).words.read("next_meeting")[1] == "p"
        await pilot.press("p")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
    assert [path.suffix for path in Path.cwd().iterdir()] == [".pdf"]
