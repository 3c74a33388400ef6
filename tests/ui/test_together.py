"""While a learner sits here, nothing of any other learner's record can be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.command import CommandPalette

from conferencer.app import ConferencerApp
from conferencer.core.goals import add_goal
from conferencer.core.models import Student
from conferencer.core.names import first_name
from conferencer.core.roster import add_class, add_student, students_of
from conferencer.core.turns import ask_to_meet
from conferencer.ui.cards import Card, Cover
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Confirm, Pick
from conferencer.ui.help import HelpScreen, keys_in_words
from conferencer.ui.parting import Parting
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.today import TodayScreen
from tests.conftest import TODAY
from tests.ui.rooms import CLASS, Room, app_of, begin, conferring, on_screen, settled, talked

GIVEN = ("Qadira", "Wumbe", "Zsolt", "Jarmila", "Xoch", "Vukosi", "Yngvar", "Fjola", "Kwab", "Tiph")
FAMILY = ["Bztrk", "Gwyther", "Mbeki"]


@pytest.fixture
def full_desk(desk: Desk) -> Desk:
    """A class of thirty with names like no other word on a screen, and a past for each."""
    add_class(desk.notebook, "Room 12")
    for number in range(30):
        given, family = GIVEN[number % 10], FAMILY[number // 10]
        add_student(desk.notebook, CLASS, f"{given}{number}", f"{family}{number}")
    for student_id in (2, 3, 29, 30):
        ask_to_meet(desk.notebook, student_id, TODAY)
    for student_id in (1, 2, 3, 30):
        add_goal(desk.notebook, student_id, f"Goal of number {student_id}", TODAY)
        talked(desk.notebook, {"step": f"Step of number {student_id}"}, student_id=student_id)
        talked(desk.notebook, {"victories": "a draft"}, "draft", student_id=student_id)
    return desk


class Watch:
    """Looks at the whole screen after every move.

    Args:
        learner_id: who sits here.
    """

    def __init__(self, pilot: Room, desk: Desk, learner_id: int) -> None:
        self.pilot = pilot
        others = [s for s in students_of(desk.notebook, CLASS) if s.id != learner_id]
        self.names = [name for s in others for name in (s.given_name, s.family_name)]
        self.records = [f"of number {s.id}" for s in others]
        self.looks = 0

    async def press(self, *keys: str) -> None:
        """Press each key, and look after each."""
        for key in keys:
            await self.pilot.press(key)
            self.look(key)

    def look(self, after: str) -> None:
        """No word of any other record is to be seen."""
        screen = self.pilot.app.screen
        seen = on_screen(self.pilot).lower()
        found = [name for name in self.names if name.lower() in seen]
        found += [words for words in self.records if f"{words}\n" in seen or f"{words} " in seen]
        assert not found, f"{found} on {screen} after {after}"
        assert str(self.pilot.app.title) == "Conferencer" and not self.pilot.app.sub_title
        self.looks += 1


def sitting_with(pilot: Room) -> int:
    """The id of the learner who sits here."""
    return conferring(pilot).draft.conference.student_id


@pytest.fixture
def app(full_desk: Desk) -> Iterator[ConferencerApp]:
    """The app over the full class."""
    yield app_of(full_desk)


@pytest.mark.slow
async def test_no_key_of_a_conference_shows_any_other_name(full_desk: Desk) -> None:
    async with app_of(full_desk).run_test(size=(120, 36), notifications=True) as pilot:
        screen = await begin(pilot)
        watch = Watch(pilot, full_desk, sitting_with(pilot))
        watch.look("begin")
        keys = [key for words, _ in keys_in_words(screen) for key in words.split(" or ")]
        assert {"ctrl+n", "F4", "ctrl+b", "ctrl+s", "ctrl+r", "ctrl+l", "ctrl+g"} <= set(keys)
        for key in sorted({key.lower() for key in keys} - {"esc", "ctrl+q"}):
            await watch.press(key)
            while pilot.app.screen is not screen:
                cover = isinstance(pilot.app.screen, Cover)
                await watch.press("ctrl+l" if cover else "escape")
        for pane in screen.rail.panes:
            await screen.go_to(pane)
            await watch.press("tab", "ctrl+p", "f1", "escape", "ctrl+backslash", "ctrl+t", "escape")
        assert watch.looks > 50


LEAVES = {"ctrl+q", "f1", "ctrl+l", "f8"}
"""Keys that work on every screen: tried by the test above."""
OPENERS = ("f1", "ctrl+r", "ctrl+s", "ctrl+t", "escape")
"""Keys of a conference that open a dialog or a card."""


async def back_to(watch: Watch, screen: ConferenceScreen) -> None:
    """Close what was opened, looking each time."""
    while (above := watch.pilot.app.screen) is not screen:
        await watch.press("ctrl+l" if isinstance(above, Cover) else "escape")


async def try_every_key_of_a_dialog(watch: Watch, screen: ConferenceScreen, opener: str) -> None:
    """Open it anew for each key; what ends the conference is another test's."""
    await watch.press(opener)
    dialog = watch.pilot.app.screen
    keys = sorted(set(dialog.active_bindings) - LEAVES)
    if isinstance(dialog, Parting | Card):
        keys.remove("enter")
    for key in keys:
        await back_to(watch, screen)
        await watch.press(opener, key)
        await settled(watch.pilot)
        watch.look(key)
    await back_to(watch, screen)


@pytest.mark.slow
async def test_every_key_at_every_kind_of_place_shows_no_other_name(
    full_desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    async with app_of(full_desk).run_test(size=(120, 36), notifications=True) as pilot:
        screen = await begin(pilot)
        watch = Watch(pilot, full_desk, sitting_with(pilot))
        tried: set[tuple[type, str]] = set()
        for pane in screen.rail.panes:
            await screen.go_to(pane)
            await settled(pilot)
            places = len(screen.focus_chain)
            assert places or pane == "last_time", "with no open step there is nothing to fill in"
            for place in range(places):
                screen.set_focus(screen.focus_chain[place])
                await pilot.pause()
                kind = type(screen.focused)
                for key in sorted(set(screen.active_bindings) - LEAVES):
                    if (kind, key) in tried:
                        continue
                    tried.add((kind, key))
                    await watch.press(key)
                    await back_to(watch, screen)
                    await screen.go_to(pane)
                    if place < len(screen.focus_chain):
                        screen.set_focus(screen.focus_chain[place])
        for opener in OPENERS:
            await try_every_key_of_a_dialog(watch, screen, opener)
    assert watch.looks > 300
    with capsys.disabled():
        print(f"\nkeys tried: {watch.looks}, no other learner's record was to be seen")


@pytest.mark.slow
async def test_no_row_of_the_menu_and_no_dialog_shows_any_other_name(
    full_desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.setenv("PATH", "")
    async with app_of(full_desk).run_test(size=(120, 36), notifications=True) as pilot:
        await begin(pilot)
        learner = sitting_with(pilot)
        watch = Watch(pilot, full_desk, learner)
        await watch.press("ctrl+r")
        menu = pilot.app.screen
        assert isinstance(menu, Pick)
        rows = [key for key, _ in menu.rows]
        assert {"starter", "challenges", "panel", "clock", "print", "type", "discard"} <= set(rows)
        await watch.press("escape")
        for row in [*(r for r in rows if r not in ("discard", "type")), "type", "discard"]:
            await watch.press("ctrl+r")
            menu = pilot.app.screen
            assert isinstance(menu, Pick)
            menu.dismiss(row)
            await settled(pilot)
            await pilot.app.workers.wait_for_complete()
            watch.look(row)
            if row == "type":
                await watch.press("down", "enter")
                await settled(pilot)
                watch.look("another type")
            elif row == "discard":
                assert isinstance(pilot.app.screen, Confirm)
                await watch.press("enter")
                await settled(pilot)
                watch.look("discarded")
                assert isinstance(pilot.app.screen, Card)
                await watch.press("escape", "ctrl+p", "f1", "escape", "ctrl+l", "ctrl+l", "q", "r")
            elif not isinstance(pilot.app.screen, ConferenceScreen):
                await watch.press("down", "f1", "escape", "escape")
            if row != "discard":
                assert pilot.app.screen is conferring(pilot)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [["enter"], ["down", "enter"]])
async def test_finishing_goes_by_a_card_that_shows_this_learner_only(
    full_desk: Desk, ending: list[str]
) -> None:
    async with app_of(full_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await begin(pilot)
        watch = Watch(pilot, full_desk, sitting_with(pilot))
        await watch.press("ctrl+s")
        assert isinstance(pilot.app.screen, Parting)
        await watch.press("f1", "escape", *ending)
        await settled(pilot)
        watch.look("the end")
        assert isinstance(pilot.app.screen, Card)
        await watch.press("ctrl+p", "escape", "f1", "escape", "ctrl+l", "ctrl+l", "tab", "ctrl+s")
        assert isinstance(pilot.app.screen, Card)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)


@pytest.mark.slow
async def test_leaving_takes_two_keys_and_the_card_shows_nobody(full_desk: Desk) -> None:
    async with app_of(full_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        watch = Watch(pilot, full_desk, sitting_with(pilot))
        learner = first_name(_learner(pilot))
        assert learner in on_screen(pilot)
        await watch.press("escape")
        assert learner not in on_screen(pilot), "a neutral card names nobody"
        await watch.press("ctrl+p", "f1", "escape", "escape")
        assert isinstance(pilot.app.screen, ConferenceScreen)


def _learner(pilot: Room) -> Student:
    return conferring(pilot).beside.student


async def test_esc_first_closes_what_is_open(full_desk: Desk) -> None:
    async with app_of(full_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        for key, above in (
            ("f1", HelpScreen),
            ("ctrl+r", Pick),
            ("ctrl+t", Pick),
            ("ctrl+s", Parting),
            ("escape", Card),
        ):
            await pilot.press(key)
            assert isinstance(pilot.app.screen, above)
            await pilot.press("escape")
            assert pilot.app.screen is screen


async def test_the_palette_opens_on_today_and_never_in_a_conference(full_desk: Desk) -> None:
    async with app_of(full_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        assert isinstance(pilot.app.screen, CommandPalette)
        await pilot.press("escape")
        screen = await begin(pilot)
        await pilot.press("ctrl+p")
        assert pilot.app.screen is screen
        for key in ("ctrl+r", "ctrl+l"):
            await pilot.press(key, "ctrl+p")
            assert not isinstance(pilot.app.screen, CommandPalette)
            await pilot.press("ctrl+l" if key == "ctrl+l" else "escape")


@pytest.mark.slow
async def test_a_toast_from_today_does_not_follow_into_a_conference(full_desk: Desk) -> None:
    async with app_of(full_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("down", "a")
        await settled(pilot)
        assert "asked to meet." in on_screen(pilot)
        await pilot.press("home", "down", "down")
        await begin(pilot)
        await settled(pilot)
        Watch(pilot, full_desk, sitting_with(pilot)).look("begin")
        assert "asked to meet" not in on_screen(pilot)


@pytest.mark.slow
async def test_the_cover_hides_a_toast_as_well(full_desk: Desk) -> None:
    async with app_of(full_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("a", "ctrl+l")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cover)
        words = set(on_screen(pilot).split())
        assert words == {"Conferencer", *["ctrl+l", "or", "F8", "to", "go", "on"]}


async def test_words_typed_into_this_record_may_name_anyone(full_desk: Desk) -> None:
    async with app_of(full_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press(*"Zsolt")
        assert "Zsolt" in on_screen(pilot)
