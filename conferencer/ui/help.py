"""Help: what this screen is for, and every key that works on it now."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Markdown, Static

from conferencer.ui.widgets.key_bar import KeyBar, key_words

_SKIPPED = {"app.help", "help", "app.command_palette"}


def help_words(screen: Screen[object]) -> str:
    """What the focused widget and its screen say of themselves."""
    words: list[str] = []
    widget: Widget | None = screen.focused or screen
    while isinstance(widget, Widget):
        text = getattr(widget, "HELP", None)
        if text and type(widget).__module__.startswith("conferencer"):
            words.append(_dedented(text))
        widget = widget.parent if isinstance(widget.parent, Widget) else None
    return "\n\n".join(reversed(words))


def _dedented(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def keys_in_words(screen: Screen[object]) -> list[tuple[str, str]]:
    """The keys that work now and what each does, told once for each action."""
    rows: dict[str, tuple[list[str], str]] = {}
    for active in screen.active_bindings.values():
        binding, node = active.binding, active.node
        if not binding.tooltip or not active.enabled or binding.action in _SKIPPED:
            continue
        if not type(node).__module__.startswith("conferencer"):
            continue
        keys, _ = rows.setdefault(binding.action, ([], binding.tooltip))
        keys.append(key_words(binding.key))
    return [(" or ".join(keys), words) for keys, words in rows.values()]


class HelpScreen(ModalScreen[None]):
    """F1: a few sentences, then the keys.

    Args:
        about: the screen to explain.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f1,question_mark,enter,q",
            "close",
            "Close",
            id="help.close",
            tooltip="Back to where you were",
        ),
    ]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__(classes="dialog help")
        self.words = help_words(about)
        self.keys = keys_in_words(about)

    def compose(self) -> ComposeResult:
        """Sentences on top, one line a key below."""
        with Vertical(classes="sheet"):
            with VerticalScroll():
                yield Markdown(self.words)
                width = max((len(keys) for keys, _ in self.keys), default=0)
                for keys, words in self.keys:
                    yield Static(
                        Content.assemble((keys.ljust(width + 2), "bold"), words), markup=False
                    )
            yield KeyBar()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
