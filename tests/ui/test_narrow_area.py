"""The editor repaints few rows after a key: the screen must be the same as if it repainted all."""

from random import Random

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from conferencer.ui.widgets.editor import NoteEditor
from conferencer.ui.widgets.narrow_area import NarrowArea

KEYS = (
    *"aé李 wide(]aeio",
    "space",
    "left",
    "up",
    "space",
    "enter",
    "backspace",
    "delete",
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "shift+left",
    "shift+up",
    "ctrl+z",
    "ctrl+y",
    "ctrl+w",
    "ctrl+k",
    "ctrl+x",
)


class OneEditor(App[None]):
    """A narrow editor, so that words wrap early."""

    CSS = "NoteEditor { width: 14; height: auto; min-height: 2; max-height: 5; }"

    def compose(self) -> ComposeResult:
        yield NoteEditor(hint="How did it go?")


def screen_of(pilot: Pilot[None]) -> list[Strip]:
    """The screen as it was painted, row by row."""
    return [Strip(strip).simplify() for strip in pilot.app.screen._compositor.render_strips()]


async def assert_nothing_stale(pilot: Pilot[None], after: str) -> None:
    painted = screen_of(pilot)
    pilot.app.query_one(NoteEditor).refresh()
    await pilot.pause()
    assert painted == screen_of(pilot), after


async def press_and_compare(seed: int, keys: int) -> None:
    rng, pressed = Random(seed), []
    async with OneEditor().run_test(size=(30, 8)) as pilot:
        editor = pilot.app.query_one(NoteEditor)
        editor.cursor_blink = False
        editor.load_text(
            "we looked at a page (and another) that was too long for us\nso we\n\nstopped"
        )
        for _ in range(keys):
            pressed.append(rng.choice(KEYS))
            await pilot.press(pressed[-1])
            await assert_nothing_stale(pilot, f"after {pressed}")


@pytest.mark.slow
async def test_any_keys_leave_the_screen_as_a_whole_repaint_would() -> None:
    await press_and_compare(seed=7, keys=40)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_many_more_keys_leave_the_screen_as_a_whole_repaint_would(seed: int) -> None:
    await press_and_compare(seed, keys=120)


async def test_a_letter_inside_a_line_repaints_that_line_only() -> None:
    async with OneEditor().run_test(size=(30, 8)) as pilot:
        editor = pilot.app.query_one(NoteEditor)
        editor.load_text("one\ntwo\nthree\nfour")
        editor.move_cursor((1, 3))
        await pilot.pause()
        editor._repaint_regions.clear()
        editor.insert("s")
        rows = {y for region in editor._repaint_regions for y in range(region.y, region.bottom)}
        assert rows and rows <= {1, 2}


async def test_switched_off_it_is_the_text_area_that_textual_ships(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(NarrowArea, "is_narrow", False)
    async with OneEditor().run_test(size=(30, 8)) as pilot:
        await pilot.press(*"one two three four")
        editor = pilot.app.query_one(NoteEditor)
        assert editor.text == "one two three four"
        editor._repaint_regions.clear()
        editor.insert("s")
        assert any(region.height == editor.outer_size.height for region in editor._repaint_regions)
