"""The line of keys at the foot of a screen: one widget, where Footer mounts one for each key."""

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

_KEYS = {
    "escape": "esc",
    "question_mark": "?",
    "slash": "/",
    "shift+up": "shift+↑",
    "shift+down": "shift+↓",
    "full_stop": ".",
    "comma": ",",
    "left": "←",
    "right": "→",
    "plus": "+",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}


def key_words(key: str) -> str:
    """A key as people call it."""
    return _KEYS.get(key, key)


class KeyBar(Static):
    """Shows the bindings of the screen that ask to be shown; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 2; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._shown: tuple[tuple[str, str], ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(self.screen)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if not self.is_attached:
            return
        keys: dict[str, tuple[str, str]] = {}
        for active in screen.active_bindings.values():
            if active.binding.show and active.enabled:
                keys.setdefault(
                    active.binding.action, (active.binding.key, active.binding.description)
                )
        shown = tuple(keys.values())
        if shown != self._shown:
            self._shown = shown
            self.update(self._content())

    def _content(self) -> Content:
        parts = [
            # A variable would not be put into the action: the key is one of our own bindings.
            Content.from_markup(
                f"[@click=app.simulate_key('{key}')][b]$key[/b] $label[/]",
                key=key_words(key),
                label=label,
            )
            for key, label in self._shown
        ]
        return Content("  ").join(parts)
