"""An empty Textual app: a header, a footer, and one key that shows that keys are handled."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header


class EmptyApp(App[None]):
    """Nothing but what every Textual app has."""

    BINDINGS = [("down", "answer", "Answer")]

    def compose(self) -> ComposeResult:
        """A header and a footer."""
        yield Header()
        yield Footer()

    def action_answer(self) -> None:
        """Say that a key was handled."""
        self.title = "Answered"


if __name__ == "__main__":
    EmptyApp().run()
