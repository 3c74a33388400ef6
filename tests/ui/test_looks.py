"""Every size, every theme, and no colour at all."""

import pytest

from conferencer.ui.desk import Desk
from tests.ui.rooms import (
    app_of,
    begin,
    conferring,
    on_screen,
)

LOOKS = [
    pytest.param((80, 24), "conferencer-light", marks=pytest.mark.slow),
    pytest.param((80, 24), "ansi-dark", marks=pytest.mark.slow),
    ((80, 24), "NO_COLOR"),
    pytest.param((100, 30), "conferencer-dark", marks=pytest.mark.slow),
    ((160, 50), "conferencer-light"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("size", "theme"), LOOKS)
async def test_it_works_at_every_size_and_in_every_theme(
    class_desk: Desk, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if theme == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        class_desk.change_settings(theme=theme)
    async with app_of(class_desk).run_test(size=size) as pilot:
        await pilot.pause()
        if theme != "NO_COLOR":
            assert pilot.app.theme == theme
        keys = on_screen(pilot).splitlines()[-1]
        assert keys.split("  ")[-1] == "? Help" and "enter Begin" in keys
        await begin(pilot)
        bar = on_screen(pilot).splitlines()[-1].strip()
        assert bar == (
            "ctrl+n Next  ctrl+b Back  ctrl+s Finish  ctrl+r More  ctrl+l Cover  F1 Help"
        )
        for pane in conferring(pilot).rail.panes:
            await conferring(pilot).go_to(pane)
        await pilot.press("ctrl+s")
        side = conferring(pilot).query_one("SidePanel")
        assert not side.display or side.size.width > 0
