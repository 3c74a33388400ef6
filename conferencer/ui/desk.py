"""What every screen is handed: the notebook, the settings, and the guides."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from conferencer.core.notebook import Notebook
from conferencer.core.pins import Tries
from conferencer.paths import Places
from conferencer.settings import Settings, write_settings
from conferencer.ui.read_once import ReadOnce

if TYPE_CHECKING:
    from conferencer.core.guide import Guide, GuideShelf


class Desk:
    """The things on the teacher's desk.

    Args:
        notebook: open.
        demo: whether the notebook is thrown away afterwards.
    """

    def __init__(
        self, notebook: Notebook, places: Places, settings: Settings, demo: bool = False
    ) -> None:
        self.notebook = notebook
        self.places = places
        self.settings = settings
        self.demo = demo
        self.tries = Tries()
        self.read_once = ReadOnce(self)

    def today(self) -> date:
        """The local date."""
        return self.notebook.today()

    def change_settings(self, **changes: Any) -> None:
        """Change settings and keep them; the demo keeps none."""
        self.settings = replace(self.settings, **changes)
        if not self.demo:
            write_settings(self.places.settings, self.settings)

    @cached_property
    def window(self) -> str:
        """What this window calls itself, when it claims a draft."""
        from conferencer.core.claims import this_window

        return this_window()

    @cached_property
    def shelf(self) -> "GuideShelf":
        """The guides, the teacher's own among them."""
        from conferencer.core.guide import load_guides

        return load_guides(self.places.guides)

    def guide(self, key: str) -> "Guide":
        """A guide by its key; reading where it is unknown."""
        return self.shelf.guides.get(key) or self.shelf.guides["reading"]
